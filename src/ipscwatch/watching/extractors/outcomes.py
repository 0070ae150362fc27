"""What became of the patients counted: they got better, they did not, or they came to harm."""

from __future__ import annotations

import re

from ipscwatch.watching.extractors.expressions import Expression
from ipscwatch.watching.extractors.sentence import Sentence

BETTER = Expression(
    r"改善|向上|軽快|軽くな|[良よ]くな(?:った|り|る)|和らい|効果(?:が|を)(?:み|見|認|確認|示)|有効(?:性)?(?:が|と)(?:認|確認|判断"
    r"|示)|\bimprov\w+|\bbetter\b"
    r"|(?<!no )\b(?:efficacy|effectiveness)\b[^.;]{0,40} was (?:confirmed|seen|shown|demonstrated|observed)\b"
    r"|\b(?:walk|exercis|mov|climb)\w* (?:\w+ )?(?:farther|further|longer)\b|no longer need\w* insulin"
    r"|\brespon(?:ded|ders?)\b|\bbenefit\w*|\bgains?\b|\brecover\w+"
    r"|\balleviat\w+|호전|개선|改善|好转|好轉"
    r"|amélior\w+|discontinu\w+ insulin|insulin[- ]independen\w+|インスリン(?:注射)?(?:が)?(?:不要|離脱)",
    re.IGNORECASE,
)
NOT_BETTER = Expression(
    (
        r"改善(?:し|が(?:み|見)られ|は(?:み|見)られ)なかった|改善せず|(?:did|do|does)(?:n't| not) (?:show|improve"
        r"|respond"
        r"|benefit"
        r"|get better)"
        r"|\bno (?:\w+ )?(?:improvement|efficacy|benefits?)\b"
        r"|fail\w* to (?:\w+ )?(?:show|confirm|improve|benefit|demonstrate)|(?:認め"
        r"|見)られなかった|確認できなかった|悪化|without (?:\w+ )?improvement"
    ),
    re.IGNORECASE,
)
_HARM = (
    r"(?:\b(?:adverse|side[ -]effects?|complications?|tumou?rs?|arrhythmias?|dyskinesias?|infect\w*|bleeding|bled"
    r"|ha?emorrhages?|died|deaths?|rejection|worsen\w*|deteriorat\w*|fevers?|pain|seizures?|nausea|headaches?|rash)\b"
    r"|副作用|有害事象|合併症|腫瘍|不整脈|ジスキネジア|感染|出血|死亡|拒絶反応|悪化|発熱|痛み|けいれん"
    r"|부작용|이상 ?반응|합병증|不良反应|不良反應|不良事件|并发症|併發症|effets? (?:secondaires?|indésirables?))"
)
_HARMED = Expression(_HARM, re.IGNORECASE)
_HAD_HARM = Expression(
    rf"(?:[にでがは]|の患者に)[^。、]{{0,8}}{_HARM}(?![^。、]*(?:なかっ|なく|なし|ない|ず|ゼロ))"
    r"|(?: of (?:them|whom))? (?:had|have|showed|got|experienced|suffered|complained of) (?!no )"
    rf"(?:[\w-]+ ){{0,3}}{_HARM}",
    re.IGNORECASE,
)
"""After a count: that so many came to harm."""
_BREAK = re.compile(r"(?<![はに])[、,;；]|が、| (?:and|while|but|whereas|although|et) ")
"""Between what is told of some of the patients and of others."""


def is_of_harm(sentence: Sentence, start: int, end: int) -> bool:
    """Say whether the words around a count of people, up to the next clause, tell harm and nothing better."""
    if not sentence.may_hold(_HARMED):
        return False
    breaks = [match.span() for match in _BREAK.finditer(sentence.text)]
    left = max((last for _, last in breaks if last <= start), default=0)
    right = min((first for first, _ in breaks if first >= end), default=len(sentence.text))
    told = sentence.text[left:right]
    return _HARMED.search(told) is not None and BETTER.search(told) is None


def came_to_harm(sentence: Sentence, end: int) -> bool:
    """Say whether harm is what the people counted before `end` had."""
    return sentence.may_hold(_HAD_HARM) and _HAD_HARM.match(sentence.text, end) is not None
