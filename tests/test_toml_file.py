"""TOML files of settings, themes and saved queries: read, or refused in one sentence."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lix_tui.services.queries.query import QueryError, query_from_stored
from lix_tui.services.queries.saved_queries import read_file
from lix_tui.settings.checks import SettingsError
from lix_tui.settings.file import set_values
from lix_tui.settings.settings import Paths, load_settings
from lix_tui.settings.theme_file import ThemeError, read_theme_file
from lix_tui.toml_file import DEEPEST, MOST_BYTES, TomlProblem, has_long_key, parse_toml, read_toml

BAD: dict[str, tuple[bytes, str]] = {
    "digits": (b"x = " + b"9" * 5000, "more than 64 bits"),
    "digits in a list": (b"[x]\ny = [1, " + b"1" * 4301 + b"]", "more than 64 bits"),
    "hexadecimal digits": (b"x = 0x" + b"f" * 9000, "more than 64 bits"),
    "a little too large": (b"x = 9223372036854775808", "more than 64 bits"),
    "lists": (b"x = " + b"[" * 100_000, "nested too deeply"),
    "closed lists": (b"x = " + b"[" * 60 + b"]" * 60, "nested too deeply"),
    "tables": (b"x = " + b"{a = " * 3000, "nested too deeply"),
    "a dotted key": (b"x" + b".a" * 400_000 + b" = 1", "nested too deeply"),
    "a quoted dotted key": (b"x" + b' . "a.b"' * 5000 + b" = 1", "nested too deeply"),
    "a dotted table": (b"[x" + b".a" * 5000 + b"]", "nested too deeply"),
    "size": (b"# " + b"x" * MOST_BYTES, "larger than 1 MB"),
    "utf-16": ("x = 1".encode("utf-16"), "UTF-16 text; save it as UTF-8"),
    "windows-1252": ("x = 'é'".encode("windows-1252"), "isn't UTF-8 text; save it as UTF-8"),
    "zero": (b"x = 1\0", "line 1"),
    "syntax": (b"x = ", "end of document"),
    "twice": (b"x = 1\nx = 2", "overwrite"),
    "a date": (b"x = 2024-13-45", "line 1"),
}


@pytest.fixture(params=BAD)
def bad(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, str]:
    content, words = BAD[request.param]
    file = tmp_path / "bad.toml"
    file.write_bytes(content)
    return file, words


def one_sentence(problem: object, words: str, file: str = "") -> None:
    text = str(problem)
    assert words in text
    assert file in text
    assert text.endswith(".")
    assert text.isprintable()
    assert len(text) < 400


def test_every_reader_refuses_in_one_sentence(bad: tuple[Path, str], paths: Paths) -> None:
    file, words = bad
    with pytest.raises(TomlProblem, match=words):
        read_toml(file)
    with pytest.raises(ThemeError) as theme:
        read_theme_file(file)
    one_sentence(theme.value, words, "bad.toml")
    with pytest.raises(QueryError) as query:
        read_file(str(file))
    one_sentence(query.value, words, "bad.toml")
    paths.config.mkdir(parents=True)
    paths.config_file.write_bytes(file.read_bytes())
    with pytest.raises(SettingsError) as settings:
        load_settings(environ={}, paths=paths)
    one_sentence(settings.value, words, "config.toml")
    with pytest.raises(SettingsError) as written:
        set_values(paths.config_file, {"theme": "lix-paper"})
    one_sentence(written.value, words, "was not changed")
    assert paths.config_file.read_bytes() == file.read_bytes()


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_byte_order_mark_and_line_ends_do_not_matter(
    tmp_path: Path, paths: Paths, mark: str, end: str
) -> None:
    link = "https://www.linkedin.com/search/results/people/?keywords=ann"
    text = f'{mark}name = "Ann"{end}kind = "people"{end}url = "{link}"{end}'
    file = tmp_path / "ann.toml"
    file.write_bytes(text.encode())
    named = read_file(str(file))
    assert named is not None
    assert named.query == query_from_stored("people", link)
    assert named.name == "Ann"
    paths.config.mkdir(parents=True)
    paths.config_file.write_bytes(f'{mark}theme = "lix-moss"{end}'.encode())
    set_values(paths.config_file, {"offline": True})
    assert load_settings(environ={}, paths=paths).offline


def test_numbers_and_nesting_up_to_the_limits_are_read() -> None:
    assert parse_toml(f"x = {2**63 - 1}\ny = {-(2**63)}") == {"x": 2**63 - 1, "y": -(2**63)}
    deep = "x = " + "[" * (DEEPEST - 2) + "]" * (DEEPEST - 2)
    assert parse_toml(deep)
    assert parse_toml("a" + ".a" * (DEEPEST - 3) + " = 1")
    dots = ".a" * 500
    assert parse_toml(f'x = "a{dots}" # a{dots}\ny = """a{dots}\n"a{dots}"""\n') == {
        "x": f"a{dots}", "y": f'a{dots}\n"a{dots}',
    }  # fmt: skip


@pytest.mark.parametrize("file", ["pipe", "folder"])
def test_what_is_not_a_file_is_not_waited_for(tmp_path: Path, file: str) -> None:
    path = tmp_path / "x.toml"
    if file == "pipe":
        os.mkfifo(path)
    else:
        path.mkdir()
    with pytest.raises(TomlProblem, match="isn't a file"):
        read_toml(path)
    with pytest.raises(QueryError, match="isn't a file"):
        read_file(str(path))


@given(st.text(st.sampled_from("ab\"'=.[]{}#,\n\\ 1"), max_size=40))
def test_what_is_toml_is_read_and_all_else_refused(text: str) -> None:
    try:
        wanted = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        with pytest.raises(TomlProblem):
            parse_toml(text)
    else:
        assert parse_toml(text) == wanted


@pytest.mark.parametrize(
    "text", ["a" * 400_000, '"' * 400_000, "'" * 400_001, "a.b " * 100_000, '"""' + '"a' * 200_000,
             ("a" + ".a" * (DEEPEST - 1) + "x = 1\n") * 1000],
)  # fmt: skip
def test_the_look_for_long_keys_is_linear(text: str) -> None:
    assert not has_long_key(text)  # a square of these lengths would run into the timeout
