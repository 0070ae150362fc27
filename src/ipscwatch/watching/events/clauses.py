"""How a deed is meant: who did it, whether it was done, planned, denied or long ago, and when a noun is a deed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta

from ipscwatch.watching.borders import script
from ipscwatch.watching.events.cues import Cue
from ipscwatch.watching.events.habits import usual
from ipscwatch.watching.events.reading import Sentence

BEFORE = 34
"""Latin characters before a deed in which a word of plan or denial governs it."""

AFTER = 16
"""Characters after a Japanese, Chinese or Korean deed in which one does."""

_ACTORS = ("panel", "ministry", "chuikyo", "foreign", "ethics")
_BOARDS = frozenset(("panel", "chuikyo"))
KANA = re.compile(r"[ぁ-ゖ]")
_TOPIC = re.compile(r"\s*[はがも]")
_OF = re.compile(
    r"[\s,']*(?:(?:of|in|under|at|for|to|advising|within|from|by|the|japan's|japan|a|an|country's|s)[\s,']*)+"
)


def actor(sentence: Sentence, deed: Cue) -> str | None:
    """Return who did a deed: panel, ministry, chuikyo, foreign, ethics, or None where nobody is named.

    In Japanese the topic before it, else the nearest before it, else the first after it.
    """
    actors = _actors(sentence)
    if (inside := next((cue for cue in actors if deed.start <= cue.start < deed.end), None)) is not None:
        return _role(inside)
    before = [cue for cue in actors if cue.end <= deed.start]
    after = [cue for cue in actors if cue.start >= deed.end]
    if before and KANA.search(sentence.text):
        topics = [cue for cue in before if _TOPIC.match(sentence.text, cue.end - sentence.start)]
        return _role((topics or before)[-1])
    return _role(before[-1]) if before else _role(after[0]) if after else None


def _actors(sentence: Sentence) -> list[Cue]:
    """Return the actors by place, a ministry left out where it only says whose panel it is."""
    kept: list[Cue] = []
    owner: Cue | None = None
    for cue in sentence.all(*_ACTORS):
        named_again = owner is not None and _AGAIN.fullmatch(between(sentence, owner, cue)) is not None
        if kept and _role(cue) == "ministry" and (named_again or _belongs(sentence, kept[-1], cue)):
            owner = cue
        else:
            kept.append(cue)
            owner = None
    return kept


_AGAIN = re.compile(r"\s*\((?:[^()]{0,30}, )?(?:the )?(?:japan's )?")
"""«a panel at the 厚労省 (the health ministry)»: the ministry's name once more."""


def _belongs(sentence: Sentence, board: Cue, ministry: Cue) -> bool:
    """Say whether the first acts, as in «a panel of the health ministry»."""
    is_pair = _role(board) in _BOARDS and _role(ministry) == "ministry"
    return is_pair and _OF.fullmatch(between(sentence, board, ministry)) is not None


def _role(cue: Cue) -> str:
    return next(role for role in ("chuikyo", "ethics", "panel", "foreign", "ministry") if role in cue.labels)


def between(sentence: Sentence, one: Cue, other: Cue) -> str:
    """Return the text between two cues, whichever comes first."""
    left, right = sorted((one, other), key=lambda cue: cue.start)
    return sentence.text[left.end - sentence.start : right.start - sentence.start]


def done(sentence: Sentence, *labels: str) -> tuple[Cue, ...]:
    """Return the deeds with one of the labels that are told as done, and as news."""
    return tuple(cue for cue in sentence.all(*labels) if is_done(sentence, cue))


def is_done(sentence: Sentence, deed: Cue) -> bool:
    """Say whether a deed is told as done, and as news."""
    return not (
        planned(sentence, deed) or denied(sentence, deed) or told_before(sentence, deed) or usual(sentence, deed)
    )


def of_earlier_year(sentence: Sentence) -> bool:
    """Say whether every year that a sentence names is past."""
    years = tuple(_years(sentence.text))
    return bool(years) and max(years) < sentence.on.year


