"""The digest as files: HTML, text and JSON in a folder, with an index that lists them all."""

from __future__ import annotations

from dataclasses import dataclass
from json import dumps
from pathlib import Path
from typing import cast

from ipscwatch.channels import whole
from ipscwatch.channels.addressed import addressed
from ipscwatch.digests.html import html, index
from ipscwatch.digests.json import json
from ipscwatch.digests.telling import tell
from ipscwatch.digests.text import text
from ipscwatch.errors import DeliveryError
from ipscwatch.model.digest import Digest, Message
from ipscwatch.model.kinds import ChannelKind
from ipscwatch.model.settings import Channel

FORMS = ("html", "txt", "json")


@dataclass(frozen=True, slots=True, kw_only=True)
class FileOptions:
    """Where the files go."""

    folder: Path = Path("state/digests")
    """The folder for the digests, relative to the home folder; it is made where missing."""


def render(digest: Digest, channel: Channel) -> tuple[Message, ...]:
    """Return the whole digest in all three forms as one message; a file has no limit of size."""
    page = tell(digest)
    values = {"subject": page.subject, **json(digest)}
    content = {
        "html": html(page),
        "txt": text(page),
        "json": dumps(values, ensure_ascii=False, indent=1) + "\n",
    }
    return addressed(digest.digest_id, channel, [content])


async def send(message: Message, channel: Channel) -> str:
    """Write the files and the index, each whole or not at all, readable by their owner alone."""
    folder = cast(FileOptions, channel.options).folder
    name = message.message_id.partition(".")[0]
    try:
        for form in FORMS:
            whole.write(folder / f"{name}.{form}", message.content[form])
        whole.write(folder / "index.html", index(_names(folder)))
    except OSError as e:
        raise DeliveryError(channel.channel_id, whole.reason(folder, e)) from e
    return str(folder / f"{name}.html")


def _names(folder: Path) -> list[str]:
    """Return the digests in the folder, the newest day first."""
    found = [path.stem for path in folder.glob("*.html") if path.stem != "index"]
    return sorted(found, key=lambda name: (name[-10:], name), reverse=True)


CHANNEL = ChannelKind(
    name="file",
    summary="the digest as HTML, text and JSON files in a folder",
    options=FileOptions,
    render=render,
    send=send,
)
