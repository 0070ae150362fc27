"""The columns of a price list, found by what they hold as well as by what stands above them.

Labels drift: for years 品名 stood over the column of pharmacopoeia marks and the names had no label at all, columns
without a label or without content come and go, a title stands above or not. What a column holds drifts less: codes,
prices, limits and marks show what they are, and the four columns of words keep their order (ingredient,
specification, name, maker). So a label counts only where the content agrees with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import dropwhile, pairwise, takewhile

from ipscwatch.model.row import CATEGORY, INGREDIENT, LIMIT, MAKER, NAME, NOTE, PRICE, SPECIFICATION
from ipscwatch.sheets.cells import price, squeezed
from ipscwatch.sheets.sheet import Sheet
from ipscwatch.text.width import narrow

CODE = "code"
_WORDS = (INGREDIENT, SPECIFICATION, NAME, MAKER)
"""The columns of words, in the order in which every list has them."""
_LABELS: Mapping[str, re.Pattern[str]] = {
    CODE: re.compile(r"コード|code"),
    CATEGORY: re.compile(r"^(?:区分|内外歯|投与経路|分類)$"),
    INGREDIENT: re.compile(r"成分名|一般名|一般的名称"),
    SPECIFICATION: re.compile(r"規格"),
    NAME: re.compile(r"品名|販売名|銘柄名|製品名|品目名"),
    MAKER: re.compile(r"メーカー|会社|企業|製造販売業者|製造業者"),
    PRICE: re.compile(r"薬価(?!基準|算定)|(?:償還|材料)?価格(?!調整)"),
    LIMIT: re.compile(r"経過措置|使用期限"),
    NOTE: re.compile(r"備考|摘要"),
}
_OLD_PRICE = re.compile(r"旧|改定前|改正前|現行|比$")
_CODE = re.compile(r"\d{4}[0-9A-Z]{3}[A-Z]\d{4}")
"""The twelve places of a price-list code, such as ``4900404X1020``."""
_OTHER_CODE = re.compile(r"(?=.*\d)[0-9A-Za-z-]{4,20}")
"""What may stand under a label that says «code»."""
_CATEGORIES = frozenset(
    ("内用薬", "注射薬", "外用薬", "歯科用薬剤", "歯科用薬", "歯科", "内用", "注射", "外用", "再生医療等製品")
)
_MARKS = frozenset(("局", "麻", "※", "★", "☆", "○", "〇", "◯", "後発品", "先発品", "準先発品", "1", "2", "3"))
_UNTIL = re.compile(r"まで|迄|^\d{4}-\d\d-\d\d$|^[RHS]?\d{1,4}[./年]\d{1,2}[./月]\d{1,2}日?$")
_HEAD_WITHIN = 40
"""Rows searched for labels above the first row of the list."""
_HEADS = 4
"""Rows that labels may take up."""
_SAMPLE = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where a sheet's list begins and in which of its columns each kind of cell stands."""

    first: int
    """The index of the first row below the labels."""
    columns: Mapping[str, int]


def find(sheet: Sheet) -> Layout | None:
    """Return the layout of a price list; None where no column of prices stands beside one of codes or names."""
    first = _first_row(sheet)
    if first is None:
        return None
    width = max(map(len, sheet.rows[first:]), default=0)
    labels = _labels(sheet.rows[max(0, first - _HEAD_WITHIN) : first], width)
    body = sheet.rows[first:]
    held = [_Held.of(body, column, labels[column]) for column in range(width)]
    columns = dict(_plain(held))
    columns |= _words(held, columns)
    if PRICE not in columns or columns.keys().isdisjoint((CODE, NAME)):
        return None
    return Layout(first=first, columns=columns)


def labels_of(sheet: Sheet) -> tuple[str, ...]:
    """Return what stands above the list, or its first words, to say in an error what was found instead."""
    first = _first_row(sheet) or 0
    rows = sheet.rows[max(0, first - 3) : first + 1] or sheet.rows[:3]
    return tuple(dict.fromkeys(cell.strip() for row in rows for cell in row if cell.strip()))[:20]


