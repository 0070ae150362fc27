"""What numbers count: currencies, counters, spans of time, shares, strengths, in five languages."""

from __future__ import annotations

import re
from typing import Literal

AmountKind = Literal["money", "count", "ratio", "percent", "duration", "age", "strength", "pack"]

# --- money --------------------------------------------------------------------------------------------

_AFTER = {
    "JPY": "円 日本円 日元 日圓 日圆 圓 엔 yen yens japanese_yen jpy",
    "USD": "ドル 米ドル 美元 美金 달러 dollar dollars us_dollars u.s._dollars usd us$",
    "EUR": "ユーロ 欧元 歐元 유로 euro euros eur €",
    "GBP": "英ポンド 英镑 英鎊 pounds_sterling gbp",
    "CNY": "人民元 元人民币 元人民幣 元 위안 yuan rmb cny",
    "KRW": "ウォン 韓元 韩元 원 won krw",
    "TWD": "台湾ドル 元新台幣 twd",
    "HKD": "香港ドル 港元 港幣 hkd",
    "CHF": "スイスフラン swiss_francs chf",
    "AUD": "豪ドル australian_dollars aud",
    "CAD": "カナダドル canadian_dollars cad",
}
_BEFORE = {
    "JPY": "¥ jpy jp¥ 日元 日圓",
    "USD": "us$ $ usd",
    "EUR": "€ eur",
    "GBP": "£ gbp",
    "CNY": "人民币 人民幣 cny rmb cn¥",
    "KRW": "₩ krw",
    "TWD": "nt$ twd 新台幣 新台币",
    "HKD": "hk$ hkd",
    "CHF": "chf",
    "AUD": "a$ au$ aud",
    "CAD": "c$ ca$ cad",
    "SGD": "s$ sgd",
}


def _inverted(table: dict[str, str]) -> dict[str, str]:
    return {word.replace("_", " "): unit for unit, words in table.items() for word in words.split()}


def _any(words: dict[str, str]) -> str:
    """Return an alternation of `words`, the longest first; Latin words end at a word boundary."""
    longest = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word) + (r"\b" if word.isascii() and word[-1].isalpha() else "") for word in longest)


_CURRENCY_AFTER, _CURRENCY_BEFORE = _inverted(_AFTER), _inverted(_BEFORE)
_MONEY_AFTER = re.compile(rf"[ -]?({_any(_CURRENCY_AFTER)})(?![形滑卓柱周盤墳気年々本首来祖素인래])", re.IGNORECASE)
_MONEY_BEFORE = re.compile(
    rf"(?<![A-Za-z])({'|'.join(re.escape(word) for word in sorted(_CURRENCY_BEFORE, key=len, reverse=True))}) ?$",
    re.IGNORECASE,
)
_ENDS_OF_CURRENCIES = frozenset(word[-1] for word in _CURRENCY_BEFORE) | frozenset(
    word[-1].upper() for word in _CURRENCY_BEFORE
)
_YUAN_CUE = re.compile(r"(?:人民[币幣]|[万萬億亿千百])\s?$")
_THOUSANDS = re.compile(r"(?:,\d{3}|[a-z])$", re.IGNORECASE)


def currency_before(text: str, at: int, *, chinese: bool) -> tuple[str, int] | None:
    """Return the currency written just before `at`, and where it begins; ``¥`` is CNY in a Chinese text."""
    if text[max(0, at - 2) : at].rstrip()[-1:] not in _ENDS_OF_CURRENCIES:
        return None
    match = _MONEY_BEFORE.search(text, max(0, at - 8), at)
    if match is None:
        return None
    unit = "CNY" if match[1] == "¥" and chinese else _CURRENCY_BEFORE[match[1].lower()]
    return unit, match.start()


def currency_after(text: str, at: int, *, chinese: bool) -> tuple[str, int] | None:
    """Return the currency written just after `at`, and where it ends.

    ``元`` alone counts only in a Chinese text or after 万, 億 and the like; ``won`` only after a round number.
    """
    match = _MONEY_AFTER.match(text, at)
    if match is None:
        return None
    word = match[1].lower()
    if word == "元" and not chinese and not _YUAN_CUE.search(text, max(0, at - 4), at):
        return None
    if word == "won" and not _THOUSANDS.search(text, max(0, at - 4), at):
        return None
    return _CURRENCY_AFTER[word], match.end()


# --- everything else ----------------------------------------------------------------------------------

