"""Documents to read: workbooks with any rows, and PDF with ruled tables, both written here cell by cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl

Rows = Iterable[Sequence[object]]
_LEFT, _TOP, _ROW = 40, 780, 24
_COLUMN = 90
_NAME = b"/BaseFont /HeiseiKakuGo-W5"
_SYSTEM = b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >>"
_BOX = b"/FontBBox [-92 -250 1010 922] /ItalicAngle 0 /Ascent 752 /Descent -271 /CapHeight 737 /StemV 114"
_FONT = (
    b"<< /Type /Font /Subtype /Type0 %s /Encoding /UniJIS-UCS2-H /DescendantFonts [4 0 R] >>" % _NAME,
    b"<< /Type /Font /Subtype /CIDFontType0 %s /DW 1000 /FontDescriptor 5 0 R %s >>" % (_NAME, _SYSTEM),
    b"<< /Type /FontDescriptor /FontName /HeiseiKakuGo-W5 /Flags 4 %s >>" % _BOX,
)
"""A Japanese font that every reader knows by name, so that none need be carried along."""


def workbook(rows: Rows, *, sheet: str = "Sheet1") -> bytes:
    """Return an XLSX workbook of one sheet."""
    return sheets({sheet: rows})


def sheets(named: dict[str, Rows], *, merged: Sequence[str] = ()) -> bytes:
    """Return an XLSX workbook of several sheets; `merged` ranges are of the first."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in named.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    for place in merged:
        book.worksheets[0].merge_cells(place)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def archive(members: dict[str, bytes]) -> bytes:
    """Return a zip archive of these members."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as file:
        for name, body in members.items():
            file.writestr(name, body)
    return out.getvalue()


def pdf(pages: Sequence[str | Sequence[Sequence[str]]]) -> bytes:
    """Return a PDF: a page of lines for each string, a page with a ruled table for each list of rows."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", *_FONT]
    kids = []
    for page in pages:
        drawn = _lines(page.splitlines()) if isinstance(page, str) else _table(page)
        kids.append(len(objects) + 1)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 1200 842] /Resources << /Font << /F 3 0 R >> >>"
            b" /Contents %d 0 R >>" % (len(objects) + 2)
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn))
    listed = b" ".join(b"%d 0 R" % kid for kid in kids)
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), listed)
    return _file(objects)


def _text(x: float, y: float, text: str, size: int = 9) -> bytes:
    return b"BT /F %d Tf %d %d Td <%s> Tj ET\n" % (size, x, y, text.encode("utf-16-be").hex().encode())


def _lines(lines: Sequence[str]) -> bytes:
    return b"".join(_text(_LEFT, _TOP - _ROW * n, line) for n, line in enumerate(lines) if line)


def _table(rows: Sequence[Sequence[str]]) -> bytes:
    width, height = _COLUMN * max(map(len, rows)), _ROW * len(rows)
    drawn = [b"0.5 w\n"]
    for n in range(len(rows) + 1):
        y = _TOP - _ROW * n
        drawn.append(b"%d %d m %d %d l S\n" % (_LEFT, y, _LEFT + width, y))
    for n in range(width // _COLUMN + 1):
        x = _LEFT + _COLUMN * n
        drawn.append(b"%d %d m %d %d l S\n" % (x, _TOP, x, _TOP - height))
    for n, row in enumerate(rows):
        drawn += [_text(_LEFT + 3 + _COLUMN * at, _TOP - _ROW * n - 16, cell, 7) for at, cell in enumerate(row)]
    return b"".join(drawn)


def _file(objects: Sequence[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


SUITES = Path(__file__).resolve().parents[3] / "shared" / "suites"
