"""source test, add, import, export and list: read as a poll would, written as a person would."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from tests.cli.homes import NOW, Run, good

from ipscwatch.cli import main
from ipscwatch.model.change import SourceUpdate
from ipscwatch.newsroom.web import Page, Web, serving
from ipscwatch.store import Store

RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>News of the field</title>
<link>{origin}/</link><language>en</language>
<item><title>Amchepry is priced</title><link>/1</link><guid isPermaLink="false">n1</guid>
<description>The price is known.</description><pubDate>Wed, 20 May 2026 09:00:00 +0900</pubDate></item>
<item><title>Snow in spring</title><link>/2</link></item></channel></rss>"""
LIST = "".join(
    f"<li class='news'><time>2026年5月{n}日</time> <a href='/n/{n}'>第{n}回の会議の資料を掲載しました</a></li>"
    for n in range(1, 8)
)
PAGE = (
    f"<html lang='ja'><head><title>報道発表</title>{{feed}}</head><body><ul class='list'>{LIST}</ul></body></html>"
)
STUDIES = {
    "studies": [
        {
            "protocolSection": {
                "identificationModule": {"nctId": "NCT06482268", "briefTitle": "Cells for Parkinson's"},
                "statusModule": {"overallStatus": "RECRUITING"},
                "designModule": {"enrollmentInfo": {"count": 7}},
            }
        }
    ]
}
SITEMAP = "<urlset><url><loc>{origin}/1</loc><lastmod>2026-05-20</lastmod></url></urlset>"
TABLE = (
    "<html><body><table><tr><th>No</th><th>製品名</th></tr>"
    "<tr><td>1</td><td>A</td></tr><tr><td>2</td><td>B</td></tr><tr><td>3</td><td>C</td></tr></table></body></html>"
)


@pytest.fixture
def web() -> Iterator[Web]:
    with serving() as opened:
        html = "text/html; charset=utf-8"
        feed = '<link rel="alternate" type="application/rss+xml" href="/feed.xml" title="News">'
        for path, text, media in (
            ("/feed.xml", RSS, "text/xml"),
            ("/page", PAGE.format(feed=feed), html),
            ("/list", PAGE.format(feed=""), html),
            ("/table", TABLE, html),
            ("/map.xml", SITEMAP, "text/xml"),
            ("/studies", json.dumps(STUDIES), "application/json"),
            ("/down", "<html><title>メンテナンス中</title><body>ただいまメンテナンス中です。</body></html>", html),
        ):
            body = text.replace("{origin}", opened.origin).encode()
            opened.pages[path] = Page(body=body, content_type=media)
        yield opened


def hashes(home: Path) -> dict[str, str]:
    return {
        str(path): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(home.rglob("*"))
        if path.is_file()
    }


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_an_address_is_read_once_and_nothing_is_stored(run: Run, home: Path, web: Web) -> None:
    before = hashes(home)
    done = run("source", "test", f"{web.origin}/feed.xml", "--allow-private", "--home", home)
    assert done.exit_code == 0
    assert [" ".join(line.split()) for line in done.stdout.splitlines()[1:5]] == [
        "kind feed, it is a feed",
        "title News of the field",
        "entries 2, 1 of them dated: 2026-05-20 00:00 to 2026-05-20 00:00 (UTC)",
        "matched 1 of 2",
    ]
    assert "2026-05-20 00:00  Amchepry is priced   ← Amchepry" in done.stdout
    assert hashes(home) == before
    assert [path for path, _ in web.requests] == ["/robots.txt", "/feed.xml"]


def test_json_has_its_shape(run: Run, home: Path, web: Web) -> None:
    done = run("source", "test", f"{web.origin}/feed.xml", "--allow-private", "--home", home, "--format", "json")
    (told,) = lines(done.stdout)
    assert told == {
        "kind": "feed",
        "status": "ok",
        "error": None,
        "warnings": [],
        "items": [
            {
                "id": "n1",
                "title": "Amchepry is priced",
                "url": f"{web.origin}/1",
                "published": "2026-05-20T00:00:00+00:00",
                "text": "The price is known.",
            },
            {
                "id": f"{web.origin}/2",
                "title": "Snow in spring",
                "url": f"{web.origin}/2",
                "published": None,
                "text": "",
            },
        ],
        "rows": [],
    }


def test_several_targets_give_a_line_each_in_the_order_given(home: Path, tmp_path: Path, web: Web) -> None:
    bad = tmp_path / "a feed.xml"
    bad.write_bytes(b"<rss><channel><item><title>One</title></item><item>")
    asked = f"{bad.as_uri()}\n{web.origin}/nothing\n\n{bad}\n{web.origin}/down\n{tmp_path}/none.xml\nfile:///none\n"
    words = ["source", "test", "--allow-private", "--format", "json", "--home", str(home)]
    done = CliRunner().invoke(main, words, input=asked, catch_exceptions=False)
    told = lines(done.stdout)
    assert [one["status"] for one in told] == ["ok", "error", "ok", "error", "error", "error"]
    assert told[0]["items"][0]["title"] == "One"
    assert told[0]["warnings"]
    assert "404" in told[1]["error"]
    assert "maintenance" in told[3]["error"]
    assert done.exit_code == 1


