"""A product's way to approval: the stage it has reached, and the date of each step."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ipscwatch.model.ledger import Value
from ipscwatch.watching.extractors.comparisons import uncompared
from ipscwatch.watching.extractors.conditions import CONDITIONAL, conditionally
from ipscwatch.watching.extractors.context import in_context
from ipscwatch.watching.extractors.descriptor import Extractor, Finding
from ipscwatch.watching.extractors.expressions import Expression
from ipscwatch.watching.extractors.figures import Dated, days_in
from ipscwatch.watching.extractors.owners import meant_unnamed, owners_of
from ipscwatch.watching.extractors.passages import Passages
from ipscwatch.watching.extractors.roles import Cue, assign, is_day_of_telling
from ipscwatch.watching.extractors.sentence import Group, Owners, Sentence, distinct
from ipscwatch.watching.extractors.steps import Step

_TURN = Expression(r"\bbut\b|\bwhile\b|\bwhereas\b|;|一方|だが|ものの|たが、[^、。]{0,16}は")
_ENDS = re.compile(r"(?:を?もって|で|に)(?:期限|失効|満了|切れ)")
"""After a date: that something ends on it."""
_TURN_EN = re.compile(
    r",? (?:and|while|with) (?:that of |(?:[A-Z][\w.&-]+ ){1,3}(?:for|did so for) )?A,? "
    r"(?:on |in |last |the following |early in |late in )?"
)
_IS_SUBJECT = re.compile(r"[」』]?(?:\([^()]*\))?が(?:[^、。が]{0,16})")
"""Between a product and a step: that it is the product's own."""
_TURN_JA = re.compile(r"(?:に|で)?、[「『]?A[」』]?(?:は|が)(?:同|、)?")
_OBJECT = 24
"""Characters after an English verb in which its object begins."""
_WHICH = Expression(r"['’\w ]{0,3},? (?:which|that|whose) [^,;.:]{0,60}$", re.IGNORECASE)
_IS_SUBJECT_EN = re.compile(r" (?:(?:was|were|has|have|had|been|then|later|finally) ){0,3}")
_NO_SUBJECT = re.compile(
    r"\b(?:like|unlike|than|with|of|by|as|to|for|behind|after|following|against|rival|beside|besides) $"
)
"""Between a product and a step, and before the product: that the step is the product's own, or not."""
_OF_IT = re.compile(r"['’]s (?:[\w-]+ ){0,3}|[」』]?の(?:条件[^、。の]{0,8})?")
_QUALIFIED = 60
"""Characters after a Japanese verb in which the noun it qualifies is named."""
_BEFORE_NOUN = Expression(
    r"(?:を)?[^\s。、をがは]{0,6}?(?:した|された|得た|受けた)(?!と|こと|ため|際|後|場合|結果|もの"
    r"|の[はがでを]|が|と|上で|うえ|ばかり)"
    r"(?=[一-龥ァ-ヶA-Za-z「『])"
)
_STATUS: Mapping[str, str] = {
    "filed": "application filed",
    "endorsed": "endorsed by committee",
    "approved": "approved",
    "approved in full": "full approval",
    "refused": "refused",
    "lapsed": "lapsed",
    "withdrawn": "withdrawn",
}
_DATES: Mapping[str, str] = {
    "filed": "application_date",
    "agenda": "committee_agenda_date",
    "endorsed": "committee_endorsement_date",
    "approved": "approval_date",
    "approved in full": "full_approval_date",
    "refused": "refusal_date",
    "withdrawn": "withdrawn",
}
_YES = re.compile(
    r"\W*(?:A[.:)] ?)?(?:Yes|In Japan|Conditionally|Provisionally|Since)\b(?![^.]*\b(?:not|no|only the|study"
    r"|trial)\b)",
    re.IGNORECASE,
)
"""How an answer begins that says yes."""
_TOLD_LATER = ("filed", "agenda")
"""Steps that a company tells of some day after; an approval is told on its day."""
_CONDITIONALLY = "conditional and time-limited approval"


def _extract(passages: Passages) -> Iterator[Finding]:
    steps = [(sentence, told) for sentence, told in in_context(passages) if told]
    conditional = conditionally(passages) if steps else None
    products = passages.ready.products
    for sentence, told in steps:
        found = [_status(passages, sentence, one) for one in told]
        for finding in (*found, *_dates(passages, sentence, told)):
            owners = tuple(owner for owner in finding.owners if owner in products) if finding is not None else ()
            if finding is not None and (owners or finding.attribute != "approval_status"):
                yield from _with_conditions(finding._replace(owners=owners), conditional)
        yield from _answered(passages, sentence, told)


