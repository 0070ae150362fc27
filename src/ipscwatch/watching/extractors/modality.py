"""Whether a sentence asserts a thing, denies it, plans it, passes it on, or makes it depend on something.

Japanese and Korean say so after the verb, English, Chinese and French before it; each is read on its own side,
within the clause.
"""

from __future__ import annotations

import re

from ipscwatch.model.ledger import Modality
from ipscwatch.watching.extractors.expressions import Expression
from ipscwatch.watching.extractors.sentence import Sentence

_BEFORE: tuple[tuple[Modality, Expression], ...] = (
    (
        "denied",
        Expression(
            r"\b(?:not|never|nor|neither|cannot|yet to(?: be)?|without|(?:is|has|have|had|was|were|does|did|do)n't"
            r"|den(?:y|ies|ied)|far from|instead of|rather than|short of|n'a pas|pas encore"
            r"|no plans? (?:to|for)|(?:was|were) to have|lack\w*|(?:incorrect|wrong|mistaken|erroneous)ly"
            r"|misstated|misreported)\b"
            r"|\bno (?:full |final |formal |foreign |other )?$"
            r"|\bno (?:[\w'-]+ ){1,6}(?:has|have|had|was|were|is|are) (?:yet |ever "
            r"|so far )?(?:been )?(?:\w+ly )?$|未|没有|沒有|並非"
            r"|并非|尚未",
            re.IGNORECASE,
        ),
    ),
    (
        "conditional",
        Expression(
            r"\b(?:[Ii]f|[Ww]hether|[Uu]nless|could|[Ss]hould (?:it|the)|might|may|can|[Oo]nce|[Pp]ending"
            r"|subject to|[Ss]i (?:le|la|les|ce|cet|cette|elle|il|[A-Z]\w+)|[Ss]['’]il|would (?:be|have)|[Ii]n case"
            r"|eligible(?! for (?:[\w-]+ ){0,4}(?:coverage|insurance|reimbursement))"
            r"|pourrait|were to|possib(?:le|ly)|until"
            r"|before)\b"
            r"|^(?:Had|Were) [\w'’]"
            r"|如果|若|可能|一旦"
        ),
    ),
    (
        "planned",
        Expression(
            r"\b(?:will|plan(?:s|ned|ning)?|expect(?:s|ed|ing)?|schedul(?:ed?|ing)|set to|(?:is|are) to|aim(?:s"
            r"|ed|ing)?"
            r"|due(?! to (?!be|begin|start|take|end|go|come|open|meet|decide|submit|file|launch|report|hold|run"
            r"|receive"
            r"|complete|enter|discuss|review|rule|expire|issue|publish))|intend(?:s|ed)?|slated|hop(?:es|ing)"
            r"|to be|likely"
            r"|poised|seek(?:s|ing)?|sought|target(?:s|ed|ing)?|forecast|project(?:s|ed)|anticipat\w+"
            r"|propos(?:es|ed)|devrait|prévu|toward|ahead of|await\w*|asks?|asked"
            r"|goal|on track|prepar\w+"
            r"|would|request\w*|appl(?:y|ies|ied|ying) for|(?:fil|submitt?)(?:ed|es|s"
            r"|ing) (?:\w+ ){0,3}for|under review for)\b|計画では|予定では|構想では|预计|預計|[将將](?!来"
            r"|來|[^，。,]{2,60}(?:列入|納入|纳入|定[为為]|降至|下[调調]|上[调調]))|拟|擬|计划"
            r"|計畫|有望"
            r"|연내|다음 ?달|올해 ?안에|내년 ?(?:중|초|께|에)",
            re.IGNORECASE,
        ),
    ),
    (
        "hearsay",
        Expression(
            (
                r"\b(?:reportedly|rumou?r\w*|(?:is|are|was|were) said to|allegedly|unconfirmed|speculat\w+)\b"
                r"|\b(?:article|story|report|column|caption|headline|version)\b[^.;]{0,40}? (?:also )?(?:said"
                r"|stated|gave)\b"
                r"|据传|據傳|傳出"
            ),
            re.IGNORECASE,
        ),
    ),
)
_AFTER: tuple[tuple[Modality, Expression], ...] = (
    (
        "denied",
        Expression(
            r"^ (?:\w+ ){0,2}?(?:is|are|was|were|has|have|had|did|does|could|can|will|would)"
            r"(?:n't| not| never| yet to)\b|"
            r"^[^。、]{0,14}?(?:されていな|されなかった|していな|しなかった|しておら|されておら|ではな(?!いか)"
            r"|でなく|は(?:まだ)?な(?:い|く|し)|が(?:まだ)?な(?:い|く)|せず|されず|至ら(?:な|ず)"
            r"|得られていな|出ていな|未定|않|아니|없)"
        ),
    ),
    (
        "conditional",
        Expression(
            r"^[^。]{0,8}?た(?:際|場合|段階|時点)(?:に|で)(?:は|も|、)?[^。]{0,24}(?:する|なる|される|判断"
            r"|検討|見込|予定)"
            r"|^[^。]{0,16}?(?:されれば|すれば|できれば|得られれば|となれば|(?<!なけ)れば|した場合|された場合|の場合"
            r"|なら(?!な|ず|び)|たら|可能性|かもしれ|かどうか|か否か|면 |경우)|^(?:の)?(?:可否|前に|までに"
            r"|後に)"
        ),
    ),
    (
        "planned",
        Expression(
            r"^ (?:planned|intended|targeted|projected|proposed)\b|^(?:を)?(?:開始)?する(?:と(?:発表|明ら|公表)"
            r"|ことを(?:決|発表))"
            r"|^[^。]{0,24}?(?:見通し|見込|予定|方針|計画|目指|めざ|に向け|たい(?:考え|とし)|はず|めど"
            r"|目途|[とに]なりそう|求め|想定|予想|目標|期待|待[たちつっ]|目前|間近|迫|検討|準備|審議(?!会)|要望|観測|예정"
            r"|전망|계획"
            r"|목표|prévu)|^(?:へ|か)(?=$|[\s」。、!?）)])|^(?:を)?(?:申請|へ(?:前進|道))"
            r"|^\W{0,3}(?:(?:by|of|for) (?:the |a )?[\w' -]{3,60}? )?(?:is|are|was"
            r"|were)? ?(?:planned|expected|scheduled|due|targeted|slated|awaited|sought|likely|anticipated"
            r"|pending)\b"
        ),
    ),
    (
        "hearsay",
        Expression(
            r"^[^。]{0,20}?(?:とみられ|という(?:情報|噂|うわさ|報道)|らしい|そうだ|とされる|알려졌"
            r"|との(?:見方|(?:一部)?報道|情報))"
        ),
    ),
)
_CLAUSE_BREAK = Expression(
    (
        r"[;；。]|,\s+(?:and|but|while|with|which|who|as|after|although|though|whereas|when|if)\b|、(?:一方"
        r"|しかし|だが|ただし)|\b(?:but|while|although|after|whereas)\b"
    ),
    re.IGNORECASE,
)
_TOLD_APART = Expression(
    r"(?<=済みで)、|(?<=した)(?=[「『ァ-ヶ])|(?<=された)(?=[「『ァ-ヶ])|(?<=ており)、|(?<=され)、(?=[^。]{4,60}が(?:大いに"
    r"|強く)?期待)|(?<=ており)、|(?<=ている)一方"
    r"|(?<=たが)、|(?<=た)一方で?、|(?<=たものの)、"
)
"""Where a Japanese clause is complete: what follows is not said of its verb."""
_WINDOW = 70
"""Characters before a verb in which an auxiliary or a negation still belongs to it."""
_SOFTENED = Expression(
    r"差し支え(?:が)?な|支障(?:は|が)?な|not only|no longer (?:just|only)|not just|nothing short of", re.IGNORECASE
)


def modality(sentence: Sentence, start: int, end: int) -> Modality:
    """Return how the sentence means what it says at ``text[start:end]``."""
    text = sentence.text
    before, after = _last_clause(text[max(0, start - _WINDOW) : start]), text[end : end + _WINDOW]
    if sentence.may_hold(_TOLD_APART):
        after = _TOLD_APART.pattern.split(after, maxsplit=1)[0]
    if sentence.may_hold(_SOFTENED) and (_SOFTENED.search(before) or _SOFTENED.match(after[:20].lstrip("して "))):
        return "asserted"
    for (name, leading), (_, trailing) in zip(_BEFORE, _AFTER, strict=True):
        if (sentence.may_hold(leading) and leading.search(before)) or (
            sentence.may_hold(trailing) and trailing.search(after)
        ):
            return name
    return "asserted"


def _last_clause(text: str) -> str:
    """Return what of the text stands after its last clause break."""
    breaks = [match.end() for match in _CLAUSE_BREAK.finditer(text)]
    return text[breaks[-1] :] if breaks else text
