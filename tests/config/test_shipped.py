"""The configuration that ships: loads as it is, watches what it should, and can be written anywhere."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ipscwatch import channels, sources
from ipscwatch.config import default_folder, init, load
from ipscwatch.errors import UsageError
from ipscwatch.model.settings import Settings


@pytest.fixture
def shipped(tmp_path: Path) -> Settings:
    init(tmp_path)
    return load(tmp_path, kinds=sources.kinds(), channels=channels.kinds(), environ={})


def test_it_loads_and_only_asks_for_a_contact(shipped: Settings) -> None:
    assert [warning.message.split(";")[0] for warning in shipped.warnings] == ["[polling]: `contact` is empty"]


def test_it_polls_at_least_forty_sources_and_says_why_the_others_rest(shipped: Settings) -> None:
    enabled = [source for source in shipped.sources if source.enabled]
    assert len(enabled) >= 40
    assert all(source.reason for source in shipped.sources if not source.enabled)


def test_it_hears_every_tier_that_may_speak(shipped: Settings) -> None:
    assert {source.tier for source in shipped.sources if source.enabled} >= {1, 2, 3, 4, 5}


def test_every_enabled_source_says_how_long_it_may_be_quiet_and_is_polled_politely(shipped: Settings) -> None:
    for source in shipped.sources:
        assert source.robots
        assert not source.allow_private
        assert source.interval >= timedelta(hours=1)
        assert not source.enabled or (source.quiet_after and source.quiet_after >= source.interval)


def test_every_address_can_be_asked_for_on_any_day(shipped: Settings) -> None:
    for source in shipped.sources:
        for now in (datetime(2026, 5, 20, tzinfo=UTC), datetime(2028, 2, 29, 23, 59, tzinfo=UTC)):
            requests = sources.kinds()[source.kind].ask(source, now)
            assert requests
            assert all(re.fullmatch(r"https?://[^\s{}]+", request.url) for request in requests), source.source_id


def test_what_needs_a_secret_is_disabled_until_there_is_one(shipped: Settings) -> None:
    assert {source.source_id for source in shipped.sources if "" in source.headers.values()} == {"edinet"}
    assert not [source for source in shipped.sources if source.enabled and "" in source.headers.values()]


def test_a_dead_feed_is_not_shipped(shipped: Settings) -> None:
    assert not [source for source in shipped.sources if "kyodonews" in source.url]


def test_files_are_the_channel_of_the_daily_digest_at_eight_in_tokyo(shipped: Settings) -> None:
    (digest,) = shipped.digests
    (channel,) = shipped.channels
    assert (f"{digest.at:%H:%M}", digest.zone, digest.channels) == ("08:00", "Asia/Tokyo", (channel.channel_id,))
    assert (channel.kind, channel.enabled) == ("file", True)
    assert digest.quiet_days


def test_both_products_are_watched_under_their_names_in_both_scripts(shipped: Settings) -> None:
    names = {subject.subject_id: set(subject.names) for subject in shipped.subjects}
    assert {"Amchepry", "アムシェプリ"} <= names["amchepry"]
    assert names["reheart"] & {"ReHeart", "リハート"} or any(
        {"ReHeart", "リハート"} & {*subject.names, *subject.weak} for subject in shipped.subjects
    )


def test_the_commented_channels_become_right_when_the_comment_marks_go(tmp_path: Path) -> None:
    init(tmp_path)
    path = tmp_path / "config" / "ipscwatch.toml"
    lines = path.read_text("utf-8").splitlines()
    start, end = lines.index("# [[channel]]"), next(n for n, line in enumerate(lines) if "── When" in line)
    lines[start:end] = [line.removeprefix("# ") for line in lines[start:end]]
    path.write_text("\n".join(lines).replace('["files"]', '["files", "mail", "slack"]', 1), "utf-8")
    secrets = {
        "IPSCWATCH_SMTP_PASSWORD": "x",
        "IPSCWATCH_SLACK_WEBHOOK": "https://hooks.slack.com/services/T0/B0/x",
    }
    settings = load(tmp_path, kinds=sources.kinds(), channels=channels.kinds(), environ=secrets)
    assert [channel.kind for channel in settings.channels] == ["file", "email", "slack"]


def test_init_writes_all_files_and_never_over_one(tmp_path: Path) -> None:
    mine = tmp_path / "config" / "terms.toml"
    mine.parent.mkdir()
    mine.write_text("# mine\n")
    written = {str(path.relative_to(tmp_path / "config")) for path in init(tmp_path)}
    assert written == {
        "ipscwatch.toml",
        "sources.toml",
        "schema/ipscwatch.json",
        "schema/sources.json",
        "schema/terms.json",
    }
    assert mine.read_text() == "# mine\n"
    assert init(tmp_path) == ()
    assert (tmp_path / "state").stat().st_mode & 0o777 == 0o700


def test_what_init_writes_is_what_ships_and_can_be_edited(tmp_path: Path) -> None:
    init(tmp_path)
    path = tmp_path / "config" / "sources.toml"
    assert path.read_bytes() == (default_folder() / "sources.toml").read_bytes()
    assert path.stat().st_mode & 0o200


def test_init_where_nothing_can_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(UsageError, match="cannot be written: Not a directory"):
        init(tmp_path / "file")
