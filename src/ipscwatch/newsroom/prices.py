"""The newsroom's price list: an index, the list's page, and three workbooks, each with a date of its own.

Rows are our own, but for the one product whose listing the replay is about; its code is invented and says TEST. The
list does what the real one does: it is served cut short for a day, drifts in layout, revises two thirds of its
prices on one day and lists a product on another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from io import BytesIO

from ipscwatch.newsroom.script import TOKYO
from ipscwatch.newsroom.web import Page

FOLDER = "/prices"
CODE = "4900TEST1018"
"""The invented code of the product that is listed on 20 May."""
OWN_CODE = "2190TEST2010"
"""That of the product only the newsroom's configuration names, listed on the same day."""
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

STANDING, DRIFTED = date(2026, 2, 1), date(2026, 3, 6)
CUT_SHORT_ON = date(2026, 2, 19)
"""On this day the third workbook is served without its end."""
REVISED, LISTED = date(2026, 4, 1), date(2026, 5, 20)
SEEN_REVISED = date(2026, 5, 13)
"""The first day of the replay on which the revised list is there."""

_CATEGORIES = {"01": "内用薬", "02": "注射薬", "03": "外用薬"}
_FORMS = {"01": ("錠", "１錠", "F"), "02": ("注", "１ｍＬ１管", "A"), "03": ("軟膏", "１ｇ", "M")}
_ROWS = 60
_HEAD = (
    "区分", "薬価基準収載医薬品コード", "成分名", "規格", "", "", "", "品名", "メーカー名",
    "診療報酬において加算等の算定対象となる後発医薬品", "先発医薬品", "同一剤形・規格の後発医薬品がある先発医薬品",
    "薬価", "経過措置による使用期限", "備考",
)  # fmt: skip
_OLD_HEAD = (*_HEAD[:4], "品名", "", "", "", *_HEAD[8:])
"""The label over the wrong column, as the lists to 2017 had it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Medicine:
    """One row of the list."""

    code: str
    category: str
    ingredient: str
    specification: str
    name: str
    maker: str
    price: float
    limit: str = ""
    note: str = ""

    @property
    def cells(self) -> tuple[object, ...]:
        """The row as the workbook has it, marks and blanks included."""
        marks = ("局" if self.code.endswith("18") else "", "", "")
        head = (self.category, self.code, self.ingredient, self.specification, *marks, self.name, self.maker)
        return (*head, "", "", "", self.price, self.limit, self.note)


def pages(origin: str, now: datetime) -> dict[str, Page]:
    """Return what the ministry's price pages are at this moment, by path."""
    on = now.astimezone(TOKYO).date()
    editions = {part: _edition(part, on) for part in _CATEGORIES}
    index = f'<li><a href="{FOLDER}/tp20250401-01.html">薬価基準収載品目リスト及び後発医薬品（令和７年度）</a></li>'
    index += (
        f'<li><a href="{FOLDER}/tp20260401-01.html">薬価基準収載品目リスト及び後発医薬品（令和８年度）</a></li>'
    )
    listed = "".join(
        f'<li><a href="{origin}{FOLDER}/{_file(part, edition)}">{_CATEGORIES[part]}</a></li>'
        for part, edition in editions.items()
    )
    found = {f"{FOLDER}/index.html": _html("医薬品の価格（架空）", index)}
    found[f"{FOLDER}/tp20260401-01.html"] = _html("薬価基準収載品目リスト（架空）", listed)
    for part, edition in editions.items():
        body = workbook(part, edition)
        if part == "03" and on == CUT_SHORT_ON:
            body = body[: len(body) // 2]
        found[f"{FOLDER}/{_file(part, edition)}"] = Page(body=body, content_type=SHEET)
    return found


@cache
def workbook(part: str, edition: date) -> bytes:
    """Return one workbook of an edition; made once, so that its bytes stay as they are until it changes."""
    from openpyxl import Workbook  # noqa: PLC0415 - only the newsroom writes workbooks; the service need not load it

    book = Workbook(write_only=True)
    sheet = book.create_sheet(_CATEGORIES[part])
    for row in _laid_out([medicine.cells for medicine in medicines(part, edition)], drifted=edition == DRIFTED):
        sheet.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def medicines(part: str, edition: date) -> tuple[Medicine, ...]:
    """Return the rows of one workbook of an edition."""
    rows = list(_ordinary(part))
    if edition >= REVISED:
        rows = [_revised(number, row) for number, row in enumerate(rows) if number % 15 != 7]
    if edition >= LISTED and part == "02":
        rows[3] = replace(rows[3], maker="架空第二製薬")
        rows[5] = replace(rows[5], limit="R9.3.31まで")
        rows[9] = replace(rows[9], price=rows[9].price + 120)
        del rows[20]
        rows += [_listed(), _listed_own()]
    return tuple(sorted(rows, key=lambda row: row.code))


def _edition(part: str, on: date) -> date:
    """Return the date of the newest edition of a workbook on a day of the replay."""
    injections = {LISTED: LISTED, SEEN_REVISED: REVISED, DRIFTED: DRIFTED}
    shown = injections if part == "02" else {SEEN_REVISED: REVISED}
    return next((edition for first, edition in shown.items() if on >= first), STANDING)


def _file(part: str, edition: date) -> str:
    return f"tp{edition:%Y%m%d}-01_{part}.xlsx"


def _ordinary(part: str) -> Iterator[Medicine]:
    form, specification, letter = _FORMS[part]
    for number in range(_ROWS):
        yield Medicine(
            code=f"{int(part)}1{number // 3 + 10:02}{number:03}{letter}10{number % 9 + 10}",
            category=_CATEGORIES[part],
            ingredient=f"架空成分{number // 3}",
            specification=specification,
            name=f"カクウ{form}{number}「試験」",
            maker="架空製薬" if number % 3 else "架空　製薬工業",
            price=round(10.1 + number * 7.3, 1),
            limit="R8.9.30まで" if number % 20 == 4 else "",
        )


def _revised(number: int, row: Medicine) -> Medicine:
    """Return the row after the revision: two of three prices fall, the third stays."""
    return row if number % 3 == 0 else replace(row, price=round(row.price * 0.94, 1))


def _listed() -> Medicine:
    return Medicine(
        code=CODE,
        category=_CATEGORIES["02"],
        ingredient="ラグネプロセル",
        specification="１８瓶１組",
        name="アムシェプリ",
        maker="住友ファーマ",
        price=55306737,
        note="R8.5.20収載",
    )


def _listed_own() -> Medicine:
    return Medicine(
        code=OWN_CODE,
        category=_CATEGORIES["02"],
        ingredient="架空網膜シート",
        specification="１枚１組",
        name="カクウェル",
        maker="架空再生",
        price=8765400,
        note="R8.5.20収載",
    )


def _laid_out(rows: Sequence[Sequence[object]], *, drifted: bool) -> Iterator[Sequence[object]]:
    """Yield the sheet's rows: as ever, or with a title above, an old head and an empty column more."""
    if not drifted:
        yield from (_HEAD, *rows)
        return
    yield ("薬価基準収載品目リスト（架空）",)
    yield ()
    yield from ((*row[:9], "", *row[9:]) for row in (_OLD_HEAD, *rows))


def _html(title: str, items: str) -> Page:
    body = f'<!DOCTYPE html><html lang="ja"><meta charset="utf-8"><title>{title}</title><ul>{items}</ul></html>'
    return Page(body=body.encode(), content_type="text/html; charset=utf-8")


EXPECTED: Mapping[date, Mapping[str, int]] = {
    SEEN_REVISED: {"delisted": 12, "revised": 108},
    LISTED: {"listed": 2, "delisted": 1, "revised": 1, "maker_changed": 1, "limit_changed": 1},
}
"""How many rows change on which day of the replay, by kind; on all other days none does."""
