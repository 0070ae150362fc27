"""No address but a public one is connected to, however it is spelled and whoever leads there."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fetch.conftest import PUBLIC, Detour, Fetch, Names, fetch_with, polling
from tests.web import Web, page, redirect

from ipscwatch.fetch import Fetcher
from ipscwatch.fetch.guard import reason
from ipscwatch.model.document import Document, Failure, Fetched

REFUSED = {
    "loopback": ["127.0.0.1", "127.255.255.254", "::1"],
    "private": ["10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "fc00::1", "fdff::1"],
    "shared (carrier-grade NAT)": ["100.64.0.1", "100.127.255.255"],
    "unspecified": ["0.0.0.0", "0.255.255.255", "::"],
    "link-local": ["169.254.169.254", "fe80::1", "fe80::1%eth0"],
    "protocol assignment": ["192.0.0.1", "192.0.0.192", "2001:2::1", "2001:20::1"],
    "documentation": ["192.0.2.1", "198.51.100.1", "203.0.113.1", "2001:db8::1", "3fff:fff::1"],
    "6to4 relay": ["192.88.99.1"],
    "benchmark": ["198.18.0.1", "198.19.255.255"],
    "multicast": ["224.0.0.1", "239.255.255.255", "ff02::1"],
    "reserved": ["240.0.0.1", "255.255.255.255", "::7f00:1", "4000::1", "e000::1"],
    "IPv4-mapped": ["::ffff:127.0.0.1", "::ffff:8.8.8.8"],
    "NAT64": ["64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::1"],
    "discard": ["100::1"],
    "Teredo": ["2001::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2"],
    "6to4": ["2002:7f00:1::", "2002:808:808::1"],
    "site-local": ["fec0::1"],
    "malformed": ["", "localhost", "1.2.3", "127.1"],
}
OWN = [
    "127.0.0.1",
    "::1",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "100.64.0.1",
    "fc00::1",
    "::ffff:127.0.0.1",
    "64:ff9b::a00:1",
]


@pytest.mark.parametrize(("why", "address"), [(why, address) for why, some in REFUSED.items() for address in some])
def test_a_special_address_is_refused_by_name(why: str, address: str) -> None:
    assert reason(address, private=False) == why


@pytest.mark.parametrize(
    "address", [PUBLIC, "8.8.8.8", "100.63.255.255", "172.32.0.1", "2606:4700::1111", "2001:200::1", "2400:4000::1"]
)
def test_a_public_address_is_not(address: str) -> None:
    assert reason(address, private=False) is None
    assert reason(address, private=True) is None


@pytest.mark.parametrize("address", OWN)
def test_private_addresses_are_for_sources_that_may_live_there(address: str) -> None:
    assert reason(address, private=False)
    assert reason(address, private=True) is None


@pytest.mark.parametrize(
    "address", ["169.254.169.254", "224.0.0.1", "0.0.0.0", "::", "fe80::1", "::ffff:169.254.169.254", "192.0.2.1"]
)
def test_even_those_may_not_live_where_nobody_does(address: str) -> None:
    assert reason(address, private=True)


@given(st.integers(0, 2**32 - 1).map(IPv4Address))
def test_nothing_is_allowed_that_python_calls_special(address: IPv4Address) -> None:
    if not address.is_global or address.is_multicast:
        assert reason(str(address), private=False)


@given(st.integers(0, 2**128 - 1).map(IPv6Address))
def test_no_ipv6_address_is_allowed_that_python_calls_special(address: IPv6Address) -> None:
    if not address.is_global or address.is_multicast:
        assert reason(str(address), private=False)


@given(st.integers(0, 2**32 - 1).map(IPv4Address))
def test_no_ipv4_address_gets_through_in_an_ipv6_one(inner: IPv4Address) -> None:
    for prefix in ("::ffff:0:0", "64:ff9b::", "::", "2002::"):
        shift = 80 if prefix == "2002::" else 0
        assert reason(str(IPv6Address(int(ip_address(prefix)) | int(inner) << shift)), private=False)


def message(answer: Fetched) -> str:
    assert isinstance(answer, Failure)
    return answer.message


LITERALS = [
    "http://127.0.0.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.1/",
    "http://017700000001/",
    "http://127.1/",
    "http://127.0.0.1./",
    "http://%31%32%37.0.0.1/",
    "http://１２７。０。０。１/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[0:0:0:0:0:ffff:7f00:1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://169.254.169.254:8888\\@public.test/",
    "http://user@169.254.169.254/",
    "http://0/",
    "https://10.0.0.1:8443/",
]


@pytest.mark.parametrize("url", LITERALS)
async def test_no_spelling_of_a_special_address_is_connected_to(
    ask: Fetch, detour: Detour, names: Names, url: str
) -> None:
    answer = await ask(url)
    assert "was not connected to" in message(answer)
    assert "allow_private" in message(answer)
    assert isinstance(answer, Failure)
    assert not answer.transient
    assert (detour.asked, names.asked) == ([], [])


@pytest.mark.parametrize("url", LITERALS)
async def test_nor_is_it_by_way_of_a_redirect(web: Web, ask: Fetch, detour: Detour, url: str) -> None:
    web.on("/", redirect(url))
    assert "was not connected to" in message(await ask("http://news.test/"))
    assert detour.asked == [(PUBLIC, 80)]


async def test_nor_by_way_of_robots_txt(web: Web, ask: Fetch, detour: Detour) -> None:
    web.on("/robots.txt", redirect("http://127.0.0.1/robots.txt"))
    assert "was not connected to" in message(await ask("http://news.test/", robots=True))
    assert detour.asked == [(PUBLIC, 80)]


async def test_a_public_name_is_connected_to_at_the_address_that_was_judged(
    web: Web, ask: Fetch, detour: Detour
) -> None:
    web.on("/", page("<p>fine</p>"))
    answer = await ask("http://news.test/")
    assert isinstance(answer, Document)
    assert detour.asked == [(PUBLIC, 80)]
    assert web.asked[0].headers["host"] == "news.test"


async def test_one_bad_answer_of_the_name_service_is_enough(ask: Fetch, names: Names, detour: Detour) -> None:
    names.known["news.test"] = (PUBLIC, "127.0.0.1")
    assert "news.test was not connected to: 127.0.0.1 is a loopback address" in message(
        await ask("http://news.test/")
    )
    assert detour.asked == []


async def test_a_name_that_changes_its_mind_gets_nobody_inside(web: Web, detour: Detour) -> None:
    """DNS rebinding: each connection is judged by the very answer it uses."""
    answers = [(PUBLIC,), ("127.0.0.1",)] * 50

    async def fickle(_host: str, _port: int) -> tuple[str, ...]:
        return answers.pop()

    web.on("/", page("<p>fine</p>", connection="close"))
    async with Fetcher(polling(), resolver=fickle, backend=detour) as fetcher:
        fetch = fetch_with(fetcher)
        for _ in range(100):
            await fetch("http://news.test/", allow_private=False)
    assert detour.asked == [(PUBLIC, 80)] * 50


async def test_a_connection_opened_for_a_source_inside_is_not_lent_to_others(web: Web, names: Names) -> None:
    """Loopback serves both; only the one that may live there gets an answer, in whatever order they ask."""
    web.on("/", page("<p>fine</p>"))
    async with Fetcher(polling(), resolver=names) as fetcher:
        fetch = fetch_with(fetcher)
        url = f"{web.origin}/"
        assert isinstance(await fetch(url, allow_private=True), Document)
        assert "allow_private" in message(await fetch(url, allow_private=False))
        assert isinstance(await fetch(url, allow_private=True), Document)
    assert web.connections == 1


async def test_the_next_address_is_tried_when_one_is_dead(
    web: Web, ask: Fetch, names: Names, detour: Detour
) -> None:
    web.on("/", page("<p>fine</p>"))
    names.known["news.test"] = ("2606:4700::1111", PUBLIC)
    detour.dead.add("2606:4700::1111")
    assert isinstance(await ask("http://news.test/"), Document)
    assert [host for host, _ in detour.asked] == ["2606:4700::1111", PUBLIC]


@pytest.mark.parametrize(
    ("port", "allowed"),
    [(80, True), (443, True), (1024, True), (65535, True), (22, False), (25, False), (1023, False)],
)
async def test_low_ports_are_for_others(web: Web, ask: Fetch, detour: Detour, port: int, allowed: bool) -> None:
    web.on("/", page("<p>fine</p>"))
    answer = await ask(f"http://news.test:{port}/")
    assert bool(detour.asked) == allowed
    if not allowed:
        assert f"port {port}" in message(answer)


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "FILE:/etc/passwd",
        " file:///etc/passwd",
        "file\n:///etc/passwd",
        "ftp://news.test/",
        "gopher://news.test/",
        "data:text/html,x",
        "javascript:alert(1)",
        "ws://news.test/",
        "/etc/passwd",
        "",
        "http://",
        "http://a b/",
        "http://[::1",
        "http://256.1.1.1/",
        "http://xn--/",
        "http://\udc80/",
        "http://news.test:99999/",
    ],
)
async def test_only_http_and_https_are_asked(ask: Fetch, detour: Detour, names: Names, url: str) -> None:
    answer = await ask(url, source_url="https://news.test/")
    assert isinstance(answer, Failure)
    assert not answer.transient
    assert (detour.asked, names.asked) == ([], [])
    assert answer.message.isprintable()


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://news.test/", "javascript:1", "data:,x", "http://a b/"]
)
async def test_and_no_redirect_leads_elsewhere(web: Web, ask: Fetch, detour: Detour, url: str) -> None:
    web.on("/", redirect(url))
    assert isinstance(await ask("http://news.test/"), Failure)
    assert len(detour.asked) == 1


async def test_an_unknown_name_is_said_to_be_unknown(detour: Detour) -> None:
    async def nobody(_host: str, _port: int) -> tuple[str, ...]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    async with Fetcher(polling(), resolver=nobody, backend=detour) as fetcher:
        answer = await fetch_with(fetcher)("http://news.test/", allow_private=False)
    assert "news.test has no address" in message(answer)
    assert isinstance(answer, Failure)
    assert answer.transient


class TestProxy:
    """With a proxy, it is the proxy that is connected to; what can be judged from the address alone still is."""

    async def test_requests_go_through_it(self, web: Web, names: Names) -> None:
        web.on("http://news.test/", page("<p>fine</p>"))
        async with Fetcher(polling(proxy=f"http://user:pw@127.0.0.1:{web.port}"), resolver=names) as fetcher:
            answer = await fetch_with(fetcher)("http://news.test/", allow_private=False)
        assert isinstance(answer, Document)
        assert web.asked[0].headers["proxy-authorization"] == "Basic dXNlcjpwdw=="
        assert names.asked == []

    @pytest.mark.parametrize(
        "url",
        ["http://127.0.0.1/", "http://[::1]/", "http://localhost/", "http://a.localhost./", "http://news.test:22/"],
    )
    async def test_it_is_not_asked_for_what_is_inside(self, web: Web, names: Names, url: str) -> None:
        async with Fetcher(polling(proxy=web.origin), resolver=names) as fetcher:
            answer = await fetch_with(fetcher)(url, allow_private=False)
        assert isinstance(answer, Failure)
        assert web.asked == []
