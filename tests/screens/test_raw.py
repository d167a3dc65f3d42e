"""The raw view: folding, finding, copying parts, and the request that fetched it."""

from __future__ import annotations

import json

import pytest
from textual.pilot import Pilot
from textual.strip import Strip
from textual.widgets import Input, Static

from lix_tui.app.app import LixApp
from lix_tui.screens.dialogs.raw import RawScreen
from lix_tui.services.raw_view import RawView
from lix_tui.services.records.json_tree import Node
from lix_tui.settings.settings import Settings
from lix_tui.widgets.dialog_frame import DialogFrame
from lix_tui.widgets.json_view import JsonView
from tests.support.screens import on_screen, results, tree_text
from tests.support.waits import rested, until

ELEMENTS = [{"name": "Dana \x1b[2J", "link": "https://x.example"}, {"name": "Eli"}]
VALUE = {
    "elements": ELEMENTS,
    "total": 2,
}


def drawn(app: LixApp) -> str:
    """Return the drawn lines of the tree."""
    view = app.screen.query_one(JsonView)
    return "\n".join(view.render_line(y).text for y in range(view.size.height))


def head(app: LixApp) -> str:
    return str(app.screen.query_one("#raw-head", Static).render())


def subtitle(app: LixApp) -> str:
    return str(app.screen.query_one(DialogFrame).border_subtitle)


async def raw(pilot: Pilot[int], app: LixApp, value: object) -> JsonView:
    """Return the raw view of a value."""
    await app.services()
    app.push_screen(RawScreen(RawView("a record", value)))
    await until(pilot, lambda: bool(app.screen.query(JsonView)), "it opens")
    await until(pilot, lambda: app.screen.query_one(JsonView).json.root.value is not None, "read")
    await pilot.pause()
    return app.screen.query_one(JsonView)


async def copied(pilot: Pilot[int], app: LixApp, key: str) -> str:
    app.copy_to_clipboard("")
    await pilot.press(key)
    await until(pilot, lambda: bool(app.clipboard), "something is copied")
    return app.clipboard


async def test_folding_and_copying_parts(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(100, 30)) as pilot:
        view = await raw(pilot, app, json.dumps(VALUE).encode())
        assert '"name": "Eli"' in tree_text(app)  # a small value is completely unfolded
        await pilot.press("minus")
        assert drawn(app).splitlines()[0].startswith("▾ {2 fields}")
        await pilot.press("j", "enter")
        assert "{2 fields}" in tree_text(app)
        assert "Dana" not in tree_text(app)
        await pilot.press("plus")
        await until(pilot, lambda: '"name": "Eli"' in tree_text(app), "all is open")
        assert view.node.path == ".elements"
        await pilot.press("j", "j")
        assert await copied(pilot, app, "p") == ".elements[0].name"
        # pasted text must not control a terminal; y copies the value escaped as JSON
        assert await copied(pilot, app, "v") == "Dana [2J"
        assert "\x1b" not in drawn(app)
        await pilot.press("left")
        assert view.node.path == ".elements[0]"
        assert json.loads(await copied(pilot, app, "v")) == ELEMENTS[0]
        assert json.loads(await copied(pilot, app, "y")) == VALUE
        await pilot.press("minus")
        assert len(view.json.lines) == 3
        await pilot.press("g", "left")
        assert drawn(app).splitlines()[0].startswith("▸ {2 fields}")
        await pilot.press("right")
        assert len(view.json.lines) == 3


async def test_finding(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(100, 30)) as pilot:
        view = await raw(pilot, app, VALUE)
        await pilot.press("slash", *"NAME", "enter")
        await until(pilot, lambda: "1 of 2 for “name”" in subtitle(app), "both are found")
        assert view.node.path == ".elements[0].name"
        assert len(view.matches) == 2
        await pilot.press("n")
        assert view.node.path == ".elements[1].name"
        await pilot.press("n", "N")
        assert (view.node.path, "2 of 2" in subtitle(app)) == (".elements[1].name", True)
        await pilot.press("slash", *"zzz", "enter")
        await until(pilot, lambda: "no match for “zzz”" in subtitle(app), "it says so")
        assert not view.matches
        await pilot.press("slash")
        assert isinstance(app.focused, Input)
        await pilot.press("escape")
        assert on_screen(app, RawScreen).focused is view
        await pilot.press("escape")
        assert not isinstance(app.screen, RawScreen)


async def test_the_request_its_cost_time_and_age(demo_settings: Settings) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*"engineer", "enter")
        await until(pilot, lambda: results(app).row_count == 10, "people are shown")
        for key in ("i", "I"):
            await pilot.press(key)
            await until(pilot, lambda: isinstance(app.screen, RawScreen), "it opens")
            await until(pilot, lambda: "took" in head(app), "the ledger has it")
            first, ledger, params = head(app).splitlines()
            assert first.startswith("GET /v1/li/linkedin/search/people")
            assert "url=https://www.linkedin.com/search/results/people/" in params
            assert "sequence_id=" in params
            assert ledger.startswith("1 Standard credit · ")
            assert "just now · requested by people search" in ledger
            await pilot.press("escape")
        await pilot.press("enter")
        await until(pilot, lambda: bool(app.screen.query("CareerTimeline")), "the profile opens")
        await pilot.press("i")
        await until(pilot, lambda: isinstance(app.screen, RawScreen), "it opens")
        await until(pilot, lambda: "took" in head(app), "the ledger has it")
        assert "GET /v1/person" in head(app)
        assert "profile_link=https://" in head(app)


async def test_of_a_large_answer_only_what_is_seen_is_made_and_drawn(
    demo_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [{"id": number, "text": "x" * 40} for number in range(50_000)]
    body = json.dumps({"elements": rows, "last": "needle"}).encode()
    app = LixApp(demo_settings)
    async with app.run_test(size=(100, 30)) as pilot:
        made, painted = 0, 0
        make, paint = Node.__init__, JsonView.render_line

        def counted(node: Node, key: str | int | None, value: object, parent: Node | None) -> None:
            nonlocal made
            made += 1
            make(node, key, value, parent)

        def watched(view: JsonView, y: int) -> Strip:
            nonlocal painted
            painted += 1
            return paint(view, y)

        monkeypatch.setattr(Node, "__init__", counted)
        monkeypatch.setattr(JsonView, "render_line", watched)
        view = await raw(pilot, app, body)
        assert len(view.json.lines) == 3
        assert made < 20
        await pilot.press("slash", *"needle", "enter")
        await until(pilot, lambda: "1 of 1" in subtitle(app), "it is found")
        assert view.node.path == ".last"
        painted = 0
        await pilot.press("g", "j", "enter", "G")
        assert len(view.json.lines) == 50_003
        assert "needle" in drawn(app)
        assert painted < 50 * view.size.height, "some screens, whatever the number of lines"


@pytest.mark.parametrize(
    "body",
    [b"", b"<html>", b"[" * 100_000, b"\xff", b"[" * 900 + b"]" * 900],
    ids=["empty", "no JSON", "too deep", "no text", "deep"],
)
async def test_strange_answers_are_shown(demo_settings: Settings, body: bytes) -> None:
    app = LixApp(demo_settings)
    async with app.run_test(size=(60, 20)) as pilot:
        await raw(pilot, app, body)
        await pilot.press("plus", "G", "v", "p", "y", "slash", *"a", "enter", "n", "N")
        await rested(pilot, app)
        assert app.is_running
        assert drawn(app)
