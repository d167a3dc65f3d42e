"""``get``, ``facet`` and Recruiter searches, as processes over a socket."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from lix_tui.store.errors import StoreFull
from lix_tui.store.records import RecordStore
from lix_tui.store.searches import SearchStore
from tests.cli.command_line import KEY, run
from tests.conftest import Served

PAYLOAD = {"type": "search.person.by-email", "data": {"hits": [{"name": "Dana"}]}}


@pytest.mark.parametrize(
    ("what", "value", "field"),
    [
        ("person", "olivia-shaw", "name"),
        ("organisation", "foxbank", "liOrganisation"),
        ("job", "3900512190", "jobPosting"),
        ("hirers", "https://www.linkedin.com/jobs/view/3900512190/", None),
        ("person-ids", "https://www.linkedin.com/in/olivia-shaw?trk=x", "personIds"),
        ("organisation-ids", "foxbank", "organisationIds"),
        ("website", "https://www.foxbank.example/about?x=1#y", "organisations"),
        ("website", "flintpoint.example", "organisations"),
        ("extended", "https://www.linkedin.com/in/olivia-shaw?trk=x", "topVoice"),
        ("extended", "thomas-thornton", None),
        ("employment", "olivia-shaw", "experiences"),
        ("email", "olivia-shaw", "status"),
        ("by-email", "sanjay.nair@foxbank.example", "hits"),
        ("connections", "https://www.linkedin.com/in/alfie-lambert", "elements"),
        ("connections", "@alfie-lambert", "elements"),
        ("person", "(olivia-shaw)\u200e", "name"),
        ("person", '=HYPERLINK("https://www.linkedin.com/in/olivia-shaw";"Olivia")', "name"),
        (
            "job",
            "https://www.linkedin.com/jobs/search/?currentJobId=3900512190&keywords=x",
            "jobPosting",
        ),
    ],
)
def test_everything_can_be_got_and_is_free_again(
    what: str, value: str, field: str | None, sandbox: Served
) -> None:
    status, out, err = run("get", what, value, url=sandbox.url)
    assert status == 0
    assert err == "" or "2 organisations have this website" in err
    answer = json.loads(out)
    assert field is None or answer[field]
    spent = sum(int(str(entry["cost"])) for entry in sandbox.requests())
    again = run("get", what, value, url=sandbox.url)
    assert again == (status, out, err)
    assert sum(int(str(entry["cost"])) for entry in sandbox.requests()) == spent
    raw = run("get", what, value, "--raw", url=sandbox.url)
    assert raw[0] == 0
    assert all(isinstance(json.loads(line), dict) for line in raw[1].splitlines())


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("person", "dana@example.com"), "This is an email address; give a link or an id of a person."),
        (("organisation", "acme.com"), "'acme.com' is a website"),
        (("organisation", "www.acme.co.uk"), "is a website"),
        (("organisation", "https://acme.com/about"), "is a website"),
        (("organisation-ids", "Acme.COM."), "such as https://www.linkedin.com/company/acme"),
        (("organisation", "acme.com"), "run 'lix-tui get website acme.com' for 1 Org credit"),
        (("website", "acme"), "'acme' isn't a website; give a domain such as acme.com"),
        (("website", "https://www.linkedin.com/company/acme"), "This is a company page; give a"),
        (("person", "acme.com"), "can't be a person's id"),
        (("person", "https://www.linkedin.com/pub/dir?firstName=Jane"), "search people for the name"),
        (("post", "https://www.linkedin.com/posts/acme_jobs-post?trk=x"), "lacks the post's number"),
        (("job", "https://www.linkedin.com/jobs/search/?keywords=x"), "This is a job search; give"),
        (("person", "linkedin.com/in/a\nlinkedin.com/in/b"), "These are 2 links"),
        (("organisation", "https://www.linkedin.com/sales/search/company?query=(keywords%3Ax)"),
         "This is a Sales Navigator account search; give"),
        (("extended", "https://www.linkedin.com/company/x"), "give a link or an id of a person"),
        (("employment", "acme.com"), "can't be a person's id"),
        (("hirers", "olivia shaw"), "give a link or an id of a job"),
        (("by-email", "olivia-shaw"), "give an email address"),
        (("connections", "two words"), "account connected to Lix"),
        (("person",), "VALUE is missing"),
        (("person", "olivia-shaw", "--recheck"), "--recheck is for email"),
        (("colour", "x"), "is not one of"),
        (("job", "--webhook", "-"), "--webhook is for by-email"),
        (("by-email", "--webhook", "-"), "isn't a webhook payload"),
        (("job", "--request", "17"), "--request is for by-email"),
        (("by-email", "--request", " "), "Copy it again"),
        (("by-email", "--request", "1" * 600), "Copy it again"),
        (("by-email", "--request", "17", "--webhook", "-"), "Use one of them"),
        (("by-email", "olivia-shaw", "--request", "17"), "give an email address"),
        (("by-email", "--request", "17", "--recheck"), "--recheck is for email"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_said_before_anything_is_sent(
    arguments: tuple[str, ...], words: str, sandbox: Served
) -> None:
    status, out, err = run("get", *arguments, url=sandbox.url)
    assert (status, out) == (2, "")
    assert words in err.replace("\n", " ")
    assert sandbox.requests() == []


def test_a_webhook_is_read_from_standard_input() -> None:
    command = [sys.executable, "-m", "lix_tui", "get", "by-email"]
    for more in (["--webhook", "-"], ["dana@example.com", "--webhook", "-"], ["dana@example.com"]):
        done = subprocess.run(
            [*command, *more, "--demo"],
            check=False, capture_output=True, text=True, input=json.dumps(PAYLOAD),
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (0, "")
        assert json.loads(done.stdout) == PAYLOAD


@pytest.mark.sandbox_options("--dialect", "lookc_polls=50")
def test_a_lookup_that_is_not_finished_says_so(sandbox: Served) -> None:
    words = ("get", "by-email", "sanjay.nair@foxbank.example", "--wait", "0")
    status, out, err = run(*words, url=sandbox.url)
    assert status == 6
    assert json.loads(out)["request_id"]
    assert "still looking" in err


@pytest.mark.parametrize("kind", ["search.job", "search.person.by-name", "", 7, ["x"], {"a": 1}])
@pytest.mark.parametrize("address", [(), ("dana@example.com",)])
def test_a_webhook_of_another_type_is_refused(
    kind: object, address: tuple[str, ...], sandbox: Served, tmp_path: Path
) -> None:
    file = tmp_path / "hook.json"
    file.write_text(json.dumps({**PAYLOAD, "type": kind}))
    arguments = ("get", "by-email", *address, "--webhook", str(file))
    status, out, err = run(*arguments, url=sandbox.url)
    assert (status, out) == (2, "")
    assert "hook.json is a webhook payload of type" in err
    assert len(err.splitlines()) == 1
    if address:
        run("get", "by-email", *address, url=sandbox.url)
        assert len(sandbox.requests()) == 1, "it was not stored"


@pytest.mark.parametrize("kind", [{}, {"type": None}])
@pytest.mark.parametrize("address", [(), ("dana@example.com",)])
def test_a_webhook_without_a_type_is_refused(
    kind: dict[str, object], address: tuple[str, ...], sandbox: Served, tmp_path: Path
) -> None:
    file = tmp_path / "hook.json"
    file.write_text(json.dumps({"data": PAYLOAD["data"], **kind}))
    words = ("get", "by-email", *address, "--webhook", str(file))
    status, out, err = run(*words, url=sandbox.url)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert "hook.json has no type" in err
    if address:
        run("get", "by-email", *address, url=sandbox.url)
        assert len(sandbox.requests()) == 1, "it was not stored"


def test_a_webhook_without_data_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "hook.json"
    file.write_text(json.dumps({"type": "search.person.by-email", "hits": []}))
    status, out, err = run("get", "by-email", "--webhook", str(file), "--demo")
    assert (status, out, "isn't a webhook payload" in err) == (2, "", True)


def test_a_webhook_as_it_is_documented_is_read(tmp_path: Path) -> None:
    file = tmp_path / "hook.json"
    payload = {"type": "search.person.by-email", "data": PAYLOAD["data"]}
    file.write_text(json.dumps(payload))
    status, out, _ = run("get", "by-email", "--webhook", str(file), "--demo")
    assert (status, json.loads(out)) == (0, payload)


ADDRESS = "sanjay.nair@foxbank.example"


def pending(sandbox: Served) -> str:
    """Start a lookup on another machine, and return its request id."""
    with httpx.Client(base_url=sandbox.url, headers={"Authorization": KEY}) as client:
        body = client.get("/v1/search/person/by-email", params={"email": ADDRESS}).json()
    return str(body["request_id"])


def spent(sandbox: Served) -> int:
    return sum(int(str(entry["cost"])) for entry in sandbox.requests())


@pytest.mark.sandbox_options("--dialect", "lookc_polls=2")
def test_a_request_id_is_asked_for_until_it_answers_for_nothing(sandbox: Served) -> None:
    number, before = pending(sandbox), spent(sandbox)
    status, out, err = run("get", "by-email", "--request", f" {number} ", url=sandbox.url)
    assert (status, err) == (0, "")
    assert json.loads(out)["data"]["hits"][0]["name"] == "Sanjay Nair"
    assert spent(sandbox) == before
    assert run("get", "by-email", ADDRESS, url=sandbox.url)[0] == 0
    assert spent(sandbox) > before, "without an address it answers for none"


@pytest.mark.sandbox_options("--dialect", "lookc_polls=1")
def test_an_answer_to_a_request_id_is_stored_under_its_address(sandbox: Served) -> None:
    number, before = pending(sandbox), spent(sandbox)
    first = run("get", "by-email", ADDRESS, "--request", number, url=sandbox.url)
    assert first[0] == 0
    asked = len(sandbox.requests())
    again = run("get", "by-email", ADDRESS, url=sandbox.url)
    assert again[:2] == first[:2]
    assert (len(sandbox.requests()), spent(sandbox)) == (asked, before)
    raw = run("get", "by-email", "--request", number, "--raw", url=sandbox.url)
    assert json.loads(raw[1]) == json.loads(first[1])


@pytest.mark.sandbox_options("--dialect", "lookc_polls=50")
def test_a_request_that_is_not_finished_says_so(sandbox: Served) -> None:
    number = pending(sandbox)
    status, out, err = run("get", "by-email", "--request", number, "--wait", "0", url=sandbox.url)
    assert (status, json.loads(out)["request_id"]) == (6, number)
    assert "still looking" in err


def test_an_unknown_request_is_not_found(sandbox: Served) -> None:
    status, out, err = run("get", "by-email", ADDRESS, "--request", "17", url=sandbox.url)
    assert (status, out) == (5, "")
    assert len(err.splitlines()) == 1
    assert run("get", "by-email", ADDRESS, url=sandbox.url)[0] == 0, "the address is not missing"


def test_an_address_is_checked_until_it_is_valid(sandbox: Served) -> None:
    status, out, _ = run("get", "email", "sanjay-nair", url=sandbox.url)
    assert (status, json.loads(out)["status"]) == (0, "PROBABLE")
    status, out, _ = run("get", "email", "sanjay-nair", "--recheck", url=sandbox.url)
    assert (status, json.loads(out)["status"]) == (0, "VALID")
    asked = len(sandbox.requests())
    run("get", "email", "sanjay-nair", "--recheck", url=sandbox.url)
    assert len(sandbox.requests()) == asked, "VALID is final"


def test_facets_are_json_lines(sandbox: Served) -> None:
    status, out, err = run("facet", "seniority_v2", "vice", url=sandbox.url)
    assert (status, out, err) == (0, '{"id": "300", "text": "Vice President"}\n', "")
    assert sandbox.requests() == []
    status, out, _ = run("facet", "skill", "pyth", url=sandbox.url)
    assert status == 0
    assert json.loads(out)["id"].startswith("urn:li:ts_skill:")
    assert run("facet", "TITLE", "qqqq", url=sandbox.url)[:2] == (0, "")
    assert run("facet", "COLOUR", "red", url=sandbox.url)[0] == 2


def test_a_facet_prints_its_first_hundred_values_or_as_many_as_asked_for(sandbox: Served) -> None:
    words = ("facet", "TITLE", "pr")
    status, out, err = run(*words, url=sandbox.url)
    assert (status, len(out.splitlines())) == (0, 100)
    assert "--all prints the rest" in err
    for more, count in (
        (("--all",), 123), (("--limit", "110"), 110), (("--limit", "7"), 7), ((), 100),
    ):  # fmt: skip
        status, out, err = run(*words, *more, url=sandbox.url)
        lines = out.splitlines()
        assert (status, len(lines), len(set(lines))) == (0, count, count)
        assert ("--all" in err) is (more == ())
    assert [entry["status"] for entry in sandbox.requests()].count(200) == 2, "each page once"
    assert (
        len(run("facet", "SENIORITY_V2", "", "--limit", "2", url=sandbox.url)[1].splitlines()) == 2
    )
    for wrong in (("--limit", "-1"), ("--limit", "0"), ("--limit", "5", "--all")):
        assert run(*words, *wrong, url=sandbox.url)[0] == 2


def test_a_recruiter_search_takes_skills(sandbox: Served) -> None:
    skill = json.loads(run("facet", "skill", "python", url=sandbox.url)[1])
    words = ("search", "recruiter", "--skill", f"+{skill['id']}={skill['text']}", "--limit", "30")
    status, out, err = run(*words, url=sandbox.url)
    assert (status, err) == (0, "")
    people = [json.loads(line) for line in out.splitlines()]
    assert len(people) == len({person["link"] for person in people}) == 30
    pages = [entry for entry in sandbox.requests() if entry["endpoint"] == "recruiter_search"]
    bodies = [entry["body"] for entry in pages if entry["status"] == 200]
    assert [body["start"] for body in bodies if isinstance(body, dict)] == [0, 25]
    asked = len(sandbox.requests())
    named = run("search", "recruiter", "--skill", "+python", "--limit", "30", url=sandbox.url)
    assert named[1] == out, "the same skill by its name is the same search"
    assert len(sandbox.requests()) == asked, "and the name was looked up before"
    assert run("search", "recruiter", "--keywords", "x", url=sandbox.url)[0] == 2
    assert run("search", "recruiter", "--skill", "qqqq", url=sandbox.url)[0] == 2
    assert run("search", "people", "--skill", "+python", url=sandbox.url)[0] == 2


def test_a_viewer_for_one_search(sandbox: Served) -> None:
    words = ("search", "people", "--keywords", "data", "--limit", "1", "--viewer")
    assert run(*words, "alfie-lambert", url=sandbox.url)[0] == 0
    sent = sandbox.requests()[-1]["params"]
    assert isinstance(sent, dict)
    assert sent["viewer_id"] == "alfie-lambert"
    assert "sequence_id" not in sent
    assert run(*words, "nobody-there", url=sandbox.url)[0] == 8


def test_a_record_that_cannot_be_written_is_printed_all_the_same(
    sandbox: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(part: RecordStore, **what: object) -> None:
        raise StoreFull("The disk is full; make room and try again.")

    monkeypatch.setattr(RecordStore, "save", refuse)
    status, out, err = run("get", "person", "olivia-shaw", url=sandbox.url)
    assert json.loads(out)["name"] == "Olivia Shaw"
    assert status == 1
    assert "lix-tui: The disk is full; make room and try again.\n" in err
    assert "1 answer couldn't be stored" in err


def test_a_page_that_cannot_be_written_is_printed_all_the_same(
    sandbox: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(part: SearchStore, page: object) -> int:
        raise StoreFull("The disk is full; make room and try again.")

    monkeypatch.setattr(SearchStore, "save_page", refuse)
    status, out, err = run(
        "search", "people", "--keywords", "engineer", "--limit", "5", url=sandbox.url
    )
    assert len(out.splitlines()) == 5
    assert status == 1
    assert "The disk is full; make room and try again. 5 elements are in the output." in err
