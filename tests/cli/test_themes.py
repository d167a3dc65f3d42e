"""``lix-tui themes``: what there is to choose from."""

from __future__ import annotations

from pathlib import Path

from lix_tui.settings.themes_folder import theme_files
from tests.cli.command_line import run


def test_the_users_themes_are_listed_and_a_mistake_is_said(tmp_path: Path) -> None:
    folder = tmp_path / "config" / "lix-tui" / "themes"
    folder.mkdir(parents=True)
    good = theme_files()["lix-moss"].read_text()
    (folder / "mine.toml").write_text(good.replace("lix-moss", "mine"))
    (folder / "bad.toml").write_text(good.replace("lix-moss", "bad").replace("accent", "acent"))
    status, out, err = run("themes", key=None, LIX_THEME="mine")
    assert status == 0
    assert "* mine  (yours)" in out
    assert "bad" not in out
    assert "bad.toml has the unknown key 'acent'; did you mean 'accent'?" in err
    status, _, err = run("--theme", "mine", "keys", key=None)
    assert (status, err) == (0, "")
