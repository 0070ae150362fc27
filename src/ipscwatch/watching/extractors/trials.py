"""A trial's number, phase, design, state and start."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ipscwatch.model.ledger import Value
from ipscwatch.watching.extractors.descriptor import Extractor, Finding
from ipscwatch.watching.extractors.expressions import Expression
from ipscwatch.watching.extractors.figures import dates_in
from ipscwatch.watching.extractors.modality import modality
from ipscwatch.watching.extractors.passages import Passages
from ipscwatch.watching.extractors.qualifiers import of_marketed, qualifier, trial_qualifier
from ipscwatch.watching.extractors.roles import Cue, assign
from ipscwatch.watching.extractors.running import trial_owners
from ipscwatch.watching.extractors.sentence import Owners, Sentence
from ipscwatch.watching.wordings import DESIGNS, phase

_ID = Expression(
    r"(?<![A-Za-z0-9])(?:NCT\d{8}|jRCT[a-z]{0,2}\d{9,10}|UMIN\d{9}|JMA-IIA\d{5}|ISRCTN\d{8}"
    r"|EUCT?[- ]?\d{4}-\d{6}-\d{2})",
    re.IGNORECASE,
)
_MARKETED = Expression(r"製造販売後|市販後|post-?marketing|post-?approval|使用成績調査", re.IGNORECASE)
_PHASE = Expression(
    r"(?<![A-Za-z])phase[ -]?(?P<en>(?:[1-4]|i{1,3}v?|iv)[ab]?(?:\s?[/-]\s?(?:[1-4]|i{1,3}"
    r"|iv)[ab]?)?)(?![A-Za-z0-9])"
    r"|第?\s?(?P<ja>(?:[1-4]|[IⅠ]{1,3}|[ⅠⅡⅢ])(?:\s?[/・]\s?(?:[1-4]|[IⅠ]{1,3}|[ⅠⅡⅢ]))?)\s?相"
    r"|임상\s?(?P<ko>[1-4](?:/[1-4])?)\s?상"
    r"|(?P<zh>(?:[1-4]|[IⅠ]{1,3}|[ⅡⅢ])(?:/(?:[1-4]|[IⅠ]{1,3}|[ⅡⅢ]))?)\s?期(?=临床|臨床|试验|試驗)",
    re.IGNORECASE,
)
_NOT_ITS_OWN = Expression(
    r"\b(?:conventional|typical|usual|standard|traditional|normal|ordinary|builds? (?:up)?on|following"
    r"|based on (?:an )?earlier)"
    r" (?:\w+ ){0,2}$|通常の|従来の|一般的な|本来(?:の)?$",
    re.IGNORECASE,
)
"""Before a phase: that it is another trial's, or any trial's."""
_DESIGNS = tuple((name, Expression(words, re.IGNORECASE)) for name, words in DESIGNS.items())
_OPPOSITES = (frozenset(("open-label", "double-blind")),)
_WISHED = Expression(
    r"\b(?:want\w*|call\w* for|demand\w*|urg\w+|need\w*|requir\w+|should|instead of|rather than|lack\w*|unlike)\b"
    r"[^.;]*$",
    re.IGNORECASE,
)
"""Before a design: that it is wished for, or another trial's."""
_STATUSES: tuple[tuple[str, Expression], ...] = (
    ("not yet recruiting", Expression(r"\bnot yet recruiting\b|募集(?:開始)?前", re.IGNORECASE)),
    (
        "recruiting",
        Expression(
            r"(?<!not yet )\brecruiting\b(?! (?:sites|hospitals))|\brecruitment status: ?open\b|募集中(?!止|断)"
            r"|登録(?:を)?[^。、]{0,10}開始し(?:た|まし)",
            re.IGNORECASE,
        ),
    ),
    (
        "active, not recruiting",
        Expression(
            r"\bactive, not recruiting\b|募集(?:を)?(?:終了|締め?切)|\benrol?lment (?:is )?(?:complete|closed)",
            re.IGNORECASE,
        ),
    ),
    ("terminated", Expression(r"\bterminated\b(?= |,|\.|$)|試験(?:を)?中止", re.IGNORECASE)),
    (
        "completed",
        Expression(r"\b(?:status|trial|study)(?: is|:)? completed\b|試験(?:が|を)?(?:終了|完了)", re.IGNORECASE),
    ),
)
_TRIAL = Expression(
    r"治験|臨床試験|試験|jRCT|NCT|\btrials?\b|\bstud(?:y|ies)\b|\bessais?\b|\bétude\b|\bdevelopment\b|recruit|募集|임상|临床|臨床",
    re.IGNORECASE,
)
_START = Expression(
    r"(?:治験|臨床試験|試験)(?:を|が)?(?:開始|始め|始ま|スタート)|\b(?:trial|study)\b(?: \w+){0,4} (?:began|begun"
    r"|started|starts|start|launched)\b|\b(?:began|started|led|launched|initiated|run|ran) (?:a "
    r"|the |an |its |their )?(?:[\w/-]+ ){0,4}(?:trial|study)\b|\b(?:trial|study),? (?:which|that) (?:began"
    r"|started|launched)\b|\bstudy start\b|임상시험(?:을)? ?(?:개시"
    r"|시작)|\btrial start\w*",
    re.IGNORECASE,
)


