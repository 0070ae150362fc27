from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.watching.shipped import events, make_item, shipped

from ipscwatch.model.source import Tier
from ipscwatch.watching.events import CLASSES, STAGES, classify
from ipscwatch.watching.events.cues import find
from ipscwatch.watching.events.reading import LEAD, read


def names(title: str, text: str = "", *, tier: Tier = 3, on: str = "2026-03-06") -> set[str]:
    return {event.name for event in events(make_item(title, text, tier=tier, on=on))}


@pytest.mark.parametrize(
    ("title", "text", "name"),
    [
        ("厚労省部会、アムシェプリの承認を了承", "", "committee_endorsement"),
        ("専門部会がアムシェプリを承認", "", "committee_endorsement"),
        ("Panel approves iPS cell product", "", "committee_endorsement"),
        ("A panel of Japan's health ministry approved Amchepry", "", "committee_endorsement"),
        ("Health ministry panel approves Amchepry", "", "committee_endorsement"),
        ("厚労省、アムシェプリを承認", "", "approval_conditional"),
        ("Health ministry approves Amchepry after panel's nod", "", "approval_conditional"),
        ("厚労省は専門部会の了承を受け、アムシェプリを承認した", "", "approval_conditional"),
        (
            "Japan approves iPS therapies",
            "A ministry panel endorsed Amchepry on Thursday.",
            "committee_endorsement",
        ),
        (
            "Japan approves iPS therapies",
            "The health ministry approved Amchepry on Friday.",
            "approval_conditional",
        ),
        ("Japan approves iPS heart study", "", "trial_start"),
        ("iPS心臓治療を了承　厚労省部会", "大阪大の臨床研究計画を了承した。", "trial_start"),
        ("Ethics committee approves iPS cell transplant trial", "", "trial_start"),
        ("アムシェプリの薬価を了承　中医協", "", "price_endorsed"),
        ("Council approves price of 55 million yen for Amchepry", "", "price_endorsed"),
        ("アムシェプリが薬価収載された", "", "price_listed"),
        ("厚労相、iPS製品は「早ければ3月上旬に承認」", "", "minister_statement"),
        ("リハートの承認は適切でない、部会が判断", "", "refusal_revocation"),
        ("アムシェプリ、19日の部会で審議へ", "", "committee_agenda"),
        ("アムシェプリ本承認、2月に部会で審議へ", "", "committee_agenda"),
        ("テルモのハートシート、正式承認を部会が否決", "", "refusal_revocation"),
        ("中医協、リハートを保険適用", "", "price_endorsed"),
        ("Japan's Terumo to end sales of HeartSheet", "", "sale_ended"),
        ("Amchepry dropped from the NHI price list", "", "delisting"),
        ("First patient treated with ReHeart outside clinical trials", "", "launch_first_patient"),
        (
            "",
            "厚生労働省の部会は19日、アムシェプリの承認を了承した。近く厚労相が承認する。",
            "committee_endorsement",
        ),
        (
            "Japan approves stem cell projects",
            "Government experts in Japan have given preliminary approval to ReHeart, made from iPS cells.",
            "committee_endorsement",
        ),
    ],
)
def test_actor_and_object_decide_and_not_the_verb(title: str, text: str, name: str) -> None:
    assert names(title, text) == {name}


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("アムシェプリ、来月にも承認へ", ""),
        ("Japan set to approve Amchepry", ""),
        ("Amchepry has not been approved, ministry says", ""),
        ("アムシェプリは承認されていない", ""),
        ("アムシェプリ、早ければ来月にも世界で初めて承認され、夏に発売される", ""),
        ("Startup to apply for approval of ReHeart", ""),
        ("Hospitals wait: after Amchepry was approved, no one has received it yet", ""),
        ("リハート、今秋に発売へ", "発売は10月ごろの見通し。"),
        ("Cuorips plans to launch ReHeart in autumn", ""),
        ("No serious side effects of Amchepry seen, hospital says", ""),
    ],
)
def test_a_plan_or_a_denial_is_no_event(title: str, text: str) -> None:
    assert names(title, text) == set()


