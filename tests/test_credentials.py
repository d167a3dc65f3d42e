from __future__ import annotations

import os
import pickle

import pytest

from lix_tui.settings.key import (
    LIX,
    LOOKC,
    CredentialError,
    Key,
    KeyRole,
    Source,
    environment_of_children,
    find_key,
    key_at_hand,
    remove_file,
    store_in_file,
)
from lix_tui.settings.key_header import KeyHeader, pasted_key
from lix_tui.settings.settings import Paths


def test_the_environment_wins_over_the_file(paths: Paths) -> None:
    store_in_file(Key("from-file"), paths.config)
    found = find_key(paths.config, {"LIX_API_KEY": " from-environment "})
    assert found is not None
    assert (found.key.reveal(), found.source) == ("from-environment", "environment")


def test_a_kept_key_is_found_and_is_the_users_alone(paths: Paths) -> None:
    path = store_in_file(Key("kept"), paths.config)
    assert path.stat().st_mode & 0o777 == 0o600
    found = find_key(paths.config, {})
    assert found is not None
    assert (found.key.reveal(), found.source) == ("kept", "file")


def test_a_key_that_others_can_read_is_refused(paths: Paths) -> None:
    store_in_file(Key("kept"), paths.config).chmod(0o644)
    with pytest.raises(CredentialError, match="chmod 600"):
        find_key(paths.config, {})


def test_a_key_file_that_cannot_be_read_is_said(paths: Paths) -> None:
    paths.config.mkdir(parents=True)
    file = paths.config / "key"
    os.mkfifo(file, 0o600)
    with pytest.raises(CredentialError, match="isn't a file"):
        find_key(paths.config, {})
    file.unlink()
    file.write_bytes(b"\xff\xfe\xff")
    file.chmod(0o600)
    with pytest.raises(CredentialError, match="can't be read"):
        find_key(paths.config, {})


@pytest.mark.parametrize(("role", "other"), [(LIX, LOOKC), (LOOKC, LIX)])
def test_each_role_has_places_of_its_own(role: KeyRole, other: KeyRole, paths: Paths) -> None:
    def found(environ: dict[str, str], role: KeyRole) -> tuple[str, Source] | None:
        one = find_key(paths.config, environ, role=role)
        assert (key_at_hand(paths.config, role, environ) is None) is (one is None)
        return None if one is None else (one.key.reveal(), one.source)

    store_in_file(Key("other"), paths.config, other)
    assert found({other.variable: "other"}, role) is None
    path = store_in_file(Key("kept"), paths.config, role)
    assert path.stat().st_mode & 0o777 == 0o600
    assert found({}, role) == ("kept", "file")
    assert found({role.variable: "given"}, role) == ("given", "environment")
    assert found({}, other) == ("other", "file")
    assert remove_file(paths.config, role)
    assert not remove_file(paths.config, role)
    assert found({}, role) is None
    assert found({}, other) == ("other", "file")


def test_programs_that_are_started_get_no_key() -> None:
    given = {LIX.variable: "a", LOOKC.variable: "b", "PATH": "c"}
    assert environment_of_children(given) == {"PATH": "c"}


def test_no_key_is_none(paths: Paths) -> None:
    assert find_key(paths.config, {}) is None


@pytest.mark.parametrize("text", ["", "a b", "kéy", "a\nb", "a\x7f"])
def test_what_no_header_can_carry_is_not_sendable(text: str) -> None:
    assert not Key(text).is_sendable()


