"""How many patients: treated, assessed, improved, and still to be studied.

The same number can be any of these, so each is read from the words it stands with, not from the number.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ipscwatch.model.ledger import Modality, Value
from ipscwatch.text.amounts import Amount
from ipscwatch.text.numbers import WORD, read_number
from ipscwatch.watching.extractors.count_sorts import IN_PRACTICE, IS_PAST, MARKETED, TAKEN_PART, TRIAL, sort_of
from ipscwatch.watching.extractors.descriptor import Extractor, Finding
from ipscwatch.watching.extractors.expressions import Expression
from ipscwatch.watching.extractors.figures import (
    LARGEST_TRIAL,
    PERSONS,
    amounts_in,
    value_of,
)
from ipscwatch.watching.extractors.modality import modality
from ipscwatch.watching.extractors.outcomes import BETTER
from ipscwatch.watching.extractors.passages import Passages
from ipscwatch.watching.extractors.qualifiers import (
    TARGET,
    in_practice,
    of_marketed,
    trial_qualifier,
)
from ipscwatch.watching.extractors.running import trial_owners
from ipscwatch.watching.extractors.sentence import Owners, Sentence
from ipscwatch.watching.extractors.shares import (
    BARE_PART,
    Whole,
    bare_part,
    shares,
)

_FURTHER = Expression(
    rf"(?<!\d )\b(?:and|while|but) (\d{{1,3}}|\b{WORD}\b)(?= (?:(?:had|have|has|were|was) (?:been )?)?(?:given"
    rf"|operated on|treated"
    rf"|transplanted|implanted|received|got) )|"
    rf"(?<=[、,と])\s?(\d{{1,3}})例(?=の(?!対照))|\b(?:and|versus|or) (\d{{1,3}}|\b{WORD}\b)(?= (?:for|given"
    rf"|receiving|on|with|in|treated|who)\b)|\bin (?:another |a further )?(\d{{1,3}})(?=[,.;)]| within| over)"
    rf"|\b(?:and|but|while) (?:the |its )?(?:[\w'-]+ ){{1,4}}(?:on|in|for|of|from|with|needs|requires)"
    rf" (\d{{1,3}}|\b{WORD}\b)(?= (?:with|for|in|given|who)\b|[.,;]|$)"
    r"|\band (?-i:(?!Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Phase|Day)[A-Z])[\w-]+ (\d{1,3})(?= within"
    r"| over|[.;]|$)",
    re.IGNORECASE,
)
_IN_ORDER = Expression(
    rf"\b(\d{{1,3}}|{WORD})(?= and (?:\d{{1,3}}|{WORD}) (?:\w+ )?(?:patients|people|participants|cases)\b[^.;]*"
    r"\brespectively\b)",
    re.IGNORECASE,
)
_PAIR = Expression(
    rf"\b(\d{{1,3}}|{WORD})(?= and (?:\d{{1,3}}|{WORD}) (?:\w+ )?(?:patients|people|participants|cases)\b)",
    re.IGNORECASE,
)
"""The first of two numbers of people that are told of two products in their order, whether it says so or not."""
_HELD_WITH = re.compile(r"(?:だけ|のみ)?で(?:行わ|実施)")
"""After a count: that a trial was held with so many, whatever it lacked."""
_STUDIED_IN = re.compile(r"の(?:検討|結果|成績|報告)")
"""After a count: that these were studied."""
_TARGET_NUMBER = Expression(
    r"\btarget(?:ed|s)? (?:number|enrol\w+|sample)|\b(?:number|enrol\w+) (?:is |was )?target", re.IGNORECASE
)
_SET_AT = Expression(rf"\b(?:set |fixed |put )?at (\d{{1,3}}|\b{WORD}\b)(?=[.,;)]| and\b| for\b|$)", re.IGNORECASE)
_MORE = Expression(r"\bin (?:another )?(\d{1,3}) more\b", re.IGNORECASE)
_LAST_ONE = Expression(
    r"\b(\d{1,3})(?:st|nd|rd|th|ème|e) (?:and|et) (?:final|last|dernier|dernière) (?:patient|participant"
    r"|subject)\b",
    re.IGNORECASE,
)
"""The place of the last patient, which is the number of all."""
_LABELLED = Expression(
    r"\b(?:patients|participants|subjects) (?:in (?:the )?(?:\w+ )?(?:trial|study)|treated)\s?[:"
    r"|]\s?(\d{1,3})(?![\d,.])",
    re.IGNORECASE,
)
_TARGET_LABELLED = Expression(
    r"\b(?:enrol?lment target|(?:target|planned|estimated) (?:enrol?lment|sample size)|post-marketing target)"
    r"(?:\s?[:|]\s?| (?:is|was|of) )(\d{1,3})(?![\d,]|\.\d)",
    re.IGNORECASE,
)
"""A label with a number that counts patients."""
_STILL_TO = Expression(
    rf"\b(?:has|have|must|needs?|required|obliged)(?: to)? (?:find|enrol\w*|recruit|treat|sign up|follow"
    rf"|register)"
    rf" (\d{{1,3}}|\b{WORD}\b)(?= (?:more )?(?:in|within|over|during) (?:the )?(?:next )?(?:five|seven|\d) years)"
    rf"|\bfull (\d{{1,3}}|\b{WORD}\b)(?= (?:(?:were|are|have been|had been|could be) )?(?:enrol\w+|registered)\b)",
    re.IGNORECASE,
)
"""A number told without a noun, of people whom a trial still has to take."""
_NEED_PAIR = Expression(
    r"\b(?:needs?|must (?:enrol\w*|recruit|treat|follow|study)|(?:have|are) to (?:enrol\w*|recruit|treat"
    r"|follow|study))"
    r" (\d{1,3}) and (\d{1,3})(?:,? respectively\b)?(?= ?,? (?:within|over|in) (?:the )?(?:next )?(?:five"
    r"|seven|\d) years)",
    re.IGNORECASE,
)
"""Two such numbers, of two trials in their order."""
_TARGET_OF = Expression(r"\btarget of (\d{1,3})(?=[.,;)]|$| by\b| in all\b| within\b)", re.IGNORECASE)
_PATIENTS = Expression(r"\b(?:patients|people|recipients|participants|cases|enrol\w+)\b", re.IGNORECASE)
_ASSESSED = Expression(
    rf"\b({WORD}|\d{{1,2}})(?= (?:of (?:them|these|whom) )?(?:were|was|could be) "
    r"(?:(?:evaluable|assessable|evaluated|assessed)(?=[;,.]| and\b)|"
    r"(?:assessed|evaluated|evaluable|analy[sz]ed|checked|examined|measured|tested)(?: for| as to)?"
    r" (?:(?:changes|improvements?) in )?(?:efficacy|effectiveness|movement|motor|symptoms|heart function))"
    r"| (?:of (?:them|these|whom) )?(?:were|was) (?:included in|part of|eligible for) the (?:efficacy|final)"
    r" (?:analysis|assessment|evaluation))",
    re.IGNORECASE,
)
"""A number told without a noun, of people assessed."""
_ASSESSED_IN = Expression(
    r"(?:\b(?:efficacy|effectiveness|effects?|symptoms|motor function|heart function) (?:was|were|could be|has been"
    r"|have been) (?:only )?(?:assessed|evaluated|examined|analy[sz]ed|measured|judged|studied) (?:only )?in"
    rf"|^(?:of|among|in) the) ({WORD}|\d{{1,2}})(?= of (?:them|these|whom|the)\b|[,.;]| and\b| were\b"
    r"| (?:assessed|evaluated|analy[sz]ed|examined|evaluable)\b)",
    re.IGNORECASE,
)
"""The same behind what was assessed, or at the head: «of the six assessed, four improved»."""
_ASSESSMENT = Expression(
    r"\b(?:efficacy|effectiveness|effects?|symptoms|function)\b[^.;]{0,40}\bin\b"
    r"|\b(?:assessed|evaluated|analy[sz]ed|examined|evaluable)\b",
    re.IGNORECASE,
)
_OF_TRIAL = Expression(r"(?:だけ|のみ)?の[^。、]{0,8}(?:治験|試験)|[- ]patient (?:trial|study)", re.IGNORECASE)
"""After a count: that it is a trial's, whatever is denied of the trial."""
_BETTER_IN = re.compile(
    r"\b(?:improv\w+|better|respon\w+|benefit\w*|gain\w*|seen|found)\b[^.;,]{0,40} (?:in|by) $", re.IGNORECASE
)
"""Before a share: that these got better, whatever is said behind."""
_CHANGED_IN = re.compile(
    r"\b(?:improv|better|decreas|increas|declin|fell|fallen|rose|risen|respon|worsen|chang|progress)\w*"
    r"(?: [\w'’-]+){0,5} in $",
    re.IGNORECASE,
)
"""Before a number: that something changed in so many, who are part of those counted before."""
_PLANNED_WHOLE = re.compile(r"\b(?:planned|required|targeted|intended) \w+", re.IGNORECASE)
"""In a share: that its whole is what a trial aims at."""
_NOT_PEOPLE = re.compile(
    r" (?:[\w-]+ ){0,2}(?:hospitals?|sites?|cent(?:er|re)s?|clinics?|institutions?|facilities|universities"
    r"|companies"
    r"|countries|products?|therap(?:y|ies)|approvals?|trials?|studies|years?)\b",
    re.IGNORECASE,
)
"""After a share: that its whole are no people."""
_WILL_JA = re.compile(
    r"に[^。、]{0,8}(?:移植|投与)し、[^。]*(?:る|予定|方針|計画)[」』]?(?:。|$)"
    r"|(?:(?!した|された|受けた|った|後)[^。])*?(?:(?:移植|投与|実施|開始|観察|確認|検証|評価|追跡|登録|募集)する|始める|行う"
    r"|行われる|調べる|確かめる|募る|進める)[」』]?(?:。|$|と(?:発表|明らか|公表|話|述べ|語|説明|い[うっ]|し[てた、]))"
)
"""After a count: that these are to be treated, as the sentence ends in what is to be done then."""
_ALL = re.compile(r"\b[Aa]ll (?:of )?(?:the )?$")
_ALL_BETTER = re.compile(
    r"[^。]{0,40}?(?:全員|全例)(?:の|に|で|が)[^。、]{0,14}(?:改善|軽減|和らい|向上|よくな|良くな)"
)
_OF_THESE = re.compile(r"(?:その|この|、)うち(?:の)?$")
_ENROLLED = Expression(r"\benrol\w*|\bpost-?marketing|\brequired\b|登録|目標", re.IGNORECASE)
_BARE = (
    ("efficacy_n", _ASSESSED, None),
    ("efficacy_n", _ASSESSED_IN, _ASSESSMENT),
    ("trial_n", _LAST_ONE, TRIAL),
    ("trial_n", _LABELLED, None),
    ("enrolment_target", _TARGET_OF, _PATIENTS),
    ("enrolment_target", _TARGET_LABELLED, None),
    ("enrolment_target", _STILL_TO, None),
    ("enrolment_target", _NEED_PAIR, None),
    ("enrolment_target", _MORE, TARGET),
    ("enrolment_target", _SET_AT, _TARGET_NUMBER),
)
"""What numbers without a noun count, by the expression that finds them, and what must stand beside."""
_NUMBERED = (_TARGET_NUMBER, *(expression for _, expression, _ in _BARE))
"""What a sentence without any amount may hold that counts people."""


