"""Bulk lookup of a file: picker, page with prices, answers of the run, and the joined file."""

from __future__ import annotations

import csv
from functools import partial
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from lix_tui.app.app import LixApp
from lix_tui.screens.dialogs.confirm import ConfirmScreen
from lix_tui.screens.dialogs.file_picker import FilePicker
from lix_tui.screens.dialogs.lookup_page import LookupPage
from lix_tui.screens.dialogs.prompt import PromptScreen
from lix_tui.screens.home import HomeScreen
from lix_tui.screens.run import RunScreen
from lix_tui.settings.settings import Settings
from tests.support.purchases import bought
from tests.support.screens import lookup_price, row_texts, written
from tests.support.waits import until

LINKS = "https://www.linkedin.com/in/"


@pytest.fixture
def crm(tmp_path: Path) -> Path:
    folder = tmp_path / "exports"
    folder.mkdir()
    path = folder / "crm.csv"
    rows = [
        "Record ID,Company,Person",
        f"01,{LINKS.replace('/in/', '/company/')}coralside,{LINKS}olivia-shaw",
        f"02,,{LINKS}nobody-at-all-x",
        f"03,{LINKS.replace('/in/', '/company/')}coralside,",
        f"04,,{LINKS}Olivia-Shaw/",
    ]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


async def to_the_page(pilot: Pilot[int], app: LixApp, path: Path) -> None:
    """Open the file from home, by completion alone."""
    await app.services()
    await pilot.press("escape", "0")
    await until(pilot, lambda: isinstance(app.screen, HomeScreen), "home")
    await pilot.press("E")
    await until(pilot, lambda: isinstance(app.screen, FilePicker), "it asks for the file")
    await pilot.press("ctrl+u", *f"{path.parent.parent}/ex")
    for text in (f"{path.parent}/", str(path)):
        await until(pilot, lambda: option_count(app) == 1, "one entry continues it")
        await pilot.press("tab")
        await until(pilot, partial(is_typed, app, text), "it is completed")
    await pilot.press("enter")
    await until(pilot, lambda: "enter: look up" in lookup_price(app), "the price is said")


def option_count(app: LixApp) -> int:
    return sum(found.option_count for found in app.screen.query(OptionList))


def is_typed(app: LixApp, text: str) -> bool:
    return app.screen.query_one(Input).value == text


async def test_a_file_goes_in_and_comes_out_joined(demo_settings: Settings, crm: Path) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await to_the_page(pilot, app, crm)
        page = lookup_price(app)
        assert "▸ Person" in page
        assert "3 of 4 rows readable · 1 there twice" in page
        assert "'Person' is empty" in page
        assert "look up · 2 Standard credits" in page
        assert await bought(app) == []
        await pilot.press("down", "down")
        await until(
            pilot,
            lambda: "2 Standard credits + at most 2 Email credits" in lookup_price(app),
            "the price of both",
        )
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, RunScreen), "its rows are shown")
        await until(pilot, lambda: "VALID" in row_texts(app), "the address is shown")
        await until(pilot, lambda: "not found" in row_texts(app), "so is the other outcome")
        assert "olivia.shaw@coralside.example" in row_texts(app)
        assert "Senior Support Engineer Coralside" in row_texts(app)
        await pilot.press("f")
        await until(pilot, lambda: "not found" not in row_texts(app), "only what was found")
        await pilot.press("f")
        await until(pilot, lambda: "VALID" not in row_texts(app), "only what was not found")
        await pilot.press("f")
        asked = await bought(app)
        await pilot.press("r")
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen), "a repetition is priced")
        await pilot.press("escape", "e")
        await until(pilot, lambda: isinstance(app.screen, PromptScreen), "it asks where to")
        await pilot.press("enter")
        out = crm.with_name("crm-person-email.csv")
        await until(pilot, out.exists, "the file is written")
        assert await bought(app) == asked
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["Record ID"] for row in rows] == ["01", "02", "03", "04"]
    assert [row["lix_status"] for row in rows] == ["found", "not_found", "unreadable", "found"]
    assert {row["email"] for row in rows} == {"olivia.shaw@coralside.example", ""}


async def test_another_column_is_looked_up(demo_settings: Settings, crm: Path) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_the_page(pilot, app, crm)
        await pilot.press("C")
        await until(pilot, lambda: "look up · 1 Org credit" in lookup_price(app), "a company")
        assert "▸ Company" in lookup_price(app)
        await pilot.press("C")
        await until(pilot, lambda: "doesn't contain a link" in written(app), "ids are nothing")
        await pilot.press("enter")
        assert isinstance(app.screen, LookupPage)
        await pilot.press("escape")
        assert await bought(app) == []


async def test_a_file_without_anything_to_look_up_says_so(
    demo_settings: Settings, tmp_path: Path
) -> None:
    file = tmp_path / "empty.csv"
    file.touch()
    app = LixApp(demo_settings)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.services()
        await pilot.press("escape", "0", "E")
        await until(pilot, lambda: isinstance(app.screen, FilePicker), "it asks for the file")
        await pilot.press("ctrl+u", *str(tmp_path / "none"), "enter")
        await until(pilot, lambda: "none doesn't exist" in written(app), "it is said")
        await pilot.press("ctrl+u", *str(file), "enter")
        await until(
            pilot,
            lambda: any("doesn't have any rows" in note.message for note in app._notifications),
            "it is said",
        )
        assert isinstance(app.screen, HomeScreen)
