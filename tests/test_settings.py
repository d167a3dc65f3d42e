from __future__ import annotations

import os

import pytest

from lix_tui.settings.checks import SettingsError
from lix_tui.settings.settings import DEMO_INTERVAL, Paths, load_settings


def write(paths: Paths, text: str) -> None:
    paths.config.mkdir(parents=True)
    paths.config_file.write_text(text)


def test_the_command_line_wins_over_the_environment_over_the_file(paths: Paths) -> None:
    write(paths, 'theme = "file"\nviewer_id = "file"\nrate_interval = 9\n')
    environ = {"LIX_THEME": "environment", "LIX_VIEWER_ID": "environment"}
    found = load_settings({"theme": "line"}, environ=environ, paths=paths)
    assert (found.theme, found.viewer_id, found.rate_interval) == ("line", "environment", 9.0)
    assert found.sources["theme"] == "the command line"
    assert found.sources["viewer_id"] == "LIX_VIEWER_ID"
    assert found.sources["rate_interval"] == str(paths.config_file)


def test_the_demo_is_faster_unless_told_otherwise(paths: Paths) -> None:
    assert load_settings(environ={}, paths=paths).with_demo().rate_interval == DEMO_INTERVAL
    environ = {"LIX_RATE_INTERVAL": "2"}
    assert load_settings(environ=environ, paths=paths).with_demo().rate_interval == 2.0


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({"LIX_API_URL": "http://api.lix-it.com"}, "uses http"),
        ({"LIX_API_URL": "ftp://x"}, "isn't a base URL"),
        ({"LIX_API_URL": "https://user:pass@x"}, "isn't a base URL"),
        ({"LIX_API_URL": "https://:pass@x"}, "isn't a base URL"),
        ({"LIX_API_URL": "https://@x"}, "isn't a base URL"),
        ({"LIX_API_URL": "https://x?"}, "isn't a base URL"),
        ({"LIX_API_URL": "https://x#y"}, "isn't a base URL"),
        ({"LIX_API_URL": "https://api.lix-it.com\\@evil.example"}, "isn't a base URL"),
        ({"LIX_API_URL": "https://api.lix-it.com/a b"}, "isn't a base URL"),
        ({"LIX_API_URL": "https://\u0430pi.lix-it.com"}, "isn't a base URL"),
        ({"LIX_API_URL": "https://api%2elix-it.com"}, "isn't a base URL"),
        ({"LIX_API_URL": "https://x:port"}, "isn't a base URL"),
        ({"LIX_API_URL": "https://xn--"}, "isn't a base URL"),
        ({"LIX_API_URL": "http://localhost.evil.example"}, "uses http"),
        ({"LIX_RATE_INTERVAL": "soon"}, "number of seconds"),
        ({"LIX_RATE_INTERVAL": "-1"}, "number of seconds"),
        ({"LIX_RATE_INTERVAL": "nan"}, "number of seconds"),
        ({"LIX_VIEWER_ID": "a\nb"}, "line of text"),
    ],
)
def test_a_bad_value_gets_one_sentence(environ: dict[str, str], words: str, paths: Paths) -> None:
    with pytest.raises(SettingsError, match=words):
        load_settings(environ=environ, paths=paths)


@pytest.mark.parametrize("host", ["localhost:1", "127.0.0.1", "127.9.9.9:80", "[::1]:8788"])
def test_plain_http_is_for_this_machine(host: str, paths: Paths) -> None:
    environ = {"LIX_API_URL": f"http://{host}/"}
    assert load_settings(environ=environ, paths=paths).api_url == f"http://{host}"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('vewer_id = "x"', "did you mean viewer_id"),
        ("theme = ", "can't be read"),
        ('confirm = "maybe"', "never"),
        ('key_header = "basic"', "x-api-key"),
        ("theme = 3", "line of text"),
        ("x = " + "[" * 100_000, "nested too deeply"),
        ("keys" + ".a" * 5_000 + " = 1", "nested too deeply"),
        ("keys" + ".a" * 30 + " = 1", "must be a text of keys"),
    ],
)
def test_a_bad_file_gets_one_sentence(text: str, words: str, paths: Paths) -> None:
    write(paths, text)
    with pytest.raises(SettingsError, match=words):
        load_settings(environ={}, paths=paths)


def test_a_file_with_a_byte_order_mark_is_read(paths: Paths) -> None:
    write(paths, '\ufefftheme = "lix-paper"')
    assert load_settings(environ={}, paths=paths).theme == "lix-paper"


def test_a_pipe_is_not_waited_for(paths: Paths) -> None:
    paths.config.mkdir(parents=True)
    os.mkfifo(paths.config_file)
    with pytest.raises(SettingsError, match="isn't a file"):
        load_settings(environ={}, paths=paths)
