"""Facts as a page tells them: what, how it stands, who says so in which words, who says otherwise, and why.

Subject by subject, the gravest first; names and wordings take a line each. What stands above in the same section, a
quotation or a note, is not said again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from ipscwatch.digests import figures
from ipscwatch.digests.blocks import Block, groups
from ipscwatch.digests.composition import is_minor
from ipscwatch.digests.page import Entry, Line, Piece, Section, Tone
from ipscwatch.digests.phrases import told
from ipscwatch.digests.pieces import NAME, NOTE, QUOTE, foreign, joined, linked, outside
from ipscwatch.digests.wording import WORDS, count, words
from ipscwatch.model.digest import Digest, FactLine, Language
from ipscwatch.model.ledger import FactChange, FactKey, Observation, Standing, Value
from ipscwatch.text.language import detect
from ipscwatch.watching import attributes

WITNESSES = 2
"""How many of those who hold or dispute a value are quoted; of the others the names are given."""
NAMES = 4
"""How many further names are given."""
STEPS = 6
"""How many of a price's values are drawn, the last ones."""

_TONES: dict[str, Tone] = {"held": "held", "disputed": "disputed", "proposed": "proposed", "superseded": "plain"}

Witness = tuple[Observation, tuple[str, ...]]
"""An observation, and of which subjects it is where it is not of all in its block."""


def fact_sections(digest: Digest) -> Iterator[Section]:
    """Return a section for each subject, or for several whose facts moved alike."""
    wording = words(digest.language)
    answers = {question.answered_by for question in digest.questions}
    for group in groups(digest.facts):
        telling = _Telling(digest, answers)
        entries = tuple(telling.entry(block) for block in group.blocks)
        names = outside(wording.comma.join(group.subjects), NAME * 2).text
        yield Section(title=f"{wording.facts} · {names}", entries=entries, kind="facts")


def headline(standing: Standing, language: Language) -> str:
    """Return the value that stands, and beside it the values that are asserted against it."""
    said = _held_value(standing, language)
    rival = _rival(standing, language)
    return f"{said} · {rival}" if rival else said


def attribute(key: FactKey, language: Language) -> str:
    """Return an attribute's name with its qualifier."""
    wording = words(language)
    shown = attributes.label(key[1], language)
    return f"{shown}{figures.named(key[2], language).join(wording.brackets)}" if key[2] else shown


def label_of_tier(tier: int, language: Language) -> str:
    """Return who speaks on a tier, in words."""
    return words(language).tiers[tier]


