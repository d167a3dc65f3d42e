"""The commands: data on standard output, messages on standard error, exit statuses."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lix_tui.api.endpoints import ENDPOINTS
from tests.cli.command_line import KEY, run
from tests.conftest import INTERVAL, Served
from tests.support.commands import search_request_count


def run_process(
    *arguments: str, url: str | None = None, key: str | None = KEY, **more: str
) -> tuple[int, str, str]:
    environ = {**os.environ, "LIX_RATE_INTERVAL": str(INTERVAL), **more}
    if key is not None:
        environ["LIX_API_KEY"] = key
    if url is not None:
        environ |= {"LIX_API_URL": url, "LIX_LOOKC_URL": url}
    done = subprocess.run(
        [sys.executable, "-m", "lix_tui", *arguments],
        check=False, capture_output=True, text=True, env=environ, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


def test_a_search_prints_each_element_once_and_again_for_nothing(sandbox: Served) -> None:
    status, out, err = run_process(
        "search", "people", "--keywords", "engineer", "--limit", "25", url=sandbox.url
    )
    assert (status, err) == (0, "")
    lines = [json.loads(line) for line in out.splitlines()]
    assert len(lines) == len({line["link"] for line in lines if "link" in line}) == 25
    asked = search_request_count(sandbox)
    again = run_process(
        "search", "people", "--keywords", "engineer", "--limit", "25", url=sandbox.url
    )
    assert again[1] == out
    assert search_request_count(sandbox) == asked
    link = "linkedin.com/search/results/people/?origin=X&sid=abc&page=7&keywords=engineer"
    noisy = run_process("search", "people", link, "--limit", "25", url=sandbox.url)
    assert noisy[1] == out
    assert search_request_count(sandbox) == asked, "the same query is free whatever its noise"
    run_process(
        "search", "people", "--keywords", "engineer", "--limit", "5", "--refresh", url=sandbox.url
    )
    assert search_request_count(sandbox) == asked + 1


def test_all_pages_come_in_every_format(sandbox: Served, tmp_path: Path) -> None:
    words = ("search", "sales", "--keywords", "director sales", "--all")
    lines = run(*words, url=sandbox.url)[1].splitlines()
    array = json.loads(run(*words, "--format", "json", url=sandbox.url)[1])
    table = list(csv.DictReader(io.StringIO(run(*words, "--format", "csv", url=sandbox.url)[1])))
    file = tmp_path / "out.md"
    status, out, _ = run(*words, "--format", "md", "-o", str(file), url=sandbox.url)
    assert (status, out) == (0, "")
    count = len(file.read_text().splitlines()) - 2
    assert len(lines) == len(array) == len(table) == count > 25
    assert not [f for f in tmp_path.iterdir() if f.name.startswith(".out.md")]


def test_a_person_costs_once(sandbox: Served) -> None:
    link = json.loads(
        run("search", "people", "--keywords", "engineer", "--limit", "1", url=sandbox.url)[1]
    )["link"]
    first = run("get", "person", link, url=sandbox.url)
    assert first[0] == 0
    assert json.loads(first[1])["name"]
    run("get", "person", link.removeprefix("https://www."), url=sandbox.url)
    raw = run("get", "person", link, "--raw", url=sandbox.url)
    assert json.loads(raw[1]) == json.loads(first[1])
    asked = [entry for entry in sandbox.requests() if entry["path"] == "/v1/person"]
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("kind", "what", "pool"),
    [
        ("jobs", "job", "standard"),
        ("posts", "post", "standard"),
        ("orgs", "organisation", "org"),
        ("accounts", "organisation", "org"),
    ],
)
def test_the_other_kinds_go_the_same_way(kind: str, what: str, pool: str, sandbox: Served) -> None:
    words = ("search", kind, "--keywords", "data", "--limit", "12", "--format", "csv")
    status, out, err = run(*words, url=sandbox.url)
    assert status == 0, err
    rows = list(csv.DictReader(io.StringIO(out)))
    assert len(rows) == 12
    for _ in range(2):
        status, out, err = run("get", what, rows[0]["link"], url=sandbox.url)
        assert status == 0, err
        assert json.loads(out)
    asked = [e for e in sandbox.requests() if e["path"] == ENDPOINTS[what].paths[0]]
    assert len(asked) == 1
    left = json.loads(run("account", url=sandbox.url)[1])["balances"]
    assert left == {
        "standard": 50_000 - (1 if kind == "accounts" else 2) - (pool == "standard"), "org": 2_000 - (pool == "org"), "email": 500,
    }  # fmt: skip


def test_the_account_is_json(sandbox: Served) -> None:
    status, out, _ = run("account", url=sandbox.url)
    answer = json.loads(out)
    assert status == 0
    assert answer["balances"]["standard"] == 50_000
    assert answer["daily_allowance"]["requests_remaining"] == 10_000


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("search", "people", "https://evil.test/search/results/people/?keywords=x"), 2),
        (("search", "people", "https://www.linkedin.com/jobs/search/?keywords=x"), 2),
        (("search", "people", "--keywords", "x", "--limit", "-1"), 2),
        (("search", "people"), 2),
        (("search", "people", "--keywords", "x", "--limit", "2", "--all"), 2),
        (("search", "dogs", "--keywords", "x"), 2),
        (("get", "person", "https://www.linkedin.com/company/x"), 2),
        (("acount",), 2),
        (("explain", "https://evil.test/"), 2),
        (("sandbox", "--fault", "earthquake"), 2),
        (("get", "person", "https://www.linkedin.com/in/nobody-at-all-here"), 5),
    ],
)  # fmt: skip
def test_bad_input_gets_a_sentence_and_a_status(
    arguments: tuple[str, ...], status: int, sandbox: Served
) -> None:
    code, out, err = run(*arguments, url=sandbox.url)
    assert code == status, err
    if arguments[0] != "explain":
        assert out == ""
        assert err
    assert "Traceback" not in err


def test_an_unknown_word_gets_the_nearest_command() -> None:
    assert "lix-tui account" in run("acount")[2]


def test_no_key_names_the_three_places() -> None:
    status, _, err = run("account", key=None)
    assert status == 3
    assert all(place in err for place in ("LIX_API_KEY", "keyring", "key"))


def test_plain_http_elsewhere_is_refused() -> None:
    status, _, err = run("account", url="http://api.lix-it.com")
    assert status == 2
    assert "uses http" in err


def with_fault(fault: str, *arguments: str) -> tuple[int, str, str]:
    command = [
        sys.executable,
        "-m",
        "lix_tui",
        "sandbox",
        "--port",
        "0",
        "--interval",
        "0",
        "--fault",
        fault,
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            return run(*arguments, url=process.stdout.readline().strip())
        finally:
            process.terminate()


@pytest.mark.parametrize(
    ("fault", "status", "rows"),
    [
        ("401", 3, 0), ("402#2", 4, 10), ("daily_limit#2", 4, 10), ("429%2", 0, 15),
        ("queued", 6, 0), ("500#2", 7, 10), ("503#2", 7, 10), ("viewer", 8, 0), ("html#2", 7, 10),
        ("truncate#2", 7, 10), ("reset#2", 7, 10), ("garbage#2", 7, 10), ("redirect", 7, 0),
    ],
)  # fmt: skip
def test_every_fault_has_its_status_and_keeps_what_arrived(
    fault: str, status: int, rows: int
) -> None:
    words = ("search", "people", "--keywords", "engineer", "--limit", "15", "--wait", "1")
    code, out, err = with_fault(fault, *words)
    assert code == status, err
    assert len(out.splitlines()) == rows
    assert "Traceback" not in err
    assert KEY not in out + err


def test_a_failed_page_is_asked_for_again_only_when_told() -> None:
    words = ("search", "people", "--keywords", "engineer", "--limit", "15", "--retry", "1")
    code, out, err = with_fault("500#2", *words)
    assert code == 0, err
    assert len(out.splitlines()) == 15


@pytest.mark.sandbox_options("--fault", "queued@people_search")
def test_a_resumed_wait_keeps_to_its_limit(sandbox: Served) -> None:
    words = ("search", "people", "--keywords", "engineer", "--wait", "0")
    assert run(*words, url=sandbox.url)[0] == 6
    asked = len(sandbox.requests())
    assert run(*words, url=sandbox.url)[0] == 6
    assert len(sandbox.requests()) == asked


def test_a_file_that_stands_stays_when_nothing_was_found(tmp_path: Path) -> None:
    file = tmp_path / "keep.csv"
    file.write_text("precious")
    words = ("search", "people", "--keywords", "engineer", "--format", "csv", "-o", str(file))
    assert with_fault("401", *words)[0] == 2, "it is not given up"
    assert with_fault("401", *words, "--overwrite")[0] == 3
    assert file.read_text() == "precious"
    assert list(tmp_path.glob(".keep.csv*")) == []


def test_an_unknown_theme_is_a_sentence() -> None:
    status, _, err = run("--theme", "nope", "linkedin.com/in/x", key=None)
    assert status == 2
    assert err


def test_account_prints_what_arrived() -> None:
    code, out, err = with_fault("500@daily_allowance", "account")
    assert code == 7
    assert "balances" in json.loads(out)
    assert err


def test_kill_9_in_the_middle_goes_on_where_it_stopped(sandbox: Served) -> None:
    words = [sys.executable, "-m", "lix_tui", "search", "people", "--keywords", "engineer", "--all"]
    environ = {
        **os.environ, "LIX_RATE_INTERVAL": str(INTERVAL), "LIX_API_KEY": KEY, "LIX_API_URL": sandbox.url,
    }  # fmt: skip
    for _ in range(3):
        before = search_request_count(sandbox)
        sandbox.answers.send(3)
        process = subprocess.Popen(words, env=environ, stdout=subprocess.DEVNULL)
        while search_request_count(sandbox) < before + 4:
            assert process.poll() is None
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL)
        process.wait()
    sandbox.answers.send()
    out = run("search", "people", "--keywords", "engineer", "--all", url=sandbox.url)[
        1
    ].splitlines()
    keys = [json.loads(line).get("link") or line for line in out]
    assert len(keys) == len(set(keys))
    log = sandbox.requests()
    asked = [e["params"] for e in log if "/search/people" in str(e["path"]) and e["cost"]]
    assert len({str(p["sequence_id"]) for p in asked if isinstance(p, dict)}) == 1
    urls = [str(p["url"]) for p in asked if isinstance(p, dict)]
    assert len(urls) - len(set(urls)) <= 3, "only a page whose answer had not arrived comes again"


def test_the_key_is_nowhere(sandbox: Served, tmp_path: Path) -> None:
    for words in (("account",), ("search", "people", "--keywords", "x"), ("info",)):
        _, out, err = run_process(*words, url=sandbox.url)
        assert KEY not in out + err
    for file in tmp_path.rglob("*"):
        if file.is_file():
            assert KEY.encode() not in file.read_bytes(), file


@pytest.mark.parametrize(
    "words", [("keys",), ("themes",), ("--version",), ("explain", "linkedin.com/in/x")]
)
def test_light_commands_load_no_textual(words: tuple[str, ...]) -> None:
    probe = (
        "import sys; sys.argv = ['lix-tui', *sys.argv[1:]]\n"
        "from lix_tui.cli.main import main\n"
        "try:\n    main()\nfinally:\n"
        "    loaded = {'textual', 'httpx', 'pydantic'} & set(sys.modules)\n"
        "    print(loaded or '', file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe, *words], check=False, capture_output=True, text=True
    )
    assert done.stderr.strip() == ""
    assert done.stdout
