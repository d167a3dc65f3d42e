"""Packed objects of a page are unchanged when they are unpacked."""

from __future__ import annotations

import json
import threading
import tracemalloc

from hypothesis import given
from hypothesis import strategies as st

from lix_tui.api.decoders import decode_page
from lix_tui.api.models.elements import MOST_UNPACKED, PageObjects

texts = st.text(max_size=6) | st.sampled_from(["\ud800", "\x00\x1b", "\u2028"])
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=10,
)


def others() -> None:
    """Return pages that follow another one."""
    for _ in range(MOST_UNPACKED):
        PageObjects(({},)).retain()


@given(st.lists(st.dictionaries(texts, values, max_size=4), min_size=1, max_size=4))
def test_what_was_packed_is_the_same_again(objects: list[dict[str, object]]) -> None:
    page = PageObjects(objects)
    page.retain()
    assert page[0] is objects[0]
    others()
    assert [page[place] for place in range(len(objects))] == objects
    assert page[0] is not objects[0]


def test_the_newest_pages_stay_as_they_are() -> None:
    pages = [PageObjects(({"number": number},)) for number in range(MOST_UNPACKED + 1)]
    objects = [page[0] for page in pages]
    for page in pages[:-1]:
        page.retain()
    assert all(page[0] is found for page, found in zip(pages, objects, strict=True))
    pages[-1].retain()
    assert pages[-1][0] is objects[-1]
    assert pages[0][0] is not objects[0]


def test_nesting_without_end_stays_as_it_is() -> None:
    deep: dict[str, object] = {}
    inner = deep
    for _ in range(100_000):
        inner["in"] = inner = {}
    page = PageObjects((deep,))
    page.retain()
    others()
    assert page[0] is deep


def test_many_pages_that_are_kept_take_little_room() -> None:
    people = [
        {"name": f"Person {number}", "description": "An engineer at work" * 3, "liId": str(number)}
        for number in range(25)
    ]
    body = json.dumps({"people": people}).encode()

    def room(*, keep: bool) -> int:
        tracemalloc.start()
        try:
            pages = [decode_page("people_search", body) for _ in range(60)]
            for page in pages if keep else ():
                page.received.retain()
            assert pages[0].elements[3].raw["liId"] == "3"
            return tracemalloc.get_traced_memory()[0]
        finally:
            tracemalloc.stop()

    assert room(keep=True) < 0.6 * room(keep=False)


def test_threads_may_look_while_others_keep() -> None:
    pages = [PageObjects(({"number": number},)) for number in range(40)]
    wrong: list[object] = []

    def read_all() -> None:
        for _ in range(20):
            for number, page in enumerate(pages):
                page.retain()
                if page[0] != {"number": number}:
                    wrong.append(number)

    threads = [threading.Thread(target=read_all) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
