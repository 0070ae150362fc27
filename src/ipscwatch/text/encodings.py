"""The encodings of the web: their labels (https://encoding.spec.whatwg.org/#names-and-labels) and their codecs.

Only the encodings listed here are read; a label such as ``rot13`` or ``utf-7`` names none.
"""

from __future__ import annotations

import codecs

_LABELS = {
    "utf-8": "unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf8 x-unicode20utf8",
    "ibm866": "866 cp866 csibm866",
    "iso-8859-2": "csisolatin2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2",
    "iso-8859-3": "csisolatin3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3",
    "iso-8859-4": "csisolatin4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4",
    "iso-8859-5": "csisolatincyrillic cyrillic iso-ir-144 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988",
    "iso-8859-6": "arabic asmo-708 csisolatinarabic ecma-114 iso-8859-6-e iso-8859-6-i iso8859-6 iso_8859-6",
    "iso-8859-7": "csisolatingreek ecma-118 elot_928 greek greek8 iso-ir-126 iso8859-7 iso88597 iso_8859-7",
    "iso-8859-8": "csisolatinhebrew hebrew iso-8859-8-e iso-8859-8-i iso8859-8 iso88598 iso_8859-8 logical visual",
    "iso-8859-10": "csisolatin6 iso-ir-157 iso8859-10 iso885910 l6 latin6",
    "iso-8859-13": "iso8859-13 iso885913",
    "iso-8859-14": "iso8859-14 iso885914",
    "iso-8859-15": "csisolatin9 iso8859-15 iso885915 iso_8859-15 l9",
    "iso-8859-16": "",
    "koi8-r": "cskoi8r koi koi8 koi8_r",
    "koi8-u": "koi8-ru",
    "macintosh": "csmacintosh mac x-mac-roman",
    "windows-874": "dos-874 iso-8859-11 iso8859-11 iso885911 tis-620",
    "windows-1250": "cp1250 x-cp1250",
    "windows-1251": "cp1251 x-cp1251",
    "windows-1252": "ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 "
    "iso_8859-1 iso_8859-1:1987 l1 latin1 us-ascii x-cp1252",
    "windows-1253": "cp1253 x-cp1253",
    "windows-1254": "cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 l5 latin5 x-cp1254",
    "windows-1255": "cp1255 x-cp1255",
    "windows-1256": "cp1256 x-cp1256",
    "windows-1257": "cp1257 x-cp1257",
    "windows-1258": "cp1258 x-cp1258",
    "gbk": "chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 iso-ir-58 x-gbk",
    "gb18030": "",
    "big5": "big5-hkscs cn-big5 csbig5 x-x-big5",
    "euc-jp": "cseucpkdfmtjapanese x-euc-jp eucjp euc_jp cp51932 eucjp-ms",
    "iso-2022-jp": "csiso2022jp iso2022jp iso2022-jp cp50220 cp50221",
    "shift_jis": "csshiftjis ms932 ms_kanji shift-jis sjis windows-31j x-sjis cp932 cswindows31j",
    "euc-kr": "cseuckr csksc56011987 iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 "
    "windows-949 cp949",
    "utf-16be": "unicodefffe",
    "utf-16le": "csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16",
}
_BY_LABEL = {label: name for name, labels in _LABELS.items() for label in (name, *labels.split())}
_CODECS = {
    "shift_jis": "cp932",
    "euc-jp": "euc_jp",
    "iso-2022-jp": "iso2022_jp_ext",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "euc-kr": "cp949",
    "windows-874": "cp874",
    "macintosh": "mac_roman",
}


def encoding_of(label: str) -> str | None:
    """Return the WHATWG name, in lower case, that a charset label means, or None when it means none."""
    return _BY_LABEL.get(label.strip("\t\n\f\r ").lower())


def read(body: bytes, name: str, *, strict: bool = True) -> str | None:
    """Return `body` in the WHATWG encoding `name`; what does not fit makes it None, or U+FFFD when not `strict`."""
    codec = _CODECS.get(name, name)
    if name not in ("euc-jp", "iso-2022-jp"):
        errors = "strict" if strict else "replace"
    else:
        errors = _STRICT if strict else _REPLACE
    try:
        text = body.decode(codec, errors)
    except (UnicodeDecodeError, UnicodeError):
        return None
    return text.translate(_AS_WINDOWS) if name in ("euc-jp", "iso-2022-jp") else text


# Python's EUC-JP and ISO-2022-JP know JIS X 0208 only; the web also writes Windows' additions (①㈱髙) in them.
# Those are read through cp932, which holds the same rows and cells.

_STRICT, _REPLACE = "ipscwatch.jis", "ipscwatch.jis-replace"
_AS_WINDOWS = str.maketrans(
    "\u301c\u2016\u2212\u00a2\u00a3\u00ac\u2014", "\uff5e\u2225\uff0d\uffe0\uffe1\uffe2\u2015"
)


def _windows_cell(error: UnicodeError) -> tuple[str, int]:
    """Decode the two bytes an EUC-JP or ISO-2022-JP decoder stopped at, as a cell of cp932."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    pair = bytes(byte | 0x80 for byte in error.object[error.start : error.start + 2])
    if len(pair) < 2 or min(pair) < 0xA1 or max(pair) > 0xFE:
        raise error
    row, cell = pair[0] - 0xA1, pair[1] - 0xA1
    lead = row // 2 + (0x81 if row < 62 else 0xC1)
    trail = cell + 0x9F if row % 2 else cell + 0x40 + (cell >= 63)
    try:
        return bytes((lead, trail)).decode("cp932"), error.start + 2
    except UnicodeDecodeError:
        raise error from None


def _windows_cell_or_mark(error: UnicodeError) -> tuple[str, int]:
    """As `_windows_cell`, with U+FFFD for what is no cell."""
    try:
        return _windows_cell(error)
    except UnicodeDecodeError as wrong:
        return "\ufffd", wrong.end


codecs.register_error(_STRICT, _windows_cell)
codecs.register_error(_REPLACE, _windows_cell_or_mark)
