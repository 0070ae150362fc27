"""Outside text comes in through one door, and what comes out can be stored, mailed, searched and logged."""

from __future__ import annotations

import sqlite3
import sys
import time
import unicodedata
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipscwatch.text.clean import LINE_LIMIT, TEXT_LIMIT, clean, clean_line, plain

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()), max_size=60)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("承認\ud800した", "承認\ufffdした"),
        ("\ud83d\ude00", "😀"),  # a pair that came as two escapes
        ("a\x00b\x07c\x1b[31m\x9fd", "abc[31md"),
        ("一行\r\n二行\r三行", "一行\n二行\n三行"),
        ("a\u2028b\u2029c\x0bd\x0ce\x85f", "a\nb\nc\nd\ne\nf"),
        ("リ\u200bハ\ufeffー\u00adト", "リハート"),
        ("\u202egnp.exe\u202c", "gnp.exe"),
        ("\u2066a\u2069\u200e\u200f\u061c", "a"),
        ("x\U000e0041\U000e007fy", "xy"),
        ("a\u200db\u200c", "ab"),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("か\u3099", "が"),
        ("①㈱髙ｱﾑｼｪﾌﾟﾘ ５５３０", "①㈱髙ｱﾑｼｪﾌﾟﾘ ５５３０"),  # NFKC would lose what was written
        ("a\n\n \n\n\nb", "a\n\nb"),
        ("  a\tb　c  ", "a\tb　c"),
        ("", ""),
    ],
)
def test_cleaning_keeps_what_can_be_seen_and_nothing_else(raw: str, expected: str) -> None:
    assert clean(raw) == expected


@given(ANY_TEXT)
def test_clean_text_can_be_stored_mailed_and_logged(raw: str) -> None:
    text = clean(raw)
    line = clean_line(raw)

    text.encode()
    assert sqlite3.connect(":memory:").execute("select ?", (text,)).fetchone() == (text,)
    EmailMessage()["Subject"] = line
    assert len(line.splitlines()) <= 1
    assert not any(char < " " and char not in "\t\n" for char in text)


@given(ANY_TEXT)
def test_cleaning_twice_changes_nothing(raw: str) -> None:
    assert clean(clean(raw)) == clean(raw)
    assert clean_line(clean_line(raw)) == clean_line(raw)


def test_texts_of_a_megabyte_are_cut() -> None:
    assert len(clean("あ" * 3_000_000)) == TEXT_LIMIT
    title = clean_line("title " * 200_000)
    assert len(title) <= LINE_LIMIT
    assert title.endswith("…")


def test_a_line_is_one_line_and_keeps_an_ideographic_space() -> None:
    assert clean_line(" ＲＡＣＴＨＥＲＡ　承認\r\n  取得\t発表 ") == "ＲＡＣＴＨＥＲＡ　承認 取得 発表"


@pytest.mark.parametrize(
    "hostile",
    [
        " ",
        "\n",
        " \n",
        "a\u0300",
        "\u0300\u0316",
        "\u200d",
        "\ud800",
        "<",
        "<b ",
        "<div>",
        "<!--",
        "&amp;",
        "&lt;b ",
    ],
)
def test_time_grows_with_the_length_of_the_text_only(hostile: str) -> None:
    text = hostile * (100_000 // len(hostile))

    started = time.process_time()
    clean(text)
    clean_line(text)
    plain(text)
    plain("<p>" + text)

    assert time.process_time() - started < 2


def test_no_kind_of_mark_can_be_heaped_up() -> None:
    marks = [chr(code) for code in range(0x300, sys.maxunicode) if unicodedata.combining(chr(code))]

    assert [mark for mark in marks if len(clean("a" + mark * 200)) > 61] == []


# --- markup -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>承認<b>条件</b>付き</p><p>次</p>", "承認条件付き\n\n次"),
        ("一<br>二<br/>三<br><br>四", "一\n二\n三\n\n四"),
        ("<ul><li>アムシェプリ<li>リハート</ul>後", "アムシェプリ\nリハート\n\n後"),
        ("<table><tr><td>薬価</td><td>55,306,737円</td></tr><tr><td>組</td></tr></table>", "薬価 55,306,737円\n組"),
        ("<div>a\n   b</div>", "a b"),
        ("<pre>a\nb</pre>", "a\nb"),
        ("x<script>alert(1)</script>y<style>p{}</style>z", "xyz"),
        ("<svg><text>no</text></svg><iframe src=x>no</iframe>yes", "yes"),
        ("<ruby>承認<rp>(</rp><rt>しょうにん</rt><rp>)</rp></ruby>した", "承認した"),
        ("<!-- hidden --><?php no ?>seen", "seen"),
        ("<html><head><title>t</title></head><body>body</body></html>", "body"),
        ("<?xml version='1.0' encoding='Shift_JIS'?><p>本文", "本文"),
        ("5 < 7 &amp; 7 > 5", "5 < 7 & 7 > 5"),
        ("p <0.05 (n=7)", "p <0.05 (n=7)"),
        ("unclosed <a href='x", "unclosed"),
        ("plain　text ①", "plain　text ①"),
        ("", ""),
        ("<!-- nothing -->", ""),
    ],
)
def test_markup_becomes_plain_text(html: str, expected: str) -> None:
    assert plain(html) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("AT&amp;T", "AT&T"),
        ("AT&amp;amp;T", "AT&amp;T"),  # once is once: a page that writes about entities is left alone
        ("&lt;b&gt;iPS&lt;/b&gt;細胞", "iPS細胞"),
        ("<b>iPS</b> &lt;i&gt;cells&lt;/i&gt;", "iPS cells"),
        ("&lt;img src=x onerror=alert(1)&gt;承認", "承認"),
        ("A &lt; B", "A < B"),
        ("x &lt;foo@example.org&gt;", "x <foo@example.org>"),
        ("&#8203;&#x202e;a", "a"),
        ("&#55296;&#1114112;", "\ufffd\ufffd"),
    ],
)
def test_a_title_is_unescaped_once_and_loses_tags_that_were_escaped(title: str, expected: str) -> None:
    assert plain(title) == expected


@given(ANY_TEXT)
def test_no_markup_makes_it_fail_or_leaves_what_is_not_clean(raw: str) -> None:
    text = plain(f"<p>{raw}</p>")

    assert clean(text) == text


def test_a_page_nested_two_hundred_thousand_deep_is_read() -> None:
    assert plain("<div>" * 200 + "end") == "end"
    assert plain("<p>begin" + "<div>" * 200_000 + "end").startswith("begin")
