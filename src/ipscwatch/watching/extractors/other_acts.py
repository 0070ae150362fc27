"""Acts told in the words of an approval that are none of a product's in Japan.

A clinical study's permission, a price, another country's regulator, a board's money, a city's permit, an appeal.
"""

from __future__ import annotations

import re

from ipscwatch.watching.extractors.actors import PANEL, PRICE_COUNCIL, STATE
from ipscwatch.watching.extractors.expressions import Expression
from ipscwatch.watching.extractors.sentence import Sentence

_PRICE = Expression(
    r"薬価|価格|償還|保険適用|保険収載|\bprice|\bpricing|reimburse|insurance coverage|中医協|chuikyo"
    r"|(?:social|central) insurance medical|약가|藥價|药价",
    re.IGNORECASE,
)
STUDY = Expression(
    (
        r"approv\w* (?:an? |the |its )?(?:[\w-]+ ){0,3}plans?\b(?! (?:to|for) (?:make|manufactur|produc"
        r"|sell|market))"
        r"|approv\w* (?!after|on\b|based|following|from|in\b|despite|with)(?:of |for |to )?(?:(?:start|begin"
        r"|conduct|launch|run) )?(?:an? |the |its "
        r"|their )?(?:[\w'’-]+ ){0,4}(?:trial|stud(?:y|ies)|research|IND)\b"
        r"|\b(?:approv|clear|accept|allow|fil|submit|appl)\w* (?:[\w'’-]+ ){0,5}?\(?(?:investigational\b|IND\b"
        r"|CTA\b"
        r"|clinical[- ]trial (?:application|notification|authori[sz]ation)|(?:FDA )?clearance)"
        r"|\b(?:investigational\b|clinical[- ]trial )[^.;,]{0,40}?\b(?:application|submission|filing)\b"
        r"(?: [^.;,]{0,30}?\b(?:was|were|has been|had been|is) (?:\w+ )?(?:approved|cleared|accepted|filed"
        r"|submitted))?"
        r"|(?:trial|study|research plan|IND)(?: application)? (?:was |were |has been "
        r"|had been )?(?:approved|cleared)|\bIND\b"
        r"|(?:治験|臨床研究|臨床試験|研究)(?:計画)?(?:について|に関して|をめぐり|を巡り)、[^。]{0,40}?(?:承認|了承)"
        r"|(?:治験|臨床研究|臨床試験|研究)(?:計画|の実施|の開始|届)*(?:を|が|は"
        r"|の)?(?:[^\sで、。]{0,8})?(?:承認|了承|申請)"
        r"|(?:臨床研究|治験|移植手術)(?:計画)?(?:を|が|は)(?:条件付きで|大筋で|正式に|全会一致で)(?:承認|了承)"
        r"|承認[、。 ]{0,2}(?:臨床研究|治験)(?:へ|に|を?(?:開始|実施))"
        r"|(?:수술|이식|연구|임상|시술|치료)[^.]{0,8}? ?계획(?:을|를|이|안)? ?승인"
        r"|임상(?:시험|실험|연구)(?:을|를|이|가)? ?(?:처음(?:으로)? |정식(?:으로)? )?승인"
        r"|\bapproval,? and (?:is|are|will) (?:now |be )?"
        r"(?:solicit|recruit|enrol|seek)\w*"
        r"|临床试验批准|研究計画|(?:臨床試驗"
        r"|临床试验)[^。，,]{0,12}(?:申請|申请|批准)"
        r"|(?:獲批|获批|批准)[^。,，]{0,40}(?:臨床|临床)(?:試驗|试验|研究|I|Ⅰ)"
    ),
    re.IGNORECASE,
)
_ABROAD = Expression(
    r"\b(?:Taiwan|South Korea|Canad|Australia|Singapore|Swiss|Switzerland|Brit)\w*|\bU\.K\.|\bUK\b"
    r"|(?<![A-Za-z])(?:FDA|EMA|MHRA|TGA|NMPA|MFDS|EU)(?![A-Za-z])|\bSwissmedic\b|\bHealth Canada\b|\bEuropean\b"
    r"|\bU\.?S\.? (?:approv|regulat|agenc|authorit|government)|\bUnited States\b"
    r"|\bEurope\b|\bin the US\b|\bChina'?s\b|(?:國家|国家)(?:藥品|药品|藥|药)監?监?|米国|米FDA"
    r"|欧州|英国|中国|韓国|台湾|豪州|オーストラリア|カナダ|シンガポール|スイス|[米英豪韓]当局|미국|유럽|식약처|식품의약품안전처"
    r"|美國|美国|欧洲|歐洲|韩国|韓國|食藥署|[衛卫]福部",
    re.IGNORECASE,
)
_GENERIC = Expression(
    r"^(?:,? ?(?:and )?(?:conditional|time-limited) )?[ -]?(?:pathway|system|framework|process"
    r"|applications?|filings?|reviews?|decisions?|requests?|bids?|hopes|prospects|criteria|requirements|standards"
    r"|holders?|hurdles?|mechanism|scheme|route|programme|program|track|letter|rate|conditions?\b)"
    r"|^(?:の)?(?:制度|仕組み|枠組み"
    r"|プロセス|の対象|ルート)|^ ?제도",
    re.IGNORECASE,
)
_GIVES_APPROVALS = Expression(
    r"\b(?:system|pathway|framework|scheme|track|programme?|mechanism|law|rules?)s?\b[^.;]{0,60}"
    r"\b(?:gives?|grants?|allows?|permits?|lets?|enables?|offers?|provides?)\b[^.;]{0,40}$",
    re.IGNORECASE,
)
"""A system that gives approvals has given none by that."""
_NOUN = Expression(r"approvals?|authori[sz]ations?|approbation", re.IGNORECASE)
_NOUN_LED = Expression(
    r"\b(?:accord\w*|obtenu\w*|reçu\w*|donn[ée]\w*|grant\w*|receiv\w*|w[io]n\w*|obtain\w*|gain\w*|secur\w*"
    r"|issu\w*|g[ai]v\w*|got|the|its"
    r"|this|these|their|first|following|after|since|with|earn\w*|award\w*)\b[^.;]{0,45}$"
    r"|'s [^.;]{0,25}$|\d{4} (?:\w+ )?$|^\W*(?:\w+ ){0,5}$",
    re.IGNORECASE,
)
_SINCE = Expression(
    r"\b(?:since|after|following|before|until|upon|pending"
    r"|prior to) (?:(?:full|conditional|regulatory|marketing) )?$",
    re.IGNORECASE,
)
"""A bare approval in a phrase of time tells of no approval, unless it is dated."""
_DATED = Expression(r" (?:on|in) (?:[A-Z][a-z]{2,8}\.? )?\d")
_NOUN_FOLLOWED = Expression(
    r"^ (?:of|for|to|on|was|were|came|comes|granted|given|in japan|is real)\b|^ ?[(,–—-]"
    r"|^ [A-Z][a-z]{2,8}\.? \d{1,2},? (?:19|20)\d\d",
    re.IGNORECASE,
)
_TAKEN_BACK = Expression(
    r"\b(?:withdr\w+|pull\w*|drop\w*|abandon\w*|scrap\w*|refus\w*|reject\w*) (?:(?:its|the|their|an) )?(?:\w+ )?$",
    re.IGNORECASE,
)
_PAPERS = Expression(
    r"\b(?:securities|stock exchange|court|bankruptcy|patent|tax) $"
    r"|\b(?:report|complaint|lawsuit|suit|claim|petition|objection|appeal|notice|notification|form|document|paper"
    r"|return|case|statement|patent|motion|brief)s? (?:(?:that|which) )?(?:(?:was|were|is|being"
    r"|has been) )?(?:\w+ly )?$"
    r"|\b(?:report|complaint|lawsuit|suit|claim|petition|objection|notice|paper)s? (?:on|about|of|over|against)"
    r" [^.;,]{1,40} (?:was|were|has been|had been|is) $",
    re.IGNORECASE,
)
"""Before a filing: that it is none for approval."""
_APPLIED_FOR = re.compile(r"申請\s?[(（「](?:本|正式|通常)?$|(?:申請|申请)(?:正式|本|常規)$")
"""Before an approval in brackets: that it is what is applied for."""
_TAKEN_BACK_JA = Expression(r"(?:を|の)?取り?下げ")
_INSURANCE = Expression(
    r"(?: (?:an?|the|its))?(?: [\w-]+){0,2} (?:for|of|to (?:have|get)) (?:[\w'-]+ ){0,4}"
    r"(?:insur|coverage|covered|reimburs|pric|list(?:ed|ing)|designat|patent)",
    re.IGNORECASE,
)
"""After a filing: that it is for something else than approval; in Japanese before it."""
_FOR_FULL = Expression(r"本承認|正式な?承認|\bfull (?:marketing )?(?:approval|authori[sz]ation)", re.IGNORECASE)
"""In a filing: it is the second one, of a product whose conditional approval stands till then."""
_INSURANCE_JA = Expression(r"(?:保険|適用|収載|償還|薬価|希望書)(?:の|を|について)?(?:[^、。を]{0,6}[にへ])?$")
_BOARD = Expression(
    r"倫理(?:審査)?委員会|(?:認定|特定)再生医療等委員会|\b(?:ethics|safety assessment|institutional review|review"
    r"|certified) (?:boards?|committees?)\b"
    r"|(?:主治医|担当医|保護者|家族|本人|上司|院長)の承認|取締役会|株主総会|理事会|(?:提言|指針|声明)を(?:承認|了承)|\bboard\b|\bshareholders\b|\bparliament\b"
    r"|\bcabinet\b(?! minister)"
    r"|\b(?:subjects?|participants?|patients?)\b[^.;,]{0,20}\b(?:is|are|was|were|be) approved (?:by|for)\b"
    r"|\b(?:clinic|hospital|institution|facility|center|centre)s?\b[^.;,]{0,50}\b(?:was|were|is|are"
    r"|been) (?:\w+ly )?"
    r"(?:approved|licensed|authori[sz]ed)"
    r"|(?:発行|計画|予算|予算案|議案|増資|出資|投資|契約|提携|合併|買収|人事|改正案|法案"
    r"|配当)(?:案)?を(?:承認|了承)",
    re.IGNORECASE,
)
_BY_BOARD = re.compile(
    r"[^.;]{0,40}?\bby (?:an? |the |its )?(?:[\w'’-]+ ){0,4}?(?:ethics|eligibility|review|steering|monitoring"
    r"|safety"
    r"|enrol\w+|institutional|management|remuneration|audit|standing|selection|nominat\w+) (?:[\w-]+ ){0,2}"
    r"(?:boards?|committees?|panels?)\b",
    re.IGNORECASE,
)
"""After an act: that it is of a committee that decides on no product."""
_BUSINESS = Expression(
    r" (?:an? |the |its )?(?:[\w$¥.,-]+ ){0,5}?(?:extensions?|investments?|funding|budget|loans?|merger|acquisition"
    r"|bill|law|guidelines?"
    r"|offering|dividend|bonds?|restructuring)\b",
    re.IGNORECASE,
)
"""What companies and parliaments approve."""
_MEETS = Expression(r"held$|\bmeets?$|convenes?$", re.IGNORECASE)
_BARE_REFUSAL = re.compile(
    r"(?:(?:was|were|has been|have been|been) (?:\w+ly )?)?(?:rejected|refused|turned down)", re.IGNORECASE
)
_REFUSED_TOO = re.compile(r"and\b|but\b|[,;:] |then\b|later\b", re.IGNORECASE)
_PASSED = re.compile(r"\b(?:approv|authori[sz]|licen[sc]|clear|let through|greenl|in:)\w*", re.IGNORECASE)
"""How a refusal begins that goes on a clause, and what the clause tells of a product: «approved … and rejected»."""
_ITS_VERB = re.compile(r"[®™*\"”’']{0,2}(?: \([^()]*\))?(?:, (?:which|that|an?|the|whose) [^.;]{0,90},)? ")
"""Between a product's name and its verb."""
_WORD = re.compile(r"[\w-]+")
_APPROVAL_REFUSED = re.compile(
    r" (?:\w+ ){0,3}(?:approval|application|conversion|for (?:formal|full|regular))\b", re.IGNORECASE
)
_OBJECT_OF_REFUSAL = 30
"""Characters after an active refusal in which its object begins."""
_WHETHER = re.compile(
    r"(?:する|される|できる)か(?:どうか)?(?:否か)?(?:を|、|について)?(?:審議|判断|議論|検討|協議|審査)"
)
"""After an act: that a panel is to say whether it will be done."""
_CIVIL = re.compile(
    r"\b(?:city|town|municipal|council|planning|zoning|building|parental|export|import|travel) "
    r"(?:approval|permission|authori[sz]ation)",
    re.IGNORECASE,
)
"""What is asked of others than a regulator of medicines."""
_COVERAGE = re.compile(
    r" (?:(?:on )?\w+day )?(?:(?:the|its|public|national|health|insurance) ){0,4}coverage\b", re.IGNORECASE
)
"""«approved on Wednesday coverage for A»."""
_REFUSED_BEFORE = Expression(
    r"\b(?:refus\w+|reject\w+|den(?:y|ied|ies)|turn\w* down|withh(?:eld|olds?)|(?:g[ai]v\w+|hand\w*) (?:up|back)"
    r"|surrender\w*|relinquish\w*|forfeit\w*|renounc\w+) (?:for )?(?:(?:an?|its|the|it"
    r"|them) )?"
    r"(?:[\w-]+ ){0,2}$",
    re.IGNORECASE,
)
"""Before an approval: that it was refused, or is given back."""
_ANY = re.compile(r"\b(?:an?|any|no|every|each|other) $", re.IGNORECASE)
_ONE = re.compile(
    r" (?:[\w-]+ )?(?:treatments?|therap(?:y|ies)|products?|drugs?|medicines?|indications?|facilit(?:y|ies))\b"
)
_PRICE_WAS = re.compile(
    r"\W*(?:the|its|this|that|an?) (?:[\w-]+ ){0,3}price\b[^;]{0,80} (?:was|were|has been|is) (?:\w+ly )?",
    re.IGNORECASE,
)
"""Up to a passive verb: that a price is its subject."""
_OTHER_ACT = re.compile(
    r"^.*\b(?:after|since|when) (?=[^;]*\b(?:won|received|obtained|gained|secured|got|granted|given|gave|was|were)"
    r" (?:[\w-]+,? ){0,5}$)",
    re.IGNORECASE,
)
"""Up to «after it won conditional …»: that what stands before is told of another act."""
_CLAUSE = 300
"""Characters before an approval in which its clause begins."""
_FOREIGN_STATE = re.compile(
    r"\b(?:U\.?S\.?|American|European|British|UK|U\.K\.|Swiss|(?:(?:South )?Kore|Canadi|Australi|Singapore)an"
    r"|Chinese"
    r"|Taiwanese|(?:Taiwan|China|(?:South )?Korea|Canada|Australia|Singapore|Britain)['’]s) (?:[\w-]+ ){0,2}"
    r"(?:regulators?|authorit(?:y|ies)|government|ministry)\b"
    r"|\b(?:following|after|outside|besides|like|joining) Japan(?:['’]s(?: \w+)? approval)?"
    r"|(?:韓国|台湾|米国|英国|欧州|中国|豪州|オーストラリア|カナダ|スイス|シンガポール)の?(?:政府|保健省|厚生省)|日本(?=に続|に次|以外)"
)
"""Another country's, in words that mean Japan's where they stand alone."""

