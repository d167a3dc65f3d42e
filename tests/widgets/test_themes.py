"""Themes: text can be read in each of ours; a user's file is checked, key by key."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from textual.app import App
from textual.color import Color
from textual.css.parse import parse_declarations

from lix_tui.settings.theme_file import COLOURS, TEXT_STYLES, VARIABLES, ThemeError, read_theme_file
from lix_tui.settings.themes_folder import DEFAULT_THEME, PLAIN_THEME, theme_files
from lix_tui.widgets.themes import Themes, textual_theme
from tests.support.theme_samples import GOOD

COLOURED = sorted(set(theme_files()) - {PLAIN_THEME})
TEXTS = ("foreground", "text-muted", "text-disabled", "primary", "accent", "success", "warning", "error",
         "footer-key-foreground")  # fmt: skip
BACKS = ("background", "surface", "panel", "footer-background")
PAIRS = (
    *((text, back) for text in TEXTS for back in BACKS),
    ("block-cursor-foreground", "block-cursor-background"),
    *(
        (text, "block-cursor-background")
        for text in ("foreground", "text-muted", "footer-key-foreground")
    ),
    ("block-cursor-blurred-foreground", "block-cursor-blurred-background"),
    ("input-selection-foreground", "input-selection-background"),
    ("input-cursor-foreground", "input-cursor-background"),
)


def luminance(color: Color) -> float:
    """Return the relative luminance as WCAG 2 defines it."""
    parts = [c / 255 for c in (color.r, color.g, color.b)]
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(text: Color, back: Color) -> float:
    high, low = sorted((luminance(text), luminance(back)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_measure_is_wcag() -> None:
    assert contrast(Color.parse("#000"), Color.parse("#fff")) == pytest.approx(21)
    assert contrast(Color.parse("#777777"), Color.parse("#fff")) == pytest.approx(4.48, abs=0.01)


def test_there_are_enough_of_every_sort() -> None:
    themes = [read_theme_file(path) for path in theme_files().values()]
    assert len(themes) >= 6
    assert DEFAULT_THEME in theme_files()
    assert {theme.dark for theme in themes} == {True, False}
    assert [theme.name for theme in themes if theme.ansi] == [PLAIN_THEME]


@pytest.mark.parametrize("name", COLOURED)
def test_all_text_can_be_read(name: str) -> None:
    colours = textual_theme(read_theme_file(theme_files()[name])).to_color_system().generate()
    wanted = 7.0 if name == "lix-contrast" else 4.5
    bad = [
        f"{text} {colours[text]} on {back} {colours[back]}: {ratio:.2f}"
        for text, back in PAIRS
        if (ratio := contrast(Color.parse(colours[text]), Color.parse(colours[back]))) < wanted
    ]
    assert not bad, bad


def test_the_terminals_theme_names_no_colour_but_the_terminals() -> None:
    values = tomllib.loads(theme_files()[PLAIN_THEME].read_text())
    named = [values[key] for key in COLOURS]
    named += [v for k, v in values["variables"].items() if k not in TEXT_STYLES]
    assert all(colour.startswith("ansi_") for colour in named)


def test_every_variable_is_one_that_textual_has() -> None:
    assert set(VARIABLES) <= set(App().get_css_variables())


@pytest.mark.parametrize("colour", ["#abc", "#7aa2f7", "ansi_default", "ansi_bright_white"])
def test_every_colour_that_is_accepted_is_one(colour: str) -> None:
    Color.parse(colour)
    assert parse_declarations(f"color: {colour} 40%;", ("", "")) is not None


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('primary = "#7cc7a2"', "", "'primary' is missing"),
        ('primary = "#7cc7a2"', 'primary = "greenish"', "'primary' must be a colour"),
        ('primary = "#7cc7a2"', "primary = 7", "'primary' must be a colour"),
        ('primary = "#7cc7a2"', 'primary = "ansi_blue"', "'primary' must be a colour"),
        ('primary = "#7cc7a2"', 'primray = "#7cc7a2"', "'primray'; did you mean 'primary'?"),
        ('border = "#', 'bordr = "#', "'variables.bordr'; did you mean 'border'?"),
        ('border = "#', 'border = "x', "'variables.border' must be a colour"),
        ('style = "none"', 'style = "blink"', "'variables.block-cursor-text-style' must be a text"),
        ("dark = true", 'dark = "yes"', "'dark' must be true or false"),
        ("dark = true", "", "'dark' must be true or false"),
        ("dark = true", "dark = true\nansi = true", "such as ansi_blue"),
        ('name = "mine"', 'name = "other"', 'name = "mine"'),
        ('name = "mine"', "name = mine", "can't be read"),
        ("[variables]", "variables = 3\n[other]", "unknown key 'other'"),
    ],
)
def test_a_mistake_names_file_and_key(tmp_path: Path, before: str, after: str, said: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(GOOD)
    assert read_theme_file(path).name == "mine"
    assert before in GOOD
    path.write_text(GOOD.replace(before, after, 1))
    with pytest.raises(ThemeError) as raised:
        read_theme_file(path)
    assert str(path) in str(raised.value)
    assert said in str(raised.value)


def test_a_name_of_ours_cannot_be_taken(tmp_path: Path) -> None:
    path = tmp_path / "lix-dusk.toml"
    path.write_text(GOOD.replace("mine", "lix-dusk"))
    with pytest.raises(ThemeError, match="comes with the program"):
        read_theme_file(path, reserved=tuple(theme_files()))
    odd = tmp_path / "my theme.toml"
    odd.write_text(GOOD.replace("mine", "my theme"))
    with pytest.raises(ThemeError, match="letters, digits"):
        read_theme_file(odd)


async def test_a_changed_file_is_taken_and_a_mistake_keeps_the_colours(tmp_path: Path) -> None:
    app: App[int] = App()
    async with app.run_test() as pilot:
        themes = Themes(app, tmp_path)
        app.theme = themes.initial_theme("lix-nowhere", plain=False)
        assert (app.theme, themes.reload_changed()) == (DEFAULT_THEME, [])  # no folder yet
        themes.watch()
        await pilot.pause()
        said = [note.message for note in app._notifications]
        assert said == [
            f"The theme 'lix-nowhere' doesn't exist any more; {DEFAULT_THEME} is used instead."
        ]
        themes.read_all()
        assert set(themes.names) <= app.available_themes.keys()
        folder = tmp_path / "themes"
        folder.mkdir()
        path = folder / "mine.toml"
        path.write_text(GOOD)
        assert themes.reload_changed() == []
        assert themes.names[-1] == "mine"
        app.theme = "mine"
        await pilot.pause()
        path.write_text(GOOD.replace("#0f1714", "#010203 ".strip()) + "\n")
        assert themes.reload_changed() == []
        await pilot.pause()
        assert app.screen.styles.background.hex == "#010203"
        path.write_text(GOOD.replace("#0f1714", "nonsense"))
        assert "'background' must be a colour" in themes.reload_changed()[0]
        assert themes.reload_changed() == []  # said once
        await pilot.pause()
        assert app.screen.styles.background.hex == "#010203"
        path.unlink()
        assert themes.reload_changed() == []
        assert app.theme == "mine"
        app.theme = "lix-dusk"


@pytest.mark.parametrize(
    "content",
    [b"x = " + b"9" * 5000, b"x" + b".a" * 9000 + b" = 1", b"x = " + b"[" * 9000, b"\xff\xfex\0",
     b"#" * 1_100_000, b"name = 'a\xe9'"],
)  # fmt: skip
def test_a_file_that_goes_wrong_while_it_is_watched_is_a_sentence(
    tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "themes").mkdir()
    path = tmp_path / "themes" / "mine.toml"
    path.write_text(GOOD)
    themes = Themes(App(), tmp_path)
    assert themes.reload_changed() == []
    path.write_bytes(content)
    (problem,) = themes.reload_changed()
    assert f"{path} can't be read: " in problem
    assert themes.reload_changed() == [], "it is said once"
    assert "mine" in themes.names
