"""Rules about studies, and about what follows approval: sale, patients, supply, harm."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ipscwatch.watching.events.clauses import done, is_done, planned
from ipscwatch.watching.events.cues import Cue
from ipscwatch.watching.events.phrases import phrased
from ipscwatch.watching.events.reading import FOLLOWS, Page, Sentence
from ipscwatch.watching.events.verdicts import Verdict, first, products, say

_REGISTRY = re.compile(r"jrct[a-z]?\d{6,}|(?:jrct|臨床研究等提出・公開システム)に登録|registered (?:with|in|on)")
_TRIAL_OBJECT = 35
"""Characters between «conducts» and the trial that is conducted."""
_ANNOUNCED = re.compile(
    r"(?<!hopes)(?<!aims)(?<!wants)(?<!seeks)(?<!plans)(?<!expects)(?<!ready)(?<!prepares) to $"
)
_QUALITY = re.compile(r"\s(?:ips|ipsc|stem|cells?|neurons?|sheets?|tissue|human)")
"""«Transplanted cells survive»: which cells, not what was done."""
_OUTSIDE = re.compile(r"outside (?:of )?(?:an? |the )?(?:clinical )?(?:trial|stud)|保険診療")
_FOUNDED = re.compile(r"(?:start-?up|company|venture|firm|business)\W*$")
"""«A startup launched at the university» is no launch of a product."""
_FOUNDER = re.compile(
    r" (?:in \d{4} )?by (?:\w+ ){0,4}(?:professor|researchers?|scientists?|university|emeritus|doctors?|founder)"
)
"""«Heartseed, launched by a professor» is none either."""
_GRAFTED = re.compile(r"[にへを]移植(?=$|[\s…」、])")
"""How a headline says that somebody was given cells."""


def post_marketing(sentence: Sentence, _page: Page) -> Iterator[Verdict]:
    """Tell that the study asked for with an approval begins, or stands in a registry."""
    studies = sentence.all("post_marketing") or phrased(sentence, "post_marketing")
    starts = done(sentence, "started")
    if studies and (starts or _REGISTRY.search(sentence.text) or sentence.title):
        yield say("confirmatory_trial", sentence, "the study after approval", studies[0], first(starts))


def launch(sentence: Sentence, page: Page) -> Iterator[Verdict]:
    """Tell that a product is on sale, or given to a first patient outside a study."""
    launches = tuple(
        cue
        for cue in (*done(sentence, "launched"), *phrased(sentence, "launch_first_patient"))
        if not (_founding(sentence, cue) or _sought(sentence, cue)) and not _DATA_OF.search(_before(sentence, cue))
    )
    named_later = (told for told in page.body[:FOLLOWS] if sentence.title and told.has("launched"))
    product = any(products(told, page) for told in (sentence, page.title, *page.lead, *named_later))
    product = product or (
        sentence.title and sentence.has("cells") and bool(phrased(sentence, "launch_first_patient"))
    )
    if launches and product and (_OUTSIDE.search(sentence.text) or not sentence.has("trial", "permit")):
        yield say("launch_first_patient", sentence, "on sale, or a first patient", launches[0])
    elif product and not sentence.has("trial", "permit") and (used := _first_use(sentence, page)) is not None:
        yield say("launch_first_patient", sentence, "a first patient, of a product on sale", used)
    elif product and (treated := _first_treated(sentence)) is not None:
        yield Verdict("launch_first_patient", sentence, "a first patient since approval", (treated,))


_FIRST_ONE = re.compile(r"初|はじめて|最初の|第1号|第一号|1例目|1人目|\bfirst\b|\bno\. ?1\b")
_ON_SALE = re.compile(
    r"保険|承認後|市販|発売後|実用|第1号|第一号|一般診療|実臨床|商用|(?:全国|国内|道内|県内|府内|都内|地方)で?(?:は)?(?:初|最初|はじめて)"
    r"|[一-龥](?<!世界)初(?=$|[\s、])|最初の(?:移植|手術|投与)(?!.{0,20}(?:臨床|研究|\d{4}年))"
    r"|\b(?:since|after|post)[ -](?:its |the |it was |it came |it went |winning |coming |going )?(?:\w+ ){0,3}?"
    r"(?:approv\w+|on (?:the market|sale)|launch\w*)|\binsurance\b|\bcommercial\w*|\breal-world\b|\bapproved ips"
)
_FIRST_USED = re.compile(
    r"(?:移植|手術|投与|使用|治療)[がをは][^。、]{0,14}(?:初めて|はじめて)|(?:初めて|はじめて)[^。、]{0,20}(?:移植|手術|投与)"
    r"|\bfirst (?:[\w-]+ ){0,2}(?:operation|surgery|transplant|implant|procedure)\b[^.;]{0,30}\bwith\b"
)


def _of_its_own(sentence: Sentence, page: Page) -> bool:
    """Say whether a product is named as what was first used, and no study is spoken of near it."""
    if not (page.makers & sentence.named) or _FIRST_USED.search(sentence.text) is None:
        return False
    return not any(told.has("trial") for told in (sentence, page.title, *page.lead))


_USED = re.compile(
    r"(?:移植|手術|投与|使用|治療)(?:を|が|は)?(?:[^。、]{0,24}?(?:で|に|て|、))?(?:実施|行わ?|し|され|受け|終え|完了し)[^。、]{0,4}(?:た|まし)"
    r"|(?:実施され|行われ|退院し|終わっ|始まっ)(?:た|まし|、|て)"
    r"|\b(?:transplanted|implanted|injected|treated|operated on|given|received|used|took place|carried out"
    r"|performed"
    r"|attached|has begun|underwent|discharged|went home)\b"
)


def _first_use(sentence: Sentence, page: Page) -> Cue | None:
    """Return the word by which a product on sale is used for the first time, told as done."""
    first_one = _FIRST_ONE.search(sentence.text)
    if first_one is None or not (_ON_SALE.search(sentence.text) or _of_its_own(sentence, page)):
        return None
    used = (
        Cue(frozenset(), found[0], sentence.start + found.start(), sentence.start + found.end())
        for found in _USED.finditer(sentence.text)
    )
    if (deed := next((cue for cue in used if is_done(sentence, cue)), None)) is not None:
        return deed
    closing = _TITLED_USE.search(sentence.text) if sentence.title and not sentence.has("plan") else None
    if closing is None:
        return None
    return Cue(frozenset(), closing[0], sentence.start + closing.start(), sentence.start + closing.end())


_TITLED_USE = re.compile(r"(?:移植|手術|投与|使用)(?:実施|完了|終了|成功)?(?=$|[\s、」])")
"""How a headline tells it."""


def _first_treated(sentence: Sentence) -> str | None:
    """Return the words by which somebody is the first to be treated outside a study; a Japanese plan is none."""
    if " first " in sentence.text or ("初" in sentence.text and not sentence.has("plan")):
        treated = _FIRST_SINCE.search(sentence.text)
        return treated[0] if treated is not None and not _awaited(sentence, treated) else None
    return None


def _awaited(sentence: Sentence, treated: re.Match[str]) -> bool:
    """Say whether the first patient is only expected."""
    return planned(
        sentence, Cue(frozenset(), treated[0], sentence.start + treated.start(), sentence.start + treated.end())
    )


_FIRST_SINCE = re.compile(
    r"\bfirst (?:person|patient|man|woman|recipient|people)\b[^.;]{0,40}"
    r"\b(?:treated with|receive|given|get|operated)\b[^.;]{0,60}"
    r"\b(?:since|outside (?:of )?a|commercial\w*|after (?:its|the) (?:\w+ )?approval"
    r"|under (?:\w+ ){0,3}insurance|covered by)\b"
    r"|\bfirst (?:[\w-]+ ){0,3}(?:patient|recipient|case|operation|procedure|transplant|implant|surgery)\b"
    r"[^.;]{0,40}\b(?:since (?:[\w-]+ ){0,2}(?:insurance|coverage|approval|launch|approved)"
    r"|under (?:\w+ ){0,3}insurance)\b"
    r"|保険(?:診療|適用)?(?:で|による|下)[^。]{0,16}(?:移植|投与|手術|治療)を[^。、]{0,12}初めて(?:実施|行)"
    r"|保険(?:診療|適用)?(?:で|による|下での)[^。、]{0,8}(?:移植|投与|手術|治療)[^。、]{0,12}(?:国内初|全国初|初めて(?:実施|行))"
)


_SOUGHT = re.compile(
    r"選定|選び|選ぶ|選んで|募集|候補|待って|\b(?:choos\w+|select\w+|recruit\w+|screen\w+"
    r"|look(?:s|ing) for|seek\w*|await\w*)\b"
)
_SOMEBODY = re.compile(r"患者|例目|人目|第1例|patient|recipient|症例")


def _sought(sentence: Sentence, cue: Cue) -> bool:
    """Say whether the first patient is still being chosen."""
    return _SOMEBODY.search(cue.word) is not None and _SOUGHT.search(sentence.text) is not None


def _founding(sentence: Sentence, cue: Cue) -> bool:
    """Say whether it is a company that was launched."""
    founder = _FOUNDER.match(sentence.text, cue.end - sentence.start)
    return founder is not None or _FOUNDED.search(_before(sentence, cue)) is not None


_DATA_OF = re.compile(r"\b(?:data|findings|données|résultats)\b[^.;,]{0,30}\b(?:du|of|from|in|on) (?:the |its )?$")
"""«data from the first patient» are looked at long after."""


def _before(sentence: Sentence, cue: Cue) -> str:
    return sentence.text[: cue.start - sentence.start]


def trial_start(sentence: Sentence, page: Page) -> Iterator[Verdict]:
    """Tell that a study begins, or that somebody is given cells within one."""
    trials = sentence.all("trial")
    starts = (*_starts(sentence), *_conducting(sentence))
    grafted = _GRAFTED.search(sentence.text) if sentence.title and not sentence.has("result", "plan") else None
    grafts = (*_transplants(sentence), *_grafting(sentence))
    if (trials and (starts or _announced(sentence))) or (sentence.has("cells") and _to_treat(sentence)):
        yield say("trial_start", sentence, "a study begins", first(trials), first(starts))
    elif _marketed(page):
        return
    elif (sentence.has("cells") or (grafts and any(told.has("cells") for told in (page.title, *page.lead)))) and (
        grafted or (grafts and (sentence.title or (_in_study(sentence, page) and not _reported(page))))
    ):
        yield say("trial_start", sentence, "a transplant within a study", first(grafts or sentence.all("graft")))


def _marketed(page: Page) -> bool:
    """Say whether headline or lead tell that a product on sale was used, for the first time."""
    return any(phrased(told, "launch_first_patient") for told in (page.title, *page.lead))


_DOING = re.compile(r" (?:to )?\w+ing\b(?! (?:patients|participants|people|volunteers|cells|a |the ))")
"""«begin producing dopamine»: what cells do."""


def _starts(sentence: Sentence) -> tuple[Cue, ...]:
    starts = done(sentence, "started", "launched")
    return tuple(
        cue
        for cue in starts
        if not _DOING.match(sentence.text, cue.end - sentence.start) and not _DATA_OF.search(_before(sentence, cue))
    )


def _in_study(sentence: Sentence, page: Page) -> bool:
    return any(told.has("trial") for told in (sentence, page.title, *page.lead))


def _reported(page: Page) -> bool:
    """Say whether headline or lead tell results: who was given cells then says only in which study."""
    return any(told.has("result") for told in (page.title, *page.lead))


_TO_START = re.compile(
    r"\bannounc\w+ .{0,120}\b(?:will|would) (?:start|begin|conduct|launch|carry out|run)\b"
    r"|\b(?:trial|study)\b[^.;]{0,90}\bwill (?:begin|start|get under way)\b[^.;]{0,60}\b(?:announced|said)\b"
    r"|\bsaid\b[^.;]{0,40}\b(?:will|would) (?:start|begin|launch|conduct)\b[^.;]{0,30}\b(?:trial|study)\b"
    r"|\bannonc\w+ .{0,120}\b(?:effectuer|lancer|débuter|commencer|mener)"
    r"|宣布[^。]{0,40}[将將][^。]{0,40}(?:临床试验|臨床試驗)|(?:시작|개시|착수)(?:한다고|하겠다고|할 것이라고)"
    r"|(?:開始|実施|着手)すると(?:発表|明らか)|始めると(?:発表|明らか)|開始することを(?:発表|決)"
)


_TO_TREAT = re.compile(r"\bannounc\w+ .{0,80}\b(?:plan\w* to|will|would) (?:inject|transplant|implant)\b")


def _to_treat(sentence: Sentence) -> bool:
    """Say whether it is announced that people will be given cells, which is a study, whatever it is called."""
    return _TO_TREAT.search(sentence.text) is not None


def _announced(sentence: Sentence) -> bool:
    """Say whether a start is announced: «trial to begin soon» in a headline, «announced that it will start»."""
    return _TO_START.search(sentence.text) is not None or (
        sentence.title and any(_ANNOUNCED.search(_before(sentence, cue)) for cue in sentence.all("started"))
    )


def _conducting(sentence: Sentence) -> Iterator[Cue]:
    """Conducts a trial; a trial that was conducted is what results are about."""
    trials = sentence.all("trial")
    for cue in done(sentence, "conducts"):
        gaps = (trial.start - cue.end if cue.word.isascii() else cue.start - trial.end for trial in trials)
        if any(0 <= gap < _TRIAL_OBJECT for gap in gaps) and (cue.word.isascii() or sentence.place <= 1):
            yield cue


def _transplants(sentence: Sentence) -> Iterator[Cue]:
    for cue in done(sentence, "transplant"):
        if sentence.text.startswith("のは", cue.end - sentence.start):  # 移植を受けたのは7人 says who they are
            continue
        if not (cue.word.endswith("planted") and _QUALITY.match(sentence.text, cue.end - sentence.start)):
            yield cue


def _grafting(sentence: Sentence) -> Iterator[Cue]:
    grafts = sentence.all("graft")
    return (cue for cue in done(sentence, "conducts") if any(graft.start > cue.end for graft in grafts))


_ON_SHOW = re.compile(r"\b(?:expo|pavilion|museum|exhibition)\b|万博|パビリオン|展示")
_UNSHOWN = re.compile(r"せ(?:ず|な)|でき(?:ず|な)|され(?:ず|な)|さな")
"""«有効性を示せず» tells the contrary of a result."""


def result(sentence: Sentence, page: Page) -> Iterator[Verdict]:
    """Tell that results of a study are reported."""
    results = tuple(
        cue for cue in done(sentence, "result") if not _UNSHOWN.match(sentence.text, cue.end - sentence.start)
    )
    if results and sentence.has("criticism", "doubted") and all(cue.word == "data" for cue in results):
        return
    told_of = sentence.named and (len(results) > 1 or page.has("trial", "cells"))
    around = any(told.has("cells") for told in (page.title, *page.lead))
    about = sentence.has("trial", "cells") or around or told_of
    if results and about and not sentence.has("approved", "endorsed", "filed", "law", "finance"):
        if _ON_SHOW.search(sentence.text):
            return
        yield say("trial_result_publication", sentence, "results are reported", results[0])


def sites(sentence: Sentence, _page: Page) -> Iterator[Verdict]:
    """Tell where a product is given."""
    told = sentence.has(*_ELSEWHERE_TOLD)
    if places := sentence.all("sites") or (() if told else phrased(sentence, "site_readiness")):
        yield say("site_readiness", sentence, "where it is given", places[0])


_ELSEWHERE_TOLD = (
    "approved",
    "endorsed",
    "filed",
    "launched",
    "trial",
    "post_marketing",
    "result",
    "listed",
    "price",
)
"""What makes the number of hospitals a detail of other news."""


_HOPED_FOR = re.compile(r"に向け|[^、。]{0,8}を目指")
"""«量産に向けて» tells only where it is to lead."""


def manufacturing(sentence: Sentence, _page: Page) -> Iterator[Verdict]:
    """Tell how a product is made and supplied."""
    told = sentence.has("approved", "endorsed", "trial", "filed", "approval", "result")
    making = sentence.all("manufacturing") or phrased(sentence, "manufacturing")
    if making and not told and not _HOPED_FOR.match(sentence.text, making[0].end - sentence.start):
        yield say("manufacturing", sentence, "how it is made and supplied", making[0])
