from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.watching.shipped import make_item, mentions, shipped

from ipscwatch.model.source import Tier
from ipscwatch.model.term import Near, Subject, Term
from ipscwatch.watching.terms import Matcher


def quotes(title: str, text: str = "", *, tier: Tier = 3, subject: Subject | None = None, **term: Any) -> list[str]:  # noqa: ANN401 - any keys of a term
    one = Term(term_id="t", label="T", subject_id=subject.subject_id if subject else None, **term)
    matcher = Matcher([one], [subject] if subject else [])
    return [mention.quote for mention in matcher.match(make_item(title, text, tier=tier))]


@pytest.mark.parametrize(
    ("text", "term_id", "quote"),
    [
        ("住友ファーマの「アムシェプリ」", "amchepry", "アムシェプリ"),
        ("ｱﾑｼｪﾌﾟﾘを承認", "amchepry", "ｱﾑｼｪﾌﾟﾘ"),
        ("ＡＭＣＨＥＰＲＹ®（一般名ラグネプロセル）", "amchepry", "ＡＭＣＨＥＰＲＹ"),
        ("AMCHEPRY® is approved", "amchepry", "AMCHEPRY"),
        ("Amchepry's price", "amchepry", "Amchepry"),
        ("raguneprocel-treated patients", "amchepry", "raguneprocel"),
        ("DSP‑1083 trial", "amchepry", "DSP‑1083"),
        ("DSP 1083 trial", "amchepry", "DSP 1083"),
        ("Amch\u200bepry listed", "amchepry", "Amch\u200bepry"),
        ("암셰프리를 조건부 승인했다", "amchepry", "암셰프리"),
        ("クオリプスの「リハート」", "reheart", "リハート"),
        ("ＲｅＨｅａｒｔ、秋に発売", "reheart", "ＲｅＨｅａｒｔ"),
        ("アムシェプリ・リハートの2製品", "reheart", "リハート"),
        ("アムシェプリ―リハートの2製品", "reheart", "リハート"),
        ("심근 시트 '리하트'가 승인", "reheart", "리하트"),
        ("ReHeart", "reheart", "ReHeart"),
        ("ヒト(同種)iPS細胞由来心筋細胞シートの審査", "reheart", "iPS細胞由来心筋細胞シート"),
        ("ＲＡＣＴＨＥＲＡは6日", "racthera", "ＲＡＣＴＨＥＲＡ"),
        ("iPSCs approved in Japan", "ipsc_approvals", "iPSC"),
        ("ｉＰＳ細胞の製品を承認", "ipsc_approvals", "ｉＰＳ細胞"),
        ("IPS CELL THERAPY APPROVED", "ipsc_approvals", "IPS CELL"),
        ("产品使用诱导多能干细胞，已获批准", "ipsc_approvals", "诱导多能干细胞"),
        ("유도만능줄기세포 제품 승인", "ipsc_approvals", "유도만능줄기세포"),
        ("deux produits à base de cellules iPS autorisés, approbation", "ipsc_approvals", "cellules iPS"),
        ("再生医療等製品の薬価収載について", "price_regenerative", "再生医療等製品"),
        ("ハートシードの心筋球", "heartseed", "ハートシード"),
        ("改正再生医療等安全性確保法", "rm_act", "再生医療等安全性確保法"),
    ],
)
def test_a_name_is_found_as_it_is_written(text: str, term_id: str, quote: str) -> None:
    assert quote in [mention.quote for mention in mentions(make_item(text)) if mention.term_id == term_id]


@pytest.mark.parametrize(
    "text",
    [
        "Handgun World Shoot of the IPSC, approved by its assembly",
        "IPSC range rules were approved",
        "IPS液晶モニターを承認",
        "an IPS panel with in-plane switching, approved for sale",
        "IPS (intrusion prevention) update approved",
        "(IPS) Inter Press Service: treaty approved",
        "approved: ips.add_argument in iPSconfig",
        "アプリハートビートパーステスト 再生医療",
        "プライマリハートビート 厚労省",
        "ミリハートリー 心筋",
        "プリハート、ラブリハート、ヒノトリハート、ピュアプリハート 再生医療",
        "pureheart.org, MessageSquareHeart, fireHeartbeat, SpireHeartText, MakeMoreHearts",
        "Rehabeat 心大血管リハビリテーション 心不全",
        "eHeart cardiorespiratory app for heart failure",
        "ラクオリア創薬のtegoprazan承認",
        "クオリアの化粧品 QUALIA",
        "アメリスとアンモン",
        "リプロセル ReproCELL 4978",
        "費用は9億5530万ドル",
        "泄露或影响逾5530万用户",
        "55.3 million users",
        "薬価最大67%引き下げルール",
        "26年度薬価改定 フォシーガ ザイティガ",
        "RETHIO and MITICURE: NHI price listing, Sumitomo Pharma",
        "rapcabtagene, rilonacept, rafutrombopag",
        "Amchpre",
        "リハートという店が開店",
        "프리하트 심근",
        "tripscale and shipscan approved",
    ],
)
def test_what_only_looks_like_a_name_is_not_found(text: str) -> None:
    assert mentions(make_item(text, tier=5)) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ハートシート（テルモ）の保険償還 1476万円", {"heartsheet", "price_regenerative"}),
        ("iHeart Japanの多層シート", {"iheart"}),
        ("bemdaneprocel, from embryonic cells", {"bemdaneprocel"}),
        ("住友ファーマ 業績修正 オルゴビクス", {"sumitomo_pharma"}),
        ("キムリア3349万円、ゾルゲンスマ1.67億円", set()),
        ("ヒト(同種)iPS細胞由来角膜上皮細胞シートのガイドライン", {"cornea"}),
    ],
)
def test_a_neighbour_is_itself_and_not_one_of_ours(text: str, found: set[str]) -> None:
    assert {mention.term_id for mention in mentions(make_item(text))} == found