def happened(sentence: Sentence, deed: Cue) -> bool:
    """Say whether something is told to have come about, be it as the reason of what the sentence tells."""
    old = of_earlier_year(sentence)
    return not (old or planned(sentence, deed) or denied(sentence, deed) or _attributive(sentence, deed))


_TOWARDS = re.compile(
    r"へ|ても|の(?:だろう|でしょう)?か|(?:し|を[^。、]{0,4}し)?(?:た|る)?場合|ことが?も?ある|(?:する|される|した|された)?か(?:どうか|否か)|できる|可能な|する(?:医療機関|施設|病院)|に向け|見通"
    r"|か\?|目指|を?めざ|(?:した|され|し)?たら"
    r"|(?:す|され|なされ)?れば|(?:을 )?(?:되|하|받으|나오)면|(?:될|하는|되는|할) 경우"
    r"|(?:する|される|できる)?か(?:どうか)?(?:否か)?(?:を|、|について)?(?:審議|判断|議論|検討|協議|審査)"
)
"""Words after a deed by which it is yet to be done: «得られたら», «了承するか審議する»."""
_YET_TO = re.compile(r"(?<!first)(?<!agree)(?<!agrees)(?<!agreed)(?<!decides)(?<!decided)(?<!moves) to $")
"""In a headline: «Startup to Apply for Approval»."""
_INFINITIVE = re.compile(
    r"(?:apply|seek|file|submit|launch|approve|authori[sz]e|endorse|recommend|back|list|greenlight|green-light"
    r"|clear|grant|get|receive|win|obtain|gain|issue|publish)\b"
)
_UNDECIDED = re.compile(
    r"\b(?:reports?|rumou?rs?|talk|speculation|hopes?) of (?:an? |the )?$"
    r"|\bwhether [^,;.]{0,60}$|\b(?:if|once|unless|provided|as soon as) [^,;.]{0,60}$|\bwants? [^,;.]{0,40}$"
    r"|\b(?:seeks?|seeking|sought|awaits?|awaiting|eyes|eyeing) (?:\w+ ){0,2}$"
    r"|\b(?:can|cannot|could|would|might|may|should) (?:\w+ly |also |then |still )?$|\b(?:can|may|should"
    r"|must) (?:\w+ )?be (?:\w+ )?$"
    r"|\b(?:whether|decide|due|set|scheduled|likely|expected|meets?|ask(?:s|ed|ing)?|urge[ds]?|wants?)"
    r" [^,;.]{0,40}\bto $"
)
"""«will decide whether to recommend», «asks Japan to approve»."""
_SOON = re.compile(
    r"(?:近く|近日中に|年内に|早ければ.{0,8}|今後、?|来年|早期に"
    r"|を待って[^。]{0,24}|[年中末内頃ろ旬春夏秋冬月週日度]にも[^。]{0,24}|[れすなけ]れば、?[^。]{0,24})$"
)


_IF = re.compile(
    r"^\W*(?:had|were) [^,;.]{0,60}$|\bs(?:i |['’]il )[^,;.]{0,60}$"
    r"|(?:如果|若|一旦|倘若|假如|要是)[^。；，,]{0,24}$"
)
"""Before a deed: that it is only supposed."""
_LEADING = 120
"""Characters before a deed in which the words stand that lead up to it."""


def planned(sentence: Sentence, deed: Cue) -> bool:
    """Say whether a deed is only expected, planned, hoped for or supposed."""
    place = deed.start - sentence.start
    near = (max(0, place - _LEADING), place)
    if _TOWARDS.match(sentence.text, deed.end - sentence.start) or _SOON.search(sentence.text, *near):
        return True
    if _IF.search(sentence.text, *near):
        return True
    if sentence.title and _INFINITIVE.match(deed.word) and _YET_TO.search(sentence.text, *near):
        return True
    if deed.word.isascii() and _UNDECIDED.search(sentence.text, *near):
        return True
    if "approved" in deed.labels and deed.word.isascii():
        return _governed_from_before(sentence, deed, "plan")
    return governed(sentence, deed, "plan")


def denied(sentence: Sentence, deed: Cue) -> bool:
    """Say whether a deed is said not to have been done."""
    return governed(sentence, deed, "negated")


