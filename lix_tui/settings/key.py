"""API key: a type that never shows it, its sources, and the places to store it."""

from __future__ import annotations

import logging
import os
import stat
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

from lix_tui.private_files import make_folder, write_new
from lix_tui.settings.key_header import KeyHeader, read_key

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

R = TypeVar("R")

Source = Literal["environment", "keyring", "file", "session"]
"""Source of a key; ``session`` means typed in and stored nowhere."""

SERVICE = "lix-tui"


@dataclass(frozen=True, slots=True)
class KeyRole:
    """Use of a key, and the places where the key for it can be."""

    words: str
    """Name in a sentence: 'API key'."""
    variable: str
    """Environment variable."""
    keyring_user: str
    """Name of its entry in the keyring."""
    file: str
    """Name of its file in the configuration folder."""


LIX = KeyRole("API key", "LIX_API_KEY", "api-key", "key")
LOOKC = KeyRole("LookC key", "LIX_LOOKC_KEY", "lookc-key", "lookc-key")
"""Separate key for LookC. Without one, LookC gets the key for Lix."""
ROLES = (LIX, LOOKC)
ENVIRONMENT_VARIABLE = LIX.variable
KEY_FILE = LIX.file

_BACKEND_ERRORS = (
    ("secretstorage.exceptions", "SecretStorageException"),
    ("jeepney", "DBusErrorResponse"),
    ("jeepney.io.common", "RouterClosed"),
    ("dbus.exceptions", "DBusException"),
    ("keyring.backends.macOS.api", "Error"),
    ("pywintypes", "error"),
    ("win32ctypes.pywin32.pywintypes", "error"),
)
"""Modules and names of errors of other packages that backends of keyring don't catch."""


class Key:
    """An API key whose text appears only through :meth:`reveal`, called when a request is sent."""

    __slots__ = ("_bare", "_value", "written_as")
    written_as: KeyHeader
    """Header that the way the key is written asks for."""

    def __init__(self, value: str) -> None:
        """``value`` is the key alone, or as a header has it: ``Bearer abc``, ``X-Api-Key: abc``."""
        self._value = value.strip()
        self._bare, self.written_as = read_key(self._value)

    def reveal(self) -> str:
        """Return the key as written. Use it only to store the key."""
        return self._value

    def bare(self) -> str:
        """Return the key alone. Use it only to find the key in a text."""
        return self._bare

    def header(self, form: KeyHeader | None = None) -> tuple[str, str]:
        """Return name and value of the header that carries the key, by default as written."""
        form = form or self.written_as
        if form == "x-api-key":
            return "X-Api-Key", self._bare
        return "Authorization", f"Bearer {self._bare}" if form == "bearer" else self._bare

    def is_missing(self) -> bool:
        """Return True if the text has only quotes, a name or ``Bearer``, and no key."""
        return not self._bare

    def is_sendable(self) -> bool:
        """Return True if the key fits in an HTTP header: printable ASCII, not empty."""
        return bool(self._bare) and all("!" <= char <= "~" for char in self._bare)

    def fingerprint(self, salt: bytes) -> str:
        """Return a text that is equal for the same key and salt (at most 64 bytes).

        The text reveals nothing about the key and doesn't depend on how the key is written.
        """
        from hashlib import blake2b

        # a key that isn't ASCII is never sent, but records are stored under its fingerprint
        bare = self._bare.encode(errors="backslashreplace")
        return blake2b(bare, key=salt, digest_size=16).hexdigest()

    def __repr__(self) -> str:
        return "Key(…)"

    def __reduce__(self) -> str:
        message = "an API key is never pickled"
        raise TypeError(message)


@dataclass(frozen=True, slots=True)
class FoundKey:
    """Key with its source."""

    key: Key
    source: Source
    role: KeyRole = LIX

    @property
    def place(self) -> str:
        """Source in words, for a sentence such as 'the key from …'."""
        return {
            "environment": f"the environment variable {self.role.variable}",
            "keyring": "the system keyring",
            "file": "the key file" if self.role is LIX else f"the file {self.role.file}",
            "session": "this session",
        }[self.source]


class CredentialError(Exception):
    """A key can't be read or stored; the message is one sentence for the user."""


class _KeyringUnusable(Exception):
    """The system keyring can't be used; the message is a reason that holds nothing secret."""


def find_key(
    config_dir: Path,
    environ: Mapping[str, str] | None = None,
    *,
    role: KeyRole = LIX,
    warn: Callable[[str], object] = lambda _: None,
) -> FoundKey | None:
    """Look for a key in the environment, then the system keyring, then the 0600 file.

    ``warn`` is called with a sentence if a keyring can't be used. Returns None without a key.

    Raises:
        CredentialError: other users can read the key file, or there is text without a key in it,
            such as ``Bearer`` alone.

    """
    found = _find(config_dir, os.environ if environ is None else environ, role, warn)
    if found is not None and found.key.is_missing():
        message = f"The text in {found.place} has no key in it. Add the key."
        raise CredentialError(message)
    return found


def _find(
    config_dir: Path, environ: Mapping[str, str], role: KeyRole, warn: Callable[[str], object]
) -> FoundKey | None:
    """Return the first key of the environment, the keyring and the file."""
    value = environ.get(role.variable, "").strip()
    if value:
        return FoundKey(Key(value), "environment", role)
    try:
        if kept := _from_keyring(role):
            return FoundKey(kept, "keyring", role)
    except _KeyringUnusable as reason:
        file = "the key file" if role is LIX else f"the file {role.file}"
        warn(f"The system keyring can't be used: {reason}; set {role.variable} or use {file}.")
    if kept := _from_file(config_dir / role.file):
        return FoundKey(kept, "file", role)
    return None


