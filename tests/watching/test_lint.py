from __future__ import annotations

from typing import Any

import pytest
from tests.watching.shipped import shipped

from ipscwatch.model.term import Near, Subject, Term
from ipscwatch.watching.lint import Finding, lint


def found(*terms: Term, subjects: tuple[Subject, ...] = ()) -> list[Finding]:
    return list(lint(terms, subjects))


@pytest.mark.parametrize(
    ("values", "words", "warning"),
    [
        ({}, "no words", False),
        ({"near": (Near(a=("iPS",), b=()),)}, "both `a` and `b`", False),
        ({"any": ("®",)}, "empty once it is compared", False),
        ({"any": ("x",)}, "one character", False),
        ({"any": ("薬",)}, "one character", False),
        ({"any": ("ips",)}, "too many texts", True),
        ({"any": ("承認",)}, "too many texts", True),
        ({"any": ("approval",)}, "too many texts", True),
        ({"any": ("ReHeart",), "none": ("reheart",)}, "can never be found", False),
        ({"any": ("heart sheet",), "all": ("cells",), "none": ("cells",)}, "can never be found", False),
        ({"any": ("ReHeart", "REHEART®")}, "compared as", True),
        ({"any": ("Аmchepry",)}, "mixes scripts", True),
        ({"any": ("リハ一ト",)}, "mixes scripts", True),
        ({"any": ("ReHeart",), "cues_for": ("ReHeart",)}, "`with` gives none", False),
        ({"any": ("ReHeart",), "cues": ("iPS",), "cues_for": ("Reheat",)}, "not one of its names", False),
        ({"any": ("ReHeart",), "fuzzy": ("Reheat",)}, "needs a cue", True),
        ({"regex": "("}, "no RE2 expression", False),
        ({"regex": r"(a+)\1"}, "no RE2 expression", False),
        ({"regex": "x*"}, "empty text", False),
    ],
)
def test_what_is_wrong_with_a_term_is_told(values: dict[str, Any], words: str, warning: bool) -> None:
    findings = found(Term(term_id="t", label="T", **values))
    assert any(words in finding.message and finding.warning is warning for finding in findings), findings


def test_a_word_that_another_term_finds_already_is_told() -> None:
    short = Term(term_id="short", label="S", any=("heart sheet",))
    long = Term(term_id="long", label="L", any=("iPS heart sheets",))
    (finding,) = found(short, long)
    assert (finding.term_id, finding.alias, finding.warning) == ("long", "iPS heart sheets", True)
    assert "'short'" in str(finding)


@pytest.mark.parametrize(
    "values",
    [
        {"any": ("iPSC",)},
        {"any": ("approval",), "near": (Near(a=("iPS",), b=("Japan",)),)},
        {"regex": r"jrct\d{5,}"},
    ],
)
def test_a_sound_term_passes(values: dict[str, Any]) -> None:
    assert found(Term(term_id="t", label="T", **values)) == []


def test_the_shipped_terms_pass() -> None:
    assert lint(*shipped()) == ()