def _extract(passages: Passages) -> Iterator[Finding]:
    whole = Whole()
    for sentence in passages.sentences:
        bare = sentence.search(BETTER) and sentence.search(BARE_PART)
        if not bare and not passages.amounts_of(sentence) and not any(sentence.search(one) for one in _NUMBERED):
            continue
        told = list(shares(passages, sentence, whole))
        yield from told
        found = list(_persons(passages, sentence))
        whole.remember(found)
        yield from _everyone(passages, found)
        yield from (
            _share(passages, sentence, whole, one) if one.attribute == "responders" else one for one in found
        )
        if bare and not told and all(one.attribute != "responders" for one in found):
            yield from bare_part(passages, sentence, whole)


def _everyone(passages: Passages, found: Sequence[Finding]) -> Iterator[Finding]:
    """Yield all of those treated as better where the sentence says so: «8人に移植し、全員に改善がみられた»."""
    for one in found:
        told = (
            one.attribute in ("trial_n", "responders") and one.modality == "asserted" and one.value.text.isdigit()
        )
        all_of_them = _ALL_BETTER.match(passages.text, one.end) or _ALL.search(passages.text[: one.start][-12:])
        if told and all_of_them and (one.attribute == "responders" or _ALL_BETTER.match(passages.text, one.end)):
            share = Value(text=f"{one.value.text}/{one.value.text}", unit="patients")
            yield one._replace(attribute="responders", value=share)


