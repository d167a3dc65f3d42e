"""A person's profile: who, what, when, and every link and id."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from time import time
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from lix_tui.api.errors import LixError
from lix_tui.explorer.ages import age, wait
from lix_tui.explorer.copying import CopyForm, person_forms, request_forms
from lix_tui.explorer.profile import Section, career_of, sections_of
from lix_tui.screens.records import RecordScreen
from lix_tui.store.errors import StoreError
from lix_tui.widgets.bars import BarList
from lix_tui.widgets.bindings import bindings_for
from lix_tui.widgets.key_bar import KeyBar
from lix_tui.widgets.line_text import styled
from lix_tui.widgets.status_bar import StatusBar
from lix_tui.widgets.timeline import CareerTimeline

if TYPE_CHECKING:
    from lix_tui.api.models.person import Person
    from lix_tui.explorer.lookups import Detail
    from lix_tui.explorer.session import SearchSession


class PersonScreen(RecordScreen):
    """Opens with the link; the profile comes from the store or for one Standard credit."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_for("person"),
        Binding("escape,backspace", "back", "Back", show=True),
    ]
    DEFAULT_CSS = """
    PersonScreen #profile-head {
        height: auto;
        padding: 0 2;
        background: $panel;
    }
    PersonScreen.-tall #profile-head { padding: 1 2; }
    PersonScreen #profile-body { height: 1fr; }
    PersonScreen #main, PersonScreen #side { padding: 0 2; height: 1fr; }
    PersonScreen #main { width: 2fr; }
    PersonScreen #side { width: 1fr; min-width: 36; display: none; border-left: vkey $border; }
    PersonScreen.-wide #side, PersonScreen.-very-wide #side { display: block; }
    PersonScreen.-wide .only-narrow, PersonScreen.-very-wide .only-narrow { display: none; }
    PersonScreen .section { color: $accent; text-style: bold; margin-top: 1; }
    PersonScreen Static { height: auto; }
    """

    def __init__(self, link: str, name: str, session: SearchSession | None = None) -> None:
        """``name`` is shown until the profile is there; ``session`` is where the user came from."""
        super().__init__()
        self._link, self._who, self._session = link, name, session
        self._detail: Detail[Person] | None = None

    def compose(self) -> ComposeResult:
        """A head, the body that the profile fills, keys, status."""
        yield Static(Content(self._who), id="profile-head", markup=False)
        with Horizontal(id="profile-body"):
            yield VerticalScroll(id="main")
            yield VerticalScroll(id="side")
        yield StatusBar()
        yield KeyBar()

    def on_mount(self) -> None:
        """Fetch the profile."""
        super().on_mount()
        self.query_one("#main").focus()
        self._load(refresh=False)

    @property
    def session(self) -> SearchSession | None:
        """The search the user came from."""
        return self._session

    @property
    def best_link(self) -> str | None:
        """The profile's own link, else the one it was opened with."""
        return (self._detail.record.best_link if self._detail else None) or self._link

    def copy_forms(self) -> Sequence[CopyForm]:
        """Every form of the profile."""
        if self._detail is None:
            return [CopyForm("Profile link", self._link)]
        detail = self._detail
        return [
            *person_forms(detail.record, json.loads(detail.body)),
            *request_forms(self.host.settings.api_url, "person", {"profile_link": detail.link}),
        ]

    def raw_view(self) -> tuple[str, object, str] | None:
        """The answer as received."""
        if self._detail is None:
            return None
        detail = self._detail
        origin = f"/v1/person · 1 Standard credit · {age(time() - detail.fetched_at)}"
        return (detail.record.name or self._who, json.loads(detail.body), origin)

    def action_refresh(self) -> None:
        """Fetch the profile again."""
        self._load(refresh=True)

    def action_back(self) -> None:
        """Go back; a request that waits for its slot is not sent any more."""
        self.workers.cancel_group(self, "profile")
        self.dismiss(None)

    def _load(self, *, refresh: bool) -> None:
        self.run_worker(self._fetch(refresh), group="profile", exclusive=True, exit_on_error=False)

    async def _fetch(self, refresh: bool) -> None:
        explorer = await self.host.explorer()
        self._head(self._who, "fetching the profile (1 Standard credit)… · escape cancels")
        try:
            detail = await explorer.lookups.person(
                self._link,
                refresh=refresh,
                viewer_id=self.host.settings.viewer_id,
                place="profile",
                on_wait=self._waits,
            )
        except (LixError, StoreError) as error:
            self._head(self._who, str(error))
            return
        self._detail = detail
        await self._show(detail)

    def _waits(self, why: LixError, seconds: float) -> None:
        until = f"asking again in {wait(seconds)} · escape cancels"
        self._head(self._who, f"{why.message}: {until}")

    def _head(self, name: str, *lines: str) -> None:
        rest = "".join(f"\n{line}" for line in lines if line)
        self.query_one("#profile-head", Static).update(
            Content.assemble((name, "bold $foreground"), (rest, "$text-muted"))
        )

    async def _show(self, detail: Detail[Person]) -> None:
        person = detail.record
        kept = f"kept {age(time() - detail.fetched_at)}" if detail.from_store else "fetched now"
        place = " · ".join(part for part in (person.location, kept) if part)
        self._head(person.full_name, person.headline_text, place)
        main, side = self.query_one("#main"), self.query_one("#side")
        await main.remove_children()
        await side.remove_children()
        sections = sections_of(person)
        # the side is hidden on narrow terminals, so its sections follow in the main column there
        await main.mount_all([*_main(person), *_texts(sections, "only-narrow")])
        await side.mount_all(_texts(sections))


def _main(person: Person) -> list[Widget]:
    widgets: list[Widget] = []
    if person.about_summary_text:
        widgets += [_heading("About"), _text(Content(person.about_summary_text))]
    if person.experience:
        career = career_of(person, datetime.now(UTC).date())
        widgets += [_heading("Career"), CareerTimeline(career)]
    if person.skills:
        items = [(skill.name or "?", skill.num_of_endorsement) for skill in person.skills]
        widgets += [_heading("Skills"), BarList(items)]
    if not widgets:
        widgets.append(_text(Content("This profile says nothing of a career or skills.")))
    return widgets


def _texts(sections: Sequence[Section], classes: str = "") -> list[Widget]:
    widgets: list[Widget] = []
    for section in sections:
        widgets += [_heading(section.title, classes), _text(styled(section.lines), classes)]
    return widgets


def _heading(title: str, classes: str = "") -> Static:
    return Static(Content(title), classes=f"section {classes}", markup=False)


def _text(content: Content, classes: str = "") -> Static:
    return Static(content, classes=classes, markup=False)
