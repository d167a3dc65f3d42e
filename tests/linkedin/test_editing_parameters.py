from __future__ import annotations

import pytest

from lix_tui.linkedin.filters import Filter, FilterValue, Range
from lix_tui.linkedin.flagship import JobsSearch, PeopleSearch, PostsSearch
from lix_tui.linkedin.recognition import recognise
from tests.support.search_edits import with_value, without_value

JOBS = "https://www.linkedin.com/jobs/search/"


@pytest.mark.parametrize(
    ("before", "values", "after"),
    [
        ('%5B"96"%2C"4"%5D', ("96", "4", "é"), '%5B"96"%2C"4"%2C"%C3%A9"%5D'),
        ('["96","4"]', ("4",), '["4"]'),
        ("%5B%2296%22%2C%224%22%5D", ("4", "96"), "%5B%224%22%2C%2296%22%5D"),
        ("%5b%2296%22%2c%224%22%5d", ("96", "4", "1"), "%5b%2296%22%2c%224%22%2c%221%22%5d"),
        ("%5B96%2C4%5D", ("96", "7"), "%5B96%2C%227%22%5D"),
        ("%5B%22a%2Cb%22%2C%22c%22%5D", ("a,b",), "%5B%22a%2Cb%22%5D"),
        ("96", ("96", "4"), "%5B%2296%22%2C%224%22%5D"),
        ('%5B"a%5C"b"%5D', ('a"b', "c"), "%5B%22a%5C%22b%22%2C%22c%22%5D"),
        ("%5B%22a%5C%22b%22%5D", ('a"b', "c"), "%5B%22a%5C%22b%22%2C%22c%22%5D"),
        ("%255B%252296%2522%255D", ("96", "4"), "%5B%2296%22%2C%224%22%5D"),
    ],
)
def test_values_of_an_array_that_stay_keep_their_spelling(
    before: str, values: tuple[str, ...], after: str
) -> None:
    url = "https://www.linkedin.com/search/results/content/?authorJobTitle={}&sid=o(E"
    search = PostsSearch.read(url.format(before)).with_values("authorJobTitle", *values)
    assert search.url == url.format(after)
    assert search.values("authorJobTitle") == values


def test_values_of_a_list_that_stay_keep_their_spelling() -> None:
    for broken in ("C,[I", "C,%22I"):
        search = JobsSearch.read(f"{JOBS}?f_JT={broken},P")
        assert without_value(search, "f_JT", FilterValue("P")).url == f"{JOBS}?f_JT={broken}"
    json_array = JobsSearch.read(f"{JOBS}?f_JT=[%22C%22,%22I%22]")
    assert without_value(json_array, "f_JT", FilterValue("C")).url == f"{JOBS}?f_JT=I"
    odd = JobsSearch.read(f"{JOBS}?f_E=1,2%3B%20x,3")
    assert without_value(odd, "f_E", FilterValue("1")).url == f"{JOBS}?f_E=2%3B%20x,3"
    search = JobsSearch.read(f"{JOBS}?f_E=1,2&keywords=a+b")
    assert with_value(search, "f_E", FilterValue("3")).url == f"{JOBS}?f_E=1,2,3&keywords=a+b"
    assert without_value(search, "f_E", FilterValue("1")).url == f"{JOBS}?f_E=2&keywords=a+b"


def test_a_repeated_list_is_one_list() -> None:
    search = JobsSearch.read(f"{JOBS}?f_E=1&keywords=x&f_E=2%2C3")
    assert search.values("f_E") == ("1", "2", "3") == recognise(search.url).params["f_E"]
    assert search.with_values("f_E", "1", "2", "3") is search
    assert without_value(search, "f_E", FilterValue("2")).url == f"{JOBS}?f_E=1%2C3&keywords=x"


def test_flagship_searches_only_include() -> None:
    search = PeopleSearch.new()
    for item in (
        Filter("geoUrn", (FilterValue("1", excluded=True),)),
        Filter("facetNetwork", (), Range(1, 2)),
        Filter("title", (FilterValue(text="x"),), sub_filter="y"),
    ):
        with pytest.raises(ValueError, match="only accepts values to include"):
            search.with_filter(item)
    with pytest.raises(ValueError, match="no parameter “nope”"):
        with_value(search, "nope", FilterValue("1"))
