"""One fault of each kind on the way from the server; ``python -m tests.faults`` tries all."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from lix_tui.api.client import WHOLE_ANSWER
from lix_tui.api.errors import NetworkError
from lix_tui.store.records import RecordStore
from tests.faults import wire
from tests.faults.actions import actions
from tests.faults.display import derive_display
from tests.faults.fields import MODELS, paths_of, wrong_types
from tests.faults.relay import Plan, Wire
from tests.faults.wire_trials import (
    exploring,
    good_answers,
    one_of_each,
    relayed,
    wire_outcome,
    wire_outcomes,
)


async def test_one_of_each_kind_is_survived() -> None:
    outcomes = [outcome async for outcome in wire_outcomes(one_of_each, huge=5_000_000)]
    assert [one for one in outcomes if one.wrong] == []
    assert len({outcome.fault for outcome in outcomes}) == 15


async def test_what_is_bought_twice_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    fault = next(fault for fault in wire.pages() if fault.harmless)
    async with relayed() as relay:
        monkeypatch.setattr(RecordStore, "save", lambda part, **what: None)
        outcome = await wire_outcome(relay, fault, "person", actions()["person"])
    assert "not in the store" in outcome.wrong


async def test_an_answer_that_drips_for_ever_is_given_up_and_kept_as_far_as_it_came(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    deadlines: list[asyncio.Timeout] = []
    timeout = asyncio.timeout

    def recorded(seconds: float | None) -> asyncio.Timeout:
        made = timeout(seconds)
        if seconds == WHOLE_ANSWER:
            deadlines.append(made)
        return made

    monkeypatch.setattr(asyncio, "timeout", recorded)

    async def drip(wire: Wire) -> None:
        await wire.head(length=len(wire.body))
        for place in range(200):
            await wire.write(wire.body[place : place + 1])
            await asyncio.sleep(0)  # lets the client read, which is in the same event loop
        deadlines[-1].reschedule(0.0)
        await asyncio.Event().wait()

    async with relayed() as relay, exploring(relay, tmp_path, "drip") as services:
        relay.plan = Plan("person", drip)
        problem = await actions()["person"](services)
        assert isinstance(problem, NetworkError)
        assert "did not answer in time" in str(problem)
        (kept,) = await services.store.run(lambda store: store.answers.newest("person", 9))
        assert relay.log()[-1].cost == 1
        assert kept.body.startswith(b'{"')


@pytest.fixture(scope="module")
def good() -> dict[str, bytes]:
    async def answers() -> dict[str, bytes]:
        async with relayed() as relay:
            return dict(await good_answers(relay))

    return asyncio.run(answers())


def test_every_field_of_every_model_is_among_those_that_are_spoiled(good: dict[str, bytes]) -> None:
    assert set(MODELS) <= set(good)
    for model, _ in MODELS.values():
        names = {path[0] for path in paths_of(model)}
        assert len(names) == len(model.model_fields)


@pytest.mark.parametrize("endpoint", sorted(actions()))
def test_wrong_types_can_be_looked_at(endpoint: str, good: dict[str, bytes]) -> None:
    """Derive the display of every 31st of some 21,000 answers; the command tries each field."""
    for number, (_, answer) in enumerate(wrong_types(endpoint, good[endpoint])):
        if number % 31 == 0:
            derive_display(endpoint, json.dumps(answer).encode())
