"""Redirects are followed one by one, and nothing secret goes where it was not meant to go."""

from __future__ import annotations

import pytest
from tests.fetch.conftest import Fetch, source_for
from tests.web import Web, page, redirect

from ipscwatch.fetch.address import parse
from ipscwatch.fetch.faults import Fault
from ipscwatch.fetch.headers import check_downgrade
from ipscwatch.model.document import Document, Failure, NotModified, Request
from ipscwatch.model.source import Validators

FINE = page("<p>fine</p>")
SECRETS = {"Authorization": "Bearer s3cret", "X-Api-Key": "s3cret", "Cookie": "s3cret=1"}


def chain(web: Web, *statuses: int) -> str:
    """Serve redirects from /0 on, the last to a page; return where it begins."""
    for n, status in enumerate(statuses):
        web.on(f"/{n}", redirect(f"/{n + 1}", status))
    web.on(f"/{len(statuses)}", FINE)
    return f"{web.origin}/0"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_is_followed(web: Web, fetch: Fetch, status: int) -> None:
    answer = await fetch(chain(web, status))
    assert isinstance(answer, Document)
    assert answer.url == f"{web.origin}/1"
    assert answer.request.url == f"{web.origin}/0"


@pytest.mark.parametrize(
    ("statuses", "moved"),
    [((301,), True), ((308, 301, 301), True), ((302,), False), ((301, 302), False), ((307, 308), False)],
)
async def test_a_page_has_moved_when_every_hop_says_for_good(
    web: Web, fetch: Fetch, statuses: tuple[int, ...], moved: bool
) -> None:
    answer = await fetch(chain(web, *statuses))
    assert isinstance(answer, Document)
    assert answer.moved_to == (f"{web.origin}/{len(statuses)}" if moved else None)


async def test_five_hops_are_followed_and_six_are_not(web: Web, fetch: Fetch) -> None:
    assert isinstance(await fetch(chain(web, *[302] * 5)), Document)
    web.asked.clear()
    answer = await fetch(chain(web, *[302] * 6))
    assert isinstance(answer, Failure)
    assert "more than 5 times" in answer.message
    assert web.paths == [f"/{n}" for n in range(6)]


async def test_a_loop_ends(web: Web, fetch: Fetch) -> None:
    answer = await fetch(web.on("/", redirect("/")))
    assert isinstance(answer, Failure)
    assert not answer.transient


@pytest.mark.parametrize(
    "location",
    ["/a b/日本?q=再生", "//{host}/a%20b/%E6%97%A5%E6%9C%AC?q=%E5%86%8D%E7%94%9F", "\\a%20b/日本?q=再生#part"],
)
async def test_a_location_is_read_as_browsers_do(web: Web, fetch: Fetch, location: str) -> None:
    web.on("/a%20b/%E6%97%A5%E6%9C%AC?q=%E5%86%8D%E7%94%9F", FINE)
    answer = await fetch(web.on("/", redirect(location.format(host=web.origin.removeprefix("http://")))))
    assert isinstance(answer, Document)
    assert "#" not in answer.url


async def test_a_redirect_without_a_location_is_a_failure(web: Web, fetch: Fetch) -> None:
    answer = await fetch(web.on("/", page("", status=302)))
    assert isinstance(answer, Failure)
    assert "without saying where" in answer.message


