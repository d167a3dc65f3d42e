"""The career timeline as it is drawn."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.color import Color
from textual.containers import VerticalScroll

from lix_tui.services.records.career_timeline import CareerPosition, YearMonth, layout
from lix_tui.widgets.timeline import CareerTimeline

TODAY = YearMonth(2026, 5)
POSITIONS = (
    CareerPosition(
        "Chief Executive Officer", "Northwind", started=YearMonth(2021, 4), current=True
    ),
    CareerPosition("Board member", "東京デジタル", started=YearMonth(2018, 9), current=True),
    CareerPosition("VP Sales", "Contoso", started=YearMonth(2015, 2), ended=YearMonth(2020, 6)),
    CareerPosition("Account director", "Fabrikam", started=YearMonth(2010), ended=YearMonth(2013)),
    CareerPosition("Consultant", started=YearMonth(2009, 6)),
    CareerPosition("Intern", "Wingtip", started=YearMonth(2007, 6), ended=YearMonth(2007, 8)),
    CareerPosition("Volunteer", "", started=YearMonth(0), current=True),
)
HOSTILE = (
    CareerPosition("CTO [/", "[@click=app.quit]x[/]", started=YearMonth(2020, 1), current=True),
    CareerPosition(
        "a\nb\x1b[31m", "\x9b\x07[#zzz]", started=YearMonth(2001), ended=YearMonth(1999)
    ),
    CareerPosition("", "", ended=YearMonth(2012)),
    CareerPosition(
        "👩‍👩‍👧‍👦 " * 30, "é" * 300, started=YearMonth(2015, 1), ended=YearMonth(2015, 1)
    ),
    CareerPosition("[/foo]", "[b]"),
)

WIDE = """\
                                         ▏2010  ▏2015  ▏2020  ▏
Chief Executive Officer · Northwind      ▏      ▏      ▏▕███████  Apr 2021 – now       5 yrs 2 mos
Board member · 東京デジタル              ▏      ▏    ███████████  Sep 2018 – now       7 yrs 9 mos
VP Sales · Contoso                       ▏      ███████▊      ▏   Feb 2015 – Jun 2020  5 yrs 5 mos
Account director · Fabrikam              ░███░░ ▏      ▏      ▏   2010 – 2013               ~3 yrs
Consultant                              ▎?      ▏      ▏      ▏   Jun 2009 – ?         end unknown
Intern · Wingtip                     ▐   ▏      ▏      ▏      ▏   Jun 2007 – Aug 2007        3 mos
                                     19 yrs · 6 positions · 3 overlap · longest gap 1 yr 9 mos

Dates unknown
Volunteer"""

MIDDLING = """\
                                        ▏2010 ▏2015  ▏2020 ▏
Chief Executive Officer · Northwind     ▏     ▏      ▏▐██████  2021–now   5 yrs 2 mos
Board member · 東京デジタル             ▏     ▏    ▐█████████  2018–now   7 yrs 9 mos
VP Sales · Contoso                      ▏     ▏██████▋     ▏   2015–2020  5 yrs 5 mos
Account director · Fabrikam             ░░███░▏      ▏     ▏   2010–2013       ~3 yrs
Consultant                              ▎?    ▏      ▏     ▏   2009–?     end unknown
Intern · Wingtip                     ▐  ▏     ▏      ▏     ▏   2007             3 mos
                                     19 yrs · 6 positions · 3 overlap

Dates unknown
Volunteer"""

NARROW = """\
     ▏2010    ▏2015    ▏2020    ▏
     ▏        ▏        ▏ ▐█████████  5 yrs 2 mos
   Chief Executive Officer · Northwind  2021–now
     ▏        ▏      ██████████████  7 yrs 9 mos
     Board member · 東京デジタル  Sep 2018 – now
     ▏        ▐█████████▍       ▏    5 yrs 5 mos
         VP Sales · Contoso  Feb 2015 – Jun 2020
     ░░████░░ ▏        ▏        ▏         ~3 yrs
     Account director · Fabrikam     2010 – 2013
    ▎?        ▏        ▏        ▏    end unknown
    Consultant                      Jun 2009 – ?
 ▌   ▏        ▏        ▏        ▏          3 mos
 Intern · Wingtip            Jun 2007 – Aug 2007
19 yrs · 6 positions · 3 overlap

