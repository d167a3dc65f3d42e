"""``lix-tui key``: store, show and forget the keys."""

from __future__ import annotations

import pytest

from lix_tui.settings.key import LIX, LOOKC, Key, find_key, store_in_file
from lix_tui.settings.settings import default_paths
from tests.cli.command_line import run as run_with_keys
from tests.conftest import Served

PERSON = "olivia-shaw"


class Ring:
    """A keyring in memory."""

    priority = 1.0

    def __init__(self) -> None:
        self.entries: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.entries[service, username]


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> Ring:
    ring = Ring()
    monkeypatch.setattr("keyring.core._keyring_backend", ring)
    return ring


def run(*words: str, given: str | None = None, **more: str) -> tuple[int, str, str]:
    """Run a command without keys in the environment."""
    nothing = {"LIX_API_KEY": "", "LIX_LOOKC_KEY": ""}
    return run_with_keys(*words, key=None, given=given, **{**nothing, **more})


def test_without_keys_the_status_says_what_to_do() -> None:
    status, out, err = run("key", "status")
    assert (status, err) == (3, "")
    assert out.splitlines() == [
        "API key    not set; set LIX_API_KEY or run 'lix-tui key set'",
        "LookC key  not set; LookC gets the API key",
    ]


@pytest.mark.parametrize(
    ("written", "header"),
    [
        ("abc-1", "Authorization"),
        ("Bearer abc-1\n", "Authorization after Bearer"),
        ("X-Api-Key: abc-1\n\n", "X-Api-Key"),
        ("export LIX_API_KEY='abc-1'\n", "Authorization"),
    ],
)
def test_without_a_keyring_a_key_is_stored_in_its_file(written: str, header: str) -> None:
    status, out, err = run("key", "set", given=written)
    assert (status, out) == (0, "")
    assert "key, which only you can read." in err
    path = default_paths().config / "key"
    assert path.read_text() == f"{written.strip()}\n"
    assert path.stat().st_mode & 0o777 == 0o600
    status, out, _ = run("key", "status")
    assert status == 0
    assert out.splitlines()[0] == f"API key    •••••••• from the key file, sent as {header}"


def test_the_two_keys_are_stored_and_forgotten_apart() -> None:
    run("key", "set", given="one")
    run("key", "set", "--lookc", given="Bearer two")
    _, out, _ = run("key", "status")
    assert out.splitlines()[1] == (
        "LookC key  •••••••• from the file lookc-key, sent as Authorization after Bearer"
    )
    status, _, err = run("key", "forget", "--lookc")
    assert (status, err) == (
        0, f"lix-tui: The LookC key was removed from {default_paths().config / 'lookc-key'}.\n"
    )  # fmt: skip
    assert run("key", "forget", "--lookc")[::2] == (
        0, "lix-tui: No LookC key is stored, so nothing was removed.\n"
    )  # fmt: skip
    found = find_key(default_paths().config, {})
    assert found is not None
    assert found.key.reveal() == "one"


def test_a_keyring_is_preferred_and_no_old_key_stays_behind(ring: Ring) -> None:
    store_in_file(Key("old"), default_paths().config)
    status, _, err = run("key", "set", given="new")
    assert (status, err) == (0, "lix-tui: The API key is stored in the system keyring.\n")
    assert ring.entries == {("lix-tui", LIX.keyring_user): "new"}
    assert not (default_paths().config / LIX.file).exists()
    run("key", "set", "--lookc", given="look")
    assert ring.entries["lix-tui", LOOKC.keyring_user] == "look"
    status, _, err = run("key", "set", "--file", given="third")
    assert status == 0
    assert ("lix-tui", LIX.keyring_user) not in ring.entries, "the old key would be found first"
    assert "from the key file" in run("key", "status")[1]
    assert run("key", "forget", "--lookc")[0] == 0
    assert ring.entries == {}


@pytest.mark.parametrize(
    ("given", "said"),
    [("", "isn't a key"), ("Bearer\n", "isn't a key"), ("kéy", "ASCII"), ("a b", "ASCII"),
     ("x" * 20_000, "isn't a key")],
)  # fmt: skip
def test_what_is_no_key_is_not_stored(given: str, said: str) -> None:
    status, out, err = run("key", "set", given=given)
    assert (status, out) == (2, "")
    assert said in err
    assert not (default_paths().config / "key").exists()


def test_a_key_is_no_argument() -> None:
    status, _, err = run("key", "set", "abc-1", given="abc-2")
    assert status == 2
    assert "argument" in err


def test_a_variable_that_takes_precedence_is_said() -> None:
    _, _, err = run("key", "set", "--lookc", given="abc-1", LIX_LOOKC_KEY="other")
    assert "LIX_LOOKC_KEY is set and takes precedence until you unset it." in err
    _, _, err = run("key", "forget", "--lookc", LIX_LOOKC_KEY="other")
    assert "LIX_LOOKC_KEY is set" in err


def test_an_unusable_file_is_said_by_the_status() -> None:
    store_in_file(Key("abc-1"), default_paths().config).chmod(0o644)
    store_in_file(Key("abc-1"), default_paths().config, LOOKC).chmod(0o640)
    status, out, _ = run("key", "status")
    assert status == 3
    assert out.count("chmod 600") == 2


def test_a_new_key_is_told_about_answers_of_the_old_one(sandbox: Served) -> None:
    url = {"LIX_API_URL": sandbox.url, "LIX_LOOKC_URL": sandbox.url}
    run("key", "set", given="first")
    assert run("get", "person", PERSON, **url)[0] == 0
    status, _, err = run("key", "set", given="second", **url)
    assert status == 0
    assert "1 stored answer belongs to other keys of this server" in err
    assert "library adopt" in err
    sent = len(sandbox.requests())
    assert run("library", "adopt", "--yes", **url)[0] == 0
    assert run("get", "person", PERSON, **url)[0] == 0
    assert len(sandbox.requests()) == sent


def test_lookc_gets_its_own_key_and_lix_never_does(sandbox: Served) -> None:
    url = {"LIX_API_URL": sandbox.url, "LIX_LOOKC_URL": sandbox.url}
    run("key", "set", given="first")
    run("key", "set", "--lookc", given="second")
    run("account", **url)
    run("get", "by-email", "jane@acme.com", **url)
    by_path = {str(one["path"]): one["key_hash"] for one in sandbox.requests()}
    lookc = by_path.pop("/v1/search/person/by-email")
    assert len(set(by_path.values())) == 1
    assert lookc not in by_path.values()
