"""Rules about harm: who dies or falls ill after treatment, and the warnings, halts and recalls that answer it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ipscwatch.watching.events.clauses import denied, governed, happened
from ipscwatch.watching.events.cues import Cue
from ipscwatch.watching.events.phrases import phrases
from ipscwatch.watching.events.reading import Page, Sentence
from ipscwatch.watching.events.verdicts import Verdict, about_product, products, say

_HARM = re.compile(
    r"報告|発生|寄せられ|相次|続い|集ま|announc|paused|確認|死亡|判明|見つか|発表|回収|改訂|命令|reported|died|dies|death|found|recall|develop"
    r"|suspend|halt"
    r"|issued|warn"
    r"|hold|revis|precautions|made public|disclos|complication|suffered|experienced|hospitali[sz]ed"
    r"|prob(?:e|es|ing)\b|investigat|looking into|under review|\bneeded (?:emergency|intensive|urgent)"
    r"|\b(?:in|of) (?:an?|one|the|two|three) (?:[\w-]+ ){0,3}(?:patient|recipient)s?\b"
    r"|\bafter (?:[\w-]+ ){0,4}"
    r"(?:receiving|treatment|surgery|transplant|implant|operation|injection)"
    r"|\bhad an? (?:[\w-]+ ){0,3}(?:ha?emorrhage|bleed|reaction|tumou?r|seizure)"
    r"|起き|起こし|発症|生じ|公表|明らかに|出现|出現|发生|發生|발생|사망|보고|리콜|死亡|召回|报告|décès|rappel"
)
_UNTREATED = re.compile(
    r"\b(?:hoped|wanted|waiting|waited|awaiting|wished|due|before) (?:to |for )?"
    r"(?:get|receiv\w+|be treated|treatment|an? |the |ips)"
    r"|\b(?:patients|people|those|participants|families) who (?:have |had )?died\b"
    r"|\b(?:father|mother|husband|wife|brother|sister|parents?|grand\w+|friend) (?:\w+ )?died\b"
    r"|(?:父|母|夫|妻|祖父|祖母|兄|姉|弟|妹|知人|友人)(?:親)?[がはをも][^。]{0,14}亡く"
    r"|を待(?:ち|つ|って)|受けられないまま|待ちながら|受ける前"
)
"""Who died without the treatment was not harmed by it; «patients who died» says which ones."""
_ANOTHERS = re.compile(
    r"他社の|(?:別の|他の)(?:会社|製品|細胞|企業)"
    r"|\b(?:another|other|rival)(?: \w+)? (?:company|companies|products?|makers?)\b"
)
"""Whose treatment it was that did harm."""
_SUPPOSED = re.compile(r"\bif\b|\bin case\b|場合|ことが(?:ある|あり)|こともあ|しうる|し得る|かねない")
"""What would be done, or what may come of it."""
_SUFFERED = re.compile(
    r"\b(?:suffer(?:s|ed)|had|has had|develop(?:s|ed)|experience[sd]) (?:an? )?(?:[\w-]+ ){0,3}"
    r"(?:stroke|infection|heart attack|blood clot|abscess|relapse)\b"
    r"[^.;]{0,60}\bafter\b"
)
"""«suffered a stroke a week after»."""
_IN_ONE = re.compile(
    r"\b(?:infections?|stroke|heart attack|blood clot|abscess|arrhythmia|seizures?|tumou?rs?|bleed(?:ing)?|growth)"
    r" (?:found |seen |reported |detected |strikes )?(?:in |after )?(?:an? |one |two |three )?(?:[\w'-]+ ){1,2}"
    r"(?:recipients?|patients?)\b"
)
"""«Infection in ReHeart recipient prompts probe»."""
_UNLINKED = re.compile(
    r"(?:因果関係|関連|関係|原因|理由|詳細|容体|容態|氏名|年齢|性別)[^。]{0,18}(?:不明|未定|ない|なし|ません|未|おらず)"
    r"|\b(?:cause|link|related|linked|connection|causal\w*|named?|identified|details|whether)\b[^.;]{0,40}"
    r"\b(?:not|no|never|yet)\b|\b(?:not|no|never|yet)\b[^.;]{0,24}\b(?:clear|known|related|linked|link|named"
    r"|identified"
    r"|connection|determined|established|disclosed?)\b"
)
"""What is not known, or denied, is only why it happened."""
_UNTIL = ("されるまで", "できるまで", "の終わるまで", "が終わるまで", "取れるまで")


def safety(sentence: Sentence, page: Page) -> Iterator[Verdict]:
    """Tell harm that has happened; a risk, a fear or its absence is none."""
    told = next(_told(sentence, page), None)
    if told is None or _reports(sentence) or not about_product(sentence, page):
        return
    if not (_ANOTHERS.search(sentence.text) or _UNTREATED.search(sentence.text) or _SUPPOSED.search(sentence.text)):
        yield told


def _told(sentence: Sentence, page: Page) -> Iterator[Verdict]:
    outright = [cue for cue in phrases(sentence, "safety_signal") if happened(sentence, cue)]
    if outright and not _LONG_BEFORE.search(sentence.text):
        yield say("safety_signal", sentence, "harm is reported", outright[0])
    elif not _negated(sentence) and not _risked(sentence):
        yield from _struck(sentence) if _befallen(sentence, page) else _harmed(sentence)


_TREATED = re.compile(
    r"(?:移植|投与|手術|治療)(?:手術)?(?:を(?:受け(?:た|て)|し(?:た|て))|され(?:た|て)|し(?:た|て)|後|の?患者|例)|を貼っ(?:た|て)|使用後"
    r"|\b(?:recipients?|patients?|m[ae]n|wom[ae]n|people|person)\b[^.;]{0,60}\b(?:given|got|had|received|treated"
    r"|implanted"
    r"|operated on|amchepry|reheart|transplant|surgery|operation|implant)\b|\b(?:amchepry|reheart) (?:recipient"
    r"|patient)s?\b"
    r"|\bafter\b[^.;]{0,40}\b(?:attached|transplanted|implanted|injected|transplant|implant)\b"
)
_BAD = re.compile(
    r"亡くな(?:っ|り)|死亡(?!率)|急変|悪化し(?:た|て)|(?:過剰|異常)(?:に|な)?増殖|発熱|けいれん"
    r"|(?:胸膜|心膜|心筋|髄膜|肺|脳|縦隔)炎|脳梗塞|脳出血|心停止|拒絶反応(?=$|[\s、がを])|腫瘍(?:が|を)(?!できな|な)|意識(?:不明|がな|を失)"
    r"|出血(?:が|を|し)|感染(?:が|を|し)|まひ(?:が|し)"
    r"|\b(?:died|dies|dead|heart stopped|overgrowth|unable to (?:speak|walk|move)|in intensive care|in a coma)\b"
)
_BAD_IN_HEADLINE = re.compile(
    r"\b(?:ha?emorrhage|bleeding|infections?|seizures?|deteriorates?|worsens|tumou?rs?|paraly[sz]ed|rejects?)\b"
    r"|悪化 "
)


def _befallen(sentence: Sentence, page: Page) -> bool:
    """Say whether something bad is told of one who was treated, of a product that is named."""
    if sentence.has("trial", "plan") or not any(
        products(told, page) for told in (sentence, page.title, *page.lead)
    ):
        return False
    treated = _TREATED.search(sentence.text)
    if treated is None:
        return False
    return _bad(sentence, treated) is not None


def _bad(sentence: Sentence, treated: re.Match[str]) -> re.Match[str] | None:
    """Return the bad thing that is told: in Japanese after the treatment, in English on either side of it."""
    start = 0 if treated[0].isascii() else treated.start()
    return _BAD.search(sentence.text, start) or (
        _BAD_IN_HEADLINE.search(sentence.text, start) if sentence.title else None
    )


def _struck(sentence: Sentence) -> Iterator[Verdict]:
    treated = _TREATED.search(sentence.text)
    bad = _bad(sentence, treated) if treated is not None else None
    if bad is None or _LONG_BEFORE.search(sentence.text):
        return
    cue = Cue(frozenset(), bad[0], sentence.start + bad.start(), sentence.start + bad.end())
    if happened(sentence, cue):
        yield Verdict("safety_signal", sentence, "harm is told of one who was treated", (bad[0],))


_LONG_BEFORE = re.compile(r"(?:数|\d+)年前|既往|持病|かつて|以前に|\b(?:years|months) (?:ago|earlier|before)\b")
"""What a patient had before the treatment."""


_SOMEBODY = re.compile(r"患者|\d(?:人|例)|症例|男性|女性|\b(?:patient|recipient|man|woman|people|person)s?\b")
"""Who is named in a headline beside a harm came by it: «患者に脳出血»."""


def _harmed(sentence: Sentence) -> Iterator[Verdict]:
    harms = [c for c in sentence.all("safety") if not denied(sentence, c) and not governed(sentence, c, "plan")]
    headed = sentence.title and sentence.named and _SOMEBODY.search(sentence.text) is not None
    if harms and (headed or _HARM.search(sentence.text)):
        yield say("safety_signal", sentence, "harm is reported", harms[0])
    elif sentence.has("stricken", "safety") and (
        suffered := _SUFFERED.search(sentence.text) or (sentence.title and _IN_ONE.search(sentence.text))
    ):
        yield Verdict("safety_signal", sentence, "harm is reported", (suffered[0],))


def _reports(sentence: Sentence) -> bool:
    """Say whether a sentence tells results of a study; «安全性が確認されるまで» is none."""
    told = (cue for cue in sentence.all("result") if cue.word not in _TOLD)
    return any(not sentence.text.startswith(_UNTIL, _after(sentence, cue)) for cue in told)


_TOLD = frozenset(("reported that", "confirmed that", "学会で発表", "結果を報告"))
"""Words by which harm is made known as well as results."""


def _after(sentence: Sentence, cue: Cue) -> int:
    return cue.end - sentence.start


def _negated(sentence: Sentence) -> bool:
    """Say whether a sentence denies anything but a link or a cause."""
    open_still = [found.span() for found in _UNLINKED.finditer(sentence.text)]
    return any(
        not any(start <= cue.start - sentence.start < end for start, end in open_still)
        for cue in sentence.all("negated")
    )


def _risked(sentence: Sentence) -> bool:
    """Say whether a sentence speaks of what may happen; «報告されたため» gives a reason, and tells what did."""
    return any(
        cue.word != "ため" or not sentence.text[: cue.start - sentence.start].endswith(("た", "だ"))
        for cue in sentence.all("risk")
    )
