"""The shape of a language's wording: every sentence and label a digest may use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Forms = tuple[str, str]
"""For one and for any other number; ``{n}`` is the number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The wording of one language; what stands in braces is filled in."""

    # The head and the foot of the page
    when: str
    polled_since: str
    polled_first: str
    alert: str
    """What an alert says of itself; `notice` one of a digest that did not arrive, `test` a test."""
    notice: str
    test: str
    test_headline: str
    alert_mark: str
    quiet: str
    quiet_headline: str
    quiet_subject: str
    part: str
    continued: str
    foot: str

    # Section titles
    facts: str
    stories: str
    answers: str
    questions: str
    rows: str
    tables: str
    """Stands for the name of a table's source where that is unknown."""
    sources: str
    service: str

    # Counted things
    n_facts: Forms
    n_stories: Forms
    n_doubtful: Forms
    n_answers: Forms
    n_rows: Forms
    n_records: Forms
    """Rows of tables that are no price lists."""
    n_watched: Forms
    n_watched_of: Forms
    """With ``{total}``, how many rows the table has; `none_watched` where none of them is watched and changed."""
    none_watched: str
    n_silent: Forms
    n_failing: Forms
    n_added: Forms
    n_more_added: Forms
    n_recovered: Forms
    n_reminders: Forms
    n_notices: Forms
    n_more: Forms
    n_outlets: Forms
    """How many others carry a story; their names follow."""
    n_other_rows: Forms
    n_items: Forms
    n_mentions: Forms
    no_mentions: str
    n_lost: Forms
    n_days: Forms
    n_open: Forms
    """Where the oldest was opened today or at an unknown time."""
    n_open_for: Forms
    """With ``{days}``, how long the oldest has been open; `open_first` adds its text."""
    open_first: str
    open_for: str

    # Facts
    states: Mapping[str, str]
    outcomes: Mapping[str, str]
    witnesses: Mapping[str, str]
    """How those who say so are introduced: `held`, `proposed`, `disputed`, `also`."""
    headline_statuses: Mapping[str, str]
    """Stages as a subject line says them."""
    in_force: str
    same_quote: str
    alerted: str
    since: str
    was: str
    """A former value; `was_proposed` one that was but proposed."""
    was_proposed: str
    says: str
    reason: str
    no_value: str

    # Stories
    mentions_word: str
    """What a story without an event says of itself: the words seen in it."""
    grew: str
    edited: str
    """With ``{what}`` was edited at the source."""
    flag: str
    doubtful: str
    doubtful_mark: str
    undated: str
    tiers: Mapping[int, str]
    speakers: Mapping[int, str]
    """Who speaks on a tier, as the subject of a sentence."""
    events: Mapping[str, str]
    topics: Mapping[str, str]

    # Price rows, questions, sources, the service itself
    row_kinds: Mapping[str, str]
    record_kinds: Mapping[str, str]
    """Kinds of change in a table that is no price list."""
    limit_set: str
    limit_removed: str
    row_from: str
    """From when a listing or price holds; `row_list` names the list that says so, `row_last` the last that did."""
    row_list: str
    row_last: str
    largest: str
    columns: Mapping[str, str]
    """The cells of a price list's row."""
    answered: str
    bears: str
    source_kinds: Mapping[str, str]
    source_since: str
    service_kinds: Mapping[str, str]
    origins: Mapping[str, str]
    """How many facts of the seeding come from where."""

    values: Mapping[str, str]
    """Values in the ledger's own words, such as ``per patient``, where the language has others; English has not."""
    packs: Mapping[str, str]
    """What a price is for, by what is in the pack: ``18-vial set``."""
    places: Mapping[str, str]
    """Where a row stands in a document, part by part."""

    # Charts
    mentions: str
    """What the bars of the last days show, in a sentence."""

    # Forms of dates, amounts and lists
    day: str
    short_day: str
    weekday_day: str
    month: str
    year: str
    weekday_time: str
    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    cities: Mapping[str, str]
    precisions: Mapping[str, str]
    span: str
    ratio: str
    comma: str
    colon: str
    stop: str
    brackets: tuple[str, str]
    quotes: tuple[str, str]
    units: Mapping[str, Forms]
