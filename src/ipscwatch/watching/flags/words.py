"""The words by which a text is read at all: where it is, what it is about, and what it turns to.

The flags' own words stand beside their rules, in Japanese and English, with the main ones of Korean, Chinese and
French.
"""

from __future__ import annotations

import re

from ipscwatch.watching.extractors.expressions import Expression


def expression(pattern: str) -> Expression:
    """Return the expression, of capital and small letters alike."""
    return Expression(pattern, re.IGNORECASE)


DENSE = Expression(r"[぀-ヿ㐀-鿿가-힣]")
JAPAN = expression(
    r"\bjapan\w*|\btokyo\b|\bosaka\b|\bkyoto\b|\bsumitomo\b|\bcuorips\b|[ぁ-ん]{2}|日本|京都|大阪|住友|일본"
    r"|교토|오사카|스미토모|japon"
)
OTHERS = expression(
    r"\b(?:current|existing|conventional|standard|other|another|previous|earlier|similar|competing"
    r"|rival) (?:[\w-]+ ){0,2}(?:medications?|drugs?|treatments?|therap(?:y|ies)|products?|compan(?:y|ies)"
    r"|trials?|stud(?:y|ies))|\b(?:\d+|dozens of|many|several|most|some) (?:[\w-]+ ){0,3}(?:trials|stud(?:y"
    r"|ies))\b|\btrials (?:worldwide|around the world|in progress)\b|\b(?:rival|competitor)s?\b|他社"
    r"|別の(?:製品|企業|治験|治療)|他の(?:製品|治療|治験)|既存の(?:薬|治療)|従来の(?:薬|治療)"
    r"|\bactuellement disponibles\b|\bautres? (?:traitements?|thérapies?|produits?|essais?)|다른 (?:회사|제품"
    r"|치료)|기존|현재 ?(?:약물|치료)|现有|現有|其他(?:公司|产品|產品|疗法|療法)"
)
