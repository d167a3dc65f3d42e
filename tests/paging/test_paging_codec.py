from __future__ import annotations

import json
from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lix_tui.paging.codec import CodecError, from_json, to_json
from lix_tui.paging.cursors import PagePosition, PageToken
from lix_tui.paging.rules import CursorRule, PagingRule
from lix_tui.paging.states import (
    MOST_SEQUENCE_ID,
    Cancelled,
    EndReason,
    Exhausted,
    Failed,
    Idle,
    Ready,
    SearchState,
    SeenKeys,
    Status,
    Waiting,
    WaitReason,
)
from tests.paging.paging_samples import keys, loading, page, search

COUNTS = st.integers(0, 10**12)
TEXT = st.text(st.characters(exclude_categories=()), max_size=8)  # lone surrogates too
STATUS: st.SearchStrategy[Status] = st.one_of(
    st.just(Cancelled()),
    st.builds(
        Waiting,
        st.sampled_from(["rate_limit", "queued", "daily_limit"]),
        st.floats(allow_nan=False, allow_infinity=False),
    ),
    st.builds(Failed, TEXT, st.booleans()),
    st.builds(Exhausted, st.sampled_from(get_args(EndReason))),
)


@st.composite
def states(draw: st.DrawFn) -> SearchState:
    pages = draw(COUNTS)
    viewer = draw(st.none() | TEXT)
    return SearchState(
        rule=PagingRule(
            draw(st.sampled_from(CursorRule)),
            draw(st.integers(1, 100)),
            draw(st.none() | COUNTS),
            draw(st.booleans()),
            draw(st.booleans()),
        ),
        viewer_id=viewer,
        sequence_id=None if viewer else draw(TEXT),
        sequence_adopted=draw(st.booleans()),
        status=draw(STATUS | st.just(Ready() if pages else Idle())),
        position=PagePosition(
            draw(st.integers(1, 10**6)),
            draw(COUNTS),
            draw(st.none() | st.builds(PageToken, TEXT, TEXT)),
        ),
        pages=pages,
        seen=SeenKeys().with_new(draw(st.lists(TEXT, max_size=8))),
        total=draw(st.none() | COUNTS),
        page_size=draw(COUNTS),
        requests=draw(COUNTS),
        generation=draw(COUNTS),
        target=draw(TEXT),
    )


@given(states())
def test_what_was_written_is_read_again(state: SearchState) -> None:
    text = to_json(state)
    assert from_json(text) == state
    assert text.isascii()
    assert "\n" not in text


@pytest.mark.parametrize("until", [float("nan"), float("inf")])
def test_what_could_not_be_read_again_is_not_written(until: float) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        to_json(replace(search(), status=Waiting("queued", until)))


def test_a_page_in_flight_is_still_to_come_after_a_restart() -> None:
    first = loading(search())
    assert from_json(to_json(first)) == replace(first, status=Idle())
    later = loading(page(search(), keys(1, 10), total=90, sequence_id="theirs")[0])
    assert from_json(to_json(later)) == replace(later, status=Ready())


@pytest.mark.parametrize("length", [MOST_SEQUENCE_ID + 1, 70_000])
def test_a_stored_id_that_is_too_long_is_replaced_by_one_of_ours(length: int) -> None:
    state, _ = page(search(), keys(1, 3), total=9, sequence_id="theirs")
    spoiled = to_json(replace(state, sequence_id="x" * length))
    healed = from_json(spoiled)
    assert healed.sequence_id is not None
    assert len(healed.sequence_id) == 32
    assert healed == replace(state, sequence_id=healed.sequence_id, sequence_adopted=False)
    assert from_json(spoiled) == healed, "one search has one id"
    assert from_json(to_json(healed)) == healed
    after, _ = page(healed, keys(4, 6), sequence_id="theirs again")
    assert after.sequence_id == "theirs again"