class _Telling:
    """The telling of one section, which remembers what it has said."""

    def __init__(self, digest: Digest, answers: set[str | None]) -> None:
        self.language = digest.language
        self.zone = digest.zone
        self.wording = words(digest.language)
        self.answers = answers
        self.said: set[str] = set()

    def entry(self, block: Block) -> Entry:
        """Return one block as an entry."""
        change = block.first.change
        key = "fact:" + "/".join(("+".join(fact.change.key[0] for fact in block.facts), *change.key[1:]))
        if is_minor(change.key) and not self._answers(block):
            return Entry(key=key, tone="brief", lines=(self._brief(block),))
        tone = "answered" if change.outcome == "answered" else _TONES[change.after.state]
        return Entry(key=key, tone=tone, lines=tuple(self._lines(block)))

    def _answers(self, block: Block) -> bool:
        held = {one.observation_id for fact in block.facts for one in fact.change.after.held_by}
        return not held.isdisjoint(self.answers)

    def _brief(self, block: Block) -> Line:
        """Tell a name or a wording: what, who says so, and who says otherwise."""
        change, after = block.first.change, block.first.change.after
        value = self._value(change.key[1], after.value) if after.value else self.wording.no_value
        name = f"{attribute(change.key, self.language)}{self.wording.colon}{value}"
        pieces = [outside(name, NOTE), Piece(f" · {self._moved(block)}")]
        for witness in _each_once(block, lambda fact: _quoted(fact)[:1]):
            pieces += [Piece(" · "), *self._named(witness)]
        for one, subjects in _each_once(block, lambda fact: fact.change.after.disputed_by[:WITNESSES]):
            pieces.append(Piece(f" · {self.wording.witnesses['disputed'].lower()} "))
            rival = self.wording.colon + self._value(change.key[1], one.claim.value)
            pieces += [*self._named((one, subjects)), outside(rival, NOTE)]
        return Line("title", tuple(pieces))

    def _lines(self, block: Block) -> Iterator[Line]:
        change, after = block.first.change, block.first.change.after
        name = attribute(change.key, self.language)
        yield Line("kicker", (outside(name, NAME * 2), Piece(f" · {self._moved(block)}")))
        yield Line("title", (outside(_held_value(after, self.language), NOTE),))
        if rival := _rival(after, self.language):
            yield Line("rival", (outside(rival, NOTE),))
        steps = list(self._steps(block))
        yield from steps
        if not steps and (before := self._before(change)):
            yield Line("note", (outside(before, NOTE),))
        yield from self._held(block)
        yield from self._disputed(block)
        if after.state in ("disputed", "proposed"):
            yield from self._reason(block)
        for note in _notes(change, self.language):
            yield from self._once(note)

    def _moved(self, block: Block) -> str:
        """Return how the fact moved, that it is disputed where the word does not say so, and when it was told."""
        change = block.first.change
        parts = [self.wording.outcomes[change.outcome]]
        if change.after.state == "disputed" and change.outcome != "disputed":
            parts.append(self.wording.outcomes["disputed"])
        alerted = max((fact.alerted_at for fact in block.facts if fact.alerted_at), default=None)
        if alerted is not None:
            time = figures.weekday_time(alerted, self.zone, self.language)
            parts.append(self.wording.alerted.format(time=time))
        return self.wording.comma.join(parts)

    def _before(self, change: FactChange) -> str:
        before = change.before.value if change.before else None
        if before is None or before == change.after.value:
            return ""
        value = self._value(change.key[1], before)
        stood = change.before is None or change.before.state != "proposed"
        return (self.wording.was if stood else self.wording.was_proposed).format(value=value)

    def _steps(self, block: Block) -> Iterator[Line]:
        """Draw the values of an amount of money that has changed, the oldest first."""
        change = block.first.change
        if attributes.attribute(change.key[1]).kind != "money" or len(block.facts) > 1:
            return
        steps = _steps_of(change.after)
        highest = max((amount for _, amount, _ in steps), default=Decimal(0))
        if len(steps) < 2 or highest <= 0:
            return
        for on, amount, value in steps[-STEPS:]:
            shown = (
                Piece(f"{figures.day(on, self.language)} · "),
                outside(self._value(change.key[1], value), NAME),
            )
            yield Line("step", shown, share=float(amount / highest))

    def _held(self, block: Block) -> Iterator[Line]:
        """Tell who holds the value: the most trusted, and the one that made the difference now."""
        kind = "proposed" if block.first.change.after.state == "proposed" else "held"
        quoted = _each_once(block, _quoted)
        for witness in quoted:
            yield from self._witness(witness, kind, block.first.change.after.value)
        known = {one.outlet for one, _ in quoted}
        yield from self._also([(one, of) for one, of in _each_once(block, _holders) if one.outlet not in known])

    def _disputed(self, block: Block) -> Iterator[Line]:
        every = _each_once(block, lambda fact: fact.change.after.disputed_by)
        quoted = [witness for witness in every if witness[0].claim.quote][:WITNESSES] or every[:WITNESSES]
        for witness in quoted:
            yield from self._witness(witness, "disputed", block.first.change.after.value)
        known = {one.outlet for one, _ in quoted}
        yield from self._also([(one, of) for one, of in every if one.outlet not in known])

    def _witness(self, witness: Witness, kind: str, stands: Value | None) -> Iterator[Line]:
        """Tell who says so in which words, and what exactly where that is not the value that stands."""
        one, _ = witness
        on = one.published_on
        day = f"{self.wording.comma}{figures.day(on, self.language)}" if on else ""
        pieces = [Piece(f"{self.wording.witnesses[kind]} "), *self._named(witness), Piece(day)]
        if one.claim.value != stands:
            says = self.wording.says.format(value=self._value(one.claim.attribute, one.claim.value))
            pieces += [Piece(" · "), outside(says, NOTE)]
        said = figures.cited(one.claim.quote, self.language)
        quote = outside(said, QUOTE, language=detect(one.claim.quote)) if said else None
        fresh = quote is not None and self._is_new(f"{one.outlet} {quote.text}")
        if quote is not None and not fresh:
            pieces.append(Piece(f" · {self.wording.same_quote}"))
        yield Line("by", tuple(pieces))
        if quote is not None and fresh:
            yield Line("quote", (quote,))

    def _reason(self, block: Block) -> Iterator[Line]:
        """Say why the value stands or is only proposed, of each subject where that differs."""
        reasons: dict[str, list[str]] = {}
        for fact in block.facts:
            if reason := fact.change.after.reason:
                reasons.setdefault(told(reason, self.language), []).append(fact.subject)
        if len(reasons) == 1:
            yield from self._once(self.wording.reason.format(reason=next(iter(reasons))))
        elif reasons:
            each = [f"{reason}{', '.join(of).join(self.wording.brackets)}" for reason, of in reasons.items()]
            yield from self._once(self.wording.reason.format(reason=self.wording.comma.join(each)))

    def _also(self, rest: Sequence[Witness]) -> Iterator[Line]:
        """Name those who say the same, each outlet once."""
        others = list({one.outlet: (one, of) for one, of in reversed(rest)}.values())[::-1]
        if not others:
            return
        named = [self._named(witness) for witness in others[:NAMES]]
        if len(others) > NAMES:
            named.append((Piece(count(self.wording.n_more, len(others) - NAMES)),))
        yield Line("by", (Piece(f"{self.wording.witnesses['also']} "), *joined(named, self.wording.comma)))

    def _named(self, witness: Witness) -> tuple[Piece, ...]:
        """Name an outlet with its tier and, where it speaks of some of the subjects only, with those."""
        one, subjects = witness
        about = outside(self.wording.comma.join((label_of_tier(one.tier, self.language), *subjects)), NAME * 2)
        return linked(one.outlet, one.url, NAME), Piece(about.text.join(self.wording.brackets))

    def _once(self, text: str) -> Iterator[Line]:
        """Yield a note, unless the section has said it."""
        if self._is_new(text):
            yield Line("note", (outside(text, NOTE, language=foreign(text, self.language)),))

    def _is_new(self, text: str) -> bool:
        fresh = text not in self.said
        self.said.add(text)
        return fresh

    def _value(self, name: str, value: Value) -> str:
        return figures.value(name, value, self.language)


