"""The dates of the laws: passed, promulgated, in force, for the law itself and for its amendment."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ipscwatch.watching.extractors.descriptor import Extractor, Finding
from ipscwatch.watching.extractors.expressions import Expression
from ipscwatch.watching.extractors.figures import Dated, days_in
from ipscwatch.watching.extractors.modality import modality
from ipscwatch.watching.extractors.passages import Passages
from ipscwatch.watching.extractors.roles import Cue, assign
from ipscwatch.watching.extractors.sentence import Sentence

_LAWS: tuple[tuple[str, Expression], ...] = (
    (
        "pathway",
        Expression(
            r"conditional approval (?:pathway|system|scheme|framework)|(?:fast-track|approval) (?:system"
            r"|pathway)|system through which|条件及?び?・?期限付き?承認(?:の)?制度|仮免許制度|仮承認制度"
            r"|(?:早期|条件付き|期限付き?)承認(?:の)?制度"
            r"|条件・期限付き承認制度|\b(?:system|scheme|pathway)\b(?= (?:that has been "
            r"|which has been )?in (?:place"
            r"|force"
            r"|effect) since\b)",
            re.IGNORECASE,
        ),
    ),
    (
        "rm_act",
        Expression(
            r"再生医療等?(?:の)?安全性?(?:の)?確保(?:等)?(?:に関する法律|法)|\bRM Act\b|\bASRM\b"
            r"|Act on (?:the )?Safety of Regenerative Medicine"
            r"|Regenerative Medicine Safety Act|재생의료안전성확보법",
            re.IGNORECASE,
        ),
    ),
    (
        "pmd_act",
        Expression(
            r"薬機法|医薬品医療機器(?:等)?法|\bPMD Act\b|Pharmaceuticals? and Medical Devices Act", re.IGNORECASE
        ),
    ),
)
_CUES: tuple[tuple[str, Expression], ...] = (
    ("promulgated", Expression(r"公布|\bpromulgat\w+|공포", re.IGNORECASE)),
    (
        "in_force",
        Expression(
            r"施行|発効|\bimplement(?:ed|s)\b|\b(?:came|come|comes|coming|enter(?:ed|s)?) into (?:force"
            r"|effect)\b|\btak(?:e|es"
            r"|ing) effect\b|\btook effect\b|\bin force\b|\beffective\b|\bin place\b|시행",
            re.IGNORECASE,
        ),
    ),
    (
        "passed",
        Expression(
            r"成立|可決|制定|\bpassed\b|\bpassage\b|\benact\w+|\badopted\b|\bamended\b|\brevised\b"
            r"|\bintroduced\b|\bestablished\b|改正(?=さ|し|、|。|$)|創設|導入|통과|제정",
            re.IGNORECASE,
        ),
    ),
)
_THE_LAW = Expression(
    r"改正法|同法|(?:この|本)法律?(?!人)|\bthe (?:amended |revised )?(?:act|law)\b", re.IGNORECASE
)
"""How a paragraph takes up the law spoken of before it."""
_PATHWAY = _LAWS[0][0]
"""It is no law of its own: «the act» never means it."""
_ENACTED_LAW = Expression(r"(?:された|した)(?:同法|この法律|法律)")
_AMENDMENT = Expression(r"改正(?!と(?:併せ|あわせ|とも|同時)|に伴)|amend\w*|revis\w*|개정", re.IGNORECASE)
_ORIGINAL = Expression(r"\boriginal\b|制定|当初|\bfirst\b", re.IGNORECASE)
_NAMES = {
    "passed": ("enacted", "amendment_passed"),
    "promulgated": ("promulgated", "amendment_promulgated"),
    "in_force": ("in_force", "amendment_in_force"),
}


def _extract(passages: Passages) -> Iterator[Finding]:
    known = {subject.subject_id for subject in passages.subjects}
    subject, paragraph, amended = None, -1, False
    last: str | None = None
    for sentence in passages.sentences:
        if sentence.paragraph != paragraph:
            subject, paragraph = None, sentence.paragraph
        named = _law(sentence) or (last if sentence.search(_THE_LAW) else None)
        last = named if named not in (None, _PATHWAY) else last
        amended = sentence.search(_AMENDMENT) is not None or (amended and named is None)
        subject = named or subject
        if subject in known:
            yield from _dates(passages, sentence, subject, amended=amended)


def _law(sentence: Sentence) -> str | None:
    return next((law for law, expression in _LAWS if sentence.search(expression)), None)


def _dates(passages: Passages, sentence: Sentence, subject: str, *, amended: bool) -> Iterator[Finding]:
    cues = [
        Cue(role, match.start(), match.end())
        for role, expression in _CUES
        for match in sentence.finditer(expression)
    ]
    dates = days_in(passages, sentence) if cues else []
    spans = [(one.start - sentence.start, one.end - sentence.start) for one in dates]
    for dated, cue in zip(dates, assign(sentence.text, spans, cues), strict=True):
        if cue is not None:
            yield Finding(
                owners=(subject,),
                attribute=_name(sentence.text, dated, cue, sentence.start, amended=amended),
                value=dated.value,
                start=dated.start,
                end=dated.end,
                modality=modality(sentence, cue.start, cue.end),
                rejected=dated.rejected,
            )


def _name(text: str, dated: Dated, cue: Cue, offset: int, *, amended: bool) -> str:
    """Return the attribute: the amendment's date where an amendment is spoken of, unless the original is meant."""
    near = text[max(0, min(cue.start, dated.start - offset) - 12) : max(cue.end, dated.end - offset) + 12]
    original = _ORIGINAL.search(near) or _ENACTED_LAW.match(text[cue.end :])
    return _NAMES[cue.role][amended and original is None]


EXTRACTOR = Extractor(
    name="laws", version=3, attributes=tuple(name for pair in _NAMES.values() for name in pair), extract=_extract
)
