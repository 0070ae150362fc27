"""What a product is paid with by Japan's insurance: price, unit priced, price before, and the price's own dates.

A forecast, a wish, sales, funding and another country's money are no prices.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ipscwatch.model.ledger import Value
from ipscwatch.text.amounts import Amount
from ipscwatch.watching.extractors.comparisons import is_of_unnamed
from ipscwatch.watching.extractors.descriptor import Extractor, Finding
from ipscwatch.watching.extractors.expressions import Expression
from ipscwatch.watching.extractors.figures import amounts_in, value_of
from ipscwatch.watching.extractors.modality import modality
from ipscwatch.watching.extractors.owners import owners_of
from ipscwatch.watching.extractors.passages import Passages
from ipscwatch.watching.extractors.price_dates import ROLES, effective_on, is_decided, price_dates, talking
from ipscwatch.watching.extractors.price_rows import moved, rows_of, unit_priced
from ipscwatch.watching.extractors.sentence import Sentence

_CUE = Expression(
    r"薬価|据え置|引き下げ|引き上げ|値下げ|値上げ|償還価格|公定価格|保険価格|価格|収載|保険適用|算定|\bprice[ds]?\b"
    r"|\bpricing\b"
    r"|reimburs\w+|\blist(?:s|ed|ing)\b"
    r"|値段|保険が(?:使え|き)|\bcosts?\b|\bcovered\b|\bcoverage\b"
    r"|약가|약값|가격|급여|藥價|药价|價格|价格|\bprix\b|\bcoûte\b",
    re.IGNORECASE,
)
_OTHER_MONEY = Expression(
    r"売上|売り上げ|年商|市場規模|市場は|市場が|業績|営業利益(?!率)|経常利益|純利益|最終利益|赤字|黒字|投資|出資|増資"
    r"|調達|資金|補助|支援|予算|助成|開発費|研究費|製品総原価|原価(?!計算)|流通経費|消費税|時価総額|株価|自己負担"
    r"|負担額|負担は|高額療養費|上限額|契約金|一時金|マイルストン|対価|ピーク時|販売金額|市場拡大"
    r"|\bsales\b|\brevenues?\b|\bearnings?\b|\bprofits?\b|\bmarket\b|\binvest\w*|\bfund(?:s|ed"
    r"|ing)?\b|\braised?\b|\bgrants?\b|\bbudget\b|\bspen[dt]\w*|\bspending\b|\bpoured\b"
    r"|\bcosts? of (?:making|producing|manufactur\w+|production|developing|development)\b"
    r"|\b(?:production|manufacturing|development|operating|labou?r) costs?\b"
    r"|\bshares?\b|\bstock\b|\bcapital\b|\bmilestones?\b|\bupfront\b|\bout-of-pocket\b"
    r"|\bco-?pay\w*|\bpeak\b|\bcompetitor|매출|투자|자금|销售|銷售|营收|投入|資金|资金|chiffre d'affaires",
    re.IGNORECASE,
)
_NO_PRICE = Expression(
    (
        r"高くても|以上になると|を超えると(?:み|予想)|見込|見通し|見られ|とみられ|予想|想定|可能性|試算|目安|相場"
        r"|検討|有力|浮上|とする方向|方向で(?:調整|最終)|方針を固め"
        r"|\bunder consideration\b|\bbeing considered\b|\bestimat\w+|\bexpect\w*"
        r"|\bforecast\w*|\bcould\b|\bmight\b|\blikely\b|\bpredict\w*|\banalysts?\b|\bproject(?:s|ed)\b"
        r"|预计|預計|估計|估计|예상|전망|estimé"
    ),
    re.IGNORECASE,
)
_WISHED = re.compile(
    r"を?(?:希望|要望|求め)|(?: that)?(?: [\w'’-]+){1,4}? (?:had |has )?"
    r"(?:asked|sought|wanted|requested|hoped|proposed)\b",
    re.IGNORECASE,
)
"""After an amount: that a company wished for so much."""
_OTHER_COST = re.compile(
    r"\b(?:surgery|operation|hospitali[sz]ation|hospital stay|procedure)\b[^.;]{0,30}$"
    r"|(?:手術|入院)(?:費用?|料|代)[^。、]{0,6}$",
    re.IGNORECASE,
)
"""Before an amount: that it is for the treatment around the product."""
_JUST_BEFORE = Expression(r"[(（](?:薬価|償還価格|価格)(?:は|:)?\s?$")
_TO = Expression(r"^\s*(?:(?:\([^()]*\)|（[^（）]*）)?\s*(?:から|より)|\s*(?:to|->|→|⇒)|에서)", re.IGNORECASE)
_BY_SO_MUCH = Expression(
    r"^\s?(?:\([^()]*\))?\s?(?:の)?(?:減|増|引き?下げ|引き?上げ|値下げ|値上げ|安く|高く)"
    r"|^ (?:\([^()]*\) )?(?:lower|higher|less|more|cut)\b"
)
"""After an amount: that it is the difference of two prices."""
_MOVED = Expression(r"円(?:\([^()]*\))?から[^。、]{0,8}\d[\d,億万]*円")
"""One price to another, in a text about prices."""
_FOR_SO_MANY = re.compile(
    r" (?:for|per) (?:every )?((?:\d{1,2}|two|three|four|five|six) (?:sheets|vials|patches|bags|kits|syringes))\b"
)
"""After an amount: how many of a thing it buys."""
_MOVES = Expression(
    r"\b(?:go(?:es)?|went|falls?|fell|drops?|dropped|rises?|rose|(?:was|were|been|be|is) (?:cut|lowered|reduced"
    r"|raised)"
    r"|stays?|stayed|remain(?:s|ed)?|unchanged|(?:kept|held)(?: \w+)?) (?:down |up )?(?:from|to|at) (?:about )?"
    r"(?:(?:¥|JPY ?)\d|\d[\d,.]* (?:million )?yen\b)",
    re.IGNORECASE,
)
"""The price that a named product moves to or stays at."""
_WILL_MOVE = re.compile(
    r"\bwill (?:go|fall|drop|rise|be (?:cut|lowered|reduced|raised|revised)) (?:down |up )?"
    r"(?:to|from)(?: (?:JPY )?[¥\d][\d,.]*(?: million)?(?: yen)? (?:to|from))? $"
)
"""Before an amount: that a price moves to it, as is settled once the price council has done its part."""
_STOOD = Expression(r"^(?:と[^、。]{0,10}(?:なって|され)(?:いる|いた|きた)|だった)")
_CUT = Expression(r"値下げ|引き?下げ|値上げ|引き?上げ|改定")
"""With `_STOOD`: the price that a sentence about a revision gives is the one before it."""
_COUNTRIES: tuple[tuple[str, Expression], ...] = (
    ("US", Expression(r"米国|アメリカ|米(?=で)|\bUnited States\b|\bU\.?S\.?(?![\w$])|미국|美国|美國")),
    ("UK", Expression(r"イギリス|英国|\bBritain\b|\bUnited Kingdom\b|\bU\.?K\.?(?!\w)|영국|英國")),
    ("DE", Expression(r"ドイツ|独国|\bGermany\b|독일|德国|德國")),
    ("FR", Expression(r"フランス|\bFrance\b|프랑스|法国|法國")),
    ("EU", Expression(r"欧州|ヨーロッパ|\bEurope\b|유럽|欧洲|歐洲")),
    ("", Expression(r"国内|日本|\bJapan\b|일본")),
)
"""The countries a price is told for, by the qualifier it takes; none for Japan's own."""
_IN = re.compile(r"^(?: [\w-]+){0,3} in (?:the )?$")
"""Between an English amount and the country it is paid in."""
_FORMER = Expression(
    (
        r"改定前|これまで(?:の)?|従来(?:の)?|旧薬価|\bprevious(?:ly)?\b|\bdown from\b|\bup from\b|\bfrom\b"
        r"|\bformerly\b|\b(?:initial|original)ly\b|\bat first\b|\bat launch\b|\b(?:old|initial|original|launch"
        r"|former)"
        r" price\b|기존"
    ),
    re.IGNORECASE,
)
_AT_FIRST = re.compile(
    r" (?:at (?:launch|first|the time of (?:the )?(?:launch|listing))|initially|originally"
    r"|when (?:it was )?(?:first )?(?:launched|listed)|until (?:now|then)|before the (?:cut|revision))\b",
    re.IGNORECASE,
)
"""After an amount: that it is what the price was."""
_CLINICS = Expression(r"\bour clinics?\b|\bsessions\b|当院|当クリニック|自由診療|自費診療", re.IGNORECASE)
"""Words of one who sells treatments: what they cost is no price of the product."""
_IN_MAN = Expression(r"[万萬만]\s?(?:円|日元|日圓|엔)$")
_STEP = 12
"""Characters between a former price and the one it became."""
_LOWEST, _HIGHEST = 100, 3_000_000_000
"""Yen between which a price of one unit of a medicine lies; the dearest listed so far is 304,972,042."""


