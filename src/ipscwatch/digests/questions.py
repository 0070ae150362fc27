"""Open questions: which are open on a day, and on which of them something in the digest bears."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from ipscwatch.model.digest import FactLine, QuestionLine, StoryLine, TopicSection
from ipscwatch.model.ledger import Question
from ipscwatch.text.fold import fold


def waiting(questions: Iterable[Question], on: date) -> tuple[Question, ...]:
    """Return the questions that are open on a day, the oldest first; one that is opened later is not open yet."""
    still = (one for one in questions if one.answered_by is None and (one.opened_on or on) <= on)
    return tuple(sorted(still, key=lambda one: (one.opened_on is None, one.opened_on)))


def bearing(
    questions: Iterable[Question], facts: Sequence[FactLine], topics: Iterable[TopicSection]
) -> tuple[QuestionLine, ...]:
    """Return the questions on which a fact or else a story bears, each with the gravest that does."""
    stories = [story for topic in topics for story in topic.stories if not _is_doubtful(story)]
    lines = (
        QuestionLine(question=one, fact=(fact := _fact(one, facts)), story=None if fact else _story(one, stories))
        for one in questions
    )
    return tuple(line for line in lines if line.fact or line.story)


def _is_doubtful(story: StoryLine) -> bool:
    return story.story.event is not None and story.story.event.doubtful is not None


def _fact(question: Question, facts: Iterable[FactLine]) -> FactLine | None:
    """Return the first fact of the question's subject that one of its attributes is about."""
    return next(
        (
            fact
            for fact in facts
            if fact.change.key[0] == question.subject_id and fact.change.key[1] in question.attributes
        ),
        None,
    )


def _story(question: Question, stories: Iterable[StoryLine]) -> StoryLine | None:
    """Return the first story about the question's subject with one of its words in its headline or quote."""
    if question.subject_id is None or not question.words:
        return None
    words = _any_of(question.words)
    return next(
        (
            story
            for story in stories
            if question.subject_id in story.story.subject_ids
            and words.search(fold(f"{story.lead.item.title}\n{story.quote}").text)
        ),
        None,
    )


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Return what finds one of these words; a Latin one only where it is a word of its own."""
    return re.compile("|".join(_alone(fold(word).text) for word in words))


def _alone(word: str) -> str:
    start, end = (r"(?<![a-z0-9])" if word[:1].isascii() else ""), (r"(?![a-z0-9])" if word[-1:].isascii() else "")
    return f"{start}{re.escape(word)}{end}"
