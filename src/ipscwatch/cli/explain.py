"""``ipscwatch explain``: why a text is reported, or why not."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ipscwatch.cli.common import example, format_option, home_option, is_stored, settings, store
from ipscwatch.cli.tables import print_json, print_json_line, visible

if TYPE_CHECKING:
    from ipscwatch.cli.given import Given
    from ipscwatch.model.change import Draft, Known
    from ipscwatch.model.settings import Settings
    from ipscwatch.store import Store


@click.command(
    "explain",
    epilog=example(
        "ipscwatch explain article.txt --tier 4 --published 2026-03-06",
        "ipscwatch explain https://www.example.org/news/1",
        "ipscwatch explain 0123456789abcdef --format json",
        "ls texts/*.txt | ipscwatch explain --format json",
    ),
)
@click.argument("names", nargs=-1, metavar="[FILE|URL|ITEM]...")
@click.option(
    "--tier",
    type=click.IntRange(1, 6),
    help="Who speaks, 1 a regulator to 6 a clinic; else as the source of its host, else 3.",
)
@click.option("--published", metavar="DATE", help="Its day or time, such as 2026-03-06 or 2026-03-06T18:00+09:00.")
@click.option("--url", help="The address of a text that comes from a file.")
@click.option("--language", help="The language of the text, such as ja; else it is found.")
@home_option
@format_option
def command(
    names: tuple[str, ...],
    tier: int | None,
    published: str | None,
    url: str | None,
    language: str | None,
    home: Path,
    as_json: bool,
) -> None:
    """Say what is found in a text, and whether it is reported.

    Its mentions, events, story, claims, flags and verdict. A FILE holds plain text with its title in the first
    line, or a saved page (.html); a URL is fetched as polls fetch it; an ITEM is one of the database. Nothing is
    stored. Without names they are read from standard input, one a line. Several give one JSON object a line;
    texts of one happening then share their story. Offsets count the characters of the title, a blank line and the
    text.
    """
    from ipscwatch.cli.given import Stated, moment, read
    from ipscwatch.errors import UsageError

    loaded = settings(home)
    listed = names or tuple(filter(None, map(str.strip, sys.stdin)))
    if not listed:
        raise UsageError("name a file, an address or an item; or give a list of them on standard input")
    try:
        stated = Stated(tier, moment(published) if published else None, url, language)
    except ValueError as error:
        raise UsageError(f"--published {published} is no date; write it as 2026-03-06") from error
    given = asyncio.run(read(listed, loaded, stated))
    _tell(explained(given, loaded), several=len(given) > 1, as_json=as_json)


def explained(given: Sequence[tuple[str, Given | str]], loaded: Settings) -> list[dict[str, Any]]:
    """Return what is found in each text, as plain values; one that could not be read says why under `error`."""
    from ipscwatch.watching.drafts import Desk
    from ipscwatch.watching.stages import doubted

    desk = Desk.of(loaded.terms, loaded.subjects)
    texts = [one for _, one in given if not isinstance(one, str)]
    drafts = [desk.draft(one.item) for one in texts]
    known = _known(drafts, loaded)
    drafts = [doubted(draft, known) for draft in drafts]
    stories = _stories(texts, drafts, known, loaded)
    told = iter([_plain(one, draft, stories, loaded) for one, draft in zip(texts, drafts, strict=True)])
    return [{"input": name, "error": one} if isinstance(one, str) else next(told) for name, one in given]


def _known(drafts: Sequence[Draft], loaded: Settings) -> Known:
    """Return what the database holds that bears on the texts; nothing where there is none."""
    from ipscwatch.model.change import Known
    from ipscwatch.watching.plan import STORY_WINDOW
    from ipscwatch.watching.stages import status_keys

    dated = [draft.item.dated_at for draft in drafts if draft.story_key]
    if not dated or not is_stored(loaded.home):
        return Known()
    with store(loaded.home) as opened:
        return opened.known(drafts, since=min(dated) - STORY_WINDOW, source_id="explain", facts=status_keys(drafts))


def _stories(texts: Sequence[Given], drafts: Sequence[Draft], known: Known, loaded: Settings) -> dict[str, str]:
    """Return the story each text belongs to, by item id; a stored item stays in its own."""
    from ipscwatch.watching import stories

    ours = {one.item.item_id for one in texts if one.stored}
    keys = [draft.story_key for draft in drafts if draft.story_key is not None and draft.item.item_id not in ours]
    assigned = dict(stories.group(keys, known.story_keys).assigned)
    if ours:
        with store(loaded.home) as opened:
            assigned.update(_stored_stories(opened, ours))
    return assigned


def _stored_stories(opened: Store, item_ids: set[str]) -> Iterator[tuple[str, str]]:
    for item_id in item_ids:
        if (story := opened.story_of(item_id)) is not None:
            yield item_id, story.story_id


def _plain(one: Given, draft: Draft, stories: dict[str, str], loaded: Settings) -> dict[str, Any]:
    from ipscwatch.cli.answers import iso, plain_value
    from ipscwatch.watching.verdict import verdict

    item = draft.item
    return {
        "input": one.name,
        "item": item.item_id,
        "title": item.title,
        "language": item.language,
        "tier": item.tier,
        "published": iso(item.published_at),
        "mentions": [
            {
                "term": mention.term_id,
                "alias": mention.alias,
                "quote": mention.quote,
                "start": one.place(mention.start),
                "end": one.place(mention.end),
            }
            for mention in draft.mentions
        ],
        "events": [
            {
                "event": event.name,
                "subject": event.subject_id,
                "severity": event.severity,
                "reasons": list(event.reasons),
                "doubtful": event.doubtful,
            }
            for event in draft.events
        ],
        "story": stories.get(item.item_id),
        "claims": [
            {
                "subject": claim.subject_id,
                "attribute": claim.attribute,
                "qualifier": claim.qualifier,
                "value": plain_value(claim.value),
                "as_of": claim.as_of_on.isoformat() if claim.as_of_on else None,
                "modality": claim.modality,
                "quote": claim.quote,
                "start": one.place(claim.start),
                "end": one.place(claim.end),
                "extractor": f"{claim.extractor}/{claim.version}",
                "rejected": claim.rejected,
            }
            for claim in draft.claims
        ],
        "flags": [
            {
                "flag": flag.name,
                "quote": flag.quote,
                "start": one.place(flag.start),
                "end": one.place(flag.end),
                "note": flag.told,
            }
            for flag in draft.flags
        ],
        "verdict": verdict(draft, loaded.terms, item.received_at),
    }


def _tell(found: Sequence[dict[str, Any]], *, several: bool, as_json: bool) -> None:
    for one in found:
        if "error" in one and not (several and as_json):
            click.echo(visible(one["error"]), err=True)
        elif as_json:
            print_json_line(one) if several else print_json(one)
        else:
            click.echo("\n".join(map(visible, _lines(one))) + "\n")
    if any("error" in one for one in found):
        raise click.exceptions.Exit(1)


def _lines(one: dict[str, Any]) -> Iterator[str]:
    """Yield what is found in one text, for people."""
    from ipscwatch.cli.answers import fact_name

    yield f"{one['verdict']}: {one['title'] or one['input']}"
    language, published = one["language"] or "language unknown", one["published"] or "at an unknown time"
    yield f"  read as: tier {one['tier']}, {language}, published {published}"
    for mention in one["mentions"]:
        yield f"  mention  {mention['term']}: «{mention['quote']}» at {mention['start']}"
    for event in one["events"]:
        yield f"  event    {event['event']} of {event['subject'] or 'no known subject'} ({event['severity']})"
        yield f"             {'; '.join(event['reasons'])}"
        if event["doubtful"]:
            yield f"             doubtful: {event['doubtful']}"
    for claim in one["claims"]:
        name = fact_name((claim["subject"], claim["attribute"], claim["qualifier"]))
        held = f"rejected: {claim['rejected']}" if claim["rejected"] else claim["modality"]
        yield f"  claim    {name} = {claim['value']['text']} ({held})"
        yield f"             “{claim['quote']}”"
    for flag in one["flags"]:
        yield f"  flag     {flag['flag']}: «{flag['quote']}» ({flag['note']})"
    if one["story"]:
        yield f"  story    {one['story']}"


COMMAND = command