class TestSecrets:
    async def test_headers_go_with_redirects_of_the_same_origin(self, web: Web, fetch: Fetch) -> None:
        await fetch(chain(web, 302), source_headers=SECRETS)
        for asked in web.asked:
            assert asked.headers["authorization"] == "Bearer s3cret"

    async def test_the_sources_own_headers_stay_with_its_origin(self, web: Web, ask: Fetch) -> None:
        web.on("/a", redirect("http://other.test/b"))
        web.on("/b", redirect("http://news.test/c"))
        web.on("/c", FINE)
        assert isinstance(await ask("http://news.test/a", source_headers=SECRETS), Document)
        sent = [[name.lower() in asked.headers for name in SECRETS] for asked in web.asked]
        assert sent == [[True] * 3, [False] * 3, [True] * 3]

    async def test_they_are_not_sent_to_a_page_of_another_host_that_an_entry_links_to(
        self, web: Web, ask: Fetch
    ) -> None:
        web.on("/entry", FINE)
        await ask("http://evil.test/entry", source_url="http://news.test/feed", source_headers=SECRETS)
        assert all(name.lower() not in web.asked[0].headers for name in SECRETS)

    async def test_headers_of_the_request_stay_with_its_origin(self, web: Web, ask: Fetch) -> None:
        web.on("/a", redirect("http://other.test/b"))
        web.on("/b", FINE)
        await ask("http://news.test/a", headers={"X-Api-Key": "k", "Accept": "text/csv"})
        assert [asked.headers.get("x-api-key") for asked in web.asked] == ["k", None]
        assert [asked.headers["accept"] for asked in web.asked] == ["text/csv", "*/*"]

    async def test_a_password_in_the_address_is_sent_to_its_origin_alone_and_shown_to_nobody(
        self, web: Web, ask: Fetch
    ) -> None:
        web.on("/a", redirect("http://other.test/b"))
        web.on("/b", FINE)
        answer = await ask("http://user:p%40ss@news.test/a")
        assert isinstance(answer, Document)
        assert [asked.headers.get("authorization") for asked in web.asked] == ["Basic dXNlcjpwQHNz", None]
        assert "p%40ss" not in answer.url

    async def test_an_upgrade_to_https_keeps_them(self, ask: Fetch, web: Web) -> None:
        """The upgrade fails here, for want of TLS; that it was tried is the point."""
        web.on("/a", redirect("https://news.test/b"))
        answer = await ask("http://news.test/a", source_headers=SECRETS)
        assert isinstance(answer, Failure)
        assert answer.message.startswith("https://news.test/b does not speak TLS")

    async def test_a_cookie_set_on_the_way_comes_back_on_that_host_only(self, web: Web, ask: Fetch) -> None:
        web.on("/a", redirect("/a", set_cookie="seen=1; Path=/"), redirect("http://other.test/b"))
        web.on("/b", FINE)
        await ask("http://news.test/a")
        assert [asked.headers.get("cookie") for asked in web.asked] == [None, "seen=1", None]

    @pytest.mark.parametrize(
        "name", ["host", "Accept-Encoding", "Content-Length", "Connection", "Transfer-Encoding"]
    )
    async def test_how_we_talk_is_not_for_a_configuration_to_say(self, web: Web, fetch: Fetch, name: str) -> None:
        await fetch(web.on("/", FINE), headers={name: "br"})
        assert web.asked[0].headers.get(name.lower()) != "br"

    @pytest.mark.parametrize("value", ["a\r\nX-Evil: 1", "日本", "a\0"])
    async def test_a_header_that_http_cannot_carry_is_a_failure(self, web: Web, fetch: Fetch, value: str) -> None:
        answer = await fetch(web.on("/", FINE), headers={"X-Key": value})
        assert isinstance(answer, Failure)
        assert "check both in the configuration" in answer.message
        assert value not in answer.message
        assert web.asked == []


class TestValidators:
    """Those of one address say nothing of another: a redirect may lead to a different page each day."""

    KNOWN = Validators(etag='"1"', body_hash="h")

    async def test_they_are_not_sent_along_a_redirect(self, web: Web, fetch: Fetch) -> None:
        answer = await fetch(chain(web, 302), validators=self.KNOWN)
        assert isinstance(answer, Document)
        assert [asked.headers.get("if-none-match") for asked in web.asked] == ['"1"', None]

    async def test_those_got_behind_a_redirect_are_sent_there(self, web: Web, fetch: Fetch) -> None:
        web.on("/1", page("<p>fine</p>", etag='"1"'), page(status=304))
        url = web.on("/0", redirect("/1"))
        first = await fetch(url)
        assert isinstance(first, Document)
        assert first.validators.at == f"{web.origin}/1"
        second = await fetch(url, validators=first.validators)
        assert isinstance(second, NotModified)
        assert second.validators == first.validators
        assert [asked.headers.get("if-none-match") for asked in web.asked] == [None, None, None, '"1"']

    async def test_and_nowhere_else_when_the_redirect_changes(self, web: Web, fetch: Fetch) -> None:
        web.on("/2", page(status=304))
        url = web.on("/0", redirect("/2"))
        answer = await fetch(url, validators=Validators(etag='"1"', at=f"{web.origin}/1"))
        assert isinstance(answer, Failure)
        assert all("if-none-match" not in asked.headers for asked in web.asked)


class TestDowngrade:
    """From https to http; judged without a network."""

    OLD, NEW = parse("https://news.test/a"), parse("http://news.test/a")

    @pytest.mark.parametrize("name", ["Authorization", "Cookie", "X-Api-Key", "Anything"])
    def test_it_is_refused_where_there_is_a_secret_to_lose(self, name: str) -> None:
        source = source_for("https://news.test/a", headers={name: "s3cret"})
        with pytest.raises(Fault, match="unencrypted") as caught:
            check_downgrade(source, Request(url=source.url), self.OLD, self.NEW)
        assert "s3cret" not in str(caught.value)

    def test_a_password_in_the_address_is_one(self) -> None:
        old = parse("https://user:pw@news.test/a")
        with pytest.raises(Fault, match="unencrypted"):
            check_downgrade(source_for("https://news.test/a"), Request(url="https://news.test/a"), old, self.NEW)

    def test_it_is_followed_where_there_is_none(self) -> None:
        source = source_for("https://news.test/a", headers={"Accept": "text/html"})
        check_downgrade(source, Request(url=source.url), self.OLD, self.NEW)
