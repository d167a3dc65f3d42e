"""The query on screen: box and filters as one, before anything is run."""

from __future__ import annotations

import pytest

from lix_tui.services.facets.skills import SkillChoice, SkillInput, skills_json
from lix_tui.services.kinds import KindName
from lix_tui.services.queries.builder.builder import Builder
from lix_tui.services.queries.builder.comparison import Comparison, compare
from lix_tui.services.queries.builder.draft import Draft, UnknownNames
from lix_tui.services.queries.builder.fields import Chip, FilterField
from lix_tui.services.queries.builder.titles import query_words, quoted
from lix_tui.services.queries.query import Query, QueryError, query_from_skills, query_from_text
from tests.support.query_samples import OTHER, URLS

PYTHON = SkillChoice("Python", "urn:li:ts_skill:261")
JAVA = SkillChoice("Java", "urn:li:ts_skill:7", negated=True)


def draft_of(kind: KindName) -> Draft:
    return Draft(Builder(kind))


def field(draft: Draft, name: str) -> FilterField:
    return next(one for one in draft.builder.fields if one.id == name)


def run(draft: Draft, viewer: str | None = None) -> Query:
    """Run what is on screen, as a screen does it."""
    query = draft.query(viewer)
    draft.builder.load(query)
    return query


@pytest.mark.parametrize("kind", URLS)
def test_a_pasted_url_is_in_the_filters_and_an_edit_leads_back_to_it(kind: KindName) -> None:
    draft = draft_of(kind)
    url, (name, chip) = URLS[kind], OTHER[kind]
    builder = draft.builder
    draft.read(url)
    assert builder.count == 1
    assert builder.choices.keywords == "cto"
    assert builder.definition == url, "byte for byte"
    assert draft.query(None).pasted == url
    before = builder.chips(next(one for one in builder.fields if builder.chips(one)))
    builder.add(field(draft, name), chip)
    assert builder.count == 2, "the URL is edited, not replaced"
    assert before[0] in [one for f in builder.fields for one in builder.chips(f)]
    assert builder.text == "cto"
    assert builder.undo()
    assert builder.text == url
    assert builder.definition == url
    assert not builder.undo(), "undo never empties the box"
    assert builder.redo()
    assert builder.count == 2


@pytest.mark.parametrize("kind", URLS)
def test_keywords_that_were_typed_join_the_filters(kind: KindName) -> None:
    draft = draft_of(kind)
    name, chip = OTHER[kind]
    for typed in ("d", "da", "data", "data ", "data sci"):
        draft.read(typed)
    draft.builder.add(field(draft, name), chip)
    assert draft.builder.choices.keywords == "data sci"
    assert draft.builder.undo()
    assert draft.builder.text == "data sci"
    assert draft.builder.count == 0
    run(draft)
    draft.builder.add(field(draft, name), chip)
    draft.read("data")
    draft.read("dat")
    assert draft.builder.count == 1, "typing keeps the filters"
    assert draft.builder.undo()
    assert draft.builder.text == "data sci", "what is typed in a row is one step"


def test_typing_a_text_back_is_nothing_to_undo() -> None:
    draft = draft_of("people")
    draft.read("data")
    run(draft)
    draft.read("dat")
    draft.read("data")
    assert not draft.builder.undo()


def test_a_url_that_asks_for_nothing_can_be_added_to() -> None:
    draft = draft_of("sales")
    draft.read("https://www.linkedin.com/sales/search/people?viewAllFilters=true")
    with pytest.raises(QueryError, match="without keywords or filters"):
        draft.query(None)
    draft.builder.add(field(draft, "REGION"), Chip("Germany", "101282230"))
    assert "viewAllFilters=true" in draft.query(None).url


@pytest.mark.parametrize(
    "text",
    [
        "https://www.linkedin.com/jobs/search/?keywords=cto",
        "https://www.linkedin.com/in/olivia-shaw",
        "https://example.com/x",
        "x" * 2001,
    ],
)
def test_a_text_that_cannot_be_read_is_not_lost(text: str) -> None:
    draft = draft_of("people")
    draft.read("engineer")
    run(draft)
    draft.read(text)
    with pytest.raises(QueryError):
        draft.query(None)
    assert draft.builder.choices.keywords == "engineer", "the filters stay as they were"
    draft.builder.add(field(draft, "geoUrn"), Chip("Berlin", "103035651"))
    assert draft.query(None).title == "engineer · Berlin"
    assert draft.builder.undo()
    assert draft.builder.text == text
    with pytest.raises(QueryError):
        draft.query(None)


def test_a_former_query_that_is_taken_over_does_not_wipe_such_a_text() -> None:
    draft = draft_of("people")
    draft.read("engineer")
    former = run(draft)
    draft.read("https://example.com/x")
    draft.builder.load(former)
    assert draft.builder.text == "engineer"
    assert draft.builder.undo()
    assert draft.builder.text == "https://example.com/x"


def test_skills_by_name_are_looked_up_once_and_by_number_never() -> None:
    draft = draft_of("recruiter")
    draft.read("python, -java")
    with pytest.raises(UnknownNames):
        draft.query(None)
    draft.add_skills((SkillInput("python"), SkillInput("java", negated=True)), (PYTHON, JAVA))
    assert draft.query(None).skills == (PYTHON, JAVA), "the text is applied once they are known"
    assert draft.builder.text == "python, -java"
    draft.read("+python, 42=Rust")
    first, second = draft.query(None).skills
    assert (first.entity, first.required) == (PYTHON.entity, True)
    assert (second.text, second.entity) == ("Rust", "urn:li:ts_skill:42")
    skills = draft.builder.fields[0]
    draft.builder.remove(skills, draft.builder.chips(skills)[1])
    assert draft.builder.text == "+Python"
    assert draft.builder.undo()
    assert draft.builder.text == "+python, 42=Rust"
    with pytest.raises(QueryError):
        draft.read("https://www.linkedin.com/talent/search?x=1")
        draft.query(None)


