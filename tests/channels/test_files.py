"""A digest as files and on standard output."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from tests.digests.days import busy_day, many_stories, quiet_day

from ipscwatch.channels import kinds
from ipscwatch.channels.file import FileOptions
from ipscwatch.channels.stdout import StdoutOptions
from ipscwatch.errors import DeliveryError
from ipscwatch.model.settings import Channel

FILE, STDOUT = kinds()["file"], kinds()["stdout"]


def channel(folder: Path) -> Channel:
    return Channel(channel_id="file", kind="file", options=FileOptions(folder=folder))


async def test_a_digest_is_three_files_and_a_line_in_the_index(tmp_path: Path) -> None:
    through = channel(tmp_path / "state" / "digests")
    (message,) = FILE.render(busy_day().digest(), through)
    receipt = await FILE.send(message, through)
    folder = tmp_path / "state" / "digests"
    assert receipt == str(folder / "daily-2026-05-20.html")
    assert sorted(path.name for path in folder.iterdir()) == [
        "daily-2026-05-20.html",
        "daily-2026-05-20.json",
        "daily-2026-05-20.txt",
        "index.html",
    ]
    assert json.loads((folder / "daily-2026-05-20.json").read_text())["subject"].startswith(
        "Amchepry: price in force"
    )
    assert 'href="daily-2026-05-20.html"' in (folder / "index.html").read_text()
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


async def test_sending_again_writes_the_same_files(tmp_path: Path) -> None:
    through = channel(tmp_path)
    (message,) = FILE.render(busy_day().digest(), through)
    await FILE.send(message, through)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    await FILE.send(message, through)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


async def test_the_index_lists_the_newest_first(tmp_path: Path) -> None:
    through = channel(tmp_path)
    for name in ("daily-2026-05-19", "weekly-2026-05-18", "daily-2026-05-20"):
        (tmp_path / f"{name}.html").touch()
    await FILE.send(FILE.render(quiet_day().digest(), through)[0], through)
    index = (tmp_path / "index.html").read_text()
    places = [
        index.index(f'"{name}.html"') for name in ("daily-2026-05-20", "daily-2026-05-19", "weekly-2026-05-18")
    ]
    assert places == sorted(places)


async def test_a_flood_is_one_file(tmp_path: Path) -> None:
    assert len(FILE.render(many_stories(500).digest(), channel(tmp_path))) == 1


async def test_a_folder_that_cannot_be_written_to_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file where the folder should be")
    through = channel(tmp_path / "taken")
    (message,) = FILE.render(quiet_day().digest(), through)
    with pytest.raises(DeliveryError, match=r"cannot write to .*taken: .*free space or mend") as caught:
        await FILE.send(message, through)
    assert not caught.value.permanent


async def test_standard_output_gets_the_text(capsys: pytest.CaptureFixture[str]) -> None:
    through = Channel(channel_id="out", kind="stdout", options=StdoutOptions())
    (message,) = STDOUT.render(busy_day().digest(), through)
    assert await STDOUT.send(message, through) == "printed"
    assert capsys.readouterr().out == message.content["text"]


def test_every_module_with_a_channel_is_found() -> None:
    assert {"email", "file", "slack", "stdout"} <= set(kinds())
    assert all(kind.summary and kind.options for kind in kinds().values())


def test_keys_are_unique_across_channels_recipients_digests_and_parts(tmp_path: Path) -> None:
    one = FILE.render(quiet_day().digest(), channel(tmp_path))[0]
    other = FILE.render(quiet_day().digest(), Channel(channel_id="file2", kind="file", options=FileOptions()))[0]
    assert one.message_id == "daily-2026-05-20.file.all.1"
    assert other.message_id != one.message_id