_TO_SUCH = Expression(
    r"\b(?:to|of|for|on|with|all|any|some|many|among|from|between|by|allowed|other) (?:\w+ly )?$", re.IGNORECASE
)
_SUCH = re.compile(
    r"approved (?:[\w-]+ ){0,2}(?:products|therapies|treatments|drugs|medicines)\b(?! (?:is|are|was|were|has"
    r"|have|had"
    r"|in|on|like"
    r"|such))"
)
"""Around «approved»: that it only says what products are meant: «rules for conditionally approved products»."""


def is_void(role: str, sentence: Sentence, match: re.Match[str]) -> bool:
    """Say whether an application is taken back, a meeting held that is no panel's, or money approved by a board."""
    start, end = match.span()
    refused = sentence.near(_REFUSED_BEFORE, start - 50, start) or _is_any(sentence, start, end)
    such = _SUCH.match(sentence.text, start) and sentence.near(_TO_SUCH, start - 40, start)
    if (role == "approved" and (refused or such)) or _CIVIL.search(sentence.text[max(0, start - 12) : end + 40]):
        return True
    if role in ("approved", "endorsed"):
        business = sentence.may_hold(_BUSINESS) and _BUSINESS.match(sentence.text[end : end + 60])
        board = sentence.near(_BOARD, start - 60, end + 4) or _BY_BOARD.match(sentence.text, end)
        applied = _APPLIED_FOR.search(sentence.text[:start])
        return bool(business or board or applied or _WHETHER.match(sentence.text[end:]))
    if role == "filed":
        insured = sentence.near(_INSURANCE_JA, start - 16, start)
        papers = sentence.near(_PAPERS, start - 70, start)
        full = sentence.near(_FOR_FULL, start - 6, end + 30)
        before = insured or papers or full or sentence.near(_TAKEN_BACK, start - 40, start)
        after = _TAKEN_BACK_JA.match(sentence.text[end:]) or _INSURANCE.match(sentence.text[end:])
        return before is not None or after is not None
    if role == "agenda" and match[0].isascii() and sentence.search(PRICE_COUNCIL):
        return True
    meets = role == "agenda" and _MEETS.search(match[0]) is not None
    return meets and (not sentence.search(PANEL) or sentence.search(_PRICE) is not None)