_QUOTED = re.compile(r"「[ァ-ヶー]{3,}[^」]{0,14}」")
"""A name as Japanese papers write those of medicines."""


def _extract(passages: Passages) -> Iterator[Finding]:
    paragraph, talk = -1, talking(passages)
    rows = rows_of(passages) if talk else {}
    for number, sentence in enumerate(passages.sentences):
        told = paragraph == sentence.paragraph and bool(sentence.groups)
        told = told or _is_asked(passages, number)
        if sentence.paragraph in talk:
            told = told or _is_labelled(passages, sentence) or sentence.search(_MOVED) is not None
            told = told or (bool(sentence.groups) and sentence.search(_MOVES) is not None)
        found = rows.get(sentence.start) or [*_prices(passages, sentence, running=told)]
        if any(one.attribute == "price_jpy" for one in found):
            paragraph = sentence.paragraph
        yield from found
    yield from price_dates(passages, talk, moved(rows.values()))


def _is_asked(passages: Passages, number: int) -> bool:
    """Say whether the sentence answers the question what it costs."""
    before = passages.sentences[number - 1] if number else None
    return before is not None and before.text.endswith(("?", "？")) and before.search(_CUE) is not None


_LABEL = re.compile(r"[^:：.。]{0,40}[:：]\s?")


