"""Results of one search that share a slug: one that passed from one person to another."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode

from hypothesis import given
from hypothesis import strategies as st

from lix_tui.api.decoders import decode_page
from lix_tui.api.models.base import JsonObject
from lix_tui.api.models.elements import Element
from lix_tui.api.models.search import SearchPage
from lix_tui.paging.cursors import PagePosition
from lix_tui.paging.events import Append, Fetch, LoadNext
from lix_tui.paging.machine import step
from lix_tui.paging.states import SearchState
from lix_tui.services.kinds import PEOPLE
from lix_tui.services.library.redaction import without
from lix_tui.services.records.index_entries import records_in
from lix_tui.services.search.pages import LoadedPages, arrival
from lix_tui.store.rows import StoredPage

MEMBERS = (7, 8, 9, 10)


def token(member: int) -> str:
    """Return a profile token with this member number."""
    return urlsafe_b64encode(bytes(4) + member.to_bytes(4, "big") + bytes(21)).decode().rstrip("=")


SLUGS = ("ana", "ben")


def person(slug: str, member: int | None) -> JsonObject:
    value: JsonObject = {
        "name": f"{slug} {member}",
        "link": f"https://www.linkedin.com/in/{slug}",
    }
    return value if member is None else {**value, "liId": f"ACoA{token(member)[4:]}"}


def body_of(*people: JsonObject, total: int = 100) -> bytes:
    return json.dumps({"people": people, "paging": {"total": total, "count": len(people)}}).encode()


def page_of(*people: JsonObject) -> SearchPage:
    return decode_page("people_search", body_of(*people))


def loaded(pages: list[list[JsonObject]]) -> LoadedPages:
    """Return the rows of a search after these pages arrived, as a session adds them."""
    state = SearchState(PEOPLE.paging, viewer_id=None, sequence_id="test")
    rows = LoadedPages()
    for number, people in enumerate(pages, 1):
        state, (fetch,) = step(state, LoadNext(at=0.0))
        assert isinstance(fetch, Fetch)
        page = rows.distinct(page_of(*people))
        state, effects = step(state, arrival(fetch, page, PEOPLE.paging))
        new = next(one.indices for one in effects if isinstance(one, Append))
        rows.add(page, page.chosen(new), PagePosition(number, 0), 0.0, b"")
    return rows


def names(elements: list[Element]) -> list[object]:
    return [element.raw["name"] for element in elements]


def test_two_people_with_one_slug_on_two_pages_are_both_listed() -> None:
    first, second = MEMBERS[:2]
    rows = loaded([[person("ana", first), person("ben", None)], [person("ana", second)]])
    assert names(rows.elements) == [f"ana {first}", "ben None", f"ana {second}"]
    keys = [element.key for element in rows.elements]
    assert f"member:{second}" in rows.elements[2].keys, "its token has the number"
    assert keys[0] == "slug:ana", "stored searches have this key"
    assert len(set(keys)) == 3
    assert "slug:ana" in rows.elements[2].keys


def test_a_person_is_listed_once_and_without_a_number_the_slug_decides() -> None:
    first, second = MEMBERS[:2]
    again = [person("ana", second), person("ana", first), person("ana", None)]
    rows = loaded([[person("ana", first)], [person("ana", second)], again])
    assert names(rows.elements) == [f"ana {first}", f"ana {second}"]
    rows = loaded([[person("ana", None)], [person("ana", first)]])
    assert names(rows.elements) == ["ana None"]


def test_both_are_read_from_one_stored_page_under_keys_of_their_own() -> None:
    first, second = MEMBERS[:2]
    body = body_of(person("ana", first), person("ana", second))
    found = records_in("people_search", body)
    assert len(found) == 2
    second_key = [*found][1]
    left = json.loads(without("people_search", body, {second_key}))
    assert [one["name"] for one in left["people"]] == [f"ana {first}"]


def test_stored_pages_have_the_same_rows_as_received_ones() -> None:
    pages = [[person("ana", MEMBERS[0])], [person("ana", MEMBERS[1])], [person("ana", MEMBERS[2])]]
    rows = LoadedPages()
    rows.add_stored(
        [
            (StoredPage(number=number, start=0, body=b"", fetched_at=0.0), page_of(*people))
            for number, people in enumerate(pages, 1)
        ]
    )
    assert [one.key for one in rows.elements] == [one.key for one in loaded(pages).elements]
    assert len(rows.elements) == 3


def test_a_member_under_two_slugs_is_listed_once() -> None:
    first, second = MEMBERS[:2]
    again = [person("ben", first), person("cleo", first), person("ben", second)]
    rows = loaded([[person("ana", first)], again, [person("dora", second), person("dora", None)]])
    assert names(rows.elements) == [f"ana {first}", f"ben {second}", "dora None"]
    assert names(loaded([[person("ana", first), person("ben", first)]]).elements) == [
        f"ana {first}"
    ]


def test_without_a_number_two_slugs_are_two_people() -> None:
    rows = loaded([[person("ana", None), person("ben", None)], [person("cleo", MEMBERS[0])]])
    assert len(rows.elements) == 3


def test_an_element_between_two_members_is_neither() -> None:
    first, second = MEMBERS[:2]
    both = person("cleo", first) | {"salesNavId": f"ACwA{token(second)[4:]}"}
    rows = loaded([[person("ana", first), person("ben", second)], [both]])
    assert names(rows.elements) == [f"ana {first}", f"ben {second}", f"cleo {first}"]


def test_an_organisation_under_two_slugs_is_listed_once() -> None:
    def org(slug: str, number: int) -> JsonObject:
        return {
            "link": f"https://www.linkedin.com/company/{slug}",
            "salesNavLink": f"https://www.linkedin.com/sales/company/{number}",
        }

    found = [org("acme", 7), org("acme-inc", 7), org("umbra", 8)]
    body = json.dumps({"orgs": found, "paging": {"total": 9, "count": 3}}).encode()
    page = LoadedPages().distinct(decode_page("orgs_search", body))
    assert [one.key for one in page.elements] == ["slug:acme", "slug:acme", "slug:umbra"]
    assert [one.raw for one in page.elements] == found, "nothing of the answer is lost"


PAGES = st.lists(
    st.lists(st.tuples(st.sampled_from(SLUGS), st.sampled_from(MEMBERS)), min_size=1, max_size=4),
    min_size=1,
    max_size=4,
)


@given(PAGES)
def test_stored_pages_show_every_member_like_received_ones(
    pages: list[list[tuple[str, int]]],
) -> None:
    people = [
        [*(person(*one) for one in page), person(f"other-{number}", None)]
        for number, page in enumerate(pages)
    ]
    rows = LoadedPages()
    rows.add_stored(
        [
            (StoredPage(number=number, start=0, body=b"", fetched_at=0.0), page_of(*page))
            for number, page in enumerate(people, 1)
        ]
    )
    assert names(rows.elements) == names(loaded(people).elements)


@given(PAGES)
def test_every_member_is_listed_and_no_result_twice(pages: list[list[tuple[str, int]]]) -> None:
    received = {one for page in pages for one in page}
    others = [person(f"other-{number}", None) for number in range(len(pages))]  # no page repeats
    rows = loaded(
        [
            [*(person(*one) for one in page), other]
            for page, other in zip(pages, others, strict=True)
        ]
    )
    shown = [tuple(str(name).split()) for name in names(rows.elements)]
    shown = [one for one in shown if one[1] != "None"]
    assert len({member for _, member in shown}) == len(shown), "also under another slug"
    assert len({element.key for element in rows.elements}) == len(rows.elements)
    assert {member for _, member in shown} == {str(member) for _, member in received}