def test_a_file_is_read_as_if_it_came_from_its_base_address(run: Run, home: Path, tmp_path: Path) -> None:
    file = tmp_path / "list.html"
    file.write_bytes(PAGE.format(feed="").encode("cp932"))
    options = ("--kind", "links", "--base-url", "https://www.example.org/a/", "--format", "json", "--home", home)
    done = run("source", "test", file, *options, "--header", "Content-Type: text/html; charset=Shift_JIS")
    (told,) = lines(done.stdout)
    assert told["items"][0]["url"] == "https://www.example.org/n/1"
    assert told["items"][0]["title"] == "第1回の会議の資料を掲載しました"
    assert len(told["items"]) == 7


def test_a_configured_source_is_tried_by_its_id_with_its_own_options(run: Run, home: Path, web: Web) -> None:
    sources = home / "config" / "sources.toml"
    text = sources.read_text("utf-8").replace("https://company.example.org/news.xml", f"{web.origin}/studies")
    text = text.replace(
        'id = "company"\nname = "Company"\nkind = "feed"', 'id = "company"\nname = "C"\nkind = "json"'
    )
    sources.write_text(f"{text}\n", encoding="utf-8")
    changed = sources.read_text("utf-8").replace(
        "tier = 2", 'tier = 2\nallow_private = true\noptions = { preset = "clinicaltrials" }'
    )
    sources.write_text(changed, encoding="utf-8")
    (told,) = lines(run("source", "test", "company", "--home", home, "--format", "json").stdout)
    assert told["kind"] == "json"
    assert told["rows"][0]["key"] == "NCT06482268"
    assert told["rows"][0]["cells"]["status"] == "RECRUITING"


@pytest.mark.parametrize(
    ("path", "kind", "items", "rows"),
    [
        ("/feed.xml", "feed", 2, 0),
        ("/list", "links", 7, 0),
        ("/table", "table", 0, 3),
        ("/map.xml", "sitemap", 1, 0),
    ],
)
def test_the_kind_is_found(run: Run, home: Path, web: Web, path: str, kind: str, items: int, rows: int) -> None:
    done = run("source", "test", f"{web.origin}{path}", "--allow-private", "--home", home, "--format", "json")
    (told,) = lines(done.stdout)
    assert (told["kind"], len(told["items"]), len(told["rows"])) == (kind, items, rows)


def test_a_private_address_is_refused_unless_it_is_allowed(run: Run, home: Path, web: Web) -> None:
    done = run("source", "test", f"{web.origin}/feed.xml", "--home", home, "--format", "json")
    assert done.exit_code == 1
    assert lines(done.stdout)[0]["error"]
    assert web.requests == []


