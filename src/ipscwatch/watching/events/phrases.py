"""Steps told by a whole phrase, where no single word of the lexicon tells them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import accumulate, chain

from ipscwatch.text.needed import Needed
from ipscwatch.watching.events.clauses import is_done
from ipscwatch.watching.events.cues import Cue
from ipscwatch.watching.events.reading import Sentence

_DAY = r"(?:today|yesterday|(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
_LICENCE = r"(?:[\w'-]+ ){0,4}(?:licen[cs]es?|approvals?|authori[sz]ations?)\b"
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

_GIVEN_BACK = (
    r"承認[^。、]{0,8}返上"
    rf"|\b(?:gives?|gave|given|giving|hands?|handed|handing) (?:up|back) (?:its|the|their) {_LICENCE}"
    rf"|\b(?:surrender|relinquish|forfeit|renounce)(?:s|ed|ing|es)? (?:its|the) {_LICENCE}"
)

_PHRASES: Mapping[str, tuple[str, ...]] = {
    "price_endorsed": (
        r"\b(?:put|puts) a price(?: tag)? (?:of|on)\b",
        r"\bprice\b(?:[^.;]|\.\d){0,50}\b(?:accepted|approved|endorsed|agreed|settled)\b[^.;]{0,10} by\b",
        r"\bagreed to (?:cover|reimburse|pay for|list)\b",
        (
            r"\b(?:decided|decides|determined|settled|settles|set|sets|fixed|agreed) (?:on |upon )?(?:the |a "
            r"|its )?"
            r"(?:[\w'-]+ ){0,3}price\b"
        ),
        (
            r"\b(?:will|is to|are to|would) cost\b(?:[^.;]|\.\d){0,60}\b(?:decision|decided|agreed|approved|set)\b"
            r"|\b(?:signs?|signed) off on ¥|\b(?:clears?|cleared|backs?|backed|approves?|approved|sets?) ¥"
            r"|\bprendra en charge\b[^.;]{0,160}\ba (?:décidé|approuvé|validé)\b|\bprix (?:en )?a été fixé\b"
        ),
    ),
    "price_listed": (
        r"\bavailable (?:under|through|with|on)\b[^.;]{0,24}\b(?:insurance|coverage)\b",
        r"薬価収載が[^。、]{0,12}告示され",
        r"保険が[^。、]{0,8}適用され(?:た|まし)|保険(?:の|が)(?:適用が)?[^。、]{0,6}始ま(?:った|りました)",
        (
            r"\binsurance\b[^.;]{0,24}\b(?:now (?:pays|covers)|kicks in|kicked in)\b|\b(?:reimbursement"
            r"|insurance coverage)\b[^.;]{0,30}"
            r"\b(?:started|began|begins|starts|took effect)\b"
        ),
        r"\bbec(?:ome|omes|ame)\b[^.;]{0,60}\b(?:covered|reimbursed) (?:by|under)\b[^.;]{0,30}\binsurance\b",
        r"\blists [^.;]{1,40} at (?:¥|\d)|\b(?:is|are) now on the (?:nhi )?price list\b",
        rf"\b(?:as of|since|starting|from) (?:{_DAY}|now),? [^.;]{{0,40}}\b(?:is|are) (?:reimbursed|covered)\b",
        (
            r"(?:薬価(?:基準|リスト|表)?|価格表|材料価格基準)に(?:新たに|正式に)?(?:載っ|載せ(?!る)|掲載さ|掲載し|加え(?!る)"
            r"|加わっ|追加し|追加さ|入っ)"
        ),
        r"(?:保険|健保)(?:の|が)?適用(?:と|に)な(?:った|りました)",
        r"保険診療(?:が|の|を)?(?:開始|スタート|始ま[っり])|保険診療(?:と|に)な(?:った|りました)",
        r"(?:公的(?:医療)?保険|健康保険|保険)[がの](?:使える|きく|効く|利用できる)ようにな(?:っ|り)",
        (
            r"\b(?:enter|join|make|made|ma(?:ke|de) it onto|went onto|goes? onto)(?:ed|s|es)?\b[^.;]{0,40}"
            r"\b(?:price|nhi|reimbursement|tariff)(?: [\w-]+){0,2}? ?(?:list|tariff|schedule|standard)\b"
        ),
        (
            r"\b(?:put|puts|placed|places|add|adds|added|included|includes|registered"
            r"|accepted)\b[^.;]{0,40}\b(?:on|onto|to)\b[^.;]{0,24}"
            r"\b(?:price|nhi|reimbursement)(?: [\w-]+){0,2}? (?:list|tariff|schedule|standard)\b"
        ),
        r"\b(?:became|becomes|is now|are now) (?:eligible for reimbursement|reimbursable|reimbursed|covered by)\b",
        rf"\b(?:has|have) been (?:reimbursed|covered)\b[^.;]{{0,30}}\bsince {_DAY}",
        r"\b(?:starts?|started|begins?|began) (?:to )?(?:reimburs(?:e|ing)|cover(?:ing)?|paying for)\b",
        rf"\bfrom {_DAY},? [^.;]{{0,60}}\b(?:paid for|covered|reimbursed) by\b[^.;]{{0,30}}\binsurance\b",
        (
            r"[将將](?![于於在被会會把有从從可对對正首很陆陸纳納列])[^。,]{1,40}(?:纳入|納入|列入)[^。,]{0,8}"
            r"(?:医保|醫保|健保|保险|保險|药价|藥價)"
        ),
        r"(?:纳入|納入|列入)[^。,]{1,6}(?:医保|醫保|健保)",
    ),
    "price_procedure_started": (
        (
            r"(?:保険適用|薬価(?:算定)?|価格(?:算定)?|算定)(?:の|に向けた|へ|、)?(?:検討|議論|協議|算定|作業)(?:が|を)?"
            r"(?:始ま|開始|始め|スタート)"
        ),
        r"(?:薬価|価格)(?:を)?算定する(?:方針|こと|案)(?:が|を)[^。]{0,12}(?:了承|承認|認め)",
        r"医薬品(?:と同じ|として|に準じ|と同様)[^。]{0,24}(?:算定|扱う)[^。]{0,16}(?:了承|承認|認め)",
        r"\blets? (?:the )?pricing\b[^.;]{0,40}\bbegin\b",
        (
            r"\b(?:start|starts|started|begin|begins|began) (?:working out|to work out|calculating|discussing"
            r"|considering|deliberating on) (?:its|the|a|how) (?:\w+ )?price\b"
        ),
        r"\bpricing of [^.;]{1,40} (?:begins?|began|starts?|started|(?:can|may|to) (?:begin|start))\b",
    ),
    "price_revision": (
        r"(?:薬価|価格)[^。]{0,24}\d(?:%|パーセント|割)[^。]{0,8}(?:下が|下げ|減額|切り下げ|上が|上げ)",
        r"\b(?:lower|cut|reduc|slash|trimm)(?:s|es|ed)? (?:the |its )?(?:[\w'-]+ ){0,2}price\b",
    ),
    "delisting": (
        r"(?:薬価(?:基準|リスト|表)|価格表|収載品目)から(?:外し|外れ|外さ|除い|除か|消え|落と)|薬価収載が(?:終わ|終了)|リストから(?:消え|削除さ)",
    ),
    "application_filed": (
        (
            r"\bapplication (?:for|to) [^.;]{0,60}\b(?:(?:has|had) been|was) (?:formally |officially )?"
            r"(?:accepted|received|lodged|filed|submitted|handed in)\b"
        ),
        r"(?:承認|許可|認可|製造販売|販売)[^。]{0,24}(?:を|の)[^。]{0,16}願い出",
        (
            r"申請(?:書類|書|資料|手続き?|データ)(?:一式)?を[^。]{0,36}(?:提出し|出し|届け|送っ|送付し|終え|済ませ|完了し)"
            r"(?:た|まし)"
        ),
        r"申請[がは][^。]{0,12}受理(?:さ|$|[\s。])|申請を[^。]{0,12}受理し",
        (
            r"\b(?:asked|asks|requested|requests|sought|applied)\b[^.;]{0,70}"
            r"\b(?:permission|leave|clearance|licen[cs]e|go-ahead|authori[sz]ation) to (?:make|sell|market"
            r"|manufacture"
            r"|produce|launch)\b"
        ),
        r"\bappl(?:ied|ies)\b[^.;]{0,60}\bto (?:sell|market|manufacture|make|produce)\b",
        r"\b(?:seeks|sought) (?:an? |the |its )?(?:[\w-]+ )?(?:go-ahead|green light|nod|licen[cs]e|clearance)\b",
        (
            r"\b(?:sent|sends|delivered|delivers|handed over|turned over) (?:in )?(?:its|the|an?) "
            r"(?:[\w-]+ ){0,2}(?:dossier|application|data package|approval papers|paperwork)\b"
        ),
        (
            r"\b(?:marketing|approval|licen[cs]e|sales) application\b[^.;]{0,60}\b(?:has been|was|is) (?:now "
            r"|formally )?"
            r"(?:accepted|received|lodged|filed|submitted|handed in)\b"
        ),
        (
            r"\b(?:made|makes|put in|puts in|entered|lodged|lodges) (?:its|an?|the) (?:[\w-]+ ){0,2}"
            r"(?:bid|request|application) for\b[^.;]{0,40}\b(?:approval|licen[cs]e|authori[sz]ation)\b"
        ),
        r"\b(?:put|puts) in for\b[^.;]{0,30}\b(?:approval|licen[cs]e)\b",
        r"\b(?:requested|asked) that\b[^.;]{0,60}\b(?:clear|approve|license|authori[sz]e)\b",
    ),
    "committee_endorsement": (
        (
            r"(?:承認|製造販売)(?:する)?(?:こと)?を[^。]{0,30}(?:部会|専門家|審議会)[^。]{0,14}(?:認め|了承し|支持し|可決し)(?:た|まし)"
            r"|\bvoted\b[^.;]{0,24}\b(?:for|in favou?r of)\b[^.;]{0,30}\bapprov"
        ),
        r"承認[はがを]?「?(?:は|が)?(?:妥当|適当|適切|問題な[しい])(?=$|[」\s、。]|と|だ|で)",
        r"承認[^。、]{0,14}(?:に|を|は)「?(?:可|妥当|問題なし|異議なし|適当)」?と(?:し|結論|判断|決|認め)",
        (
            r"(?:承認|製造販売|販売)[^。]{0,16}(?:に賛成|を支持|を容認|に賛同|を後押し|で意見が一致|で一致|で[^。、]{0,8}意見が(?:まとま|一致))(?!の|した(?:委員|人)"
            r"|する(?:委員|人|声|理由)|か(?:どうか|否か))"
        ),
        (
            r"\bshould be (?:allowed|let|permitted|put|cleared|licen[sc]ed|authori[sz]ed)\b[^.;]{0,30}\b(?:market"
            r"|sale|sold|use)\b"
        ),
        r"\b(?:found|saw|sees|finds) no (?:reason|grounds|cause) to (?:oppose|object|reject|block|refuse)\b",
        r"\b(?:raised|raises|had|has) no objections?\b|\bcame out (?:in favou?r of|for) \w",
    ),
    "approved": (
        r"承認(?:書|証)を[^。、]{0,14}(?:交付|手渡|渡し|授与|発行)|承認(?:書|証)(?:の)?交付",
        (
            r"\bbec(?:ome|omes|ame) the first (?:country|nation)\b[^.;]{0,20}\bto (?:clear|approve|license"
            r"|authori[sz]e)\b"
        ),
        (
            r"\b(?:got|gets|received|receives|won|bears) (?:the )?(?:[\w']+ ){0,3}minister's "
            r"(?:signature|nod|sign-?off|seal)\b"
        ),
        (
            r"(?:製造販売|製造・販売|製造と販売|製造や販売|製造及び販売|製造販売承認)を[^。]{0,24}(?:許可し|認め|認可し)"
            r"(?:た|まし|、|$)"
        ),
        rf"\bput (?:his|her|its|their) (?:name|signature|seal|stamp) (?:to|on) (?:the |an? )?{_LICENCE}",
        rf"\b(?:affixed|added) (?:his|her|its|their) (?:name|signature|seal) to (?:the |an? )?{_LICENCE}",
    ),
    "full": (
        r"\b(?:now|finally) has full (?:marketing )?approval\b",
        (
            r"\b(?:turn|convert|upgrad|chang)(?:s|ed|es)?\b[^.;]{0,40}\bapproval\b[^.;]{0,16}\b(?:in)?to (?:an? )?"
            r"(?:full|regular|permanent|unconditional)\b"
        ),
        r"期限(?:と条件|・条件)?(?:を|が)[^。]{0,10}(?:外[しれさ]|撤廃|なくな)",
        (
            r"\b(?:lift(?:s|ed)|remov(?:es|ed)|drop(?:s|ped)) (?:all |both )?(?:the |its )?"
            r"(?:conditions?|time limit|term limit)\b[^.;]{0,60}\bapproval\b"
        ),
        r"\bmade\b[^.;]{0,40}\bapproval permanent\b",
    ),
    "refusal_revocation": (
        r"\b(?:loses?|lost) (?:its |the |their )?(?:[\w-]+ ){0,2}(?:approval|licen[cs]e)\b",
        r"(?:本承認|承認)[^。]{0,24}(?:認めなかった|退け(?:た|まし)|不可と(?:し|判断|結論))",
        (
            r"\b(?:declin(?:es|ed)|refus(?:es|ed)|vot(?:es|ed) not|decid(?:es|ed) not) to "
            r"(?:back|endorse|recommend|grant|support|approve|clear|renew)\b"
        ),
        r"承認[^。]{0,24}(?:効力を失[っい]|効力が(?:切れ|なくな)|更新されな(?:か|い))",
        r"本承認(?:は|が|を)?(?:ならず|得られず|逃し|逃す|かなわず)",
        (
            r"\b(?:pull|strip|cancel|rescind|revoke|void|annul)(?:s|ed|ped|led)? (?!out)[^.;]{0,40}?"
            r"\b(?:approval|licen[cs]e|authori[sz]ation)\b"
        ),
        _GIVEN_BACK,
        r"\btook away\b[^.;]{0,40}\b(?:approval|licen[cs]e)\b",
        r"\bapproval\b[^.;]{0,24}\b(?:ran out|runs out|came to an end|was not renewed|was cancelled)\b",
    ),
    "sale_ended": (
        _GIVEN_BACK,
        r"(?:供給|提供|出荷)を[^。、]{0,12}(?:終える|終えた|終了する|打ち切|やめる)",
        r"販売を[^。]{0,16}(?:やめる|やめた|取りやめ|打ち切|終える|終えた|終了する|終了し|終了$)",
        (
            r"\b(?:stop|stops|stopping|cease|ceases|ceasing|quit|quits|quitting|end|ends|ending) "
            r"(?:making|selling|producing|marketing|manufacturing|supplying|sales|production)\b"
        ),
        r"\bwill no longer (?:be )?(?:sell|make|supply|market|offer|produce|sold|made|supplied|marketed)\b",
        r"\bbow(?:s|ed|ing) out of\b",
    ),
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
_COMPILED = {name: tuple(re.compile(one) for one in patterns) for name, patterns in _PHRASES.items()}
_NEEDED = Needed(tuple(chain.from_iterable(_COMPILED.values())))
_FIRST_BIT = dict(zip(_COMPILED, accumulate((len(each) for each in _COMPILED.values()), initial=0), strict=False))


@lru_cache(maxsize=64)
def _held(text: str) -> int:
    """Return which of all the phrases can stand in a sentence."""
    return _NEEDED.held(text)


_DONE = frozenset(
    ("launch_first_patient", "safety_signal", "price_listed", "application_filed", "approved", "full")
)
"""Steps whose phrases have no word of plan or denial of their own."""
_OPEN = re.compile(
    r"\b(?:not|never|yet|nor|neither|will|would|could|may|might|should|if|expected|plans?|planned)\b"
    r"|場合|れば|たら|予定|計画|方針|見通|見込|可能性|おそれ|恐れ|リスク|ない"
)


def phrases(sentence: Sentence, name: str) -> Iterator[Cue]:
    """Yield the phrases that tell a step, each as if it were one word."""
    held = _held(sentence.text) >> _FIRST_BIT[name]
    for place, expression in enumerate(_COMPILED[name]):
        for found in expression.finditer(sentence.text) if held >> place & 1 else ():
            if name in _DONE and "recall" not in found[0] and _OPEN.search(found[0]):
                continue
            start = sentence.start + found.start()
            yield Cue(frozenset((name,)), found[0], start, start + len(found[0]))


def phrased(sentence: Sentence, name: str) -> tuple[Cue, ...]:
    """Return the phrases that tell a step as done, and as news."""
    return tuple(cue for cue in phrases(sentence, name) if is_done(sentence, cue))
