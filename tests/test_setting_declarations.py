"""A setting is declared once: files, variables, screens, reports and pages follow."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import lix_tui
from lix_tui.services.bug_report import program_lines
from lix_tui.settings.checks import SettingsError
from lix_tui.settings.file import new_file
from lix_tui.settings.key import ROLES
from lix_tui.settings.settings import SETTINGS, Paths, Settings, load_settings

PACKAGE = Path(lix_tui.__file__).parent
INVENTED = """\
    echo_lines: int = setting(
        4,
        COUNT,
        "Lines of an echo.",
        variable="LIX_ECHO_LINES",
        is_applied_at_once=True,
    )
    echo_words: Mapping[str, int] = setting(
        {"loud": 1, "soft": 2}, counts_by_entry({"loud": 1, "soft": 2}), "Words of an echo."
    )
    demo: bool = False
"""
"""Declarations of a setting and a table that the program doesn't have."""
PROBE = """
import json
from pathlib import Path
from lix_tui.services.settings_list import change_setting, setting_lines
from lix_tui.settings.file import new_file
from lix_tui.settings.settings import Paths, load_settings
from tests.reference_pages.pages import settings as page

paths = Paths(*(Path("probe") / name for name in ("config", "data", "state")))
settings = load_settings(environ={}, paths=paths)
line = next(each for each in setting_lines(settings) if each.name == "echo_lines")
changed = change_setting(settings, line, "6")
entry = next(each for each in setting_lines(settings) if each.name == "echo_words.soft")
change_setting(settings, entry, "7")
saved = load_settings(environ={}, paths=paths)
print(json.dumps({
    "new file": new_file(),
    "page": page(),
    "rows": [[each.name, each.text] for each in setting_lines(changed)],
    "running": changed.echo_lines,
    "saved": [saved.echo_lines, dict(saved.echo_words)],
    "variable": load_settings(environ={"LIX_ECHO_LINES": "9"}, paths=paths).echo_lines,
    "option": load_settings({"echo_lines": 1}, environ={}, paths=paths).echo_lines,
}))
"""


def run(folder: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run Python on the copy of the package in a folder."""
    path = os.pathsep.join([str(folder), str(PACKAGE.parent)])
    home = str(folder / "home")
    environ = {**os.environ, "PYTHONPATH": path, "HOME": home, "XDG_CONFIG_HOME": home, **variables}
    return subprocess.run(
        [sys.executable, *words],
        check=False,
        cwd=folder,
        env=environ,
        capture_output=True,
        text=True,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a folder with a copy of the package that declares two settings more."""
    shutil.copytree(PACKAGE, tmp_path / "lix_tui", ignore=shutil.ignore_patterns("__pycache__"))
    file = tmp_path / "lix_tui" / "settings" / "settings.py"
    text = file.read_text(encoding="utf-8")
    assert text.count("    demo: bool = False\n") == 1
    file.write_text(text.replace("    demo: bool = False\n", INVENTED), encoding="utf-8")
    return tmp_path


def test_one_declaration_is_all_that_a_new_setting_needs(copy: Path) -> None:
    found = run(copy, "-c", PROBE)
    assert found.returncode == 0, found.stderr
    answer = json.loads(found.stdout)
    assert "# Lines of an echo.\n#echo_lines = 4\n" in answer["new file"]
    assert "# Words of an echo.\n#[echo_words]\n#loud = 1\n#soft = 2\n" in answer["new file"]
    row = "| `echo_lines` | `LIX_ECHO_LINES` | `4` | Lines of an echo. | at once |"
    assert row in answer["page"]
    assert "## Defaults of echo_words" in answer["page"]
    rows = dict(answer["rows"])
    assert rows["echo_lines"] == "6"
    assert (rows["echo_words.loud"], rows["echo_words.soft"]) == ("1", "7")
    assert answer["running"] == 6
    assert answer["saved"] == [6, {"loud": 1, "soft": 7}]
    assert (answer["option"], answer["variable"]) == (1, 9)


def test_commands_read_a_new_setting_and_refuse_bad_values(copy: Path) -> None:
    found = run(copy, "-m", "lix_tui", "info")
    assert re.search(r"^echo_lines +4 \(default\)$", found.stdout, re.MULTILINE), found.stderr
    refused = run(copy, "-m", "lix_tui", "info", LIX_ECHO_LINES="many")
    assert refused.returncode == 2
    assert "echo_lines from LIX_ECHO_LINES must be a whole number" in refused.stderr


def test_names_of_settings_are_those_of_the_table(paths: Paths) -> None:
    attributes = set(Settings.__dataclass_fields__) - {"paths", "demo", "sources"}
    assert attributes == set(SETTINGS)
    explained = re.findall(r"^#\[?(\w+)(?:\]| =)", new_file(), re.MULTILINE)
    entries = {entry for setting in SETTINGS.values() for entry in setting.entries}
    assert set(explained) - entries == set(SETTINGS)
    assert set(SETTINGS) <= {name for name, _ in program_lines(Settings(paths))}


def test_defaults_and_examples_pass_their_own_check(paths: Paths) -> None:
    for setting in SETTINGS.values():
        default: object = getattr(Settings(paths), setting.name)
        assert default == setting.default
        if default not in (None, ()):
            assert setting.check(default, "the table") == default


@pytest.mark.parametrize("name", [each.name for each in SETTINGS.values() if each.variable])
def test_each_variable_reaches_its_setting(name: str, paths: Paths) -> None:
    variable = SETTINGS[name].variable
    assert variable is not None
    value = SETTINGS[name].example.strip('"')
    assert load_settings(environ={variable: value}, paths=paths).sources == {name: variable}
    with pytest.raises(SettingsError, match=f"^{name} from {variable} "):
        load_settings(environ={variable: "\x1b"}, paths=paths)


def test_variables_named_in_the_package_are_declared() -> None:
    known = {*(each.variable for each in SETTINGS.values())}
    known |= {role.variable for role in ROLES}
    for file in PACKAGE.rglob("*.py"):
        named = set(re.findall(r"\bLIX_[A-Z][A-Z_]*", file.read_text(encoding="utf-8")))
        assert named <= known, file
