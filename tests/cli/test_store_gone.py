"""A store that goes away under a command: nothing more is bought, and nothing is lost."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from lix_tui.store.ledger import LedgerStore
from lix_tui.store.searches import SearchStore
from lix_tui.store.store import Store
from tests.cli.command_line import run
from tests.conftest import Served
from tests.support.lost_files import BESIDE, PUT_BACK, copy_named

SEARCH = ("search", "people", "--keywords", "engineer", "--limit", "40")
PERSON = "https://www.linkedin.com/in/olivia-shaw"
SLUGS = ("olivia-shaw", "thomas-thornton", "avi-biton", "priya-mitchell")


def store_path() -> Path:
    return Path(os.environ["XDG_DATA_HOME"]) / "lix-tui" / "lix.db"


def after(
    monkeypatch: pytest.MonkeyPatch,
    part: type,
    method: str,
    times: int,
    action: Callable[[], object],
) -> None:
    """Call `act` once, after the `times`-th call of a method of the store."""
    former, calls = getattr(part, method), [0]

    def counting(store: object, *given: object, **named: object) -> object:
        result = former(store, *given, **named)
        calls[0] += 1
        if calls[0] == times:
            action()
        return result

    monkeypatch.setattr(part, method, counting)


def answers(path: Path, endpoint: str) -> int:
    connection = sqlite3.connect(path)
    rows = connection.execute("SELECT COUNT(*) FROM answers WHERE endpoint = ?", (endpoint,))
    count = int(rows.fetchone()[0])
    connection.close()
    return count


def bought(sandbox: Served) -> list[object]:
    return [entry["endpoint"] for entry in sandbox.requests() if entry["cost"]]


@pytest.mark.parametrize("name", PUT_BACK)
@pytest.mark.parametrize(("part", "method"), [(SearchStore, "save_page"), (LedgerStore, "begin")])
def test_a_search_stops_and_its_pages_are_there(
    part: type, method: str, name: str, sandbox: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        after(patched, part, method, 2, lambda: PUT_BACK[name](store_path()))
        status, out, err = run(*SEARCH, url=sandbox.url)
    assert status == 1
    assert str(store_path()) in err
    assert "Nothing was sent; try again." in err
    pages = len(bought(sandbox))
    assert pages == 2
    assert len(out.splitlines()) == 20
    assert answers(store_path(), "people_search") == pages
    status, out, err = run(*SEARCH, url=sandbox.url)
    assert (status, len(out.splitlines()), err) == (0, 40, "")
    assert len(bought(sandbox)) == 4, "no page is bought twice"


@pytest.mark.parametrize("name", BESIDE)
def test_a_search_whose_store_is_another_one_stops_and_says_where_its_pages_are(
    name: str, sandbox: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        after(patched, LedgerStore, "begin", 2, lambda: BESIDE[name](store_path()))
        status, out, err = run(*SEARCH, url=sandbox.url)
    assert status == 1
    assert len(bought(sandbox)) == 2
    assert len(out.splitlines()) == 20
    assert answers(copy_named(err), "people_search") == 2
    assert "are stored" not in err


@pytest.mark.parametrize("words", [("get", "person", PERSON), ("--demo", "get", "person", PERSON)])
@pytest.mark.parametrize("name", ["all deleted", "folder moved", "log deleted"])
def test_a_record_is_in_the_store_all_the_same(
    words: tuple[str, ...], name: str, sandbox: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = store_path().with_name("demo.db") if "--demo" in words else store_path()
    with monkeypatch.context() as patched:
        after(patched, LedgerStore, "begin", 1, lambda: PUT_BACK[name](path))
        status, out, err = run(*words, url=sandbox.url)
    assert (status, json.loads(out)["name"]) == (0, "Olivia Shaw")
    assert f"in {path} again" in err or f"to {path} again" in err
    assert answers(path, "person") == 1
    assert run(*words, "--offline", url=sandbox.url)[0] == 0


@pytest.mark.parametrize("words", [("get", "person", PERSON), ("--demo", "get", "person", PERSON)])
def test_a_record_that_is_only_in_a_copy_is_printed_and_the_status_says_so(
    words: tuple[str, ...], sandbox: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = store_path().with_name("demo.db") if "--demo" in words else store_path()
    after(monkeypatch, LedgerStore, "begin", 1, lambda: BESIDE["another store"](path))
    status, out, err = run(*words, url=sandbox.url)
    assert (status, json.loads(out)["name"]) == (1, "Olivia Shaw")
    assert answers(copy_named(err), "person") == 1


@pytest.mark.parametrize("name", ["another store", "database deleted"])
def test_a_list_stops_and_says_where_its_answers_are(
    name: str, sandbox: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, result = tmp_path / "in.txt", tmp_path / "out.jsonl"
    file.write_text("\n".join(f"https://www.linkedin.com/in/{slug}" for slug in SLUGS))
    action = (PUT_BACK | BESIDE)[name]
    with monkeypatch.context() as patched:
        after(patched, LedgerStore, "begin", 2, lambda: action(store_path()))
        words = ("enrich", str(file), "--yes", "-o", str(result))
        status, _, err = run(*words, url=sandbox.url)
    assert status == 1
    assert len(bought(sandbox)) == 2
    lines = [json.loads(line) for line in result.read_text().splitlines()]
    assert [line["status"] for line in lines] == ["found", "found", "pending", "pending"]
    assert lines[1]["record"]["name"]
    where = copy_named(err) if name == "another store" else store_path()
    assert answers(where, "person") == 2
    if name != "another store":
        assert run(*words, url=sandbox.url)[0] == 0
        assert len(bought(sandbox)) == len(SLUGS)


def test_what_goes_away_after_the_last_answer_is_noticed_at_the_end(
    sandbox: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Store, "close", _removing(Store.close))
    status, _, err = run("get", "person", PERSON, url=sandbox.url)
    assert status == 0
    assert f"all of it was written to {store_path()} again" in err
    assert answers(store_path(), "person") == 1


def _removing(close: Callable[[Store], None]) -> Callable[[Store], None]:
    def remove_and_close(store: Store) -> None:
        shutil.rmtree(store_path().parent)
        close(store)

    return remove_and_close
