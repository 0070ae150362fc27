"""What a watched row of a price list asserts about its subject: claims with the cell as evidence.

Dates have roles: the day in a file's name is the one from which the list applies, and so the as-of day of all it
states; it is the day a price took effect only for a row that this list brought or revised. A note such as
``R8.5.20収載`` or ``R3.7.1新薬価適用`` says that of its own row. What a PDF states is passed on, not asserted: the
text of a PDF loses digits, so that such a price stays a proposal until a source that loses none agrees.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime

from ipscwatch.model.item import Item
from ipscwatch.model.ledger import Claim, Modality, Observation, Value
from ipscwatch.model.reading import Row
from ipscwatch.model.row import LIMIT, MAKER, NAME, NOTE, PRICE, SPECIFICATION, RowChange
from ipscwatch.model.source import Source
from ipscwatch.sheets import cells
from ipscwatch.text.packs import find_packs
from ipscwatch.text.sentences import one_line
from ipscwatch.text.width import narrow
from ipscwatch.watching.attributes import attribute
from ipscwatch.watching.rows.update import RowUpdate
from ipscwatch.watching.rows.watch import Watch

EXTRACTOR = "row"
_QUOTE = 300
_EFFECTIVE = re.compile(r"収載|適用|改定")
_PDF = ".pdf"


def observations(source: Source, update: RowUpdate, watch: Watch, now: datetime) -> tuple[Observation, ...]:
    """Return what the rows that were read anew, and those that are gone, assert of subjects, each claim once."""
    changes: dict[str, list[RowChange]] = {}
    for change in update.comparison.changes:
        changes.setdefault(change.key, []).append(change)
    about = [(row, subject_id) for row in update.fresh for subject_id in sorted(watch.about(row))]
    packs = Counter(subject_id for row, subject_id in about if PRICE in row.cells)
    found = [
        _observed(claim, row, source, now)
        for row, subject_id in about
        for claim in stated(row, subject_id, changes.get(row.key, ()), several=packs[subject_id] > 1)
    ]
    found += [
        _observed(claim, change.before, source, now)
        for change in update.comparison.changes
        if change.kind == "delisted" and change.before is not None
        for subject_id in sorted(watch.about(change.before))
        for claim in gone(change.before, subject_id, _edition(update.fresh) or now.date())
    ]
    return tuple({one.observation_id: one for one in found}.values())


def stated(
    row: Row, subject_id: str, changes: Iterable[RowChange] = (), *, several: bool = False
) -> Iterator[Claim]:
    """Yield what a price list's row states: price, pack, code, from when, until when; nothing of other tables.

    Where a product has `several` rows, the pack tells their facts apart.
    """
    price = cells.price(row.cells.get(PRICE, ""))
    if price is None:
        return
    edition = cells.file_day(row.url)
    moved = any(change.kind in ("listed", "revised") for change in changes)
    effective = _noted(row) or (edition if moved else None)
    as_of = max(filter(None, (effective, edition)), default=None)
    pack = _pack(row.cells.get(SPECIFICATION, ""))
    found = [("price_jpy", _yen(str(price)), effective or as_of), ("listing_code", Value(text=row.key), as_of)]
    if pack:
        found.append(("price_pack", Value(text=pack), as_of))
    if effective is not None:
        found.append(("price_effective_date", Value(text=effective.isoformat()), effective))
    if (until := cells.day(row.cells.get(LIMIT, ""))) is not None:
        found.append(("price_limit_date", Value(text=until.isoformat()), as_of))
    for name, value, on in found:
        yield _claim(row, subject_id, name, value, on, qualifier=pack if several else "")


def gone(row: Row, subject_id: str, on: date) -> Iterator[Claim]:
    """Yield what it means that the row is no longer in the list that applies from this day."""
    if PRICE in row.cells:
        yield _claim(row, subject_id, "delisting_date", Value(text=on.isoformat()), on, qualifier="")


def doubt_digits(item: Item, claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Return an item's claims, amounts of money in the text of a PDF as passed on rather than asserted."""
    if not _is_pdf(item.url or ""):
        return tuple(claims)
    return tuple(
        replace(claim, modality="hearsay")
        if claim.modality == "asserted" and attribute(claim.attribute).kind == "money"
        else claim
        for claim in claims
    )


def _claim(row: Row, subject_id: str, name: str, value: Value, as_of: date | None, *, qualifier: str) -> Claim:
    modality: Modality = "hearsay" if _is_pdf(row.url) and attribute(name).kind == "money" else "asserted"
    quote = _quote(row)
    return Claim(
        subject_id=subject_id,
        attribute=name,
        qualifier=qualifier,
        value=value,
        as_of_on=as_of,
        modality=modality,
        quote=one_line(quote, 0, len(quote), _QUOTE),
        extractor=EXTRACTOR,
    )


def _quote(row: Row) -> str:
    """Return the row as it stands in its file: where, what, for how much."""
    said = [row.key, *(row.cells.get(column, "") for column in (NAME, SPECIFICATION, MAKER, PRICE, LIMIT, NOTE))]
    return f"{row.place}: {' | '.join(filter(None, said))}"


def _yen(text: str) -> Value:
    return Value(text=text, unit="JPY", low=float(text), high=float(text))


def _pack(text: str) -> str:
    """Return what a price is for in the ledger's words, ``18-vial set``; as it is written where it has none."""
    return next((pack.name for pack in find_packs(narrow(text))), text)


def _noted(row: Row) -> date | None:
    """Return the day from which the row's price applies, where its note says so."""
    note = row.cells.get(NOTE, "")
    return cells.day(note) if _EFFECTIVE.search(note) else None


def _edition(rows: Iterable[Row]) -> date | None:
    return max((on for url in {row.url for row in rows} if (on := cells.file_day(url)) is not None), default=None)


def _is_pdf(address: str) -> bool:
    return cells.file_name(address).lower().endswith(_PDF)


def _observed(claim: Claim, row: Row, source: Source, now: datetime) -> Observation:
    said = (*claim.key, claim.value.text, claim.value.unit, claim.modality, str(claim.as_of_on or ""))
    parts = (*said, source.source_id, row.key)
    return Observation(
        observation_id=hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:16],
        claim=claim,
        tier=source.tier,
        outlet=source.outlet,
        voice=source.outlet,
        url=row.url or None,
        item_id=None,
        origin="list",
        published_on=cells.file_day(row.url),
        seen_at=now,
    )