WRITTEN = [
    ("abc-1", "raw"),
    ("  abc-1\n", "raw"),
    ("Bearer abc-1", "bearer"),
    ("bearer   abc-1", "bearer"),
    ("Authorization: Bearer abc-1", "bearer"),
    ("authorization: abc-1", "raw"),
    ("X-Api-Key: abc-1", "x-api-key"),
    ('"abc-1"', "raw"),
    ("'abc-1'", "raw"),
    ("“abc-1”", "raw"),
    ("LIX_API_KEY=abc-1", "raw"),
    ("export LIX_API_KEY=abc-1", "raw"),
    ("export LIX_API_KEY='abc-1';", "raw"),
    ('$env:LIX_API_KEY = "abc-1"', "raw"),
    ('LIX_API_KEY="Bearer abc-1"', "bearer"),
    ('"X-Api-Key: abc-1"', "x-api-key"),
    ('X-Api-Key: "abc-1"', "x-api-key"),
]
HEADERS = {
    "raw": ("Authorization", "abc-1"),
    "bearer": ("Authorization", "Bearer abc-1"),
    "x-api-key": ("X-Api-Key", "abc-1"),
}


@pytest.mark.parametrize(("text", "form"), WRITTEN)
def test_a_key_is_sent_as_it_is_written_unless_a_setting_says_otherwise(
    text: str, form: KeyHeader
) -> None:
    key = Key(text)
    assert key.is_sendable()
    assert key.header() == HEADERS[form]
    assert {wanted: key.header(wanted) for wanted in ("raw", "bearer", "x-api-key")} == HEADERS
    assert key.reveal() == text.strip(), "it is kept as the user wrote it"


@pytest.mark.parametrize("text", [text for text, _ in WRITTEN])
def test_an_account_is_the_same_however_its_key_is_written(text: str) -> None:
    assert Key(text).fingerprint(b"salt") == Key("abc-1").fingerprint(b"salt")
    assert Key(text).fingerprint(b"salt") != Key("abc-2").fingerprint(b"salt")


@pytest.mark.parametrize(
    "text",
    ["Bearer", " bearer ", "Authorization:", "Authorization: Bearer", "X-Api-Key:", '""', "''",
     "LIX_API_KEY=", 'export LIX_API_KEY=""', '"Bearer"'],
)  # fmt: skip
def test_what_is_written_around_a_key_is_no_key(text: str, paths: Paths) -> None:
    assert Key(text).is_missing()
    assert not Key(text).is_sendable()
    with pytest.raises(CredentialError, match="environment variable LIX_API_KEY has no key in it"):
        find_key(paths.config, {"LIX_API_KEY": text})
    store_in_file(Key(text), paths.config)
    with pytest.raises(CredentialError, match="has no key in it"):
        find_key(paths.config, {})


@pytest.mark.parametrize("text", ["abc==", "a=b", "monkey=1", '"abc', "abc'"])
def test_a_key_that_only_looks_like_something_else_stays_whole(text: str) -> None:
    assert Key(text).bare() == text


@pytest.mark.parametrize("text", ["b\udce9", "Bearer b\udce9", "kéy"])
def test_a_key_that_cannot_be_encoded_has_a_fingerprint_and_is_not_sent(text: str) -> None:
    assert len(Key(text).fingerprint(b"salt")) == 32
    assert not Key(text).is_sendable()


def test_fingerprints_of_raw_keys_stay_what_they_were() -> None:
    assert Key("canary").fingerprint(b"salt") == "0d02d108cde754692f31bbe56206449a"


@pytest.mark.parametrize(
    ("pasted", "key"),
    [
        ("\nabc-1\n", "abc-1"),
        ("abc\r-1\r", "abc-1"),
        ("  ab\n  c-1 \n\n", "abc-1"),
        ("Bearer\nab\nc-1", "Bearer abc-1"),
        ("Authorization:\nBearer\nabc-1", "Authorization: Bearer abc-1"),
        ("X-Api-Key:\nabc-1", "X-Api-Key: abc-1"),
        ("\n\n", ""),
    ],
)
def test_a_pasted_key_is_one_line(pasted: str, key: str) -> None:
    assert pasted_key(pasted) == key


def test_a_key_never_shows() -> None:
    key = Key("canary")
    assert "canary" not in f"{key} {key!r} {[key]}"
    with pytest.raises(TypeError):
        pickle.dumps(key)
