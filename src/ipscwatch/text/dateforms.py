"""The forms dates have in prose: patterns over narrow text (see `width`), each with its reader.

Every pattern begins with a character set or with plain words, and looks back only after it: so the regex
engine skips to the places that matter, and a text is searched for all forms in well under a millisecond.
"""

from __future__ import annotations

import re

from ipscwatch.text import dateparts, yearparts
from ipscwatch.text.calendars import ERAS
from ipscwatch.text.dateparts import Reader
from ipscwatch.text.needed import Needed

# A number of one or two digits, or of kanji, not the tail of a longer one.
_FIRST = r"[\d一二三四五六七八九十](?<![\d.].)(?<!\d,.)[一二三四五六七八九十\d]{0,2}"
_N = r"(?:\d\d?|[一二三四五六七八九十]{1,3})"
_WESTERN = r"[12](?<![\d.].)(?<!\d,.)\d{3}"
_KANJI_YEAR = r"(?:一九|二〇|二零)[〇零一二三四五六七八九]{2}"
_DAY = rf"(?P<day>{_N})(?:[~-](?P<last>\d\d?))? ?[日일号號]"
_MONTH_AND_DAY = rf"(?: ?(?P<month>{_N}) ?[月월](?: ?{_DAY})?)?(?!間)"
_AFTER_MONTH = r"(?![間額給面々曜])"
_AFTER_DAY = (
    r"(?![間分目毎割額刊比程産照系米欧韓英独経銀]|以内|以上|以下|未満|あたり|当たり|ごと|おき|連続|数|後|前|に?\d+回"
    r"|本[人国経銀]|간|째|동안)"
)

_ENGLISH_NAMES = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
)
_ENGLISH = rf"(?P<name>{_ENGLISH_NAMES}|{_ENGLISH_NAMES.upper()})\b\.?"
_FRENCH = (
    r"(?P<name>janvier|février|fevrier|mars|avril|mai|juin|juillet|août|aout|septembre|octobre|novembre"
    r"|décembre|decembre)\b"
)
_YEAR = r"(?P<year>(?:19|20)\d\d)\b"
_SEASONS = r"(?P<season>spring|summer|autumn|fall|winter|Spring|Summer|Autumn|Fall|Winter)\b"
_MONTHS_AWAY = "今月|本月|来月|先月|同月|前月|翌月|上月|上个月|上個月|下月|下个月|下個月|지난달|이달|다음 ?달"
_YEARS_AWAY = "昨年|去年|一昨年|今年|本年|来年|明年|再来年|올해|지난해|내년"
_DAY_WORDS = (
    "きょう|今日(?!では)|本日|きのう|昨日|明日(?<![一-龥]..)|あす(?=[にのは、。からも]|$)|あした|おととい|一昨日|あさって|明後日"
    "|即日(?=起|より)|同日|この日(?=、|の(?:会合|総会|部会|審議|中医協)|開|行わ|発表|承認|了承|午[前後])|翌日|前日|어제|오늘|내일|昨天|今天|明天"
)
_LATIN_DAY_WORDS = (
    "today|Today|TODAY|yesterday|Yesterday|tomorrow|Tomorrow|aujourd'hui|Aujourd'hui|hier|Hier|demain|Demain"
)
_QUARTERS = "first|second|third|fourth|1st|2nd|3rd|4th|First|Second|Third|Fourth"
_NO_DECIMAL = r"(?:st|nd|rd|th)?(?!\d|[.,]\d{1,3}(?:\D|$)|:\d)"
_NO_YEAR = r"(?![-/]\d|,\d|\.\d| (?:patients|people|yen|participants)\b)"
_ISO = rf"(?P<year>{_WESTERN})(?<![./-]....)"

