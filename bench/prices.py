"""Price lists and PDF: read, compared, stored; prints the figures, and fails above the limits.

The list is made here, as long and as wide as the national one, and read from a workbook; the real lists are read as
well where ``../shared/data`` is beside the repository.
"""

from __future__ import annotations

import asyncio
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook

from ipscwatch.fetch import Fetcher
from ipscwatch.model.change import SourceUpdate
from ipscwatch.model.document import Document, NotModified, Request
from ipscwatch.model.reading import Row
from ipscwatch.model.settings import Polling
from ipscwatch.model.source import Source, SourceState
from ipscwatch.sheets import pdf
from ipscwatch.sources import local
from ipscwatch.store import Store
from ipscwatch.watching import rows

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data"
LISTS = ("nhi_price_list_20151128.csv", "nhi_price_list_20250716.csv")
ROWS = 12_434
LIMITS = {
    "read and compared, CPU s": 1.0,
    "peak memory, MB": 200,
    "stored first, s": 2.0,
    "stored after a revision, s": 2.0,
    "stored unchanged, s": 2.0,
    "real lists read and compared, CPU s": 2.0,
    "identical file fetched again, s": 0.05,
    "PDF text of 50 pages, s": 0.5,
    "PDF tables on 5 pages, s": 1.5,
}
HEAD = (
    "区分", "薬価基準収載医薬品コード", "成分名", "規格", "", "", "", "品名", "メーカー名", "", "", "", "薬価",
    "経過措置による使用期限", "備考",
)  # fmt: skip


def main() -> int:
    """Print every figure; return 1 where one is above its limit."""
    if sys.argv[1:] == ["alone"]:
        _alone()
        return 0
    figures: dict[str, float] = {"peak memory, MB": _peak()}
    old, new = _workbook(1.0), _workbook(0.94)
    before = _keyed(local.read("tp20260401-01_02.xlsx", old).rows)
    started = time.process_time()
    after = _keyed(local.read("tp20260520-01_02.xlsx", new).rows)
    updated = rows.update(before, after.values())
    figures["read and compared, CPU s"] = time.process_time() - started
    assert updated.comparison.counts()["revised"] == ROWS
    figures |= _stored(before, after)
    figures |= _real()
    figures["identical file fetched again, s"] = asyncio.run(_again(new))
    figures |= _pdf()
    for name, figure in figures.items():
        print(f"{name:40} {figure:8.3f}  (at most {LIMITS[name]:g})")
    return 1 if any(figure > LIMITS[name] for name, figure in figures.items()) else 0


def _alone() -> None:
    """Read one workbook and compare it with itself revised, and print the peak memory in MB."""
    before = _keyed(local.read("a.xlsx", sys.stdin.buffer.read()).rows)
    after = {key: Row(key=key, cells={**row.cells, "price": "1"}) for key, row in before.items()}
    rows.compare(before, after)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def _peak() -> float:
    command = [sys.executable, "-m", "bench.prices", "alone"]
    told = subprocess.run(command, input=_workbook(1.0), capture_output=True, check=True, cwd=ROOT)
    return float(told.stdout)


def _keyed(listed: tuple[Row, ...]) -> dict[str, Row]:
    return {row.key: row for row in listed}


def _workbook(factor: float) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("注射薬")
    sheet.append(HEAD)
    for n in range(ROWS):
        code = f"{1_000 + n // 100:04}{n % 100:03}A{1_010 + n % 9}"
        name, maker = f"試験注射液{n}「試験」１０ｍｇ", f"試験製薬{n % 300}"
        price = round((10 + n * 1.7) * factor, 1)
        limit = "R9.3.31まで" if n % 40 == 0 else ""
        row = ("注射薬", code, f"試験成分{n // 5}", "１０ｍｇ１管", "局", "", "", name, maker, "後発品", "", "")
        sheet.append((*row, price, limit, ""))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _stored(before: dict[str, Row], after: dict[str, Row]) -> dict[str, float]:
    now = datetime(2026, 5, 20, tzinfo=UTC)
    steps = (("stored first, s", before), ("stored after a revision, s", after), ("stored unchanged, s", after))
    figures = {}
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "bench.db") as store:
        for n, (name, listed) in enumerate(steps):
            update = SourceUpdate(
                source_id="list",
                polled_at=now + timedelta(hours=n),
                state=SourceState(source_id="list"),
                rows=tuple(listed.values()),
            )
            figures[name] = _timed(lambda update=update: store.apply(update))  # type: ignore[misc]  # bound at once
    return figures


async def _again(body: bytes) -> float:
    """Fetch one file twice from a server that gives no validators; return the seconds of the second time."""
    sys.path.insert(0, str(ROOT))
    from tests import web  # noqa: PLC0415 - the tests' own server, only for this figure

    now = datetime(2026, 5, 20, tzinfo=UTC)
    polling = Polling(contact="bench@example.org", host_gap=timedelta(0))
    async with web.serving() as served:
        async with Fetcher(polling) as fetcher:
            url = served.on("/tp20260520-01_02.xlsx", web.page(body, media_type="application/octet-stream"))
            source = Source(
                source_id="list", name="List", kind="price_list", url=url, tier=1, outlet="List", allow_private=True
            )
            first = await fetcher.fetch(source, Request(url=url), None, now)
            assert isinstance(first, Document), first
            started = time.perf_counter()
            second = await fetcher.fetch(source, Request(url=url), first.validators, now)
            figure = time.perf_counter() - started
        await asyncio.sleep(0.05)  # the server sees the connection close before it ends
    assert isinstance(second, NotModified), second
    return figure


def _real() -> dict[str, float]:
    if not all((DATA / name).is_file() for name in LISTS):
        print(f"no real lists at {DATA}: skipped")
        return {}
    started = time.process_time()
    old, new = (_keyed(local.read(name, (DATA / name).read_bytes()).rows) for name in LISTS)
    counts = rows.compare(old, new).counts()
    figure = time.process_time() - started
    print(f"{len(old):,} and {len(new):,} rows: {', '.join(f'{kind} {n:,}' for kind, n in counts.items() if n)}")
    return {"real lists read and compared, CPU s": figure}


def _pdf() -> dict[str, float]:
    sys.path.insert(0, str(ROOT))
    from tests.sheets import making  # noqa: PLC0415 - the tests' own writer of PDF, only for this figure

    head = ["品名", "規格", "薬価", "会社名"]
    pages = [
        [head, *([f"試験薬{p}-{n}", "１瓶", f"{1000 + n:,}", "試験製薬"] for n in range(30))] for p in range(50)
    ]
    body = making.pdf(pages)
    return {
        "PDF text of 50 pages, s": _timed(lambda: pdf.read_text(body)),
        "PDF tables on 5 pages, s": _timed(lambda: pdf.read_tables(body, range(5))),
    }


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    sys.exit(main())
