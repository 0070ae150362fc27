"""Alerts, pings, health and upkeep: read as values, and every fault with its line."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.config.homes import GOOD, Write, complaints, loaded

from ipscwatch.model.settings import Alert, Ping, Secret

MAIN = GOOD["ipscwatch"]
ALERT = '\n[[alert]]\nid = "urgent"\nseverities = ["critical"]\nchannels = ["shelf"]\n'
FIRST = len(MAIN.splitlines()) + 2
"""The line of the first table after the good ones."""

PROBLEMS = [
    (ALERT.replace('"critical"', '"grave"'), 2, "must be 'critical', 'high', 'medium', 'low' or 'log'"),
    (ALERT.replace('["critical"]', "[]"), 2, "'severities' must not be empty"),
    (ALERT.replace('severities = ["critical"]\n', ""), 0, "names nothing to tell: give it `severities`, `terms`"),
    (ALERT.replace('"shelf"', '"shelv"'), 3, "unknown channel 'shelv', did you mean 'shelf'?"),
    (ALERT + 'terms = ["reheat"]\n', 4, "unknown term 'reheat', did you mean 'reheart'?"),
    (ALERT + 'wait = "2h"\n', 4, "'wait' must be from 0s to 1h"),
    (ALERT + ALERT, 6, "alert 'urgent': the id is taken already, in line 13"),
    ('\n[ping]\ncycle = "https://ping.example.org/x"\n', 1, 'a secret is written { env = "NAME" }'),
    ('\n[ping]\ncycle = { env = "BAD" }\n', 1, "'cycle' must begin with https:// or http://"),
    ('\n[ping]\ncycle = { env = "NO" }\n', 1, "the environment variable NO is not set"),
    ("\n[health]\nport = 80\n", 1, "'port' must be at least 1024"),
    ("\n[[health]]\nport = 9464\n", 0, "'health' must be a table: write [health]"),
    ("\n[upkeep]\nbackups = -1\n", 1, "'backups' must be at least 0"),
    ('\n[upkeep]\ntexts = "1d"\n', 1, "'texts' must be from 30d to 36500d"),
    ("\n[upkeep]\nkeep = 7\n", 1, "unknown key 'keep'; known are backups, folder, texts, megabytes"),
]


@pytest.mark.parametrize(("text", "line", "message"), PROBLEMS)
def test_each_fault_is_told_with_its_line(write: Write, text: str, line: int, message: str) -> None:
    (problem,) = complaints(write(ipscwatch=MAIN + text), BAD="ftp://canary.example.org/")
    assert problem.startswith(f"config/ipscwatch.toml:{FIRST + line}: ")
    assert message in problem
    assert "canary" not in problem


def test_what_is_written_becomes_values(write: Write) -> None:
    more = ALERT + 'terms = ["reheart"]\nwait = "0s"\nlanguage = "ja"\n\n[ping]\ndigest = { env = "PING" }\n'
    settings = loaded(write(ipscwatch=f"{MAIN}{more}\n[health]\nport = 9464\n"), PING="https://ping.example.org/x")
    assert settings.alerts == (
        Alert(
            alert_id="urgent",
            severities=("critical",),
            terms=("reheart",),
            channels=("shelf",),
            wait=timedelta(0),
            language="ja",
        ),
    )
    assert settings.ping == Ping(digest=Secret("https://ping.example.org/x"))
    assert "example.org" not in repr(settings.ping)
    assert settings.health_port == 9464


def test_nothing_of_it_need_be_written(write: Write) -> None:
    home = write()
    settings = loaded(home)
    assert settings.alerts == ()
    assert settings.ping == Ping()
    assert settings.health_port is None
    assert settings.upkeep.backups == 7
    assert settings.upkeep.folder == home / "state" / "backups"


def test_a_channel_that_only_an_alert_names_is_at_work(write: Write) -> None:
    more = '[[channel]]\nid = "bell"\nkind = "shelf"\n' + ALERT.replace('"shelf"', '"bell"')
    assert loaded(write(ipscwatch=f"{MAIN}\n{more}")).warnings == ()
