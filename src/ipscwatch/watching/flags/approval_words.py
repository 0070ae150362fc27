"""The words of overclaims about how far a product is."""

from __future__ import annotations

from ipscwatch.watching.flags.words import expression

IPS_PRODUCTS = expression(
    r"\biPSC?s?(?:[ -]cells?)?(?:[ -](?:derived|based|cell))*[ -](?:[\w-]+ ){0,2}(?:therap(?:y|ies)"
    r"|treatments?|products?|medicines?|drugs?)\b|\bstem[- ]cell (?:[\w-]+ ){0,2}(?:therap(?:y|ies)"
    r"|treatments?|cures?|patch(?:es)?|products?)\b|iPS(?:細胞)?[^。、]{0,12}(?:製品|治療薬|治療法|医療|薬"
    r"|品目)|iPS ?세포[^.]{0,16}(?:제품|치료제|의약품)|iPS(?:細胞|细胞)?[^。]{0,10}(?:產品|产品|療法|疗法|製劑"
    r"|制剂)"
)
STUDY_PLAN = expression(
    r"\b(?:pilot|clinical|first-in-human|feasibility) (?:stud(?:y|ies)|trials?|research|tests?)\b(?<!based on)"
    r"|approv\w+ (?:of )?(?:an? |the |its |their )?(?:[\w'’-]+ ){0,5}(?:plan|protocol|proposal|stud(?:y|ies)"
    r"|trial)\b|\b(?:trial|study|protocol|plan),? (?:which |that )?(?:was |were |has been "
    r"|had been )?(?:approved|authori[sz]ed|cleared)\b|\bpermission to (?:treat|test|start|begin)\b"
    r"|(?:臨床研究|治験|研究|臨床試験)(?:計画|の実施|の開始)?(?:を|が|の)|임상시험(?:계획)?(?:\(IND\))?(?:을|이)? ?"
    r"승인|(?:临床|臨床)(?:试验|試驗)|essai clinique|\b(?:green light|nod|go-ahead|permission) (?:for"
    r"|to) (?:[\w'’-]+ ){0,5}(?:trial|study|test)"
)
CONDITIONED = expression(
    r"\bwith (?:\w+ )?conditions\b|\bon conditions?\b|\btime[- ]limits?\b|\b(?:seven|7|five)[- ]years?\b"
    r"|\binterim\b|\btemporar\w+|\bstrings attached\b|(?<!\d)(?:7|七)年|期限|条件|暫定|7년|임시|잠정"
    r"|provisoire|sous conditions?|temporaire|\bsept ans\b"
)
A_CONDITIONAL_ONE = expression(
    r"\W*(?:(?:it is|it's|it was|only|yes,?|well,?|but|an?|the|that is|that was) )*(?:conditional|provisional"
    r"|time-limited)"
    r"|\W*(?:ただし|もっとも|正確には|といっても|でも)?[、]?(?:[^。]{0,10})(?:条件|期限)(?:と(?:条件|期限))?(?:付|つ)き"
)
PANEL = expression(
    r"\bpanel|\bcommittee|\bsubcommittee|\bcouncil|\badvisers\b|\badvisors\b|部会|部會|審議会|専門家会議|패널"
    r"|전문가 ?회의|위원회|부회|심의회|專家|专家|委員會|委员会|comité"
)
PANEL_ACTS = expression(
    r"\b(?:panel|committee|council)\b[^.;]{0,60}\b(?:approv|clear|endors|recommend|back|green-?l|gave|pass"
    r"|support)\w*|(?:部会|審議会|専門家会議)[^。]{0,60}(?:了承|承認|認め|可決|判断)|(?:부회|위원회"
    r"|심의회)[^.]{0,60}(?:승인|허가|결정|통과)|(?:委員會|委员会|專家|专家)[^。]{0,40}(?:批准|同意|通過|通过"
    r"|認可|认可)|comité[^.]{0,60}(?:approuv|recommand|autoris|valid)\w*"
)
EARLIER = expression(
    r"\b(?:had (?:\w+ )?(?:approved|endorsed|recommended|backed|cleared|given)|earlier|previously|last month"
    r"|in february|following|after|had already|followed|weeks ago|based on the)\b|先月|先に|すでに(?:部会"
    r"|専門)|2月(?:に|の)|を受け(?:て|、)|に続き|경과|지난달|이달 초|上月|此前|le mois dernier"
)
MINISTRY = expression(
    r"\bminist(?:er|ry)\b(?!['’]?s? (?:[\w-]+ ){0,3}(?:panel|committee|council|advis|expert))|\bMHLW\b"
    r"|厚労省(?!の(?:[^、。]{0,8})?(?:部会|審議会|専門))|厚生労働省(?!の(?:[^、。]{0,8})?(?:部会|審議会|専門))"
    r"|厚労相|労働相|大臣|후생노동성(?! (?:전문|산하|자문))|厚生勞動省(?!的?專家)|厚生劳动省(?!的?专家)"
    r"|ministre|ministère"
)
TO_COME = expression(
    r"\b(?:official|formal|final|full|ministerial|ministry|regulatory|minister's)(?: \w+)? (?:approval"
    r"|authori[sz]ation|sign-?off|decision)(?: (?:by|from) [^.;]{3,40}?)? (?:will|is (?:expected|due|pending"
    r"|likely|to)|could|should|within|expected|by the end)|\b(?:awaits?|awaiting"
    r"|pending) (?:\w+ ){0,3}(?:approval|sign-?off|authori[sz]ation|decision)|\b(?:minister|ministry"
    r"|government)\b[^.;]{0,40}\b(?:is (?:expected|due|set) to|will (?:soon |then "
    r"|formally )?)(?:\w+ )?(?:approve|decide|sign|grant)|\b(?:official|formal|final) (?:approval"
    r"|authori[sz]ation)\b[^.;]{0,50}\b(?:next|within|in the coming|later|expected)\b|(?:正式|最終|大臣)(?:に"
    r"|な|の)?(?:承認|決定)[^。]{0,24}(?:見通し|見込|予定|される|へ|待)|大臣が(?:正式に)?承認(?:する|すれば)"
    r"|(?:정식|공식|최종)(?:적인)? ?승인[^.]{0,24}(?:전망|예정|예상|거쳐|이뤄질)|(?:正式|最終|最终)(?:批准"
    r"|核准|承認|承认)[^。]{0,20}(?:預計|预计|将|將|待)|(?:預計|预计|将|將)[^。]{0,30}正式(?:批准|核准)"
    r"|\b(?:full|official|formal|final|ministerial) (?:clearance|licen[sc]e|green light|nod"
    r"|go-ahead)[^.;]{0,30}\b(?:will|follow|expected|due|within|next)\b|\b(?:minister"
    r"|ministry)\b[^.;]{0,30}\b(?:has|have) (?:yet|still) to\b|\bthe minister has the final say"
)
NOT_YET_BEFORE = expression(
    r"\b(?:clos(?:e|er|es|ing|e in)|near(?:s|er|ing)?|moves?|moving|steps?|on (?:the )?(?:verge|brink|cusp|way"
    r"|track)|(?:in (?:the )?)?process) (?:in )?(?:on|of|to|toward|towards)? ?$|\b(?:appl(?:y|ied|ies|ying)"
    r"|submitt\w+|fil(?:e|ed|es|ing)|request\w*|sought|seek\w*|ask\w*)\b[^.;]{0,120}\bfor (?:[\w'’-]+ ){0,3}$"
    r"|\b(?:sees?|expects?|wants?|hopes?|recommand\w*)\b[^.;]{0,50}$|(?:早ければ|最快|이르면"
    r"|今後)[^。.]{0,16}$|(?:検証|解説|特集|社説|論点|焦点|連載)[　 :：][^。]{0,12}$"
)
NOT_YET_AFTER = expression(
    r"^[^.。]{0,24}(?:신청|가능성|목표|전망|예정|위해|얻을|받으려|받을|기대|권고|임박|앞두|시기|여부|시점)"
    r"|^(?:的)?(?:申请|申請|制度|可能|時間|时间)|^(?:されれば|となれば|を(?:目指|めざ))|^(?:仍|尚|还|還)需"
)
OF_BEFORE = expression(r"の$")
HAD_AFTER = expression(
    r"^(?:を(?:[^。、]{0,6})?(?:取得|得|受|獲得|発表|決)|が(?:[^。、]{0,6})?(?:下|出|得|決)|取得|済|決定)"
)
ATTRIBUTE_BEFORE = expression(r"\b(?:an?|the|one|first|second|two|newly|recently|already|only|other|any) $")
ATTRIBUTE_AFTER = expression(r"^ (?:[\w-]+ ){0,2}(?:treatments?|therap(?:y|ies)|products?|medicines?|drugs?)\b")
PRICERS = expression(
    r"\bchuikyo\b|\bsocial insurance\b|\bassurance sociale\b|中医協|保険医療協議会|社會保險|社会保险"
    r"|중앙사회보험"
)
PRICE = expression(r"\bprix\b|\bprices?\b|\bpricing\b|保険の対象|薬価|藥價|药价|약가")
LET_THROUGH = expression(
    r"\bokay(?:ed|s)\b|(?<!FDA )(?<!EMA )\bcleared\b (?=(?:two|three|its|the|both|an?|for)\b|(?-i:[A-Z]))"
    r"|\bwaved? through\b|\brubber-stamped\b|\bsigned off on\b|\bpermitted (?:the )?(?:sale|marketing)"
    r"|\bfeu vert\b|(?:製造販売|製造・販売|製造と販売)を(?:正式に)?認め(?:た|、|まし)|(?:国|政府|厚労省"
    r"|厚生労働省)(?:から|が|に)(?:(?!効果|有効|保険|安全|適用)[^。、]){0,14}認可(?:し|され|を(?:得|取得"
    r"|受け))"
)