def governed(sentence: Sentence, deed: Cue, *labels: str) -> bool:
    """Say whether a word with one of the labels governs the deed.

    It stands before a Latin or a Chinese deed, after any; what follows a Latin deed must be Latin itself:
    «approval is expected».
    """
    latin = deed.word.isascii()
    from_before = latin or (script(deed.word[0]) in {"other", "hangul"} and not KANA.search(sentence.text))
    if from_before and _governed_from_before(sentence, deed, *labels):
        return True
    return any(
        (cue.word.isascii() or not latin)
        and 0 <= cue.start - deed.end <= AFTER
        and not _parted(between(sentence, deed, cue))
        for cue in sentence.all(*labels)
    )


def _governed_from_before(sentence: Sentence, deed: Cue, *labels: str) -> bool:
    return any(
        0 <= deed.start - cue.end <= BEFORE and not _parted(between(sentence, cue, deed))
        for cue in sentence.all(*labels)
    )


def _parted(gap: str) -> bool:
    """Say whether a clause ends in a gap."""
    return any(mark in gap for mark in (",", ";", ":", "。", "、", " and ", " after "))


_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_IN_MONTH = re.compile(rf"\bin (?:early |late |mid-)?({'|'.join(_MONTHS)})\b")
_DAY = re.compile(r"(\d{1,2})月(\d{1,2})日")
_SHORT = tuple(name[:3] for name in _MONTHS)
_ENGLISH_DAY = re.compile(rf"\b({'|'.join((*_MONTHS, 'sept', *_SHORT))})\.? (\d{{1,2}})\b(?!,? (?:19|20)\d\d)")
_ENDS_DATED = re.compile(rf"\bon ({'|'.join(_MONTHS)}) (\d{{1,2}}), ((?:19|20)\d\d)\.?\s*$")
_FRESH = timedelta(days=21)
"""A deed dated longer ago than this led up to the news."""
_MONTH = re.compile(r"(\d{1,2})月[にの]")
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b(?!年度)|((?:19|20)\d\d)年(?!度)")
_OPENING = re.compile(
    r"[^、。,]{0,4}(?:(?:19|20)\d\d|(?:令和|平成)(?:\d{1,2}|元))年度?(?:\d{1,2}月)?(?:\d{1,2}日)?[にの、は]"
)
"""A date that opens a Japanese sentence dates all of it."""
_ERA = re.compile(r"令和(\d{1,2}|元)年(度?)|平成(\d{1,2}|元)年(度?)")
_EARLIER = re.compile(
    r"\b(?:had (?:been|already)|(?:weeks?|days?|months?|years?) (?:earlier|before|prior)|as of [a-z]+ \d{4}"
    r"|initially|originally|previously|ago|last year|earlier this|last month|last week)\b"
    r"|世紀前|[\d数]年前に|昨年|一昨年|かつて|以前|前年|先月|先週|上月|上个月|上週|上周|去年|此前|曾|지난달|지난해|작년"
    r"|le mois dernier|la semaine dernière|l'an dernier"
)
_OF_SOMETHING = re.compile(
    r"(?!もよう|模様|旨|件|方針|趣旨|疑い|顛末|理由|背景|経緯|衝撃|問題|波紋|ワケ)[\u4e00-\u9fffァ-ヺ「『\"a-z0-9]"
)
"""A Japanese verb that goes on with a noun says which one is meant: 承認された製品."""
_IN_ANSWER = re.compile(
    r"て(?:いる|います|おり)|を[^。、]{0,24}(?:行って|して|済ませて|終えて|出して)い(?:た|ました)(?!こと|と(?:発表|明|公表))|て(?:から)?(?:約|およそ)?\d+(?:年"
    r"|[カかヶケ]月|週間)|[^、。,]{0,6}(?:ことについて|ことに関し|ことを受け|のを受け|を受け|受け[、て]|ことに伴"
    r"|を前に|前に)"
)


