"""Phrases that tell how a product is made, used and what comes of it."""

from __future__ import annotations

from collections.abc import Mapping

_FIRST = "(?:初|はじめ|第1号|第一号|1号|第1例|第一例|1例目|1人目)"
_USE = "(?:移植|手術|投与|使用|治療|症例|患者)"
_HARM = (
    "(?:死亡|脳出血|頭蓋内出血|出血|脳梗塞|髄膜炎|脳炎|感染症?|肺炎|敗血症|脳浮腫|むくみ|けいれん|てんかん|発作|不整脈|頻脈|心室頻拍"
    "|心室細動|心停止|心タンポナーデ|腫瘍|がん|拒絶反応|まひ|麻痺|意識障害|合併症|有害事象|副作用|異常|ショック|アナフィラキシー|血栓|壊死|癒着|穿孔|断裂|膿瘍|炎症)"
)
_HARM_EN = (
    r"(?:infections?|meningitis|pneumonia|sepsis|(?:ventricular )?tachycardia|fibrillation|arrhythmias?"
    r"|cardiac arrest"
    r"|bleed(?:s|ing)?|ha?emorrhages?|blood clots?|seizures?|tumou?rs?|growths?|coma|paraly[sz]ed|paralysis"
    r"|life support"
    r"|intensive care|o?edema|brain swelling|rejection|complications?|(?:uncontrolled|involuntary"
    r"|abnormal) movements|graft-induced dyskinesias?|abscess|anaphylactic shock|encephalitis)"
)
_PERSON = r"(?:patients?|recipients?|m[ae]n|wom[ae]n|persons?|people|participants?|volunteers?)"
_COMMERCIAL = (
    "(?:承認後|市販後|発売後|市販品|市販の|商用|実用(?:化後|化)?|一般診療|通常診療|通常の診療|実際の診療|実診療"
    "|実臨床|日常診療)"
)
_INSURED = r"(?:under (?:\w+ ){0,3}insurance|(?:covered|paid for) by (?:\w+ ){0,3}insurance)"
_OUT_OF_STUDY = (
    rf"(?:{_INSURED}|outside (?:of )?(?:an? |the )?(?:clinical )?(?:trials?|stud(?:y|ies))"
    r"|in (?:routine|everyday|ordinary|regular|normal|daily|clinical) (?:care|practice|use)"
    r"|since (?:its |the |it was |winning |getting )?(?:\w+ )?approv\w+|after (?:its |the )?(?:\w+ )?approval"
    r"|commercially)"
)

