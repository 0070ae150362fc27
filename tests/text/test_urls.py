"""One page has one key, whatever its address carries; a link is followed and shown as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipscwatch.text.urls import absolute, canonical, host, shown_host


@pytest.mark.parametrize(
    "variant",
    [
        "https://www.example.jp/news/?id=5",
        "http://www.example.jp/news/?id=5",
        "HTTPS://WWW.Example.JP:443/news/?id=5",
        "http://www.example.jp:80/a/../news/./?id=5#top",
        "https://user:secret@www.example.jp/news/?id=5",
        "https://www.example.jp/news/?id=5&utm_source=rss&utm_medium=feed",
        "https://www.example.jp/news/?fbclid=abc&id=5&gclid=x",
        "https://www.example.jp/news/?id=5&amp;utm_campaign=y",
        "  https://www.example.jp/news/?id=5&ref=rss\n",
        "https://www.example.jp/news/;jsessionid=0A1B2C.node1?id=5",
        "https://www.example.jp/news/?PHPSESSID=9f8e7d&id=5&CFID=12&CFTOKEN=ab-3",
    ],
)
def test_one_page_has_one_key(variant: str) -> None:
    assert canonical(variant) == "https://www.example.jp/news/?id=5"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.example/?b=1&a=2", "https://a.example/?a=2&b=1"),
        ("https://a.example/x", "https://a.example/x/"),
        ("https://a.example/X", "https://a.example/x"),
        ("https://a.example:8080/", "https://a.example/"),
        ("https://a.example/?ref=2", "https://a.example/"),
        ("https://a.example/?artid=79593", "https://a.example/?artid=79594"),
        ("https://www.a.example/", "https://a.example/"),
    ],
)
def test_what_may_be_another_page_has_another_key(one: str, other: str) -> None:
    assert canonical(one) != canonical(other)


def test_escapes_and_names_have_one_form() -> None:
    assert canonical("http://日本語.example/%e3%81%82?q=%e3") == "https://xn--wgv71a119e.example/%E3%81%82?q=%E3"


@pytest.mark.parametrize(
    "refused",
    [
        *(
            "javascript:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "ftp://a.example/",
            "mailto:a@b.example",
        ),
        *(
            "",
            "news.html",
            "//a.example/x",
            "http://",
            "https://[::1",
            "http://a b/",
            "http://a.example:99999/",
            "\ud800",
        ),
        "java\nscript:alert(1)",
    ],
)
def test_nothing_but_the_web_is_an_address(refused: str) -> None:
    assert canonical(refused) is None
    assert absolute(refused) is None
    assert host(refused) == ""


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("/stf/newpage_1.html#a", "http://base.example/stf/newpage_1.html#a"),
        ("?p=2", "http://base.example/list/?p=2"),
        ("//cdn.example/x", "http://cdn.example/x"),
        ("http:rel.html", "http://base.example/list/rel.html"),
        ("?a=1&amp;b=2", "http://base.example/list/?a=1&b=2"),
        ("?a=1&copy=2", "http://base.example/list/?a=1&copy=2"),
        ("javascript:void(0)", None),
        ("#", "http://base.example/list/#"),
    ],
)
def test_links_are_read_against_their_page(link: str, expected: str | None) -> None:
    assert absolute(link, "http://base.example/list/") == expected


def test_a_bad_base_is_no_base() -> None:
    assert absolute("/x", "not a base") is None


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://www.mhlw.go.jp/x", "www.mhlw.go.jp"),
        ("https://日本語.jp/", "日本語.jp"),
        ("https://クオリプス.example/", "クオリプス.example"),
        ("https://пример.example/", "xn--e1afmkfd.example"),
        ("https://аррӏе.com/", "xn--80ak6aa92e.com"),  # all Cyrillic, looks like a company
        ("https://pаypal.com/", "xn--pypal-4ve.com"),  # one Cyrillic letter
        ("https://münchen.example/", "münchen.example"),
        ("javascript:x", ""),
    ],
)
def test_a_shown_host_cannot_pass_for_another(url: str, shown: str) -> None:
    assert shown_host(url) == shown


@given(
    st.text(max_size=40), st.sampled_from(["https://a.example/", "http://a.example/x?", "https://a.example/#", ""])
)
def test_a_key_is_its_own_key(tail: str, base: str) -> None:
    key = canonical(base + tail)

    assert key is None or canonical(key) == key
    link = absolute(base + tail)
    assert link is None or absolute(link) == link
