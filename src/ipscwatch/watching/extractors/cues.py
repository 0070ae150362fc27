"""The words by which a step towards approval is told, by its role; the first role that fits a place has it."""

from __future__ import annotations

import re

from ipscwatch.watching.extractors.expressions import Expression

_APPROVE_LATIN = (
    r"\b(?:approv(?:e|ed|es|als?|ing)\b|authori[sz](?:ed|es|ations?)\b|green-?lights?(?:ed)?\b|greenlit\b"
    r"|OKs?\b|OK'd\b|signed off on\b|licen[sc]ed\b|(?:(?<=conditional )|(?<=time-limited )"
    r"|(?<=provisional ))licen[sc]es?\b|licen[sc]es?\b(?= (?:is|are|was|were) (?:\w+ly )?(?:conditional"
    r"|provisional|temporary|time-limited|limited|granted|given|issued))"
    r"|cleared\b(?= (?:for (?:use|sale|market)|by|under (?:the |an? )?(?:[\w-]+ ){0,3}(?:scheme|system|pathway"
    r"|rule))"
    r"| (?:[\w'-]+ ){0,5}(?:therap|treatment|product|drug|medicine)\w*| (?!Phase|FDA|IND)(?-i:[A-Z])\w+)"
    r"|green light\b|nod\b|go-ahead\b|blessing\b|approuv\w+|approbation\b|autoris\w+)"
)
_APPROVE = (
    r"承認(?!申請|審査|後|の可否|の是非|へ向け|番号|事項|品目|制度|プロセス|基準|要件|取得を目指|整理"
    r"|(?:の|を)?取り?(?:消|下げ)|案件|前)|仮免許|批准|核准|獲批|获批"
    r"|(?:승인|허가)(?!(?:을|를)? ?(?:[^\s.,]{1,8}에 )?신청| ?심사|증)"
)
_CUES: tuple[tuple[str, str], ...] = (
    (
        "refused",
        (
            r"不承認|(?:本|正式)?承認(?:は|が|を)?(?:認め(?:られ)?(?:ず|なか|ない)|得られ(?:ず|なか)|ならず|至らず)"
            r"|(?:本|正式)?承認(?:は|が|を|する(?:こと)?は)?(?:適切で(?:は)?な|適当で(?:は)?な|見送"
            r"|拒否|(?:を)?否決)"
            r"|\b(?:refused|rejected"
            r"|denied) (?:full |formal |regular )?approval|\b(?:refus|reject)(?:ed|es|al"
            r"|ion)\b(?: for (?:a )?(?:full|formal|regular) (?:\w+ )?approval|(?= (?:\w+ ){0,3}(?:approval"
            r"|application|conversion|by the|for (?:formal|full"
            r"|regular))))|(?<=approval )(?:was |is )?(?:refused|rejected|denied)\b"
            r"|\b(?:was|were|has been|have been|been) (?:\w+ly )?(?:rejected|refused|turned down)\b"
            r"(?! (?:[\w-]+ ){0,2}(?:approval|conversion|access|entry|treatment))"
            r"|\b(?:rejected|turned down)\b(?= (?:[\w.'’-]+ ){0,3}(?-i:[A-Z]))"
            r"|(?:\b(?:and|but)(?: (?:then|later|finally|ultimately|eventually|was|were))*"
            r"|(?:^|[,;:] )(?:then|later|finally|ultimately|eventually)?) ?\b(?:rejected|refused|turned down)\b"
            r"(?=(?: (?:by|on|after) [^.;,]{3,40})? (?:in|on) (?:[A-Za-z]+\.? )?(?:\d{1,2},? )?(?:19|20)\d\d\b)"
        ),
    ),
    (
        "withdrawn",
        (
            r"\b(?:pulled from|taken off|exit(?:s|ed)) (?:the )?(?:\w+ )?market\b"
            r"|(?:承認(?:の)?)?取り?下げ(?!る予定)"
            r"|\b(?:(?:gave|given|handed) (?:up|back)|surrendered|relinquished|forfeited|renounced) (?:its|the)"
            r" (?:[\w-]+ ){0,2}(?:approval|licen[cs]e)\b"
            r"|承認を?(?:自主的?に?)?返上|(?:市場(?:から)?)?撤退|承認整理|承認(?:の)?取り?消し?"
            r"|\bwithdr(?:awn|ew|awal)\b(?: (?:of )?(?:its"
            r"|the) (?:\w+ )?application(?: for (?:[\w-]+ ){0,3}approval)?)?(?! (?:from"
            r"|of) (?:the )?(?:trial|study|consent))|\brevoked\b"
        ),
    ),
    (
        "lapsed",
        (
            r"(?:approval|authori[sz]ation|licen[sc]e)s?(?: (?:of|for|to) [^.;,]{2,40}?)? (?:has |have |had )?"
            r"(?:expired|lapsed|r[au]n out)\b|\blapsed\b|失効|期限切れ"
        ),
    ),
    (
        "endorsed",
        (
            r"了承|承認(?:は|が)?(?:可能|可)[」』]?(?:である)?と(?:判断|結論|評価|され)|承認(?:して|を与えて|を認めて)?(?:も)?差し?支えな|可とする|\bendors(?:ed|es|ement|ing)\b|"
            r"\brecommend(?:ed|s|ing|ation)? (?:[\w-]+ ){0,4}approv\w+"
            r"|\bback(?:ed|s)\b(?= )|선정(?=(?:을|를)? ?(?:했|하였|됐|되었))|심의(?:를)? ?통과|建議批准"
            r"|(?:product|application)s? may be approved\b|승인(?:을|할 것을)? ?권고(?=했|하였|됐|되었)"
            r"|(?:通過|通过)(?:決議|决议)|同意(?=[^。]{0,60}(?:許可|许可|核准|批准))"
        ),
    ),
    (
        "filed",
        (
            r"承認(?:を|の|について)?[^。、「」]{0,24}?申請(?!書|者)|(?<!保険)(?<!適用)申請(?!書"
            r"|者|中の(?:他|別))|\b(?:fil(?:e|es|ed"
            r"|ing) (?:[\w-]+ ){0,3}for (?:[\w-]+ ){0,5}(?:approval|authori[sz]ation)|appl(?:y|ies|ied"
            r"|ying|ication)(?: (?:to|with) [^.;]{3,90}?)? (?:for|of) (?:[\w'’-]+ ){0,6}"
            r"(?:approval|authori[sz]ation)"
            r"|submitted for (?:\w+ ){0,3}approval\b|seek(?:s"
            r"|ing)? (?:[\w-]+ ){0,4}(?:approval|authori[sz]ation)|sought (?:[\w-]+ ){0,4}approval"
            r"|(?:filed|files|submitted|submits|(?<!is )(?<!are )(?<!was )(?<!were )(?<!be )(?<!been )applied)\b"
            r"(?! (?:for )?(?:ind|a trial))|(?:submission"
            r"|filing)\b|application\b(?= (?:was|for|to|on|in|filed"
            r"|submitted|dated)))|(?:승인|허가)(?:을|를)? ?(?:[^\s.,]{1,8}에 )?신청|신청(?=일[은:])|新藥申請"
            r"|提出申请|提出申請|신약 ?신청"
        ),
    ),
    (
        "agenda",
        (
            r"(?:部会|審議会|分科会)(?:を|が|の)?(?:開催|開く|開か)"
            r"|(?:部会|審議会|分科会)は(?=[^。、]{0,14}(?:開か|開催))|(?:部会|審議会)で(?:議論|審議"
            r"|検討)(?:する|され(?!た)|予定)"
            r"|(?:開かれる|開催される|開催の"
            r"|開く)[^。、]{0,12}(?:部会|審議会)|審議(?:する|され(?!た)|予定|事項"
            r"|に入|へ|の予定)|議題|\bagenda\b"
            r"|\b(?:deliberat\w+|discuss(?:ed|es)?|review(?:ed|s)?)\b(?= (?:\w+ ){0,6}(?:on|at|by|in) )"
            r"|심의(?:할|한다| 예정)|(?:部会|審議会|分科会)は(?=[^。]{0,90}(?:審査(?:を)?する"
            r"|議論(?:を)?する|認めるか))"
            r"|\bto be held\b(?= on)|\bwill be held\b(?= on)"
            r"|\b(?:meets?|convenes?)\b(?= (?:on |this |next )?\w+(?:day|week)?\b.{0,20} to (?:discuss"
            r"|deliberate|review|consider"
            r"|decide|rule))"
        ),
    ),
    ("approved", _APPROVE_LATIN),
    ("approved", _APPROVE),
)
CUES: tuple[tuple[str, Expression], ...] = tuple((role, Expression(cue, re.IGNORECASE)) for role, cue in _CUES)
