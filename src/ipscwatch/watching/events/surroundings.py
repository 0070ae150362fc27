"""Rules about what goes on around a product: foreign regulators, law, figures, shares, opinions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ipscwatch.watching.events.clauses import KANA, told_before
from ipscwatch.watching.events.cues import Cue
from ipscwatch.watching.events.reading import Page, Sentence
from ipscwatch.watching.events.verdicts import Verdict, say

EXPLANATION = "an explanation, and says so"
"""The rule of what explains, whatever it tells again."""
_MARKED = 12
"""Characters at the beginning of a sentence in which a text says that it is a piece of opinion."""
OPINION = "a piece of opinion"
"""The rule of what is opinion whatever else it tells."""


def foreign(sentence: Sentence, _page: Page) -> Iterator[Verdict]:
    """Tell a step before a foreign regulator."""
    bodies, steps = sentence.all("foreign"), sentence.all("foreign_filing")
    if bodies and steps:
        yield say("foreign_regulatory", sentence, "a step before a foreign regulator", bodies[0], steps[0])


def law(sentence: Sentence, _page: Page) -> Iterator[Verdict]:
    """Tell that a law or a guidance changes."""
    laws = sentence.all("law")
    deeds = tuple(cue for cue in sentence.all("enacted") if not told_before(sentence, cue))
    if laws and deeds and not sentence.has("approved", "endorsed", "price"):
        yield say("law_guidance", sentence, "a law or guidance changes", laws[0], deeds[0])


def finance(sentence: Sentence, _page: Page) -> Iterator[Verdict]:
    """Tell a company's own figures."""
    figures = sentence.all("finance")
    if figures and not sentence.has("price", "revised", "listed"):
        yield say("financing_ir", sentence, "a company's figures", figures[0])


_MOVED = re.compile(
    r"\b(?:soar|surg|jump|plung|tumbl|slump|rall|sink|slid|climb|drop|fall|ris)\w* "
    r"(?:\d+(?:\.\d+)?% )?(?:on|after|as)\b"
)
"""«Stem cell firm soars on data»: what moved are its shares."""


def market(sentence: Sentence, page: Page) -> Iterator[Verdict]:
    """Tell how shares moved, or what analysts think of them."""
    moves = sentence.all("market") or (sentence.all("shares") if sentence.has("moves") else ())
    if (
        not moves
        and sentence.title
        and _MOVED.search(sentence.text)
        and any(told.has("shares") for told in page.lead)
    ):
        moves = sentence.all("moves")
    if moves:
        yield say("market_move", sentence, "its shares", moves[0])


_ASKED = frozenset(("質疑",))
"""A doubt in Chinese; in Japanese, questions put in parliament."""


def commentary(sentence: Sentence, _page: Page) -> Iterator[Verdict]:
    """Tell a judgement or a doubt; a piece marked as opinion is one for sure."""
    kana = KANA.search(sentence.text) is not None
    doubts = [cue for cue in sentence.all("doubted", "criticism") if not (kana and cue.word in _ASKED)]
    opinion = tuple(
        cue for cue in sentence.all("opinion") if sentence.title or cue.start - sentence.start < _MARKED
    )
    if opinion:
        yield say("commentary_criticism", sentence, OPINION, opinion[0])
    elif sentence.title and (judged := _judged(sentence)) is not None:
        yield say("commentary_criticism", sentence, OPINION, judged)
    elif sentence.title and (demand := _DEMAND.search(sentence.text)):
        yield Verdict("commentary_criticism", sentence, OPINION, (demand[0],))
    elif doubts:
        sure = sentence.has("doubted")
        yield say("commentary_criticism", sentence, "a judgement or a doubt", doubts[0], sure=sure)


_HEAD = re.compile(r"[^:：?？]{0,60}[:：?？](?=\s|[^\x00-\x7f])")
"""«Too little, too soon: …»: what a headline puts before its colon is its judgement."""
_QUOTED = re.compile(r"[「」\"“”‘]|\B'|\b(?:say|says|said|warns?|fear|fears)\b")