def _held_value(standing: Standing, language: Language) -> str:
    wording = words(language)
    if standing.value is None:
        return wording.no_value
    held = figures.value(standing.key[1], standing.value, language)
    if standing.state == "disputed":
        return f"{wording.states['held']}{wording.colon}{held}"
    since = _since(standing)
    return held if since is None else held + wording.comma + wording.since.format(day=figures.day(since, language))


def _since(standing: Standing) -> date | None:
    """Return since when a value that moves with time holds, where one of those who set it says so."""
    attribute = attributes.attribute(standing.key[1])
    if standing.since_on is None or attribute.kind == "date" or not attribute.moves or not standing.held_by:
        return None
    trusted = max(2, standing.held_by[0].tier)
    stated = {one.claim.as_of_on for one in standing.held_by if one.tier <= trusted}
    return standing.since_on if standing.since_on in stated else None


def _rival(standing: Standing, language: Language) -> str:
    """Return the values asserted against the one that stands; empty where there are none."""
    wording = words(language)
    values = [figures.value(one.claim.attribute, one.claim.value, language) for one in standing.disputed_by]
    others = wording.comma.join(dict.fromkeys(values))
    return f"{wording.states['disputed']}{wording.colon}{others}" if others else ""


def _notes(change: FactChange, language: Language) -> list[str]:
    """Return what the fact does not mean, in the page's language, and any further note of the change."""
    standard = {one: attributes.note(change.key[1], one) for one in WORDS}
    further = change.note if change.note not in standard.values() else ""
    return [note for note in (standard[language], further) if note]


def _quoted(fact: FactLine) -> Sequence[Observation]:
    """Return whose words are shown for a value: the most trusted, and the one that made the difference now."""
    first, because = fact.change.after.held_by[:1], fact.change.because
    if because not in fact.change.after.held_by or because in first:
        return first
    return (because,) if first[0].outlet == because.outlet else (*first, because)


def _holders(fact: FactLine) -> Sequence[Observation]:
    return fact.change.after.held_by


def _each_once(block: Block, of: Callable[[FactLine], Sequence[Observation]]) -> list[Witness]:
    """Return the observations of all facts of a block, what one page says of several subjects once."""
    found: dict[tuple[str, str | None, Value], tuple[Observation, list[str]]] = {}
    for fact in block.facts:
        for one in of(fact):
            key = (one.outlet, one.url, one.claim.value)
            subjects = found.setdefault(key, (one, []))[1]
            subjects.extend({fact.subject}.difference(subjects))
    every = len(block.facts)
    return [(one, () if len(of_them) == every else tuple(of_them)) for one, of_them in found.values()]


def _steps_of(standing: Standing) -> list[tuple[date, Decimal, Value]]:
    """Return the values an amount had, each with the day it is first said for, by that day."""
    steps: dict[Value, tuple[date, Decimal, Value]] = {}
    if standing.value is None:
        return []
    past = [one for one in standing.superseded if one.tier <= 3 and one.claim.value.precision == "exact"]
    for one in (*past, *(one for one in standing.held_by if one.claim.value == standing.value)):
        on, amount = one.claim.as_of_on or one.published_on, figures.decimal(one.claim.value.text)
        if on is None or amount is None or one.claim.value.unit != standing.value.unit:
            continue
        known = steps.get(one.claim.value)
        if known is None or on < known[0]:
            steps[one.claim.value] = (on, amount, one.claim.value)
    return sorted(steps.values(), key=lambda step: step[0])