def told_before(sentence: Sentence, deed: Cue) -> bool:
    """Say whether a deed is what led up to the news: of another month or year, or what someone answers to."""
    end = deed.end - sentence.start
    if _IN_ANSWER.match(sentence.text, end) or _attributive(sentence, deed):
        return True
    before = sentence.text[: deed.start - sentence.start]
    if deed.word.isascii() and (_led_up(before) or _pluperfect(before)):
        return True
    if deed.word == "approved" and (
        _WHICH_ONE.search(before)
        or _WHEN_IT.search(before)
        or (_ONE_THAT.search(before) and _PRODUCT.match(sentence.text, end))
        or (not sentence.title and _IS.search(before))
    ):
        return True
    if sentence.dated and deed.word.isascii() and _closing_date(sentence, deed):
        return True
    clause = _dating(sentence, deed)
    years = (*_years(clause), *_years(opening[0] if (opening := _OPENING.match(sentence.text)) else ""))
    months = (*map(int, _MONTH.findall(clause)), *(_MONTHS.index(name) + 1 for name in _IN_MONTH.findall(clause)))
    if _ANNOUNCED.match(sentence.text, end):
        months = ()
    participle = deed.word in _PARTICIPLES and sentence.text.endswith(", ", 0, deed.start - sentence.start)
    return (
        participle
        or _earlier(clause, before)
        or any(year < sentence.on.year for year in years)
        or (sentence.dated and any(month != sentence.on.month for month in months))
        or (sentence.dated and any(sentence.on - day > _FRESH for day in days(clause, sentence.on)))
    )


def _earlier(clause: str, before: str) -> bool:
    """Say whether a clause sets a deed back in time; what somebody said had been done is the news itself."""
    found = _EARLIER.search(clause)
    return found is not None and not (found[0].startswith("had ") and _SAYING.search(before) is not None)


def _led_up(before: str) -> bool:
    """Say whether a deed led up to what a sentence tells; what is only to come follows from the news."""
    led = _LED_UP.search(before)
    return led is not None and not (led[0].startswith("after") and _TO_COME.search(before[: led.start()]))


_TO_COME = re.compile(r"\b(?:will|is set to|are set to|is to|are to)\b")


def _pluperfect(before: str) -> bool:
    """Say whether a deed had been done before; what somebody said they had done is the news itself."""
    return _PLUPERFECT.search(before) is not None and _SAYING.search(before) is None


def days(clause: str, published_on: date) -> Iterator[date]:
    """Yield the days a clause names without a year, each as the last before publication."""
    named = [(int(month), int(day)) for month, day in _DAY.findall(clause)]
    named += [(_SHORT.index(month[:3]) + 1, int(day)) for month, day in _ENGLISH_DAY.findall(clause)]
    for month, day in named:
        with suppress(ValueError):
            on = date(published_on.year, month, day)
            yield on if on <= published_on + _FRESH else on.replace(year=on.year - 1)


def _closing_date(sentence: Sentence, deed: Cue) -> bool:
    """Say whether the sentence ends with the deed's date, long past: «obtained … on May 13, 2025»."""
    end = deed.end - sentence.start
    if (at := _ENDS_DATED.search(sentence.text, end)) is None or ", " in sentence.text[end : at.start()]:
        return False
    with suppress(ValueError):
        return sentence.on - date(int(at[3]), _SHORT.index(at[1][:3]) + 1, int(at[2])) > _FRESH
    return False


def _attributive(sentence: Sentence, deed: Cue) -> bool:
    """Say whether a Japanese deed only says which thing is meant, as in 条件付きで承認した製品."""
    end = deed.end - sentence.start
    verb = _PAST_VERB.match(sentence.text, end) if deed.word[-1] not in "たる" else None
    if deed.word[-1] not in "た" and verb is None:
        return False
    return _OF_SOMETHING.match(sentence.text, verb.end() if verb else end) is not None


def _years(clause: str) -> Iterator[int]:
    """Yield the years a clause names; a fiscal year of Japan's eras counts as the year in which it ends."""
    yield from (int(one or other) for one, other in _YEAR.findall(clause))
    for reiwa, reiwa_fiscal, heisei, heisei_fiscal in _ERA.findall(clause):
        first, number = (2018, reiwa) if reiwa else (1988, heisei)
        yield first + (1 if number == "元" else int(number)) + bool(reiwa_fiscal or heisei_fiscal)