PHRASES: Mapping[str, tuple[str, ...]] = {
    "guideline_use_criteria": (
        (
            r"\b(?:published|issued|released|drew up|drawn up|adopted)\b[^.;]{0,24}\b(?:criteria|guidelines?"
            r"|rules) (?:for|on) "
            r"(?:who|which|the use|using|hospitals|its use)\b"
        ),
        (
            r"(?:使える|使用できる|使用する|実施できる|扱える)(?:施設|病院|医師|医療機関|患者)[^。]{0,24}(?:要件|条件|基準)を"
            r"[^。]{0,20}(?:定め|示し|まとめ|公表)"
        ),
        (
            r"\b(?:set|sets|spelled|spells|laid|lays) (?:out|down)\b[^.;]{0,24}\b(?:which|what|who) "
            r"(?:hospitals?|doctors?|patients?|cent(?:er|re)s?|may|can)\b"
        ),
    ),
    "site_readiness": (
        r"(?:移植|治療|投与)(?:が|を)(?:できる|受けられる|実施できる|行える)(?:のは[^。]{0,40}(?:\d(?:施設|病院|カ所|か所)|など)|施設|病院)",
        (
            r"\b(?:hospital|cent(?:er|re)|clinic)\b[^.;]{0,20}\b(?:was|has been|is|were|have been) (?:\w+ )?"
            r"(?:certified|qualified|chosen|selected|named|designated) (?:to|as)\b"
        ),
        r"(?:全国|国内)?(?:\d+|[二三四五六七八九十])(?:施設|病院|カ所|か所|医療機関)で(?:治療|移植|実施|受けられ|提供|開始|行う|行われる)",
        r"(?:施設|病院|医療機関)に(?:選ばれ|選定され|追加され|加わ)",
        (
            r"\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten|more|new) (?:[\w-]+ )?(?:hospitals|cent(?:er"
            r"|re)s"
            r"|institutions)\b[^.;]{0,24}\b(?:to|will|can|may) (?:offer|perform|provide|carry out|use|administer)\b"
        ),
        (
            r"\b(?:added to|joins?|joined|among) (?:the )?(?:list of )?(?:\w+ )?(?:hospitals|cent(?:er|re)s) "
            r"(?:that|which|where|able|allowed|offering|performing)\b"
        ),
    ),
    "manufacturing": (
        r"販売(?:を|が|の)?(?:一時(?:的に)?)?(?:停止|中断|見合わせ)",
        (
            r"\b(?:shipments?|sales?|deliver(?:y|ies)|suppl(?:y|ies))(?: of [^.;]{1,30}?)? "
            r"(?:was|were|has been|have been) (?:\w+ )?(?:suspended|halted|paused|stopped|interrupted)\b"
        ),
        r"(?:生産|製造)(?:量|能力|規模)?を[^。]{0,16}(?:倍に|増や|増強|拡大|拡張)",
        r"ロット[^。]{0,24}(?:規格に合わ|規格外|規格を外れ|不適合|不合格|基準を満たさ)|培養[^。]{0,12}失敗",
        r"\b(?:did not|didn't|failed to) meet\b[^.;]{0,20}\b(?:specification|release|quality)\b",
        r"\b(?:lots?|batch(?:es)?)\b[^.;]{0,60}\b(?:fail|failed|fails|discarded|destroyed|rejected|scrapped)\b",
    ),
    "safety_signal": (
        (
            rf"\b(?:disclosed|reported|announced|confirmed|revealed|discloses|reports"
            rf"|confirms)\b[^.;]{{0,30}}\b{_HARM_EN}"
            r"[^.;]{0,20}\bin (?:an? |one |two |three )?(?:[\w-]+ )?(?:patient|recipient|man|woman)s?\b"
        ),
        rf"{_HARM}(?:の|した|が起きた)(?:症例|事例|患者)[をが]?[^。、]{{0,8}}(?:報告|確認|発表|公表)(?:$|[\s、。]|し|さ)",
        (
            r"使用停止[をに]|使用を[^。、]{0,12}(?:(?:止め|停止し|中止し|見合わせ)(?:た|まし|て)"
            r"|(?:停止|中止)する(?:よう|と|。|$))"
        ),
        (
            r"\b(?:told|asked|asks|ordered|orders|instructed|urged|urges)\b[^.;]{0,40}\bto (?:stop|halt|suspend"
            r"|pause) "
            r"(?:us(?:e|ing)|implant\w*|giving|offering|transplant\w*|dosing|treating)\b"
            r"|\bforc(?:es|ed|ing) (?:an? )?(?:second|another|emergency|repeat) (?:operation|surgery)\b"
        ),
        (
            r"[でに](?:重い|重篤な|重大な|深刻な)(?:副作用|合併症|有害事象|感染症)(?=$|[\s、])|(?:塊|しこり|異常な影)が[^。、]{0,8}(?:見つか|確認|でき)"
            r"|(?:移植|使用|投与)[^。]{0,12}一時(?:的に)?(?:見送|見合わせ|停止|中断|中止|ストップ)[^。]{0,12}(?:死亡|患者|受け|異常)"
        ),
        rf"\blinked to\b[^.;]{{0,30}}\b(?:{_HARM_EN}|deaths?)\b",
        (
            r"\b(?:voluntarily|has|have|had to|is|are) (?:voluntarily )?recall(?:ed|ing)?\b[^.;]{0,60}"
            r"|\brecall(?:s|ed)\b[^.;]{1,40}\b(?:after|over|because|due to|following)\b[^.;]{0,30}"
            r"\b(?:defect|contaminat|steril|fault|damage|quality|flaw|impurit|particle)"
        ),
        (
            r"無菌試験[^。]{0,12}(?:不適合|不合格|陽性)|(?:死亡|亡くな)[^。]{0,20}(?:報告|判明|確認|発表|公表|わかっ|分かっ)"
            r"|(?:緊急安全性情報|安全性速報)を[^。、]{0,6}(?:出す|発出する|配布する)よう[^。]{0,16}(?:命じ|指示し|求め)(?:た|まし)"
        ),
        (
            r"\b(?:will|would|is to|to|has begun to|began to) recall\b[^.;]{0,40}\b(?:lots?|batch(?:es)?|sheets?"
            r"|products?)\b"
            r"|\b(?:order|issue|add|demand)(?:s|ed)? (?:a |new "
            r"|stronger )?(?:safety )?warnings?\b[^.;]{0,40}\b(?:after|over|of|about)\b"
        ),
        (
            rf"(?:患者|症例|男性|女性|被験者|\d人|\d例)[^。]{{0,40}}{_HARM}(?:を|が|に|の(?:発現|発生|発症|事例|症例|報告)[がを]?)[^。、]{{0,14}}"
            r"(?:来し|起こし|起き|発症し|生じ|発生し|発現し|見つかっ|みつかっ|確認され|報告され|残っ|残り|あっ|なっ|陥っ|でき|認められ"
            r"|見られ|訴え|併発し|相次い|続い|寄せられ)(?:た|て|、|まし)"
        ),
        (
            rf"(?:移植|投与|治療|手術)[^。、]{{0,24}}{_HARM}(?:を|が|の(?:発現|発生|発症)[がを]?)[^。、]{{0,10}}"
            r"(?:来し|起こし|起き|発症し|生じ|発生し|発現し|報告され|併発し)(?:た|て|まし)"
        ),
        (
            r"(?:移植|投与|治療|手術)(?:を(?:受け|し|され)|され|後|中に|した)[^。]{0,50}"
            r"(?:死亡し|亡くなっ|急変し|重体|意識不明|集中治療室に|まひが残っ|再手術|肺炎で|感染症で)"
        ),
        r"(?:移植|投与|治療|手術)(?:を受けた|された|した|後の?)[^。]{0,20}(?:に|が)(?:重い|重篤な)?(?:拒絶反応|感染|腫瘍|不整脈|髄膜炎)(?=$|[\s、。])",
        (
            rf"(?:{_HARM}|安全性|変異|混入|汚染|トラブル|不具合)[^。]{{0,60}}(?:移植|使用|投与|出荷|新規の登録)(?:を|の)[^。、]{{0,12}}"
            r"(?:見合わせ|中断|停止|中止|止め)"
        ),
        r"(?:移植|使用|投与|出荷)[^。、]{0,4}(?:見合わせ|中断|停止|中止)[^。]{0,4}[\s、][^。]{0,12}(?:安全性の確認|異常|死亡|感染|重篤)",
        r"添付文書[^。]{0,30}(?:(?:改訂|追記)(?:を|し)|(?:加え|追加す|記載す)るよう|加えた)|重大な副作用」?[^。]{0,40}(?:追記|追加|加え)|(?:追記|改訂)を指示",
        (
            r"(?:市販|販売|発売|使用成績調査|全例調査)[^。]{0,20}(?:有害事象|副作用|重篤|死亡)[^。]{0,12}\d(?:件|例|人)"
            r"|(?:異物|雑菌|細菌|ウイルス|カビ|微生物)[^。]{0,10}(?:混入し|検出|汚染|が混入|の混入(?:が|を|で))"
            r"|(?:遺伝子|染色体|ゲノム)[^。]{0,10}(?:変異|異常)[^。]{0,10}(?:見つか|検出|判明|確認され)"
            r"|(?:注意喚起|ブルーレター|イエローレター|緊急安全性情報|安全性速報)(?:の文書)?[をが][^。]{0,10}(?:出し|出さ|発出|行っ|送|配布)"
        ),
        (
            rf"\b{_PERSON}\b[^.;]{{0,90}}\b(?:developed|suffered|came down with|contracted|fell (?:ill|into)"
            rf"|left|placed|rushed|went into|had|experienced|getting|reported)\b[^.;]{{0,50}}\b{_HARM_EN}\b"
        ),
        (
            rf"\b{_PERSON}\b[^.;]{{0,40}}\b(?:given|treated|implanted|received|receiving|got|operated on"
            rf"|transplanted)\b"
            r"[^.;]{0,60}\b(?:has |have |had )?died\b"
        ),
        (
            r"\b(?:received|logged|recorded|confirmed|after|following|over|of) (?:[\w-]+ ){0,3}(?:reports?"
            r"|cases?) of "
            rf"(?:[\w-]+ ){{0,3}}{_HARM_EN}\b[^.;]{{0,40}}\b(?:patients?|recipients?|treated|people|user)"
        ),
        (
            r"\b(?:halt|suspend|paus|stop|interrupt)\w*\b[^.;]{1,70}\b(?:after|over|following|because of|due to"
            r"|amid)\b"
            rf"[^.;]{{0,40}}\b(?:{_HARM_EN}|deaths?|died|heart rhythm|adverse events?|safety (?:concerns"
            rf"|problems?|fears))\b"
        ),
        (
            r"\badd(?:ed|s|ing)?\b[^.;]{1,60}\bto\b[^.;]{0,40}\b(?:warnings?|label|package insert|precautions)\b"
            r"|\b(?:label|package insert|labeling) (?:change|revision|update)s?\b"
        ),
        (
            r"\b(?:remove|removed|removing|take out|took out)\b[^.;]{0,40}\b(?:patch|sheet|graft|implant"
            r"|reheart)\w*\b"
            rf"[^.;]{{0,70}}\b{_HARM_EN}\b"
        ),
        (
            r"\b(?:genetic|chromosom\w+|genomic) (?:abnormalit\w+|mutations?|defects?)\b[^.;]{0,30}\b(?:detected"
            r"|found|discovered)\b"
        ),
        (
            r"\b(?:pull(?:s|ed)|retriev(?:es|ed|ing)|tak(?:es|ing) back|took back|quarantin\w+)\b[^.;]{0,24}"
            r"\b(?:batch(?:es)?|lots?)\b"
        ),
        (
            r"\b(?:issued|sent|sends|issues)\b[^.;]{0,24}\b(?:dear doctor|blue|yellow|safety|warning) letters?\b"
            r"|\bblue letter issued\b"
        ),
    ),
    "post_marketing": (
        r"承認(?:の|時の)?条件(?:と|として|とな)[^。]{0,24}(?:試験|調査)",
        (
            r"\b(?:study|trial)\b[^.;]{0,30}\b(?:needed|required|necessary|meant)\b[^.;]{0,30}"
            r"\b(?:keep|retain|maintain|full|permanent|make)\b[^.;]{0,30}\bapproval\b"
        ),
        (
            r"\b(?:study|trial|survey)\b[^.;]{0,24}\b(?:japan|ministry|regulators?|government"
            r"|authorities)\b[^.;]{0,12}"
            r"\b(?:demand|requir|ask|order|impos)\w*"
        ),
    ),
    "launch_first_patient": (
        r"販売を[^。、]{0,12}(?:始め|開始し)(?:た|まし)",
        (
            r"\b(?:went|goes|gone|came|entered) into (?:clinical|routine|regular|everyday) use\b"
            r"|\bfirst (?:commercial )?sale of\b"
            r"|\b(?:sold|sells) (?:its|the) first\b|\bfirst insured (?:operation|patient|procedure|surgery"
            r"|transplant|treatment)\b"
            r"|\bfirst commercial (?:[\w-]+ ){0,2}(?:surgery|operation|procedure|treatment|use)\b"
            r"|\bbec(?:ame|omes) available\b(?![^.;]{0,30}\b(?:insurance|coverage))"
        ),
        (
            r"(?:による|を使(?:う|った)|を用いた)(?:治療|移植|診療)[がを][^。]{0,24}(?:始ま|開始)(?:っ|し|り|され)"
            r"|\b(?:started|begun|began) (?:receiving|getting)\b"
        ),
        (
            r"(?:きょう|本日|今日|\d日)から[^。]{0,40}(?:使える|受けられる|買える|手に入る|処方できる)ようにな(?:った|りました)"
            r"|\bput\b[^.;]{1,30}\bon sale\b|\bdebuts?\b|\bma(?:de|kes)\b[^.;]{1,30}\bavailable to (?:hospitals"
            r"|patients|doctors)\b"
            r"|\b(?:begun|began|begins|started|starts) treating (?:\w+ )?patients with\b|\bfirst post-approval\b"
            r"|\bfirst (?:[\w-]+ ){0,4}to receive an approved\b|\barrives? (?:at|in) (?:\w+ )?hospitals\b"
            r"|\b(?:begun|began|begins|started|starts) delivering\b"
            r"|\bfirst (?:routine|everyday|ordinary) (?:use|treatment|care)\b|\brollout\b[^.;]{0,24}\b(?:begins"
            r"|began|starts"
            r"|started)\b"
        ),
        rf"{_COMMERCIAL}[^。]{{0,30}}{_FIRST}[^。]{{0,24}}{_USE}",
        rf"{_COMMERCIAL}[^。]{{0,24}}{_USE}[^。]{{0,12}}{_FIRST}",
        rf"(?:保険(?:診療|適用)?(?:で|による|の下で|下で))[^。]{{0,20}}{_FIRST}[^。]{{0,16}}{_USE}",
        rf"{_FIRST}[^。、]{{0,10}}(?:商用|市販品|保険診療|一般診療)",
        r"(?:第1号|第一号|1号|第1例目?|第一例目?|1例目)(?:の|と(?:なる|なった))?(?:移植|投与|手術|治療|患者|症例)(?:への(?:移植|投与|手術))?",
        (
            r"(?:国内|全国|道内|県内|府内|都内|市内|北海道|東北|関東|北陸|東海|近畿|関西|四国|九州|沖縄|地方)"
            r"(?:で|では|の)?(?:初|初めて|はじめて)(?:の|、|となる|、?[ァ-ヺー]{3,12}(?:の|を))?(?:移植|手術|投与)"
        ),
        r"(?:国内|全国|道内|県内|府内|都内|東北|九州|四国)(?:で|では)初めて[^。、]{0,20}(?:移植|手術|投与)を",
        r"(?:移植|手術|投与|使用)(?:は|した(?:の|こと)は)(?:全国|国内|道内|県内|世界)(?:で|では)?(?:初|初めて|はじめて)",
        r"初の患者は|販売スタート|販売が(?:始ま|スタート)",
        r"(?:医療機関|病院|医療現場|患者)(?:へ|に|向け)の(?:供給|提供|出荷)(?:を|が)[^。]{0,12}(?:開始|始め|始ま|スタート)",
        r"供給開始|(?:医療現場|病院|患者)(?:に|へ)届(?:き|け|けられ)始め|商業出荷(?:が|を)?(?:開始|始|され)",
        (
            r"\bfirst (?:paying|insured|commercially treated|fee-paying|regular|ordinary|non-trial|real-world) "
            r"(?:patients?|recipients?|person|people)\b"
        ),
        (
            r"\bfirst commercial (?:[\w-]+ )?(?:implant\w*|transplant\w*|delivery|deliveries|shipments?|patients?"
            r"|recipients?"
            r"|sales?|use)\b"
        ),
        rf"\bfor the first time\b[^.;]{{0,40}}\b{_OUT_OF_STUDY}",
        rf"\b{_OUT_OF_STUDY}\b[^.;]{{0,40}}\bfor the first time\b",
        r"\bfor (?:the )?first time (?:since|after|under)\b",
        (
            rf"\bfirst (?:[\w-]+ ){{0,2}}(?:procedure|operation|surgery|transplant|implant|implantation|patient)\b"
            rf"[^.;]{{0,30}}\b(?:{_INSURED})"
        ),
        r"\bthe first since (?:it|its|the)\b[^.;]{0,20}\bapprov",
        (
            r"\b(?:sales|commercial (?:sales|supply|supplies|distribution|shipments?))(?: of [^.;]{1,30}?)? "
            r"(?:have |has )?(?:begins?|began|begun|starts?|started|get under way|got under way|commenced?)\b"
        ),
        (
            r"\b(?:begun|began|begins|commenced|commences|started|starts) (?:commercial )?"
            r"(?:sales?|selling|supply|supplying|distribution|distributing|shipments|deliveries)\b"
        ),
        r"\breach(?:es|ed) (?:its |the )?(?:first )?(?:patients?|hospitals?)\b",
        r"\b(?:became|becomes) the first\b[^.;]{0,40}\bto (?:transplant|implant|use|give|treat)\b",
        r"\bpatient (?:no\. ?|number )(?:1|one)\b",
    ),
}
"""By step: expressions, each read as if it were one word."""
