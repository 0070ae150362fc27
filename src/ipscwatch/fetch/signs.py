"""What pages say and hold that stand in place of what was asked for, in English and Japanese.

Each line is one expression, over text in lower case, narrow (NFKC) and on one line. `SCRIPTS` are in such pages
alone. `TELLING` and `WORDS` mean it only in a page with hardly any text. `TITLES` mean it when they are a whole
piece of the title. Words that real news uses too («停止しています», «temporarily closed») need the site itself
beside them.
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
BUSY = "a notice that too much is asked of it"
TROUBLE = "an error message of its server"
PLACEHOLDER = "a placeholder without a site behind it"
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
            window\.kpsdk
        """,
    }
)

TELLING = _rules(
    {
        CHALLENGE: "_incapsula_resource|/cdn-cgi/challenge-platform/|/tspd/|bm-verify",
        CAPTCHA: r"g-recaptcha|h-captcha|cf-turnstile|recaptcha/api\.js",
        CONSENT: "/collectconsent",
        LOGIN: r"""
            <input\b[^<>]{0,500}\btype\s{0,9}=\s{0,9}["']?password
            <input\b[^<>]{0,500}\bname\s{0,9}=\s{0,9}["']?saml(?:request|response)
        """,
        TROUBLE: r"""
            <title>\s{0,9}(?:application |runtime |server |system )?error\s{0,9}[<|:–—-]
            <title>\s{0,9}(?:システム|サーバー?)?エラー(?:画面|ページ)?\s{0,9}[<|｜:–—-]
        """,
    }
)

TITLES = _rules(
    {
        CLOUDFLARE: """
            just a moment
            attention required
        """,
        CHALLENGE: """
            checking your browser.*
            making sure you(?:'|’)re not a bot
            ddos-guard|vercel security checkpoint|robot challenge screen|client challenge
            pardon our interruption.*
            one more step.*
            (?:bot|human) verification
        """,
        CAPTCHA: r"""
            (?:security )?captcha
            are you (?:a robot|human)
            robot check
            ロボットではないことの?確認.*
        """,
        CONSENT: """
            before you continue.*
            (?:privacy|cookies?) consent
        """,
        PROFESSIONALS: """
            (?:あなたは)?[、,]?医療(?:関係|従事)者(?:の方)?(?:です|でしょう)か
            医療(?:関係|従事)者(?:の方)?(?:の|である)?(?:ことの)?確認(?:ページ|画面)?
            are you a health ?care professional
        """,
        DENIED: """
            access (?:to this page has been )?denied
            your access to this (?:site|service|page) has been (?:limited|blocked).*
            request (?:rejected|blocked)
            (?:403 )?forbidden
            アクセスが(?:拒否|制限)されました
        """,
        LOGIN: """
            (?:please )?(?:log ?in|sign ?in)(?: required| page)?
            (?:log|sign) ?in to (?:your|my) account
            (?:会員)?ログイン(?:認証|画面|ページ|してください)?
            サインイン|会員認証
        """,
        MAINTENANCE: """
            (?:(?:the |this |our )?(?:web ?)?(?:site|page|system|server) )?(?:is )?(?:under|in) maintenance
            (?:site |temporarily )?(?:is )?(?:under|undergoing|down for) (?:scheduled |planned )?maintenance
            (?:(?:site|system|scheduled|planned) )?maintenance(?: mode| page)?
            (?:scheduled|planned) downtime|(?:503 )?service (?:temporarily )?unavailable
            (?:the |this )?(?:web ?)?(?:site|page|server) (?:is )?(?:currently |temporarily )?(?:unavailable|down)
            (?:site )?under construction|we(?:'|’)ll be (?:right )?back(?: soon)?
            (?:ただいま|只今|現在)?[、 ]?(?:システム|サイト|サーバー?)?の?(?:メンテナンス|保守)(?:作業)?中(?:です)?
            (?:ただいま|只今|現在)?[、 ]?(?:サイト)?(?:工事|リニューアル作業)中(?:です)?
            (?:システム)?メンテナンス(?:モード|画面|ページ)
            (?:サービス|サイト)(?:一時)?(?:停止|休止|閉鎖)中
            (?:ただいま|只今|現在)?準備中(?:です)?
        """,
        BUSY: """
            アクセスが?集中.*
            (?:ただいま|只今|現在)?[、 ]?(?:大変)?(?:混み合|混雑し)て(?:おります|います)
            (?:429 )?too many requests
            you are being rate limited
        """,
        TROUBLE: """
            (?:error )?(?:50[0-4] )?(?:bad gateway|gateway time-?out|proxy error)
            (?:error )?503 backend fetch failed
            (?:500 )?internal server error
            error establishing a database connection
        """,
        PLACEHOLDER: """
            account suspended|bandwidth limit exceeded
            apache2? (?:[a-z]+ )?default page(?:: it works)?|it works
            welcome to nginx|iis windows(?: server)?|test page for .*
        """,
        NOT_FOUND: """
            (?:page|file|document|object|(?:file or )?directory)?(?: was)? ?not found
            (?:the |this )?(?:page|file) (?:(?:you|requested|was|could|can|does|is) ?)*not (?:be )?(?:found|exist)
            (?:the |this |that )?page (?:can(?:'|’)t be found|doesn(?:'|’)t exist)
            we (?:could ?n(?:'|’)?o?t|can ?(?:'|’)?no?t) find (?:the|this|that) page
            page (?:unavailable|missing)|nothing found
            (?:(?:ご?指定|お探し|要求|該当)(?:の|された|する)|この)?(?:ページ|ファイル|記事)[がはを]?(?:見つかりません|存在しません|表示できません|ありません|ございません)(?:でした)?
            (?:(?:ご?指定|お探し|要求)(?:の|された)|この)?(?:ページ|ファイル|記事)[がは]?(?:移動(?:した)?(?:か|、?または))?、?(?:削除されました|公開が終了しました)
        """,
    }
)

