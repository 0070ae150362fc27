"""When a sentence with an overclaim's words makes none: it denies, hedges, asks, or quotes a critic."""

from __future__ import annotations

import re

from ipscwatch.watching.extractors.expressions import Expression

_DENIED = Expression(
    (
        r"\b(?:not|never|cannot|can't|no (?:[\w-]+ ){0,2}(?:proof|evidence|guarantee|data|cure|miracles?|breakthroughs?|panacea|game[- ]changer|treatment|therapy"
        r"|therapies|treatments|way|sign)|no\b[^,;.]{0,40}\b(?:yet|been|so far)|nor|neither|none"
        r"|without (?:proof|proving)|isn't|aren't|doesn't|don't|hasn't|haven't|wasn't|won't|far from"
        r"|less than proof|remains? to be|yet to|fails? to|failed to|unproven|too early|myth|false"
        r"|wrong|incorrect\w*|mistak\w+|mislead\w*|lack(?:s|ing)?|short of|stops? short"
        r"|(?:speak|spoke|talk|talked|dream\w*) of|earlier version|corrections?:?|corrected|overstat\w+|exaggerat\w+|so-called|pas encore|n'est pas|n'a pas|ne (?:\w+ )?pas|aucune? (?:preuve|garantie))\b"
        r"|ではな(?:い|く)|ではありません|(?:を意味し(?:な|ませ)|(?:意味|趣旨)では(?:な|あり))|とは(?:言え|いえ|限ら|呼べ)(?:な|ませ)|わけでは|と(?:の|いう)?(?:誤解|誤認|表現は)"
        r"|(?:証明|確立|確認|実証|立証|承認)(?:は|も|を)?(?:まだ)?(?:して(?:は)?(?:い|お)(?:な|ら|ませ)"
        r"|されて(?:は)?(?:い|お)(?:な|ら|ませ)|されな|できな|できて(?:い|お)(?:な|ら|ませ)|され(?:た|る)わけ|に(?:は)?(?:至|いた)ら|得て(?:い|お)(?:な|ら))"
        r"|(?:根治|完治|治癒|再生)(?:は|も)?(?:でき(?:な|ませ)|し(?:な|ませ))|根治(?:療法|治療|法)?(?:は|が)な|治るわけ|治らな"
        r"|な(?:い|く)(?:まま|段階|状態)|未確認|未確立|未証明|未承認|まだ|誤(?:り|解)|しすぎ|過度|訂正|誤って|誇大|過大|言い過ぎ|にすぎ|(?:語る|言う|呼ぶ|断じる|決めつける)のは(?:早|まだ)|早計|早すぎ|根拠(?:は|が)(?:ない|なく|乏し)|時期尚早"
        r"|ものではな|受けられ(?:な|ませ)|受けられるわけ"
        r"|아니|않|못하|없(?!이 )(?<!부작용이 없)(?<!부작용 없)|没有(?!副作用)|不能|不会|無法|无法|并非|並非|尚未|未(?:经|經|获|獲)|不是|而非"
    ),
    re.IGNORECASE,
)
_HEDGED = Expression(
    (
        r"\b(?:may|might|could|would|can potentially|potential(?:ly)?|possib\w+|hop(?:e|es|ed|ing)"
        r"|aims?|aimed|aiming|designed to|intended|promis\w+|expect\w*|suggest\w*|appear\w*|seem\w*"
        r"|preliminary|exploratory|early signs?|signals?|if|whether|should|goals?|plans?|need\w*|will"
        r"|question\w*|until|once|so far|said to|believed to|thought to|likely|in order to|seek\w*|to (?:confirm|see|test|show|prove)"
        r"|toward|pourrai\w+|devrai\w+|espoir|espèr\w+|si|vise\w*)\b"
        r"|期待|可能性|可能となる|目指|めざ|狙い|ねらい|推定|示唆|とみられ|見込|見通し|予定|かもしれ|ため(?:に)?研究|課題|検証|必要|義務"
        r"|れば|(?<!も)たら|なら(?!な)|場合|ても(?:、|[^。]{0,30}(?:難し|限ら|言え|いえ))|としても|かどうか|か否か|予備的|うえで|上で|という(?:夢|目標)|たい(?:と|。|考)|傾向|はず|と考え"
        r"|기대|가능성|계획|목표|전망|예정|수 있|추정|위해|可能|有望|希望|或許|或许|有助|旨在|潜力|預期|预期|拟|將|将"
    ),
    re.IGNORECASE,
)
_CRITIC = Expression(
    r"\b(?:critics?|sceptic\w*|skeptic\w*|argu(?:e|es|ed|ing)|warn\w*|caution\w*|concern(?!ing)\w*"
    r"|criticis\w*|criticiz\w*|disput\w+|doubt\w*|questioned|questions)\b|批判|懸念|慎重|疑問|異論|問題視|警鐘|警告|くぎを刺|釘を刺|と(?:うた|宣伝|紹介|称す|触れ込|吹聴)[^。]{0,24}(?:が、|ものの|例が|業者)"
    r"|비판|우려|신중|批评|批評|质疑|質疑|担忧|critiqu\w+|prudence",
    re.IGNORECASE,
)
_QUESTION = Expression(r"[?？]\s*[\"'”」]?$|(?:の|だろう|でしょう|ます|です|る|た)か[。」]?$|吗[?？。]?$")
_TURN = Expression(
    r"\b(?:but|however|and (?=(?:i|we|they|he|she|it)\b)|yet(?! (?:to|been))|although|though|while|whereas|mais)\b|[;；]|(?:が|けれども|ものの|一方で?|おり|あり)、"
    r"|지만|,?但",
    re.IGNORECASE,
)
_POSSIBLE = Expression(r"\b(?:may|might|could|can potentially|possibly|potentially)\b[^.;]*$", re.IGNORECASE)
_NEAR = 70
"""Characters before a verb in which «may» governs it."""
_UNLIKE = Expression(r"\b(?:rather than|instead of|unlike|other than|ではなく)[^,;、]{0,40}$", re.IGNORECASE)


def denied(sentence: str, start: int, end: int) -> bool:
    """Say whether the clause around ``start:end`` denies it, asks it, or gives it as a critic's view."""
    clause = _clause(sentence, start, end)
    return bool(
        _DENIED.search(clause)
        or _UNLIKE.search(sentence[:start])
        or _CRITIC.search(sentence)
        or _QUESTION.search(sentence)
    )


def hedged(sentence: str, start: int, end: int) -> bool:
    """Say whether the clause around ``start:end`` hedges it."""
    return _HEDGED.search(_clause(sentence, start, end)) is not None


def only_possible(sentence: str, start: int) -> bool:
    """Say whether what stands at ``start`` is told only as something that may be."""
    return _POSSIBLE.search(sentence[max(0, start - _NEAR) : start]) is not None


def _clause(sentence: str, start: int, end: int) -> str:
    """Return the part of the sentence between turns such as «but»."""
    turns = [match.span() for match in _TURN.finditer(sentence)]
    left = max((stop for _, stop in turns if stop <= start), default=0)
    right = min((begin for begin, _ in turns if begin >= end), default=len(sentence))
    return sentence[left:right]
