from __future__ import annotations

import os
import pickle

import pytest

from lix_tui.credentials import CredentialError, Key, find_key, keep_in_file
from lix_tui.settings import Paths


def test_the_environment_wins_over_the_file(paths: Paths) -> None:
    keep_in_file(Key("from-file"), paths.config)
    found = find_key(paths.config, {"LIX_API_KEY": " from-environment "})
    assert found is not None
    assert (found.key.reveal(), found.source) == ("from-environment", "environment")


def test_a_kept_key_is_found_and_is_the_users_alone(paths: Paths) -> None:
    path = keep_in_file(Key("kept"), paths.config)
    assert path.stat().st_mode & 0o777 == 0o600
    found = find_key(paths.config, {})
    assert found is not None
    assert (found.key.reveal(), found.source) == ("kept", "file")


def test_a_key_that_others_can_read_is_refused(paths: Paths) -> None:
    keep_in_file(Key("kept"), paths.config).chmod(0o644)
    with pytest.raises(CredentialError, match="chmod 600"):
        find_key(paths.config, {})


def test_a_key_file_that_cannot_be_read_is_said(paths: Paths) -> None:
    paths.config.mkdir(parents=True)
    file = paths.config / "key"
    os.mkfifo(file, 0o600)
    with pytest.raises(CredentialError, match="is not a file"):
        find_key(paths.config, {})
    file.unlink()
    file.write_bytes(b"\xff\xfe\xff")
    file.chmod(0o600)
    with pytest.raises(CredentialError, match="cannot be read"):
        find_key(paths.config, {})


def test_no_key_is_none(paths: Paths) -> None:
    assert find_key(paths.config, {}) is None


@pytest.mark.parametrize("text", ["", "a b", "kéy", "a\nb", "a\x7f"])
def test_what_no_header_can_carry_is_not_sendable(text: str) -> None:
    assert not Key(text).is_sendable()


def test_a_key_never_shows() -> None:
    key = Key("canary")
    assert "canary" not in f"{key} {key!r} {[key]}"
    with pytest.raises(TypeError):
        pickle.dumps(key)