def _is_labelled(passages: Passages, sentence: Sentence) -> bool:
    """Say whether an amount stands behind the name of the sentence's product and a colon."""
    money = amounts_in(passages, sentence, "money")
    if not money or len(sentence.groups) != 1 or money[0].start < sentence.groups[0].end:
        return False
    return _LABEL.fullmatch(passages.text, sentence.groups[0].end, money[0].start) is not None


def _prices(passages: Passages, sentence: Sentence, *, running: bool) -> Iterator[Finding]:
    """Yield the prices of one sentence; `running` where it is known to go on about prices."""
    money = [
        one
        for one in amounts_in(passages, sentence, "money")
        if _is_price(passages, sentence, one, running=running)
    ]
    if not money or _by_a_clinic(passages, sentence):
        return
    yen = [one for one in money if one.unit == "JPY"]
    for amount in money:
        if amount.unit != "JPY" and not yen:
            yield _finding(passages, sentence, amount, rejected=f"the list price is in yen, not {amount.unit}")
    current = [one for one in yen if not _is_former(sentence, one)]
    for amount, owners in zip(
        current, owners_of(sentence, [(a.start, a.end) for a in current], passages.text), strict=True
    ):
        unnamed = is_of_unnamed(sentence, amount.start, amount.end)
        yield from _current(passages, sentence, amount, () if unnamed else owners)
    for amount in yen:
        if amount in current:
            continue
        became = _became(sentence, amount, current)
        if became is not None and len(current) > 1:
            (owners,) = owners_of(sentence, [(became.start, became.end)], passages.text)
            told = _finding(passages, sentence, amount, attribute="price_previous")
            yield told._replace(owners=owners if len(owners) == 1 else ())
        elif len(current) == 1 or _stood(sentence, amount.end - sentence.start):
            yield _finding(passages, sentence, amount, attribute="price_previous")