_ADJECTIVES = (
    r"(?:(?!(?:of|the|to|and|in|on|at|or|for|by|with|from|who|than|as|is|was|per|out|more|years?|months?|weeks?|days?"
    r"|hours?|percent)\b)[A-Za-z][\w'-]*[ -]){0,3}"
)
_COUNTERS = {
    "patients": r"症例|例(?!の(?!治験|試験|臨床|患者|症例|使用成績|調査|データ|追加|検討|結果|報告"
    r"|成績|単群|非盲検|小規模)|[え目外示年題文会])|患者",
    "people": r"人(?![間工種口体格々生物材気民])|名(?![古前称目義誉門作簿])|명|位(?=患者)",
    "sites": r"施設|医療機関|病院|拠点|[かカヵヶケ箇]所|개 ?(?:기관|병원|시설)|곳|家医院|家醫院|个中心",
    "users": r"用户|用戶|ユーザー",
    "sheets": r"枚|シート",
    "vials": r"瓶|バイアル",
    "products": r"品目|製品|제품",
    "companies": r"社(?![会長員説内外債])",
    "events": r"件の(?:重篤な)?(?:有害事象|副作用)",
    "times": r"回(?![復収答顧転路避])",
}
_NOUNS = {
    "patients": r"patients?|cases?",
    "people": r"people|persons?|participants?|subjects?|individuals?|volunteers?|recipients?|adults?|personnes?",
    "sites": r"sites?|cent(?:er|re)s?|hospitals?|facilit(?:y|ies)|institutions?|clinics?|hôpitaux",
    "cells": r"cells(?! (?:therap|product|sheet|transplant))",
    "trials": r"trials?|stud(?:y|ies)",
    "users": r"users?",
    "sheets": r"sheets?|patch(?:es)?",
    "vials": r"vials?",
    "products": r"products?|therap(?:y|ies)|treatments?|drugs?",
    "companies": r"compan(?:y|ies)|firms?",
    "events": r"(?:adverse )?events?",
    "doses": r"doses?",
}
_DURATIONS = {
    "years": r"(?<!\d\d\d)年(?=之?[内內][^に])|年間?(?![度代生前目物次春夏秋冬初末内])(?! ?\d\d? ?月)|년간?"
    r"|[- ]?(?:years?|yrs?)\b(?! ago)|(?<= )ans\b",
    "months": r"[かカヵヶケ箇個个]月間?|개월간?|[- ]?months?\b(?! ago)|mois\b",
    "weeks": r"週間?|周(?=内|间|後|后)|주간?|[- ]?weeks?\b(?! ago)|semaines?\b",
    "days": r"日間|일간|[- ]?days?\b(?! ago)|jours?\b",
    "hours": r"時間|시간|[- ]?hours?\b(?! ago)|heures?\b",
}
_STRENGTHS = {
    "ug": "μg|µg|ug|mcg",
    "mg": "mg",
    "kg": "kg",
    "g": "g",
    "mL": "ml",
    "L": "l",
    "IU": "iu|国際単位|単位",
}
_AGE = r"[ -]years?[ -](?:old|of age)\b|[ -]year-old\b|[ -]y/?o\b|\s?[歳才세岁歲]"
_PERCENT = r"\s?(?:%|パーセント|per ?cent\b|퍼센트|pour cent\b)"


def _named(prefix: str, table: dict[str, str]) -> str:
    return "|".join(f"(?P<{prefix}_{unit}>{words})" for unit, words in table.items())


_UNIT = re.compile(
    rf"(?P<percent_percent>{_PERCENT})|(?P<age_years>{_AGE})"
    rf"|\s?(?:{_named('duration', _DURATIONS)})(?![前目])"
    rf"|\s?(?:{_named('strength', _STRENGTHS)})(?![a-z/])"
    rf"|\s?の?(?:{_named('count', _COUNTERS)})"
    rf"|[ -]{_ADJECTIVES}(?:{_named('count_en', _NOUNS)})\b"
    r"|(?P<count_items>\s?(?:[個个箇](?![別人性月体])|件|건|개))",
    re.IGNORECASE,
)
_CELLS_NEAR = re.compile("細胞|细胞|cell", re.IGNORECASE)
_KINDS: dict[str, AmountKind] = {
    "percent": "percent",
    "age": "age",
    "duration": "duration",
    "strength": "strength",
    "count": "count",
}


def unit_after(text: str, at: int) -> tuple[AmountKind, str, int] | None:
    """Return kind, unit and end of the unit of measure or counter written just after `at`."""
    match = _UNIT.match(text, at)
    if match is None or match.lastgroup is None:
        return None
    kind, _, unit = match.lastgroup.replace("count_en_", "count_").partition("_")
    if unit == "items" and match[0].strip() in "個个箇" and _CELLS_NEAR.search(text, max(0, at - 40), at + 40):
        unit = "cells"
    return _KINDS[kind], unit, match.end()
