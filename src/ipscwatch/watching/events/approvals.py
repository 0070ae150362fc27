"""Rules about approval and what leads to it: who acted decides, and on what, not the verb."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ipscwatch.watching.borders import script
from ipscwatch.watching.events.clauses import KANA, actor, between, done
from ipscwatch.watching.events.cues import Cue
from ipscwatch.watching.events.nouns import listed_with_date, stands_for_deed
from ipscwatch.watching.events.phrases import phrased
from ipscwatch.watching.events.reading import SECOND, Page, Sentence
from ipscwatch.watching.events.verdicts import Verdict, about_product, first, say

_OBJECT = 70
"""Characters between a permission and the study it permits."""
_BASIS = re.compile(
    r"based on|despite|although|though|without|rather than|amid|after|following|result|data|involving"
    r"|基于|基於|根据|根據|依据|に基づ|結果|データ|踏まえ|経て"
)
_SALE = re.compile(r"製造|販売|manufactur|production|marketing|生产|生產|销售|銷售|제조|판매")


def trial_permit(sentence: Sentence, page: Page) -> Iterator[Verdict]:
    """Tell the permission of a study, whatever the headline calls it."""
    if _SALE.search(sentence.text) and sentence.has("conditional"):
        return
    if permits := done(sentence, "permit"):
        yield from _permitted(sentence, permits[0], "a study is permitted")
        return
    if (let := _STUDY_LET.search(sentence.text)) is not None and about_product(sentence, page):
        yield Verdict("trial_start", sentence, "a study is permitted", (let[0],))
        if sentence.has("foreign"):
            yield say(
                "foreign_regulatory", sentence, "a foreign regulator permits a study", *sentence.all("foreign")
            )
        return
    for deed in done(sentence, "approved", "approval", "endorsed"):
        trial = next((trial for trial in sentence.all("trial") if _permits(sentence, deed, trial)), None)
        if _goes_on(sentence, deed):
            return
        if (
            trial is not None
            or actor(sentence, deed) == "ethics"
            or _to_try(sentence, deed)
            or _lets_investigate(sentence, deed)
        ):
            yield from _permitted(sentence, deed, "what was permitted is a study", trial)
            return


_CONTINUED = re.compile(r"[^.;]{0,90}\b(?:continu\w+|resum\w+|poursui\w+|poursuite|reprise|reprendre)\b")
_CONTINUING = re.compile(r"(?:継続|続行|再開|계속|继续|繼續)[^。、]{0,12}$")
_OF_IND = re.compile(r"[^.;,]{0,50}\b(?:inds?|investigational new drug)\b")
_IND_BEFORE = re.compile(r"(?:\bind\b|治験届)[^。、]{0,14}$")


def _goes_on(sentence: Sentence, deed: Cue) -> bool:
    """Say whether a study is let go on, which had begun before."""
    before = sentence.text[: deed.start - sentence.start]
    return (
        _CONTINUED.match(sentence.text, deed.end - sentence.start) is not None
        or _CONTINUING.search(before) is not None
    )


def _lets_investigate(sentence: Sentence, deed: Cue) -> bool:
    """Say whether it is the request to try a product on people that was cleared: «cleared an IND»."""
    if deed.word.isascii():
        return _OF_IND.match(sentence.text, deed.end - sentence.start) is not None
    return _IND_BEFORE.search(sentence.text[: deed.start - sentence.start]) is not None


_STUDY_LET = re.compile(
    r"\b(?:let|lets|allow(?:s|ed)|permit(?:s|ted)|clear(?:s|ed))\b[^.;,]{0,50}"
    r"\b(?:proceed|begin|start|go ahead|launch)\b[^.;,]{0,40}\b(?:trial|study)\b"
    r"|(?:治験|臨床試験|臨床研究)(?:の実施|計画)?を[^。、]{0,12}(?:認め|承認し|了承し|許可し)(?:た|まし)"
    r"|(?:治験|臨床試験)[^。、]{0,8}(?:計画|届|申請)を[^。、]{0,14}受理(?:し|され)"
    r"|(?:治験|臨床試験|臨床研究)\)?の?(?:実施)?(?:実施|計画)が[^。]{0,40}?"
    r"(?:承認され|了承され|許可され|受理され|認められ)(?:た(?!場合|ら|後)|まし)"
)


def _permitted(sentence: Sentence, deed: Cue, rule: str, trial: Cue | None = None) -> Iterator[Verdict]:
    """Tell a permission of a study; a foreign regulator's is a step before it too."""
    yield say("trial_start", sentence, rule, deed, trial)
    if actor(sentence, deed) == "foreign":
        yield say("foreign_regulatory", sentence, "a foreign regulator permits a study", deed)


