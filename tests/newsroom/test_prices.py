"""The newsroom's price list does what the real one does, and each day comes out as it should."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime

from pydantic import TypeAdapter

from ipscwatch.errors import ReadError
from ipscwatch.model.document import Document, Request
from ipscwatch.model.reading import Row
from ipscwatch.model.source import Source, Validators
from ipscwatch.newsroom import prices
from ipscwatch.newsroom.script import DAYS
from ipscwatch.newsroom.web import Page
from ipscwatch.sources.price_list import KIND, PriceListOptions
from ipscwatch.watching import rows

ORIGIN = "http://newsroom.example"
OPTIONS = {"links": ["薬価基準収載品目リスト"], "files": r"-01_0[1-4]\.xlsx$", "watch": ["4900"]}
SOURCE = Source(
    source_id="price_list",
    name="Price list",
    kind="price_list",
    url=f"{ORIGIN}{prices.FOLDER}/index.html",
    tier=1,
    outlet="Ministry",
    options=TypeAdapter(PriceListOptions).validate_python(OPTIONS),
)


def test_every_day_of_the_replay_tells_what_happened_and_nothing_else() -> None:
    told = {day: (dict(counts), faults) for day, counts, faults in _replayed()}
    assert {day: counts for day, (counts, _) in told.items() if counts} == prices.EXPECTED
    assert {day: faults for day, (_, faults) in told.items() if faults} == {
        prices.CUT_SHORT_ON: (
            f"{ORIGIN}/prices/tp20260201-01_03.xlsx: the workbook is truncated or damaged",
            "外用薬: none of its 60 rows came; what was known is kept",
        )
    }


def test_on_the_day_of_the_listing_one_row_is_told_and_the_others_counted() -> None:
    *_, known, _ = _states()
    (*_, last) = _states()
    watch = rows.Watch.of(["4900"], (), ())
    comparison = rows.compare(known, last, watch.is_watched)
    told = list(rows.tell("price_list", comparison, datetime(2026, 5, 20, tzinfo=UTC)))
    assert [(change.kind, change.rows[0].name) for change in told[:1]] == [("row", "アムシェプリ")]
    assert (sum(told[1].counts.values()), told[1].note) == (5, "169 rows")
    assert told[0].rows[0].after == last[prices.CODE]
    assert last[prices.CODE].cells["price"] == "55306737"


def test_a_workbook_keeps_its_bytes_until_it_changes() -> None:
    first, again = (prices.pages(ORIGIN, _at(date(2026, 2, 12), hour)) for hour in (1, 6))
    assert {path: page.etag for path, page in first.items()} == {path: page.etag for path, page in again.items()}


def _replayed() -> Iterator[tuple[date, Counter[str], tuple[str, ...]]]:
    known: dict[str, Row] = {}
    for day in DAYS:
        read, missed = _read(prices.pages(ORIGIN, _at(day, 1)))
        updated = rows.update(known, read, missed=missed)
        yield day, Counter(change.kind for change in updated.comparison.changes), updated.faults
        known = {row.key: row for row in updated.rows}


def _states() -> list[dict[str, Row]]:
    return [{row.key: row for row in _read(prices.pages(ORIGIN, _at(day, 1)))[0]} for day in DAYS]


def _read(pages: dict[str, Page]) -> tuple[list[Row], list[str]]:
    queue, read, missed = list(KIND.ask(SOURCE, _at(DAYS[0], 1))), list[Row](), list[str]()
    while queue:
        request = queue.pop(0)
        try:
            reading = KIND.read(SOURCE, _fetched(request, pages[request.url.removeprefix(ORIGIN)]), _at(DAYS[0], 1))
        except ReadError as error:
            assert request.optional
            missed.append(str(error))
            continue
        queue += reading.more
        read += reading.rows
    return read, missed


def _fetched(request: Request, page: Page) -> Document:
    return Document(
        request=request,
        url=request.url,
        status=200,
        media_type=page.content_type.split(";", maxsplit=1)[0],
        charset=None,
        headers={},
        body=page.body,
        fetched_at=_at(DAYS[0], 1),
        validators=Validators(),
    )


def _at(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