WORDS = _rules(
    {
        CLOUDFLARE: "enable javascript and cookies to continue|cloudflare ray id",
        CHALLENGE: """
            incapsula incident id
            checking (?:if the site connection is secure|your browser)
            接続が安全かどうかを確認
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
            (?:クッキー|cookie|利用規約)[^。]{0,40}同意(?:して|する|い?ただ)
        """,
        PROFESSIONALS: """
            医療(?:関係|従事)者(?:の方)?(?:です|でしょう)か
            医療(?:関係|従事)者(?:の方)?は[、,]?「?はい
            are you a health ?care professional
        """,
        DENIED: """
            you don(?:'|’)t have permission to access
            the requested url was rejected
            not available in your (?:region|country)|from a country belonging to the european economic area
            アクセスが(?:拒否|制限)されました
            (?:海外|国外)からの(?:アクセス|ご利用)は
        """,
        LOGIN: """
            (?:log|sign) ?in to (?:continue|view|read)
            ログインしてください|ログインが必要です
            press the continue button once to proceed
        """,
        MAINTENANCE: r"""
            (?:performing|undergoing) (?:some |scheduled |planned |routine |essential )?(?:site )?maintenance
            (?:site|page|server|system|service|portal|application)s?\b[^.]{0,60}\bmaintenance
            (?:site|page|server|system|service|portal)s?\b[^.]{0,60}\b(?:unavailable|offline|down for|closed for)
            unavailable (?:for|due to) (?:scheduled |planned )?maintenance
            (?:メンテナンス|保守)(?:作業)?(?:中|を行って|を実施|のため|につき|により)[^。]{0,60}(?:利用|閲覧|ご覧|アクセス|表示|サービス)
            (?:システム|サーバー?|サイト|ホームページ)の?(?:メンテナンス|保守|点検)(?:作業)?(?:中|を行って|を実施)
            (?:ただいま|只今|現在)[^。]{0,30}(?:メンテナンス|保守|工事|準備|作業)中
            (?:ページ|サイト)は[^。]{0,10}工事中
            (?:ページ|サイト)[^。]{0,40}(?:一時(?:的に)?)?(?:閉鎖|休止)して
            (?:本|当|全|、)サービスを?(?:一時)?(?:停止|休止)(?:中|して)
            (?:ただいま|只今|現在|一時的に)[^。]{0,40}(?:(?:利用|ご覧|閲覧)(?:いただけ|になれ|でき)ません|(?:アクセス|表示)できません|しづらい状況)
        """,
        BUSY: """
            アクセスが?集中して|(?:サーバー?|大変|ただいま|只今)[^。]{0,10}混(?:み合っ|雑し)て
            rate limit exceeded|you are now in line|waiting room
        """,
        TROUBLE: """
            error establishing a database connection|データベース接続(?:確立)?エラー
            critical error on (?:this|your) website
            server error in '[^']{0,40}' application|guru meditation
            your page could not be served|invalid response from an upstream server
            (?:システム)?エラーが発生(?:し|いた)
            セッションが(?:タイムアウト|切れ)
            (?:しばらく|少し|時間を)(?:時間を)?(?:おいて|置いて|経って|たって|して)(?:から)?[^。]{0,12}(?:アクセス|お試し|お越し)
            our services aren(?:'|’)t available
        """,
        PLACEHOLDER: """
            domain (?:name )?(?:is|may be) for sale|buy this domain
            this account has been suspended|reaching (?:his/her|its|their) bandwidth limit
            web server is successfully installed
        """,
        NOT_FOUND: r"""
            \b404\b.{0,20}not found
            (?:page|file|url) (?:\S+ ){0,6}(?:was|could|can|does) ?not (?:be )?(?:found|exist)
            (?:page|content|article|document)[^.]{0,40}(?:(?:is )?no longer available|has been removed)
            can(?:'|’)t find (?:what|the page) you(?:'|’)re looking for
            (?:ページ|ファイル|url)[がは][^。]{0,20}(?:見つかりません|存在しません|存在しない|表示(?:する(?:こと)?が)?できません)
            お探しの(?:ページ|記事)|指定されたページ
        """,
        NEEDS_SCRIPT: """
            (?:please )?enable javascript|javascript (?:is disabled|must be enabled)
            javascriptを(?:有効|オン)|browser is not supported
        """,
    }
)
