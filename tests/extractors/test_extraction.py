"""What holds of every extraction: spans, order, discovery, subjects by configuration alone, time."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipscwatch.model.item import Item
from ipscwatch.model.ledger import Value
from ipscwatch.model.term import Subject
from ipscwatch.watching.attributes import REGISTRY
from ipscwatch.watching.extractors import extract, extractors
from ipscwatch.watching.extractors.modality import modality
from ipscwatch.watching.extractors.sentence import Sentence
from ipscwatch.watching.values import agree

AMCHEPRY = Subject(
    subject_id="amchepry", kind="product", name="Amchepry", names=("Amchepry", "アムシェプリ"), watched=True,
    indication="Parkinson's disease", cues=("iPS",),
)  # fmt: skip
THIRD = Subject(
    subject_id="okulis",
    kind="product",
    name="Okulis",
    names=("Okulis", "オクリス"),
    watched=True,
    indication="glaucoma",
)
WORDS = (
    *(
        "アムシェプリ",
        "オクリス",
        "Amchepry",
        "Okulis",
        "は",
        "と",
        "75人",
        "35例",
        "7年以内に",
        "6日",
        "2026年3月6日",
    ),
    *(
        "承認された。",
        "了承した。",
        "5530万6737円",
        "¥",
        "薬価",
        "が",
        "それぞれ",
        "約",
        "中医協",
        "0",
        "円",
        "前者",
        "後者",
    ),
    *(" approved ", " on March 6, 2026.", " and ", "patients", " 7 ", "seven", "%", "respectively", "\n", "\n\n"),
    *("「", "」", "（", "）", "😀", "１２"),
)


def item(text: str, title: str = "iPS") -> Item:
    return Item(
        item_id="0123456789abcdef", source_id="s", keys=("id:1",), url=None, title=title, text=text, language=None,
        outlet="o", tier=3, published_at=datetime(2026, 3, 6, tzinfo=UTC),
        received_at=datetime(2026, 3, 6, tzinfo=UTC), content_hash="h",
    )  # fmt: skip


def said(text: str) -> set[tuple[str, str, str]]:
    return {
        (claim.subject_id, claim.attribute, claim.value.text)
        for claim in extract(item(text), (AMCHEPRY, THIRD))
        if claim.rejected is None and claim.modality == "asserted"
    }


def test_each_extractor_is_found_by_its_module_and_names_known_attributes() -> None:
    names = [extractor.name for extractor in extractors()]
    assert {"prices", "stages", "counts", "spans", "trials", "launches", "laws", "identities"} <= set(names)
    assert len(set(names)) == len(names)
    assert {attribute for extractor in extractors() for attribute in extractor.attributes} <= set(REGISTRY)


def test_a_third_product_is_read_by_configuration_alone() -> None:
    text = (
        "厚生労働省は6日、オクリスを条件付きで承認した。中医協はオクリスの薬価を1234万5678円と決めた。"
        "7人に移植した治験だった。"
    )
    assert {
        ("okulis", "approval_status", "conditional and time-limited approval"),
        ("okulis", "approval_date", "2026-03-06"),
        ("okulis", "price_jpy", "12345678"),
        ("okulis", "trial_n", "7"),
    } <= said(text)


def test_two_products_of_one_sentence_keep_their_own_figures() -> None:
    text = "7年以内に、アムシェプリは35人、オクリスは20人を対象に有効性を検証する。"
    found = {one for one in said(text) if one[1] == "enrolment_target"}
    assert found == {("amchepry", "enrolment_target", "35"), ("okulis", "enrolment_target", "20")}


@given(st.lists(st.sampled_from(WORDS), max_size=25).map("".join))
@settings(deadline=None)
def test_whatever_the_text_each_claim_points_into_it(text: str) -> None:
    one = item(text)
    for claim in extract(one, (AMCHEPRY, THIRD)):
        assert claim.start is not None
        assert claim.end is not None
        assert 0 <= claim.start < claim.end <= len(one.full_text)
        assert "\n" not in claim.quote
        assert claim.subject_id or claim.rejected


def test_reading_the_same_text_twice_gives_the_same_claims() -> None:
    one = item("厚生労働省は6日、アムシェプリを条件付きで承認した。")
    assert extract(one, (AMCHEPRY,)) == extract(one, (AMCHEPRY,))


@pytest.mark.parametrize(
    ("sentence", "cue", "expected"),
    [
        ("厚労相が承認した。", "承認", "asserted"),
        ("厚労相が承認する見通しだ。", "承認", "planned"),
        ("承認されれば発売する。", "承認", "conditional"),
        ("まだ承認されていない。", "承認", "denied"),
        ("承認されたとみられる。", "承認", "hearsay"),
        ("承認して差し支えないとした。", "承認", "asserted"),
        ("The ministry approved it.", "approved", "asserted"),
        ("The ministry is expected to approve it.", "approve", "planned"),
        ("The ministry has not approved it.", "approved", "denied"),
        ("It could be approved.", "approved", "conditional"),
        ("It was reportedly approved.", "approved", "hearsay"),
        ("It was not only approved but listed.", "approved", "asserted"),
    ],
)
def test_modality(sentence: str, cue: str, expected: str) -> None:
    start = sentence.index(cue)
    assert modality(Sentence(0, len(sentence), sentence, 0), start, start + len(cue)) == expected


@pytest.mark.parametrize(
    ("attribute", "one", "other", "expected"),
    [
        ("approval_date", "2026-05-20", "2026-05", True),
        ("approval_date", "2026-05-20", "2026-06", False),
        ("launch_expected", "2026-10-15", "2026-autumn", True),
        ("launch_expected", "2026-Q4", "2026-10/2026-12", True),
        ("launch_expected", "2026-summer/2026-autumn", "2026-autumn", True),
        ("launch_expected", "2026-H1", "2026-autumn", False),
        ("approval_date", "FY2026", "2027-03-31", True),
        ("responders", "4/6", "4/6", True),
        ("responders", "4/6", "4/8", False),
        ("approval_status", "approved", "full approval", True),
        ("approval_status", "refused", "full approval", False),
        ("director", "Jun Takahashi", "jun  takahashi", True),
        ("indication", "heart failure", "severe heart failure", True),
    ],
)
def test_values_that_agree(attribute: str, one: str, other: str, *, expected: bool) -> None:
    assert agree(attribute, Value(text=one), Value(text=other)) is expected
    assert agree(attribute, Value(text=other), Value(text=one)) is expected


def test_years_agree_with_their_months() -> None:
    years = Value(text="2", unit="years", low=2, high=2)
    assert agree("trial_followup_months", years, Value(text="24", unit="months", low=24, high=24))


def test_an_article_of_3000_characters_is_read_quickly() -> None:
    text = (
        "厚生労働省は6日、アムシェプリを条件付きで承認した。治験では7人に移植し、6人中4人で改善した。一方で課題も残る。"
        * 50
    )
    one = item(text[:3000])
    extract(one, (AMCHEPRY, THIRD))
    best = min(_seconds(one) for _ in range(3))
    assert best < 0.2, "a bound that only a blow-up breaks; the benchmark holds the real figure"


def _seconds(one: Item) -> float:
    begin = time.process_time()
    extract(one, (AMCHEPRY, THIRD))
    return time.process_time() - begin
