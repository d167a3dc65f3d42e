"""Search links that ask for nothing known, which would buy a page of anybody."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lix_tui.linkedin.parameters import KNOWN_NAMES
from lix_tui.linkedin.recognition import recognise
from lix_tui.services.queries.link_targets import destination_of
from lix_tui.services.queries.query import QueryError, query_of

LINKEDIN = "https://www.linkedin.com"
PAGES = ("/search/results/people/", "/search/results/content/", "/search/results/companies/",
         "/jobs/search/", "/sales/search/people")  # fmt: skip
SALES = f"{LINKEDIN}/sales/search/people"


def refusal(url: str) -> str:
    """Return the one sentence with which a search link is refused before anything is bought."""
    with pytest.raises(QueryError) as error:
        destination_of(url)
    with pytest.raises(QueryError):
        query_of(recognise(url))
    message = str(error.value)
    assert message.endswith(".")
    assert ". " not in message
    return message


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    "name", ["foo", "keyword", "Keywords", "KEYWORDS", "Query", "queryx", "key words"]
)
def test_an_unknown_parameter_is_named(page: str, name: str) -> None:
    assert f"'{name}' isn't one" in refusal(f"{LINKEDIN}{page}?{name}=x")
    assert f"'{name}' isn't one" in refusal(f"{LINKEDIN}{page}?origin=X&{name}=(keywords:x)&page=2")


@pytest.mark.parametrize("page", PAGES[:4])
@pytest.mark.parametrize(
    "value",
    ["", "%20", "+", "%E2%80%8B", "%E2%80%8E", "%E3%85%A4", "%22%22", "()", "%C2%A0", "%22%20%22"],
)
def test_keywords_without_a_letter_ask_for_nothing(page: str, value: str) -> None:
    assert "without keywords or filters" in refusal(f"{LINKEDIN}{page}?keywords={value}")


@pytest.mark.parametrize(
    "rest",
    ["/jobs/search/?sortBy=DD", "/jobs/search/?distance=25", "/jobs/search/?f_AL=false",
     "/jobs/search/?sortBy=DD&distance=25&f_AL=false&f_E=", "/search/results/content/?sortBy=date_posted",
     "/search/results/people/?geoUrn=%5B%5D", "/search/results/people/?geoUrn=%5B%22%22%5D",
     "/sales/search/people?query=(filters:List((type:REGION,values:List())))",
     "/sales/search/people?query=(filters:List((type:REGION,values:List((id:)))))",
     "/sales/search/people?query=(keywords:)", "/sales/search/people?query=(keywords:%20)",
     "/sales/search/people?query=(spellCorrectionEnabled:true,recentSearchParam:(id:5))",
     "/sales/search/people?query=(filters:List((type:ANNUAL_REVENUE,rangeValue:())))"],
)  # fmt: skip
def test_what_narrows_nothing_is_refused(rest: str) -> None:
    refusal(f"{LINKEDIN}{rest}")


def test_an_unknown_part_of_a_query_is_named() -> None:
    assert "'foo' isn't one" in refusal(f"{SALES}?query=(foo:bar)")
    unknown = f"{SALES}?query=(filters:List((type:FOO,values:List((id:1)))))"
    assert "'FOO' isn't one" in refusal(unknown)


@pytest.mark.parametrize(
    "rest",
    ["/jobs/search/?f_AL=true", "/jobs/search/?f_TPR=r86400", "/jobs/search/?location=Oslo&distance=25",
     "/search/results/people/?keywords=x&foo=1", "/search/results/people/?title=CEO",
     "/search/results/people/?facetNetwork=%5B%22F%22%5D", "/search/results/people/?keywords=C%2B%2B",
     "/search/results/content/?datePosted=past-24h", "/sales/search/people?savedSearchId=12",
     "/sales/search/people?query=(filters:List((type:FIRST_NAME,values:List((text:Jo)))))",
     "/sales/search/people?query=(keywordTitle:x)", "/sales/search/people#query=(keywords:x)"],
)  # fmt: skip
def test_what_asks_for_something_known_runs(rest: str) -> None:
    assert destination_of(f"{LINKEDIN}{rest}").query is not None


@pytest.mark.parametrize("page", PAGES[:4])
@pytest.mark.parametrize(
    "between", ["&amp", "&amp;", "&amp;;", "&amp; ", "& amp;", "&amp;amp;", "&ampamp;"]
)
def test_the_rest_of_an_entity_is_repaired(page: str, between: str) -> None:
    found = recognise(f"{LINKEDIN}{page}?origin=X{between}keywords=engineer")
    assert found == recognise(f"{LINKEDIN}{page}?origin=X&keywords=engineer")
    assert recognise(f"{LINKEDIN}{page}?amp;keywords=engineer").keywords == "engineer"
    assert "isn't one" in refusal(f"{LINKEDIN}{page}?origin=X{between}keyword=engineer")


@pytest.mark.parametrize(
    "path",
    ["/jobs/search-results/?foo=1", "/jobs/research?foo=1", "/jobs/research?keywords=x", "/jobs/search-alerts/",
     "/jobs/search-alerts/?keywords=x", "/jobs/search/saved", "/jobs/search/saved?keywords=x", "/jobs/view/search/",
     "/jobs/view/search/?keywords=x"],
)  # fmt: skip
def test_other_pages_of_jobs_are_no_search(path: str) -> None:
    assert recognise(f"{LINKEDIN}{path}").kind == "unknown"
    refusal(f"{LINKEDIN}{path}")


@given(
    st.sampled_from(PAGES),
    st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1).filter(
        lambda name: name not in KNOWN_NAMES
    ),
    st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1),
)
def test_no_unknown_name_ever_runs(page: str, name: str, value: str) -> None:
    target = recognise(f"{LINKEDIN}{page}?{name}={value}")
    if target.is_search and not (name.startswith("amp") and name[3:] in KNOWN_NAMES):
        with pytest.raises(QueryError):
            query_of(target)
