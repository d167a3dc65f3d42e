from __future__ import annotations

import subprocess
import sys

import pytest

from lix_tui.linkedin.catalogue import ACCOUNT_FILTERS, FILTERS
from lix_tui.linkedin.facets import (
    KnownValue,
    closed_values,
    facet_of,
    known_values,
    label,
)
from lix_tui.linkedin.recognition import recognise
from lix_tui.linkedin.recruiter import RecruiterSearch
from tests.linkedin.linkedin_corpus import SAMPLES

NO_VALUES_KNOWN = {"LEADS_IN_CRM"}


def test_closed_sets() -> None:
    sizes = closed_values("COMPANY_SIZE")
    assert sizes is not None
    assert len(sizes) == 9
    assert sizes[0] == KnownValue("A", "Self-employed")
    assert len(closed_values("FUNCTION") or ()) == 26
    assert len(closed_values("PROFILE_LANGUAGE") or ()) == 22
    assert closed_values("BING_GEO") is None
    assert closed_values("NOPE") is None
    assert KnownValue("101282230", "Germany") in known_values("BING_GEO")
    assert known_values("NOPE") == ()


def test_labels() -> None:
    assert label("SENIORITY_V2", "320") == "Owner / Partner"
    assert label("SENIORITY_V2", "8") == "CXO"
    assert label("COMPANY_SIZE", "H") == "5001-10,000"
    assert label("COMPANY_SIZE_ACCOUNT_SEARCH", "H") == "5,001-10,000"
    assert label("BING_GEO", "1") is None


def test_filters_and_facets() -> None:
    assert facet_of("REGION") == "BING_GEO"
    assert facet_of("FIRST_NAME") is None


def test_the_catalogue() -> None:
    assert len(FILTERS) == 34
    assert len(ACCOUNT_FILTERS) == 15
    for table in (FILTERS, ACCOUNT_FILTERS):
        for name, spec in table.items():
            assert spec.type == name
            known = closed_values(spec.values_facet)
            if spec.closed and name not in NO_VALUES_KNOWN:
                assert known, name
            if spec.toggle:
                assert len(known or ()) == 1
            if known is not None:
                assert spec.closed, name


@pytest.mark.parametrize("kind", ["sales_people", "sales_company"])
def test_closed_values_of_real_urls_are_known(kind: str) -> None:
    table = FILTERS if kind == "sales_people" else ACCOUNT_FILTERS
    old_or_odd = {"GEO", "TITLE", "SPOTTED"}
    for sample in SAMPLES:
        if sample.kind != kind:
            continue
        for item in recognise(sample.url).filters:
            if item.type in old_or_odd:
                continue
            spec = table[item.type]
            for value in item.values:
                assert spec.excludable or not value.excluded
                if spec.closed and value.id not in (None, "RPW"):
                    assert label(spec.values_facet, value.id or "")


def test_recruiter_handles() -> None:
    saved = next(sample.url for sample in SAMPLES if "savedSearch=" in sample.url)
    search = RecruiterSearch.read(saved)
    assert search.saved_search == "1613200643"
    assert search.project == "275535401"
    assert search.history_id == "10292933033"
    assert search.start is None
    words = "https://www.linkedin.com/talent/search?searchKeyword=data+science&start=25"
    assert RecruiterSearch.read(words) == RecruiterSearch(words, keywords="data science", start=25)
    with pytest.raises(ValueError, match="isn't a Recruiter search"):
        RecruiterSearch.read("https://www.linkedin.com/in/x")


def test_importing_is_cheap() -> None:
    code = (
        "import sys; before = set(sys.modules)\n"
        "import lix_tui.linkedin.search_urls, lix_tui.linkedin.links\n"
        "print(*sorted(set(sys.modules) - before))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(run.stdout.split())
    assert "lix_tui.linkedin.recognition" in loaded
    late = {"lix_tui.linkedin.restli", "lix_tui.linkedin.filters", "lix_tui.linkedin.facets"}
    assert not loaded & (late | {"pydantic", "httpx", "asyncio", "json", "textual"})