_TO_RESEARCHERS = re.compile(
    r"[^,.;]{0,60}?\b(?:doctors|researchers|scientists|team|university|surgeons|médecins|chercheurs|équipe"
    r"|l'université d'\w+|permission)\b[^,.;]{0,40}\b(?:to|à) \w+"
)
_TO_TREAT = re.compile(
    r"[^,.;]{0,50} to (?:treat|test|try|use|begin|start|transplant|carry|put|place|implant|inject|give)\b"
)
_PLAN_OF = re.compile(r"[^,.;]{0,12}\bplans? (?:by|of|from|to)\b")
_OPERATION = re.compile(
    r" (?:the |an? )?(?:first )?(?:[\w-]+ ){0,3}?transplant(?:s|ation)?\b"
    r"(?! (?:product|therap|treatment|drug|medicine))"
)


def _to_try(sentence: Sentence, deed: Cue) -> bool:
    """Say whether what was permitted is that researchers try something: «allowed doctors to», «a plan by Osaka»."""
    if not deed.word.isascii() and "autoris" not in deed.word and "approuv" not in deed.word:
        return False
    end = deed.end - sentence.start
    if deed.word.endswith(("permission", "clearance", "go-ahead", "green light")) and _TO_TREAT.match(
        sentence.text, end
    ):
        return True
    return any(form.match(sentence.text, end) for form in (_TO_RESEARCHERS, _PLAN_OF, _OPERATION))


_GERMAN = frozenset(("genehmigt", "zugelassen"))
"""Verbs that stand behind what they permit."""


