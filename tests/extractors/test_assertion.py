"""What speaks of an approval and does not say that it happened, and what does say so."""

from __future__ import annotations

from datetime import date

import pytest
from tests.extractors.test_cases import SUBJECTS, item

from ipscwatch.watching.extractors import extract

OPEN = """\
The ministry will decide whether Amchepry should be approved.
If Amchepry is approved, it would be the first iPS product.
Sumitomo Pharma hopes Amchepry will be approved in March 2026.
Approval of Amchepry is expected on March 6, 2026.
Pending approval, Sumitomo Pharma is preparing the launch of Amchepry.
Amchepry, which awaits approval, is made from iPS cells.
Amchepry is expected to be approved next month.
The committee will discuss the approval of ReHeart on Feb. 19.
The panel is to consider whether to recommend approval of ReHeart.
The agenda includes approval of ReHeart.
Amchepry should be approved soon, analysts say.
Doctors want ReHeart approved.
Cuorips is seeking approval of ReHeart abroad.
Cuorips has not yet received approval for ReHeart.
Patients groups urged the ministry to approve Amchepry.
A decision on the approval of Amchepry is due in March.
Amchepry could win approval as early as March.
The company said it would file for approval of ReHeart in the United States.
Investors bet that Amchepry gets approved.
The question is whether regulators will ever grant ReHeart full approval.
Amchepry remains under review for approval in Japan.
Once ReHeart is approved, Cuorips plans to build a plant.
Experts debated if ReHeart, a sheet of heart muscle cells, deserved approval.
ReHeart is on track for approval.
The company aims to have ReHeart fully approved within seven years.
To be fully approved, Amchepry must be shown effective in 35 patients.
Amchepry may be approved conditionally.
Sumitomo expects the ministry to approve Amchepry by March 31, 2026.
It is unclear when Amchepry will be launched.
Cuorips has asked for approval of ReHeart.
アムシェプリの承認の可否が審議される。
アムシェプリが承認されれば世界初となる。
アムシェプリの承認を目指す。
アムシェプリは3月にも承認される見込みだ。
アムシェプリの承認取得を目標としている。
リハートの承認を求める声が上がっている。
リハートが承認されるかどうかが注目される。
リハートは承認される見通し。
リハートの承認の是非を議論した。
リハートの承認が期待される。
リハートの承認に向けた審査が進む。
リハートの承認が近づいている。
リハートは3月に承認される可能性がある。
リハートの本承認を得るには75例のデータが必要となる。
リハートはまだ承認されていない。
リハートの承認審査が続いている。
リハートの承認後に保険適用の手続きに入る。
リハートは承認を待っている。
厚労相がリハートを承認すれば実用化される。
リハートが承認される前に投資家が動いた。
リハートは承認間近とみられる。
リハートの承認を前に株価が上昇した。
リハートの承認を了承するか審議する。
アムシェプリが本承認されるには有効性の検証が必要だ。
アムシェプリの承認は早ければ3月になる。
アムシェプリは承認されるべきだと患者会は訴えた。
アムシェプリを承認するよう求めた。
アムシェプリの承認申請を予定している。
アムシェプリの承認申請の準備を進める。
アムシェプリについて、厚労省の部会は19日に承認するか審議する。
アムシェプリの承認をめぐり専門家の意見が割れている。
部会ではリハートについて、承認して差し支えないかを審議する。
リハートの承認条件を厚労省が検討している。
リハートが今年度中に承認されるとの観測が広がった。
リハートの承認を条件に出資する。
The Committee on Products is to deliberate on February 19 whether AMCHEPRY, made from iPS cells, should be approved.
"""
TAKEN = """\
The health ministry approved Amchepry.
Japan became the first country to approve Amchepry.
Sumitomo Pharma has received conditional approval for Amchepry.
Amchepry and ReHeart are the first iPS products to be approved.
Japan's conditional approval of Amchepry was announced on Friday.
厚労省はアムシェプリを承認した。
アムシェプリが承認され、住友ファーマの株が上がった。
住友ファーマはアムシェプリの承認を取得いたしました。
アムシェプリは条件及び期限付承認を受けた。
アムシェプリ、世界初承認
アムシェプリの承認は2026年3月6日。
"""


def asserted(text: str) -> set[str]:
    claims = extract(item({"title": "News", "text": text, "published": date(2026, 3, 9)}), SUBJECTS)
    told = (one for one in claims if one.modality == "asserted" and one.rejected is None)
    return {f"{one.attribute}={one.value.text}" for one in told if one.attribute.startswith(("approval", "full"))}


@pytest.mark.parametrize("text", OPEN.splitlines())
def test_what_is_open_asserts_no_approval(text: str) -> None:
    assert not {one for one in asserted(text) if "filed" not in one}


@pytest.mark.parametrize("text", TAKEN.splitlines())
def test_what_happened_is_asserted(text: str) -> None:
    assert any(one.startswith("approval_status=") for one in asserted(text))