def key_at_hand(
    config_dir: Path, role: KeyRole, environ: Mapping[str, str] | None = None
) -> FoundKey | None:
    """Return the key in the environment or the file, without asking the keyring or failing."""
    value = (os.environ if environ is None else environ).get(role.variable, "").strip()
    if value:
        return FoundKey(Key(value), "environment", role)
    try:
        kept = _from_file(config_dir / role.file)
    except CredentialError:
        return None
    return FoundKey(kept, "file", role) if kept is not None else None


def has_working_keyring() -> bool:
    """Return True if this machine has a keyring that can store a key."""
    try:
        return _use_keyring(lambda ring: float(ring.priority)) > 0  # 0 or less: stores nothing
    except _KeyringUnusable:
        return False


def store_in_keyring(key: Key, role: KeyRole = LIX) -> bool:
    """Store the key in the system keyring; return False if no keyring works."""
    if not has_working_keyring():  # a backend that stores nothing accepts every key
        return False
    try:
        _use_keyring(lambda ring: ring.set_password(SERVICE, role.keyring_user, key.reveal()))
    except _KeyringUnusable:
        return False
    return True


def store_in_file(key: Key, config_dir: Path, role: KeyRole = LIX) -> Path:
    """Store the key in a file that only its owner can read, and return the path.

    Raises CredentialError if the file can't be written.
    """
    path = config_dir / role.file
    try:
        make_folder(config_dir)
        path.unlink(missing_ok=True)
        write_new(path, key.reveal() + "\n")
    except OSError as error:
        message = f"The key couldn't be stored in {path}: {error.strerror}."
        raise CredentialError(message) from None
    return path


def remove_from_keyring(role: KeyRole) -> bool:
    """Remove a key from the system keyring; return True if there was one.

    Raises CredentialError if the keyring can't be used.
    """
    try:
        if _from_keyring(role) is None:
            return False
        _use_keyring(lambda ring: ring.delete_password(SERVICE, role.keyring_user))
    except _KeyringUnusable as reason:
        message = (
            f"The system keyring can't be used: {reason}; remove the key with its own program."
        )
        raise CredentialError(message) from None
    return True


def remove_file(config_dir: Path, role: KeyRole) -> bool:
    """Remove the file of a key; return True if there was one.

    Raises CredentialError if the file can't be removed.
    """
    path = config_dir / role.file
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        message = f"{path} can't be removed: {error.strerror}."
        raise CredentialError(message) from None
    return True


def environment_of_children(environ: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment for programs that lix-tui starts: its own without the keys."""
    environ = os.environ if environ is None else environ
    secret = {role.variable for role in ROLES}
    return {name: value for name, value in environ.items() if name not in secret}


def _from_keyring(role: KeyRole) -> Key | None:
    """Return the key in the system keyring. Raises _KeyringUnusable unless there is no keyring."""
    from keyring.errors import NoKeyringError

    try:
        value = _use_keyring(lambda ring: ring.get_password(SERVICE, role.keyring_user))
    except _KeyringUnusable as error:
        if isinstance(error.__cause__, NoKeyringError):  # most servers have none
            return None
        raise
    return Key(value) if value and value.strip() else None


def _use_keyring(use: Callable[[KeyringBackend], R]) -> R:
    """Return the result of ``use`` with the keyring of this machine.

    A backend is foreign code that the environment or a file names: it may be missing, be something
    else or fail in any way.

    Raises:
        _KeyringUnusable: the backend can't be loaded or used. The message has no text of the
            backend's error, which may contain the key.

    """
    logging.getLogger("keyring").addHandler(logging.NullHandler())  # else it prints tracebacks
    try:
        import keyring

        return use(keyring.get_keyring())
    except ImportError as error:
        message = f"{error.name or 'a module'!r} can't be imported"
        raise _KeyringUnusable(message) from error
    except _keyring_errors() as error:
        message = f"its backend fails with {type(error).__name__}"
        raise _KeyringUnusable(message) from error


def _keyring_errors() -> tuple[type[Exception], ...]:
    """Return the errors of loading and using a backend whose modules are loaded."""
    import configparser

    from keyring.errors import KeyringError

    found = [
        getattr(sys.modules[module], name, None)
        for module, name in _BACKEND_ERRORS
        if module in sys.modules
    ]
    return (
        KeyringError, configparser.Error, SyntaxError, ValueError, TypeError, AttributeError,
        LookupError, AssertionError, ArithmeticError, EOFError, OSError, RuntimeError,
        *(error for error in found if isinstance(error, type) and issubclass(error, Exception)),
    )  # fmt: skip


def _from_file(path: Path) -> Key | None:
    try:
        mode = path.stat().st_mode
    except OSError:
        return None
    if not stat.S_ISREG(mode):  # reading a pipe may never end
        message = f"{path} isn't a file; move it away and start again."
        raise CredentialError(message)
    if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):
        message = f"Other users can read {path}; run 'chmod 600 {path}' and start again."
        raise CredentialError(message)
    try:
        value = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        message = f"The key in {path} can't be read; write the key into it as plain text."
        raise CredentialError(message) from None
    return Key(value) if value else None
