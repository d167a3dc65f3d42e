from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lix_tui.linkedin.flagship import (
    CompaniesSearch,
    FlagshipSearch,
    JobsSearch,
    PeopleSearch,
    PostsSearch,
)
from lix_tui.linkedin.parameters import PARAMETERS
from tests.linkedin.linkedin_corpus import SAMPLES, WORDS

MODELS: dict[str, type[FlagshipSearch]] = {
    model.KIND: model for model in (PeopleSearch, JobsSearch, PostsSearch, CompaniesSearch)
}
READABLE = [sample for sample in SAMPLES if sample.kind in MODELS]
NAMES = [(kind, name, shape) for kind, names in PARAMETERS.items() for name, shape in names.items()]


@pytest.mark.parametrize("sample", READABLE)
def test_unedited_is_byte_for_byte(sample: object) -> None:
    assert isinstance(sample, tuple)
    search = MODELS[sample[0]].read(sample[1])
    assert search.url == sample[1]
    for name in search.parameters:
        assert search.with_values(name, *search.values(name)) is search


@given(st.sampled_from(READABLE), WORDS)
def test_an_edit_touches_one_parameter(sample: object, text: str) -> None:
    assert isinstance(sample, tuple)
    kind, url, _ = sample
    search = MODELS[kind].read(url)
    changed = search.with_keywords(text)
    assert changed.keywords == text
    before, after = search.address.parameters, changed.address.parameters
    assert [p for p in before if p.name != "keywords"] == [p for p in after if p.name != "keywords"]


@given(st.sampled_from(NAMES), st.lists(WORDS, min_size=1, max_size=3, unique=True))
def test_what_is_written_is_read_back(named: tuple[str, str, str], texts: list[str]) -> None:
    kind, name, shape = named
    if shape == "list":
        texts = [text for text in texts if text.isascii() and text.isalnum()] or ["1"]
    elif shape != "array":
        texts = texts[:1]
    search = MODELS[kind].new().with_values(name, *texts)
    assert search.values(name) == tuple(texts)
    assert MODELS[kind].read(search.url).url == search.url
    assert search.with_values(name).url == MODELS[kind].new().url


def test_as_linkedin_spells_it() -> None:
    people = (
        PeopleSearch.new().with_values("geoUrn", "1", "2").with_values("connectionOf", "ACoAAx")
    )
    assert people.url == (
        "https://www.linkedin.com/search/results/people/"
        "?geoUrn=%5B%221%22%2C%222%22%5D&connectionOf=%22ACoAAx%22"
    )
    jobs = JobsSearch.new().with_values("f_E", "1", "2").with_values("f_AL", "true")
    assert jobs.url == "https://www.linkedin.com/jobs/search/?f_E=1%2C2&f_AL=true"


@pytest.mark.parametrize(
    "spelling",
    [
        "%5B%2248%22%5D",
        '%5B"48"%5D',
        '["48"]',
        "%2248%22",
        "48",
        "%5B48%5D",
        "%255B%252248%2522%255D",
        '["48',
    ],
)
def test_every_spelling_of_a_value(spelling: str) -> None:
    search = PostsSearch.read(
        f"https://www.linkedin.com/search/results/content/?authorIndustry={spelling}"
    )
    assert search.values("authorIndustry") == ("48",)


def test_mistakes_are_named() -> None:
    with pytest.raises(ValueError, match="no parameter “nope”"):
        PeopleSearch.new().values("nope")
    with pytest.raises(ValueError, match="exactly one"):
        PostsSearch.new().with_values("sortBy", "a", "b")
    with pytest.raises(ValueError, match="accepts only ids"):
        JobsSearch.new().with_values("f_C", "1,2")
    with pytest.raises(ValueError, match="search for jobs"):
        JobsSearch.read("https://www.linkedin.com/search/results/people/?keywords=x")
