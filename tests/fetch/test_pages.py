"""Pages in place of the content are named; content is never taken for one."""

from __future__ import annotations

import tomllib
from pathlib import Path
from time import monotonic

import pytest
from tests.fetch.conftest import NOW

from ipscwatch.fetch.pages import BLOCKING, challenge
from ipscwatch.model.document import Document, Request
from ipscwatch.model.source import Validators

ARTICLE = (
    "厚生労働省は20日、iPS細胞由来の再生医療等製品「アムシェプリ」を薬価基準に収載した。価格は18バイアルの一式で"
    "5530万6737円。パーキンソン病の治療に使う。承認は条件及び期限付きで、7年以内に有効性を確かめる。"
    "販売する企業は、初年度に使う施設を限る方針を示している。学会は患者の登録と長い期間の観察を求めた。"
) * 4

MENU = "<header><nav>{}</nav></header>".format(
    "".join(
        f"<a href='/{n}'>{words}</a> "
        for n, words in enumerate(
            [
                "ホーム",
                "組織案内",
                "申請・募集",
                "報道・広報",
                "統計・白書",
                "お問い合わせ",
                "English",
                "About us",
                "Medicines",
            ]
            * 3
        )
    )
)
FOOTER = (
    "<footer><p>〒100-0000 東京都千代田区架空町1-2-3 電話 03-0000-0000(代表) Copyright © Agency</p></footer>" * 3
)


def named(
    html: str, *, media_type: str | None = "text/html", url: str = "https://a.test/news", **headers: str
) -> str | None:
    return challenge(
        Document(
            request=Request(url="https://a.test/news"),
            url=url,
            status=200,
            media_type=media_type,
            charset="utf-8",
            headers={name.replace("_", "-"): value for name, value in headers.items()},
            body=html.encode(),
            fetched_at=NOW,
            validators=Validators(),
        )
    )