def _is_any(sentence: Sentence, start: int, end: int) -> bool:
    """Say whether «approved» only says what kind of thing is meant: «as an approved treatment»."""
    return _ANY.search(sentence.text[max(0, start - 8) : start]) is not None and bool(
        _ONE.match(sentence.text, end)
    )


def is_of_something_else(role: str, sentence: Sentence, match: re.Match[str]) -> bool:
    """Say whether a study, a price, the pathway at large or another country's regulator is spoken of."""
    start, end = match.span()
    if sentence.may_hold(STUDY) and _of_study(sentence.text, start, end):
        return True
    if _at_large(sentence, start, end) or _abroad(sentence, start, end):
        return True
    priced = sentence.may_hold(_PRICE) or sentence.may_hold(PRICE_COUNCIL) or "coverage" in sentence.lower
    if role in ("endorsed", "approved") and priced and _of_price(sentence.text, match):
        return True
    if sentence.near(_SINCE, start - 40, start) and not _DATED.match(sentence.text[end:]):
        return True
    if _NOUN.fullmatch(match[0]) is None:
        return False
    before, after = sentence.text[max(0, start - 110) : start], sentence.text[end:]
    return not (_NOUN_LED.search(before) or _NOUN_FOLLOWED.search(after))


def _at_large(sentence: Sentence, start: int, end: int) -> bool:
    """Say whether it is the pathway, or what a system gives."""
    if sentence.may_hold(_GENERIC) and _GENERIC.match(sentence.text[end:]):
        return True
    return sentence.near(_GIVES_APPROVALS, start - 140, start) is not None