@pytest.mark.parametrize(
    ("title", "text", "name"),
    [
        (
            "アムシェプリの薬価5530万円　中医協が了承",
            "3月に条件付きで承認されたアムシェプリについて了承した。",
            "price_endorsed",
        ),
        (
            "ReHeart given to first patient",
            "ReHeart received conditional approval in March.",
            "launch_first_patient",
        ),
        ("社説：iPS製品の承認", "厚労省の部会が了承した。", "commentary_criticism"),
        ("クオリプスが急騰、リハート承認で", "厚労省は6日、リハートを承認した。", "market_move"),
        ("iPS製品の承認に患者団体が歓迎", "厚労省は6日、アムシェプリを承認した。", "reaction"),
    ],
)
def test_what_led_up_to_the_news_is_not_the_news(title: str, text: str, name: str) -> None:
    assert names(title, text, on="2026-05-13") == {name}


@pytest.mark.parametrize(
    ("title", "subject", "severity"),
    [
        ("厚労省、アムシェプリを条件付き承認", "amchepry", "critical"),
        ("厚労省、テルモのハートシートを条件付き承認", "heartsheet", "high"),
        ("Heartseed files for approval of HS-001", "heartseed_hs001", "medium"),
        ("アムシェプリの薬価、再算定で引き下げ", "amchepry", "critical"),
        ("コラテジェンの薬価、再算定で引き下げ", "collategene", "low"),
        ("Japan's health ministry approves first iPS cell therapy", None, "critical"),
        ("Cuorips shares surge after iPS approval", "cuorips", "low"),
    ],
)
def test_an_event_has_its_subject_and_is_grave_where_it_is_ours(
    title: str, subject: str | None, severity: str
) -> None:
    (event,) = events(make_item(title))
    assert (event.subject_id, event.severity) == (subject, severity)


def test_both_products_of_one_act_are_two_events() -> None:
    found = events(make_item("アムシェプリとリハートを承認　厚労省"))
    assert {event.subject_id for event in found} == {"amchepry", "reheart"}


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("アムシェプリは6日に承認されたが、iPS心筋シート「リハート」の承認は見送られた。", {"amchepry"}),
        ("アムシェプリは6日に承認され、iPS心筋シート「リハート」は審査が続いている。", {"amchepry"}),
        ("アムシェプリが6日に承認され、iPS心筋シート「リハート」も承認された。", {"amchepry", "reheart"}),
        ("アムシェプリとiPS心筋シート「リハート」は審査が終わり、いずれも承認された。", {"amchepry", "reheart"}),
        ("The ministry approved ReHeart, an iPS sheet, but put off a decision on Amchepry.", {"reheart"}),
        ("Amchepry was approved on March 6, and ReHeart is still under review.", {"amchepry"}),
        ("Amchepry was approved on March 6, and ReHeart was too.", {"amchepry", "reheart"}),
        ("Amchepry, for Parkinson's, and ReHeart, for heart failure, were approved.", {"amchepry", "reheart"}),
        ("ReHeart joins Amchepry on Japan's price list.", {"reheart"}),
    ],
)
def test_a_happening_is_that_of_the_product_whose_clause_tells_it(text: str, subjects: set[str]) -> None:
    assert {event.subject_id for event in events(make_item("", text))} == subjects


def test_a_headline_without_names_is_about_those_the_lead_names() -> None:
    found = events(make_item("Japan OKs World's 1st iPS Cell Treatments", "The health ministry approved ReHeart."))
    assert [event.subject_id for event in found] == ["reheart"]


def test_the_pathway_is_meant_only_where_no_product_is() -> None:
    lead = "Japan's ministry granted conditional, time-limited approval to two products made from iPS cells."
    told = events(
        make_item("Japan approves two iPS products", f"{lead} Amchepry was developed by Sumitomo Pharma.")
    )
    assert {event.subject_id for event in told} == {"amchepry"}


def test_a_company_stands_for_its_one_product() -> None:
    (event,) = events(make_item("クオリプス、iPS心筋を承認申請"))
    assert (event.name, event.subject_id) == ("application_filed", "reheart")