def _extract(passages: Passages) -> Iterator[Finding]:
    for sentence in passages.sentences:
        yield from _ids(passages, sentence)
        if sentence.search(_TRIAL):
            yield from _phases(passages, sentence)
            yield from _states(passages, sentence)
            yield from _starts(passages, sentence)
        yield from _designs(passages, sentence)


def _owner(passages: Passages, sentence: Sentence, start: int, end: int) -> Owners:
    (owners,) = trial_owners(passages, sentence, [(sentence.start + start, sentence.start + end)])
    return owners if len(owners) == 1 else ()


def _ids(passages: Passages, sentence: Sentence) -> Iterator[Finding]:
    for match in sentence.finditer(_ID):
        written = re.sub(r"^(?:jrct)", "jRCT", match[0], flags=re.IGNORECASE)
        marketed = sentence.search(_MARKETED) is not None
        yield _finding(
            passages,
            sentence,
            match,
            "postmarketing_trial_id" if marketed else "trial_id",
            written,
            qualifier="" if marketed else written,
        )


def _phases(passages: Passages, sentence: Sentence) -> Iterator[Finding]:
    for match in sentence.finditer(_PHASE):
        if sentence.near(_NOT_ITS_OWN, match.start() - 30, match.start()):
            continue
        written = match["en"] or match["ja"] or match["ko"] or match["zh"] or ""
        where = trial_qualifier(passages, sentence)
        yield _finding(passages, sentence, match, "trial_phase", phase(written), qualifier=where)


def _designs(passages: Passages, sentence: Sentence) -> Iterator[Finding]:
    """Yield the design of a sentence's trial as one phrase; no trial is both of two opposites."""
    found = [
        (name, match)
        for name, expression in _DESIGNS
        if (match := sentence.search(expression)) and not sentence.near(_WISHED, match.start() - 60, match.start())
    ]
    told = {name for name, _ in found}
    if any(opposites <= told for opposites in _OPPOSITES):
        return
    if found and (sentence.search(_TRIAL) or len(found) > 1):
        text = ", ".join(name for name, _ in found)
        where = "post-marketing" if of_marketed(passages, sentence) else trial_qualifier(passages, sentence)
        yield _finding(passages, sentence, found[0][1], "trial_design", text, qualifier=where)


def _states(passages: Passages, sentence: Sentence) -> Iterator[Finding]:
    for name, expression in _STATUSES:
        if match := sentence.search(expression):
            yield _finding(
                passages, sentence, match, "trial_status", name, qualifier=_registered(passages, sentence)
            )
            return


def _registered(passages: Passages, sentence: Sentence) -> str:
    match = sentence.search(_ID)
    return match[0] if match else trial_qualifier(passages, sentence)


def _finding(
    passages: Passages, sentence: Sentence, match: re.Match[str], attribute: str, text: str, *, qualifier: str
) -> Finding:
    return Finding(
        owners=_owner(passages, sentence, match.start(), match.end()),
        attribute=attribute,
        qualifier=qualifier,
        value=Value(text=text),
        start=sentence.start + match.start(),
        end=sentence.start + match.end(),
        modality=modality(sentence, match.start(), match.end()) if attribute == "trial_status" else "asserted",
    )


def _starts(passages: Passages, sentence: Sentence) -> Iterator[Finding]:
    cues = [Cue("trial_start", match.start(), match.end()) for match in sentence.finditer(_START)]
    dates = dates_in(passages, sentence) if cues and not sentence.search(_MARKETED) else []
    spans = [(one.start - sentence.start, one.end - sentence.start) for one in dates]
    for dated, cue in zip(dates, assign(sentence.text, spans, cues), strict=True):
        if cue is not None:
            yield Finding(
                owners=_owner(passages, sentence, cue.start, cue.end),
                attribute="trial_start",
                qualifier=qualifier(sentence.text),
                value=dated.value,
                start=dated.start,
                end=dated.end,
                modality=modality(sentence, cue.start, cue.end),
                rejected=dated.rejected,
            )


EXTRACTOR = Extractor(
    name="trials",
    version=3,
    attributes=("trial_id", "postmarketing_trial_id", "trial_phase", "trial_design", "trial_status", "trial_start"),
    extract=_extract,
)
