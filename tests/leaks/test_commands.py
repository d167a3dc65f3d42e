"""Every command, in every format, with every failure: none prints or keeps the key."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from urllib.request import Request, urlopen

import click
import pytest

from lix_tui.cli import key, library
from lix_tui.cli.entry import COMMANDS
from lix_tui.cli.get_types import WHAT
from lix_tui.sandbox.faults import FAULTS
from lix_tui.services.export.formats import FORMATS
from lix_tui.services.kinds import KINDS
from tests.cli.command_line import run
from tests.conftest import Served
from tests.faults.actions import LOOKUPS
from tests.faults.trials import VALUES
from tests.leaks.canary import KEY, LOOKC_KEY, contains_key, files, leaking, open_to_others

Words = tuple[str, ...]
PERSON = "https://www.linkedin.com/in/olivia-shaw"
SEARCH_URL = "https://www.linkedin.com/sales/search/people?query=(keywords:engineer)"
VIEWER = ("--viewer", "alfie-lambert")
POST = "the post that was found"
LEAD = "https://www.linkedin.com/sales/lead/ACwAAB8Yx7QB5x0wrjTLk_TWDu6K3qda2LdqGoo,NAME,x"
"""Link of a person that some of the answers about her have, and the address does not."""
LOCAL: tuple[Words, ...] = (
    ("account", "--spent"),
    ("account", "--ledger"),
    ("explain", SEARCH_URL, PERSON),
    ("explain", "--json", SEARCH_URL, "no link"),
    ("keys",),
    ("themes",),
    ("key", "status"),
    ("key", "forget"),
    ("key", "forget", "--lookc"),
    ("info",),
    ("library", "search", "kind:person"),
    ("library", "show", "1"),
    ("library", "tag", "1", "vip"),
    ("library", "note", "1", "met", "her"),
    ("library", "split", LEAD),
    ("library", "export", "-o", "library.jsonl"),
    ("library", "adopt"),
    ("library", "check"),
    ("library", "delete", "1", "--yes"),
    ("library", "purge", "--older-than", "0h", "--yes"),
)
"""Commands that send nothing."""
STORING: tuple[Words, ...] = (
    ("key", "set"),
    ("key", "set", "--lookc"),
    ("key", "set", "--lookc", "--file"),
)
"""Commands that read a key from standard input."""


def searches() -> Iterator[Words]:
    """Return commands that search every kind, and people in every format."""
    for name in KINDS:
        asked = ("--skill", "+Python") if name == "recruiter" else ("--keywords", "engineer")
        yield ("search", name, *asked, "--limit", "12")
    for form in FORMATS:
        words = ("search", "people", "--keywords", "engineer", "--format", form)
        yield (*words, "-o", f"people.{form}")


def lookups() -> Iterator[Words]:
    """Return a get command for every WHAT, and one with --raw."""
    words = {endpoint: word for word, endpoint in WHAT.items()}
    for endpoint, link in (*LOOKUPS.items(), ("post", POST), ("connections", "alfie-lambert")):
        via = () if endpoint in words else ("--via", "lix")
        yield ("get", words.get(endpoint, "by-email"), link, *via)
    for company in ("followers", "employees"):
        yield ("get", company, "foxbank", *VIEWER[: 2 * (company == "followers")])
    yield ("get", "viewers")
    yield ("get", "viewer", "alfie-lambert")
    yield ("get", "person", PERSON, "--raw")


def requesting_commands() -> Iterator[Words]:
    """Return the commands that send requests."""
    yield ("account",)
    yield from searches()
    yield from lookups()
    yield ("facet", "TITLE", "engi")
    yield ("facet", "skill", "pyth")
    yield ("enrich", "people.txt", "--yes", "-o", "enriched.csv")
    yield ("enrich", "people.txt", "--yes", "--what", "email", "-o", "enriched.jsonl")


STRIKING = ("401", "402", "503", "queued", "429", "not_found", "viewer", "redirect", "html",
            "reset", "garbage", "strange", "hostile_error", "echo")  # fmt: skip
"""Faults of every type."""


def with_faults(sandbox: Served, *specs: str) -> None:
    """Change the sandbox's faults."""
    body = json.dumps({"faults": specs}).encode()
    with urlopen(Request(f"{sandbox.url}/_sandbox/faults", body, method="POST")) as answer:
        assert answer.status == 200


def test_every_command_is_here() -> None:
    """List every command of lix-tui, so that a new one must be added to these tests."""
    here = {words[0] for words in (*requesting_commands(), *LOCAL)}
    assert here | {"sandbox"} == set(COMMANDS)  # the sandbox command is itself the server
    assert isinstance(library.command, click.Group)
    assert isinstance(key.command, click.Group)
    for group in (library.command, key.command):
        given = {words[1] for words in (*LOCAL, *STORING) if words[0] == group.name}
        assert given == set(group.commands)


