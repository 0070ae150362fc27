"""Shares of a trial's patients: «4 of 6 improved», «six were treated; four improved», and who was assessed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ipscwatch.model.ledger import Value
from ipscwatch.text.amounts import Amount
from ipscwatch.text.numbers import WORD, read_number
from ipscwatch.watching.extractors.descriptor import Finding
from ipscwatch.watching.extractors.expressions import Expression
from ipscwatch.watching.extractors.figures import LARGEST_TRIAL, amounts_in, value_of
from ipscwatch.watching.extractors.modality import modality
from ipscwatch.watching.extractors.outcomes import BETTER, NOT_BETTER, is_of_harm
from ipscwatch.watching.extractors.passages import Passages
from ipscwatch.watching.extractors.qualifiers import of_marketed, qualifier
from ipscwatch.watching.extractors.running import is_of_a_part, trial_owners
from ipscwatch.watching.extractors.sentence import Owners, Sentence

EFFICACY = Expression(
    (
        r"有効性(?:の|を)?(?:評価|解析|検討)(?:対象|できた|した)?|評価(?:対象|できた|可能)|(?:効果|有効性)を(?:評価し|調べ)た|解析対象"
        r"|\befficacy (?:analysis|set|population"
        r"|evaluation|assessment|endpoints?)\b|\b(?:assessed|evaluated|evaluable"
        r"|analy[sz]ed)\b(?: for efficacy)?|평가 ?대상|유효성 ?평가|可评估|可評估"
        r"|(?:疗效|療效|有效性)(?:评估|評估|分析)"
    ),
    re.IGNORECASE,
)
_NEXT_ONES = re.compile(r"(?:評価(?:対象|できた)|解析対象|평가 ?대상|可评估)\w{0,4}\s?\d.*$")
"""Words of assessment that stand before the next number, and belong to it."""


BARE_PART = Expression(
    rf"(?<![\d.,$¥-])(?<!to )(?<!aged )(?<!first )(?<!last )"
    rf"\b(?P<who>{WORD}|\d{{1,2}})(?= (?:of (?:them|these|whom|the (?:\w+ )?(?:patients"
    rf"|participants|people)) )?(?:\w+ly )?(?:also )?(?:showed|had|saw"
    r"|improved|experienced|responded|reported|demonstrated|benefited|exhibited|displayed|could (?:walk|move"
    r"|exercise)|got better)\b)"
    rf"|(?:improv\w+|benefit\w*|better|alleviat\w+)\b[^.;,\d]{{0,40}}? in (?P<where>{WORD}|\d{{1,2}})"
    r"(?= of them| patients| people| cases|[.,;]|$)",
    re.IGNORECASE,
)
_TREATED = Expression(
    r"\W*(?:patients?|participants?|people)? ?(?:receiving|who (?:received|got|were (?:treated|given))|treated"
    r"|given)\b",
    re.IGNORECASE,
)
"""After a share: that its whole are the people treated."""

_WHO_WERE_ASSESSED = re.compile(
    r"(?: patients?| people| participants?)?,? (?:whose|who|in whom|that) [^.,;]{0,50}?\b(?:assessed|evaluated"
    r"|evaluable"
    r"|analy[sz]ed|measured|checked)\b",
    re.IGNORECASE,
)
"""After a share: that its whole are those assessed."""


class Whole:
    """How many were treated by product, as told last: what «four improved» is a part of."""

    def __init__(self) -> None:
        self._treated: dict[str, Decimal] = {}

    def remember(self, found: Sequence[Finding]) -> None:
        """Note the patients treated in one trial each."""
        for one in found:
            told = one.attribute in ("trial_n", "efficacy_n") and one.modality == "asserted"
            if told and not one.qualifier and one.value.text.isdigit():
                self._treated[one.owners[0]] = Decimal(one.value.text)

    def owner_of(self, whole: Decimal | None) -> Owners:
        """Return whose trial treated just so many, where that is one product's."""
        found = tuple(owner for owner, treated in self._treated.items() if treated == whole)
        return found if len(found) == 1 else ()

    def of(self, part: Finding, among: Decimal | None = None) -> Finding:
        """Return a part of the patients with their number (`among`, if given), where it was told and is larger."""
        whole = among or (self._treated.get(part.owners[0]) if part.qualifier != "US" else None)
        if (
            whole is None
            or part.value.low is None
            or not 0 < part.value.low <= whole
            or part.value.precision != "exact"
        ):
            return part
        return part._replace(value=Value(text=f"{part.value.text}/{whole:f}", unit="patients"))