def html(title: str, body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head><title>{title}</title>{head}</head><body>{body}</body></html>"


BAD = {
    "a Cloudflare challenge": [
        html("Just a moment...", "<noscript>Enable JavaScript and cookies to continue</noscript>"),
        html("news.test", "<p>Verifying</p><script>window._cf_chl_opt={cvId:'3'};</script>" + ARTICLE),
        html("Attention Required! | Cloudflare", "<h1>Sorry, you have been blocked</h1>"),
    ],
    "a bot challenge": [
        html(
            "",
            '<iframe src="/_Incapsula_Resource?CWUDNSAI=9">Request unsuccessful. Incapsula incident ID: 1</iframe>',
        ),
        html(
            "news.test",
            "<p>Please enable JS and disable any ad blocker</p><script src='https://ct.captcha-delivery.com/c.js'></script>",
        ),
        html("Pardon Our Interruption", "<p>As you were browsing something about your browser made us think</p>"),
        html(
            "",
            "<script>window.gokuProps={key:1};window.awsWafCookieDomainList=[]</script><div id='challenge'></div>",
        ),
        html("Making sure you're not a bot!", "<p>Loading...</p>"),
        html("", "<p>Checking your browser before accessing news.test.</p>"),
    ],
    "a captcha": [
        html("確認", "<p>続けるにはチェックを入れてください</p><div class='g-recaptcha' data-sitekey='k'></div>"),
        html("Robot Check", "<p>Enter the characters you see below</p>"),
        html("ご確認", "<p>私はロボットではありません</p>"),
    ],
    "a consent page": [
        html("Before you continue to News", "<p>We use cookies</p>"),
        html("サイトのご利用について", "<p>クッキーの利用に同意して次へ</p><button>同意</button>"),
    ],
    "a page that asks whether one is a health professional": [
        html("製品情報", "<p>あなたは医療関係者ですか？</p><a href='/y'>はい</a> <a href='/n'>いいえ</a>"),
        html("医療関係者の方の確認 | 会社", "<p>本サイトは医療関係者を対象としています</p>"),
    ],
    "a login page": [
        html("ログイン | 業界紙", "<form><input name='u'><input type='password' name='p'></form>"),
        html("Sign in - Portal", "<form></form>"),
        html("Portal", "<form>User <input> Password <input autocomplete='off' TYPE = \"Password\"></form>"),
        html("会員サイト", "<p>この先のページをご覧になるにはログインが必要です。</p>"),
    ],
    "a page that denies access": [
        html("Access Denied", '<p>You don\'t have permission to access "http://a.test/" on this server.</p>'),
        html("Request Rejected", "<p>The requested URL was rejected. Please consult with your administrator.</p>"),
        html("エラー", "<p>アクセスが制限されました。</p>"),
    ],
    "a maintenance notice": [
        html("メンテナンス中", "<p>ご不便をおかけします。</p>"),
        html("ただいまメンテナンス中です｜PMDA", "<p>しばらくお待ちください。</p>"),
        html("お知らせ", "<p>システムメンテナンスのため、サービスを停止しています。再開は21日9時の予定です。</p>"),
        html("工事中", "<img src='a.gif'><p>このページは工事中です</p>"),
        html("Under Maintenance", "<p>We are working on it</p>"),
        html("Agency", "<p>Our site is currently undergoing scheduled maintenance. Please come back later.</p>"),
        html("503 Service Unavailable", "<h1>Service Unavailable</h1>"),
        html("○○新聞", "<p>ただいまアクセスが集中しており、ページを表示できません。</p>"),
    ],
    "a «not found» page": [
        html("404 Not Found", "<h1>Not Found</h1>"),
        html("ページが見つかりません | 厚生労働省", f"<nav>{ARTICLE}</nav>"),
        html("お探しのページは見つかりませんでした - 会社名", "<p>トップへ</p>"),
        html("Page not found – Agency", f"<nav>{ARTICLE}</nav>"),
        html("会社名", "<p>お探しのページは移動または削除された可能性があります。</p>"),
        html("The page you requested was not found | Journal", "<p></p>"),
        html("エラー404 | 会社", ""),
    ],
    "a page that needs JavaScript": [
        html(
            "Portal", "<div id='root'></div><script src='app.js'></script><noscript>You need JavaScript</noscript>"
        ),
        html("Portal", "<div>Loading...</div>", "<script>boot()</script>"),
    ],
    "a page that only sends a browser elsewhere (https://a.test/new/)": [
        html("", "", "<meta http-equiv='Refresh' content='0; url=/new/'>"),
        html("移転", "<p>このページは移転しました。</p>", '<META content="5;URL=\'/new/\'" http-equiv="refresh">'),
    ],
    "an empty page": [
        "<html><body>  \n </body></html>",
        html("PMDA", "<!-- nothing -->"),
        html("a", "<style>b{}</style>"),
    ],
}


@pytest.mark.parametrize(("name", "page"), [(name, page) for name, pages in BAD.items() for page in pages])
def test_a_page_in_place_of_the_content_is_named(name: str, page: str) -> None:
    assert named(page) == name


PAGES = tomllib.loads((Path(__file__).parent / "pages.toml").read_text(encoding="utf-8"))["page"]
"""What servers really put in place of a page, and pages that only look like that; all written for this test."""


@pytest.mark.parametrize("case", PAGES, ids=[case["what"] for case in PAGES])
def test_real_looking_pages_are_told_apart(case: dict[str, str]) -> None:
    body = (
        case["body"].replace("{article}", f"<p>{ARTICLE}</p>").replace("{menu}", MENU).replace("{footer}", FOOTER)
    )
    assert (named(html(case.get("title", ""), body, case.get("head", ""))) or "") == case["named"]


GOOD = {
    "an article": html("アムシェプリ収載 | 業界紙", f"<p>{ARTICLE}</p>"),
    "about a maintenance": html(
        "PMDA、システムのメンテナンスを22日に実施 | 業界紙", f"<p>サービスを停止して実施する。{ARTICLE}</p>"
    ),
    "about a 404": html(
        "Why iPSC start-ups return 404 Not Found to patients", f"<p>page was not found {ARTICLE}</p>"
    ),
    "with a login box": html("業界紙", f"<form><input type='password'></form><p>{ARTICLE}</p>"),
    "with Cloudflare's script": html(
        "業界紙", f"<p>{ARTICLE}</p><script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script>"
    ),
    "with a captcha in a form": html("お問い合わせ", f"<p>{ARTICLE}</p><div class='g-recaptcha'></div>"),
    "a short list": html(
        "お知らせ一覧",
        "<ul><li><a href='/1'>システムメンテナンス中のご案内</a></li>"
        "<li><a href='/2'>ログインが必要です、と表示される方へ</a></li></ul>",
    ),
    "one word": html("価格", "<p>fine</p>"),
    "frames": "<html><head><title>局報</title></head><frameset><frame src='m.html'></frameset></html>",
    "a scan": html("告示", "<img src='kokuji.gif'>"),
    "about access": html("再生医療へのアクセス拒否をめぐる議論", f"<p>{ARTICLE}</p>"),
    "about a gate": html(
        "会社、医療関係者ではない人にも情報を公開", f"<p>医療関係者ですかと尋ねる画面をやめた。{ARTICLE}</p>"
    ),
    "a long script first": html("一覧", f"<script>{'x=1;' * 60_000}</script><p>{ARTICLE}</p>"),
}


@pytest.mark.parametrize("what", GOOD)
def test_content_is_not_taken_for_a_notice(what: str) -> None:
    assert named(GOOD[what]) is None


@pytest.mark.parametrize(
    "body",
    [
        "<rss><channel><title>Under Maintenance</title></channel></rss>",
        "<?xml version='1.0'?>\n<rdf:RDF><channel></channel></rdf:RDF>",
        "\ufeff<feed xmlns='http://www.w3.org/2005/Atom'><title>404</title></feed>",
        '{"title": "page not found"}',
        "<urlset></urlset>",
    ],
)
def test_feeds_sent_as_html_are_left_alone(body: str) -> None:
    assert named(body) is None


@pytest.mark.parametrize("media_type", ["application/rss+xml", "application/json", "text/plain", "application/pdf"])
def test_only_html_is_looked_at(media_type: str) -> None:
    assert named(html("404 Not Found", ""), media_type=media_type) is None


def test_html_without_a_type_is_looked_at() -> None:
    assert named(html("404 Not Found", ""), media_type=None) == "a «not found» page"


def test_headers_of_a_firewall_count_whatever_the_type() -> None:
    assert named("{}", media_type="application/json", cf_mitigated="challenge") == "a Cloudflare challenge"
    assert named("", media_type="text/plain", x_amzn_waf_action="challenge") == "a bot challenge"


def test_ending_up_at_a_consent_host_is_named() -> None:
    page = html("News", f"<p>{ARTICLE}</p>")
    assert named(page, url="https://consent.news.test/?continue=x") == "a consent page"
    assert named(page, url="https://news.test/consent.html") is None


def test_every_blocking_name_is_used() -> None:
    assert set(BAD) > BLOCKING


@pytest.mark.parametrize("encoding", ["shift_jis", "euc_jp", "iso2022_jp", "utf-16"])
def test_japanese_is_read_in_its_own_encodings(encoding: str) -> None:
    page = html("ページが見つかりません", "", f"<meta charset='{encoding}'>")
    document = Document(
        request=Request(url="https://a.test/"),
        url="https://a.test/",
        status=200,
        media_type="text/html",
        charset=None,
        headers={},
        body=page.encode(encoding),
        fetched_at=NOW,
        validators=Validators(),
    )
    assert challenge(document) == "a «not found» page"


@pytest.mark.parametrize(
    "piece", ["<", "<a", "<script", "<!--", "<title", "<meta ", "<input ", "-->", "&", "メ", " ", "404 ", "<a>"]
)
def test_hostile_pages_take_no_time(piece: str) -> None:
    for size in (190_000, 5_000_000):
        body = piece * (size // len(piece))
        began = monotonic()
        named(body)
        named(f"<title>{body}")
        assert monotonic() - began < 1.5