def _judged(sentence: Sentence) -> Cue | None:
    """Return the word by which a headline judges in its own voice: before a colon, or where it tells no deed."""
    words = sentence.all("judging")
    if not words:
        return None
    head = _HEAD.match(sentence.text)
    first = words[0]
    if head is not None and first.end - sentence.start <= head.end():
        return first
    quoted = _QUOTED.search(sentence.text) is not None and not sentence.text.startswith(("「", '"'))
    return None if quoted or sentence.has("panel", "approved", "endorsed", "filed") else first


SPEECH = "a headline that quotes somebody"
"""The rule of what somebody says of the news."""
_SAID = re.compile(
    r"[^「\"、。\s]{1,14}?(教授|所長|氏|さん|社長|代表|会長|学長|理事長|医師|総理|首相|官房長官|厚労相|大臣)[:：]?[「\"][^」\"]{2,}[」\"]"
    r"|(患者|家族|遺族|当事者|patients?|families)(?:ら|会|団体)?[:：]?\s?[「\"][^」\"]{4,}[」\"]"
    r"|([a-z][\w .-]{2,30}): [^'\"‘“]{0,40}['\"‘“][^'\"’”]{6,}['\"’”]$"
)


_VOICE = re.compile(
    r"[「\"](?=[^」\"]*[ぁ-ん !?、。])[^」\"]{2,}[」\"][^、。]{0,6}?"
    r"(患者|家族|当事者|遺族|開発者|専門家|patients?|families)"
)
_SAYS_OF = re.compile(
    r"[^「\"、。\s]{0,10}(首相|総理|官房長官|厚労相|大臣|教授|所長|社長)[、がは](?:(?!承認[^のへでに」]|発表|申請).){0,30}[「\"][^」\"]{2,}[」\"]$"
)
_DEMAND = re.compile(
    r"^(?:should|must) [^?]{8,}\?$"
    r"|^(?:was|were|is|are|did|has|have)\b[^?]{0,60}\b(?:right|wrong|fair|wise|justified|worth|good enough"
    r"|too (?:soon|fast|early|lax|quick|hasty))\b[^?]*\?$"
    r"|^(?:readers'? )?letters?(?:: | to the editor)|^readers? writes?\b|^(?:読者の声|声の欄|投書|発言|ひろば)[:\s]"
    r"|^(?:who should|is it (?:right|fair|wise|ethical)|are we (?:ready|right)|do we) [^?]*\?$"
    r"|もっと[^、。\s]{1,8}[せけげれ]$|を(?!お)[^、。\s]{1,6}(?:せ|げ|めよ|てよ|べよ|えよ|やせ|すな|るな)$|べきだ?$|べきか$|ではないか$|(?:で|が)[よい]いのか$"
    r"|許されるのか$|忘れるな$|急げ$"
)
"""A Japanese headline that demands: 制度を見直せ."""


def reaction(sentence: Sentence, _page: Page) -> Iterator[Verdict]:
    """Tell that someone reacts."""
    if sentence.title and (voice := _VOICE.match(sentence.text)):
        yield Verdict("reaction", sentence, SPEECH, (voice[1],))
    elif sentence.title and (said := _SAID.match(sentence.text) or _SAYS_OF.match(sentence.text)):
        name = "minister_statement" if sentence.has("minister") else "reaction"
        yield Verdict(name, sentence, SPEECH, (said[said.lastindex or 1],))
    elif words := sentence.all("reaction"):
        yield say("reaction", sentence, "someone reacts", words[0])
    elif sentence.title and (words := sentence.all("speaking")):
        yield say("reaction", sentence, "someone speaks", words[0], sure=False)


_WHAT_IS = re.compile(r"とは(?:何か?)?\??$")


def background(sentence: Sentence, _page: Page) -> Iterator[Verdict]:
    """Tell an explanation, with nothing new."""
    words = sentence.all("explaining")
    if words and not (words[0].word == "q&a" and sentence.has("finance", "billing")):
        yield say("background", sentence, EXPLANATION, words[0])
    elif sentence.title and (asked := _WHAT_IS.search(sentence.text)) is not None:
        yield Verdict("background", sentence, EXPLANATION, (asked[0],))
    elif words := sentence.all("background"):
        yield say("background", sentence, "explains, nothing new", words[0])