MISREPORTED = expression(
    r"\b(?:the|an|our|this|that|earlier|previous) (?:\w+ ){0,3}(?:article|story|column|headline|caption|post)\b"
    r"[^.;]{0,60}\b(?:said|stated|gave|reported|read|wrote|misstated)\b"
    r"|(?:記事|見出し|前号|本紙|本文|表)[^。]{0,80}とあるのは|とした(?:の|部分)は|기사[^.]{0,40}라고"
)
"""Words by which a text tells what it had told wrongly."""
CORRECTION = expression(
    r"^\W*(?:corrections?|clarifications?|errat(?:um|a)|for the record)\b|^\W*(?:(?:記事の)?訂正|おわび|お詫び"
    r"|正誤表)|^\W*(?:정정|바로잡|更正|勘误|rectificati)|(?:訂正(?:して|と)?(?:、)?(?:おわび|お詫び)|に関する訂正)"
)
MARKET = expression(
    r"\b(?:hits?|reach(?:es|ed)|enter(?:s|ed)) (?:the )?market\b|\b(?:is|are|now|already) on the market\b"
    r"|\bgoes on sale\b|\bnow on sale\b|\b(?:has|have) (?:been )?launched\b|実用化(?:された|が決ま|した|が実現"
    r"|となった)|実用化(?:、|。| |$)|発売(?:された|を開始した)|販売が始まった|市場に(?:登場|出)|上市了|已(?:经"
    r"|經)?上市|출시(?:됐|되었|했)"
)
AVAILABLE = expression(
    r"\b(?:(?:now|already|currently) (?:commercially )?available|available (?:now|today)"
    r"|approved and available|being made available|(?:is|are) (?:commercially )?available (?:in japan"
    r"|across japan|at (?:our|selected|certified|\w* ?hospitals|\w* ?clinics)|to patients|for (?:patients"
    r"|treatment)))\b|\b(?:patients|you|anyone|people) (?:\w+ ){0,3}can (?:now|already) (?:receive|get|access"
    r"|be treated)|\b(?:now|already) (?:being )?(?:offered|used to treat|treating patients)\b"
    r"|\b(?:you|anyone|patients) can (?:get|have|receive|access|obtain)\b[^.;]{0,50}\b(?:today|right now|already"
    r"|now)\b"
    r"|\bcan (?:receive|get|have|access|obtain) (?:it|them|the \w+) (?:now|today|already)\b"
    r"|\bhas become available\b|(?:すでに|既に|今すぐ|今なら|現在|いま|もう)[^。]{0,20}(?:受けられ(?!な|ま)"
    r"|受けることができ|利用でき|提供され|実用化され|使われて|販売され|発売され)|(?:治療|移植)(?:を"
    r"|が)(?:[^。、]{0,6})?受けられる(?:ように(?:なった|なりました)|。|$)|(?:で"
    r"|から)(?:[^。、]{0,10})受けられます|治療(?:が|を)開始(?:し(?:た|ました)|され(?:た|ました))"
    r"|提供(?:を)?開始し(?:た|ました)|提供中|(?:発売|販売)中|一般の患者(?:も|が)受けられる|(?:이미|현재"
    r"|지금)[^.]{0,20}(?:받을 수 있|이용할 수 있|시판)|(?:现在|現在|目前|已)[^。]{0,8}(?:可以接受|可接受"
    r"|可以使用)|(?:est|sont) (?:déjà |désormais )disponibles?\b|\bcan (?:now |already |today )?be (?:had"
    r"|obtained|received|bought)\b|\b(?:is|are) being (?:given to|(?:offered|sold) (?:to|at|in)|used (?:at"
    r"|in))\b|\bhospitals? (?:now|already) (?:offers?|provides?|uses?|gives?)\b|\bopen to (?:all )?patients\b"
    r"|\b(?:is|are) (?:now|already) (?:sold|in use|used)\b|提供されて(?:い(?!な)|お(?!ら))|治療を(?:提供"
    r"|実施)して(?:い(?!な)|お(?!ら))|受付(?:を開始し|が始ま)|(?:現在|いま|今)[^。]{0,30}(?:受けることができ"
    r"|受けられ(?!な|ま))"
)
ABROAD = expression(
    r"\b(?:US|U\.S\.|American|European|EU|UK|British) (?:drugs?|medicines?|health|food and drug) (?:agency"
    r"|regulators?"
    r"|authority|watchdog|administration) (?:has |have |had |just |also )*(?:approved|cleared|authori[sz]ed"
    r"|licen[sc]ed"
    r"|given (?:[\w'’-]+ ){1,4}(?:approval|nod|green light|go-ahead))|"
    r"\b(?:won|wins|received|receives|got|gained|secured|obtained|has|have|with|after"
    r"|following) (?:[\w-]+ ){0,2}FDA approval\b|\bFDA[- ](?:approve[sd]|green-?lights"
    r"|authori[sz]e[sd])\b(?! (?:of|for"
    r"|to) (?:an? |the |its )?(?:\w+ ){0,3}(?:trial|study|IND))|\bFDA-cleared\b|\b(?:EU|EMA|Europe|US|U\.S\.|MHRA"
    r"|UK)[- ](?:approved|approves|approval|authori[sz]ed)\b|\b(?:approved|authori[sz]ed"
    r"|cleared) (?:for (?:use|sale) )?(?:by|in) the (?:US |U\.S\. )?(?:FDA|EMA|U\.S\.|US|European|EU"
    r"|United States)\b|\b(?:FDA|EMA|European (?:Commission|Medicines Agency)) (?:has |have "
    r"|just )*(?:approved|granted (?:\w+ )?approval|authori[sz]ed|greenlit)|\b(?:America|Europe)['’]s (?:FDA"
    r"|regulator)\w* (?:has )?approved|海外(?:で)?も承認|FDA(?:が|の|に|で|から)?(?:正式)?承認(?!申請"
    r"|取得を目指|審査|が|は|に向け|の可否|待ち|を?目指)|FDA(?:が|も|は|、)[^。、]{1,16}を(?:正式に)?承認"
    r"|FDA, ?[^.,]{1,24}승인|(?:欧州"
    r"|米国|EU|英国)(?:でも?|が|当局が|当局の)(?:正式に|すでに)?承認|米で承認|FDA ?(?:의 ?)?승인"
    r"|FDA ?(?:已)?批准|approuvé\w* par la FDA|\b(?:US|U\.S\.|American|European|EU|UK|British|Chinese"
    r"|Korean) (?:regulators?|authorit(?:y|ies)|(?:medicines )?agency|officials) (?:has |have |had |just "
    r"|also )*(?:approved|authori[sz]ed|licen[sc]ed|cleared|greenlit|granted (?:\w+ ){0,2}(?:approval"
    r"|authori[sz]ation))|\b(?:FDA|EMA|MHRA)\b (?:has |have |just |also )*(?:approved"
    r"|granted (?:\w+ ){0,2}(?:approval|authori[sz]ation)|licen[sc]ed)|(?:米国|米|欧州|EU|英国|欧米"
    r"|海外)(?:の)?(?:FDA|当局|規制当局|政府)?(?:から|で|が|に)(?:も)?[^。、]{0,8}(?:承認|認可)(?:を(?:取得し"
    r"|得|受け)|され|済)|FDA(?:から|の)(?:も)?[^。、]{0,6}(?:承認|認可)(?:を(?:取得し|得|受け)|され|済)"
)
TAKEN_UP = expression(
    r"^,? ?(?:it|them|both|this|these|the (?:\w+ )?(?:therap|treatment|product|cells)|in|last|on|for|and|as"
    r"|iPS)\b|^\W*$"
)
COMPARED = expression(
    r"\bdiffer\w*|\bcompar\w+|\btypically\b|\bversus\b|\bvs\b|違い|比べ|異な|目指|めざ|\bseek\w*|\bplan\w*"
    r"|\bapply\b|\bapplication\b|\bIND\b|たい\b|たいと|\binvestigational\b|\b(?:clinical )?trials? (?:in|of)\b"
    r"|治験|臨床試験|予定|申請|\brunning\b|임상|临床|臨床|\bhop(?:e|es|ing)\b|\bwould\b|\bcould\b"
)
