"""Whether a sentence says that a step towards approval was taken, or merely speaks of one.

«Whether X should be approved», «承認の可否が審議される» and «承認をめぐり» all hold the word, and none says that it
happened. A step counts as taken only where the words beside it say so.
"""

from __future__ import annotations

import re

from ipscwatch.model.ledger import Modality
from ipscwatch.watching.extractors.expressions import Expression
from ipscwatch.watching.extractors.modality import modality
from ipscwatch.watching.extractors.sentence import Sentence

_OPEN = Expression(
    r"(?:^|[,:;] |\b(?:and|but|that|debate\w*|ask\w*|wonder\w*|decide|see|unclear) )if\b(?! not)"
    r"|\b(?:whether|would|ahead of|on (?:the|its) agenda|(?:deliberat|debat|discuss|consider|weigh)\w*"
    r"|(?:vote|rule|decide|decision|ruling|talks|opinions?|questions?) (?:on|about|over)"
    r"|agenda (?:includ|item|cover)\w*"
    r"|(?:should|ought to|must|needs? to) (?:\w+ ){0,2}(?:be|get|have|receive|win|obtain)"
    r"|(?:want|urg|demand|petition|lobb|push|await|hop|aim|bet|eye)(?:s|es|ed|e|ing)?"
    r"|(?:wish|pray|long)(?:es|s|ed|ing)? (?:for|that|to)|(?:intend|plan|expect|prepar)(?:s|ed|ned|e|es)? to"
    r"|(?:call\w*|wait\w*|bid|path|way|road|ready|chances?|prospects?|odds|hopes|hurdles?) (?:for|of|to|on)"
    r"|(?:challenges?|difficult(?:y|ies)|obstacles?|attempts?|efforts?) (?:\w+ )?(?:in|to|for|at|of)"
    r"|fail(?:ed|s|ing|ure)? (?:to|in|at)"
    r"|(?:required|needed|necessary|conditions?|criteria|requirements?) (?:for|to))\b",
    re.IGNORECASE,
)
"""Words that leave open what stands after them, up to the end of their clause."""
_ASKED_JA = re.compile(r"[^。、」]{1,8}?の?か(?:[。?？]|$)")
"""After a Japanese verb: that it is asked whether it is so."""
_ASKS = re.compile(
    r"\W*(?:Q\d{0,2}[.:)] ?)?(?:Is|Are|Was|Were|Has|Have|Had|Did|Does|Do|Will|Can|Could|Should)\b", re.IGNORECASE
)
"""How a sentence begins that asks whether it is so."""
_STOP = Expression(
    r"[;；。]|\b(?:but|while|although|whereas|after)\b|, (?:and|which|who|so)\b|[.:] ", re.IGNORECASE
)
_REACH = 260
"""Characters before a verb in which «whether» still governs it: insertions are long."""
_DONE_JA = Expression(
    r"^[」』）)\"]{0,2}(?:"
    r"(?:を|が|は|も|に)?(?:[^。、」をがは]{0,14}?付け?で|[^。、」をがは]{0,14}日に)?(?:正式に|新たに"
    r"|初めて|すでに|既に|同日|一括で|条件付きで)?(?:"
    r"(?:いた)?し(?:た|、|まし|て(?:い(?!な)|お(?!ら)|、|から|以降))|され(?:た(?!ら)|、|まし|て(?:い(?!な)"
    r"|お(?!ら)|から|以降))|済"
    r"|(?:の)?取得(?:(?:いた)?し(?:た|、|まし|て(?!いな))|済|に関する|の(?:お知らせ|発表)|を(?:発表|公表)"
    r"|[、。　 ]|$)"
    r"|を認める(?:判断|意見|結論|方針)を|得(?:た|て(?!も|いな)|、|まし)|受け(?:た|て(?!いな)|、|まし)"
    r"|獲得(?:し(?!て?いな)|[、。　 ]|$)"
    r"|いただ(?:い|き)|頂(?:い|き)|与え(?:た|、|られ(?:た|て)|まし)|決め(?:た|、)|決定(?:し|[、。　 ]|$)"
    r"|出(?:した|た、|た。|て)|下(?:した|り(?:た|、|て|まし))"
    r"|取った|[とに]な(?:った|り)|発表|公表|行(?:った|い(?!ま?せん)|って)|提出(?:し|[、。　 ]|$)|受理|終え)"
    r"|年月日|は、?(?:\d|今年|昨年|同|令和|平成)|中(?!止|断)|日(?:[:：はが（(]|$)|に関するお知らせ|のお知らせ|$"
    r"|[。、，,!！」』）)　\s:：（(―—–・-])"
)
_ENDS_IN_JA_NOUN = Expression(r"(?:承認|了承|申請|仮免許)$")
_HAD_JA = Expression(r"(?:得|受け|取得し|与えられ)(?:た|ている)[^。、]{0,12}$")
"""«得た条件付き承認»."""
_ENDS_IN_KO_NOUN = Expression(r"(?:승인|허가|신청)$")
_DONE_KO = Expression(
    r"^['’\"”」]?(?:일(?:은|:)|했|됐|되었|돼|된(?! 적)|한 |하고|하며|받(?:았|은|으며|고 있)|하였"
    r"|(?:을|를|이|도)? ?(?:받(?:았|은|으며)|얻(?:었|은)|획득|결정|내(?:렸|줬)|났|내려|이뤄|마쳤|완료|제출|취득)"
    r"|$|[.,…!\n])"
)
_TO_APPLY = Expression(r"(?:apply|file|submit)\b", re.IGNORECASE)
_TO = Expression(r"\b(?:to|and|or|then) $", re.IGNORECASE)
"""What stands before the second of two verbs that one plan governs: «intends to complete A and file for B»."""
_ON_GETTING_JA = Expression(r"^を?(?:受け|得|取得し)た(?:際|場合|とき|時)(?:の|は|に用い)")
"""«承認を受けた際の» speaks of what is to be done with any approval."""
_GERUND = Expression(r"(?:approv|endors|authori[sz])ing", re.IGNORECASE)
_BY_DOING = Expression(r"(?:\b(?:by|in|for|after|is|was|of)|,) $", re.IGNORECASE)
"""Before a gerund that tells of a deed; elsewhere it is what somebody thinks of it: «approving X is premature»."""
_GOES_ON_JA = Expression(r"^(?:を|が)?[^。、]{0,6}?(?:され|さ?れて|し|得|得て|受け|受けて)、")
_WISHED_JA = Expression(
    r"(?:こと|日|の)を(?:[^\s。、]{0,8}?)(?:期待|願|望|祈|待ち)|て(?:ほし|欲し|もらいた|いただきた)|ように(?:と)?[^。、]{0,4}(?:願|祈|望)"
    r"|(?:こと|の)が[^。、]{0,8}(?:期待|望|待)"
)
"""A wish at the end of a Japanese sentence governs each verb that goes on to it: «承認され、…ことを期待する»."""
_DATED_JA = Expression(r"(?:\d[日月年](?:に|付で)?|すでに|既に|正式に|先日|先月|昨年|このほど)[^。、]{0,16}$")
_ON_ITS_DAY = re.compile(r"\d日付け?で[^。、]{0,16}$")
"""Before an act that was done on its day, whatever the sentence goes on to plan."""
_SAME_DAY = re.compile(r"同日付け?で[^。、]{0,16}$")
_TOLD_JA = re.compile(r"する(?:と|こと[をに])(?:発表|述べ|表明|明らか|公表|語|決)")
"""Around an act that its own authority tells of on the day: «同日付で承認すると発表した»."""
_SOON_JA = Expression(r"(?:近く|今後|来[月年春夏秋週]|まもなく|間もなく|いずれ|年内に)[^。]{0,40}$")
_NOT_YET_JA = Expression(r"^(?:を)?(?:す|さ?れ)?る(?!こと(?:に|を)(?:了承|決)|前)")
_TO_COME_JA = re.compile(r"する(?:。|$|と|見|予定|こと|ため|前|恐れ|おそれ)")
"""After what happens of itself: that it has not yet."""
_BASE = Expression(r"approve|authori[sz]e|green-?light|endorse", re.IGNORECASE)
_RESOLVED = Expression(
    r"\b(?:(?:first|latest|second|only|nation|country|regulator) (?:[\w'-]+ ){0,4}to|did|voted (?:\w+ )?to"
    r"|agreed to|decided to|moved to)\s$",
    re.IGNORECASE,
)
_NOUN = Expression(
    r"approvals?|authori[sz]ations?|approbation|endorsement|submission|filing|application|green light|nod"
    r"|go-ahead|blessing",
    re.IGNORECASE,
)
_GOT = Expression(
    r"\b(?:won|wins|winning|receiv(?:ed|es|ing)|obtain(?:ed|s|ing)|gain(?:ed|s|ing)|secur(?:ed|es|ing)"
    r"|earn(?:ed|s|ing)|got|gets|grant(?:ed|s|ing)|gave|giv(?:en|es|ing)|issu(?:ed|es|ing)|award(?:ed|s|ing)"
    r"|announc(?:ed|es|ing)|celebrat\w+|mark(?:s|ed|ing)|follow(?:ing|s|ed)|since|despite|landed|land[s]"
    r"|clinch(?:ed|es)|accordé\w*|obtenu\w*|reçu\w*|donné\w*|délivré\w*|has|had|have|holds?|under"
    r"|thanks to|accepted|completed|made|with (?:the|its|this)"
    r"|after (?:the|its|this|japan|receiving|winning))\b[^.;]{0,80}$"
    r"|\d{4} (?:\w+[ ,-]+){0,3}$|\d (?:\w+[ ,-]+){0,2}$"
    r"|\b(?:japan|ministry|regulator|government|minister)['’]s (?:[\w-]+,? ){0,4}$",
    re.IGNORECASE,
)
_CAME = Expression(
    r"^(?: itself)?(?: (?:of|for) [^.;,]{2,70}?(?:, (?:which|an?|the) [^.;]{2,90}?,)?)?,? (?:now "
    r"|still )?(?:was|were|came|comes"
    r"|has been|have been|had been"
    r"|is (?:valid|conditional|in (?:place|force|effect)"
    r"|limited|subject|time)|took|makes?|lasts?|expires?|runs|granted|given|issued|received|obtained|announced)\b"
    r"|^(?: (?:of|for|to) [^.;,]{2,60}?)? (?:on|in|dated) (?:[A-Z][a-z]{2,8}\.? \d|\d|[A-Z][a-z]{2,8} 20)"
    r"|^ [A-Z][a-z]{2,8}\.? \d{1,2},? (?:19|20)\d\d|^ ?[:(]|^ date\b",
)
_OF_WHAT = Expression(
    r" (?:\w+day )?(?:of|for|to|on|in|were|was|are|came|granted|given)\b|[.,(]| [A-Z][a-z]{2,8}\.? \d"
)
"""What follows approvals that are somebody's; «Japan's approvals» alone are a subject to write of."""
_AS_ORDINAL = Expression(
    r"\b(?:is|are|was|were|become\w*|became|making (?:it|them)) (?:the |Japan's )?(?:\w+ and )?(?:first|second"
    r"|third"
    r"|only|latest|\w+th)"
    r" (?:[\w()-]+ ){0,8}to (?:be |(?:receive|win|obtain|gain|get|secure|be granted|be given) (?:[\w-]+ ){0,6})$",
    re.IGNORECASE,
)
_BY_THE_WAY = Expression(r"\b(?-i:[A-Z])[\w-]+,(?: which (?:was|were|had been|has been))? (?:\w+ly )?$")
_DATED_EN = re.compile(
    r"(?: by [^.;,]{3,50}?)? (?:in|on|last|earlier)(?: the same)? (?:\d|this|month|year|week|[A-Z][a-z]{2,8}\b)"
)
"""Around an approval: that it is told by the way, of the product just named: «time for A, approved in March»."""
_BACKED = Expression(
    r"\b(?:endors|recommend|back|support|favou?r|approv)(?:ed|s|es|ing)?\b(?:(?!\bafter\b"
    r"|\bbefore\b)[^;]){0,60}$",
    re.IGNORECASE,
)


