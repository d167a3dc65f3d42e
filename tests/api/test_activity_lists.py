"""Comments, reactions and activity in every form that the docs have had."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from lix_tui.api.decoders import decode_page
from lix_tui.api.models.activity import date_reacted, reaction_type, read_comment
from lix_tui.api.models.base import folded
from lix_tui.api.models.elements import Element
from lix_tui.api.models.organisation import Organisation
from lix_tui.api.models.person import Person
from lix_tui.api.models.post import Post
from lix_tui.api.models.search import SearchPage
from tests.support.docs_pages import LISTS

from .contract import sample_bytes

TOKEN = "ACoAAAC8YU6AkU8CdM7VQrPGT9GGZilu_Bvob5A"
POST = "urn:li:activity:7019605025920286720"


def page_of(name: str) -> SearchPage:
    return decode_page(LISTS[name], sample_bytes("docs_samples", name))


def only(name: str) -> Element:
    (element,) = page_of(name).elements
    return element


@pytest.mark.parametrize(
    ("name", "total", "count", "cursor"),
    [
        ("post_comments", 42, 10, True),
        ("post_comments_camel", 15, 3, True),
        ("post_comments_raw", 9, 1, False),
        ("post_reactions", 42, 10, True),
        ("post_reactions_flat", 25, 2, True),
        ("activity_posts_invented", 2500, 25, False),
        ("activity_comments", 2500, 25, True),
        ("activity_comments_invented", 100, 25, False),
        ("activity_reactions", 500, 50, True),
    ],
)
def test_each_form_has_its_total_and_its_cursor(
    name: str, total: int, count: int, cursor: bool
) -> None:
    page = page_of(name)
    assert (page.total, page.count, page.unread) == (total, count, 0)
    assert page.envelope != "unknown"
    assert ("start_and_cursor" in page.cursors) is cursor


@pytest.mark.parametrize("name", ["post_comments", "post_comments_camel", "post_comments_raw"])
def test_a_comment_is_the_same_in_each_form(name: str) -> None:
    element = only(name)
    comment, person = read_comment(element.raw), element.record
    assert isinstance(person, Person)
    assert element.key == "comment:7019700000000000001"
    assert f"token:{TOKEN}" in element.keys
    assert (comment.text, comment.num_reactions, comment.num_replies) == ("Great post", 5, 2)
    assert comment.created_at == datetime(2025, 6, 28, 10, 30, tzinfo=UTC)
    assert (person.full_name, person.headline) == ("Dana Example", "Engineer")
    if name != "post_comments_raw":
        assert person.img == "https://media.licdn.com/x"
        assert comment.post == f"https://www.linkedin.com/feed/update/{POST}/"
        assert dict(comment.breakdown) == {
            "LIKE": 4, "CELEBRATE": 0, "LOVE": 1, "SUPPORT": 0, "INSIGHTFUL": 0, "FUNNY": 0,
        }  # fmt: skip
    else:
        assert "replies" in comment.others
        assert person.link == f"https://www.linkedin.com/in/{TOKEN}", "the way to the person"
    if name == "post_comments_camel":
        assert person.sales_nav_link is not None


def test_a_comment_keeps_what_it_says_beside_a_stored_record() -> None:
    for name in ("post_comments", "post_comments_camel"):
        element = only(name)
        joined = element.with_value({"name": "Dana E.", "email": "dana@example.com"})
        assert isinstance(joined.record, Person)
        assert (joined.record.name, joined.record.email) == ("Dana E.", "dana@example.com")
        assert read_comment(joined.raw) == read_comment(element.raw)
        again = joined.with_value({"name": "Dana F."})
        assert read_comment(again.raw) == read_comment(element.raw)
        assert (again.key, joined.key) == (element.key, element.key)


def test_grouped_reactions_are_one_row_each_with_the_totals_of_the_groups() -> None:
    page = page_of("post_reactions")
    dana, acme = page.elements
    assert page.breakdown == (("LIKE", 35), ("CELEBRATE", 7))
    assert [reaction_type(one.raw) for one in page.elements] == ["LIKE", "CELEBRATE"]
    assert isinstance(dana.listed_record, Person)
    assert dana.record_key == "slug:dana-example"
    assert isinstance(acme.listed_record, Organisation), "a company page isn't a person"
    assert (acme.listed_record.name, acme.record_key, acme.keys) == ("Acme", "slug:acme", ())


def test_flat_reactions_have_no_totals_of_types() -> None:
    page = page_of("post_reactions_flat")
    assert page.breakdown == ()
    assert [reaction_type(one.raw) for one in page.elements] == ["LIKE", "LOVE"]
    assert [one.record_key for one in page.elements] == ["slug:dana-example", "slug:sam-example"]


def test_a_person_may_react_in_several_ways_but_once_in_each() -> None:
    person = {"name": "Dana", "link": "https://www.linkedin.com/in/dana-example"}
    types = ["LIKE", "LOVE", "LIKE"]
    body = {"reactions": [{"reactionType": one, "actor": person} for one in types]}
    first, second, third = decode_page("post_reactions", json.dumps(body).encode()).elements
    assert first.key == third.key != second.key
    assert first.keys == second.keys


@pytest.mark.parametrize(
    "group",
    [
        {"reaction_type": "FUNNY", "count": 0},
        {"reaction_type": "FUNNY", "count": 3, "reactors": []},
        {"reactionType": "FUNNY", "count": "3", "reactors": None},
    ],
)
def test_a_group_of_which_nobody_is_listed_is_only_a_number(group: dict[str, object]) -> None:
    page = decode_page("post_reactions", json.dumps({"reactions": [group]}).encode())
    assert page.elements == ()
    assert page.breakdown == (("FUNNY", int(str(group["count"]))),)


def test_a_post_that_somebody_reacted_to() -> None:
    element = only("activity_reactions")
    post = element.record
    assert isinstance(post, Post)
    assert (element.key, post.text, post.reactions) == (POST.removeprefix("urn:li:"), "Hello", 28)
    assert (post.person.name, post.num_comments, post.num_shares) == ("Dana Example", 2, 1)
    assert date_reacted(element.raw) == "1mo"
    joined = element.with_value({"urn": POST, "text": "Edited"})
    assert (date_reacted(joined.raw), joined.key) == ("1mo", element.key)


def test_the_invented_post_and_comment_are_read_and_keep_everything() -> None:
    post = only("activity_posts_invented").record
    assert isinstance(post, Post)
    assert (post.text, post.reactions, post.num_comments) == ("Hello", 7, 2)
    assert post.posted == datetime(2022, 1, 1, tzinfo=UTC)
    comment = read_comment(only("activity_comments_invented").raw)
    assert (comment.text, comment.num_reactions) == ("Nice", 3)
    assert comment.created_at == datetime(2022, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("endpoint", sorted(set(LISTS.values())))
@pytest.mark.parametrize("item", [{}, {"unknown": {"deep": [1]}}, {"author": 7, "actor": []}])
def test_an_undefined_element_is_kept_whole(endpoint: str, item: dict[str, object]) -> None:
    name = endpoint.rpartition("_")[2]
    page = decode_page(endpoint, json.dumps({name: [item]}).encode())
    (element,) = page.elements
    assert element.raw == item
    assert element.record is not None
    assert element.key.startswith("digest:")


def test_both_spellings_are_folded_by_one_rule() -> None:
    assert folded({"a_b": {"c_d_e": [{"f_g": 1}]}}) == {"aB": {"cDE": [{"fG": 1}]}}
    assert folded({"aB": 1, "a_b": 2}) == {"aB": 1, "a_b": 2}
    assert folded({"a_b": 2, "aB": 1}) == {"a_b": 2, "aB": 1}
    assert folded({"_links": 1, "a": None}) == {"_links": 1, "a": None}
