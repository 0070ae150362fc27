"""The words that raise a flag, in Japanese and English, with the main ones of Korean and Chinese."""

from __future__ import annotations

import re

from ipscwatch.watching.extractors.expressions import Expression

APPROVALS = ("approved", "conditional and time-limited approval", "full approval")


def _words(pattern: str) -> Expression:
    return Expression(pattern, re.IGNORECASE)


FEW = _words(
    r"\bhandful\b|\bsmall (?:number|trial|stud|sample|group)|\b(?:just|only) (?:\w+ )?patients\b|少数|人数が少な"
    r"|例数が少な|少ない(?:症例|人数|患者)"
)
PANEL = _words(r"\bpanel|\bcommittee|\bcouncil|部会|審議会|패널|위원회|專家|委員會|委员会")
MARKET = _words(
    r"\bhits? (?:the )?market|\bon the market\b|\bgoes on sale\b|\bnow on sale\b|実用化(?:された|が決ま|した)"
    r"|発売された|市場に(?:登場|出)"
)
COVERAGE = _words(
    r"\bcover(?:ed|age)\b|\breimburs\w+|\binsurance\b"
    r"|\bprice[- ]list|保険適用|保険収載|薬価|収載|급여|건강보험|医保"
    r"|健保"
)
PROOF = _words(
    r"\bprov(?:es|ed|en|ing)\b|\bproof\b|\bvalidat(?:es|ed|ing|ion)\b"
    r"|\bconfirms? (?:\w+ ){0,3}(?:efficacy|effective\w*|works|benefit)"
    r"|\bdemonstrates? (?:\w+ ){0,3}(?:efficacy|benefit|works)"
    r"|有効性(?:が|を|は)(?:国に)?(?:認め|証明|確認|裏付|実証)|効果(?:が|を"
    r"|は)(?:国に)?(?:認め|証明|裏付|実証)|(?:証明|裏付け|お墨付き)(?:だ|され|た|と|を|です)"
)
PROVEN = _words(
    r"\bproven (?:to |effective|efficacy|treatment|therapy|safe|results?|benefit)|\b(?:is|are"
    r"|has been|have been|was|were) (?:clinically )?proven\b|\bcur(?:es|ed)\b(?! in)|\ba cure\b"
    r"|\brevers(?:es|ed)\b (?!transcri)|(?<!to )\brestor(?:es|ed)\b (?:\w+ ){0,3}(?:function"
    r"|movement|health|mobility)"
    r"|\beffective (?:treatment|therapy|cure)\b|\bsafe and effective\b"
    r"|\bsignificant(?:ly)? (?:\w+ ){0,3}(?:improv\w+|gains?|benefits?)"
    r"|\bsignificant (?:motor )?(?:gains|recovery)"
    r"|有効性(?:が|は)(?:証明|確立|実証|立証)|効果(?:が|は)(?:実証|証明|立証|確立)"
    r"|(?<!政)治る(?:病|よう|時代|の|。|$)|根治(?:でき|する|が可能|治療が)|完治|著しい改善"
    r"|大幅に改善|劇的に(?:改善|回復)"
)
WORKS = _words(
    r"\bimprov(?:ed|es|ement|ements)\b|\bworks\b(?! (?:to|for|with|at|by|in))|\b(?:is|are|was|were"
    r"|proved) effective\b|\beffective (?:treatment|therapy)\b|\bbenefit(?:ed|s)\b|\brecovered\b"
    r"|改善(?:し(?:た|て)|が(?:み|見|認|確認さ)|を(?:示|認|確認し)|された)|効果(?:が"
    r"|を)(?:確認(?:さ|し)た|示し|認めら|発揮|上げ)|有効性(?:が|を)(?:確認(?:さ|し)た|認めら"
    r"|示し)|効く|회복|호전"
)
DESIGN = _words(
    r"\bopen[- ]label\b|\buncontrolled\b|\bsingle[- ]arm\b|\bcontrol(?:led)? (?:group|arm|stud"
    r"|trial)\w*|\bno controls?\b|\bplacebo\b|\bsham\b|\brandomi[sz]ed\b|\bblind\w*|非盲検|対照群|対照を|単群"
    r"|単一群|非対照|プラセボ|偽薬|無作為|盲検|대조군|对照|對照"
)
HEART = _words(r"heart|cardi|myocard|心筋|心臓|心不全|심장|심근|心肌|心脏|心臟")
REPLACES = _words(
    r"\b(?:replac(?:e|es|ed|ing)|rebuild(?:s|ing)?|rebuilt|regenerat(?:e|es|ed|ing)|repair(?:s|ed"
    r"|ing)?|regrow(?:s|ing)?)\b (?:\w+[ -]){0,4}(?:lost|dead|damage[ds]?|destroyed|heart|cardiac"
    r"|cardiomyocytes?|muscle|tissue|cells)\b"
    r"|心筋(?:細胞)?(?:そのもの)?を(?:再生|補|置き換|修復|作り直)|失われた心筋|(?:死んだ|壊れた"
    r"|傷んだ)心(?:筋|臓)[^。]{0,16}(?:再生|置き換|補|修復|よみがえ)|心臓(?:の組織)?を(?:再生"
    r"|修復)|心筋が(?:再生|よみがえ)"
)
OWN_CELLS = _words(
    r"\b(?:made|derived|grown|produced|created|taken) from (?:the |a )?patients?['’]?s?['’]? own\b"
    r"|\bpatient's own (?:cells|iPS|skin|blood)|\b(?:made|derived|grown) from embryonic\b"
    r"|\bautologous iPSC?[- ](?:derived|based)?"
    r"|患者(?:自身|本人)の(?:細胞|iPS|皮膚|血液)|自家iPS|(?<!非)自己iPS|ES細胞(?:から"
    r"|を使っ|由来)|胚性幹細胞(?:から|由来)"
)
SAFE = _words(
    r"\b(?:is|are|proved|proven|completely|perfectly|totally|entirely"
    r"|considered) (?:to be )?safe\b|\bsafe and effective\b|\b(?:no|without(?: any)?|free of"
    r"|zero) side[- ]effects?\b|\bno (?:risk of )?(?:immune )?rejection\b(?! risk (?:data|stud))"
    r"|\b(?:no|without(?: any)?) rejection risks?\b|\bsafety (?:is|has been"
    r"|was) (?:\w+ )?(?:established|proven|confirmed)\b"
    r"|安全性(?:が|は)(?:確立|証明|実証)"
    r"|(?<!重篤な)(?<!重い)(?<!重大な)(?<!深刻な)副作用(?:は|が|も|の心配(?:は|が"
    r"|も)?)(?:一切|全く|まったく)?(?:ない|なく|ありません|ゼロ)|副作用なし|拒絶反応(?:は|が|も"
    r"|の心配(?:は|が|も)?)(?:一切)?(?:ない|なく|起きない|ありません)|安全な治療|100%安全"
    r"|부작용(?:이)? 없"
)
AT_LARGE = _words(
    r"\biPSC?(?:[- ]cell)?s?[- ](?:based )?(?:therap(?:y|ies)|treatments?) (?:is|are|have been"
    r"|has been) (?:now |officially )?(?:approved|legal|authori[sz]ed)\b"
    r"|\bstem[- ]cell (?:therap(?:y|ies)|treatments?|clinics?) (?:is|are|have been"
    r"|has been) (?:now |officially )?(?:approved|validated|endorsed)\b"
    r"|\bvalidat\w+ (?:\w+ ){0,3}stem[- ]cell (?:clinics?|therap\w+|treatments?)"
    r"|iPS(?:細胞)?治療が(?:国に)?(?:承認|認可|解禁)|幹細胞治療(?:全般)?(?:が|も)(?:国に)?(?:承認|認め|認可)"
)
CARRIED_OVER = _words(
    r"\b(?:validation|validates?|proof|confirmation|endorsement) (?:of|for"
    r"|that)\b (?:\w+['’]?s? ?){0,4}(?:leadership|field|approach|clinics?|our|therap\w+"
    r"|treatments?|medicine|framework|commitment)|\bvalidate is\b|\b(?:iPSC?|approv\w+"
    r"|certified)\b[^.]{0,80}\balso (?:governs?|applies|covers?|supports?)\b[^.]{0,40}\b(?:MSC"
    r"|mesenchymal|exosome|adipose|stem[- ]cell)"
    r"|(?:当院|当クリニック)の(?:幹細胞|再生医療|エクソソーム|培養上清)[^。]{0,40}(?:同じ|同様|も)"
    r"|(?:承認|iPS)[^。]{0,60}(?:当院|当クリニック)の(?:幹細胞|再生医療|治療)"
)
SELLER = _words(
    r"当院|当クリニック|ご予約|無料カウンセリング|カウンセリング(?:予約|を受付)|お問い合わせはこちら|【PR】"
    r"|PR記事|広告記事|記事広告|提供[:：]\s?\S+(?:クリニック|株式会社)"
    r"|\bour clinics?\b|\bat our (?:center|centre|hospital)\b"
    r"|\bwe (?:currently )?offer\b[^.]{0,60}(?:therap|treatment|MSC|stem)|\b(?:therapies"
    r"|treatments) we offer\b|\b(?:book|schedule) (?:a |your )?(?:free )?(?:consultation"
    r"|appointment)|\bsponsored (?:content|post|article|by)\b|\bpaid (?:partnership|promotion)\b"
    r"|\badvertorial\b|\binternational patients\b[^.]{0,60}\b(?:contact|book|our)\b"
)
AVAILABLE = _words(
    r"\b(?:(?:now|already|currently) available|available (?:now|today)|approved and available"
    r"|being made available|available (?:in japan|at (?:our|selected|certified)|to patients"
    r"|for (?:patients|treatment)))\b|\bpatients can (?:now|already) (?:receive|get|access)"
    r"|\bnow (?:offered|being offered)\b"
    r"|(?:すでに|既に|今すぐ|現在|いま)[^。]{0,14}(?:受けられ|受けることができ|利用でき|提供され)"
    r"|(?:治療|移植)を受けられる(?:ように(?:なった|なりました)|。|$)|治療(?:が|を)開始し(?:た"
    r"|ました)|提供(?:を)?開始し(?:た|ました)|提供中"
)
HYPE = _words(
    r"(?<!['’]s )\bbreakthrough\b(?! (?:therapy|designation|device|t1d))|\bmiracles?\b"
    r"|\bmiraculous\b|\brevolution(?:ary|i[sz]es?|i[sz]ing)\b|\bgame[- ]?chang\w+|\bvery bullish\b"
    r"|\bholy grail\b|世界初[^。]{0,20}(?:夢の|奇跡|革命)|(?:夢の|奇跡の"
    r"|魔法の)(?:治療|薬|新薬|医療|細胞|製品)|革命的|기적의|奇迹|奇蹟"
)
ABROAD = _words(
    r"\bFDA[- ](?:approved|approves|cleared|authori[sz]ed|approval)\b|\b(?:EU|EMA|Europe|US|U\.S\."
    r"|MHRA)[- ](?:approved|approves|approval)\b|\bapproved by the (?:US )?(?:FDA|EMA|U\.S\."
    r"|European)|\bFDA (?:has |have )?(?:approved|granted approval)|FDA(?:が|の|に|で)?承認|欧州で承認|米国で承認"
    r"|米で承認|FDA ?승인|FDA ?批准"
)
COMPARED = _words(
    r"\bdiffer\w*|\bunlike\b|\bcompar\w+|\btypically\b|\bversus\b|\bvs\b|違い|比べ|異な|目指|\bseek\w*"
    r"|\bplan\w*|\bapply\b|\bapplication\b"
)