GOOD = json.loads(to_json(page(search(), keys(1, 3), total=9)[0]))
WRONG: list[tuple[str, object]] = [
    ("version", 2),
    ("version", None),
    ("version", True),
    ("cursor", "page"),
    ("cursor", []),
    ("rule_page_size", 0),
    ("ceiling", -1),
    ("viewer_id", 7),
    ("viewer_id", "ada"),  # with a viewer no sequence id is sent
    ("sequence_id", None),  # and without one there is always one
    ("sequence_adopted", "yes"),
    ("token", "abc"),
    ("token", {"value": "abc"}),
    ("token", {"value": 7, "target": "t"}),
    ("target", 7),
    ("ends_without_cursor", "yes"),
    ("ends_with_short_page", 1),
    ("page", 0),
    ("start", 1.5),
    ("pages", True),
    ("seen", "abc"),
    ("seen", ["a", 1]),
    ("total", "9"),
    ("status", "ready"),
    ("status", {}),
    ("status", {"is": []}),
    ("status", {"is": "asleep"}),
    ("status", {"is": "exhausted", "reason": "bored"}),
    ("status", {"is": "exhausted", "reason": ["total"]}),
    ("status", {"is": "waiting", "reason": "queued"}),
    ("status", {"is": "waiting", "reason": "queued", "until": float("nan")}),
    ("status", {"is": "waiting", "reason": "queued", "until": float("inf")}),
    ("status", {"is": "waiting", "reason": "queued", "until": True}),
    ("status", {"is": "failed", "problem": None, "retryable": True}),
    ("status", {"is": "failed", "problem": "no", "retryable": 1}),
]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_field_that_makes_no_sense_is_refused(name: str, value: object) -> None:
    with pytest.raises(CodecError):
        from_json(json.dumps({**GOOD, name: value}))


@pytest.mark.parametrize("name", [n for n in GOOD if n not in ("viewer_id", "ceiling", "total")])
def test_a_missing_field_is_refused_by_name(name: str) -> None:
    with pytest.raises(CodecError, match=name):
        from_json(json.dumps({key: value for key, value in GOOD.items() if key != name}))


@pytest.mark.parametrize("text", ["", "null", "[]", "1", "{", "[" * 100_000, "9" * 5_000])
def test_what_is_no_state_is_refused(text: str) -> None:
    with pytest.raises(CodecError, match="run it again"):
        from_json(text)


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


@settings(max_examples=200)
@given(name=st.sampled_from(sorted(GOOD)), value=JSON_VALUES)
def test_a_changed_field_is_either_read_or_refused(name: str, value: object) -> None:
    try:
        state = from_json(json.dumps({**GOOD, name: value}))
    except CodecError:
        return
    assert from_json(to_json(state)) == state


OLD_STATE = (
    '{"version":1,"cursor":"api_start","rule_page_size":10,"ceiling":1000,"viewer_id":null,'
    '"sequence_id":"ours","sequence_adopted":false,"status":{"is":"ready"},"page":2,"start":10,'
    '"pages":1,"seen":["a","b"],"total":90,"page_size":10,"requests":1,"generation":0}'
)


def test_a_state_of_a_former_version_is_read_for_any_target_and_written_the_same() -> None:
    state = from_json(OLD_STATE, target="anything")
    assert (state.position, state.target) == (PagePosition(2, 10), "")
    assert to_json(state) == OLD_STATE, "an older program reads it too"


def test_a_token_is_only_read_for_its_own_target() -> None:
    position = PagePosition(2, 10, PageToken("abc", "urn:li:activity:7"))
    stored = to_json(replace(search(), position=position, target="urn:li:activity:7"))
    assert from_json(stored, target="urn:li:activity:7").position == position
    for target in ("urn:li:activity:8", ""):
        with pytest.raises(CodecError, match="token"):
            from_json(stored, target=target)


@given(st.text())
def test_no_text_raises_anything_else(text: str) -> None:
    with pytest.raises(CodecError):
        from_json(text)


@pytest.mark.parametrize(
    "status",
    [
        Cancelled(),
        Failed("Words.", retryable=True),
        Failed("Words.", retryable=False),
        *(Waiting(reason, 5.5) for reason in get_args(WaitReason)),
        *(Exhausted(reason) for reason in get_args(EndReason)),
    ],
)
def test_every_status_is_read_again(status: Status) -> None:
    state = replace(page(search(), keys(1, 10), total=90)[0], status=status)
    assert from_json(to_json(state)) == state


@pytest.mark.parametrize("cursor", CursorRule)
@pytest.mark.parametrize("ceiling", [None, 0, 1])
def test_every_rule_is_read_again_at_its_smallest(cursor: CursorRule, ceiling: int | None) -> None:
    state = search(PagingRule(cursor, 1, ceiling))
    assert from_json(to_json(state)) == state


@pytest.mark.parametrize(
    ("name", "smallest"),
    [("rule_page_size", 1), ("page", 1), ("start", 0), ("pages", 0), ("total", 0), ("page_size", 0),
     ("requests", 0), ("generation", 0), ("ceiling", 0)],
)  # fmt: skip
def test_a_number_has_a_least_value(name: str, smallest: int) -> None:
    fields = json.loads(to_json(page(search(), keys(1, 10), total=90)[0]))
    from_json(json.dumps(fields | {name: smallest}))
    with pytest.raises(CodecError, match=f"because of its {name};"):
        from_json(json.dumps(fields | {name: smallest - 1}))
