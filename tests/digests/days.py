"""Days as the store gathers them, built from our own text in the real structure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType

from ipscwatch.digests import compose
from ipscwatch.model.change import Change, ChangeKind
from ipscwatch.model.digest import Digest, DigestSchedule, Gathered, ItemView, Language
from ipscwatch.model.item import Item
from ipscwatch.model.ledger import (
    Claim,
    FactChange,
    FactOutcome,
    FactState,
    Flag,
    Observation,
    Question,
    Standing,
    Value,
)
from ipscwatch.model.reading import Row
from ipscwatch.model.row import RowChange
from ipscwatch.model.source import Source, SourceState, Tier
from ipscwatch.model.story import Event, Story
from ipscwatch.model.term import Mention, Severity, Subject

NOW = datetime(2026, 5, 20, 0, 0, tzinfo=UTC)
"""20 May 2026, 09:00 in Tokyo."""
TODAY = date(2026, 5, 20)
SUBJECTS = (
    Subject(
        subject_id="amchepry", kind="product", name="Amchepry", names=("Amchepry", "アムシェプリ"), watched=True
    ),
    Subject(subject_id="reheart", kind="product", name="ReHeart", names=("ReHeart", "リハート"), watched=True),
)


def source(source_id: str, name: str, *, tier: Tier = 3) -> Source:
    return Source(
        source_id=source_id,
        name=name,
        kind="feed",
        url=f"https://{source_id}.example/feed.xml",
        tier=tier,
        outlet=name,
    )


def observation(
    value: str,
    *,
    outlet: str,
    tier: int,
    attribute: str,
    subject: str = "amchepry",
    unit: str = "",
    quote: str = "",
    on: date = date(2026, 5, 19),
    url: str | None = None,
    as_of_on: date | None = None,
) -> Observation:
    """Return what one outlet says of one attribute."""
    claim = Claim(
        subject_id=subject,
        attribute=attribute,
        value=Value(text=value, unit=unit),
        as_of_on=as_of_on,
        quote=quote,
        extractor="test",
    )
    return Observation(
        observation_id=f"{outlet}-{attribute}-{value}"[:40],
        claim=claim,
        tier=tier,
        outlet=outlet,
        voice=outlet,
        url=url or f"https://{outlet.lower().replace(' ', '')}.example/notice?id=1&lang=ja",
        item_id=None,
        origin="item",
        published_on=on,
        seen_at=NOW - timedelta(hours=3),
    )


def fact(
    held: Sequence[Observation],
    disputed: Sequence[Observation] = (),
    *,
    outcome: FactOutcome = "new",
    state: FactState | None = None,
    since_on: date | None = None,
    before: Standing | None = None,
    reason: str = "",
    note: str = "",
) -> FactChange:
    """Return a change of the fact the first observation is of."""
    after = Standing(
        key=held[0].claim.key,
        state=state or ("disputed" if disputed else "held"),
        value=held[0].claim.value,
        since_on=since_on,
        held_by=tuple(held),
        disputed_by=tuple(disputed),
        reason=reason,
    )
    return FactChange(
        key=held[0].claim.key,
        outcome=outcome,
        before=before,
        after=after,
        because=(disputed or held)[0],
        note=note,
    )


@dataclass
class Newsday:
    """What is gathered, thing by thing; `digest` composes it."""

    changes: list[Change] = field(default_factory=list)
    stories: dict[str, Story] = field(default_factory=dict)
    items: dict[str, ItemView] = field(default_factory=dict)
    sources: list[Source] = field(default_factory=list)
    states: dict[str, SourceState] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    polled: int = 61
    mentions_per_day: dict[date, int] = field(default_factory=dict)
    told_before: frozenset[str] = frozenset()

    def item(
        self,
        title: str,
        text: str,
        *,
        outlet: str,
        tier: Tier = 3,
        language: str = "en",
        mention: str = "Amchepry",
        url: str | None = None,
        at: datetime = NOW - timedelta(hours=5),
        flags: Sequence[Flag] = (),
        events: Sequence[Event] = (),
    ) -> str:
        """Add an item and return its id."""
        item_id = f"item{len(self.items):04d}"
        item = Item(
            item_id=item_id,
            source_id=outlet,
            keys=(f"id:{item_id}",),
            url=url or f"https://{outlet.lower().replace(' ', '')}.example/news/{item_id}",
            title=title,
            text=text,
            language=language,
            outlet=outlet,
            tier=tier,
            published_at=at,
            received_at=NOW - timedelta(hours=4),
            content_hash=item_id,
        )
        start = item.full_text.rfind(mention)
        mentions = (
            (Mention(term_id="t", alias=mention, quote=mention, start=start, end=start + len(mention)),)
            if start >= 0
            else ()
        )
        self.items[item_id] = ItemView(item=item, mentions=mentions, events=tuple(events), flags=tuple(flags))
        return item_id

    def story(
        self,
        *item_ids: str,
        event: str | None = None,
        severity: Severity = "high",
        topic: str = "amchepry",
        doubtful: str | None = None,
        baseline: bool = False,
        kind: ChangeKind = "story_new",
        subject: str | None = "amchepry",
        note: str = "",
    ) -> Story:
        """Add a story of these items, the first its lead, and the change that tells it."""
        told = Story(
            story_id=item_ids[0],
            item_ids=item_ids,
            lead_id=item_ids[0],
            topic=topic,
            event=Event(
                name=event,
                subject_id=subject,
                severity=severity,
                reasons=(),
                doubtful=doubtful,
            )
            if event
            else None,
            subject_ids=(subject,) if subject else (),
            first_at=NOW,
            baseline=baseline,
        )
        self.stories[told.story_id] = told
        if not told.baseline:
            self.change(kind, severity=severity, story_id=told.story_id, note=note)
        return told

    def change(
        self,
        kind: ChangeKind,
        *,
        severity: Severity = "medium",
        at: datetime = NOW - timedelta(hours=3),
        source_id: str | None = None,
        story_id: str | None = None,
        item_ids: tuple[str, ...] = (),
        fact: FactChange | None = None,
        rows: tuple[RowChange, ...] = (),
        counts: Mapping[str, int] = MappingProxyType({}),
        note: str = "",
    ) -> None:
        """Add a change."""
        self.changes.append(
            Change(
                kind=kind,
                at=at,
                severity=severity,
                change_id=len(self.changes) + 1,
                source_id=source_id,
                story_id=story_id,
                item_ids=item_ids,
                fact=fact,
                rows=rows,
                counts=counts,
                note=note,
            )
        )

    def fact(
        self, change: FactChange, *, severity: Severity = "critical", at: datetime = NOW - timedelta(hours=3)
    ) -> None:
        """Add the change of a fact."""
        self.change("fact", severity=severity, fact=change, at=at)

    def digest(self, language: Language = "en", *, since_at: datetime | None = NOW - timedelta(hours=25)) -> Digest:
        """Compose the day."""
        return compose(
            DigestSchedule(schedule_id="daily", language=language),
            Gathered(
                changes=tuple(self.changes),
                stories=self.stories,
                items=self.items,
                sources=tuple(self.sources),
                states=self.states,
                questions=tuple(self.questions),
                polled=self.polled,
                mentions_per_day=self.mentions_per_day,
                told_before=self.told_before,
            ),
            SUBJECTS,
            digest_id="daily-2026-05-20",
            local_on=TODAY,
            since_at=since_at,
            until_at=NOW,
            upto_change_id=len(self.changes),
        )


def quiet_day() -> Newsday:
    """Return a day on which nothing happened, with 63 sources."""
    return Newsday(sources=[source(f"s{n}", f"Source {n}") for n in range(63)])


def busy_day() -> Newsday:
    """Return the day the price came into force, with a dispute, stories in two languages, rows and trouble."""
    day = quiet_day()
    _facts(day)
    _stories(day)
    _rows_and_questions(day)
    _sources(day)
    return day


def many_stories(n: int) -> Newsday:
    """Return a day with `n` stories, each of its own title."""
    day = quiet_day()
    for number in range(n):
        text = f"It was said that Amchepry was told of for the time number {number} & more <than> that."
        day.story(day.item(f"Story number {number:05d}", text, outlet="Jiji"), event="price_listed")
    return day


def _facts(day: Newsday) -> None:
    quote = "ラグネプロセル（アムシェプリ）　１８瓶１組　５５，３０６，７３７円"
    price = [
        observation(
            "55306737", unit="JPY", attribute="price_jpy", outlet="MHLW", tier=1, quote=quote, as_of_on=TODAY
        ),
        observation("55306737", unit="JPY", attribute="price_jpy", outlet="Jiji", tier=3),
    ]
    day.fact(fact(price, since_on=TODAY, note="Coverage is access, not validation."))
    starts = observation("2026-05-20", attribute="price_effective_date", outlet="MHLW", tier=1, quote=quote)
    day.fact(fact([starts], note="Coverage is access, not validation."))
    approval = observation(
        "2026-03-06",
        attribute="approval_date",
        outlet="PMDA",
        tier=1,
        quote="アムシェプリ　2026.3.6　条件及び期限付承認",
        on=date(2026, 3, 6),
    )
    clinic = observation(
        "2026-02-19",
        attribute="approval_date",
        outlet="Harbour Clinic",
        tier=6,
        quote="Both therapies were approved on February 19, 2026.",
        on=date(2026, 5, 18),
    )
    reason = "a source of tier 1 says so"
    day.fact(fact([approval], [clinic], outcome="disputed", reason=reason), severity="high")
    reheart, other = (
        replace(one, claim=replace(one.claim, subject_id="reheart"), observation_id=f"reheart {one.outlet}")
        for one in (approval, clinic)
    )
    day.fact(fact([reheart], [other], outcome="disputed", reason=reason), severity="high")
    unit = observation("18-vial set", attribute="price_pack", outlet="MHLW", tier=1, quote=quote)
    wrong = observation("per patient", attribute="price_pack", outlet="Harbour Clinic", tier=6)
    day.fact(fact([unit], [wrong], outcome="disputed", reason=reason), severity="high")
    launch = observation(
        "2026-10/2026-12",
        attribute="launch_expected",
        subject="reheart",
        outlet="Yomiuri",
        tier=3,
        quote="この秋にも最初の患者に使われる見通しだ。",
    )
    reason = "one voice of tier 3 says so; a second is needed"
    day.fact(fact([launch], outcome="proposed", state="proposed", reason=reason), severity="high")


def _stories(day: Newsday) -> None:
    flag = Flag(
        name="F-EFFICACY-PROVEN",
        quote="proven to work",
        start=0,
        end=14,
        note="Efficacy is told as settled.",
        own="Amchepry: 7 treated, no control group.",
        own_ja="アムシェプリは7例、対照群なし。",
    )
    listed = [
        day.item(
            "使用薬剤の薬価（薬価基準）の一部改正について",
            "令和8年5月20日から適用する。アムシェプリを注射薬の部に加え、１８瓶１組を５５，３０６，７３７円とする。",
            outlet="MHLW",
            tier=1,
            language="ja",
            mention="アムシェプリ",
        ),
        day.item("Amchepry enters the price list", "Amchepry may be billed from Wednesday.", outlet="Jiji"),
        day.item("Amchepry price set", "Amchepry is proven to work, says one.", outlet="Mixonline", flags=[flag]),
    ]
    day.story(*listed, event="price_listed", severity="critical")
    launch = day.item(
        "ReHeart launch moves to the autumn",
        "Cuorips plans first deliveries of ReHeart in October. Seven hospitals are getting ready.",
        outlet="Cuorips",
        tier=2,
        mention="ReHeart",
    )
    day.story(
        launch,
        event="launch_plan",
        severity="high",
        topic="reheart",
        subject="reheart",
        kind="story_grew",
        note="the title was «ReHeart to be sold soon»",
    )
    clinic = day.item(
        "Book your consultation: Amchepry for everybody",
        "",
        outlet="Harbour Clinic",
        tier=6,
    )
    day.story(clinic, event="clinic_marketing", severity="low")
    agent = day.item(
        "ReHeart fully approved, says agent", "ReHeart is approved.", outlet="Agent", tier=6, mention="ReHeart"
    )
    day.story(
        agent,
        event="approval_full",
        severity="critical",
        topic="reheart",
        subject="reheart",
        doubtful="told by a source of tier 6, which may set no fact",
    )


def listed_row(key: str, name: str, price: str, **cells: str) -> Row:
    """Return a row of a price list."""
    return Row(
        key=key,
        cells={"name": name, "maker": "試験製薬", "price": price, "limit": "", **cells},
        place="tp20260520-01_02.xlsx, sheet 注射薬, row 8412, price in column M",
        url="https://mhlw.example/tp20260520-01_02.xlsx",
    )


def revised(key: str, name: str, before: str, after: str) -> RowChange:
    """Return a revised price of a row nobody watches."""
    old, new = listed_row(key, name, before), listed_row(key, name, after)
    return RowChange(kind="revised", key=key, name=name, before=old, after=new)


def record(key: str, before: Mapping[str, str]) -> RowChange:
    """Return a study whose status changed in a registry, which gives no address of it."""
    old = Row(key=key, cells={"id": key, **before}, place="item 1")
    new = Row(key=key, cells={**old.cells, "status": "ACTIVE"}, place="item 1")
    return RowChange(kind="changed", key=key, name=key, before=old, after=new, watched=True)


def _rows_and_questions(day: Newsday) -> None:
    listed = RowChange(
        kind="listed",
        key="4900412X1024",
        name="アムシェプリ",
        before=None,
        after=Row(
            key="4900412X1024",
            cells={
                "name": "アムシェプリ",
                "specification": "１８瓶１組",
                "maker": "住友ファーマ",
                "price": "55306737",
                "extra": "x",
            },
            place="tp20260520.xlsx, sheet 再生医療等製品, row 3",
            url="https://mhlw.example/tp20260520.xlsx",
        ),
        watched=True,
    )
    day.change("row", severity="critical", source_id="price_list", rows=(listed,), note="12,283 rows")
    moves = (
        revised("1124001F1022", "試験注射液「甲」", "1200", "960"),
        revised("6123", "試験錠「乙」", "10.2", "10.4"),
    )
    counts = {"listed": 18, "delisted": 1, "revised": 4}
    day.change("rows", severity="low", source_id="price_list", counts=counts, rows=moves, note="12,283 rows")
    study = {"status": "RECRUITING", "enrollment": "7"}
    day.change("row", severity="high", source_id="registry", rows=(record("NCT06482268", study),), note="3 rows")
    day.questions = [
        Question(
            question_id="amchepry_price",
            subject_id="amchepry",
            text="What does Amchepry cost, and from when?",
            opened_on=date(2026, 3, 6),
            answered_by="MHLW-price_jpy-55306737",
        ),
        Question(
            question_id="reheart_price",
            subject_id="reheart",
            text="What will ReHeart cost, and by which route?",
            text_ja="リハートの価格はいくらか。どの制度によるか。",
            opened_on=date(2026, 3, 6),
        ),
        Question(
            question_id="reheart_launch",
            subject_id="reheart",
            text="When is ReHeart launched?",
            text_ja="リハートの発売はいつか。",
            attributes=("launch_expected",),
            opened_on=date(2026, 4, 1),
        ),
        Question(
            question_id="tomorrow",
            subject_id=None,
            text="What is asked only tomorrow?",
            opened_on=TODAY + timedelta(days=1),
        ),
    ]


def _sources(day: Newsday) -> None:
    added = source("jrct", "jRCT, iPS trials", tier=1)
    failing = source("cuorips", "Cuorips news", tier=2)
    silent = source("urgent", "MHLW urgent news", tier=1)
    lasting = source("udn", "UDN health", tier=3)
    others = [source(f"new{n}", f"New source {n}") for n in range(14)]
    tables = [source("price_list", "Drug price list", tier=1), source("registry", "ClinicalTrials.gov", tier=1)]
    day.sources = [*day.sources[:43], *tables, added, failing, silent, lasting, *others]
    day.states = {
        "jrct": SourceState(source_id="jrct", added_at=NOW),
        "cuorips": SourceState(source_id="cuorips", added_at=NOW, failing_since_at=NOW - timedelta(days=2)),
        "urgent": SourceState(source_id="urgent", added_at=NOW, silent_since_at=NOW - timedelta(days=3)),
        "udn": SourceState(
            source_id="udn",
            added_at=NOW,
            failing_since_at=NOW - timedelta(days=9),
            told_at=NOW - timedelta(days=6),
        ),
    }
    trial = day.item(
        "jRCT2050260011: iPS cell sheet, post-marketing study",
        "The study of ReHeart is open for enrolment.",
        outlet="jRCT",
        tier=1,
        mention="ReHeart",
    )
    day.story(trial, event="confirmatory_trial", severity="high", topic="reheart", baseline=True)
    day.change(
        "source_added",
        severity="low",
        source_id="jrct",
        item_ids=(trial,),
        counts={"items": 30, "mentions": 1},
    )
    for new in others:
        day.change("source_added", severity="low", source_id=new.source_id, counts={"items": 3, "mentions": 0})
    note = f"{failing.url} is not there; look where it moved (HTTP 404)"
    day.change("source_failing", severity="high", source_id="cuorips", note=note)
    day.change("source_silent", source_id="urgent", note="nothing new for 3 days, usually within 1 day")
    day.mentions_per_day = {TODAY - timedelta(days=back): n for back, n in enumerate((5, 2, 0, 1, 0, 0, 0, 8, 3))}