def test_outside_a_home_the_shipped_terms_are_used(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "feed.xml"
    file.write_text("<rss><channel><item><title>アムシェプリの薬価</title></item></channel></rss>")
    done = run("source", "test", file, "--home", tmp_path)
    assert "matched   1 of 1" in done.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["feed.xml"]


def test_what_is_nothing_at_all_is_said(run: Run, home: Path) -> None:
    done = run("source", "test", "pmda-en.xml", "--home", home, "--format", "json")
    (told,) = lines(done.stdout)
    assert (done.exit_code, told["error"]) == (1, "pmda-en.xml is no file, address or source; check its spelling")


def test_an_unknown_kind_or_a_bad_header_is_said(run: Run, home: Path) -> None:
    done = run("source", "test", "x", "--kind", "fed", "--home", home)
    assert (done.exit_code, done.stderr) == (2, "there is no source kind 'fed', did you mean 'feed'?\n")
    done = run("source", "test", "x", "--header", "Accept", "--home", home)
    assert done.exit_code == 2


def test_a_page_is_added_by_its_feed_and_the_file_keeps_its_comments(run: Run, home: Path, web: Web) -> None:
    path = home / "config" / "sources.toml"
    path.write_text("# mine\n" + path.read_text("utf-8") + "\n# the end\n", encoding="utf-8")
    before = path.read_text("utf-8")
    done = run("source", "add", f"{web.origin}/page", "--allow-private", "--tier", "3", "--home", home)
    assert done.exit_code == 0, done.stderr
    assert "Amchepry is priced" in done.stdout
    assert path.read_text("utf-8").startswith(before.rstrip())
    assert tomllib.loads(path.read_text("utf-8"))["source"][-1] == {
        "id": "127_feed",
        "name": "News of the field",
        "kind": "feed",
        "url": f"{web.origin}/feed.xml",
        "tier": 3,
        "language": "en",
        "zone": "UTC",
        "allow_private": True,
    }
    assert run("check", "--home", home).exit_code == 0
    again = run("source", "add", f"{web.origin}/feed.xml", "--allow-private", "--home", home)
    assert (again.exit_code, again.stderr) == (2, f"{web.origin}/feed.xml is the source '127_feed' already\n")


def test_a_list_page_is_added_with_selectors_that_find_its_entries(run: Run, home: Path, web: Web) -> None:
    options = ("--allow-private", "--id", "list", "--home", home)
    shown = run("source", "add", f"{web.origin}/list", "--dry-run", *options)
    assert "Nothing was written." in shown.stdout
    assert "list" not in {one["id"] for one in tomllib.loads((home / "config/sources.toml").read_text())["source"]}
    assert run("source", "add", f"{web.origin}/list", *options).exit_code == 0
    added = tomllib.loads((home / "config" / "sources.toml").read_text("utf-8"))["source"][-1]
    assert (added["kind"], added["language"], added["zone"], added["tier"]) == ("links", "ja", "Asia/Tokyo", 5)
    assert added["options"]["item"]
    (told,) = lines(run("source", "test", "list", "--home", home, "--format", "json").stdout)
    assert len(told["items"]) == 7


@pytest.mark.parametrize("path", ["/down", "/nothing"])
def test_what_cannot_be_read_is_not_added(run: Run, home: Path, web: Web, path: str) -> None:
    before = hashes(home)
    done = run("source", "add", f"{web.origin}{path}", "--allow-private", "--home", home)
    assert done.exit_code == 1
    assert done.stderr.count("\n") == 1
    assert hashes(home) == before


def test_feeds_come_and_go_as_opml(run: Run, home: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.opml"
    assert run("source", "export", "--output", out, "--home", home).exit_code == 0
    assert out.read_text("utf-8").count("xmlUrl") == 2
    assert run("source", "export", "--home", home).stdout == out.read_text("utf-8")
    again = run("source", "import", out, "--home", home)
    assert again.stdout == "All 2 feeds are polled already; nothing was written.\n"
    new = out.read_text("utf-8").replace("company.example.org", "other.example.org").replace(">", ">\n")
    new = new.replace("</body>", '<outline text="薬価 news" xmlUrl="ftp://x.example/f"/></body>')
    new = new.replace("</body>", '<outline text="paid" xmlUrl="https://me:secret@x.example/f"/></body>')
    out.write_text(new, encoding="utf-8")
    done = run("source", "import", out, "--tier", "4", "--disabled", "--home", home)
    assert done.exit_code == 0
    assert "neither http nor https" in done.stderr
    assert "1 addresses hold a user name or password" in done.stderr
    assert "secret" not in done.stderr
    added = tomllib.loads((home / "config" / "sources.toml").read_text("utf-8"))["source"][3:]
    assert [(one["url"], one["tier"], one["enabled"]) for one in added] == [
        ("https://other.example.org/news.xml", 4, False)
    ]
    assert run("check", "--home", home).exit_code == 0


def test_a_list_larger_than_any_is_not_read(run: Run, home: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.opml"
    out.write_text(f"<opml><body>{' ' * (1 << 20)}</body></opml>")
    done = run("source", "import", out, "--home", home)
    assert (done.exit_code, done.stderr) == (2, f"{out} is larger than 1 MiB; no list of feeds is\n")


def test_a_list_that_does_not_fit_leaves_the_file_as_it_was(run: Run, home: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.opml"
    out.write_text('<opml><body><outline text="x" xmlUrl="https://me:secret@x.example/f"/></body></opml>')
    before = hashes(home)
    done = run("source", "import", out, "--home", home)
    assert done.exit_code == 2
    assert "secret" not in done.stderr
    assert hashes(home) == before


def test_the_list_says_rhythm_silence_moves_and_oddities(run: Run, polled: Path) -> None:
    state = replace(
        good("ministry"),
        rhythm=timedelta(hours=30),
        silent_since_at=NOW,
        moved_to="https://new.example.org/",
        warnings=("malformed, but 12 entries survived",),
    )
    with Store.open(polled / "state" / "ipscwatch.db") as store:
        store.apply(SourceUpdate(source_id="ministry", polled_at=NOW, state=state))
    text = run("source", "list", "--home", polled).stdout
    assert "1d6h, silent after 10d" in text
    moved = "moved for good to https://new.example.org/"
    assert f"silent since 2026-05-20 09:30; {moved}; malformed, but 12 entries survived" in text
    assert "failing since 2026-05-20 09:30: company.example.org answered 503" in text
    (told,) = [
        one
        for one in json.loads(run("source", "list", "--home", polled, "--format", "json").stdout)
        if one["id"] == "ministry"
    ]
    assert (told["rhythm_seconds"], told["silent_after_seconds"]) == (108_000, 864_000)
    assert told["moved_to"] == "https://new.example.org/"
    assert told["warnings"] == ["malformed, but 12 entries survived"]
