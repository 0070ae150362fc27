"""What pages say and hold that stand in place of what was asked for, in English and Japanese.

Each line is one expression, over text in lower case and on one line. `SCRIPTS` are in such pages alone. `TELLING`
and `WORDS` mean it only in a page with hardly any text. `TITLES` mean it when they are a whole piece of the title.
"""

from __future__ import annotations

import re

CLOUDFLARE = "a Cloudflare challenge"
CHALLENGE = "a bot challenge"
CAPTCHA = "a captcha"
CONSENT = "a consent page"
PROFESSIONALS = "a page that asks whether one is a health professional"
LOGIN = "a login page"
DENIED = "a page that denies access"
MAINTENANCE = "a maintenance notice"
NOT_FOUND = "a «not found» page"
NEEDS_SCRIPT = "a page that needs JavaScript"
FORWARDS = "a page that only sends a browser elsewhere"
EMPTY = "an empty page"

Rules = tuple[tuple[str, re.Pattern[str]], ...]


def _rules(expressions: dict[str, str]) -> Rules:
    return tuple(
        (name, re.compile("|".join(f"(?:{line.strip()})" for line in lines.strip().splitlines())))
        for name, lines in expressions.items()
    )


SCRIPTS = _rules(
    {
        CLOUDFLARE: "_cf_chl_opt|cf_chl_prog|cf-browser-verification",
        CHALLENGE: r"""
            window\.awswafcookiedomainlist|window\.gokuprops
            (?:geo|ct)\.captcha-delivery\.com
            id=.px-captcha
            sec-if-cpt-container
            sucuri_cloudproxy_js
            anubis_challenge
        """,
    }
)

TELLING = _rules(
    {
        CHALLENGE: "_incapsula_resource|/cdn-cgi/challenge-platform/|/tspd/|bm-verify",
        CAPTCHA: r"g-recaptcha|h-captcha|cf-turnstile|recaptcha/api\.js",
        LOGIN: r"""<input\b[^<>]{0,500}\btype\s{0,9}=\s{0,9}["']?password""",
    }
)

TITLES = _rules(
    {
        CLOUDFLARE: r"""
            just a moment(?:\.{3}|…)?
            attention required!?
        """,
        CHALLENGE: """
            checking your browser.*
            making sure you(?:'|’)re not a bot!?
            ddos-guard
            pardon our interruption.*
            one more step.*
            (?:bot|human) verification
        """,
        CAPTCHA: r"""
            (?:security )?captcha
            are you (?:a robot|human)\?
            robot check
            ロボットではないことの?確認.*
        """,
        CONSENT: """
            before you continue.*
            (?:privacy|cookies?) consent
        """,
        PROFESSIONALS: """
            .*医療(?:関係|従事)者(?:の方)?(?:です|でしょう)か.*
            医療(?:関係|従事)者(?:の方)?の?確認.*
        """,
        DENIED: """
            access (?:to this page has been )?denied
            request rejected
            (?:403 )?forbidden
            アクセスが(?:拒否|制限)されました
        """,
        LOGIN: """
            (?:please )?(?:log ?in|sign ?in)(?: required| page)?
            (?:会員)?ログイン(?:画面|ページ|してください)?
            サインイン|会員認証
        """,
        MAINTENANCE: """
            (?:(?:the |this )?(?:site|page|system|server) )?(?:is )?(?:under|down for|in) (?:scheduled )?maintenance
            (?:(?:site|system|scheduled|planned) )?maintenance(?: mode| page)?
            (?:site )?under construction|we(?:'|’)ll be (?:right )?back(?: soon)?
            (?:50[0-4] )?(?:service (?:temporarily )?unavailable|bad gateway|gateway time-?out)
            (?:500 )?internal server error
            (?:ただいま|現在)?[、 ]?(?:システム|サイト|サーバー?)?の?(?:メンテナンス|保守作業|工事)中(?:です)?
            (?:サービス|サイト)(?:一時)?(?:停止|休止)中
            (?:ただいま|現在)?準備中(?:です)?
            アクセスが?集中.*
        """,
        NOT_FOUND: """
            (?:(?:http )?(?:error|エラー)[ :：]?)?404(?:[ :：]?(?:error|エラー))?
            (?:404[ ,:：。!！]+)?(?:(?:the |this )?(?:requested )?(?:page|file|document) )?not found
            (?:the |this )?(?:page|file) (?:(?:you|requested|was|could|can|does) )+not (?:be )?(?:found|exist)
            page (?:unavailable|missing)
            (?:(?:ご?指定|お探し|要求)(?:の|された)|この)?(?:ページ|ファイル|記事)[がは]?(?:見つかりません|存在しません)(?:でした)?
            (?:(?:ご?指定|お探し|要求)(?:の|された)|この)?(?:ページ|ファイル|記事)[がは]?(?:ありません|削除されました)
        """,
    }
)

WORDS = _rules(
    {
        CLOUDFLARE: "enable javascript and cookies to continue|cloudflare ray id",
        CHALLENGE: """
            incapsula incident id
            checking (?:if the site connection is secure|your browser)
            ddos protection by
        """,
        CAPTCHA: """
            verify (?:that )?you are (?:a )?human
            ロボットではありません
            画像に表示され|画像認証
        """,
        CONSENT: """
            before you continue to
            (?:accept|agree to) (?:all )?cookies to continue
            同意(?:して|する)(?:次|進)
        """,
        PROFESSIONALS: "医療(?:関係|従事)者(?:の方)?(?:です|でしょう)か",
        DENIED: """
            you don(?:'|’)t have permission to access
            the requested url was rejected
            アクセスが(?:拒否|制限)されました
        """,
        LOGIN: """
            (?:log|sign) ?in to (?:continue|view|read)
            ログインしてください|ログインが必要です
        """,
        MAINTENANCE: """
            (?:under|down for|undergoing|performing) (?:scheduled |routine )?maintenance
            temporarily (?:unavailable|down|closed)
            メンテナンス(?:中|を行って|を実施|のため)
            工事中|アクセスが集中して|一時的に(?:ご利用|アクセス)
            サービスを?(?:一時)?(?:停止|休止)(?:中|して)
        """,
        NOT_FOUND: r"""
            \b404\b.{0,20}not found
            (?:page|file|url).{0,40}(?:was|could|can|does) ?not (?:be )?(?:found|exist)
            (?:ページ|ファイル|記事|url)[がは].{0,20}(?:見つかりません|存在しません|存在しない)
            お探しの(?:ページ|記事)|指定されたページ
        """,
    }
)
