"""Rows of a made-up price list, and the list they make."""

from __future__ import annotations

from ipscwatch.model.reading import Row

FILE = "https://lists.example/tp{day}-01_02.xlsx"


def a_row(key: str = "4900999X1018", *, day: str = "20260415", place: str = "row 2", **cells: str) -> Row:
    """Return a row of a price list; cells not given are ordinary."""
    ordinary = {
        "category": "注射薬",
        "ingredient": "試験成分",
        "specification": "１ｍＬ１瓶",
        "name": f"試験薬{key[-4:]}",
        "maker": "試験製薬",
        "price": "1000",
        "limit": "",
        "note": "",
    }
    return Row(key=key, cells=ordinary | cells, place=place, url=FILE.format(day=day))


def a_list(n: int = 100, *, day: str = "20260415", **cells: str) -> dict[str, Row]:
    """Return `n` ordinary rows by key."""
    keys = [f"11{number:05d}F1000" for number in range(n)]
    return {key: a_row(key, day=day, **cells) for key in keys}
