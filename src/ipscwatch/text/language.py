"""Which language a text is in, as far as reading it needs: Japanese, English, Korean, Chinese or French."""

from __future__ import annotations

import re
from string import ascii_letters

_SAMPLE = 4000
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa\uff66-\uff9d]+")
_HIRAGANA = re.compile(r"[\u3041-\u3096]")
_HANGUL = re.compile(r"[\uac00-\ud7a3]+")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_LATIN = re.compile(r"[\u00c0-\u024f\uff21-\uff5a]+")
_ASCII_LETTERS = ascii_letters.encode()
_WORD = re.compile(r"[a-z\u00e0-\u00ff]+")
# Characters of everyday medical and official words that only one of the two languages writes so.
_JAPANESE = re.compile("[薬価対実発関済売検総権県図働込畑峠抜歩帯応変観験黒徴処拠渋収従仮竜広]")
_CHINESE = re.compile(
    "[药价对实发关济卖检总权图动这们个为业东车长门问见说还进过时书飞马鱼鸟龙藥價對實發關濟賣檢總權圖這們個為業東車說還這進過時嗎吗]"
)
_ENGLISH = "the of and to in for is was with that on by as are from at it be has have this will"
_FRENCH = "le la les des du de et en une un est pour dans qui que par sur avec au aux ce cette"
_SMALL_WORDS = dict.fromkeys(_ENGLISH.split(), "en") | dict.fromkeys(_FRENCH.split(), "fr")
_LATIN_PER_CJK = 3
"""A Japanese character weighs as much as this many Latin letters."""
_LONG = 40
"""A Japanese text of this many Chinese characters has kana among them."""


def detect(text: str, *, hint: str | None = None) -> str | None:
    """Return the language of `text` as a BCP 47 primary subtag, or None when it holds no letters and no hint helps.

    Script decides where it can; `hint` (what the feed, page or source says) only where it cannot. Text in a
    language we do not know comes back as the hint.
    """
    sample = text[:_SAMPLE]
    hint = hint.replace("_", "-").partition("-")[0].lower() or None if hint else None
    # Expressions look at the characters beyond ASCII only; letters within it are counted at a tenth of the work.
    foreign = "" if sample.isascii() else "".join(_FOREIGN.findall(sample))
    kana, hangul, han, latin = (_letters(script, foreign) for script in (_KANA, _HANGUL, _HAN, _LATIN))
    plain = sample.encode("ascii", "ignore")
    latin += len(plain) - len(plain.translate(None, _ASCII_LETTERS))
    cjk = kana + hangul + han
    if not cjk and not latin:
        return hint
    if cjk * _LATIN_PER_CJK < latin:
        english, french = _small_words(sample)
        if english or french or not _HIRAGANA.search(sample):
            return _latin(english, french, hint)
    if hangul > kana:
        return "ko"
    return "ja" if kana * 20 >= han and kana else _han(sample, hint, han)


def _letters(script: re.Pattern[str], text: str) -> int:
    return sum(map(len, script.findall(text))) if text else 0


def _han(sample: str, hint: str | None, han: int) -> str:
    """Return ja or zh for a text of Chinese characters with next to no kana."""
    japanese, chinese = len(_JAPANESE.findall(sample)), len(_CHINESE.findall(sample))
    if japanese != chinese:
        return "ja" if japanese > chinese else "zh"
    if hint in ("ja", "zh"):
        return hint
    return "zh" if han > _LONG else "ja"


def _latin(english: int, french: int, hint: str | None) -> str | None:
    """Return en or fr by their small words, else the hint, else en."""
    if english != french:
        return "en" if english > french else "fr"
    return hint if hint and hint not in ("ja", "ko", "zh") else "en"


def _small_words(sample: str) -> tuple[int, int]:
    """Return how many small words of English and of French there are."""
    small = list(map(_SMALL_WORDS.get, _WORD.findall(sample.lower())))
    return small.count("en"), small.count("fr")
