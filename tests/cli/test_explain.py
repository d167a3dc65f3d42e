from __future__ import annotations

import json
import re

import pytest
from click.testing import CliRunner

from lix_tui.cli.explain import command
from tests.linkedin.linkedin_corpus import MALFORMED, SAMPLES

LEADS = "https://www.linkedin.com/sales/search/people"
QUERY = (
    "(spellCorrectionEnabled%3Atrue%2Cfilters%3AList("
    "(type%3ASENIORITY_LEVEL%2Cvalues%3AList((id%3A310%2CselectionType%3AINCLUDED)%2C"
    "(id%3A220%2Ctext%3ADirector%2CselectionType%3AEXCLUDED)))%2C"
    "(type%3APOSTAL_CODE%2Cvalues%3AList((text%3A10115%2CselectionType%3AINCLUDED))"
    "%2CselectedSubFilter%3A25)%2C"
    "(type%3AANNUAL_REVENUE%2CrangeValue%3A(min%3A5)%2CselectedSubFilter%3AUSD))"
    "%2Ckeywords%3A%2522head%2520of%2522)"
)
KEYS = {
    "kind", "entity_id", "keywords", "filters", "params", "page", "start", "url", "problem",
}  # fmt: skip
KINDS = {
    "sales_people", "sales_company", "people", "jobs", "posts", "companies", "recruiter",
    "person", "lead", "recruiter_profile", "company", "account", "job", "post", "unknown",
}  # fmt: skip


def explain(*words: str, color: bool = False, **environ: str) -> tuple[int, str]:
    done = CliRunner().invoke(command, words, color=color, env=environ)
    return done.exit_code, done.stdout


def test_a_search_as_json() -> None:
    url = f"{LEADS}?query={QUERY}&page=2&sessionId=a%3D%3D"
    status, out = explain("--json", url)
    assert status == 0
    assert json.loads(out) == {
        "kind": "sales_people",
        "keywords": '"head of"',
        "filters": [
            {
                "type": "SENIORITY_LEVEL",
                "values": [
                    {"id": "310", "excluded": False},
                    {"id": "220", "text": "Director", "excluded": True},
                ],
            },
            {
                "type": "POSTAL_CODE",
                "values": [{"text": "10115", "excluded": False}],
                "sub_filter": "25",
            },
            {"type": "ANNUAL_REVENUE", "range": {"min": 5}, "sub_filter": "USD"},
        ],
        "params": {"sessionId": "a=="},
        "page": 2,
        "url": url,
    }


def test_one_object_a_line_and_the_worst_status() -> None:
    status, out = explain("linkedin.com/in/Foo", "nothing", MALFORMED[0].url, "--json")
    assert status == 2
    found = [json.loads(line) for line in out.splitlines()]
    assert found[0] == {
        "kind": "person",
        "entity_id": "foo",
        "url": "https://www.linkedin.com/in/foo",
    }
    assert [item["kind"] for item in found] == ["person", "unknown", "unknown"]
    assert all(item["problem"] for item in found[1:])
    assert "character" in found[2]["problem"]


def test_every_real_url_keeps_the_contract() -> None:
    status, out = explain("--json", *(sample.url for sample in SAMPLES))
    assert status == 2, "one of them is malformed"
    for sample, line in zip(SAMPLES, out.splitlines(), strict=True):
        found = json.loads(line)
        assert set(found) <= KEYS
        assert found["kind"] in KINDS
        assert found["kind"] == ("unknown" if sample in MALFORMED else sample.kind)
        assert ("problem" in found) == (found["kind"] == "unknown")
        assert all(part not in (None, [], {}) for part in found.values())


def test_a_page_for_people() -> None:
    status, out = explain(f"{LEADS}?query={QUERY}&page=2&viewAllFilters=true")
    assert status == 0
    assert out == (
        "kind       sales_people\n"
        'keywords   "head of"\n'
        "filters    SENIORITY_LEVEL  CXO (310), not Director (220)\n"
        "           POSTAL_CODE      10115, [25]\n"
        "           ANNUAL_REVENUE   from 5, [USD]\n"
        "params     viewAllFilters  true\n"
        "page       2\n"
        f"url        {LEADS}?query={QUERY}&page=2&viewAllFilters=true\n"
    )


def test_parameters_have_their_labels() -> None:
    out = explain("https://www.linkedin.com/jobs/search/?f_E=1%2C9&f_WT=2&start=25")[1]
    assert "f_E   Internship (1), 9\n" in out
    assert "f_WT  Remote (2)\n" in out
    assert "start      25\n" in out


def test_colour_is_for_terminals() -> None:
    url = f"{LEADS}?query={QUERY}"
    plain, coloured = explain(url)[1], explain(url, color=True)[1]
    assert "\x1b" not in plain
    assert "\x1b[31mnot Director (220)\x1b[0m" in coloured
    assert "\x1b[32mCXO (310)\x1b[0m" in coloured
    assert re.sub(r"\x1b\[\d+m", "", coloured) == plain
    assert explain(url, color=True, NO_COLOR="1")[1] == plain
    assert "\x1b[31m" in explain("nothing", color=True)[1]


@pytest.mark.parametrize("as_json", [True, False])
def test_hostile_text_reaches_no_terminal(as_json: bool) -> None:
    url = (
        "https://www.linkedin.com/search/results/people/?keywords=%1B%5B31m%C2%9B%E2%80%AEx"
        "&%1Bname=%1B&geoUrn=%5B%22%1B%22%5D#\x1b\x9b"
    )
    out = explain(*(["--json"] if as_json else []), url, f"{LEADS}?query=(\x1b")[1]
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", out)
