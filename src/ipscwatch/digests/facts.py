"""Facts as a page tells them: what, how it stands, who says so in which words, who says otherwise, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ipscwatch.digests import figures
from ipscwatch.digests.page import Entry, Line, Piece, Tone
from ipscwatch.digests.pieces import NAME, NOTE, QUOTE, joined, linked, outside
from ipscwatch.digests.wording import WORDS, count, words
from ipscwatch.model.digest import FactLine, Language
from ipscwatch.model.ledger import FactChange, FactKey, Observation, Standing, Value
from ipscwatch.text.language import detect
from ipscwatch.watching import attributes

WITNESSES = 2
"""How many of those who hold or dispute a value are quoted; of the others the names are given."""
NAMES = 4
"""How many further names are given."""

_TONES: dict[str, Tone] = {"held": "held", "disputed": "disputed", "proposed": "proposed", "superseded": "plain"}


def fact_entry(fact: FactLine, language: Language) -> Entry:
    """Return one fact as an entry."""
    after = fact.change.after
    tone = "answered" if fact.change.outcome == "answered" else _TONES[after.state]
    return Entry(key="fact:" + "/".join(fact.change.key), tone=tone, lines=tuple(_lines(fact, language)))


def headline(standing: Standing, language: Language) -> str:
    """Return the value that stands, and beside it the values that are asserted against it."""
    said = _held_value(standing, language)
    rival = _rival(standing, language)
    return f"{said} · {rival}" if rival else said


def _held_value(standing: Standing, language: Language) -> str:
    wording = words(language)
    if standing.value is None:
        return wording.no_value
    held = figures.value(standing.key[1], standing.value, language)
    if standing.state == "disputed":
        return f"{wording.states['held']}{wording.colon}{held}"
    attribute = attributes.attribute(standing.key[1])
    if standing.since_on is None or attribute.kind == "date" or not attribute.moves:
        return held
    return held + wording.comma + wording.since.format(day=figures.day(standing.since_on, language))


def _rival(standing: Standing, language: Language) -> str:
    """Return the values asserted against the one that stands; empty where there are none."""
    wording = words(language)
    others = wording.comma.join(_values(standing.disputed_by, language))
    return f"{wording.states['disputed']}{wording.colon}{others}" if others else ""


def name(fact: FactLine, language: Language) -> str:
    """Return what the fact is about: ``Amchepry · price``, with its qualifier where it has one."""
    return f"{fact.subject} · {attribute(fact.change.key, language)}"


def attribute(key: FactKey, language: Language) -> str:
    """Return an attribute's name with its qualifier."""
    wording = words(language)
    shown = attributes.label(key[1], language)
    return f"{shown}{key[2].join(wording.brackets)}" if key[2] else shown


def _lines(fact: FactLine, language: Language) -> Iterator[Line]:
    wording, change, after = words(language), fact.change, fact.change.after
    yield Line("kicker", (outside(name(fact, language), NAME * 2), Piece(f" · {_moved(change, language)}")))
    yield Line("title", (outside(_held_value(after, language), NOTE),))
    if rival := _rival(after, language):
        yield Line("rival", (outside(rival, NOTE),))
    before = change.before.value if change.before else None
    if before is not None and before != after.value:
        yield Line(
            "note", (outside(wording.was.format(value=figures.value(change.key[1], before, language)), NOTE),)
        )
    yield from _held(fact, language)
    yield from _disputed(after, language)
    if after.reason and after.state in ("disputed", "proposed"):
        yield Line("note", (outside(wording.reason.format(reason=after.reason), NOTE),))
    for note in _notes(change, language):
        yield Line("note", (outside(note, NOTE),))


def _moved(change: FactChange, language: Language) -> str:
    """Return how the fact moved, and that it is disputed where the word for it does not say so."""
    wording = words(language)
    moved = wording.outcomes[change.outcome]
    if change.after.state == "disputed" and change.outcome != "disputed":
        return f"{moved}{wording.comma}{wording.outcomes['disputed']}"
    return moved


def _notes(change: FactChange, language: Language) -> list[str]:
    """Return what the fact does not mean, in the page's language, and any further note of the change."""
    standard = {one: attributes.note(change.key[1], one) for one in WORDS}
    further = change.note if change.note not in standard.values() else ""
    return [note for note in (standard[language], further) if note]


def _held(fact: FactLine, language: Language) -> Iterator[Line]:
    """Tell who holds the value: the most trusted, and the one that made the difference now."""
    after, because = fact.change.after, fact.change.because
    quoted = list(after.held_by[:1])
    if because in after.held_by and because not in quoted:
        quoted.append(because)
    kind = "proposed" if after.state == "proposed" else "held"
    for observation in quoted:
        yield from _witness(observation, kind, language)
    yield from _also([one for one in after.held_by if one not in quoted], quoted, language)


def _disputed(standing: Standing, language: Language) -> Iterator[Line]:
    quoted = standing.disputed_by[:WITNESSES]
    for observation in quoted:
        yield from _witness(observation, "disputed", language, value=observation.claim.value)
    yield from _also(standing.disputed_by[WITNESSES:], quoted, language)


def _witness(
    observation: Observation, kind: str, language: Language, *, value: Value | None = None
) -> Iterator[Line]:
    wording = words(language)
    on = observation.published_on
    day = f"{wording.comma}{figures.day(on, language)}" if on else ""
    tier = label_of_tier(observation.tier, language).join(wording.brackets)
    pieces = [
        Piece(f"{wording.witnesses[kind]} "),
        linked(observation.outlet, observation.url, NAME),
        Piece(f"{tier}{day}"),
    ]
    if value is not None:
        says = wording.says.format(value=figures.value(observation.claim.attribute, value, language))
        pieces += [Piece(" · "), outside(says, NOTE)]
    yield Line("by", tuple(pieces))
    if quote := observation.claim.quote:
        yield Line("quote", (outside(quote, QUOTE, language=detect(quote)),))


def _also(rest: Sequence[Observation], quoted: Sequence[Observation], language: Language) -> Iterator[Line]:
    """Name those who say the same, each outlet once."""
    wording = words(language)
    known = {one.outlet for one in quoted}
    others = {one.outlet: one for one in reversed(rest) if one.outlet not in known}
    if not others:
        return
    shown = list(reversed(others.values()))
    groups = [
        (linked(one.outlet, one.url, NAME), Piece(label_of_tier(one.tier, language).join(wording.brackets)))
        for one in shown[:NAMES]
    ]
    if len(shown) > NAMES:
        groups.append((Piece(count(wording.n_more, len(shown) - NAMES)), Piece("")))
    yield Line("by", (Piece(f"{wording.witnesses['also']} "), *joined(groups, wording.comma)))


def label_of_tier(tier: int, language: Language) -> str:
    """Return who speaks on a tier, in words."""
    return words(language).tiers[tier]


def _values(observations: Sequence[Observation], language: Language) -> list[str]:
    return list(
        dict.fromkeys(figures.value(one.claim.attribute, one.claim.value, language) for one in observations)
    )
