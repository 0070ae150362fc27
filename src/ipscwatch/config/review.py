"""What no table alone can show: names that are given twice, that name nothing, or that nothing uses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from ipscwatch.config.fields import did_you_mean
from ipscwatch.config.files import TomlFile
from ipscwatch.config.lines import Path as KeyPath
from ipscwatch.config.reading import label
from ipscwatch.errors import Problem

Tables = tuple[tuple[KeyPath, Mapping[str, Any]], ...]


def problems(main: TomlFile | None, sources: TomlFile | None, terms: TomlFile | None) -> Iterator[Problem]:
    """Yield what stops the configuration from being used; a file that could not be read is not reviewed."""
    if main:
        yield from _twice(main, "channel", "digest", "alert")
        yield from _at_least_one(main, "channel", "digest")
        yield from _unknown(main, "digest", "channels", "channel", _ids(main, "channel"))
        yield from _unknown(main, "alert", "channels", "channel", _ids(main, "channel"))
    if sources:
        yield from _twice(sources, "source")
        yield from _at_least_one(sources, "source")
    if terms:
        subjects = _ids(terms, "subject")
        yield from _twice(terms, "subject", "term", "question")
        yield from _at_least_one(terms, "term")
        yield from _unknown(terms, "subject", "company", "subject", subjects)
        yield from _unknown(terms, "term", "subject", "subject", subjects)
        yield from _unknown(terms, "question", "subject", "subject", subjects)
    if main and terms:
        yield from _unknown(main, "alert", "terms", "term", _ids(terms, "term"))
    if terms and sources:
        yield from _unknown(terms, "term", "sources", "source", _ids(sources, "source"))


def warnings(main: TomlFile | None, sources: TomlFile | None, terms: TomlFile | None) -> Iterator[Problem]:
    """Yield what `check` should say though everything can run."""
    if main:
        yield from _no_contact(main)
        yield from _channels_at_rest(main)
    if sources:
        yield from _liberties(sources)
        yield from _unexplained(sources)
        yield from _same_address(sources)
    if sources and terms:
        yield from _lonely_topics(sources, terms)


def _ids(file: TomlFile, name: str) -> tuple[str, ...]:
    ids = (raw.get("id") for _, raw in file.tables(name))
    return tuple(table_id for table_id in ids if isinstance(table_id, str))


def _twice(file: TomlFile, *names: str) -> Iterator[Problem]:
    for name in names:
        first: dict[str, KeyPath] = {}
        for at, raw in file.tables(name):
            table_id = raw.get("id")
            if not isinstance(table_id, str):
                continue
            if table_id in first:
                line = file.lines[(*first[table_id], "id")]
                yield file.problem((*at, "id"), f"{label(at, raw)}: the id is taken already, in line {line}")
            first.setdefault(table_id, at)


def _at_least_one(file: TomlFile, *names: str) -> Iterator[Problem]:
    for name in names:
        if name not in file.values:
            yield file.problem((), f"there is no [[{name}]] table; «ipscwatch init» in an empty folder shows one")


def _unknown(file: TomlFile, name: str, key: str, what: str, known: Collection[str]) -> Iterator[Problem]:
    """Yield each reference under `key`, a name or a list of names, that names nothing."""
    for at, raw in file.tables(name):
        for place, word in _words((*at, key), raw.get(key)):
            if word not in known:
                hint = did_you_mean(word, known)
                yield file.problem(place, f"{label(at, raw)}: '{key}' names the unknown {what} '{word}'{hint}")


def _words(at: KeyPath, value: object) -> Iterator[tuple[KeyPath, str]]:
    listed = [((*at, n), word) for n, word in enumerate(value)] if isinstance(value, list) else [(at, value)]
    for place, word in listed:
        if isinstance(word, str):
            yield place, word


def _no_contact(main: TomlFile) -> Iterator[Problem]:
    polling = main.values.get("polling")
    if not (isinstance(polling, dict) and polling.get("contact")):
        message = "[polling]: `contact` is empty; give a mail address or page, so that a publisher can reach you"
        yield main.problem(("polling", "contact"), message, warning=True)


def _channels_at_rest(main: TomlFile) -> Iterator[Problem]:
    """Yield the channels that nothing goes to, and the digests that go nowhere."""
    enabled = {raw.get("id") for _, raw in main.tables("channel") if raw.get("enabled", True)}
    named: set[str] = set()
    for at, raw in (*main.tables("digest"), *main.tables("alert")):
        goes_to = {word for _, word in _words(at, raw.get("channels"))}
        named |= goes_to
        if not goes_to & enabled:
            message = f"{label(at, raw)}: all of its channels are disabled, so that it goes to nobody"
            yield main.problem((*at, "channels"), message, warning=True)
    for at, raw in main.tables("channel"):
        if raw.get("id") in enabled - named:
            message = f"{label(at, raw)}: no digest names it; add it to the `channels` of a digest or an alert"
            yield main.problem((*at, "id"), message, warning=True)


def _liberties(sources: TomlFile) -> Iterator[Problem]:
    told = (
        ("robots", False, "robots.txt is not obeyed (robots = false)"),
        ("allow_private", True, "it may be on a private address (allow_private = true)"),
    )
    for at, raw in sources.tables("source"):
        for key, value, message in told:
            if raw.get(key) is value:
                yield sources.problem((*at, key), f"{label(at, raw)}: {message}", warning=True)


def _unexplained(sources: TomlFile) -> Iterator[Problem]:
    for at, raw in sources.tables("source"):
        if raw.get("enabled") is False and not raw.get("reason"):
            message = f"{label(at, raw)}: it is disabled; say why in `reason`"
            yield sources.problem((*at, "enabled"), message, warning=True)


def _same_address(sources: TomlFile) -> Iterator[Problem]:
    """Warn of two sources that read one address in one way; a list page may well be read for its papers, too."""
    tables = [(at, raw) for at, raw in sources.tables("source") if isinstance(raw.get("url"), str)]
    often = Counter((raw["url"], raw.get("kind")) for _, raw in tables)
    for at, raw in tables:
        if often[raw["url"], raw.get("kind")] > 1:
            message = f"{label(at, raw)}: another source polls the same address"
            yield sources.problem((*at, "url"), message, warning=True)


def _lonely_topics(sources: TomlFile, terms: TomlFile) -> Iterator[Problem]:
    topics = {raw.get("topic", "field") for _, raw in terms.tables("term")}
    for at, raw in sources.tables("source"):
        if isinstance(raw.get("topic"), str) and raw["topic"] not in topics:
            hint = did_you_mean(raw["topic"], topics)
            message = f"{label(at, raw)}: no term has the topic '{raw['topic']}'{hint}"
            yield sources.problem((*at, "topic"), message, warning=True)
