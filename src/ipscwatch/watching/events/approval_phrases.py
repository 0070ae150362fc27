"""Phrases that tell steps of an approval, from the filing to the end of sale."""

from __future__ import annotations

from collections.abc import Mapping

_LICENCE = r"(?:[\w'-]+ ){0,4}(?:licen[cs]es?|approvals?|authori[sz]ations?)\b"
_GIVEN_BACK = (
    r"承認[^。、]{0,8}返上"
    rf"|\b(?:gives?|gave|given|giving|hands?|handed|handing) (?:up|back) (?:its|the|their) {_LICENCE}"
    rf"|\b(?:surrender|relinquish|forfeit|renounce)(?:s|ed|ing|es)? (?:its|the) {_LICENCE}"
)

PHRASES: Mapping[str, tuple[str, ...]] = {
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
}
"""By step: expressions, each read as if it were one word."""
