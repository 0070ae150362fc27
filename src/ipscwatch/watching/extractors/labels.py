"""What a document lists as label and value: «申請年月日　令和7年4月8日», «◇発売日＝10月15日».

Notices, review reports, releases and lists of new products tell their facts so. The lines belong to the product
that a line or a heading above them names, else to the only one the text names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ipscwatch.model.ledger import Modality, Value
from ipscwatch.text.amounts import Amount
from ipscwatch.watching.extractors.conditions import CONDITIONAL, conditionally
from ipscwatch.watching.extractors.descriptor import Extractor, Finding
from ipscwatch.watching.extractors.figures import Dated, days_in, value_of
from ipscwatch.watching.extractors.passages import Passages
from ipscwatch.watching.extractors.sentence import Owners

_LABELS: Mapping[str, str] = {
    "name": "販売名 品名 製品名 製品 商品名 名称 品目",
    "application_date": "申請年月日 申請日 承認申請日 承認申請年月日",
    "approval_date": "承認年月日 承認日 承認取得日 製造販売承認日 製造販売承認年月日 承認",
    "approval_term_years": "承認期限 承認の期限 期限 承認期間 期間",
    "price_jpy": "薬価 償還価格 保険償還価格 材料価格 算定薬価 公定価格 薬価(円)",
    "price_effective_date": "適用日 適用開始日 保険適用日 収載日 薬価収載日 保険適用開始日 適用年月日 "
    "収載年月日 適用予定日",
    "price_notice_date": "告示日 告示年月日",
    "launch_date": "発売日 発売年月日 販売開始日 上市日",
    "launch_expected": "発売予定日 発売予定 発売予定時期 発売時期",
    "enrolment_target": "目標症例数 予定症例数 目標登録症例数 実施予定被験者数 予定被験者数 目標被験者数",
    "condition": "承認条件",
}
"""The labels by what they tell; «name» tells whose the lines after it are, «condition» what is to be shown."""
_ENGLISH: Mapping[str, str] = {
    "name": r"(?:brand |product |trade )?name|product",
    "application_date": r"date of (?:application|filing)|application date",
    "approval_date": r"date of approval|approval date",
    "approval_term_years": r"time limit|approval period|term(?: of approval)?",
    "price_effective_date": r"date of listing|listing date",
    "launch_date": r"date of launch|launch date",
    "enrolment_target": r"(?:target|planned) enrol?lment",
    "condition": r"(?:approval )?conditions?(?: of approval)?",
}
"""The same in English, as expressions."""


def _spaced(label: str) -> str:
    """Return an expression for a label whose characters may be set apart: «申　請　者»."""
    return r"\s*".join(map(re.escape, label))


_ANY = "|".join(
    rf"(?P<{role}>{'|'.join(_spaced(one) for one in sorted(labels.split(), key=len, reverse=True))}"
    rf"|(?i:{_ENGLISH.get(role, '(?!)')})(?=[ \t]*[:=]))"
    for role, labels in _LABELS.items()
)
_LINE = re.compile(
    rf"^[ \t]*(?:(?:\(?\d{{1,2}}\)|\d{{1,2}}[.、]|[①-⑳]|[・•◇◆■□○●▽▼※*-])[ \t]*)?[\[【〔「]?(?:{_ANY})"
    r"(?:[\]】〕」][ \t]*[:=]?|[ \t]*[:=]|[ \t])[ \t]*(?P<value>[^\s:=].*)$",
    re.MULTILINE,
)
_AIMED = re.compile(
    r"\btarget(?:ed)?(?: (?:enrol\w+|number))?(?: of)?\s?:?\s?$|目標(?:症例数)?[はが:]?\s?$", re.IGNORECASE
)
"""Before a number of patients: that it is what is aimed at."""
_HEADING = re.compile(r"[■□◆●▼【〔]")
"""What begins a heading, under which the lines are of what it names."""
_LISTED = re.compile(r"[^、。()]{0,4}(?:収載|適用)")
"""After a date in a price: that the price applies from it."""


class _Label(NamedTuple):
    """One line, with the place of its value in the whole text."""

    role: str
    start: int
    end: int


def _extract(passages: Passages) -> Iterator[Finding]:
    text = passages.text
    if "\n" not in text:
        return
    lines = {found.start(): found for found in _LINE.finditer(text)}
    if len(lines) < 2:
        return
    owners, at = _only(passages), 0
    for line in text.split("\n"):
        found = lines.get(at)
        if found is None or found["name"]:
            owners = _named(passages, line, at, owners, named=found is not None)
        else:
            role = next(role for role in _LABELS if found[role])
            yield from _told(passages, _Label(role, found.start("value"), found.end("value")), owners)
        at += len(line) + 1


def _only(passages: Passages) -> Owners:
    """Return the only product that the text names."""
    return passages.product_named(0, len(passages.text))


def _named(passages: Passages, line: str, at: int, owners: Owners, *, named: bool) -> Owners:
    """Return whose the lines after this one are."""
    if not named and not _HEADING.match(line.strip()):
        return owners
    return passages.product_named(at, at + len(line))


def _told(passages: Passages, label: _Label, owners: Owners) -> Iterator[Finding]:
    if not owners:
        return
    days = [one for one in _days(passages, label) if one.rejected is None]
    if label.role == "price_jpy":
        yield from _price(passages, label, owners, days)
    elif label.role == "approval_term_years":
        yield from _term(passages, label, owners)
    elif label.role == "enrolment_target":
        yield from _target(passages, label, owners)
    elif label.role == "condition":
        yield from _aimed_at(passages, label, owners)
    elif days:
        yield from _dated(passages, label, owners, days[0])


def _target(passages: Passages, label: _Label, owners: Owners) -> Iterator[Finding]:
    """Yield the number of patients a trial aims at, with or without its counter."""
    for one in _amounts(passages, label, "count")[:1]:
        yield _finding(owners, label.role, value_of(one, "patients"), one)
        return
    bare = passages.text[label.start : label.end].strip()
    if bare.isdigit():
        value = Value(text=bare, unit="patients", low=float(bare), high=float(bare))
        yield Finding(owners, label.role, value, label.start, label.end)


def _aimed_at(passages: Passages, label: _Label, owners: Owners) -> Iterator[Finding]:
    """Yield the number of patients that a condition of approval says is aimed at."""
    for one in _amounts(passages, label, "count"):
        if _AIMED.search(passages.text[label.start : one.start]):
            yield _finding(owners, "enrolment_target", value_of(one, "patients"), one)
            return


def _dated(passages: Passages, label: _Label, owners: Owners, day: Dated) -> Iterator[Finding]:
    role, published = label.role, passages.published_on
    if role == "launch_date" and published is not None and day.value.text > published.isoformat():
        role = "launch_expected"
    how: Modality = "planned" if role == "launch_expected" else "asserted"
    yield Finding(owners=owners, attribute=role, value=day.value, start=day.start, end=day.end, modality=how)
    if role == "approval_date":
        yield from _approved(passages, label, owners, day)


def _approved(passages: Passages, label: _Label, owners: Owners, day: Dated) -> Iterator[Finding]:
    """Yield the status that goes with the day of an approval, and the term that stands beside it."""
    known = conditionally(passages)
    here = CONDITIONAL.search(passages.text[label.start : label.end]) is not None
    conditional = here or known is None or owners[0] in known
    status = "conditional and time-limited approval" if conditional else "approved"
    yield Finding(
        owners=owners, attribute="approval_status", value=Value(text=status), start=day.start, end=day.end
    )
    yield from _term(passages, label, owners)


def _term(passages: Passages, label: _Label, owners: Owners) -> Iterator[Finding]:
    for one in _amounts(passages, label, "duration"):
        if one.unit == "years":
            yield _finding(owners, "approval_term_years", value_of(one, "years"), one)
            return


def _price(passages: Passages, label: _Label, owners: Owners, days: list[Dated]) -> Iterator[Finding]:
    money = [one for one in _amounts(passages, label, "money") if one.unit == "JPY"]
    if len(money) != 1:
        return
    listed = next((one for one in days if _LISTED.match(passages.text, one.end)), None)
    as_of = listed.value.text if listed else ""
    yield _finding(owners, "price_jpy", value_of(money[0], "JPY"), money[0])._replace(as_of=as_of)
    for pack in _amounts(passages, label, "pack")[:1]:
        yield _finding(owners, "price_pack", Value(text=pack.basis), pack)._replace(as_of=as_of)
    if listed is not None:
        yield Finding(
            owners=owners,
            attribute="price_effective_date",
            value=listed.value,
            start=listed.start,
            end=listed.end,
            as_of=as_of,
        )


def _days(passages: Passages, label: _Label) -> list[Dated]:
    return [one for one in days_in(passages, passages.at(label.start)) if label.start <= one.start < label.end]


def _amounts(passages: Passages, label: _Label, kind: str) -> list[Amount]:
    here = passages.amounts_of(passages.at(label.start))
    return [one for one in here if one.kind == kind and label.start <= one.start < label.end]


def _finding(owners: Owners, attribute: str, value: Value, amount: Amount) -> Finding:
    return Finding(owners=owners, attribute=attribute, value=value, start=amount.start, end=amount.end)


EXTRACTOR = Extractor(
    name="labels",
    version=1,
    attributes=(*(role for role in _LABELS if role not in ("name", "condition")), "approval_status", "price_pack"),
    extract=_extract,
)