def _permits(sentence: Sentence, deed: Cue, trial: Cue) -> bool:
    gap = between(sentence, deed, trial)
    if _BASIS.search(gap) or _SALE.search(gap) or "。" in gap or len(gap) > _OBJECT:
        return False
    if deed.word in _GERMAN:
        return trial.start < deed.start and "," not in gap
    if script(deed.word[0]) == "latin":
        return deed.start < trial.start and "," not in gap
    if not KANA.search(sentence.text) and script(deed.word[0]) != "hangul":
        return len(gap) <= _OBJECT * 2 // 3
    topic = "について" in gap and len(gap) <= _OBJECT * 2 // 3
    return trial.start < deed.start and (
        topic or (len(gap) <= _OBJECT // 5 and any(mark in gap for mark in "をの "))
    )


def approval(sentence: Sentence, page: Page) -> Iterator[Verdict]:
    """Tell an approval or an endorsement, by who acted."""
    deeds = tuple(
        deed for deed in approving(sentence) or registered(sentence, page) if not _of_chuikyo(sentence, deed)
    )
    if not deeds or not about_product(sentence, page):
        return
    by = {deed: role for deed in deeds if (role := actor(sentence, deed)) != "ethics"}
    endorsements = [deed for deed in by if "endorsed" in deed.labels or by[deed] == "panel"]
    approvals = [deed for deed in by if deed not in endorsements]
    if approvals and (not endorsements or any(by[deed] in {"ministry", "foreign"} for deed in approvals)):
        yield _approved(sentence, approvals, by)
    elif endorsements:
        sure = any(by[deed] is not None for deed in endorsements)
        who = first(sentence.all("panel", "ministry"))
        yield say(
            "committee_endorsement", sentence, "a panel is the one that acted", endorsements[0], who, sure=sure
        )


def _of_chuikyo(sentence: Sentence, deed: Cue) -> bool:
    """Say whether it is the council on prices that endorsed, which approves no product."""
    return actor(sentence, deed) == "chuikyo"


_AGREED = re.compile(
    r"\b(?:agreed|agrees|decided|decides|voted|votes)\b[^;]{0,40}?"
    r"\bto (?:grant|give|approve|recommend|back|endorse|allow|clear)\b"
)


_MAY_BE = re.compile(
    r"\b(?:may|can|should) be (?:conditionally )?approved\b(?=[^.;]{0,40}\b(?:conditions?|time limit|term|years)\b)"
    r"|\b(?:acceptable|appropriate|no (?:problem|objection)s?) (?:to|in|with) (?:approve|approving|approval)\b"
    r"|\b(?:suitable|fit|appropriate|merits|deserves) (?:for )?(?:an? )?(?:[\w-]+ ){0,3}approval\b"
    r"|承認(?:する(?:こと)?)?に(?:異論|異議|反対|反対意見)は(?:出|な)"
)
"""How a report words that a panel has nothing against it."""


def agreement(sentence: Sentence, page: Page) -> Iterator[Verdict]:
    """Tell that a panel agreed to have a product approved."""
    boards = sentence.all("panel")
    before = page.sentences[sentence.place - 1] if sentence.place else sentence
    if (may := _MAY_BE.search(sentence.text)) and (boards or before.has("panel")) and about_product(sentence, page):
        yield Verdict("committee_endorsement", sentence, "in a panel's view it may be approved", (may[0],))
    elif boards and (view := phrased(sentence, "committee_endorsement")) and about_product(sentence, page):
        yield say("committee_endorsement", sentence, "a panel has nothing against it", view[0], boards[0])
    elif (
        boards
        and _AGREED.search(sentence.text)
        and not sentence.has("price", "trial")
        and about_product(sentence, page)
    ):
        yield say("committee_endorsement", sentence, "a panel agreed to it", boards[0])


_CONSENT = frozenset(("同意",))
"""In Japanese it is a patient who gives it."""


_PLAN = re.compile(r" ?(?:the |an? |its |their |this |each |every )?(?:treatment |study )?(?:plans?|protocols?)\b")


def _of_plan(sentence: Sentence, deed: Cue) -> bool:
    """Say whether it is a plan that was approved, and no product."""
    return deed.word.isascii() and _PLAN.match(sentence.text, deed.end - sentence.start) is not None


def approving(sentence: Sentence) -> tuple[Cue, ...]:
    """Return the deeds of approving told as done; a noun counts with its verb, or closing a headline's clause."""
    bare = not (sentence.title and sentence.has("agenda"))
    nouns = (cue for cue in done(sentence, "approval", "full") if bare and stands_for_deed(sentence, cue))
    deeds = {
        *done(sentence, "approved", "endorsed"),
        *nouns,
        *phrased(sentence, "approved"),
        *phrased(sentence, "full"),
    }
    kana = KANA.search(sentence.text) is not None
    of_products = (cue for cue in deeds if not (kana and cue.word in _CONSENT) and not _of_plan(sentence, cue))
    return tuple(sorted(of_products, key=lambda cue: cue.start))


_REGISTER = 2
"""Up to this tier a bare «approval, date» is the news of a list; elsewhere it is what led up to the news."""


def registered(sentence: Sentence, page: Page) -> tuple[Cue, ...]:
    """Return the approvals that a regulator or a company lists with their date."""
    if page.item.tier > _REGISTER:
        return ()
    nouns = done(sentence, "approval", "neutral")
    return tuple(cue for cue in nouns if _APPROVAL.match(cue.word) and listed_with_date(sentence, cue))


_APPROVAL = re.compile(r"承認|approval|approved|승인|批准")


def _approved(sentence: Sentence, deeds: Sequence[Cue], by: Mapping[Cue, str | None]) -> Verdict:
    everyone = sentence.all("ministry", "foreign")
    who = next((cue for cue in everyone if "country" not in cue.labels), first(everyone))
    fully = (*done(sentence, "full"), *phrased(sentence, "full"))
    full = next((cue for cue in fully if _is_deed(cue, deeds)), None)
    if full is not None:
        return say("approval_full", sentence, "full approval, told as done", full, who)
    if by[deeds[0]] == "foreign" or (by[deeds[0]] is None and _is_abroad(sentence, deeds[0])):
        return say("approval_full", sentence, "a foreign regulator approves", deeds[0], who)
    rule = f"approved, by {by[deeds[0]] or 'nobody named'}"
    condition = first(sentence.all("conditional"))
    named = by[deeds[0]] is not None and not (who is not None and "country" in who.labels)
    return say("approval_conditional", sentence, rule, deeds[0], who, condition, sure=named)


_IN_COUNTRY = re.compile(
    r"[^.;,]{0,30}?\bin (?:(?:south )?korea|taiwan|china|australia|canada|europe|britain|singapore|switzerland"
    r"|the (?:u\.?s\.?|u\.?k\.?|eu|united states|united kingdom|european union))\b"
)
_IN_COUNTRY_JA = re.compile(
    r"(?:韓国|台湾|中国|米国|英国|欧州|豪州|オーストラリア|カナダ|シンガポール|スイス)でも?[^。、]{0,20}$"
)


def _is_abroad(sentence: Sentence, deed: Cue) -> bool:
    """Say whether it is approved in another country, whoever does it there."""
    start, end = deed.start - sentence.start, deed.end - sentence.start
    return bool(_IN_COUNTRY.match(sentence.text, end) or _IN_COUNTRY_JA.search(sentence.text[:start]))


def _is_deed(full: Cue, deeds: Sequence[Cue]) -> bool:
    """Full approval is the deed itself, or follows its verb at once: grants full approval."""
    return full in deeds or any(0 <= full.start - deed.end <= 12 for deed in deeds)


_AWAITED = re.compile(
    r"の|が[^。、]{0,12}すれば|[^.;,]{0,30}\b(?:is|was|are) (?:\w+ )?(?:expected|likely|due|set) to\b"
)
"""«the minister is expected to approve» is no statement."""
_RECORD = frozenset(("会見概要", "大臣会見"))


_ANSWERED = re.compile(
    r"\b(?:said|told|answered)\b[^.;]{0,30}\b(?:parliament|diet|committee|reporters|lawmakers|house)\b|答弁し"
)
"""A minister's word in parliament."""


def minister(sentence: Sentence, page: Page) -> Iterator[Verdict]:
    """Tell what a minister says, where nothing is decided."""
    who = [cue for cue in sentence.all("minister") if not _AWAITED.match(sentence.text, cue.end - sentence.start)]
    if not who:
        return
    record = any(cue.word in _RECORD for cue in who)
    speech = sentence.has("plan", "reaction", "approval", "hearsay", "endorsed", "speaking", "neutral")
    decided = any(actor(sentence, deed) != "panel" for deed in approving(sentence) if "endorsed" not in deed.labels)
    speech = speech or _ANSWERED.search(sentence.text) is not None
    if record or (speech and not decided and about_product(sentence, page)):
        yield say("minister_statement", sentence, "a minister speaks; nothing is decided", who[0])


_DELIBERATED = re.compile(r"審議し(?:、|た|まし)")


def agenda(sentence: Sentence, page: Page) -> Iterator[Verdict]:
    """Tell that a panel is to discuss something."""
    if page.title.has("minutes"):
        return
    items = tuple(
        cue for cue in sentence.all("agenda") if not _DELIBERATED.match(sentence.text, cue.start - sentence.start)
    )
    boards = sentence.all("panel", "chuikyo")
    if items and (
        boards
        or page.title.has("panel", "chuikyo")
        or (sentence.place == SECOND and page.lead[0].has("panel", "chuikyo"))
        or (sentence.has("ministry") and about_product(sentence, page))
    ):
        yield say("committee_agenda", sentence, "a panel is to discuss it", items[0], first(boards))


_BARE = frozenset(
    ("filed", "files", "filing", "submitted", "submits", "submission", "申請", "申請した", "신청", "申请")
)
"""Words of handing in that need to be told what."""


_NO_FILING = re.compile(
    r"(?:以内に|期限内に|期間内に|のうちに)[^。]{0,60}申請(?:する|が必要|しなければ|を求め)|須[^。]{0,60}(?:申請|申请)"
    r"|\b(?:city|town|municipal|council|planning|building) (?:approval|permission)"
)
"""What the holder of a conditional approval has to do, and what is asked of others than a regulator."""


_SOUGHT = re.compile(
    r"\b(?:appl(?:ies|ied)|asks?|asked|petition(?:s|ed)|seeks|sought|request(?:s|ed)|filed|files|submit(?:s|ted))\b"
    r"[^.;,]{0,60}?\b(?:full|formal|regular|unconditional|marketing|sales) (?:marketing )?"
    r"(?:approval|authori[sz]ation|licen[cs]e)\b"
    r"|\b(?:handed in|put in|turned in|sent in)\b[^.;]{0,30}\b(?:papers|application|request|dossier|documents)\b"
    r"|申請書類?を[^。、]{0,14}(?:出し|提出し|届け)(?:た|まし)"
    r"|(?:承認|製造販売|製造・販売)を[^。、]{0,14}に求め(?:た|る(?:手続|$)|て申請)"
)
"""«applied to the ministry for full approval»."""
_BEFORE_ASKING = re.compile(
    r"\b(?:(?<!said it )(?<!said they )(?<!announced it )had|not|never|yet|when|until|before|once|if|after|who"
    r"|which|that) (?:\w+ )?$"
)


def filing(sentence: Sentence, page: Page) -> Iterator[Verdict]:
    """Tell that an application for approval is handed in; one for insurance is none."""
    study = sentence.has("trial") and not sentence.has("approval") and not _SALE.search(sentence.text)
    duty = "先進医療" in sentence.text or _NO_FILING.search(sentence.text)
    if study or duty or not about_product(sentence, page):
        return
    for cue in done(sentence, "filed"):
        noun = cue.word.endswith("申請") and KANA.search(sentence.text) is not None
        notice = page.item.tier <= _REGISTER and sentence.title and sentence.text.endswith("申請について")
        if noun and not notice and not stands_for_deed(sentence, cue):
            continue
        told_what = (
            cue.word not in _BARE or sentence.title or sentence.has("approval", "approved", "neutral", "ministry")
        )
        insurance = sentence.has("price") and "承認" not in cue.word and "approval" not in cue.word
        if told_what and not insurance:
            name = "foreign_regulatory" if sentence.has("foreign") else "application_filed"
            yield say(name, sentence, "an application is handed in", cue)
            return
    if handed_in := phrased(sentence, "application_filed"):
        name = "foreign_regulatory" if sentence.has("foreign") else "application_filed"
        yield say(name, sentence, "an application is handed in", handed_in[0])
    elif (asked := _SOUGHT.search(sentence.text)) and not _BEFORE_ASKING.search(sentence.text[: asked.start()]):
        yield Verdict("application_filed", sentence, "approval is asked for", (asked[0],))


_BARE_MARKS = frozenset(("指定された", "指定を受け", "designation", "désignation", "指定"))


def designation(sentence: Sentence, page: Page) -> Iterator[Verdict]:
    """Tell that a product is given a designation."""
    marks = [cue for cue in done(sentence, "designated") if cue.word not in _BARE_MARKS]
    if marks and about_product(sentence, page):
        foreign = sentence.has("foreign") or any(cue.word == "rmat" for cue in marks)
        yield say("foreign_regulatory" if foreign else "designation", sentence, "a designation is given", marks[0])