def _answered(passages: Passages, question: Sentence, told: list[Step]) -> Iterator[Finding]:
    """Yield the approval that a question asks for, where the answer is yes."""
    answer = passages.at(question.end + 1) if question.text.endswith("?") else question
    asked = next((one for one in told if one.cue.role == "approved" and one.modality == "conditional"), None)
    if asked is None or answer is question or not _YES.match(answer.text):
        return
    owners = _owners(passages, question, question.start + asked.cue.start, question.start + asked.cue.end)
    found = Finding(
        owners=tuple(owner for owner in owners if owner in passages.ready.products),
        attribute="approval_status",
        value=Value(text=_CONDITIONALLY if answer.search(CONDITIONAL) else "approved"),
        start=answer.start,
        end=answer.end,
    )
    if not found.owners:
        return
    yield found
    for dated in [one for one in days_in(passages, answer) if not one.until][:1]:
        yield found._replace(
            attribute="approval_date", value=dated.value, start=dated.start, end=dated.end, rejected=dated.rejected
        )


def _with_conditions(finding: Finding, conditional: frozenset[str] | None) -> Iterator[Finding]:
    """Yield an approval as what it is for each of its products; where the text does not say of whom, of all."""
    if finding.value.text != "approved":
        yield finding
        return
    for owner in finding.owners:
        known = conditional is None or owner in conditional
        yield finding._replace(owners=(owner,), value=Value(text=_CONDITIONALLY) if known else finding.value)


def _status(passages: Passages, sentence: Sentence, told: Step) -> Finding | None:
    value = _STATUS.get(told.cue.role)
    if value is None:
        return None
    start, end = sentence.start + told.cue.start, sentence.start + told.cue.end
    return Finding(
        owners=_owners(passages, sentence, start, end),
        attribute="approval_status",
        value=Value(text=value),
        start=start,
        end=end,
        modality=told.modality,
    )


def _owners(passages: Passages, sentence: Sentence, start: int, end: int) -> Owners:
    """Return whose step it is; where the sentence turns («A …, but endorsed B»), the verb's own object."""
    text = passages.text
    (owners,) = owners_of(sentence, [(start, end)], text)
    if not owners and not sentence.groups:
        return meant_unnamed(passages, sentence)
    if (
        by_its_place := _topical(sentence, start, text)
        or _told_by_the_way(sentence, start, text)
        or _its_own(sentence, start, text)
        or _possessed(sentence, start, text)
        or _qualified(sentence, end, text)
    ):
        return by_its_place
    if itself := _of_its_clause(sentence, start, end, text):
        return itself
    if not sentence.search(_TURN):
        return _all_named(sentence, owners)
    ahead = [group for group in sentence.groups if end <= group.start <= end + _OBJECT]
    return ahead[0].owners if ahead and text[start:end].isascii() else owners


_ENDS_CLAUSE = re.compile(r"(?:[しれりてくず]|済みで|審査中で|[ただるい]が)、[「『]?$")
"""Before a product: that a Japanese clause with a verb of its own is over."""
_ENDING = 8
"""Characters before a product in which the clause before it ends."""
_IS_TOPIC = re.compile(r"[」』]?(?:\([^()]*\))?[はもが]")
_TOGETHER = re.compile(r"いずれも|どちらも|両|ともに|共に|[2二](?:製品|品目|つ)|双方|それぞれ")


def _topical(sentence: Sentence, start: int, text: str) -> Owners:
    """Return whose step a Japanese clause tells that has a topic of its own: «Aは承認され、Bは審査が続く»."""
    clauses = _clauses(sentence, text)
    told = [clause for clause in clauses if clause and clause[0].end <= start]
    if len(clauses) < 2 or not told:
        return ()
    groups = [group for group in told[-1] if group.end <= start]
    return () if _TOGETHER.search(text, groups[-1].end, start) else distinct(groups)


def _clauses(sentence: Sentence, text: str) -> list[list[Group]]:
    """Return the groups of a sentence by clause, where each clause after the first begins with its topic."""
    clauses: list[list[Group]] = [[]]
    for group in sentence.groups:
        before = (max(sentence.start, group.start - _ENDING), group.start)
        if clauses[-1] and _IS_TOPIC.match(text, group.end) and _ENDS_CLAUSE.search(text, *before):
            clauses.append([])
        clauses[-1].append(group)
    return clauses


def _told_by_the_way(sentence: Sentence, start: int, text: str) -> Owners:
    """Return whose step a clause tells that only says which product is meant: «A, following B, which was …»."""
    before = [group for group in sentence.groups if group.end <= start]
    named = len(sentence.groups) > 1 and before and _WHICH.match(text[before[-1].end : start])
    return before[-1].owners if named else ()


_NEXT_CLAUSE = re.compile(r", (?:and|but|while) [^,;]{0,60}$")


def _of_its_clause(sentence: Sentence, start: int, end: int, text: str) -> Owners:
    """Return the object behind a verb whose clause is not the one before: «A failed, and its rival pulled B»."""
    before = [group for group in sentence.groups if group.end <= start]
    ahead = next((group for group in sentence.groups if group.start == end + 1), None)
    parted = before and ahead is not None and _NEXT_CLAUSE.search(text[before[0].end : start])
    return ahead.owners if parted and ahead is not None else ()