def test_a_register_that_lists_an_approval_with_its_date_tells_it_of_each_product() -> None:
    title = "新再生医療等製品の承認品目一覧を更新しました"
    text = "令和8年3月6日承認：アムシェプリ、リハート（いずれも条件及び期限付承認）。"
    listed = events(make_item(title, text, tier=1))
    assert {(event.name, event.subject_id) for event in listed} == {
        ("approval_conditional", "amchepry"),
        ("approval_conditional", "reheart"),
    }
    assert events(make_item(title, text, tier=4)) == ()
    assert events(make_item(title, text, tier=1, on="2026-09-22")) == ()


def test_the_lead_adds_the_product_that_the_headline_left_out() -> None:
    found = events(make_item("厚労省、アムシェプリを承認", "厚労省は6日、アムシェプリとリハートを承認した。"))
    assert {event.subject_id for event in found} == {"amchepry", "reheart"}


@pytest.mark.parametrize(
    "text",
    [
        "条件付きで承認された製品アムシェプリの話。",
        "承認したアムシェプリについて、厚労省が調べる。",
        "2026年3月に承認されたアムシェプリの話。",
        "令和6年度に、アムシェプリが承認された。",
        "アムシェプリが承認されたことを受け、会社が説明した。",
    ],
)
def test_a_deed_that_only_says_which_product_is_meant_is_no_news(text: str) -> None:
    assert names("アムシェプリの話", text, on="2026-10-05") == set()


def test_an_opinion_is_one_by_its_address_and_by_its_closing_line() -> None:
    title, text = "Build up a record of cases", "The panel endorsed Amchepry."
    assert names(title, f"{text} (From The Daily editorial)") == {"commentary_criticism"}
    item = make_item(title, text, url="https://news.example.org/editorial/20260225-1/")
    assert [event.name for event in events(item)] == ["commentary_criticism"]
    assert names(title, text) == {"committee_endorsement"}


def test_every_event_gives_its_words_and_its_rule() -> None:
    (event,) = events(make_item("厚労省部会、アムシェプリの承認を了承"))
    assert event.reasons[0].startswith("headline: ")
    assert "word: 承認を了承" in " ".join(event.reasons)


def test_a_late_stage_told_by_a_low_tier_is_doubted() -> None:
    title = "Japan approves Amchepry"
    assert events(make_item(title, tier=3))[0].doubtful is None
    assert "tier 5" in (events(make_item(title, tier=5))[0].doubtful or "")


def test_a_seller_is_a_seller_whatever_it_tells() -> None:
    text = "Amchepry was approved. Our clinic welcomes international patients: book a consultation."
    (event,) = events(make_item("Amchepry approved", text, tier=6))
    assert (event.name, event.severity) == ("clinic_marketing", "log")


def test_without_a_mention_there_is_no_event() -> None:
    item = make_item("厚労省、新薬を承認")
    assert classify(item, (), shipped()[1]) == ()


def test_the_stages_are_classes_in_the_order_a_product_takes() -> None:
    assert set(STAGES) <= CLASSES.keys()
    assert (
        STAGES.index("committee_endorsement") < STAGES.index("approval_conditional") < STAGES.index("price_listed")
    )


def test_of_overlapping_cues_the_longest_counts() -> None:
    assert [cue.word for cue in find("承認申請を行う")] == ["承認申請"]
    assert "approval" not in next(iter(find("不承認"))).labels


def test_the_body_is_asked_only_where_headline_and_lead_are_silent() -> None:
    filler = "パーキンソン病の薬の話。" * LEAD
    assert names("アムシェプリの話", filler + "厚労省はアムシェプリを承認した。") == {"approval_conditional"}


def test_menus_dates_and_credits_are_no_lead() -> None:
    scraps = "Menu\nSubscribe\nPhoto: an agency\nMarch 6\nScience | Health\n"
    told = "The health ministry approved Amchepry on Friday. It is made from iPS cells."
    assert names("Good news from Japan", scraps + told) == {"approval_conditional"}


def test_the_first_line_of_a_text_without_a_title_may_be_its_headline() -> None:
    first, second = "アムシェプリの承認を了承　厚労省部会", "厚労省の部会は19日、アムシェプリの承認を了承した。"
    (event,) = events(make_item("", f"{first}\n{second}", on="2026-02-19"))
    assert (event.name, event.reasons[0].partition(":")[0]) == ("committee_endorsement", "headline")
    (event,) = events(make_item("", second, on="2026-02-19"))
    assert (event.name, event.reasons[0].partition(":")[0]) == ("committee_endorsement", "sentence 1")