def _of_study(text: str, start: int, end: int) -> bool:
    """Say whether it is a clinical study that is approved or filed for."""
    left = max(0, start - 60)
    around = text[left : end + 90]
    return any(hit.start() < end - left and start - left < hit.end() for hit in STUDY.finditer(around))


def _of_price(text: str, match: re.Match[str]) -> bool:
    """Say whether a price is approved: it stands before the Japanese verb, around the English one."""
    if _COVERAGE.match(text, match.end()) or _PRICE_WAS.fullmatch(text, 0, match.start()):
        return True
    after = text[match.end() : match.end() + 28] if match[0].isascii() else ""
    behind = text[match.end() : match.end() + 90] if match[0].isascii() else ""
    told, near = text[: match.start()], text[max(0, match.start() - _CLAUSE) : match.start()]
    if match[0].isascii() and (other := _OTHER_ACT.match(near)):
        told = near[other.end() :]
    if PRICE_COUNCIL.search(told + " " + behind):
        return True
    before = told[-40:]
    before = before.rpartition(",")[2] if match[0].isascii() else before
    return _PRICE.search(before + " " + after) is not None


def _abroad(sentence: Sentence, start: int, end: int) -> bool:
    around = sentence.text[max(0, start - 60) : end + 30]
    if not sentence.may_hold(_ABROAD) or not _ABROAD.search(around):
        return False
    return STATE.search(_FOREIGN_STATE.sub("", around)) is None


def is_of_other(sentence: Sentence, match: re.Match[str]) -> bool:
    """Say whether something is refused that is neither approval nor product: an offer, an appeal, a patient."""
    text, offset = sentence.text, sentence.start
    if _REFUSED_TOO.match(match[0]) and match.start() > 0:
        return _PASSED.search(text[: match.start()]) is None
    if not _BARE_REFUSAL.fullmatch(match[0]) or _APPROVAL_REFUSED.match(text, match.end()):
        return False
    return not any(
        match.end() < group.start - offset <= match.end() + _OBJECT_OF_REFUSAL
        or _is_subject(text, group.start - offset, group.end - offset, match.start())
        for group in sentence.groups
    )


def _is_subject(text: str, first: int, last: int, verb: int) -> bool:
    """Say whether a name, or a relative clause behind it, ends where the verb begins."""
    name = _WORD.match(text, first)
    ends = (last, name.end() if name else last)
    return any(end <= verb and _ITS_VERB.fullmatch(text, end, verb) for end in ends)
