"""Rows as a reader gets them: watched price rows, other tables under their source, a day of seven thousand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.digests.days import Newsday, listed_row, record, revised, source

from ipscwatch.digests.telling import tell
from ipscwatch.digests.text import text
from ipscwatch.model.reading import Row
from ipscwatch.model.row import RowChange, RowChangeKind

ROW = listed_row("4900TEST1018", "試験製品", "1000")


def changed(**cells: str) -> Row:
    return replace(ROW, cells={**ROW.cells, **cells})


@pytest.mark.parametrize(
    ("kind", "before", "after", "said"),
    [
        ("revised", ROW, changed(price="800"), "price: ¥1,000 → ¥800 (−20.0%)"),
        ("revised", ROW, changed(price="1000.4"), "price: ¥1,000 → ¥1,000.4 (+0.04%)"),
        ("maker_changed", ROW, changed(maker="別の製薬"), "maker: 試験製薬 → 別の製薬"),
        ("renamed", ROW, changed(name="新しい製品"), "name: 試験製品 → 新しい製品"),
        ("limit_changed", ROW, changed(limit="R9.3.31まで"), "limit set · list of 20 May 2026"),
        ("limit_changed", ROW, changed(limit="R9.3.31まで"), "usable until: – → R9.3.31まで (31 Mar 2027)"),
        ("limit_changed", changed(limit="R9.3.31まで"), ROW, "limit removed"),
        ("delisted", ROW, None, "delisted · last in the list of 20 May 2026"),
        ("listed", None, ROW, "listed · from 20 May 2026"),
        ("listed", None, ROW, "https://mhlw.example/tp20260520-01_02.xlsx"),
    ],
)
def test_a_watched_row_says_what_it_was_and_is(
    newsday: Newsday, kind: RowChangeKind, before: Row | None, after: Row | None, said: str
) -> None:
    row = RowChange(kind=kind, key=ROW.key, name="試験製品", before=before, after=after, watched=True)
    newsday.change("row", severity="critical", source_id="list", rows=(row,), note="168 rows")
    shown = text(tell(newsday.digest()))
    assert said in shown
    assert "sheet 注射薬, row 8412, price in column M" in " ".join(shown.split())
    assert "Of 168 rows 1 you watch changed" in shown


def test_a_row_of_another_table_stands_under_its_source_and_is_no_price(newsday: Newsday) -> None:
    newsday.sources.append(source("registry", "ClinicalTrials.gov"))
    rows = (record("NCT06482268", {"status": "RECRUITING"}),)
    newsday.change("row", severity="high", source_id="registry", rows=rows, note="1 rows")
    page = tell(newsday.digest())
    assert [section.title for section in page.sections] == ["ClinicalTrials.gov"]
    assert page.sections[0].entries[0].lines[1].pieces[0].url == "https://registry.example/feed.xml"
    assert "status: RECRUITING → ACTIVE" in text(page)
    assert "1 record" in page.subject
    assert "price" not in page.subject


def test_a_day_of_seven_thousand_revisions_is_one_entry(newsday: Newsday) -> None:
    moves = tuple(revised(f"11240{n}", f"試験錠{n}", "100", str(50 + n)) for n in range(5))
    newsday.change(
        "rows", severity="low", source_id="list", counts={"revised": 7_012}, rows=moves, note="12,283 rows"
    )
    page = tell(newsday.digest())
    assert page.entries_n == 1
    (entry,) = page.sections[0].entries
    assert entry.lines[0].text == "Of 12,283 rows none you watch changed, 7,012 other row changes: revised 7,012"
    assert [line.text for line in entry.lines[2:4]] == [
        "試験錠0 · ¥100 → ¥50 (−50.0%)",
        "試験錠1 · ¥100 → ¥51 (−49.0%)",
    ]
    assert len(entry.lines) == 7
