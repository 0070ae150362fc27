"""Bytes become the text their publisher meant, whatever they are declared as."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipscwatch.text.charset import decode
from ipscwatch.text.encodings import encoding_of

TEXT = "①㈱髙～承認、令和８年ﾘﾊｰﾄ「アムシェプリ」"
BOTH = "再生医療等製品の薬価が収載された。" * 3


def as_euc(text: str) -> bytes:
    """Return `text` in EUC-JP with Windows' additions, which Python's own codec does not write."""
    out = bytearray()
    for char in text:
        code = char.encode("cp932")
        if len(code) == 1:
            out += code if code[0] < 0x80 else b"\x8e" + code
            continue
        lead, trail = code[0] - (0x81 if code[0] < 0xA0 else 0xC1), code[1]
        row = 2 * lead + (trail >= 0x9F)
        cell = trail - 0x9F if trail >= 0x9F else trail - 0x40 - (trail > 0x7F)
        out += bytes((row + 0xA1, cell + 0xA1))
    return bytes(out)


@pytest.mark.parametrize(
    "label", ["Shift_JIS", "shift-jis", "x-sjis", "SJIS", "Windows-31J", "ms932", "cp932", '"Shift_JIS"']
)
def test_shift_jis_by_any_name_is_windows_31j(label: str) -> None:
    decoded = decode(TEXT.encode("cp932"), declared=label)

    assert (decoded.text, decoded.encoding, decoded.warnings) == (TEXT, "shift_jis", ())


@pytest.mark.parametrize("declared", ["euc-jp", None])
def test_euc_jp_keeps_the_additions_of_windows(declared: str | None) -> None:
    text = BOTH + "①㈱～ﾘﾊ"

    assert decode(as_euc(text), declared=declared).text == text


@pytest.mark.parametrize("text", ["承認", "部会が了承した", "再生医療", "治験を開始"])
def test_short_texts_that_fit_two_encodings_are_the_one_that_reads(text: str) -> None:
    assert decode(text.encode("cp932")).text == text
    assert decode(text.encode("euc_jp")).text == text


def test_iso_2022_jp_is_known_by_its_escapes() -> None:
    decoded = decode("再生医療ﾘﾊ".encode("iso2022_jp_ext"))

    assert (decoded.text, decoded.encoding) == ("再生医療ﾘﾊ", "iso-2022-jp")
    assert decode(b"\x1b$B-!\x1b(B", declared="iso-2022-jp").text == "①"


@pytest.mark.parametrize("codec", ["utf-8", "cp932", "euc_jp", "iso2022_jp", "utf-16", "utf-8-sig"])
def test_undeclared_japanese_is_recognised(codec: str) -> None:
    decoded = decode(BOTH.encode(codec))

    assert (decoded.text, decoded.warnings) == (BOTH, ())


def test_a_byte_order_mark_outweighs_every_declaration() -> None:
    body = codecs.BOM_UTF8 + BOTH.encode()

    assert decode(body, declared="shift_jis").text == BOTH


def test_the_header_outweighs_the_document() -> None:
    body = ('<meta charset="euc-jp">' + BOTH).encode("cp932")

    assert decode(body, declared="shift_jis").text.endswith(BOTH)


@pytest.mark.parametrize(
    "head",
    [
        '<?xml version="1.0" encoding="Shift_JIS"?>',
        "<?xml version='1.0' encoding = 'x-sjis' standalone='yes' ?>",
        "<!-- <meta charset=utf-8> --><meta charset=Shift_JIS>",
        '<html><head><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=Shift_JIS">',
        "<meta content='text/html;charset=sjis' http-equiv=content-type>",
        "<script>var a = '<'</script>" + "<p>" * 900 + "<meta charset='windows-31j'>",
    ],
)
def test_the_document_says_its_encoding(head: str) -> None:
    decoded = decode((head + TEXT).encode("cp932"))

    assert decoded.text.endswith(TEXT)
    assert decoded.warnings == ()


def test_a_wrong_declaration_is_passed_over_with_a_warning() -> None:
    decoded = decode(BOTH.encode("cp932"), declared="utf-8")

    assert (decoded.text, decoded.encoding) == (BOTH, "shift_jis")
    assert decoded.warnings == ("declared as utf-8, but the bytes do not fit",)


def test_latin_1_as_a_server_default_does_not_garble_utf_8() -> None:
    for text in (BOTH, "le 19 février"):
        decoded = decode(text.encode(), declared="ISO-8859-1")
        assert decoded.text == text
        assert decoded.warnings


def test_latin_1_is_windows_1252_where_it_is_meant() -> None:
    assert decode("“février” – €".encode("cp1252"), declared="latin1").text == "“février” – €"


def test_one_broken_byte_costs_one_character() -> None:
    body = BOTH.encode() + b"\xe3\x81"

    decoded = decode(body, declared="utf-8")

    assert decoded.text == BOTH + "\ufffd"
    assert decoded.warnings[-1] == "1 places cannot be read as utf-8"


def test_a_broken_byte_in_declared_shift_jis_keeps_the_rest() -> None:
    decoded = decode(BOTH.encode("cp932") + b"\x81", declared="shift_jis")

    assert decoded.text.startswith(BOTH)
    assert decoded.encoding == "shift_jis"


@pytest.mark.parametrize("label", ["rot13", "utf-7", "base64", "unicode_escape", "x-unknown", ""])
def test_labels_that_are_no_encoding_of_the_web_are_none(label: str) -> None:
    assert encoding_of(label) is None
    assert decode(b"abc+AGE-", declared=label).text == "abc+AGE-"


def test_json_is_utf_8_whatever_stands_in_it() -> None:
    body = '{"html": "<meta charset=Shift_JIS>", "text": "承認"}'.encode()

    assert decode(body, media_type="application/feed+json").encoding == "utf-8"


@given(
    st.binary(max_size=200),
    st.sampled_from([None, "utf-8", "shift_jis", "euc-jp", "iso-2022-jp", "utf-16", "big5"]),
)
def test_any_bytes_are_read_somehow(body: bytes, declared: str | None) -> None:
    decode(body, declared=declared).text.encode("utf-8", "surrogatepass")


@given(
    st.text(st.characters(codec="cp932", exclude_characters="¢£¬‖−〜"), min_size=1),
    st.sampled_from(["cp932", "utf-8"]),
)
def test_what_is_declared_rightly_is_read_rightly(text: str, codec: str) -> None:
    label = "shift_jis" if codec == "cp932" else codec
    body = text.encode(codec)
    if not body.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        assert decode(body, declared=label).text == body.decode(codec)


@pytest.mark.parametrize("start", ["<rss>", '<?xml version="1.0"?>', "\n <feed>", "<!DOCTYPE html>"])
@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_two_bytes_a_character_are_seen_without_a_mark(start: str, codec: str) -> None:
    decoded = decode((start + BOTH).encode(codec))

    assert (decoded.text, decoded.warnings) == (start + BOTH, ())