def bare_part(passages: Passages, sentence: Sentence, whole: Whole) -> Iterator[Finding]:
    """Yield a part told without a noun: «four showed improvement», «with symptoms improving in four»."""
    match = next((one for one in sentence.finditer(BARE_PART) if not is_of_harm(sentence, *one.span())), None)
    number = read_number(match["who"] or match["where"]) if match is not None else None
    if match is None or number is None or NOT_BETTER.search(sentence.text):
        return
    name = "who" if match["who"] else "where"
    start, end = sentence.start + match.start(name), sentence.start + match.end(name)
    (owners,) = trial_owners(passages, sentence, [(start, end)])
    if len(owners) != 1 or is_of_a_part(sentence.text, match.start(name), match.end(name), wide=True):
        return
    value = Value(text=f"{number:f}", unit="patients", low=float(number), high=float(number))
    endpoint = qualifier(sentence.text, "responders")
    told = Finding(owners=owners, attribute="responders", qualifier=endpoint, value=value, start=start, end=end)
    share = whole.of(told)
    if share is not told:
        yield share


def joined(text: str, start: int, end: int) -> str:
    """Return the words around a count that are not parted from it by a comma."""
    before, after = text[max(0, start - 30) : start], text[end : end + 30]
    after = _NEXT_ONES.sub("", after)
    return re.split(r"[、,，;；]", before)[-1] + " " + re.split(r"[、,，;；]", after)[0]


def shares(passages: Passages, sentence: Sentence, treated: Whole) -> Iterator[Finding]:
    """Yield «4 of 6 improved», and the whole as the number assessed where the sentence says so."""
    found = [one for one in amounts_in(passages, sentence, "ratio") if _is_response(sentence, one)]
    shared = trial_owners(passages, sentence, [(one.start, one.end) for one in found])
    for ratio, told in zip(found, shared, strict=True):
        owners = told or treated.owner_of(ratio.of)
        if len(owners) != 1:
            continue
        end = ratio.end - sentence.start
        if (
            EFFICACY.search(ratio.raw)
            or EFFICACY.search(joined(sentence.text, ratio.start - sentence.start, end))
            or _WHO_WERE_ASSESSED.match(sentence.text[end:])
        ):
            yield _group_of(ratio, owners, "efficacy_n", qualifier(sentence.text))
        elif _TREATED.match(sentence.text[ratio.end - sentence.start :]):
            yield _group_of(ratio, owners, "trial_n", qualifier(sentence.text))
        yield Finding(
            owners=owners,
            attribute="responders",
            qualifier=_ratio_qualifier(passages, sentence, ratio, found),
            value=value_of(ratio, "patients"),
            start=ratio.start,
            end=ratio.end,
            modality=modality(sentence, ratio.start - sentence.start, ratio.end - sentence.start),
        )


def _group_of(ratio: Amount, owners: Owners, name: str, where: str) -> Finding:
    """Return the whole of a share as the number assessed, or treated."""
    whole = ratio.of or Decimal(0)
    value = Value(text=f"{whole:f}", unit="patients", low=float(whole), high=float(whole))
    return Finding(owners=owners, attribute=name, qualifier=where, value=value, start=ratio.start, end=ratio.end)


def _ratio_qualifier(passages: Passages, sentence: Sentence, ratio: Amount, ratios: Sequence[Amount]) -> str:
    """Return the endpoint or country of one share: told up to the next share, where there are several."""
    if of_marketed(passages, sentence):
        return "post-marketing"
    place = ratios.index(ratio)
    stop = ratios[place + 1].start if place + 1 < len(ratios) else sentence.end
    begin = ratio.start if len(ratios) > 1 and place else sentence.start
    return qualifier(sentence.text[begin - sentence.start : stop - sentence.start], "responders")


_LEFT_OUT = re.compile(r"(?:は|が|を)?[^、。]{0,14}(?:除(?:か|外|き)|外れ|外さ|脱落|死亡|中止|中断)")
"""After a share: that these are no longer counted."""
_NEXT_COUNT = re.compile(r"[、,]\s?(?=[^、。,]{0,4}(?:\d|[一二三四五六]人))")
"""Between what is said of one part of the patients and of the next."""


def _is_response(sentence: Sentence, ratio: Amount) -> bool:
    end = ratio.end - sentence.start
    text = sentence.text
    if (
        ratio.of is None
        or ratio.of > LARGEST_TRIAL
        or is_of_a_part(ratio.raw, 0, 0, wide=True)
        or _LEFT_OUT.match(text, end)
        or NOT_BETTER.search(_NEXT_COUNT.split(text[end : end + 50])[0])
        or is_of_harm(sentence, ratio.start - sentence.start, end)
    ):
        return False
    near = text[max(0, ratio.start - sentence.start - 80) : end + 130]
    return BETTER.search(near) is not None
