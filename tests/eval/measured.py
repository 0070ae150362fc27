"""The cases of this folder, and how well they are read; each asked for once."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from tests.watching.shipped import shipped

from ipscwatch.watching.evaluation import Case, Measure, measure, read_cases

HERE = Path(__file__).parent
FLOORS = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))
"""What a measure may not drop below."""


@cache
def cases(pattern: str = "*.jsonl") -> tuple[Case, ...]:
    return tuple(
        case
        for path in sorted(HERE.glob(pattern))
        for case in read_cases(path.read_text(encoding="utf-8").splitlines(), origin=path.name)
    )


@cache
def measured(pattern: str = "*.jsonl") -> Measure:
    return measure(cases(pattern), *shipped())