def _its_own(sentence: Sentence, start: int, text: str) -> Owners:
    """Return whose step a clause tells that has a subject of its own: «Aが不承認となり、Bが失効した»."""
    before = [group for group in sentence.groups if group.end <= start]
    if len(sentence.groups) < 2 or not before:
        return ()
    between = text[before[-1].end : start]
    led = _NO_SUBJECT.search(text[max(sentence.start, before[-1].start - 14) : before[-1].start])
    named = _IS_SUBJECT.fullmatch(between) or (_IS_SUBJECT_EN.fullmatch(between) and not led)
    return before[-1].owners if named else ()


def _possessed(sentence: Sentence, start: int, text: str) -> Owners:
    """Return whose step a noun names: «after B's conditional approval», «Bの条件付き承認»."""
    before = [group for group in sentence.groups if group.end <= start]
    named = len(sentence.groups) > 1 and before and _OF_IT.fullmatch(text[before[-1].end : start])
    return before[-1].owners if named else ()


def _qualified(sentence: Sentence, end: int, text: str) -> Owners:
    """Return whom a Japanese verb before a noun qualifies: «承認された…「A」»."""
    if len(sentence.groups) < 2 or not _BEFORE_NOUN.match(text[end : end + 24]):
        return ()
    return next((group.owners for group in sentence.groups if end <= group.start <= end + _QUALIFIED), ())


def _all_named(sentence: Sentence, owners: Owners) -> Owners:
    """Return every subject of a sentence with one happening: «approves A for x and B for y» approves both."""
    strangers = () in {group.owners for group in sentence.groups}
    return uncompared(sentence) or owners if len(sentence.groups) > 1 and not strangers else owners


def _dates(passages: Passages, sentence: Sentence, told: list[Step]) -> Iterator[Finding]:
    dates = [one for one in days_in(passages, sentence) if not one.until]
    if not dates:
        return
    spans = [(one.start - sentence.start, one.end - sentence.start) for one in dates]
    by_cue = {one.cue: one for one in told}
    last: tuple[int, Cue] | None = None
    assigned = assign(sentence.text, spans, [one.cue for one in told])
    endorsed = next((one.cue for one in told if one.cue.role == "endorsed" and one.modality == "asserted"), None)
    for number, (dated, cue) in enumerate(zip(dates, assigned, strict=True)):
        if cue is not None and cue.role == "agenda" and endorsed is not None and len(dates) == 1:
            cue = endorsed  # noqa: PLW2901 - what a meeting that is told of as held decided, it did that day
        if last is not None and (owners := _in_turn(sentence, last[0], dated.start)) and cue in (None, last[1]):
            yield _dated(passages, sentence, dated, by_cue[last[1]])._replace(owners=owners)
            continue
        if cue is None or cue.role not in _DATES:
            continue
        if _ENDS.match(sentence.text, dated.end - sentence.start):
            continue
        last = (dated.end, cue)
        span = (dated.start - sentence.start, dated.end - sentence.start)
        if cue.role not in _TOLD_LATER or not is_day_of_telling(sentence.text, span, cue):
            found = _dated(passages, sentence, dated, by_cue[cue])
            following = dates[number + 1 : number + 2]
            if following and len(found.owners) > 1 and _is_joined(sentence, dated, following[0]):
                yield from _one_for_each(found, _dated(passages, sentence, following[0], by_cue[cue]))
                continue
            others = _in_turn(sentence, dated.end, following[0].start) if following else ()
            yield found._replace(owners=tuple(one for one in found.owners if one not in others))


_JOINED = re.compile(r"に?(?:と|および|及び)| and ")


def _is_joined(sentence: Sentence, dated: Dated, other: Dated) -> bool:
    """Say whether two dates are told in one breath."""
    return _JOINED.fullmatch(sentence.text, dated.end - sentence.start, other.start - sentence.start) is not None


def _one_for_each(first: Finding, second: Finding) -> Iterator[Finding]:
    """Yield two dates told in one breath as those of two products in order; of more, whose they are is open."""
    if len(first.owners) == 2:
        yield first._replace(owners=first.owners[:1])
        yield second._replace(owners=second.owners[1:])


def _in_turn(sentence: Sentence, last: int, start: int) -> Owners:
    """Return whose a further date is that stands for itself: «Aの申請は8月5日、Bは4月8日»."""
    between = [group for group in sentence.groups if last <= group.start and group.end <= start]
    if len(between) != 1:
        return ()
    named, at = between[0], sentence.start
    around = f"{sentence.text[last - at : named.start - at]}A{sentence.text[named.end - at : start - at]}"
    return named.owners if _TURN_JA.fullmatch(around) or _TURN_EN.fullmatch(around) else ()


def _dated(passages: Passages, sentence: Sentence, dated: Dated, told: Step) -> Finding:
    return Finding(
        owners=_owners(passages, sentence, sentence.start + told.cue.start, sentence.start + told.cue.end),
        attribute=_DATES[told.cue.role],
        value=dated.value,
        start=dated.start,
        end=dated.end,
        modality="asserted" if told.cue.role == "agenda" and told.modality != "denied" else told.modality,
        rejected=dated.rejected,
    )


EXTRACTOR = Extractor(
    name="stages", version=4, attributes=("approval_status", *dict.fromkeys(_DATES.values())), extract=_extract
)
