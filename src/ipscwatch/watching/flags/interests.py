"""Overclaims about whom it is for and what it costs, and who says so: sellers, prices, praise."""

from __future__ import annotations

from collections.abc import Iterator

from ipscwatch.text.amounts import Amount
from ipscwatch.watching.extractors.sentence import Sentence
from ipscwatch.watching.flags import interest_words as words
from ipscwatch.watching.flags.approvals import available, condition_omitted, stage
from ipscwatch.watching.flags.evidence import efficacy_proven, safe, small_n_omitted
from ipscwatch.watching.flags.reading import Hit, Text

_HEAD = 160
"""Characters after the title in which a mark such as «PR» is the item's own, and not an advertisement's."""

_NEAR = 50
"""Characters between an amount and the word that makes it a price."""
_YEN_A_UNIT = {"JPY": (1, 1), "USD": (120, 180), "EUR": (140, 200)}
"""Between which yen a unit of money may be worth when a price is converted."""
_TRADE = 4
"""The tier of the trade press, which reads the gazette and the council's papers."""
_CHEAPEST = 100_000
"""Yen below which nobody could mean a treatment with cells."""
_ROUNDED = 1.05
"""How far a rounded price may be from the exact one."""
_PROMOTES = (condition_omitted, stage, efficacy_proven, small_n_omitted, safe, available)
"""What a seller's text says that only describes a product, where it is to win patients."""


def generalise(text: Text) -> Iterator[Hit]:
    """Yield where one product's approval is carried over to treatments at large, or to a seller's own."""
    for _, hit in text.search(words.AT_LARGE, text.sentences, unhedged=True):
        yield hit
    if text.item.tier == 6 or _seller(text):
        for _, hit in text.search(words.CARRIED_OVER, text.sentences):
            yield hit


def _seller(text: Text) -> Hit | None:
    """Return where somebody sells; a hospital that gives the product under insurance says 当院 too."""
    hit = text.first(words.SELLER)
    own = hit is not None and text.whole[slice(*hit)] == "当院"
    return None if own and text.item.tier < 6 and text.first(words.AT_A_HOSPITAL) else hit


def cost_invented(text: Text) -> Iterator[Hit]:
    """Yield prices that are not the one on record, from those who set none; an estimate is one too."""
    if text.item.tier < 4:
        return
    for sentence in text.unturned:
        prices = [text.approved[owner].price_jpy for owner in text.owners(sentence) if owner in text.approved]
        costs = sentence.search(words.COST) is not None or _asked_before(text, sentence)
        if not prices or not costs or sentence.search(words.NO_PRICE):
            continue
        official = text.item.tier == _TRADE and sentence.search(words.BY_THE_COUNCIL)
        if official or sentence.search(words.SELLER):
            continue
        for amount in text.passages.amounts_of(sentence):
            start, end = amount.start - sentence.start, amount.end - sentence.start
            named = sentence.near(words.COST, start - _NEAR, end + _NEAR) or sentence.search(words.COST) is None
            if not (amount.kind == "money" and named) or _is_small(amount) or _of_another(text, sentence, start):
                continue
            if not any(_is_the_price(price, amount) for price in prices):
                yield amount.start, amount.end
        for _, hit in text.search(words.SOME_THOUSANDS, [sentence]):
            yield hit


def _asked_before(text: Text, sentence: Sentence) -> bool:
    """Say whether the sentence answers one that asks what it costs."""
    asked = text.passages.at(max(0, sentence.start - 1))
    return asked.text.rstrip().endswith(("?", "？")) and asked.search(words.COST) is not None


def _of_another(text: Text, sentence: Sentence, start: int) -> bool:
    """Say whether the product that is named last before an amount is not one whose price is on record."""
    named = [group for group in sentence.groups if group.end - sentence.start <= start]
    return bool(named) and len(sentence.groups) > 1 and not text.approved.keys() & set(named[-1].owners)


def hype(text: Text) -> Iterator[Hit]:
    """Yield words of wonder."""
    for sentence, (start, end) in text.search(words.HYPE, text.unturned):
        if not words.TECHNIQUE.match(text.whole[end : end + 30]) and not _anothers_word(sentence, start, end):
            yield start, end


def _anothers_word(sentence: Sentence, start: int, end: int) -> bool:
    """Say whether a word is what is still needed, or stands in somebody's speech."""
    place = start - sentence.start
    if words.NEEDED.search(sentence.text[:place]):
        return True
    if sentence.search(words.SPEECH) is None:
        return False
    quoted = sentence.finditer(words.QUOTED)
    return any(one.start() <= place and end - sentence.start <= one.end() for one in quoted)


def interest(text: Text) -> Iterator[Hit]:
    """Yield what shows that the source sells treatments or is paid."""
    paid = words.PAID.search(text.whole[: len(text.item.title) + _HEAD])
    hit = _seller(text) or (paid.span() if paid else None)
    if hit is not None:
        yield hit
    elif text.item.tier == 6 and (text.named or any(next(rule(text), None) for rule in _PROMOTES)):
        first = next(one for one in text.passages.namings if one.subject_id in text.watched)
        yield first.start, first.end


def _is_small(amount: Amount) -> bool:
    """Say whether so little money can only be the price of something else: a tablet, a class, a book."""
    most = amount.high or amount.value
    _, dear = _YEN_A_UNIT.get(amount.unit or "", (0, 0))
    return most is not None and 0 < float(most) * dear < _CHEAPEST


def _is_the_price(price: int | None, amount: Amount) -> bool:
    """Say whether an amount is the price on record, rounded, bounded or converted."""
    if price is None or amount.unit not in _YEN_A_UNIT:
        return False
    cheap, dear = _YEN_A_UNIT[amount.unit]
    low, high = amount.low or amount.value, amount.high or amount.value
    return (low is None or float(low) * cheap <= price * _ROUNDED) and (
        high is None or float(high) * dear * _ROUNDED >= price
    )
