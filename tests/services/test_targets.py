"""Open anything: what a pasted text is, what it opens, what that costs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lix_tui.services.queries.link_targets import destination_of
from lix_tui.services.queries.query import QueryError, query_from_stored, query_from_text


@pytest.mark.parametrize(
    ("text", "endpoint", "cost"),
    [
        ("linkedin.com/in/olivia-shaw", "person", "1 Standard credit"),
        ("ACwAAAXQSFkBI1hIhlJLnr04EL-0FSqe1SIXTEM", "person", "1 Standard credit"),
        ("https://www.linkedin.com/talent/profile/ACwAAAXQSFkBI1hIhlJLnr04EL-0FSqe1SIXTEM",
         "person", "1 Standard credit"),
        ("https://www.linkedin.com/sales/company/1337", "organisation", "1 Org credit"),
        ("urn:li:activity:7000000000000000001", "post", "1 Standard credit"),
        ("https://www.linkedin.com/jobs/view/3900512190/", "job", "1 Standard credit"),
        ('=HYPERLINK("https://www.linkedin.com/in/olivia-shaw";"x")', "person", "1 Standard credit"),
        ("LinkedIn: https://www.linkedin.com/in/olivia-\nshaw", "person", "1 Standard credit"),
        ("(cGVyc29uOjk3MDgyNQ==)", "person_ids", "1 Org credit"),
        ("<Dana@Example.com>", "person_by_email",
         "1 Org credit through LookC, 1 Standard credit through Lix"),
        ("cGVyc29uOjk3MDgyNQ==", "person_ids", "1 Org credit"),
        ("b3JnYW5pc2F0aW9uOjA=", "organisation_ids", "1 Org credit"),
    ],
)  # fmt: skip
def test_a_record_opens_where_it_is_told(text: str, endpoint: str, cost: str) -> None:
    destination = destination_of(text)
    assert (destination.endpoint, destination.cost) == (endpoint, cost)
    assert destination.link
    assert destination.query is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("https://www.linkedin.com/search/results/people/?keywords=a", "people"),
        ("linkedin.com/jobs/search/?keywords=a", "jobs"),
        ("https://www.linkedin.com/search/results/content/?keywords=a", "posts"),
        ("https://www.linkedin.com/search/results/companies/?keywords=a", "orgs"),
        ("https://www.linkedin.com/sales/search/people?query=(keywords:a)", "sales"),
        ("https://www.linkedin.com/sales/search/company?query=(keywords:a)", "accounts"),
        ("https://www.linkedin.com/sales/search/company#query=(keywords:a)", "accounts"),
        ("https://www.linkedin.com/sales/search/company?savedSearchId=7", "accounts"),
    ],
)
def test_a_search_runs_on_its_own_screen(text: str, kind: str) -> None:
    destination = destination_of(text)
    assert destination.query is not None
    assert destination.query.kind == kind
    assert destination.cost == "1 Standard credit per page"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Paste a LinkedIn link"),
        ("https://www.linkedin.com/groups/123/", "This is a group, for which Lix has no endpoint"),
        ("https://www.linkedin.com/talent/search?searchContextId=1", "ype skills instead"),
        ("https://example.com/in/dana", "LinkedIn"),
        ("https://linkedin.com.evil.example/in/dana", "LinkedIn"),
        ("nonsense words", "isn't a LinkedIn link, id or email address"),
        ("aGVsbG86MTIz", "isn't a LinkedIn link, id or email address"),
    ],
)
def test_what_opens_nothing_gets_one_sentence(text: str, words: str) -> None:
    with pytest.raises(QueryError, match=words) as failed:
        destination_of(text)
    assert str(failed.value).rstrip().endswith(".")
    assert str(failed.value).count(". ") <= 1, "what happened, then what to do"


def test_a_title_says_all_that_is_asked() -> None:
    plain = query_from_text("people", "https://www.linkedin.com/search/results/people/?keywords=a")
    assert plain.title == "a"
    url = "https://www.linkedin.com/search/results/people/?keywords=a&network=%5B%22F%22%5D"
    narrowed = query_from_text("people", url)
    assert narrowed.title == url, "asked again by its title it is the same query"
    assert query_from_text("people", narrowed.title).key == narrowed.key


@pytest.mark.parametrize(
    ("path", "kind", "words"),
    [
        ("lists/people/123", "sales", "A saved list of leads"),
        ("lists/company/123/?sortCriteria=X&page=2", "accounts", "A saved list of accounts"),
        ("accounts/dashboard?listId=123", "accounts", "A saved list of accounts"),
    ],
)
def test_a_saved_list_opens_as_a_search(path: str, kind: str, words: str) -> None:
    found = destination_of(f"https://www.linkedin.com/sales/{path}", "ada")
    query = found.query
    assert query is not None
    assert (found.words, found.cost, query.kind) == (words, "1 Standard credit per page", kind)
    assert (query.target, query.viewer_id, query.needs_viewer) == ("123", "ada", False)
    assert bool(query.note) is ("sort" in path)
    assert found.with_viewer(None).query == replace(query, viewer_id=None)
    stored = query_from_stored(query.kind, query.definition, "ada")
    assert (stored.key, stored.target, stored.url) == (query.key, "123", query.url)


@pytest.mark.parametrize(
    "link",
    [
        "https://www.linkedin.com/groups/123/",
    ],
)
def test_what_can_not_be_opened_yet_is_said_alike_everywhere(link: str) -> None:
    with pytest.raises(QueryError) as opened:
        destination_of(link)
    with pytest.raises(QueryError) as searched:
        query_from_text("sales", link)
    assert str(opened.value) == str(searched.value)
    assert "documentation" not in str(opened.value)


@pytest.mark.parametrize(
    "text",
    [
        "LinkedIn: https://www.linkedin.com/search/results/people/?origin=X&amp;keywords=a",
        "[a search](https://www.linkedin.com/search/results/people/?origin=X&keywords=a)",
        '=HYPERLINK("https://www.linkedin.com/search/results/people/?origin=X&keywords=a","x")',
        "https://www.linkedin.com/search/results/people/?origin=X\n&keywords=a",
        "http//www.linkedin.com/search/results/people/?keywords=a",
    ],
)
def test_a_pasted_search_is_never_taken_for_keywords(text: str) -> None:
    plain = query_from_text("people", "https://www.linkedin.com/search/results/people/?keywords=a")
    query = query_from_text("people", text)
    assert (query.key, query.pasted) == (plain.key, "")


@pytest.mark.parametrize(
    "text", ["have a look at https://www.linkedin.com/in/a", "x linkedin.com/in/a"]
)
def test_a_link_among_words_is_not_searched_for(text: str) -> None:
    with pytest.raises(QueryError, match="contains more than a link"):
        query_from_text("people", text)


@pytest.mark.parametrize(
    "text",
    [
        "http/2 engineer",
        "tcp, http: yes",
        "ratio: 3",
        "C++ (senior)",
        "@acme",
        '"linkedin" ads',
        "a // b",
    ],
)
def test_keywords_stay_keywords(text: str) -> None:
    assert query_from_text("people", text).title == text