_WRITTEN: tuple[tuple[str, Reader], ...] = (
    (
        rf"(?P<era>{'|'.join(ERAS)}) ?(?P<year>元|{_N}) ?年(?:(?P<fiscal>度)|{_MONTH_AND_DAY})",
        dateparts.of_era,
    ),
    (
        r"(?P<era>[RHS])(?<![A-Za-z0-9].) ?(?P<year>\d\d?)[./](?P<month>\d\d?)[./](?P<day>\d\d?)(?![\d./])",
        dateparts.of_era,
    ),
    (
        rf"(?P<era>[RHS])(?<![A-Za-z0-9].) ?(?P<year>\d\d?)年(?:(?P<fiscal>度)|{_MONTH_AND_DAY})",
        dateparts.of_era,
    ),
    (
        rf"(?P<year>{_WESTERN}) ?[年년](?![代以])(?:(?P<fiscal>度)|{_MONTH_AND_DAY})",
        dateparts.western,
    ),
    (rf"(?P<year>{_KANJI_YEAR})年{_MONTH_AND_DAY}", dateparts.western),
    (rf"{_ISO}(?P<mark> ?[-/.] ?)(?P<month>\d\d?)(?P=mark)(?P<day>\d\d?)(?!\d|[./]\d)", dateparts.western),
    (r"(?P<year>2(?<!\d.)0\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?!\d)", dateparts.western),
    (rf"{_ISO}-(?P<month>0[1-9]|1[0-2])(?![\d-])", dateparts.western),
    (
        r"(?P<year>\d(?<![\w./,-].)\d?)\.(?P<month>\d\d?)\.(?P<day>\d\d?)(?![A-Za-z0-9%]|\.\d)",
        dateparts.bare_era,
    ),
    (
        r"(?P<year>\d(?<![\w.].)(?: ?\d)?) \. (?P<month>\d(?: ?\d)?) \. (?P<day>\d(?: ?\d)?)(?! ?[\d.])",
        dateparts.bare_era,
    ),
    (
        r"(?P<year>[12](?<![\d年.,].)\d)年(?P<month>\d\d?)月(?:(?P<day>\d\d?)日)?",
        dateparts.two_digit_year,
    ),
    (
        r"(?P<year>[12](?<![\d年.,約後去間全数第成和上計続].)\d)年(?=に(?!一|1|わた|及|渡|も|亘|せよ|なる|及))",
        dateparts.two_digit_year,
    ),
)
_UNWRITTEN: tuple[tuple[str, Reader], ...] = (
    (
        rf"(?P<rel>{_YEARS_AWAY}|同年)の? ?(?P<month>{_N}) ?[月월](?: ?{_DAY}(?!間)|{_AFTER_MONTH})",
        dateparts.month_day,
    ),
    (rf"(?P<month>{_FIRST}) ?[月월](?: ?{_DAY}(?!間)|{_AFTER_MONTH})", dateparts.month_day),
    (
        rf"(?P<rel>{_MONTHS_AWAY})の? ?(?P<day>\d\d?) ?[日일號号]{_AFTER_DAY}",
        dateparts.day_only,
    ),
    (rf"(?P<day>\d(?<![\d月./年第~-].)\d?) ?[日일]{_AFTER_DAY}", dateparts.day_only),
    (r"(?P<rel>今月|本月|先月|来月|上月|上个月|上個月|下月|下个月|下個月)(?!の?\d)", dateparts.relative_month),
    (r"(?P<rel>지난달|이달|다음 ?달)(?! ?\d)", dateparts.relative_month),
    (r"(?:同年|同じ年)(?=に)", dateparts.same_year),
    (rf"(?P<rel>{_YEARS_AWAY})(?P<fiscal>度)?(?!の?(?:\d|[春夏秋冬]))", dateparts.relative_year),
    (f"(?:{_DAY_WORDS})", dateparts.relative_day),
    (rf"(?:{_LATIN_DAY_WORDS})\b", dateparts.relative_day),
    (r"(?P<day>[月火水木金土日])曜日?", dateparts.weekday),
    (r"(?P<day>lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b", dateparts.weekday),
    (r"(?P<day>[월화수목금토일])요일", dateparts.weekday),
    (r"(?:星期|[週周](?![一-日]年))(?P<day>[一二三四五六日])(?=[，,、（(批核表宣])", dateparts.weekday),
    (r"(?P<day>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b(?!'s )", dateparts.weekday),
)
_LATIN: tuple[tuple[str, Reader], ...] = (
    (
        rf"{_ENGLISH} (?P<day>\d\d?){_NO_DECIMAL}(?:-(?P<last>\d\d?)(?!\d))?(?:,? {_YEAR})?",
        dateparts.named,
    ),
    (
        rf"(?P<day>\d(?<![\d.,].)\d?)(?:-(?P<last>\d\d?))?(?:st|nd|rd|th)?(?: of)? {_ENGLISH}(?:,? {_YEAR})?",
        dateparts.named,
    ),
    (rf"{_ENGLISH},? (?:of )?{_YEAR}", dateparts.named),
    (rf"{_ENGLISH}(?: of)? (?P<rel>this|last|next) year\b", dateparts.named),
    (rf"[Bb]etween (?P<first>{_ENGLISH_NAMES}) and (?P<final>{_ENGLISH_NAMES})\b(?: {_YEAR})?", yearparts.months),
    (
        rf"\b(?P<first>{_ENGLISH_NAMES})(?: to |-)(?P<final>{_ENGLISH_NAMES})\b(?! ?\d\d?\b)(?: {_YEAR})?",
        yearparts.months,
    ),
    (rf"{_ENGLISH}(?! ?\d)", dateparts.lone_month),
    (rf"(?P<day>\d(?<![\d.,].)\d?)(?:er)? {_FRENCH}(?: {_YEAR})?", dateparts.named),
    (rf"{_FRENCH} {_YEAR}", dateparts.named),
    (rf"(?P<year>[12](?<![\d.,].)(?<!\d-.)\d{{3}}(?<=19..|20..))\b{_NO_YEAR}", dateparts.lone_year),
    (r"(?P<rel>this|This|last|Last|next|Next) month\b", dateparts.relative_month),
    (r"(?P<rel>this|This|last|Last|next|Next) (?P<fiscal>fiscal )?year\b", dateparts.relative_year),
)
_PARTS: tuple[tuple[str, Reader], ...] = (
    (rf"(?P<year>{_WESTERN})年の?(?P<first>\d{{1,2}})月? ?[~-] ?(?P<final>\d{{1,2}})月", yearparts.months),
    (r"(?P<rel>今年の?|本年の?)(?P<first>\d{1,2})月? ?[~-] ?(?P<final>\d{1,2})月", yearparts.months),
    (r"(?P<first>\d(?<![\d年./の].)\d?)月? ?[~-] ?(?P<final>\d{1,2})月(?!\d)", yearparts.months),
    (rf"(?P<year>{_WESTERN})年の?(?P<season>[春夏秋冬])(?!季)", yearparts.season),
    (r"(?P<rel>この|今年の?|今|来年の?|来|昨年の?|昨|去年の?)(?P<season>[春夏秋冬])(?![季分])", yearparts.season),
    (
        r"(?P<season>[春夏秋冬])(?<![一-龥].)(?:(?=ごろ|頃|にも|以降|までに|から[春夏秋冬])|(?<=[春夏秋冬]から.))",
        yearparts.season,
    ),
    (r"(?P<rel>今年|明年|去年|来年|來年)(?P<season>[春夏秋冬])[季天]", yearparts.season),
    (r"(?P<rel>올해|올|내년|지난해|작년) ?(?P<season>봄|여름|가을|겨울)", yearparts.season),
    (rf"{_SEASONS}(?: of|,)? {_YEAR}", yearparts.season),
    (_SEASONS, yearparts.season),
    (rf"(?P<year>{_WESTERN})年(?P<fiscal>度)?の?第?(?P<quarter>[1-4一二三四])四半期", yearparts.quarter),
    (
        rf"(?P<quarter>{_QUARTERS}) quarter (?:of )?(?P<fiscal>fiscal )?{_YEAR}",
        yearparts.quarter,
    ),
    (rf"Q(?<![A-Za-z0-9].)(?P<quarter>[1-4])[ -]?{_YEAR}", yearparts.quarter),
    (rf"(?P<year>{_WESTERN})年(?P<fiscal>度)?の?(?P<half>前半|後半|上期|下期|上半期|下半期)", yearparts.half),
    (rf"(?P<half>first|second|latter|First|Second|Latter) half of (?P<fiscal>fiscal )?{_YEAR}", yearparts.half),
    (rf"H(?<![A-Za-z0-9].)(?P<half>[12])[ -]?{_YEAR}", yearparts.half),
)

FORMS: tuple[tuple[re.Pattern[str], Reader], ...] = tuple(
    (re.compile(pattern), reader) for pattern, reader in (*_WRITTEN, *_UNWRITTEN, *_LATIN, *_PARTS)
)
NEEDED = Needed([pattern for pattern, _ in FORMS])
"""Which of the forms can stand in a text."""