def test_a_former_query_keeps_what_its_title_does_not_say() -> None:
    draft = draft_of("people")
    draft.former_queries = {"my friends": URLS["people"]}
    draft.read("my friends")
    assert draft.query(None).url == URLS["people"]
    assert draft.query(None).title == "my friends"
    draft.read("my friends too")
    assert draft.query(None).title == "my friends too"
    assert "network" not in draft.query(None).url
    draft.builder.add(field(draft, "geoUrn"), Chip("Berlin", "103035651"))
    draft.read("my friends")
    assert draft.query(None).title == "my friends · Berlin", "beside filters they are keywords"
    recruiter = draft_of("recruiter")
    recruiter.former_queries = {"Python": skills_json((PYTHON,))}
    recruiter.read("Python")
    assert recruiter.query(None).skills == (PYTHON,)


# -- the rows and the query on screen --------------------------------------------------------


def is_stale(draft: Draft, shown: Query | None, viewer: str | None = None) -> bool:
    return compare(draft, viewer, shown).is_stale


@pytest.mark.parametrize("kind", URLS)
def test_rows_are_stale_while_another_query_is_on_screen(kind: KindName) -> None:
    draft = draft_of(kind)
    name, chip = OTHER[kind]
    assert not is_stale(draft, None), "there are no rows"
    draft.read("cto")
    shown = run(draft)
    assert not is_stale(draft, shown)
    draft.builder.add(field(draft, name), chip)
    assert is_stale(draft, shown)
    draft.builder.undo()
    assert not is_stale(draft, shown)
    draft.builder.redo()
    assert is_stale(draft, shown)
    draft.builder.remove(field(draft, name), chip)
    assert not is_stale(draft, shown), "the same again, whichever way"
    draft.read("cto sales")
    assert is_stale(draft, shown)
    draft.read("")
    assert is_stale(draft, shown)
    draft.read(" cto ")
    assert not is_stale(draft, shown), "spaces around change nothing"
    draft.read("https://example.com/")
    assert is_stale(draft, shown)
    draft.read("cto")
    assert not is_stale(draft, shown)
    assert is_stale(draft, shown, "alfie-lambert"), "another viewer is another search"
    draft.read(URLS[kind])
    assert is_stale(draft, shown)
    shown = run(draft)
    assert not is_stale(draft, shown)


def test_rows_of_skills_and_connections() -> None:
    draft = draft_of("recruiter")
    shown = query_from_skills((PYTHON, JAVA))
    draft.builder.load(shown)
    assert not is_stale(draft, shown)
    draft.read("-java, python")
    assert not is_stale(draft, shown), "the same skills in another order"
    draft.read("-java, python, sql")
    comparison = compare(draft, None, shown)
    assert comparison.is_stale
    assert comparison.can_run, "once its names are looked up"
    connections = draft_of("connections")
    connections.read("alfie-lambert")
    whose = connections.query(None)
    assert not is_stale(connections, whose)
    connections.read("https://www.linkedin.com/in/alfie-lambert/")
    assert not is_stale(connections, whose)
    connections.read("olivia-shaw")
    assert is_stale(connections, whose)


def test_the_sentences_name_both_queries_and_the_key() -> None:
    draft = draft_of("people")
    draft.read("engineer")
    shown = run(draft)
    draft.builder.add(field(draft, "geoUrn"), Chip("Berlin", "103035651"))
    comparison = compare(draft, None, shown)
    assert comparison.line("R", "1 Standard credit per page") == (
        "Results of the previous query: “engineer”. R runs this one · 1 Standard credit per page"
    )
    assert comparison.current is not None
    assert quoted(comparison.current, comparison.labels) == "“engineer · Berlin”"
    assert "“engineer”. Press R to run the new one." in comparison.refusal("R")
    draft.builder.clear()
    empty = compare(draft, None, shown)
    assert "The query above is empty" in empty.line("R", "1")
    assert "type a query first" in empty.refusal("R")
    draft.read("https://example.com/")
    assert "can't be run" in compare(draft, None, shown).line("R", "1")
    draft.read("engineer")
    assert compare(draft, None, shown).line("R", "1") == ""
    assert "“engineer”, without a viewer" in compare(draft, "alfie", shown).line("R", "1")
    assert Comparison(None, None).line("R", "1") == ""


def test_a_query_that_is_called_by_its_url_is_named_by_its_filters() -> None:
    query = query_from_text("people", URLS["people"])
    assert query.title.startswith("https://")
    assert query_words(query) == "cto · 1st"
    by_id = query_from_text(
        "people", "https://www.linkedin.com/search/results/people/?geoUrn=%5B%22103035651%22%5D"
    )
    assert query_words(by_id, [("BING_GEO", "103035651", "Berlin")]) == "Berlin"
    assert quoted(query_from_text("people", "cto", "alfie")) == "“cto”, seen by alfie"
    assert len(query_words(query_from_text("people", "word " * 100))) <= 100
