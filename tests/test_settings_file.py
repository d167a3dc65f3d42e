"""Values are written into the settings file without touching the rest."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import pytest

from lix_tui.settings.checks import SettingsError
from lix_tui.settings.file import new_file, set_values
from lix_tui.settings.settings import SETTINGS, Paths, load_settings

WRITTEN = """# mine
viewer_id = "v"  # whose eyes

theme = "lix-dusk" # for now
[stale_days]
person = 3 # soon
"""


def test_comments_and_order_stay(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(WRITTEN)
    path.chmod(0o640)
    set_values(path, {"theme": "lix-paper"})
    assert path.read_text() == WRITTEN.replace("lix-dusk", "lix-paper")
    assert path.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_a_new_key_stands_before_the_tables_and_none_removes_one(paths: Paths) -> None:
    paths.config.mkdir()
    paths.config_file.write_text(WRITTEN)
    set_values(paths.config_file, {"offline": True, "theme": None, "keep_days": None})
    text = paths.config_file.read_text()
    assert tomllib.loads(text) == {"viewer_id": "v", "offline": True, "stale_days": {"person": 3}}
    assert "# whose eyes" in text
    assert "# soon" in text
    assert load_settings(environ={}, paths=paths).offline


def test_a_new_file_is_private(paths: Paths) -> None:
    set_values(paths.config_file, {"theme": "lix-moss", "stale_days": {"job": 1}})
    assert paths.config_file.stat().st_mode & 0o777 == 0o600
    assert load_settings(environ={}, paths=paths).theme == "lix-moss"
    assert load_settings(environ={}, paths=paths).stale_days["job"] == 1


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "dotfiles.toml", tmp_path / "config.toml"
    real.write_text(WRITTEN)
    link.symlink_to(real)
    set_values(link, {"theme": "lix-paper"})
    assert link.is_symlink()
    assert "lix-paper" in real.read_text()


def test_what_cannot_be_read_or_written_is_a_sentence_and_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("theme = ")
    with pytest.raises(SettingsError, match="can't be read, so it was not changed"):
        set_values(path, {"theme": "lix-paper"})
    assert path.read_text() == "theme = "
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError, match="can't be written"):
        set_values(tmp_path / "file" / "config.toml", {"theme": "lix-paper"})


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_that_is_closed_is_a_sentence(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(SettingsError, match="can't be written"):
            set_values(tmp_path / "config.toml", {"theme": "lix-paper"})
    finally:
        tmp_path.chmod(0o700)


def test_a_new_file_explains_every_setting_and_sets_none(paths: Paths) -> None:
    assert tomllib.loads(new_file()) == {}
    bare = "\n".join(
        line.removeprefix("#") for line in new_file().splitlines() if not line.startswith("# ")
    )
    paths.config.mkdir()
    paths.config_file.write_text(bare)
    shown = load_settings(environ={}, paths=paths)
    assert set(shown.sources) == set(SETTINGS), "each line is usable as it stands"


def test_a_line_that_was_commented_out_is_used_where_it_stands(paths: Paths) -> None:
    set_values(paths.config_file, {"keep_days": 9, "stale_days": {"job": 1, "post": None}})
    expected = new_file().replace("#keep_days = 0", "keep_days = 9")
    expected = expected.replace("#[stale_days]", "[stale_days]").replace("#job = 7", "job = 1")
    assert paths.config_file.read_text() == expected


def test_entries_of_a_table_are_set_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(WRITTEN + "job = 2\n")
    set_values(path, {"stale_days": {"person": 4, "job": None, "email": 0}})
    found = tomllib.loads(path.read_text())
    assert found["stale_days"] == {"person": 4, "email": 0}
    assert "person = 4 # soon" in path.read_text()


@pytest.mark.parametrize("text", ["", "offline = true\n", None])
def test_defaults_of_entries_add_no_empty_table(text: str | None, paths: Paths) -> None:
    if text is not None:
        paths.config.mkdir()
        paths.config_file.write_text(text)
    set_values(paths.config_file, {"stale_days": {"post": None, "job": None}})
    assert paths.config_file.read_text() == (new_file() if text is None else text)
    assert "stale_days" not in load_settings(environ={}, paths=paths).sources


def test_a_comment_that_only_looks_like_a_setting_stays_one(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("#theme = the best one\noffline = true\n")
    set_values(path, {"theme": "lix-moss"})
    text = path.read_text()
    assert text.startswith("#theme = the best one\n")
    assert tomllib.loads(text) == {"offline": True, "theme": "lix-moss"}