@dataclass(frozen=True, slots=True)
class _Held:
    """A column: its label, and a sample of what it holds."""

    column: int
    label: str
    values: tuple[str, ...]
    """Filled cells only, narrow."""
    share: float
    """How many of the sampled cells are filled."""

    @classmethod
    def of(cls, rows: Sequence[Sequence[str]], column: int, label: str) -> _Held:
        step = max(1, len(rows) // _SAMPLE)
        cells = [narrow(row[column]).strip() if column < len(row) else "" for row in rows[::step]]
        filled = tuple(filter(None, cells))
        return cls(column, label, filled, len(filled) / len(cells) if cells else 0)

    def labelled(self, kind: str) -> bool:
        return _LABELS[kind].search(self.label) is not None

    def mostly(self, test: Callable[[str], object], share: float = 0.9) -> bool:
        """Say whether nearly all filled cells pass; none do where none is filled."""
        return bool(self.values) and sum(1 for value in self.values if test(value)) >= share * len(self.values)

    @property
    def is_code(self) -> bool:
        return self.mostly(_CODE.fullmatch, 0.6) or (self.labelled(CODE) and self.mostly(_OTHER_CODE.fullmatch))

    @property
    def is_category(self) -> bool:
        return self.mostly(_CATEGORIES.__contains__, 0.6)

    @property
    def is_price(self) -> bool:
        """Hold it for prices where it is labelled so; without any label where it can be nothing else."""
        if self.label:
            return self.labelled(PRICE) and self.mostly(price, 0.5)
        return self.share > 0.5 and self.mostly(price) and not _counts_up(self.values)

    @property
    def is_marks(self) -> bool:
        return self.mostly(lambda value: value in _MARKS, 0.99)

    @property
    def is_words(self) -> bool:
        known = self.is_code or self.is_marks or self.mostly(price) or self.mostly(_UNTIL.search)
        return bool(self.values) and not known and not self.is_category


def _first_row(sheet: Sheet) -> int | None:
    """Return the first row below the labels; where there are none, the first with a code in it."""
    coded = next((at for at, row in enumerate(sheet.rows) if any(map(_has_code, row))), None)
    heads = [at for at, row in enumerate(sheet.rows[: coded or _HEAD_WITHIN]) if _known_labels(row) >= 3]
    return heads[-1] + 1 if heads else coded


def _has_code(cell: str) -> bool:
    return _CODE.fullmatch(narrow(cell).strip()) is not None


def _known_labels(row: Iterable[str]) -> int:
    """Count the kinds of cell that a row names; long cells are sentences and name nothing."""
    labels = [squeezed(cell) for cell in row if 0 < len(cell) < 60]
    return sum(any(pattern.search(label) for label in labels) for pattern in _LABELS.values())


def _labels(rows: Sequence[Sequence[str]], width: int) -> list[str]:
    """Return each column's label, from the rows just above the list; a title, alone in its row, is none."""
    near = dropwhile(lambda row: not any(row), reversed(rows))
    heads = list(takewhile(lambda row: sum(1 for cell in row if cell.strip()) > 1, near))[:_HEADS][::-1]
    joined = (" ".join(row[column] for row in heads if column < len(row)) for column in range(width))
    return [squeezed(label) for label in joined]


def _plain(held: Sequence[_Held]) -> Iterator[tuple[str, int]]:
    """Yield the columns that show what they are: codes, categories, prices, limits; the notes by their label."""
    found: list[tuple[str, _Held | None]] = [
        (CODE, _best([one for one in held if one.is_code], CODE)),
        (CATEGORY, _best([one for one in held if one.is_category], CATEGORY)),
        (PRICE, _price(held)),
        (LIMIT, _limit(held)),
        (NOTE, next((one for one in held if one.labelled(NOTE)), None)),
    ]
    yield from ((kind, one.column) for kind, one in found if one is not None)


def _best(held: Sequence[_Held], kind: str) -> _Held | None:
    """Return the labelled one; else the one with the most cells filled."""
    return max(held, key=lambda one: (one.labelled(kind), one.share, -one.column), default=None)


def _price(held: Sequence[_Held]) -> _Held | None:
    """Return the column of the prices that apply: labelled so, and not as what applied before; else the last."""
    found = [one for one in held if one.is_price]
    return max(
        found,
        key=lambda one: (not _OLD_PRICE.search(one.label), one.labelled(PRICE), one.column),
        default=None,
    )


def _limit(held: Sequence[_Held]) -> _Held | None:
    """Return the column of limits by content and label, by content alone, or, all empty, by its label."""
    found = [one for one in held if one.mostly(lambda value: "まで" in value or "迄" in value, 0.8)]
    labelled = [one for one in held if one.labelled(LIMIT) and (not one.values or one.mostly(_UNTIL.search, 0.8))]
    return _best(found, LIMIT) or _best(labelled, LIMIT)


def _words(held: Sequence[_Held], taken: Mapping[str, int]) -> dict[str, int]:
    """Return the columns of words: by label where the content agrees, the others by their order among the rest."""
    end = taken.get(PRICE, len(held))
    words = [one for one in held if one.column not in taken.values() and one.is_words]
    columns: dict[str, int] = {}
    for kind in _WORDS:
        fitting = [one for one in words if one.labelled(kind) and _fits(one, kind)]
        if fitting and fitting[0].column not in columns.values():
            columns[kind] = fitting[0].column
    rest = [one.column for one in words if one.column not in columns.values() and one.column < end]
    for kind in _WORDS:
        if kind not in columns and (place := _between(kind, columns, rest)) is not None:
            columns[kind] = place
            rest.remove(place)
    empty = {kind: one.column for kind in _WORDS for one in held if not one.values and one.labelled(kind)}
    return empty | columns


def _between(kind: str, columns: Mapping[str, int], rest: Sequence[int]) -> int | None:
    """Return the first column left that stands between the neighbours this kind of cell has in every list."""
    order = _WORDS.index(kind)
    after = max((columns[one] for one in _WORDS[:order] if one in columns), default=-1)
    before = min((columns[one] for one in _WORDS[order + 1 :] if one in columns), default=1 << 30)
    return next((column for column in rest if after < column < before), None)


def _fits(one: _Held, kind: str) -> bool:
    """Say whether what a labelled column holds can be what the label says: a specification has a figure in it."""
    if kind == SPECIFICATION:
        return one.mostly(lambda value: any(character.isdigit() for character in value), 0.6)
    return True


def _counts_up(values: Sequence[str]) -> bool:
    """Say whether the values are running numbers: whole, small, and each more than the one before."""
    numbers = [int(value) for value in values if value.isdecimal()]
    ascending = all(one < other for one, other in pairwise(numbers))
    return len(numbers) == len(values) and len(numbers) > 2 and ascending and numbers[0] <= 1
