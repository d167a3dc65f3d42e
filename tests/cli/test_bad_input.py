"""Bad input and bad answers of the commands: one sentence, the right status, nothing paid for."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lix_tui.settings.settings import default_paths
from tests.cli.command_line import KEY, run
from tests.conftest import INTERVAL, Served

LEADS = "https://www.linkedin.com/sales/search/people"
PROFILE = "https://www.linkedin.com/in/olivia-shaw"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("serch", "people", "--keywords", "x"), "Did you mean 'lix-tui search'?"),
        (("serch", "--help"), "Did you mean 'lix-tui search'?"),
        (("search", "sales", LEADS), "without keywords or filters"),
        (("search", "sales", f"{LEADS}?query=()"), "without keywords or filters"),
        (
            ("search", "people", "https://www.linkedin.com/search/results/people/?origin=x"),
            "without keywords or filters",
        ),
        (("search", "recruiter", "--skill", "+Java", "--skill", "-java"), "different signs"),
        (("search", "people", "--keywords", "x", "--wait", "nan"), "isn't a number of seconds"),
        (("sandbox", "--latency", "nan"), "isn't a number of seconds"),
        (("facet", "PERSONA", "x"), "ids of your own account"),
        (("facet", "CONNECTION_OF", "x"), "ids of your own account"),
        (("--theme", "nope", "keys"), "'nope' isn't a theme"),
    ],
)
def test_it_is_said_and_nothing_is_sent(words: tuple[str, ...], said: str, sandbox: Served) -> None:
    status, out, err = run(*words, url=sandbox.url)
    assert (status, out) == (2, "")
    assert said in err
    assert sandbox.requests() == []


@pytest.mark.parametrize("command", ["keys", "themes", "info", "explain", "account", "library"])
def test_every_command_takes_the_demo_and_offline(command: str) -> None:
    status, out, _ = run(command, "--help")
    assert status == 0
    if command != "library":
        assert "--demo" in out
        assert "--offline" in out
    assert run("keys", "--demo", "--offline")[0] == 0


def test_keywords_out_of_pair_are_said_and_asked_all_the_same(sandbox: Served) -> None:
    status, out, err = run("search", "people", "--keywords", "(engineer", url=sandbox.url)
    assert status == 0
    assert "never closed" in err
    assert out


@pytest.mark.parametrize(
    ("url", "said"),
    [
        (f"{LEADS}?query=(keywords:a)&query=(keywords:b)", "two queries"),
        (
            (
                f"{LEADS}?query=(filters:List((type:CURRENT_COMPANY,values:List((id:1,"
                "selectionType:MAYBE)))))"
            ),
            "neither INCLUDED nor EXCLUDED",
        ),
        (
            (
                "https://www.linkedin.com/sales/search/company?query=(filters:List("
                "(type:ANNUAL_REVENUE,rangeValue:(min:few,max:10))))"
            ),
            "the min of ANNUAL_REVENUE isn't a number",
        ),
        ("ftp://www.linkedin.com/in/x", "isn't a web link"),
        ("https://www.linkedin.com:8080/in/x", "a port"),
        ("somebody@example.com", "by-email"),
        ("https://www.linkedin.com/groups/1234/", "a group"),
    ],
)
def test_what_a_url_cannot_mean_is_explained(url: str, said: str) -> None:
    status, out, _ = run("explain", "--json", url)
    told = json.loads(out)
    assert (status, told["kind"]) == (2, "unknown")
    assert said in told["problem"]


@pytest.mark.sandbox_options("--fault", "strange")
@pytest.mark.parametrize(
    "words",
    [
        ("facet", "COMPANY_WITH_LIST", "tur"),
        ("account",),
        ("get", "connections", "alfie-lambert"),
        ("search", "people", "--keywords", "engineer"),
    ],
)
def test_an_answer_in_an_unknown_form_is_kept_and_said(
    words: tuple[str, ...], sandbox: Served
) -> None:
    status, _, err = run(*words, url=sandbox.url)
    assert status == 7
    assert "an unknown format" in err
    again = run(*words, url=sandbox.url)
    assert again[0] == 7, "it is not taken for an answer with nothing in it"


@pytest.mark.parametrize(
    "payload",
    ['{"status":"COMPLETED"}', "{}", "[]", '{"data":{"hits":[{"name":NaN}]}}', "no JSON"],
)
def test_a_payload_that_is_none_is_refused(payload: str, tmp_path: Path) -> None:
    file = tmp_path / "hook.json"
    file.write_text(payload, encoding="utf-8")
    status, out, err = run("get", "by-email", "--webhook", str(file))
    assert (status, out) == (2, "")
    assert "isn't a webhook payload" in err


def test_a_refused_key_is_said_once_and_asked_for_once(sandbox: Served) -> None:
    status, _, err = run("account", url=sandbox.url, key="bad-key")
    assert status == 3
    assert len(err.splitlines()) == 1
    assert len(sandbox.requests()) == 1


def test_a_terminated_search_says_how_to_go_on(sandbox: Served) -> None:
    words = ("search", "people", "--keywords", "engineer", "--all")
    environ = {
        **os.environ,
        "LIX_API_KEY": "k",
        "LIX_API_URL": sandbox.url,
        "LIX_RATE_INTERVAL": str(INTERVAL),
    }
    with subprocess.Popen(
        [sys.executable, "-m", "lix_tui", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environ,
    ) as process:
        while len(sandbox.requests()) < 3:
            assert process.poll() is None
            time.sleep(0.02)
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate()
    assert process.returncode == 128 + signal.SIGTERM
    assert err.strip().endswith("Run the same command again to continue.")
    assert "Traceback" not in err


def test_info_tells_the_rest_where_settings_cannot_be_used() -> None:
    folder = default_paths().config
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.toml").write_text("theme = [\n", encoding="utf-8")
    status, out, err = run("info")
    assert status == 2
    assert "config.toml can't be read" in err
    assert "settings file" in out
    assert KEY not in out + err


@pytest.mark.parametrize("words", [("keys",), ("search", "--help"), ("library", "--help")])
def test_a_reader_that_leaves_is_no_failure(words: tuple[str, ...]) -> None:
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "lix_tui", *words]
    done = subprocess.run(command, check=False, stdout=write, stderr=subprocess.PIPE, text=True)
    os.close(write)
    assert (done.returncode, done.stderr) == (0, "")


def test_nothing_is_done_without_a_standard_output(sandbox: Served) -> None:
    words = f'exec "{sys.executable}" -m lix_tui search people --keywords engineer >&-'
    environ = {**os.environ, "LIX_API_KEY": KEY, "LIX_API_URL": sandbox.url}
    done = subprocess.run(
        ["/bin/sh", "-c", words], check=False, stderr=subprocess.PIPE, text=True, env=environ
    )
    assert done.returncode == 1
    assert "standard output is closed" in done.stderr
    assert sandbox.requests() == []


LONG, NUMBER = "a" * 70_000, "1" * 70_000


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("get", "person", LONG), "limit of 65,536"),
        (("get", "email", LONG), "limit of 65,536"),
        (("get", "person-ids", LONG), "limit of 65,536"),
        (("get", "connections", LONG), "limit of 65,536"),
        (("get", "person", "jane-doe", "--viewer", LONG), "limit of 65,536"),
        (("get", "job", NUMBER), "This id has 70,000 characters"),
        (("get", "by-email", f"{LONG}@x.org"), "This address has 70,006 characters"),
        (("get", "person", f"https://www.linkedin.com/in/{LONG}"), "This link has 70,028"),
        (("facet", "TITLE", LONG), "limit of 65,536"),
        (("search", "recruiter", "--skill", LONG), "limit of 65,536"),
        (("search", "recruiter", "--skill", f"Java=urn:li:ts_skill:{NUMBER}"), "limit of 65,536"),
        (
            (
                "search", "jobs",
                f"https://www.linkedin.com/jobs/search/?keywords={'ü' * 12_000}",
            ),
            "this link has 72,063 characters, more than the limit of 60,000",
        ),
    ],
    ids=lambda value: str(value)[:30],
)  # fmt: skip
def test_what_is_too_long_to_be_sent_is_said(
    words: tuple[str, ...], said: str, sandbox: Served
) -> None:
    status, out, err = run(*words, url=sandbox.url)
    assert (status, out) == (2, "")
    assert said in err
    assert (err.count("\n"), len(err) < 300) == (1, True)
    assert sandbox.requests() == []


def test_a_viewer_of_the_environment_that_is_too_long_is_said(sandbox: Served) -> None:
    status, _, err = run("get", "person", "jane-doe", url=sandbox.url, LIX_VIEWER_ID=LONG)
    assert (status, "limit of 65,536" in err, err.count("\n")) == (2, True, 1)
    assert sandbox.requests() == []
