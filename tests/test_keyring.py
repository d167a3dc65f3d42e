"""Keyring backends that can't be imported, aren't backends or fail: the same as no keyring."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from keyring.errors import InitError, KeyringLocked, NoKeyringError, PasswordSetError

from lix_tui.app.app import LixApp
from lix_tui.screens.dialogs.welcome import WelcomeScreen
from lix_tui.services.bug_report import key_line
from lix_tui.settings.key import Key, find_key, has_working_keyring, store_in_file, store_in_keyring
from lix_tui.settings.settings import Paths, Settings, default_paths
from lix_tui.store.errors import StoreError
from lix_tui.store.worker import AsyncStore
from tests.cli.command_line import KEY, run
from tests.conftest import Served
from tests.support.waits import until

SECRET = "CANARY-8231"
NOTICE = "The system keyring can't be used: "
ADVICE = "; set LIX_API_KEY or use the key file."


class OddError(Exception):
    """An error of a system library."""


MISCONFIGURED = {
    "not installed": ("keyrings.alt.file.PlaintextKeyring", "'keyrings' can't be imported"),
    "empty": ("", "its backend fails with ValueError"),
    "no dot": ("nodot", "its backend fails with ValueError"),
    "no module": ("a.b", "'a' can't be imported"),
    "no class": ("keyring.backends.null.Nothing", "its backend fails with AttributeError"),
    "not a backend": ("json.JSONDecoder", "its backend fails with AttributeError"),
    "abstract": ("keyring.backend.KeyringBackend", "its backend fails with NotImplementedError"),
    "escape": ("\x1b]0;x.y", r"'\x1b]0;x' can't be imported"),
    "broken": ("broken_backend.Keyring", "its backend fails with SyntaxError"),
}
FAILURES = (
    InitError(SECRET), KeyringLocked(SECRET), PasswordSetError(SECRET), RuntimeError(SECRET),
    OSError(5, SECRET), ValueError(SECRET), KeyError(SECRET), TypeError(SECRET), EOFError(SECRET),
    NotImplementedError(SECRET), AssertionError(SECRET), UnicodeDecodeError("utf-8", b"", 0, 1, ""),
    OddError(SECRET), ImportError(SECRET),
)  # fmt: skip


@pytest.fixture(autouse=True)
def _not_loaded(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Reset the choice of the backend, and add a module that can't be compiled."""
    monkeypatch.setattr("keyring.core._keyring_backend", None)
    folder = tmp_path / "modules"
    folder.mkdir()
    (folder / "broken_backend.py").write_text("class Keyring(:\n")
    monkeypatch.syspath_prepend(str(folder))
    library = ModuleType("secretstorage.exceptions")
    monkeypatch.setattr(library, "SecretStorageException", OddError, raising=False)
    monkeypatch.setitem(sys.modules, "secretstorage.exceptions", library)