Dates unknown
Volunteer"""


class TimelineApp(App[None]):
    """App with a career timeline."""

    def __init__(self, positions: tuple[CareerPosition, ...]) -> None:
        super().__init__()
        self.positions = positions

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield CareerTimeline(layout(self.positions, TODAY))


def drawn(app: App[None]) -> list[str]:
    """Return the lines of the timeline as the compositor gets them, none wider than it."""
    timeline = app.query_one(CareerTimeline)
    lines = [timeline.render_line(y).text for y in range(timeline.size.height)]
    assert all(cell_len(line) <= timeline.size.width for line in lines)
    return lines


def text(app: App[None]) -> str:
    return "\n".join(line.rstrip() for line in drawn(app))


@pytest.mark.parametrize(
    ("width", "picture"),
    [(98, WIDE), (85, MIDDLING), (48, NARROW)],
    ids=["wide", "middling", "narrow"],
)
async def test_a_known_career(width: int, picture: str) -> None:
    async with TimelineApp(POSITIONS).run_test(size=(width, 30)) as pilot:
        assert text(pilot.app) == picture


async def test_it_reflows_when_the_terminal_changes() -> None:
    async with TimelineApp(POSITIONS).run_test(size=(98, 30)) as pilot:
        await pilot.resize_terminal(48, 30)
        await pilot.pause()
        assert text(pilot.app) == NARROW
        await pilot.resize_terminal(98, 30)
        await pilot.pause()
        assert text(pilot.app) == WIDE


@pytest.mark.parametrize("width", [36, 60, 76, 84, 85, 97, 98, 129, 200])
async def test_every_label_is_whole_and_dated_where_a_line_has_room_for_it(width: int) -> None:
    async with TimelineApp(POSITIONS).run_test(size=(width, 30)) as pilot:
        lines = drawn(pilot.app)
        assert any("Chief Executive Officer · Northwind" in line for line in lines)
        assert not any("…" in line for line in lines)
        (sales,) = [line for line in lines if "VP Sales · Contoso" in line]
        assert "Feb 2015 – Jun 2020" in sales or "2015–2020" in sales


async def test_a_label_that_would_take_most_of_the_width_is_whole_under_its_bar() -> None:
    title = "Executive vice president of " + "very " * 16 + "far-reaching affairs"
    span = CareerPosition(title, "Northwind", started=YearMonth(2021, 4), current=True)
    async with TimelineApp((span, *POSITIONS)).run_test(size=(200, 30)) as pilot:
        _, bar, label, *_ = drawn(pilot.app)
        assert bar.rstrip().endswith("█  5 yrs 2 mos")
        assert label.strip() == f"{title} · Northwind  Apr 2021 – now"


async def test_a_label_wider_than_the_terminal_keeps_the_beginning_of_both_its_parts() -> None:
    span = CareerPosition(
        "Engineer " * 9, "Northwind " * 9, started=YearMonth(2021, 4), current=True
    )
    async with TimelineApp((span,)).run_test(size=(60, 30)) as pilot:
        label, *whole = drawn(pilot.app)[2:]
        assert label.startswith("▾ Engineer Engineer")
        assert "… · Northwind" in label
        assert "".join(whole).count("Engineer") == 9, "the whole of it is under the bar"
        assert "".join(whole).count("Northwind") == 9


@pytest.mark.parametrize("width", [1, 3, 12, 24, 25, 40, 84, 85, 97, 98, 200])
@pytest.mark.parametrize("positions", [POSITIONS, HOSTILE], ids=["known", "hostile"])
async def test_every_width_is_drawn_without_harm(
    width: int, positions: tuple[CareerPosition, ...]
) -> None:
    async with TimelineApp(positions).run_test(size=(width, 30)) as pilot:
        whole = "".join(drawn(pilot.app))
        assert not {"\x1b", "\x9b", "\x07", "\n"} & set(whole)
        await pilot.click(CareerTimeline, offset=(0, 1))
        assert pilot.app.is_running


async def test_markup_is_shown_as_it_is() -> None:
    async with TimelineApp(HOSTILE).run_test(size=(150, 30)) as pilot:
        assert "CTO [/ · [@click=app.quit]x[/]" in text(pilot.app)
        assert "[/foo] · [b]" in text(pilot.app)


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light", "ansi-dark"])
async def test_current_positions_have_the_accent_and_past_ones_the_primary(theme: str) -> None:
    async with TimelineApp(POSITIONS).run_test(size=(98, 30)) as pilot:
        pilot.app.theme = theme
        await pilot.pause()
        timeline = pilot.app.query_one(CareerTimeline)
        for y, variable in ((1, "accent"), (2, "accent"), (3, "primary")):
            (style,) = [s.style for s in timeline.render_line(y) if "█" in s.text]
            assert style is not None
            assert style.color == Color.parse(pilot.app.theme_variables[variable]).rich_color


async def test_another_career_takes_its_place() -> None:
    async with TimelineApp(POSITIONS).run_test(size=(98, 30)) as pilot:
        timeline = pilot.app.query_one(CareerTimeline)
        timeline.career = layout(POSITIONS[:1], TODAY)
        await pilot.pause()
        assert timeline.size.height == 3
        assert "1 position" in text(pilot.app)
        timeline.career = None
        await pilot.pause()
        assert timeline.size.height == 0


async def test_without_any_date_only_the_list_is_drawn() -> None:
    async with TimelineApp(POSITIONS[-1:]).run_test(size=(98, 30)) as pilot:
        assert text(pilot.app) == "Dates unknown\nVolunteer"