def stage_modality(sentence: Sentence, start: int, end: int) -> Modality:
    """Return how the sentence means the step at ``text[start:end]``; one merely named is `conditional`."""
    by_the_way = sentence.near(_BY_THE_WAY, start - 60, start) and _DATED_EN.match(sentence.text, end)
    if by_the_way or sentence.near(_AS_ORDINAL, 0, start):
        return "asserted"
    how = modality(sentence, start, end)
    if how in ("asserted", "planned") and _is_of_its_day(sentence.text[:start], sentence.text[end:]):
        return "asserted"
    if how != "asserted":
        return how
    gerund = _GERUND.match(sentence.text[start:end])
    if (gerund and not _BY_DOING.search(sentence.text[:start])) or _ON_GETTING_JA.match(sentence.text[end:]):
        return "conditional"
    if _is_wished(sentence, start, end) or _is_to_come(sentence, start, end):
        return "planned"
    asked = _ASKED_JA.match(sentence.text[end:])
    return "asserted" if not asked and _is_taken(sentence, start, end) else "conditional"


def _is_of_its_day(before: str, after: str) -> bool:
    """Say whether a Japanese act is dated as done, or told on the day by who does it, whatever is planned."""
    dated = _GOES_ON_JA.match(after) and _ON_ITS_DAY.search(before)
    return bool(dated or (_SAME_DAY.search(before) and _TOLD_JA.match(after)))