def _share(passages: Passages, sentence: Sentence, whole: Whole, part: Finding) -> Finding:
    """Return a part with its whole: «そのうち4人» is part of the people counted last in the sentence."""
    if not _OF_THESE.search(passages.text[sentence.start : part.start]):
        return whole.of(part)
    last = [one for one in passages.amounts_of(sentence) if one.unit in PERSONS and one.end <= part.start]
    return whole.of(part, last[-1].value if last else None)


def _persons(passages: Passages, sentence: Sentence) -> Iterator[Finding]:
    """Yield the counts of people, those of one sort shared out among the sentence's subjects together."""
    for name, found in _sorted_out(passages, sentence).items():
        shared = trial_owners(passages, sentence, [(one.start, one.end) for one in found])
        for amount, owners in zip(found, shared, strict=True):
            if len(owners) != 1:
                continue
            if name != IN_PRACTICE:
                yield _person(passages, sentence, name, amount, owners)
            elif in_practice(passages, sentence, owners[0]):
                yield _person(passages, sentence, "trial_n", amount, owners)


def _sorted_out(passages: Passages, sentence: Sentence) -> Mapping[str, list[Amount]]:
    """Return the sentence's counts of people by what they count, those told without a noun among them."""
    found: defaultdict[str, list[Amount]] = defaultdict(list)
    for amount in amounts_in(passages, sentence, "count", *PERSONS):
        name = sort_of(sentence, amount)
        if name is not None:
            found[name].append(amount)
    for name, expression, beside in _BARE:
        if sentence.search(expression) and (beside is None or sentence.search(beside)):
            found[name].extend(_numbers(passages, sentence, expression))
    wholes = list(_wholes(passages, sentence))
    enrolled = sentence.search(TARGET) and sentence.search(_ENROLLED)
    found["enrolment_target"] += [one for one in wholes if enrolled or _PLANNED_WHOLE.search(one.raw)]
    for ratio in amounts_in(passages, sentence, "ratio"):
        if ratio.of is not None and sentence.near(TAKEN_PART, 0, ratio.start - sentence.start):
            found["trial_n"].append(replace(ratio, kind="count", value=ratio.of, of=None, unit="patients"))
    sorts = {name: amounts for name, amounts in found.items() if amounts}
    for further in list(_numbers(passages, sentence, _FURTHER)) if sorts else ():
        if not _CHANGED_IN.search(sentence.text[: further.start - sentence.start][-90:]):
            _series(sorts, further).append(further)
    pair = _PAIR if len(sentence.topic) == 2 else _IN_ORDER
    for first in list(_numbers(passages, sentence, pair)) if sorts else ():
        next(iter(sorts.values())).insert(0, first)
    return sorts


