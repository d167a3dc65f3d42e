"""The API key: where it comes from, where it may be kept, and a type that never shows it."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from lix_tui.key_header import KeyHeader, read_key
from lix_tui.private_files import make_folder, write_new

Source = Literal["environment", "keyring", "file", "session"]
"""Where a key was found; ``session`` means typed in and kept nowhere."""

SERVICE = "lix-tui"
ENVIRONMENT_VARIABLE = "LIX_API_KEY"
KEY_FILE = "key"


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
        """Return the key as it was written, for storing it and nothing else."""
        return self._value

    def bare(self) -> str:
        """Return the key alone, for finding it in a text and nothing else."""
        return self._bare

    def header(self, form: KeyHeader | None = None) -> tuple[str, str]:
        """Return name and value of the header that carries the key, by default as written."""
        form = form or self.written_as
        if form == "x-api-key":
            return "X-Api-Key", self._bare
        return "Authorization", f"Bearer {self._bare}" if form == "bearer" else self._bare

    def is_sendable(self) -> bool:
        """Whether the key can stand in an HTTP header: printable ASCII, not empty."""
        return bool(self._bare) and all("!" <= char <= "~" for char in self._bare)

    def fingerprint(self, salt: bytes) -> str:
        """Return a text that is the same for the same key and salt (64 bytes at most).

        It tells nothing of the key, and is the same however the key is written.
        """
        from hashlib import blake2b

        return blake2b(self._bare.encode(), key=salt, digest_size=16).hexdigest()

    def __repr__(self) -> str:
        return "Key(…)"

    def __reduce__(self) -> str:
        message = "an API key is never pickled"
        raise TypeError(message)


@dataclass(frozen=True, slots=True)
class FoundKey:
    """A key and the place it came from."""

    key: Key
    source: Source

    @property
    def place(self) -> str:
        """The place in words, for a sentence such as 'the key from …'."""
        return {
            "environment": f"the environment variable {ENVIRONMENT_VARIABLE}",
            "keyring": "the system keyring",
            "file": "the key file",
            "session": "what was typed here",
        }[self.source]


class CredentialError(Exception):
    """A key could not be read or kept; the message is one sentence for the user."""


def find_key(config_dir: Path, environ: dict[str, str] | None = None) -> FoundKey | None:
    """Look for a key in the environment, then the system keyring, then the 0600 file.

    Returns None when there is none. Raises CredentialError when a key file exists but other
    users can read it.
    """
    environ = dict(os.environ) if environ is None else environ
    value = environ.get(ENVIRONMENT_VARIABLE, "").strip()
    if value:
        return FoundKey(Key(value), "environment")
    if kept := _from_keyring():
        return FoundKey(kept, "keyring")
    if kept := _from_file(config_dir / KEY_FILE):
        return FoundKey(kept, "file")
    return None


def keyring_works() -> bool:
    """Whether this machine has a keyring that keeps what it is given."""
    import keyring
    from keyring.errors import KeyringError

    try:
        priority: float = keyring.get_keyring().priority
    except (KeyringError, RuntimeError, ImportError, AttributeError):  # one that cannot be loaded
        return False
    return priority > 0  # keyring's stand-ins for none have 0 and less


def keep_in_keyring(key: Key) -> bool:
    """Keep the key in the system keyring; False when this machine has none that works."""
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.set_password(SERVICE, "api-key", key.reveal())
    except (KeyringError, RuntimeError):  # a locked or headless keyring is the same as none
        return False
    return True


def keep_in_file(key: Key, config_dir: Path) -> Path:
    """Keep the key in a file only its owner can read; returns the path.

    Raises CredentialError when the file cannot be written.
    """
    path = config_dir / KEY_FILE
    try:
        make_folder(config_dir)
        path.unlink(missing_ok=True)
        write_new(path, key.reveal() + "\n")
    except OSError as error:
        message = f"The key could not be kept in {path}: {error.strerror}."
        raise CredentialError(message) from None
    return path


def environment_of_children(environ: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment that programs started from here get: ours without the key."""
    environ = os.environ if environ is None else environ
    return {name: value for name, value in environ.items() if name != ENVIRONMENT_VARIABLE}


def _from_keyring() -> Key | None:
    import keyring
    from keyring.errors import KeyringError

    try:
        value = keyring.get_password(SERVICE, "api-key")
    except (KeyringError, RuntimeError):  # a locked or headless keyring is the same as none
        return None
    return Key(value) if value and value.strip() else None


def _from_file(path: Path) -> Key | None:
    try:
        mode = path.stat().st_mode
    except OSError:
        return None
    if not stat.S_ISREG(mode):  # a pipe would be waited for without end
        message = f"{path} is not a file; move it away and start again."
        raise CredentialError(message)
    if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):
        message = f"Other users can read {path}; run 'chmod 600 {path}' and start again."
        raise CredentialError(message)
    try:
        value = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        message = f"The key in {path} cannot be read; write the key into it as plain text."
        raise CredentialError(message) from None
    return Key(value) if value else None
