"""The newsroom's mails as a mail server received them: size, layout, contrast, validity, a spam filter's view.

A browser (chromium), a validator (vnu or html-validate) and SpamAssassin are asked where they are on PATH.
"""

from __future__ import annotations

import asyncio
import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default as modern
from pathlib import Path
from typing import get_args

from tests.browser import browser, looks

from ipscwatch.digests.html import LIMIT
from ipscwatch.model.digest import Language
from ipscwatch.newsroom.replay import replay

WIDTHS = (320, 375, 600, 1200)
CONTRAST = 4.5
"""WCAG 2.1, 1.4.3."""
SPAM = 2.0
LINE = 998
"""RFC 5322, 2.1.1."""
SUBJECT = 78
RULES = {
    "root": True,
    "extends": ["html-validate:recommended", "html-validate:a11y"],
    # Mail wants its styles inline and Outlook its comment, and the title is the subject.
    "rules": {"no-inline-style": "off", "no-conditional-comment": "off", "long-title": "off"},
}


def main() -> int:
    """Replay the newsroom in each language and measure its mails; return 1 where a figure is missed."""
    with tempfile.TemporaryDirectory() as folder:
        received = {
            f"{language} {number}": raw
            for language in get_args(Language)
            for number, raw in enumerate(_received(Path(folder) / language, language), 1)
        }
    mails = {name: message_from_bytes(raw, policy=modern) for name, raw in received.items()}
    pages = {name: _html(mail) for name, mail in mails.items()}
    missed = [*_sizes(received, mails, pages), *_layout(pages), *_validity(pages), *_spam(received)]
    for what in missed:
        print(f"MISSED: {what}")
    return 1 if missed else 0


def _received(home: Path, language: Language) -> list[bytes]:
    return [raw for _, raw in asyncio.run(replay(home, language=language)).mails]


def _html(mail: EmailMessage) -> str:
    body = mail.get_body(preferencelist=("html",))
    assert body is not None
    return str(body.get_content())


def _sizes(
    received: Mapping[str, bytes], mails: Mapping[str, EmailMessage], pages: Mapping[str, str]
) -> Iterator[str]:
    busiest = max(pages, key=lambda name: len(pages[name].encode()))
    size = len(pages[busiest].encode())
    subject = max(len(str(mail["Subject"])) for mail in mails.values())
    line = max(len(line) for raw in received.values() for line in raw.split(b"\r\n"))
    print(
        f"mails {len(mails)}; the busiest: {size:,} bytes of HTML, {len(received[busiest]):,} of mail ({busiest})"
    )
    print(f"longest subject {subject} characters, longest line {line} bytes")
    if size > LIMIT:
        yield f"{busiest} has {size:,} bytes, {LIMIT:,} at most"
    if subject > SUBJECT or line > LINE:
        yield "a subject or a line is too long"


def _layout(pages: Mapping[str, str]) -> Iterator[str]:
    program = browser()
    if program is None:
        print("layout, contrast: no browser here, skipped")
        return
    for dark in (False, True):
        seen = looks(program, pages, WIDTHS, dark=dark)
        worst = min(seen.values(), key=lambda look: look.contrast)
        overflow = max(look.overflow for look in seen.values())
        size = min(look.size for look in seen.values())
        print(
            f"{'dark ' if dark else 'light'} at {', '.join(map(str, WIDTHS))} px: {len(seen)} looks, "
            f"{overflow} px too wide, least contrast {worst.contrast:.2f}, letters from {size:g} px"
        )
        if overflow > 0 or worst.contrast < CONTRAST:
            yield f"{'dark' if dark else 'light'}: {overflow} px too wide, contrast {worst.contrast:.2f}"
        yield from (
            f"{name}: {look.beyond} reaches beyond the window" for name, look in seen.items() if look.beyond
        )


def _validity(pages: Mapping[str, str]) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        rules = Path(folder) / "rules.json"
        rules.write_text(json.dumps(RULES), "utf-8")
        for name, page in pages.items():
            (Path(folder) / f"{name.replace(' ', '-')}.html").write_text(page, "utf-8")
        files = sorted(map(str, Path(folder).glob("*.html")))
        for command in (["vnu", "--format", "gnu"], ["html-validate", "--config", str(rules)]):
            if shutil.which(command[0]) is None:
                print(f"{command[0]}: not here, skipped")
                continue
            done = subprocess.run([*command, *files], capture_output=True, text=True, check=False)
            errors = re.findall(r"^.*\berror\b.*$", done.stdout + done.stderr, re.MULTILINE)
            print(f"{command[0]}: {len(errors)} errors in {len(files)} pages")
            yield from errors[:5]


def _spam(received: Mapping[str, bytes]) -> Iterator[str]:
    if shutil.which("spamassassin") is None:
        print("spamassassin: not here, skipped")
        return
    scores = {}
    for name, raw in received.items():
        done = subprocess.run(["spamassassin", "-L", "-t"], input=raw, capture_output=True, check=True)
        found = re.search(rb"X-Spam-Status: \w+, score=(-?[\d.]+)", done.stdout)
        scores[name] = float(found[1]) if found else 99.0
    print(f"spamassassin: {max(scores.values())} at most, {SPAM} allowed")
    yield from (f"{name} scores {score}" for name, score in scores.items() if score >= SPAM)