def _series(sorted_out: Mapping[str, list[Amount]], further: Amount) -> list[Amount]:
    """Return the counts that a further one goes on: those of the count last before it."""
    return max(
        sorted_out.values(), key=lambda found: max((a.start for a in found if a.start < further.start), default=-1)
    )


def _wholes(passages: Passages, sentence: Sentence) -> Iterator[Amount]:
    """Yield the whole of a share that was enrolled so far: «12 of the 75 patients required»."""
    for ratio in amounts_in(passages, sentence, "ratio"):
        marketed = MARKETED.search(sentence.text) or _PLANNED_WHOLE.search(ratio.raw)
        told = marketed is not None or not IS_PAST.search(sentence.text)
        if told and ratio.of is not None and ratio.of <= LARGEST_TRIAL and _is_enrolled(sentence, ratio):
            yield Amount(
                kind="count", value=ratio.of, unit="patients", start=ratio.start, end=ratio.end, raw=ratio.raw
            )


def _is_enrolled(sentence: Sentence, ratio: Amount) -> bool:
    """Say whether a share is of patients, and none that says who got better."""
    before, after = sentence.text[: ratio.start - sentence.start], sentence.text[ratio.end - sentence.start :]
    if ratio.unit == "sites" or _NOT_PEOPLE.match(after) or _BETTER_IN.search(before[-60:]):
        return False
    return BETTER.search(after[:60]) is None