@pytest.mark.sandbox_options("--fault", "echo")
def test_no_command_prints_or_keeps_the_key(
    sandbox: Served, home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Print no key, even if the server repeats it in every object of its answers."""
    caplog.set_level(logging.DEBUG)
    (home / "people.txt").write_text(f"{PERSON}\nhttps://www.linkedin.com/in/thomas-thornton\n")
    (home / "people.txt").chmod(0o600)
    printed, failed, post = "", [], POST
    for asked in (*requesting_commands(), *LOCAL):
        words = tuple(post if word == POST else word for word in asked)
        status, out, err = run(*words, url=sandbox.url, key=KEY)
        if status not in ((0, 2) if words[0] == "explain" else (0,)):
            failed.append((words, status, err))
        assert not contains_key(out + err), words
        printed += out
        if words[:2] == ("search", "posts"):
            post = str(json.loads(out.splitlines()[0])["urn"])
    assert failed == []
    assert "askedWith" in printed, "the server did repeat it"
    assert "[key]" in printed
    assert not contains_key(caplog.text)
    written = {entry.name for entry in files(home.parent)}
    assert {*(f"people.{form}" for form in FORMATS), "lix.db", "enriched.csv"} <= written
    assert leaking(home.parent) == []
    assert open_to_others(home.parent) == []
    assert not contains_key(json.dumps([sandbox.requests(), sandbox.accounts()]))


def test_no_failure_prints_or_keeps_the_key(
    sandbox: Served, home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    statuses = set()
    assert set(STRIKING) <= FAULTS.keys()
    for fault in STRIKING:
        with_faults(sandbox, VALUES.get(fault, fault))
        words = ("get", "person", PERSON, "--refresh", "--wait", "2")
        status, out, err = run(*words, url=sandbox.url, key=KEY)
        assert not contains_key(out + err), fault
        assert "Traceback" not in err
        statuses.add(status)
    assert statuses >= {0, 3, 4, 5, 6, 7, 8}
    assert not contains_key(caplog.text)
    assert leaking(home.parent) == []
    assert open_to_others(home.parent) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LIX_API_URL", "http://api.example.invalid"),
        ("LIX_API_URL", f"https://{KEY}@api.example.invalid"),
        ("LIX_API_URL", f"https://api.example.invalid/?api_key={KEY}"),
        ("LIX_LOOKC_URL", "nonsense"),
        ("SSL_CERT_FILE", "/nonexistent"),
        ("HTTPS_PROXY", f"ftp://me:{KEY}@proxy.invalid"),
        ("ALL_PROXY", f"socks5://me:{KEY}@proxy.invalid"),
    ],
)
def test_an_environment_that_cannot_be_used_is_said_without_what_is_in_it(
    name: str, value: str, home: Path
) -> None:
    status, out, err = run("account", key=KEY, **{name: value})
    assert (status, out) == (2, "")
    assert name in err
    assert len(err.splitlines()) == 1
    assert not contains_key(err)
    assert leaking(home.parent) == []


def test_a_key_in_its_file_is_there_alone(sandbox: Served, home: Path) -> None:
    from lix_tui.settings.key import Key, find_key, store_in_file
    from lix_tui.settings.settings import default_paths

    path = store_in_file(Key(KEY), default_paths().config)
    found = find_key(default_paths().config, {})
    assert found is not None
    assert found.key.reveal() == KEY
    status, out, err = run("account", url=sandbox.url, key=None, LIX_API_KEY="")
    assert (status, err) == (0, "")
    assert not contains_key(out)
    assert not contains_key(run("info", key=None, LIX_API_KEY="")[1])
    assert leaking(home.parent) == []
    assert open_to_others(home.parent) == []
    path.chmod(0o640)
    status, _, err = run("account", url=sandbox.url, key=None, LIX_API_KEY="")
    assert status == 3
    assert "chmod 600" in err
    assert not contains_key(err)


def test_a_stored_key_is_printed_nowhere(home: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    nothing = {"LIX_API_KEY": "", "LIX_LOOKC_KEY": ""}
    for words in STORING:
        written = f"Bearer {LOOKC_KEY if '--lookc' in words else KEY}\n"
        status, out, err = run(*words, key=None, given=written, **nothing)
        assert status == 0, err
        assert "which only you can read" in err
        shown = run("key", "status", key=None, **nothing)
        assert not contains_key(f"{out}{err}{shown}")
    assert not contains_key(caplog.text)
    assert leaking(home.parent) == []
    assert open_to_others(home.parent) == []
    for more in ((), ("--lookc",)):
        assert run("key", "forget", *more, key=None, **nothing)[0] == 0
    assert not any(contains_key(entry.read_bytes()) for entry in files(home.parent))


def test_a_key_in_the_wrong_place_is_not_repeated(home: Path) -> None:
    """Mask a key in the settings file, in an option and in a target."""
    from lix_tui.settings.settings import default_paths

    config = default_paths().config_file
    config.parent.mkdir(parents=True)
    for text in (f"api_key = '''{KEY}'''", f"theme = '''{KEY}\n'''", f"api_url = '{KEY}'", KEY):
        config.write_text(text)
        status, out, err = run("info", key=None, LIX_API_KEY="")
        assert status == 2, text
        assert not contains_key(out + err), text