def failing(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    """Install a backend that is loaded and then fails."""

    class Failing:
        priority = 1.0

        def get_password(self, service: str, username: str) -> str | None:
            raise error

        def set_password(self, service: str, username: str, password: str) -> None:
            raise error

    monkeypatch.setattr("keyring.core._keyring_backend", Failing())


def notices_of(paths: Paths) -> list[str]:
    notices: list[str] = []
    assert find_key(paths.config, {}, warn=notices.append) is None
    return notices


@pytest.mark.parametrize("name", MISCONFIGURED)
def test_a_backend_that_cannot_be_loaded_is_said(
    name: str, monkeypatch: pytest.MonkeyPatch, paths: Paths
) -> None:
    backend, reason = MISCONFIGURED[name]
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", backend)
    assert notices_of(paths) == [NOTICE + reason + ADVICE]
    assert not has_working_keyring()
    assert not store_in_keyring(Key(SECRET))
    store_in_file(Key(SECRET), paths.config)
    found = find_key(paths.config, {})
    assert found is not None
    assert found.source == "file", "the next place is looked at"


@pytest.mark.parametrize(
    "content",
    [
        b"no section\n",
        b"[backend\n",
        b"[backend]\nx\n",
        b"\xff\xfe",
        b"[backend]\ndefault-keyring=a.b",
    ],
)
def test_a_malformed_configuration_is_said(
    content: bytes, monkeypatch: pytest.MonkeyPatch, paths: Paths, tmp_path: Path
) -> None:
    monkeypatch.delenv("PYTHON_KEYRING_BACKEND")
    monkeypatch.setattr("keyring.util.platform_.config_root", lambda: tmp_path)
    (tmp_path / "keyringrc.cfg").write_bytes(content)
    (notice,) = notices_of(paths)
    assert notice.startswith(NOTICE)
    assert notice.endswith(ADVICE)
    assert not has_working_keyring()


@pytest.mark.parametrize("error", FAILURES, ids=lambda error: type(error).__name__)
def test_a_backend_that_fails_is_said_without_its_words(
    error: Exception, monkeypatch: pytest.MonkeyPatch, paths: Paths
) -> None:
    failing(error, monkeypatch)
    (notice,) = notices_of(paths)
    assert notice.startswith(NOTICE)
    assert SECRET not in notice
    assert not store_in_keyring(Key(SECRET))


def test_no_keyring_at_all_is_not_worth_a_word(
    monkeypatch: pytest.MonkeyPatch, paths: Paths
) -> None:
    failing(NoKeyringError(), monkeypatch)
    assert notices_of(paths) == []


def test_a_key_of_the_environment_asks_no_keyring(
    monkeypatch: pytest.MonkeyPatch, paths: Paths
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "a.b")
    assert find_key(paths.config, {"LIX_API_KEY": "k"}, warn=pytest.fail) is not None


def test_commands_say_it_once_and_go_on(monkeypatch: pytest.MonkeyPatch, sandbox: Served) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyrings.alt.file.PlaintextKeyring")
    said = f"lix-tui: {NOTICE}'keyrings' can't be imported{ADVICE}\n"
    status, out, err = run("get", "person", "olivia-shaw", url=sandbox.url, key=None)
    assert (status, out) == (3, "")
    assert err.startswith(f"{said}lix-tui: No API key")
    assert run("library", "search", "x", key=None) == (0, "", said)
    store_in_file(Key(KEY), default_paths().config)
    status, out, err = run("get", "person", "olivia-shaw", url=sandbox.url, key=None)
    assert (status, err) == (0, said)
    assert "can't be used" in key_line(Settings(paths=default_paths()))[1]


@pytest.mark.parametrize("name", ["not installed", "empty", "no dot"])
async def test_the_explorer_welcomes_without_a_keyring(
    name: str, monkeypatch: pytest.MonkeyPatch, paths: Paths
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", MISCONFIGURED[name][0])
    app = LixApp(Settings(paths=paths))
    async with app.run_test(size=(100, 34)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, WelcomeScreen), "it welcomes")
        assert [said.sentence for said in app.message_log.messages] == [
            NOTICE + MISCONFIGURED[name][1] + ADVICE
        ]


class UnforeseenError(Exception):
    """An error that no code expects."""


async def test_the_explorer_leaves_when_its_services_fail_unforeseen(
    monkeypatch: pytest.MonkeyPatch, paths: Paths, capsys: pytest.CaptureFixture[str]
) -> None:
    failing(UnforeseenError(SECRET), monkeypatch)
    words = await words_at_leaving(LixApp(Settings(paths=paths)), capsys)
    assert "lix-tui can't start: UnforeseenError at test_keyring.py:" in words
    assert SECRET not in words


@pytest.mark.parametrize("error", [StoreError, lambda text: OSError(28, text)])
async def test_the_explorer_leaves_when_the_store_cannot_be_read_at_the_start(
    error: Callable[[str], Exception],
    monkeypatch: pytest.MonkeyPatch,
    demo_settings: Settings,
    capsys: pytest.CaptureFixture[str],
) -> None:
    async def fail(self: AsyncStore, *_: object) -> None:
        raise error("The disk is full.")

    monkeypatch.setattr("lix_tui.services.records.stored_records.StoredRecords.load_keys", fail)
    words = await words_at_leaving(LixApp(demo_settings), capsys)
    assert words == "The disk is full." or words.startswith("lix-tui can't start: OSError at ")


async def words_at_leaving(app: LixApp, capsys: pytest.CaptureFixture[str]) -> str:
    """Return the message of the TUI when it ends by itself."""
    async with app.run_test(size=(100, 34)) as pilot:
        await until(pilot, lambda: app.return_value == 1, "it leaves")
    assert app.services_now is None
    return " ".join(capsys.readouterr().err.split())
