"""Small values for the tests of the store: a number makes an item, a draft, an observation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from ipscwatch.model.change import Change, Draft, SourceUpdate
from ipscwatch.model.digest import Digest, Message
from ipscwatch.model.item import Edit, Item
from ipscwatch.model.ledger import Claim, Observation, Question, Standing, Value
from ipscwatch.model.source import Source, SourceState
from ipscwatch.model.story import Event, Story, StoryKey
from ipscwatch.model.term import Mention

NOW = datetime(2026, 5, 20, 8, tzinfo=UTC)
SOURCE = Source(source_id="mhlw", name="MHLW news", kind="feed", url="https://mhlw.test/", tier=1, outlet="MHLW")
TITLE = "アムシェプリの薬価収載について"
TEXT = "再生医療等製品「アムシェプリ」を薬価基準に収載した。\n\niPS細胞由来の製品。 The price-list was amended."


def item_id(n: int) -> str:
    return f"{n:016x}"


def item(n: int, *, title: str = TITLE, text: str = TEXT, content: str = "", source_id: str = "mhlw") -> Item:
    """Item number n, n hours old."""
    return Item(
        item_id=item_id(n),
        source_id=source_id,
        keys=(f"id:{n}", f"url:https://mhlw.test/{n}"),
        url=f"https://mhlw.test/{n}",
        title=title,
        text=text,
        language="ja",
        outlet="MHLW",
        tier=1,
        published_at=NOW - timedelta(hours=n),
        received_at=NOW,
        content_hash=content or f"hash {n}",
        authors=("課長", "室長"),
    )


def draft_of(made: Item, *, told: bool = True) -> Draft:
    """A draft of an item; `told`: it mentions Amchepry and asserts its price."""
    if not told:
        return Draft(item=made)
    return Draft(
        item=made,
        mentions=(Mention(term_id="amchepry", alias="アムシェプリ", quote="アムシェプリ", start=0, end=6),),
        events=(Event(name="price_listed", subject_id="amchepry", severity="critical", reasons=("収載",)),),
        claims=(claim(), claim(rejected="impossible")),
        story_key=story_key(made),
    )


def draft(n: int, *, told: bool = True) -> Draft:
    return draft_of(item(n), told=told)


def edited(before: Draft, title: str) -> Draft:
    made = replace(before.item, title=title, content_hash=f"hash of {title}")
    return replace(before, item=made, edit=Edit(item=made, note="title changed"))


def story_key(made: Item) -> StoryKey:
    return StoryKey(
        item_id=made.item_id,
        story_id=made.item_id,
        source_id=made.source_id,
        outlet=made.outlet,
        tier=made.tier,
        language=made.language,
        dated_at=made.dated_at,
        keys=made.keys,
        title="アムシェプリの薬価収載",
        shingles=frozenset({1, 2**63, 2**64 - 1}),
        events=(("price_listed", "amchepry"), ("reaction", None)),
        event_on=date(2026, 5, 20),
        figures=frozenset({"55306737"}),
    )


def story(drafts: Iterable[Draft], story_id: str = "") -> Story:
    ids = tuple(made.item.item_id for made in drafts)
    return Story(
        story_id=story_id or ids[0],
        item_ids=ids,
        lead_id=ids[0],
        topic="amchepry",
        event=None,
        subject_ids=("amchepry",),
        first_at=NOW,
        baseline=False,
    )


def claim(value: str = "55306737", *, rejected: str | None = None) -> Claim:
    return Claim(
        subject_id="amchepry",
        attribute="price",
        value=Value(text=value, unit="JPY", low=float(value), high=float(value)),
        as_of_on=date(2026, 5, 20),
        quote="…５５，３０６，７３７円…",
        start=3,
        end=14,
        extractor="price",
        rejected=rejected,
    )


def observation(n: int, *, of_item: int | None = None, origin: str = "item", hours: int = 0) -> Observation:
    return Observation(
        observation_id=f"obs{n}",
        claim=claim(),
        tier=1,
        outlet="MHLW",
        voice="MHLW",
        url=None,
        item_id=None if of_item is None else item_id(of_item),
        origin=origin,
        published_on=None,
        seen_at=NOW + timedelta(hours=hours),
    )


def standing(*held_by: Observation) -> Standing:
    return Standing(
        key=("amchepry", "price", ""), state="held", value=claim().value, since_on=None, held_by=held_by
    )


def question(name: str = "reheart-price", text: str = "What will ReHeart cost?") -> Question:
    return Question(question_id=name, subject_id="reheart", text=text, opened_on=date(2026, 3, 6))


def update(*drafts: Draft, at: datetime = NOW, changes: tuple[Change, ...] = ()) -> SourceUpdate:
    state = SourceState(source_id="mhlw", added_at=at, last_success_at=at, next_poll_at=at + timedelta(hours=1))
    return SourceUpdate(source_id="mhlw", polled_at=at, state=state, drafts=drafts, changes=changes)


def told(made: Story, *, at: datetime = NOW) -> Change:
    return Change(kind="story_new", at=at, source_id="mhlw", story_id=made.story_id, item_ids=made.item_ids)


def digest(local_on: date, upto: int, *, schedule_id: str = "daily") -> Digest:
    return Digest(
        digest_id=f"{schedule_id}-{local_on}",
        schedule_id=schedule_id,
        local_on=local_on,
        zone="Asia/Tokyo",
        language="en",
        since_at=None,
        until_at=datetime.combine(local_on, datetime.min.time(), tzinfo=UTC),
        upto_change_id=upto,
        polled=1,
        sources_total=1,
    )


def messages(
    of: Digest, channel_id: str = "email", recipient: str = "a@example.org", parts: int = 1
) -> list[Message]:
    return [
        Message(
            message_id=f"{of.digest_id}.{channel_id}.{recipient}.{part}",
            digest_id=of.digest_id,
            channel_id=channel_id,
            recipient=recipient,
            part=part,
            parts=parts,
            content={"subject": "アムシェプリ", "n": part, "list": [1, None, True]},
        )
        for part in range(1, parts + 1)
    ]