def test_a_weak_name_needs_a_cue_outside_tiers_1_and_2() -> None:
    reheart = Subject(subject_id="r", kind="product", name="R", names=(), weak=("リハート",), cues=("心筋",))
    assert quotes("リハートについて", subject=reheart) == []
    assert quotes("リハートについて", "心筋に貼る", subject=reheart) == ["リハート"]
    assert quotes("リハートについて", subject=reheart, tier=2) == ["リハート"]


def test_a_misspelling_needs_a_cue_in_every_tier() -> None:
    assert quotes("Amchpre", fuzzy=("Amchpre",), cues=("Parkinson",), any=("Amchepry",), tier=1) == []
    assert quotes("Amchpre for Parkinson's", fuzzy=("Amchpre",), cues=("Parkinson",)) == ["Amchpre"]


def test_a_word_is_no_cue_for_itself() -> None:
    assert quotes("心筋シート", any=("心筋シート",), cues=("心筋",)) == []


def test_a_description_is_void_where_a_rival_is_named() -> None:
    ours = Subject(
        subject_id="a",
        kind="product",
        name="A",
        names=("Alpha",),
        generics=("心筋シート",),
        company="c",
        indication="h",
    )
    rival = Subject(subject_id="b", kind="product", name="B", names=("Beta",), indication="h")
    company = Subject(subject_id="c", kind="company", name="C", names=("Cee",))
    matcher = Matcher([Term(term_id="t", label="T", subject_id="a")], [ours, rival, company])
    assert len(matcher.match(make_item("心筋シートを承認"))) == 1
    assert matcher.match(make_item("心筋シートのBeta")) == ()
    assert len(matcher.match(make_item("Betaに続き、Ceeの心筋シート"))) == 1


def test_all_none_and_near_must_hold() -> None:
    assert quotes("cells and yeast", any=("cells",), all=("yeast",)) == ["cells"]
    assert quotes("cells", any=("cells",), all=("yeast",)) == []
    assert quotes("cells and yeast", any=("cells",), none=("yeast",)) == []
    near = (Near(a=("iPS細胞",), b=("承認",), within=5),)
    assert quotes("iPS細胞を承認", near=near) == ["iPS細胞"]
    assert quotes("iPS細胞から作った製品について国が承認", near=near) == []


def test_near_counts_words_between_latin_words() -> None:
    near = (Near(a=("stem cell",), b=("approved",), within=5),)
    assert quotes("stem cell products were later approved", near=near) == ["stem cell"]
    assert quotes("stem cell products " + "x" * 30 + " approved", near=near) == []


def test_case_fields_languages_sources_and_tiers_limit_a_term() -> None:
    assert quotes("IPSC and iPSC", any=("iPSC",)) == ["iPSC"]
    assert quotes("Heart and HEART", any=("Heart",), case=True) == ["Heart"]
    assert quotes("word", "word", any=("word",), fields=("text",)) == ["word"]
    assert quotes("word", any=("word",), tiers=(1,)) == []
    assert quotes("word", any=("word",), sources=("other",)) == []
    matcher = Matcher([Term(term_id="t", label="T", any=("word",), languages=("ja",))], [])
    assert matcher.match(make_item("word", language="en")) == ()
    assert len(matcher.match(make_item("word"))) == 1


def test_a_regex_counts_like_a_name() -> None:
    assert quotes("jRCT2031260999 and DSP-1083", regex=r"jrct\d+") == ["jRCT2031260999"]


def test_plural_and_possessive_belong_to_a_latin_word_and_other_endings_do_not() -> None:
    for text, found in [
        ("patches", 1),
        ("patch's", 1),
        ("patch’s", 1),
        ("patched", 0),
        ("dispatch", 0),
        ("patch_x", 0),
    ]:
        assert len(quotes(text, any=("patch",))) == found, text


def test_of_overlapping_words_of_one_term_the_longest_is_told() -> None:
    assert quotes("iPS細胞由来心筋細胞シート", any=("心筋細胞シート", "iPS細胞由来心筋細胞シート")) == [
        "iPS細胞由来心筋細胞シート"
    ]


WORDS = ("アムシェプリ", "ReHeart", "iPSC", "암셰프리", "薬価")


@given(
    st.lists(
        st.sampled_from([*WORDS, " ", "の", "ー", "x", "®", "\u200b", "。", "ｉＰＳＣ", "\n", "🫀", "א"]),
        max_size=40,
    )
)
def test_mentions_lie_in_the_text_and_quote_it(parts: list[str]) -> None:
    item = make_item("".join(parts), "".join(reversed(parts)))
    matcher = Matcher([Term(term_id="t", label="T", any=WORDS)], [])
    for mention in matcher.match(item):
        assert item.full_text[mention.start : mention.end] == mention.quote
        assert mention.alias in WORDS


@given(st.text(max_size=300))
def test_any_text_can_be_matched(text: str) -> None:
    for mention in mentions(make_item(text, text)):
        assert mention.quote


@pytest.mark.parametrize(
    "text", ["アムシェプリ" * 200_000, "x " * 500_000, "🫀" * 300_000, "\ud800" * 1000, "׀א" * 100_000]
)
def test_a_huge_or_broken_text_is_read_in_time(text: str) -> None:
    assert len(mentions(make_item("iPS", text))) <= 400


def test_the_shipped_file_has_terms_for_all_topics() -> None:
    topics = {term.topic for term in shipped()[0]}
    assert topics == {"amchepry", "reheart", "ipsc_approvals", "price_list", "pipeline", "law"}
