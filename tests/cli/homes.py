"""The parts of a home: its configuration, the states of its sources, a digest and a message."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from click.testing import Result

from ipscwatch.model.digest import Digest, Message
from ipscwatch.model.source import SourceState

NOW = datetime(2026, 5, 20, 0, 30, tzinfo=UTC)
CANARIES = {
    "IPSCWATCH_SMTP_PASSWORD": "canary-one-7f3a",
    "IPSCWATCH_SLACK_WEBHOOK": "https://127.0.0.1:9/canary-two-91be",
}
LINES = (
    "check",
    "check --format json",
    "source list",
    "term list",
    "channel list",
    "channel list --format json",
    "status",
)
"""Commands that read the whole configuration."""

MAIN = """\
[polling]
contact = "watch@example.org"

[[channel]]
id = "files"
kind = "file"

[[channel]]
id = "mail"
kind = "email"
host = "127.0.0.1"
port = 9
sender = "watch@example.org"
to = ["analyst@example.org"]
username = "watch"
password = { env = "IPSCWATCH_SMTP_PASSWORD" }

[[channel]]
id = "slack"
kind = "slack"
webhook = { env = "IPSCWATCH_SLACK_WEBHOOK" }
allow_host = "127.0.0.1"

[[digest]]
id = "daily"
channels = ["files", "mail", "slack"]
"""
SOURCES = """\
[[source]]
id = "ministry"
name = "厚生労働省 新着情報"
kind = "feed"
url = "https://ministry.example.org/news.rdf"
tier = 1
language = "ja"
interval = "1h30m"

[[source]]
id = "company"
name = "Company"
kind = "feed"
url = "https://company.example.org/news.xml"
tier = 2

[[source]]
id = "clinic"
name = "Clinic"
kind = "feed"
url = "https://clinic.example.org/news.xml"
tier = 6
enabled = false
reason = "only advertises"
"""
TERMS = """\
[[subject]]
id = "amchepry"
kind = "product"
name = "Amchepry"
names = ["Amchepry", "アムシェプリ", "raguneprocel", "DSP-1083", "CT1-DAP001"]

[[term]]
id = "amchepry"
label = "Amchepry"
subject = "amchepry"
topic = "amchepry"
severity = "high"
"""

Run = Callable[..., Result]


def good(source_id: str) -> SourceState:
    return SourceState(
        source_id=source_id,
        added_at=NOW,
        last_polled_at=NOW,
        last_success_at=NOW,
        last_new_at=NOW,
        next_poll_at=NOW + timedelta(hours=1),
        entries=30,
    )


def failing(source_id: str) -> SourceState:
    return SourceState(
        source_id=source_id,
        last_polled_at=NOW,
        failing_since_at=NOW,
        failures=1,
        last_error="company.example.org answered 503\x1b[31m",
        last_error_kind="FetchError",
    )


def digest() -> Digest:
    return Digest(
        digest_id="daily-2026-05-20",
        schedule_id="daily",
        local_on=date(2026, 5, 20),
        zone="Asia/Tokyo",
        language="en",
        since_at=None,
        until_at=NOW,
        upto_change_id=1,
        polled=1,
        sources_total=2,
        notices=("The ledger was filled.",),
    )


def message() -> Message:
    return Message(
        message_id="daily-2026-05-20.mail.abc.1",
        digest_id="daily-2026-05-20",
        channel_id="mail",
        recipient="analyst@example.org",
        content={"text": "x"},
    )
