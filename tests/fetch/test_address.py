"""An address is read once and shown without its secrets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipscwatch.fetch.address import Origin, parse, shown
from ipscwatch.fetch.faults import Fault


@pytest.mark.parametrize(
    ("url", "plain", "origin", "authority"),
    [
        ("HTTP://News.TEST:80/a#b", "http://news.test/a", ("http", "news.test", 80), "news.test"),
        ("https://news.test", "https://news.test/", ("https", "news.test", 443), "news.test"),
        ("https://news.test:80/", "https://news.test:80/", ("https", "news.test", 80), "news.test:80"),
        ("http://厚労省.test/", "http://xn--jgrtuw36f.test/", ("http", "xn--jgrtuw36f.test", 80), None),
        ("http://0x7f.1:8080/", "http://127.0.0.1:8080/", ("http", "127.0.0.1", 8080), "127.0.0.1:8080"),
        ("http://[0:0::1]/", "http://[::1]/", ("http", "[::1]", 80), "[::1]"),
        ("http://u:p@news.test/?q=再生", "http://news.test/?q=%E5%86%8D%E7%94%9F", ("http", "news.test", 80), None),
    ],
)
def test_an_address_is_taken_apart(
    url: str, plain: str, origin: tuple[str, str, int], authority: str | None
) -> None:
    address = parse(url)
    assert (address.url, address.origin) == (plain, Origin(*origin))
    assert authority is None or address.authority == authority


@pytest.mark.parametrize(
    ("old", "new", "trusted"),
    [
        ("https://a.test/", "https://a.test/b", True),
        ("http://a.test/", "https://a.test/", True),
        ("https://a.test/", "http://a.test/", False),
        ("https://a.test/", "https://a.test:8443/", False),
        ("http://a.test:8080/", "https://a.test/", False),
        ("https://a.test/", "https://www.a.test/", False),
        ("https://a.test/", "https://b.test/", False),
    ],
)
def test_trust_goes_to_the_same_origin_and_to_its_upgrade(old: str, new: str, trusted: bool) -> None:
    assert parse(new).continues(parse(old)) is trusted


@pytest.mark.parametrize(
    ("url", "line"),
    [
        ("https://user:pass@a.test/x", "https://a.test/x"),
        ("https://a.test/?api_key=s3cret&b=1", "https://a.test/?api_key=***&b=1"),
        ("https://a.test/?b=1&Subscription-Key=s3cret#f", "https://a.test/?b=1&Subscription-Key=***#f"),
        ("https://a.test/?b=1;access_token=s3cret", "https://a.test/?b=1;access_token=***"),
        ("https://a.test/a\x1b[31m\n", "https://a.test/a�[31m�"),
        ("https://a.test/" + "x" * 500, "https://a.test/" + "x" * 185 + "…"),
        ("http://user:p@ss@a.test/", "http://a.test/"),
        ("http:\\\\user:pw@a.test/", "http:\\\\a.test/"),
    ],
)
def test_an_address_is_shown_without_its_secrets(url: str, line: str) -> None:
    assert shown(url) == line


@given(st.text(max_size=40))
def test_any_text_is_an_address_or_a_fault(text: str) -> None:
    for url in (text, f"http://{text}", f"http://a.test/{text}"):
        try:
            address = parse(url)
        except Fault:
            continue
        assert address.origin.scheme in ("http", "https")
        again = parse(address.url)
        assert (again.url, again.origin, again.authorization) == (address.url, address.origin, None)
        assert address.shown.isprintable()


CREDENTIAL = st.text(st.characters(exclude_characters="/\\?#"), max_size=15)
"""What ends an authority is no part of a password, unless it is escaped."""


@given(user=CREDENTIAL, before=CREDENTIAL, after=CREDENTIAL)
def test_a_password_is_never_shown(user: str, before: str, after: str) -> None:
    try:
        line = parse(f"https://{user}:{before}S3CRET{after}@a.test/").shown
    except Fault as fault:
        line = str(fault)
    assert "S3CRET" not in line
