"""Search pages as captured answers, the vendor's example code and public clients have them."""

import json
from datetime import UTC, datetime

import pytest

from lix_tui.api.decoders import decode_page
from lix_tui.api.models.person import Person
from lix_tui.api.models.post import Post
from lix_tui.api.models.search import SearchPage
from tests.support.observed_pages import PAGES

from .contract import assert_complete, sample, sample_bytes
from .samples import TOKEN


def page_of(name: str) -> SearchPage:
    return decode_page(PAGES[name][0], sample_bytes("observed_samples", name))


@pytest.mark.parametrize("name", PAGES)
def test_no_element_is_lost(name: str) -> None:
    _, list_name, key = PAGES[name]
    answer, page = sample("observed_samples", name), page_of(name)
    assert page.elements[0].key == key
    if list_name is None:
        return
    items = answer[list_name]
    assert isinstance(items, list)
    assert len(page.elements) == len(items)
    for item, element in zip(items, page.elements, strict=True):
        assert_complete(item, element.record)
        assert (element.raw, element.value) == (item, item)
    assert page.envelope == "flat"
    paging, meta = answer["paging"], answer["meta"]
    assert {"count": page.count, "start": page.start, "total": page.total} == paging
    assert {"sequenceId": page.sequence_id} == meta


def test_captured_posts() -> None:
    first, second = (element.record for element in page_of("posts_page").elements)
    assert isinstance(first, Post)
    assert isinstance(second, Post)
    assert first.posted_at == datetime(2024, 5, 5, 22, 24, 53, 182165, tzinfo=UTC)
    assert [entry.count for entry in first.num_reactions] == [28, None, None, 1]
    assert (first.reactions, second.reactions) == (29, 0)
    assert (second.text, second.num_comments, second.num_shares) == (None, None, None)
    assert second.embedded_object.title is None


def test_a_raw_person_keeps_what_has_no_field() -> None:
    page = page_of("people_raw_page")
    (element,) = page.elements
    assert isinstance(element.record, Person)
    assert (page.envelope, page.total, page.unread) == ("raw", 1000, 0)
    assert element.record.viewer_connection is not None
    assert element.record.viewer_connection.connection_degree == 3
    assert element.record.img is None, "a part of a path is no picture's address"
    assert "fileIdentifyingUrlPathSegment" in json.dumps(element.value["raw"])


def test_a_connection_in_a_followers_fields() -> None:
    (element,) = page_of("followers_as_connections").elements
    person = element.record
    assert isinstance(person, Person)
    assert (person.full_name, person.headline_text) == ("Dana Example", "Engineer")
    assert (person.img, person.tokens) == ("https://media.example/1.jpg", (TOKEN,))
    assert person.model_extra is not None
    assert person.model_extra["memberDistance"] == "DISTANCE_1"
    assert person.model_extra["followedAt"] == 1714947893000


def test_a_candidate_has_a_talent_link() -> None:
    person = page_of("recruiter_page").elements[0].record
    assert isinstance(person, Person)
    assert person.best_link == f"https://www.linkedin.com/talent/profile/{TOKEN}"
    assert person.tokens == (TOKEN,)
