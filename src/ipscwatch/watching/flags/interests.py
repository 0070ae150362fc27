"""Overclaims about whom it is for and what it costs, and who says so: sellers, prices, praise."""

from __future__ import annotations

from collections.abc import Iterator

from ipscwatch.model.ledger import Value
from ipscwatch.watching.flags import words
from ipscwatch.watching.flags.approvals import available, condition_omitted, stage
from ipscwatch.watching.flags.evidence import efficacy_proven, safe, small_n_omitted
from ipscwatch.watching.flags.reading import Hit, Text
from ipscwatch.watching.values import agree

_HEAD = 160
"""Characters after the title in which a mark such as «PR» is the item's own, and not an advertisement's."""

_YEN_A_DOLLAR = (120, 180)
"""Between these a price in dollars can be the one on record, converted."""
_PROMOTES = (condition_omitted, stage, efficacy_proven, small_n_omitted, safe, available)
"""What a seller's text says that only describes a product, where it is to win patients."""


def generalise(text: Text) -> Iterator[Hit]:
    """Yield where one product's approval is carried over to treatments at large, or to a seller's own."""
    for _, hit in text.search(words.AT_LARGE, text.sentences, unhedged=True):
        yield hit
    if text.item.tier == 6 or words.SELLER.search(text.whole):
        for _, hit in text.search(words.CARRIED_OVER, text.sentences):
            yield hit


def cost_invented(text: Text) -> Iterator[Hit]:
    """Yield prices that are not the one on record, from those who set none; an estimate is one too."""
    if text.item.tier < 4:
        return
    for claim in text.claims:
        if claim.attribute != "price_jpy" or claim.subject_id not in text.watched or claim.modality == "denied":
            continue
        known = text.approved.get(claim.subject_id)
        sentence = text.passages.at(claim.start or 0)
        if (
            known is not None
            and not sentence.search(words.NO_PRICE)
            and not _is_the_price(known.price_jpy, claim.value)
        ):
            yield claim.start or 0, claim.end or 0
    for sentence, hit in text.search(words.COSTS, text.unturned):
        if any(text.approved[owner].price_jpy is None for owner in text.owners(sentence) if owner in text.approved):
            yield hit


def hype(text: Text) -> Iterator[Hit]:
    """Yield words of wonder."""
    for sentence, (start, end) in text.search(words.HYPE, text.unturned):
        if not words.TECHNIQUE.match(text.whole[end : end + 30]):
            yield start, end


def interest(text: Text) -> Iterator[Hit]:
    """Yield what shows that the source sells treatments or is paid."""
    match = words.SELLER.search(text.whole) or words.PAID.search(text.whole[: len(text.item.title) + _HEAD])
    if match is not None:
        yield match.span()
    elif text.item.tier == 6 and (text.named or any(next(rule(text), None) for rule in _PROMOTES)):
        first = next(one for one in text.passages.namings if one.subject_id in text.watched)
        yield first.start, first.end


def _is_the_price(price: int | None, value: Value) -> bool:
    if price is None:
        return False
    if value.unit == "USD" and value.low is not None:
        return price / _YEN_A_DOLLAR[1] <= value.low <= price / _YEN_A_DOLLAR[0]
    return agree("price_jpy", Value(text=str(price), unit="JPY", low=price, high=price), value)
