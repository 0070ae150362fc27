"""What numbers count: currencies, counters, spans of time, shares, strengths, in five languages."""

from __future__ import annotations

import re

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
    "AUD": "a$ au$",
    "CAD": "c$ ca$",
    "SGD": "s$",
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
_YUAN_CUE = re.compile(r"(?:人民[币幣]|[万萬億亿千百])\s?$")


def currency_before(text: str, at: int, *, chinese: bool) -> tuple[str, int] | None:
    """Return the currency written just before `at`, and where it begins; ``¥`` is CNY in a Chinese text."""
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
    if word == "won" and text[at - 1].isdigit() and "," not in text[max(0, at - 4) : at]:
        return None
    return _CURRENCY_AFTER[word], match.end()


# --- everything else ----------------------------------------------------------------------------------

_ADJECTIVES = r"(?:(?!(?:of|the|to|and|in|on|at|or|for|by|with|from|who|than|as|is|was|per|out|more|years?|months?|weeks?|days?|hours?|percent)\b)[A-Za-z][\w'’-]*[ -]){0,2}"
_COUNTERS = {
    "patients": "症例 例(?![えの目外示年]|外) 患者",
    "people": "人(?![間工種口体格々生物材]|民元|民[币幣]) 名(?![古前称目義誉門作簿]) 명 位(?=患者)",
    "sites": "施設 医療機関 病院 拠点 [かカヵヶケ箇]所 개_?(?:기관|병원|시설) 곳 家医院 家醫院 个中心",
    "users": "用户 用戶 ユーザー",
    "sheets": "枚 シート",
    "vials": "瓶 バイアル",
    "products": "品目 製品 제품",
    "companies": "社(?![会長員説内外債])",
    "events": "件の(?:重篤な)?(?:有害事象|副作用)",
    "items": "件 건",
    "times": "回(?![復収答顧転路避])",
}
_NOUNS = {
    "patients": "patients? cases?",
    "people": "people persons? participants? subjects? individuals? volunteers? recipients? adults? personnes?",
    "sites": "sites? cent(?:er|re)s? hospitals? facilit(?:y|ies) institutions? clinics? hôpitaux",
    "cells": "cells?",
    "users": "users?",
    "sheets": "sheets? patch(?:es)?",
    "vials": "vials?",
    "products": "products? therap(?:y|ies) treatments? drugs?",
    "companies": "compan(?:y|ies) firms?",
    "events": "(?:adverse_)?events?",
    "doses": "doses?",
}
_PIECE = re.compile(r"\s?(?:万|億)?[個个箇]")
_CELLS_NEAR = re.compile("細胞|细胞|cell", re.IGNORECASE)


def _named(table: dict[str, str], tail: str = "") -> str:
    return "|".join(
        f"(?P<{unit}>{'|'.join(word.replace('_', ' ') for word in words.split())}){tail}"
        for unit, words in table.items()
    )


_UNITS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("percent", r"\s?(?P<percent>%|パーセント|per ?cent\b|퍼센트|pour cent\b)"),
        ("age", r"(?P<years>\s?[歳才세岁歲]|[ -]years?[ -](?:old|of age)\b|[ -]year-old\b|[ -]y/?o\b)"),
        (
            "duration",
            r"\s?(?:(?P<years>年間?(?![度代生前目物次春夏秋冬初末内])(?!\s?\d{1,2}\s?月)|년간?|[- ]?(?:years?|yrs?)\b(?! ago)|(?<= )ans\b)"
            r"|(?P<months>[かカヵヶケ箇個个]月間?|개월간?|[- ]?months?\b(?! ago)|mois\b)"
            r"|(?P<weeks>週間?|周(?=内|间|後|后)|주간?|[- ]?weeks?\b(?! ago)|semaines?\b)"
            r"|(?P<days>日間|일간|[- ]?days?\b(?! ago)|jours?\b)"
            r"|(?P<hours>時間|시간|[- ]?hours?\b(?! ago)|heures?\b))(?![前目])",
        ),
        (
            "strength",
            r"\s?(?:(?P<ug>μg|µg|ug|mcg)|(?P<mg>mg)|(?P<kg>kg)|(?P<g>g)|(?P<mL>ml)|(?P<L>l)|(?P<IU>iu|国際単位|単位))(?![a-z/])",
        ),
        ("count", rf"\s?(?:の?)(?:{_named(_COUNTERS)})"),
        ("count", rf"[ -]{_ADJECTIVES}(?:{_named(_NOUNS, tail=chr(92) + 'b')})"),
    )
)


def unit_after(text: str, at: int) -> tuple[str, str, int] | None:
    """Return kind, unit and end of the unit of measure or counter written just after `at`."""
    for kind, pattern in _UNITS:
        if match := pattern.match(text, at):
            return kind, str(match.lastgroup), match.end()
    if match := _PIECE.match(text, at):
        near = text[max(0, at - 40) : at + 40]
        return "count", "cells" if _CELLS_NEAR.search(near) else "items", match.end()
    return None
