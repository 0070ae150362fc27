"""When a sentence with an overclaim's words makes none: it denies, hedges, asks, or quotes a critic."""

from __future__ import annotations

import re

from ipscwatch.watching.extractors.expressions import Expression

_DENIED = Expression(
    r"\b(?:not|never|cannot|can't|no (?:[\w-]+ ){0,2}(?:proof|evidence|guarantee|data|cure|miracles?"
    r"|breakthroughs?|panacea|game[- ]changer|treatment|therapy|therapies|treatments|way|sign)"
    r"|no\b[^,;.]{0,40}\b(?:yet|been|so far)|nor|neither|none|nobody|no one|headlines?|without (?:proof"
    r"|proving)|isn't|aren't|doesn't|don't|hasn't|haven't|wasn't|won't|far from|less than proof|remains? to be"
    r"|yet to|fails? to|failed to|unproven|too early|myth|false|wrong|incorrect\w*|mistak\w+|mislead\w*"
    r"|lack(?:s|ing)?|short of|stops? short|(?:speak|spoke|talk|talked|dream\w*) of|earlier version"
    r"|corrections?:?|corrected|overstat\w+|exaggerat\w+|so-called|pas (?:encore|une?|de)|n'est pas|n'a pas"
    r"|ne (?:\w+ )?pas|aucune? (?:preuve|garantie))\b|ではな(?:い|く)|ではありません|(?:を意味し(?:な|ませ)"
    r"|(?:意味|趣旨)では(?:な|あり))|とは(?:言え|いえ|限ら|呼べ)(?:な|ませ)|とは言い(?:難|がた|にく|切れな)"
    r"|わけでは|と(?:の|いう)?(?:誤解|誤認|表現は)|(?:証明|確立|確認|実証|立証|承認)(?:は|も"
    r"|を)?(?:まだ)?(?:して(?:は)?(?:い|お)(?:な|ら|ませ)|されて(?:は)?(?:い|お)(?:な|ら|ませ)|されな|できな"
    r"|できて(?:い|お)(?:な|ら|ませ)|され(?:た|る)わけ|に(?:は)?(?:至|いた)ら|得て(?:い|お)(?:な|ら))|(?:根治"
    r"|完治|治癒|再生)(?:は|も)?(?:でき(?:な|ませ)|し(?:な|ませ))|根治(?:療法|治療|法)?(?:は|が)な|治るわけ"
    r"|治らな|な(?:い|く)(?:まま|段階|状態)|未確認|未確立|未証明|未承認|まだ|誤(?:り|解)|しすぎ|過度|訂正"
    r"|誤って|誇大|過大|言い過ぎ|にすぎ|(?:語る|言う|呼ぶ|断じる|決めつける)のは(?:早|まだ)|早計|早すぎ"
    r"|根拠(?:は|が)(?:ない|なく|乏し)|時期尚早|ものではな|受けられ(?:な|ませ)|受けられるわけ|아니|않|못하"
    r"|없(?!이 )(?<!부작용이 없)(?<!부작용 없)|没有(?!副作用)|不能|不会|無法|无法|并非|並非|尚未|未(?:经|經|获"
    r"|獲)|不是|而非|(?:使|言)わな(?:い|か)|(?:呼|書)ばな|か[」』]"
    r"|(?:もの|例|製品|品目|ケース|患者|人)(?:は|が)(?:まだ|これまで|いまだ)?(?:(?:一|1|ひと)(?:つ|例|件|人|品目)も)?"
    r"(?:な(?:い|く|かっ)|ありません|いな(?:い|かっ)|いません|ゼロ|皆無)",
    re.IGNORECASE,
)
_HEDGED = Expression(
    r"\b(?:may|might|could|would|can potentially|potential(?:ly)?|possib\w+|hop(?:e|es|ed|ing)|aims?|aimed"
    r"|aiming|designed to|intended|promis\w+|expect\w*|suggest\w*|appear\w*|seem\w*|preliminary|exploratory"
    r"|early signs?|signals?|if|whether|should|goals?|plans?"
    r"|(?<!end the )(?<!ends the )(?<!ended the )(?<!ending the )(?<!without the )(?<!longer )need\w*"
    r"|will|question\w*|until|once|so far"
    r"|said to|believed to|thought to|likely|in order to|seek\w*|to (?:confirm|see|test|show|prove)|toward"
    r"|pourrai\w+|devrai\w+|espoir|espèr\w+|si|vise\w*)\b|期待|可能性|可能となる|目指|めざ|狙い|ねらい|推定"
    r"|示唆|とみられ|見込|見通し|予定|かもしれ|ため(?:に)?研究|課題|検証|必要|義務|れば|(?<!も)たら|なら(?!な)"
    r"|場合|ても(?:、|[^。]{0,30}(?:難し|限ら|言え|いえ))|としても|かどうか|か否か|予備的|うえで|上で"
    r"|という(?:夢|目標)|たい(?:と|。|考)|傾向|はず|と考え|기대|가능성|계획|목표|전망|예정|수 있|추정|위해"
    r"|可能|有望|希望|或許|或许|有助|旨在|潜力|預期|预期|拟|將|将",
    re.IGNORECASE,
)
_CRITIC = Expression(
    r"\b(?:critics?|sceptic\w*|skeptic\w*|argu(?:e|es|ed|ing)|warn\w*|caution\w*|concern(?!ing)\w*|criticis\w*"
    r"|criticiz\w*|disput\w+|doubt\w*|questioned|questions)\b|批判|懸念|慎重|疑問|異論|問題視|警鐘|警告"
    r"|くぎを刺|釘を刺|と(?:うた|宣伝|吹聴|触れ込)|と(?:紹介|称す)[^。]{0,24}(?:が、|ものの|例が|業者)|비판"
    r"|かのような(?:記載|表示|説明|宣伝|広告|誤解|印象|報道|主張|書き方|言い方)"
    r"|かのように(?:宣伝|説明|装|うた|見せ|書|報じ|紹介|受け取|誤解)"
    r"|(?:と(?:いう|の|する)|といった)(?:記載|表示|広告|宣伝|投稿|うわさ|噂|主張|文言|書き込み|触れ込み|うたい文句|誤情報)|と(?:謳|記載(?:し|する|され)|標榜)"
    r"|などと(?:説明|紹介|宣伝|称|強調)[^。]{0,12}(?:クリニック|業者|サイト|医療機関|動画|投稿|広告|例)"
    r"|と(?:思っ|信じ)ている人|(?:誤った|間違った|不正確な|根拠のない)(?:説明|情報|宣伝|認識|理解|主張|記述|うわさ)"
    r"|\b(?:some|certain|many|several) (?:[\w-]+ )?(?:clinics?|websites?|sites|ads|influencers)\b[^.;]{0,30}"
    r"\b(?:say|tell|suggest|promise)\w*|\bpeople (?:think|believe|ask)\b|\bviral\b"
    r"|\b(?:anyone|those|whoever|whosoever) who (?:tells?|says?|claims?|thinks?)\b"
    r"|\bahead of the evidence\b|\basks? (?:if|whether)\b"
    r"|\b(?:claim(?:s|ed|ing)? (?:that|to)|purport\w*|rumou?rs?|misinformation|scams?|touts?|touted|touting"
    r"|as (?:if|though) (?:the |it |they )?(?:\w+ )?(?:approv\w+|proof|proven)|advertis\w+)\b"
    r"|우려|신중|批评|批評|质疑|質疑|担忧|critiqu\w+|prudence",
    re.IGNORECASE,
)
_QUESTION = Expression(
    r"[?？]\s*[\"'”」]?$|(?:の|だろう|でしょう|ます|です|る|た)か[。」]?$|吗[?？。]?$"
    r"|[るたいな]の[。」]?$|(?:かな|かしら|のでしょう|だろう)[。」]?$"
)
_TURN = Expression(
    r"\b(?:but|however|and (?=(?:i|we|they|he|she|it)\b)|yet(?! (?:to|been))|although|though|while|whereas"
    r"|mais)\b|[;；]|(?:が|けれども|ものの|一方で?|おり|あり)、|지만|,?但",
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