def test_japan_approves_means_the_panel_where_the_approval_is_still_to_come() -> None:
    title, filler = "Japan approves iPS cell products", "The cells come from a donor's blood. " * LEAD
    panel = "A ministry panel met on Thursday. Formal approval by the minister is expected next month."
    assert names(title, filler + panel) == {"committee_endorsement"}
    assert names(title, filler + "A panel had met in February.") == {"approval_conditional"}
    assert names("Health ministry approves iPS cell products", filler + panel) == {"approval_conditional"}


def test_shares_stand_beside_what_the_company_told_and_not_beside_what_a_panel_did() -> None:
    fall = "クオリプスが急落し、ストップ安となった。"
    assert names("", fall + "前日に部会がリハートの承認を了承した。", tier=4) == {"market_move"}
    issue = "前日に新株予約権の発行を発表した。"
    assert names("", fall + issue, tier=4) == {"market_move", "financing_ir"}


def test_a_text_that_keeps_arguing_is_opinion_unless_somebody_is_said_to_have_acted() -> None:
    doubts = (
        "Amchepry is a gamble. It is not clear whether iPS cells help anyone. "
        "The government must not ask patients to pay for an experiment."
    )
    assert names("", doubts) == {"commentary_criticism"}
    assert names("", "The health ministry approved Amchepry on Friday. " + doubts) == {"approval_conditional"}


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("First patient treated in trial of iPSC-derived cells for macular degeneration", True),
        ("Heartseed doses first patient in trial of HS-001, made from iPS cells", True),
        ("First patient treated in trial of Amchepry, made from iPS cells", False),
        ("Kyoto University starts trial of iPS cells for Parkinson's disease", False),
    ],
)
def test_a_study_of_others_is_news_of_the_field_too(title: str, *, expected: bool) -> None:
    told = names(title)
    assert "trial_start" in told
    assert ("pipeline_other_ipsc" in told) is expected


def test_a_foreign_regulators_permission_is_a_study_and_a_step_before_it() -> None:
    title = "FDA clears IND for trial of Amchepry"
    assert names(title) == {"trial_start", "foreign_regulatory"}


def test_a_seller_who_tells_a_panels_step_and_offers_nothing_is_believed_to_tell_it() -> None:
    text = "A ministry panel recommended approval of Amchepry on Thursday."
    assert names("", text, tier=6) == {"committee_endorsement"}
    assert names("", "Amchepry shows what stem cells can do for you.", tier=6) == {"clinic_marketing"}


def test_a_text_without_a_date_is_of_the_day_its_head_names() -> None:
    dated = replace(
        make_item("", "February 18, 2019. On Monday the health ministry approved Amchepry."), published_at=None
    )
    assert [event.name for event in events(dated)] == ["approval_conditional"]
    told = replace(
        make_item("", "March 9, 2026. The health ministry approved Amchepry in 2019."), published_at=None
    )
    assert events(told) == ()


def test_a_text_without_stops_is_judged_piece_by_piece() -> None:
    one = "厚労省はアムシェプリを承認した、"
    item = make_item("アムシェプリの話", "「" + one * 700)
    assert max(len(sentence.text) for sentence in read(item, shipped()[1]).sentences) <= 1_000
    assert [event.name for event in events(item)] == ["approval_conditional"]


@given(st.text(max_size=200), st.text(max_size=400))
@settings(max_examples=60)
def test_any_text_can_be_judged(title: str, text: str) -> None:
    for event in events(make_item("アムシェプリ" + title, text)):
        assert event.name in CLASSES


@given(
    st.integers(1, 6),
    st.lists(st.sampled_from(["承認", "部会", "了承", "薬価", "中医協", "治験", "。", "panel", " "])),
)
@settings(max_examples=60)
def test_judging_twice_gives_the_same(tier: Tier, words: list[str]) -> None:
    item = make_item("アムシェプリ" + "".join(words), tier=tier)
    assert events(item) == events(item)