def _numbers(passages: Passages, sentence: Sentence, expression: Expression) -> Iterator[Amount]:
    """Yield the further counts of a series, whose unit is not said again: «75 patients on A and 35 on B»."""
    for match in sentence.finditer(expression):
        for place, written in enumerate(match.groups(), 1):
            value = read_number(written) if written else None
            start, end = sentence.start + match.start(place), sentence.start + match.end(place)
            if value is not None and all(one.end <= start or end <= one.start for one in passages.amounts):
                yield Amount(kind="count", value=value, unit="patients", start=start, end=end, raw=match[0])


def _person(passages: Passages, sentence: Sentence, name: str, amount: Amount, owners: Owners) -> Finding:
    start, end = amount.start - sentence.start, amount.end - sentence.start
    how = modality(sentence, start, end)
    return Finding(
        owners=owners,
        attribute=name,
        qualifier=_setting(passages, sentence, name, owners[0]),
        value=value_of(amount, "patients"),
        start=amount.start,
        end=amount.end,
        modality=_how(name, amount, how, sentence.text[:start], sentence.text[end:]),
    )


def _setting(passages: Passages, sentence: Sentence, name: str, product: str) -> str:
    """Return what sets a count apart: the country of its trial, or that it is one after approval."""
    if name in ("trial_n", "responders") and of_marketed(passages, sentence):
        return "post-marketing"
    if name == "trial_n" and in_practice(passages, sentence, product):
        return "post-marketing"
    return trial_qualifier(passages, sentence, name)


_COULD_BE = re.compile(r"\bcould (?:only )?be \w+ (?:only )?in $")


def _how(name: str, amount: Amount, how: Modality, before: str, after: str) -> Modality:
    """Return how a count is meant: a target is set while planned; «seven planned patients» are not yet treated."""
    if name == "efficacy_n" and how == "conditional" and _COULD_BE.search(before):
        return "asserted"
    if (name == "enrolment_target" and (how == "planned" or amount.raw.startswith("full "))) or (
        name == "trial_n" and how == "denied" and (_OF_TRIAL.match(after) or _HELD_WITH.match(after))
    ):
        return "asserted"
    if name == "trial_n" and how == "planned" and _STUDIED_IN.match(after):
        return "asserted"
    ahead = ("planned" in amount.raw and name != "enrolment_target") or amount.precision == "at_most"
    ahead = ahead or (name == "trial_n" and _WILL_JA.match(after) is not None)
    return "planned" if how == "asserted" and ahead else how


EXTRACTOR = Extractor(
    name="counts",
    version=4,
    attributes=("trial_n", "efficacy_n", "responders", "enrolment_target"),
    extract=_extract,
)
