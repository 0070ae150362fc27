"""Workbooks: XLSX, XLSB, ODS and XLS, by calamine; of formulas the values their program last worked out."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum

from ipscwatch.sheets import archive
from ipscwatch.sheets.form import Form
from ipscwatch.sheets.sheet import CELLS, ROWS, Sheet, UnreadableError, shown

_SPANNED = 10_000
"""Cells that merged ranges may fill in; a hostile file merges a whole sheet."""
_SHEETS = 100


def read(body: bytes, form: Form) -> tuple[Sheet, ...]:
    """Return the sheets that hold something, hidden ones too; raises `UnreadableError`.

    A merged range shows its value in each of its cells.
    """
    if form != "xls":
        archive.check(body)
    try:
        with CalamineWorkbook.from_filelike(BytesIO(body)) as workbook:
            return tuple(_sheets(workbook))
    except (CalamineError, OSError, ValueError, IndexError) as error:
        raise UnreadableError(_why(error)) from error
    except BaseException as error:
        # A panic of the Rust reader is no Exception; pyo3 exports no class to name it by.
        if type(error).__name__ != "PanicException":
            raise
        raise UnreadableError("the workbook is damaged") from error


def _why(error: Exception) -> str:
    """Say why; of a workbook whose first part it cannot open calamine knows no more than that."""
    if isinstance(error, PasswordError):
        return "the workbook is encrypted"
    unknown = "Cannot detect" in str(error)
    return f"the workbook is truncated or damaged{', or encrypted' if unknown else ''}"


def _sheets(workbook: CalamineWorkbook) -> Iterator[Sheet]:
    left = CELLS
    tables = [each.name for each in workbook.sheets_metadata if each.typ == SheetTypeEnum.WorkSheet]
    for name in tables[:_SHEETS]:
        sheet = workbook.get_sheet_by_name(name)
        left -= sheet.height * sheet.width
        if left < 0 or sheet.height > ROWS:
            spans = f"{sheet.height:,} rows and {sheet.width:,} columns"
            raise UnreadableError(f"sheet {name} spans {spans}; at most {CELLS:,} cells are read")
        if sheet.start is not None:
            yield Sheet(name=f"sheet {name}", rows=_rows(sheet), first=sheet.start[0] + 1)


def _rows(sheet: CalamineSheet) -> tuple[tuple[str, ...], ...]:
    """Return the rows from the first that holds something, all columns from A."""
    indent = ("",) * (sheet.start or (0, 0))[1]
    known: dict[object, str] = {}
    rows = [
        (*indent, *(value if type(value) is str else _known(value, known) for value in row))
        for row in sheet.to_python()
    ]
    merged = sheet.merged_cell_ranges
    return tuple(_filled(rows, merged, (sheet.start or (0, 0))[0]) if merged else rows)


def _known(value: object, known: dict[object, str]) -> str:
    """Return the value as text; prices repeat, and writing a number costs more than finding it."""
    key = (type(value), value)  # 1, 1.0 and True are equal
    text = known.get(key)
    if text is None:
        text = known[key] = shown(value)
    return text


def _filled(
    rows: list[tuple[str, ...]], merged: list[tuple[tuple[int, int], tuple[int, int]]], top: int
) -> list[tuple[str, ...]]:
    """Repeat each merged range's value in the range's other cells."""
    filled = [list(row) for row in rows]
    room = _SPANNED
    for (first_row, first_column), (last_row, last_column) in merged:
        room -= (last_row - first_row + 1) * (last_column - first_column + 1)
        if room < 0:
            break
        value = _cell(filled, first_row - top, first_column)
        for row in range(max(first_row - top, 0), min(last_row - top + 1, len(filled))):
            for column in range(first_column, min(last_column + 1, len(filled[row]))):
                filled[row][column] = filled[row][column] or value
    return [tuple(row) for row in filled]


def _cell(rows: list[list[str]], row: int, column: int) -> str:
    return rows[row][column] if 0 <= row < len(rows) and column < len(rows[row]) else ""
