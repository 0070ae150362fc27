from __future__ import annotations

import time
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.watching.shipped import events, make_item

from ipscwatch.model.item import Item
from ipscwatch.model.source import Tier
from ipscwatch.model.story import StoryKey
from ipscwatch.watching.stories import group, key, lead, voice, voices

LONG = (
    "厚生労働省は６日、iPS細胞を材料にした治療製品を条件付きで承認した。対象は心不全とパーキンソン病で、期限は７年。"
    "治験の対象は８人と７人にとどまり、今後７５人と３５人の患者で有効性を確かめる。専門家からは慎重な声も出ている。"
    "両社は価格が決まり次第、販売の準備に入る。国内の患者は約３０万人とされ、移植できる施設は限られる見通しだ。"
)


def key_of(item: Item) -> StoryKey:
    return key(item, events(item))


def same(one: Item, other: Item) -> bool:
    assigned = group([key_of(one), key_of(other)], []).assigned
    return assigned[one.item_id] == assigned[other.item_id]


def pair(one: str, other: str, *, on: str = "2026-03-06", other_on: str = "2026-03-06") -> tuple[Item, Item]:
    return make_item(one, on=on, item_id="a"), make_item(other, on=other_on, item_id="b")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("厚労省、アムシェプリを条件付き承認", "Japan's health ministry approves Amchepry"),
        ("厚労省、アムシェプリを条件付き承認", "일본 후생노동성, 암셰프리 조건부 승인"),
        (
            "厚労省、アムシェプリを条件付き承認",
            "Le ministère japonais de la Santé autorise Amchepry (cellules iPS)",
        ),
        ("アムシェプリの薬価5530万円、中医協が了承", "Chuikyo approves Amchepry price of 55,306,737 yen"),
        (
            "厚労省、アムシェプリを承認　iPS製品で世界初",
            "厚労省、アムシェプリを承認　ｉＰＳ製品で世界初 - 地方新聞",
        ),
    ],
)
def test_one_happening_is_one_story_across_outlets_and_languages(one: str, other: str) -> None:
    assert same(*pair(one, other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("厚労省部会、アムシェプリの承認を了承", "アムシェプリの承認「早ければ3月上旬」　厚労相"),
        ("アムシェプリの薬価を了承　中医協", "リハートの販売開始　クオリプス"),
        ("FDA, pre-BLA meeting on raguneprocel", "FDAがDSP-1083をRMAT指定"),
        ("厚労省、アムシェプリを承認", "ハートシード、HS-001を承認申請"),
        ("iPS治験の結果を発表　第12回学会", "iPS治験の結果を発表　第13回学会"),
    ],
)
def test_different_happenings_of_one_day_stay_apart(one: str, other: str) -> None:
    assert not same(*pair(one, other))


def test_a_copy_is_found_by_its_text_whatever_its_title() -> None:
    copy = "（前略）" + LONG + "（共同）"
    assert same(
        make_item("iPS承認", LONG, item_id="a"), make_item("二つの新薬", copy, item_id="b", on="2026-03-20")
    )


def test_one_address_or_one_wire_number_is_one_story() -> None:
    ja = make_item("iPS", url="https://www.nippon.com/ja/news/yjj2026030600388/", item_id="a")
    en = make_item("Other iPS", url="https://www.nippon.com/en/news/yjj2026030600388/x.html", item_id="b")
    assert same(ja, en)


def test_an_event_of_another_day_is_another_story_unless_a_figure_ties_them() -> None:
    title = "Sumitomo Pharma reports results of iPS trial"
    one, other = pair(title, "住友ファーマ、iPS治験の結果を発表", other_on="2026-03-08")
    assert not same(one, other)
    assert same(replace(one, text="It treated 35 patients."), replace(other, text="35人が対象。"))


def test_a_new_item_joins_the_known_story_and_may_join_two_of_them() -> None:
    approval = "厚労省、{}を条件付き承認"
    first = replace(key_of(make_item(approval.format("アムシェプリ"), item_id="a")), story_id="s1")
    second = replace(key_of(make_item(approval.format("リハート"), item_id="b", hour=7)), story_id="s2")
    both = key_of(make_item(approval.format("アムシェプリとリハート"), item_id="c", hour=8))
    grouping = group([both], [first, second])
    assert grouping.assigned == {"c": "s1"}
    assert grouping.merged == {"s2": "s1"}


def test_a_story_bears_the_id_of_the_item_that_began_it() -> None:
    early = key_of(make_item("厚労省、アムシェプリを条件付き承認", item_id="z", hour=1))
    late = key_of(make_item("Japan's health ministry approves Amchepry", item_id="a", hour=9))
    assert set(group([late, early], []).assigned.values()) == {"z"}


def test_an_item_that_names_two_products_joins_though_it_tells_the_event_of_one() -> None:
    panel = key_of(make_item("厚労省部会、アムシェプリとリハートの承認を了承", on="2026-02-19", item_id="a"))
    text = "일본 정부가 19일 스미토모파마의 암셰프리와 쿠오립스의 리하트를 조건부로 승인했다."
    korean = key_of(make_item("일본 정부, 암셰프리 세계 첫 승인", text, on="2026-02-20", item_id="b"))
    assert korean.event_on == date(2026, 2, 19)
    assert len(set(group([panel, korean], []).assigned.values())) == 2
    refiled = replace(korean, events=(("committee_endorsement", "amchepry"),))
    assert len(set(group([panel, refiled], []).assigned.values())) == 1
    assert group([refiled], [panel]).assigned == {"b": "a"}