def _dating(sentence: Sentence, deed: Cue) -> str:
    """Return the words that can date a deed: on both sides in Latin script, else those before it."""
    text, start, end = sentence.text, deed.start - sentence.start, deed.end - sentence.start
    left = max(*(text.rfind(mark, 0, start) for mark in (", ", "。", "; ", "、")), start - 40, 0)
    if not deed.word.isascii():
        return text[left:end]
    if (aside := _ASIDE.match(text, end) or _NAMED_THEN.match(text, end)) is not None:
        return text[left : aside.end()]
    right = min((place for mark in (",", ";") if (place := text.find(mark, end)) > 0), default=len(text))
    return text[left : min(right, end + 70)]


_IS = re.compile(r"\b(?:is|are) (?:\w+ly )?$")
"""«it is approved» tells how things stand."""
_PARTICIPLES = frozenset(("approved", "listed", "launched", "endorsed"))
"""«the sheet, approved in March, is…»"""
_LED_UP = re.compile(
    r"\b(?:after|following|despite|since|hail(?:s|ed)|welcom(?:es|ed)|prais(?:es|ed)|applauds?|cheers?|celebrates?"
    r"|criticiz(?:es|ed)|slams?|blasts?)\b[^,;:.]{0,60}$|, which [^,;:.]{0,40}$"
    r"|\b(?:under|through|by|via) which\b[^.;]{0,90}$"
)
"""«Shares sink after panel's nod»: what stands after it led up to the news."""
_PLUPERFECT = re.compile(r"\b(?:had|avai(?:t|ent)) (?:\w+ly |déjà )?$")
_SAYING = re.compile(r"\b(?:said|says|announced|reported|saying|disclosed|confirmed)\b")
_WHICH_ONE = re.compile(
    r"\b(?:for|of|on|all|any|other|with) (?:\w+ly )?$"
    r"|, (?:the|an?) (?:[\w'-]+ ){0,6}"
    r"(?:therapy|treatment|product|drug|patch|sheet|medicine|cells?|implant|graft) (?:\w+ly )?$"
    r"|\b(?:therapy|treatment|product|drug|patch|sheet|medicine|cells) (?:that|which) (?:[\w']+ ){1,3}$"
)
"""«rules for conditionally approved therapies» says which ones."""
_WHEN_IT = re.compile(
    r"\bwhen (?:it|they|he|she|japan|the (?:\w+ )?(?:ministry|minister|government|regulator)) (?:\w+ly )?$"
)
"""«the study Japan demanded when it approved …»."""
_ONE_THAT = re.compile(r"\b(?:an?|the|first|only|two|both|gets?|got|receives?|received|given|with|'s) (?:\w+ly )?$")
_PRODUCT = re.compile(
    r" (?:(?:ips|ipsc|stem|cell|cells|heart|brain|parkinson's|regenerative|japanese|based|derived)[ -]){0,4}"
    r"(?:products?|treatments?|therap(?:y|ies)|medicines?|drugs?|sheets?|patch(?:es)?|cells|implants?)\b"
)
"""«gets approved iPS cell treatment» says which treatment it is."""
_ASIDE = re.compile(rf",? on (?:{'|'.join(_MONTHS)}) \d{{1,2}}, (?:19|20)\d\d")
"""«submitted, on August 5, 2025, an application»: its date stands between commas."""
_NAMED_THEN = re.compile(r"[^,;.]{1,40}, [^,;.]{1,40}, in (?:19|20)\d\d\b")
"""«approved the first, HeartSheet, in 2015»."""
_ANNOUNCED = re.compile(r"(?:し|され|を受け|を得)?(?:た|ました)?(?:と|ことを)(?:発表|公表|明らか|報告)")
"""What is announced now is news, though it was done some months ago."""

_PAST_VERB = re.compile(r"(?:とな[っり]|され|し|を受け|を得|を取得し|を与え|が得られ)?た")