def _is_wished(sentence: Sentence, start: int, end: int) -> bool:
    """Say whether a Japanese verb without a date goes on to a wish that ends the sentence."""
    text = sentence.text
    wished = sentence.may_hold(_WISHED_JA) and _GOES_ON_JA.match(text[end:]) and _WISHED_JA.search(text[end:])
    return bool(wished) and not _DATED_JA.search(text[max(0, start - 30) : start])


def _is_to_come(sentence: Sentence, start: int, end: int) -> bool:
    """Say whether a Japanese verb tells what will be done soon: «近く取り下げる»."""
    soon = sentence.near(_SOON_JA, start - 50, start)
    return soon is not None and _NOT_YET_JA.match(sentence.text[end:]) is not None


def _is_taken(sentence: Sentence, start: int, end: int) -> bool:
    text = sentence.text
    before, after, word = text[max(0, start - _REACH) : start], text[end : end + 90], text[start:end]
    if _HAD_JA.search(before) and _ENDS_IN_JA_NOUN.search(word):
        return True
    for ending, done in ((_ENDS_IN_JA_NOUN, _DONE_JA), (_ENDS_IN_KO_NOUN, _DONE_KO)):
        if ending.search(word):
            return done.match(after) is not None
    if not word.isascii():
        return not after.startswith("か") and not (word.endswith("失効") and _TO_COME_JA.match(after))
    asked = text.endswith("?") and _ASKS.match(text)
    if asked or (sentence.may_hold(_OPEN) and _OPEN.search(_clause(before))) or re.match(r"\s*\?", after):
        return False
    if _BASE.fullmatch(word) or (_TO_APPLY.match(word) and _TO.search(before)):
        return _RESOLVED.search(before) is not None
    return not _NOUN.fullmatch(word) or _is_had(before, after, word)


def _is_had(before: str, after: str, word: str) -> bool:
    """Say whether somebody has the approval that the noun names."""
    if _BACKED.search(before) or (word.endswith("s") and not _OF_WHAT.match(after)):
        return False
    return bool(_GOT.search(before) or _CAME.match(after))


def _clause(before: str) -> str:
    stops = [match.end() for match in _STOP.finditer(before)]
    return before[stops[-1] :] if stops else before