def _became(sentence: Sentence, former: Amount, current: Sequence[Amount]) -> Amount | None:
    """Return the price that a former one became, where it stands right beside: «XからYに», «to Y from X»."""
    if not _TO.match(sentence.text[former.end - sentence.start :]):
        text, at = sentence.text, sentence.start
        return next((one for one in current if text[one.end - at : former.start - at] == " from "), None)
    return next((one for one in current if 0 <= one.start - former.end <= _STEP), None)


def _by_a_clinic(passages: Passages, sentence: Sentence) -> bool:
    """Say whether a clinic tells its fees, and names no product beside them."""
    if sentence.search(_CLINICS):
        return True
    return not sentence.groups and _CLINICS.search(passages.before(sentence)) is not None


def _is_price(passages: Passages, sentence: Sentence, amount: Amount, *, running: bool) -> bool:
    """Say whether the sentence speaks of a price, as a fact, near the amount."""
    start, end = amount.start - sentence.start, amount.end - sentence.start
    clause = _clause(sentence.text, start, end)
    if _JUST_BEFORE.search(sentence.text[max(0, start - 12) : start]):
        return True
    if _WISHED.match(sentence.text, end) or _OTHER_COST.search(sentence.text[max(0, start - 40) : start]):
        return False
    if _OTHER_MONEY.search(clause) or _NO_PRICE.search(clause) or _BY_SO_MUCH.match(sentence.text[end:]):
        return False
    before = sentence.text[max(0, start - 60) : start]
    set_for = _SET_FOR.search(before) or (_TO_THE_YEN.match(amount.raw) and before.endswith("will cost "))
    set_for = set_for or (_WILL_MOVE.search(before) and is_decided(passages))
    if _PAID.search(before) or _PART_OF.search(sentence.text[:start]):
        return False
    if amount.basis in ("year", "month") or (modality(sentence, start, end) != "asserted" and not set_for):
        return False
    return running or bool(sentence.search(_CUE) or amount.basis)


_PAID = re.compile(
    r"\b(?:patients?|they|people|he|she|families) (?:\w+ )?(?:pays?|paid|bears?"
    r"|shoulders?) (?:[\w-]+ ){0,3}$",
    re.IGNORECASE,
)
"""Before an amount: that it is what a patient pays, not the price."""
_PART_OF = re.compile(
    r"\bpremiums? (?:of|worth) (?:about |some )?$|加算(?:額)?(?:は|が|として)?(?:約)?$"
    r"|(?:求め|希望し|要望し|申請し|提示し)(?:た|ていた)(?:額の)?(?:約)?$",
    re.IGNORECASE,
)
"""Before an amount: that it is a part of a price, or what was asked for."""
_SET_FOR = re.compile(
    r"\bwill be (?:priced|set|listed|covered)(?: (?:on|from) [A-Z][a-z]{2,8}\.? \d{1,2})? at (?:about )?$",
    re.IGNORECASE,
)
"""A price that is settled and comes into force later."""
_TO_THE_YEN = re.compile(r"\d{1,3},\d{3},\d{3}")
"""What no rumour knows."""


def _clause(text: str, start: int, end: int) -> str:
    """Return the part of the sentence around the amount, between strong breaks."""
    left = max(
        (text.rfind(mark, 0, start) for mark in (";", "；", "。", "\n", ", while", ", but", "、一方", "が、")),
        default=-1,
    )
    stops = [
        place
        for mark in (";", "；", "。", "\n", ", while", ", but", "、一方", "が、")
        if (place := text.find(mark, end)) >= 0
    ]
    return text[left + 1 : min(stops, default=len(text))]


def _is_former(sentence: Sentence, amount: Amount) -> bool:
    start, end = amount.start - sentence.start, amount.end - sentence.start
    return (
        _TO.match(sentence.text[end:]) is not None
        or _FORMER.search(sentence.text[max(0, start - 16) : start]) is not None
        or _AT_FIRST.match(sentence.text[end:]) is not None
        or _stood(sentence, end)
    )


