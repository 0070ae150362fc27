"""Two wordings are one where they say the same, in whatever script, and only there."""

from __future__ import annotations

import pytest
from tests.watching.shipped import shipped

from ipscwatch.model.ledger import Value
from ipscwatch.watching.values import agree
from ipscwatch.watching.wordings import spelled


@pytest.mark.parametrize(
    ("name", "one", "other"),
    [
        ("indication", "severe heart failure", "重症心不全"),
        ("indication", "ischaemic cardiomyopathy", "虚血性心筋症による重症心不全"),
        ("indication", "Parkinson's disease", "進行期パーキンソン病患者のオフ時の運動症状の改善"),
        ("indication", "maladie de Parkinson", "파킨슨병"),
        ("indication", "チック症", "小児のチック症"),
        ("developer", "Sumitomo Pharma", "Sumitomo Pharma Co., Ltd. and RACTHERA"),
        ("developer", "Cuorips Inc., Osaka University spin-out", "Cuorips"),
        ("manufacturer", "S-RACMO", "S-RACMO株式会社"),
        ("trial_phase", "I/II", "1/2"),
        ("trial_phase", "第Ⅲ相", "phase 3"),
        ("trial_design", "オープンラベル", "open-label, single-arm"),
        ("trial_design", "double-blind, sham surgery control", "sham-controlled, double-blind"),
        ("price_pack", "per patient", "1患者当たり"),
        ("price_pack", "per dose", "1回分"),
        ("inn", "Raguneprocel", "raguneprocel"),
    ],
)
def test_wordings_that_say_the_same_agree(name: str, one: str, other: str) -> None:
    assert agree(name, Value(text=one), Value(text=other))
    assert agree(name, Value(text=other), Value(text=one))


@pytest.mark.parametrize(
    ("name", "one", "other"),
    [
        ("indication", "Parkinson's disease", "heart failure"),
        ("indication", "脊髄損傷", "外傷性脳損傷"),
        ("developer", "Sumitomo Pharma", "BlueRock Therapeutics"),
        ("developer", "", "Cuorips"),
        ("trial_phase", "I", "I/II"),
        ("trial_phase", "2", "III"),
        ("trial_design", "open-label", "double-blind"),
        ("trial_design", "open-label, randomised", "randomised, double-blind"),
        ("trial_design", "single-arm", "open-label"),
        ("price_pack", "per patient", "per dose"),
        ("inn", "raguneprocel", "zimislecel"),
    ],
)
def test_wordings_of_different_things_disagree(name: str, one: str, other: str) -> None:
    assert not agree(name, Value(text=one), Value(text=other))
    assert not agree(name, Value(text=other), Value(text=one))


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("developer", "住友ファーマとRACTHERA", "Sumitomo PharmaとRACTHERA"),
        ("developer", "ノバルティスファーマ", "Novartis"),
        ("developer", "Chugai", "Chugai Pharmaceutical"),
        ("manufacturer", "SーRACMO", "S-RACMO"),
        ("inn", "テセルパツレブ", "teserpaturev"),
        ("inn", "デランジストロゲン モキセパルボベク", "delandistrogene moxeparvovec"),
        ("indication", "住友病", "住友病"),
    ],
)
def test_names_are_spelled_as_the_digest_writes_them(name: str, text: str, expected: str) -> None:
    _, subjects = shipped()
    assert spelled(name, text, subjects) == expected
