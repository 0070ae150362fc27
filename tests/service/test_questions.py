"""Questions: those that ship and the user's own are asked, answered by who may, and given up when taken out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.service.homes import NOW, engine_of, feed, furnish, settings_of
from tests.web import serving

from ipscwatch import baseline
from ipscwatch.service.engine import Engine
from ipscwatch.service.run import run_once

OWN = """
[[question]]
id = "treated"
subject = "amchepry"
text = "Who was treated first?"
attributes = ["first_patient_date"]
words = ["first patient"]

[[question]]
id = "filed"
subject = "amchepry"
text = "When was it filed?"
attributes = ["application_date"]
"""
TREATED = ("First patient treated", "The first patient was treated with Amchepry in Kyoto on 18 May 2026.")


def state_of(engine: Engine, question_id: str) -> str | None:
    """Return `open` or `answered`; None for what is not asked."""
    found = {one.question_id: one for one in engine.store.questions()}.get(question_id)
    return None if found is None else "answered" if found.answered_by else "open"


def own(home: Path) -> None:
    furnish(home, {"a": "http://127.0.0.1:9/feed"})
    terms = home / "config" / "terms.toml"
    terms.write_text(terms.read_text(encoding="utf-8") + OWN, encoding="utf-8")


async def test_own_questions_are_asked_beside_those_that_ship_and_answered_where_known(tmp_path: Path) -> None:
    own(tmp_path)
    async with engine_of(tmp_path) as engine:
        shipped = {one.question_id for one in baseline.questions()}
        assert {one.question_id for one in engine.store.questions()} == shipped | {"treated", "filed"}
        assert (state_of(engine, "treated"), state_of(engine, "filed")) == ("open", "answered")


async def test_a_question_taken_out_is_no_longer_asked_and_one_that_ships_is_worded_anew(tmp_path: Path) -> None:
    own(tmp_path)
    settings = settings_of(tmp_path)
    (treated,) = (one for one in settings.questions if one.question_id == "treated")
    shipped = replace(treated, question_id=baseline.questions()[0].question_id, text="Worded anew?")
    async with engine_of(tmp_path) as engine:
        await engine.reconfigured(replace(settings, questions=(shipped,)), NOW)
        assert state_of(engine, "treated") is None
        assert "Worded anew?" in {one.text for one in engine.store.questions()}


async def test_a_company_answers_and_a_newspaper_does_not(tmp_path: Path) -> None:
    for tier, state in ((3, "open"), (2, "answered")):
        home = tmp_path / str(tier)
        async with serving() as web:
            address = web.on("/a", feed(TREATED))
            own(home)
            sources = home / "config" / "sources.toml"
            text = sources.read_text(encoding="utf-8").replace("http://127.0.0.1:9/feed", address)
            sources.write_text(text.replace("tier = 3", f"tier = {tier}"), encoding="utf-8")
            async with engine_of(home) as engine:
                report = await run_once(engine, NOW)
                assert report.failures == []
                assert state_of(engine, "treated") == state