def _stood(sentence: Sentence, end: int) -> bool:
    """Say whether a sentence about a revision tells what the price was until then."""
    return _STOOD.match(sentence.text[end:]) is not None and sentence.search(_CUT) is not None


def _current(passages: Passages, sentence: Sentence, amount: Amount, owners: tuple[str, ...]) -> Iterator[Finding]:
    owners = owners if len(owners) == 1 and not _of_another(passages, sentence, amount) else ()
    amount = _as_rounded(amount)
    abroad = _abroad(sentence, amount)
    effective = "" if abroad else effective_on(passages, sentence)
    yield Finding(
        owners=owners,
        attribute="price_jpy",
        qualifier=abroad or ("per vial" if amount.basis == "vial" else ""),
        value=value_of(amount, "JPY"),
        start=amount.start,
        end=amount.end,
        as_of=effective,
        rejected=_impossible(amount),
    )
    pack = _pack(passages, sentence, amount)
    if pack and amount.basis != "vial" and not abroad:
        yield Finding(
            owners=owners,
            attribute="price_pack",
            value=Value(text=pack),
            start=amount.start,
            end=amount.end,
            as_of=effective,
        )


def _of_another(passages: Passages, sentence: Sentence, amount: Amount) -> bool:
    """Say whether the name in quotes last before an amount is a product's that is none of ours."""
    quoted = [*_QUOTED.finditer(sentence.text, 0, amount.start - sentence.start)]
    if not quoted:
        return False
    start, end = sentence.start + quoted[-1].start(), sentence.start + quoted[-1].end()
    return not any(start < one.end and one.start < end for one in passages.namings)


def _abroad(sentence: Sentence, amount: Amount) -> str:
    """Return the country whose price it is: right behind it, else the one named last before; empty for Japan."""
    start, end = amount.start - sentence.start, amount.end - sentence.start
    places = [
        (match.start(), country)
        for country, expression in _COUNTRIES
        if sentence.may_hold(expression)
        for match in sentence.finditer(expression)
    ]
    behind = [country for at, country in places if at > end and _IN.match(sentence.text[end:at])]
    before = max(((at, country) for at, country in places if at < start), default=(0, ""))[1]
    return behind[0] if behind else before


def _as_rounded(amount: Amount) -> Amount:
    """Return a price given in whole 万 as rounded to them: a headline's 5530万円 is the notice's 55,306,737."""
    if amount.precision != "exact" or amount.value is None or not _IN_MAN.search(amount.raw):
        return amount
    return replace(amount, precision="about", low=amount.value - 10_000, high=amount.value + 10_000)


def _pack(passages: Passages, sentence: Sentence, amount: Amount) -> str:
    """Return what the price is for, as published: told beside it, or once in the sentence."""
    if counted := _FOR_SO_MANY.match(sentence.text, amount.end - sentence.start):
        return counted[1]
    named = {one.basis for one in amounts_in(passages, sentence, "pack")}
    name = amount.basis or (next(iter(named)) if len(named) == 1 else "")
    return unit_priced(name)


def _impossible(amount: Amount) -> str | None:
    value = amount.value if amount.value is not None else amount.low
    if value is None or _LOWEST <= value <= _HIGHEST:
        return None
    return f"{value:,.0f} yen is no price of a medicine"


def _finding(
    passages: Passages,
    sentence: Sentence,
    amount: Amount,
    *,
    attribute: str = "price_jpy",
    rejected: str | None = None,
) -> Finding:
    (owners,) = owners_of(sentence, [(amount.start, amount.end)], passages.text)
    return Finding(
        owners=owners if len(owners) == 1 else (),
        attribute=attribute,
        value=value_of(amount, amount.unit),
        start=amount.start,
        end=amount.end,
        rejected=rejected or _impossible(amount),
    )


EXTRACTOR = Extractor(
    name="prices",
    version=4,
    attributes=("price_jpy", "price_previous", "price_pack", *ROLES),
    extract=_extract,
)
