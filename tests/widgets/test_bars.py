"""The list of bars as it is drawn, folded and unfolded."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual.app import App, ComposeResult

from lix_tui.widgets.bars import BarList

SKILLS = (
    ("Negotiation", 57),
    ("Strategy", 99),
    ("日本語", 12),
    ("CRM", None),
    ("Forecasting", 41),
    ("Sailing", None),
    ("Python", 22),
)
FOLDED = """\
Strategy     ██████████████████████  99
Negotiation  ████████████▋           57
Forecasting  █████████               41
Python       ████▉                   22
and 3 more"""
UNFOLDED = """\
Strategy     ██████████████████████  99
Negotiation  ████████████▋           57
Forecasting  █████████               41
Python       ████▉                   22
日本語       ██▋                     12
CRM
Sailing
back to the top 4"""


class BarsApp(App[None]):
    """App with a list of bars."""

    def __init__(self, items: tuple[tuple[str, int | None], ...], top: int = 4) -> None:
        super().__init__()
        self.items = items
        self.top = top

    def compose(self) -> ComposeResult:
        yield BarList(self.items, top=self.top)


def text(app: App[None]) -> str:
    """Return the drawn lines, none of which is wider than the list."""
    bars = app.query_one(BarList)
    lines = [bars.render_line(y).text for y in range(bars.size.height)]
    assert all(cell_len(line) <= bars.size.width for line in lines)
    return "\n".join(line.rstrip() for line in lines)


async def test_enter_unfolds_and_folds() -> None:
    async with BarsApp(SKILLS).run_test(size=(39, 12)) as pilot:
        assert text(pilot.app) == FOLDED
        await pilot.press("tab", "enter")
        await pilot.pause()
        assert text(pilot.app) == UNFOLDED
        await pilot.press("enter")
        await pilot.pause()
        assert text(pilot.app) == FOLDED


async def test_a_click_on_the_last_line_unfolds_and_one_elsewhere_does_not() -> None:
    async with BarsApp(SKILLS).run_test(size=(39, 12)) as pilot:
        await pilot.click(BarList, offset=(2, 1))
        await pilot.pause()
        assert text(pilot.app) == FOLDED
        await pilot.click(BarList, offset=(2, 4))
        await pilot.pause()
        assert text(pilot.app) == UNFOLDED


async def test_a_single_item_is_not_folded_away() -> None:
    async with BarsApp(SKILLS, top=6).run_test(size=(39, 12)) as pilot:
        before = text(pilot.app)
        assert before.endswith("CRM\nSailing")
        await pilot.press("tab", "enter")
        assert text(pilot.app) == before


async def test_labels_without_numbers_are_a_plain_list() -> None:
    async with BarsApp((("Sailing", None), ("CRM", None))).run_test(size=(39, 12)) as pilot:
        assert text(pilot.app) == "Sailing\nCRM"


async def test_new_items_replace_the_old() -> None:
    async with BarsApp(SKILLS).run_test(size=(39, 12)) as pilot:
        pilot.app.query_one(BarList).items = (("Spend", 1200), ("None", 0))
        await pilot.pause()
        bar = "█" * 25
        assert text(pilot.app) == f"Spend  {bar}  1,200\nNone{' ' * 33} 0"


async def test_nothing_draws_nothing() -> None:
    async with BarsApp(()).run_test(size=(39, 12)) as pilot:
        assert pilot.app.query_one(BarList).size.height == 0


@pytest.mark.parametrize("width", [1, 4, 9, 20, 40, 120, 200])
async def test_hostile_labels_at_every_width(width: int) -> None:
    items = (
        ("[/] [@click=app.quit]x", 10**18),
        ("a\nb\x1b[31m\x9b", -4),
        ("👩‍👩‍👧‍👦" * 40, 3),
        ("[/", None),
        ("", 1),
        ("界" * 60, 2),
    )
    async with BarsApp(items, top=3).run_test(size=(width, 12)) as pilot:
        await pilot.press("tab", "enter")
        await pilot.pause()
        whole = text(pilot.app)
        assert not {"\x1b", "\x9b"} & set(whole)
        assert whole.count("\n") == len(items)
        await pilot.click(BarList, offset=(0, 0))
        assert pilot.app.is_running
