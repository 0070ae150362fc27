"""The attributes facts are held about: what kind of value each takes, how a reader knows it, what to add.

An attribute that is not listed here is free wording: the baseline may hold it, and no two wordings conflict.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from ipscwatch.model.term import Severity

AttributeKind = Literal["date", "money", "count", "ratio", "duration", "status", "name", "text"]
"""`status` is a stage of one product's way, `name` an exact word, `text` free wording."""
Language = Literal["en", "ja"]
Notes = Mapping[Language, str]

ACCESS: Notes = {
    "en": "Coverage is access, not validation.",
    "ja": "保険適用は使えるようになったという意味で、有効性の証明ではない。",
}
CONDITIONAL: Notes = {
    "en": "A conditional approval has a term; efficacy is still to be confirmed.",
    "ja": "条件及び期限付承認には期限があり、有効性はこれから確かめられる。",
}
ENDORSED: Notes = {
    "en": "The committee's endorsement is not the minister's approval.",
    "ja": "部会の了承は大臣の承認ではない。",
}
UNCONTROLLED: Notes = {
    "en": "A small open-label trial without a control group.",
    "ja": "対照群のない少数例の非盲検試験。",
}
EXPECTED: Notes = {
    "en": "An expectation, not a happening.",
    "ja": "見込みであり、実現したことではない。",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """One attribute: the kind of its values, its labels, and the note shown with it."""

    name: str
    kind: AttributeKind
    labels: Mapping[Language, str]
    notes: Notes
    moves: bool = False
    """The value changes with time, so that a newer as-of date makes the older value history, not a conflict."""
    severity: Severity = "medium"
    """How grave it is when the value is first held, or becomes another."""


_GRAVE: Mapping[Severity, tuple[str, ...]] = {
    "critical": (
        "approval_status",
        "approval_date",
        "full_approval_date",
        "refusal_date",
        "withdrawn",
        "price_jpy",
        "price_endorsed_date",
        "price_effective_date",
        "launch_date",
        "first_patient_date",
        "serious_adverse_events",
    ),
    "high": (
        "application_date",
        "committee_agenda_date",
        "committee_endorsement_date",
        "approval_term_years",
        "approval_term_end",
        "price_notice_date",
        "price_previous",
        "listing_code",
        "launch_expected",
        "enrolment_target",
        "efficacy_n",
        "responders",
        "foreign_application_date",
        "postmarketing_trial_id",
    ),
    "low": (
        "inn",
        "developer",
        "manufacturer",
        "indication",
        "trial_design",
        "trial_phase",
        "director",
        "ticker",
        "nobel_year",
        "first_demonstrated",
        "funding_jpy",
        "trials_worldwide",
        "price_pack",
    ),
}
_SEVERITIES: Mapping[str, Severity] = {name: severity for severity, names in _GRAVE.items() for name in names}


def _attribute(
    name: str,
    kind: AttributeKind,
    en: str,
    ja: str,
    *,
    note: Notes | None = None,
    moves: bool = False,
) -> Attribute:
    labels: Notes = {"en": en, "ja": ja}
    return Attribute(
        name=name, kind=kind, labels=labels, notes=note or {}, moves=moves, severity=_SEVERITIES.get(name, "medium")
    )


_LISTED = (
    _attribute("approval_status", "status", "approval status", "承認状況", note=CONDITIONAL, moves=True),
    _attribute("approval_date", "date", "approval date", "承認日"),
    _attribute("application_date", "date", "filing date", "承認申請日"),
    _attribute("committee_agenda_date", "date", "committee date", "部会予定日", moves=True),
    _attribute("committee_endorsement_date", "date", "committee endorsement", "部会了承日", note=ENDORSED),
    _attribute("approval_term_years", "duration", "approval term", "承認の期限"),
    _attribute("approval_term_end", "date", "end of the approval term", "承認期限の満了日"),
    _attribute("evidence_period_years", "duration", "time to collect evidence", "有効性検証の期間"),
    _attribute("enrolment_target", "count", "patients still to be studied", "登録目標の症例数"),
    _attribute("indication", "text", "indication", "効能・効果"),
    _attribute("inn", "name", "generic name", "一般名"),
    _attribute("developer", "text", "developer", "開発企業"),
    _attribute("manufacturer", "text", "manufacturer", "製造企業"),
    _attribute("price_jpy", "money", "price", "価格", note=ACCESS, moves=True),
    _attribute("price_previous", "money", "price before", "改定前の価格", note=ACCESS, moves=True),
    _attribute("price_pack", "name", "priced unit", "価格の単位", note=ACCESS),
    _attribute("price_endorsed_date", "date", "price endorsed", "中医協の了承日", note=ACCESS, moves=True),
    _attribute("price_notice_date", "date", "price notice", "価格の告示日", note=ACCESS, moves=True),
    _attribute("price_effective_date", "date", "price in force from", "価格の適用日", note=ACCESS, moves=True),
    _attribute("listing_code", "name", "price-list code", "薬価基準収載コード"),
    _attribute("launch_expected", "date", "launch expected", "発売見込み", note=EXPECTED, moves=True),
    _attribute("launch_date", "date", "launch", "発売日"),
    _attribute("first_patient_date", "date", "first commercial patient", "市販後1例目"),
    _attribute("sites_n", "count", "sites", "実施施設数", moves=True),
    _attribute("trial_id", "name", "trial id", "試験番号"),
    _attribute("trial_status", "name", "trial status", "試験の状況", moves=True),
    _attribute("trial_phase", "name", "trial phase", "試験の相"),
    _attribute("trial_design", "text", "trial design", "試験デザイン"),
    _attribute("trial_start", "date", "trial start", "試験開始"),
    _attribute("trial_n", "count", "patients treated in the trial", "試験の症例数", note=UNCONTROLLED),
    _attribute("efficacy_n", "count", "patients assessed for efficacy", "有効性の評価例数", note=UNCONTROLLED),
    _attribute("responders", "ratio", "patients who improved", "改善した例数", note=UNCONTROLLED),
    _attribute("trial_followup_months", "duration", "trial follow-up", "試験の追跡期間", note=UNCONTROLLED),
    _attribute("serious_adverse_events", "count", "serious adverse events", "重篤な有害事象", note=UNCONTROLLED),
    _attribute(
        "adverse_events_mild_moderate", "count", "mild or moderate adverse events", "軽度・中等度の有害事象"
    ),
    _attribute("withdrawn", "date", "withdrawn", "取り下げ・販売終了"),
    _attribute("refusal_date", "date", "full approval refused", "不承認の日"),
    _attribute("full_approval_date", "date", "full approval", "本承認日"),
    _attribute("foreign_application_date", "date", "filed abroad", "海外での申請日"),
    _attribute("postmarketing_trial_id", "name", "post-marketing trial id", "製造販売後試験の番号"),
    _attribute("designation", "name", "designation", "指定"),
    _attribute("director", "name", "director", "所長", moves=True),
    _attribute("enacted", "date", "law enacted", "成立"),
    _attribute("promulgated", "date", "law promulgated", "公布"),
    _attribute("in_force", "date", "law in force", "施行"),
    _attribute("amendment_passed", "date", "amendment passed", "改正法の成立"),
    _attribute("amendment_promulgated", "date", "amendment promulgated", "改正法の公布"),
    _attribute("amendment_in_force", "date", "amendment in force", "改正法の施行"),
    _attribute("conditional_term_years", "duration", "usual term", "通常の期限"),
    _attribute("products_conditionally_approved", "count", "conditional approvals", "条件付き承認品目", moves=True),
    _attribute("products_converted", "count", "products fully approved", "本承認に至った品目数", moves=True),
    _attribute("products_withdrawn", "count", "products withdrawn", "撤退した品目数", moves=True),
    _attribute("funding_jpy", "money", "government funding", "政府の支援額"),
    _attribute("nobel_year", "date", "Nobel prize", "ノーベル賞"),
    _attribute("first_demonstrated", "date", "first demonstrated", "最初の樹立"),
    _attribute("trials_worldwide", "count", "trials worldwide", "世界の試験数", moves=True),
    _attribute("ticker", "name", "securities code", "証券コード"),
)  # fmt: skip

REGISTRY: Mapping[str, Attribute] = {attribute.name: attribute for attribute in _LISTED}
"""Every attribute that is more than free wording, by name."""

STATUSES: tuple[str, ...] = (
    "application filed",
    "endorsed by committee",
    "approved",
    "conditional and time-limited approval",
    "full approval",
    "refused",
    "lapsed",
    "withdrawn",
)
"""The values of `approval_status`, in the order a product can pass through them."""

_STATUS_JA: Mapping[str, str] = {
    "application filed": "申請中",
    "endorsed by committee": "部会了承",
    "approved": "承認",
    "conditional and time-limited approval": "条件及び期限付承認",
    "full approval": "本承認",
    "refused": "不承認",
    "lapsed": "失効",
    "withdrawn": "取り下げ",
}


def attribute(name: str) -> Attribute:
    """Return what is known of an attribute; one that is not listed is free wording under its own name."""
    known = REGISTRY.get(name)
    if known is not None:
        return known
    words = name.replace("_", " ")
    return Attribute(name=name, kind="text", labels={"en": words, "ja": words}, notes={}, severity="low")


def label(name: str, language: Language = "en") -> str:
    """Return the attribute's name as the reader knows it."""
    return attribute(name).labels[language]


def note(name: str, language: Language = "en") -> str:
    """Return what should be said beside a value of the attribute; empty where nothing needs saying."""
    return attribute(name).notes.get(language, "")


def status_label(value: str, language: Language = "en") -> str:
    """Return a value of `approval_status` in the reader's language."""
    return _STATUS_JA.get(value, value) if language == "ja" else value