def test_items_without_a_title_are_not_one_story_for_that() -> None:
    one, other = (make_item("", text, item_id=text) for text in ("アムシェプリの話。", "リハートの話。"))
    assert not same(one, other)


def test_a_short_title_alone_makes_no_story_where_the_texts_have_nothing_in_common() -> None:
    one = make_item("お知らせ", LONG, item_id="a", source_id="a")
    other = make_item("お知らせ", "リハートの販売を始めました。" * 3, item_id="b", source_id="b")
    assert not same(one, other)


def test_a_shared_background_does_not_make_one_story_of_two_happenings() -> None:
    one = make_item("厚労省、アムシェプリを承認", "厚労省は6日、アムシェプリを承認した。" + LONG, item_id="a")
    other = make_item(
        "社説：iPS製品",
        "患者の期待は大きい。だが効果はまだ推定にとどまる。国は結果を速やかに公表し、費用に見合うかを検証すべきだ。"
        + LONG,
        item_id="b",
    )
    assert not same(one, other)


def test_one_company_s_shares_on_one_day_are_one_story() -> None:
    fall = (
        "Sumitomo Pharma shares plunge after panel's nod for iPS therapy",
        "住友ファーマが急落、iPS製品了承で材料出尽くし",
    )
    assert same(*pair(*fall))
    assert not same(*pair(*fall, other_on="2026-03-09"))


TITLES = (
    "厚労省、アムシェプリを条件付き承認",
    "Japan's health ministry approves Amchepry",
    "厚労省、リハートを条件付き承認",
    "アムシェプリとリハートを承認　厚労省",
    "厚労省部会、アムシェプリの承認を了承",
    "Japan approves iPS therapies",
    "クオリプスが急騰、リハート承認で",
    "アムシェプリの薬価を了承　中医協",
    "iPS細胞とは",
)
KEYS = [
    key_of(make_item(title, LONG * (n % 2), item_id=f"k{n}{m}", on=f"2026-03-{6 + m:02}", hour=n))
    for n, title in enumerate(TITLES)
    for m in range(3)
]


def partition(assigned: dict[str, str]) -> set[frozenset[str]]:
    parts: dict[str, set[str]] = {}
    for item_id, story_id in assigned.items():
        parts.setdefault(story_id, set()).add(item_id)
    return {frozenset(part) for part in parts.values()}


@given(st.permutations(KEYS), st.lists(st.integers(0, len(KEYS)), max_size=4))
@settings(max_examples=40, deadline=None)
def test_the_parts_do_not_depend_on_order_or_on_restarts(keys: list[StoryKey], cuts: list[int]) -> None:
    at_once = partition(dict(group(KEYS, []).assigned))
    known: dict[str, StoryKey] = {}
    bounds = [0, *sorted(cuts), len(keys)]
    for start, end in pairwise(bounds):
        grouping = group(keys[start:end], list(known.values()))
        stories = {item_id: grouping.merged.get(k.story_id, k.story_id) for item_id, k in known.items()}
        stories.update(grouping.assigned)
        every = {k.item_id: k for k in keys}
        known = {item_id: replace(every[item_id], story_id=story) for item_id, story in stories.items()}
    assert partition({item_id: k.story_id for item_id, k in known.items()}) == at_once


def test_the_lead_is_of_the_highest_tier_then_the_earliest() -> None:
    def told(item_id: str, tier: Tier, hour: int) -> StoryKey:
        return key_of(make_item("アムシェプリを承認", item_id=item_id, tier=tier, hour=hour))

    assert lead([told("a", 3, 1), told("b", 1, 9), told("c", 1, 8)]).item_id == "c"


def test_wire_copies_are_one_voice() -> None:
    wire = key_of(make_item("Approved", LONG + " (Kyodo)", item_id="a", outlet="Japan Today"))
    copy = key_of(make_item("OK given", LONG, item_id="b", outlet="City Paper", hour=9))
    own = key_of(make_item("Amchepry approved", item_id="c", outlet="Daily", hour=9))
    assert voices([own, copy, wire]) == ("agency:kyodo", "Daily")
    assert voice(own, [wire, copy, own]) == "Daily"


def test_the_day_is_the_one_the_text_names_and_figures_agree_between_languages() -> None:
    ja = key_of(make_item("アムシェプリの薬価", "中医協は１３日、5530万6737円を了承した。", on="2026-05-15"))
    en = key_of(make_item("Amchepry price", "The price is 55,306,737 yen.", on="2026-05-15"))
    assert ja.event_on == date(2026, 5, 13)
    assert en.event_on == date(2026, 5, 15)
    assert ja.figures & en.figures


def test_a_title_is_compared_with_nine_thousand_in_a_millisecond() -> None:
    like = key_of(make_item("厚労省、アムシェプリを条件付き承認", item_id="x"))
    titles = (
        "{}市の病院、{}号館を開設し患者{}人を受け入れ",
        "Hospital {} of ward {} opens for {} patients this week",
    )
    known = [
        replace(
            like,
            item_id=f"n{n}",
            story_id=f"n{n}",
            title=titles[n % 2].format(n * 7, n, n * 3),
            events=(),
            shingles=frozenset(),
            dated_at=like.dated_at - timedelta(minutes=n),
        )
        for n in range(9_000)
    ]
    new = [replace(like, item_id=f"x{n}", title=f"{like.title}{n:03}", events=()) for n in range(20)]
    group(new[:1], known)
    started = time.process_time()
    group(new, known)
    assert (time.process_time() - started) / len(new) < 0.02  # generous: the machine may be busy
