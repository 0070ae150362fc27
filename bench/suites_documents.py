"""Other projects' workbooks and PDF, read in our child processes: rows or text, or one named error, in time.

Run as ``python -m bench suites_documents``; without the folder (by default ``../shared/suites`` beside the
repository) there is nothing to run and it says so. Every document is read by a child with the service's own limits.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections import Counter
from pathlib import Path

from ipscwatch.documents.pool import ReaderPool
from ipscwatch.errors import ReadError
from ipscwatch.sheets import book, pdf
from ipscwatch.sheets.form import form
from ipscwatch.sheets.sheet import UnreadableError

SUITES = Path(__file__).resolve().parents[2] / "shared" / "suites"
SECONDS, MEGABYTES = 15, 512


def read(body: bytes) -> str:
    """Read a document as the source kinds do; say how much it held, or why it could not be read."""
    try:
        sheets = book.read(body)
        text = pdf.read_text(body).text if form(body) == "pdf" else ""
    except UnreadableError as error:
        return f"error: {error}"
    return f"{len(sheets)} tables, {sum(len(sheet.rows) for sheet in sheets)} rows, {len(text)} characters"


def main() -> int:
    """Read both suites; return 1 where a document crashed its child or took too long."""
    found = [folder for name in ("xlsx", "pdf") if (folder := SUITES / name).is_dir()]
    if not found:
        print(f"no suites at {SUITES}: nothing to do")
        return 0
    return max(asyncio.run(_suite(folder)) for folder in found)


async def _suite(folder: Path) -> int:
    cases = [json.loads(line)["path"] for line in (folder / "manifest.jsonl").read_text("utf-8").splitlines()]
    reasons: Counter[str] = Counter()
    crashed, slowest, good = [], 0.0, 0
    async with ReaderPool(workers=1, seconds=SECONDS, megabytes=MEGABYTES) as pool:
        for case in cases:
            started = time.perf_counter()
            try:
                told = await pool.run(read, (folder / case).read_bytes(), source_id=case)
            except ReadError as error:
                crashed.append(str(error))
                told = "error: in the child"
            slowest = max(slowest, time.perf_counter() - started)
            good += not told.startswith("error")
            reasons[told] += told.startswith("error")
    print(
        f"{folder.name:5} {len(cases)} documents: {good} read, {sum(reasons.values())} refused,"
        f" slowest {slowest:.2f} s"
    )
    for reason, n in reasons.most_common():
        if n:
            print(f"      {n:3}  {reason}")
    for crash in crashed:
        print(f"      {crash}")
    return 1 if crashed or slowest > SECONDS else 0


if __name__ == "__main__":
    sys.exit(main())
