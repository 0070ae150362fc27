"""The feeds: what a feed reader finds in them, and that sending again, or a broken feed, does no harm."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import feedparser
import pytest
from tests.digests.days import Newsday, busy_day, many_stories, quiet_day
from tests.digests.test_media import HOSTILE, LINKS, poisoned, read

from ipscwatch.channels import kinds
from ipscwatch.channels.atom import AtomOptions
from ipscwatch.errors import DeliveryError
from ipscwatch.model.digest import Digest
from ipscwatch.model.settings import Channel

ATOM = kinds()["atom"]
NAMESPACE = "{http://www.w3.org/2005/Atom}"


def channel(folder: Path, **options: int) -> Channel:
    return Channel(channel_id="feeds", kind="atom", options=AtomOptions(folder=folder, **options))


async def told(folder: Path, digest: Digest, **options: int) -> None:
    through = channel(folder, **options)
    (message,) = ATOM.render(digest, through)
    assert await ATOM.send(message, through) == str(folder)


async def test_both_feeds_can_be_read_by_a_feed_reader(tmp_path: Path) -> None:
    await told(tmp_path, busy_day().digest())
    digests, stories = (feedparser.parse(tmp_path / f"{name}.atom") for name in ("digests", "stories"))
    assert not digests.bozo
    assert not stories.bozo
    assert digests.entries[0].title.startswith("Amchepry: price in force")
    assert "¥55,306,737" in digests.entries[0].content[0].value
    assert stories.entries[0].title == "使用薬剤の薬価（薬価基準）の一部改正について"
    assert stories.entries[0].link == "https://mhlw.example/news/item0000"
    assert stories.entries[0].author == "MHLW"
    assert {tag.term for tag in stories.entries[0].tags} == {"amchepry", "price_listed"}


async def test_a_feed_has_what_the_standard_demands(tmp_path: Path) -> None:
    await told(tmp_path, busy_day().digest())
    for path in tmp_path.glob("*.atom"):
        feed = ET.parse(path).getroot()
        assert feed.find(f"{NAMESPACE}author/{NAMESPACE}name") is not None
        for part in (feed, *feed.iter(f"{NAMESPACE}entry")):
            assert all(part.findtext(f"{NAMESPACE}{name}") for name in ("id", "title", "updated"))
        ids = [entry.findtext(f"{NAMESPACE}id") for entry in feed.iter(f"{NAMESPACE}entry")]
        assert len(ids) == len(set(ids))


async def test_sending_again_writes_the_same_feeds(tmp_path: Path) -> None:
    await told(tmp_path, busy_day().digest())
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    await told(tmp_path, busy_day().digest())
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


async def test_a_feed_holds_the_newest_and_not_more_than_it_may(tmp_path: Path) -> None:
    await told(tmp_path, many_stories(30).digest(), stories=10)
    assert len(feedparser.parse(tmp_path / "stories.atom").entries) == 10
    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}


@pytest.mark.parametrize(
    "broken", [b"", b"<feed", b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>']
)
async def test_a_feed_that_somebody_broke_begins_anew(tmp_path: Path, broken: bytes) -> None:
    (tmp_path / "digests.atom").write_bytes(broken)
    await told(tmp_path, quiet_day().digest())
    assert len(feedparser.parse(tmp_path / "digests.atom").entries) == 1


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize("hostile", HOSTILE)
async def test_hostile_text_stays_text(tmp_path: Path, hostile: str, link: str) -> None:
    await told(tmp_path, poisoned(hostile, link).digest())
    for path in tmp_path.glob("*.atom"):
        feed = ET.parse(path).getroot()
        assert {element.tag.removeprefix(NAMESPACE) for element in feed.iter()} <= {
            *(
                "feed",
                "entry",
                "id",
                "title",
                "updated",
                "published",
                "author",
                "name",
                "link",
                "category",
                "content",
            )
        }
        assert all(one.get("href", "").startswith("https://") for one in feed.iter(f"{NAMESPACE}link"))
        for content in feed.iter(f"{NAMESPACE}content"):
            shown = read(content.text or "")
            assert not shown.tags & {"script", "img", "svg", "iframe", "style"}
            assert not {name for name in shown.attributes if name.startswith("on")}
            assert all(address.startswith("https://") for address in shown.links)


async def test_a_folder_that_cannot_be_written_to_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    through = channel(tmp_path / "file" / "feeds")
    (message,) = ATOM.render(quiet_day().digest(), through)
    with pytest.raises(DeliveryError, match="cannot write to") as caught:
        await ATOM.send(message, through)
    assert not caught.value.permanent


@pytest.mark.parametrize("options", [{"digests": 0}, {"stories": 0}, {"stories": 10_000}])
def test_a_feed_of_nothing_or_everything_is_refused(tmp_path: Path, options: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="digests must be"):
        channel(tmp_path, **options)


def test_a_story_keeps_its_id_from_digest_to_digest(tmp_path: Path) -> None:
    def ids(day: Newsday) -> set[str]:
        (message,) = ATOM.render(day.digest(), channel(tmp_path))
        return {story["id"] for story in message.content["stories"]}

    assert ids(many_stories(2)) < ids(many_stories(3))
