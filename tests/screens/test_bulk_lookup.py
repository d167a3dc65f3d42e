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
from lix_tui.screens.dialogs.tags import TagsScreen
from lix_tui.screens.home import HomeScreen
from lix_tui.screens.run import RunScreen
from lix_tui.services.library.tags import TagChange
from lix_tui.services.records.lookups import LookupOptions
from lix_tui.settings.settings import Settings
from lix_tui.store.rows import LibraryQuery
from tests.support.purchases import bought
from tests.support.screens import keys, lookup_price, row_texts, to_a_run, written
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
            lambda: any(
                "doesn't have any rows" in note.sentence for note in app.message_log.messages
            ),
            "it is said",
        )
        assert isinstance(app.screen, HomeScreen)


async def leave_out(pilot: Pilot[int], app: LixApp, path: Path) -> None:
    """Leave out the people of a file, on the page before the lookup."""
    await pilot.press("x")
    await until(pilot, lambda: isinstance(app.screen, FilePicker), "it asks for the file")
    await pilot.press("ctrl+u", *str(path), "enter")
    await until(pilot, lambda: isinstance(app.screen, LookupPage), "the page is back")


async def test_people_of_a_file_are_left_out_before_the_price(
    demo_settings: Settings, crm: Path
) -> None:
    customers = crm.parent.with_name("customers.csv")
    customers.write_text(f"Name,Profile\nOlivia,{LINKS}olivia-shaw\n", encoding="utf-8")
    app = LixApp(demo_settings)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_the_page(pilot, app, crm)
        assert "look up · 2 Standard credits" in lookup_price(app)
        await leave_out(pilot, app, customers)
        await until(pilot, lambda: "look up · 1 Standard credit" in lookup_price(app), "the price")
        assert "2 left out" in written(app), "the row that is there twice too"
        assert "who is in customers.csv" in written(app)
        await pilot.press("X")
        await until(pilot, lambda: "look up · 2 Standard credits" in lookup_price(app), "nobody")
        assert "left out" not in written(app)
        await leave_out(pilot, app, customers)
        await until(pilot, lambda: "look up · 1 Standard credit" in lookup_price(app), "the price")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, RunScreen), "its rows are shown")
        await until(pilot, lambda: "not found" in row_texts(app), "it is done")
        assert "Olivia" not in row_texts(app)
        assert await bought(app) == ["person"]
        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, PromptScreen), "it asks where to")
        await pilot.press("enter")
        out = crm.with_name("crm-person.csv")
        await until(pilot, out.exists, "the file is written")
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    notes = [row["lix_note"] for row in rows]
    assert notes[0] == notes[3] == "left out: already in customers.csv"


async def test_people_with_a_tag_are_left_out(demo_settings: Settings, crm: Path) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(60, 20)) as pilot:
        services = await app.services()
        await services.lookups.get("person", f"{LINKS}olivia-shaw", LookupOptions("profile"))
        (entry_id,) = await services.library.ids(LibraryQuery(text="olivia"))
        await services.annotations.write_tags([entry_id], TagChange(("customer",)))
        await to_the_page(pilot, app, crm)
        await pilot.press("number_sign")
        await until(pilot, lambda: isinstance(app.screen, TagsScreen), "it asks for the tag")
        await pilot.press(*"cust", "tab", "enter")
        await until(pilot, lambda: "2 left out" in written(app), "the rows are left out")
        assert "who is in tag:customer" in written(app)
        await pilot.press("number_sign")
        await until(pilot, lambda: isinstance(app.screen, TagsScreen), "it asks for the tag")
        await pilot.press(*"friend", "enter")
        await until(
            pilot,
            lambda: any(
                "No record has the tag 'friend'" in n.sentence for n in app.message_log.messages
            ),
            "an unknown tag is refused",
        )
        await until(pilot, lambda: "2 left out" in written(app), "the other stays")


async def test_a_file_with_nobody_to_leave_out_is_refused(
    demo_settings: Settings, crm: Path
) -> None:
    nobody = crm.parent.with_name("nobody.csv")
    nobody.write_text("Name\nOlivia\n", encoding="utf-8")
    app = LixApp(demo_settings)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_the_page(pilot, app, crm)
        await leave_out(pilot, app, nobody)
        await until(
            pilot,
            lambda: any("doesn't contain a link" in n.sentence for n in app.message_log.messages),
            "it is said",
        )
        await until(pilot, lambda: "look up · 2 Standard credits" in lookup_price(app), "the price")
        await leave_out(pilot, app, crm)
        await until(pilot, lambda: "every row is left out" in written(app), "nothing is left")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, LookupPage)
        assert await bought(app) == []


async def test_a_record_that_a_run_has_looked_up_is_opened_for_free(
    demo_settings: Settings,
) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_a_run(pilot, app)
        await until(pilot, lambda: "Open · free" in keys(app), "the price follows the run")
