"""A text's script says its language; the hint is asked only where script cannot say."""

from __future__ import annotations

import pytest

from ipscwatch.text.language import detect


@pytest.mark.parametrize(
    ("text", "hint", "expected"),
    [
        ("厚生労働省は条件付きで承認した", None, "ja"),
        ("厚生労働省は条件付きで承認した", "en", "ja"),  # a feed may say en for all it carries
        ("iPS細胞由来", None, "ja"),
        ("再生医療等製品　承認品目一覧", None, "ja"),
        ("薬価基準収載品目", "zh", "ja"),
        ("心筋再生医療", "ja", "ja"),
        ("CUORiPS ReHeart iPSC 承認へ", None, "ja"),
        ("ﾘﾊｰﾄ", None, "ja"),
        ("日本批准全球首个诱导多能干细胞疗法", None, "zh"),
        ("日本核准全球首款誘導性多功能幹細胞藥物", "ja", "zh"),
        ("住友制药", None, "zh"),
        ("후생노동성은 조건부 승인했다", "ja", "ko"),
        ("Japan's panel endorsed the therapy on Thursday", "ja", "en"),
        ("Japan approves Amchepry (アムシェプリ), the first therapy of its kind in the world", None, "en"),
        ("Le Japon a approuvé une thérapie à base de cellules iPS", None, "fr"),
        ("AMCHEPRY", "de", "de"),
        ("AMCHEPRY", None, "en"),
        ("Zulassung erteilt", "de-DE", "de"),
        ("2026/05/20", None, None),
        ("2026/05/20", "ja_JP", "ja"),
        ("", "ja", "ja"),
        ("", "", None),
    ],
)
def test_the_language_of_a_text(text: str, hint: str | None, expected: str | None) -> None:
    assert detect(text, hint=hint) == expected


def test_a_long_text_without_kana_is_chinese() -> None:
    assert detect("今日国会通" * 20) == "zh"
