"""Phrases that tell steps of a price."""

from __future__ import annotations

from collections.abc import Mapping

_DAY = r"(?:today|yesterday|(?:mon|tues|wednes|thurs|fri|satur|sun)day)"

PHRASES: Mapping[str, tuple[str, ...]] = {
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
}
"""By step: expressions, each read as if it were one word."""
