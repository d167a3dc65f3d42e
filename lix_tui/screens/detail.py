"""One record in full: a profile, an organisation, a job, a post; the kind is data."""

from __future__ import annotations

import json
from collections.abc import Sequence
from time import time
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from lix_tui.api.endpoints import ENDPOINTS
from lix_tui.api.errors import LixError
from lix_tui.explorer.ages import age, wait
from lix_tui.explorer.copying import CopyForm, request_forms
from lix_tui.explorer.costs import cost_words
from lix_tui.explorer.details import DETAILS, DetailKind, Picture
from lix_tui.explorer.summary import Section
from lix_tui.screens.records import RecordScreen
from lix_tui.store.errors import StoreError
from lix_tui.widgets.bars import BarList
from lix_tui.widgets.bindings import bindings_for
from lix_tui.widgets.key_bar import KeyBar
from lix_tui.widgets.line_text import styled
from lix_tui.widgets.status_bar import StatusBar
from lix_tui.widgets.timeline import CareerTimeline

if TYPE_CHECKING:
    from lix_tui.explorer.lookups import Detail
    from lix_tui.explorer.session import SearchSession


class DetailScreen(RecordScreen):
    """Opens with a link; the record comes from the store, or for what its endpoint costs."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_for("record"),
        Binding("escape,backspace", "back", "Back", show=True),
    ]
    DEFAULT_CSS = """
    DetailScreen #detail-head {
        height: auto;
        padding: 0 2;
        background: $panel;
    }
    DetailScreen.-tall #detail-head { padding: 1 2; }
    DetailScreen #detail-body { height: 1fr; }
    DetailScreen #main, DetailScreen #side { padding: 0 2; height: 1fr; }
    DetailScreen #main { width: 2fr; }
    DetailScreen #side { width: 1fr; min-width: 36; display: none; border-left: vkey $border; }
    DetailScreen.-wide #side, DetailScreen.-very-wide #side { display: block; }
    DetailScreen.-wide .only-narrow, DetailScreen.-very-wide .only-narrow { display: none; }
    DetailScreen .section { color: $accent; text-style: bold; margin-top: 1; }
    DetailScreen Static { height: auto; }
    """

    def __init__(
        self, endpoint: str, link: str, name: str, session: SearchSession | None = None
    ) -> None:
        """``endpoint`` tells more of the record at ``link``.

        ``name`` is shown until it is there; ``session`` is where the user came from.
        """
        super().__init__()
        self._kind = DETAILS[endpoint]
        self._link, self._who, self._session = link, name, session
        self._detail: Detail | None = None

    def compose(self) -> ComposeResult:
        """A head, the body that the record fills, keys, status."""
        yield Static(Content(self._who), id="detail-head", markup=False)
        with Horizontal(id="detail-body"):
            yield VerticalScroll(id="main")
            yield VerticalScroll(id="side")
        yield StatusBar()
        yield KeyBar()

    def on_mount(self) -> None:
        """Fetch the record."""
        super().on_mount()
        self.query_one("#main").focus()
        self._load(refresh=False)

    @property
    def session(self) -> SearchSession | None:
        """The search the user came from."""
        return self._session

    @property
    def best_link(self) -> str | None:
        """The record's own link, else the one it was opened with."""
        return (self._detail.record.best_link if self._detail else None) or self._link

    def copy_forms(self) -> Sequence[CopyForm]:
        """Every form of the record, and its request as code."""
        detail = self._detail
        if detail is None:
            return [CopyForm("link", self._link)]
        return [
            *self._kind.forms(detail.record, json.loads(detail.body)),
            *request_forms(self.host.settings.api_url, detail.endpoint, detail.params),
        ]

    def raw_view(self) -> tuple[str, object, str] | None:
        """The answer as received."""
        detail = self._detail
        if detail is None:
            return None
        path, cost = ENDPOINTS[detail.endpoint].paths[0], cost_words(detail.endpoint)
        origin = f"{path} · {cost} · {age(time() - detail.fetched_at)}"
        return self._kind.title(detail.record), json.loads(detail.body), origin

    def action_refresh(self) -> None:
        """Fetch the record again."""
        self._load(refresh=True)

    def action_back(self) -> None:
        """Go back; a request that waits for its slot is not sent any more."""
        self.workers.cancel_group(self, "lookup")
        self.dismiss(None)

    def _load(self, *, refresh: bool) -> None:
        self.run_worker(self._fetch(refresh), group="lookup", exclusive=True, exit_on_error=False)

    async def _fetch(self, refresh: bool) -> None:
        explorer = await self.host.explorer()
        kind, cost = self._kind, cost_words(self._kind.endpoint)
        self._head(self._who, f"fetching the {kind.word} ({cost})… · escape cancels")
        try:
            detail = await explorer.lookups.get(
                kind.endpoint,
                self._link,
                refresh=refresh,
                viewer_id=self.host.settings.viewer_id,
                place=kind.word,
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
        self.query_one("#detail-head", Static).update(
            Content.assemble((name, "bold $foreground"), (rest, "$text-muted"))
        )

    async def _show(self, detail: Detail) -> None:
        kind, record = self._kind, detail.record
        kept = f"kept {age(time() - detail.fetched_at)}" if detail.from_store else "fetched now"
        *first, last = (text or "" for text in kind.subtitle(record))
        place = " · ".join(part for part in (last, kept) if part)
        self._head(kind.title(record), *first, place)
        sections = kind.sections(record)
        lead = [section for section in sections if section.title in kind.lead]
        rest = [section for section in sections if section.title not in kind.lead]
        main, side = self.query_one("#main"), self.query_one("#side")
        await main.remove_children()
        await side.remove_children()
        widgets = [*_texts(lead), *_pictures(kind.pictures(record))]
        # the side is hidden on narrow terminals, so its sections follow in the main column there
        await main.mount_all([*(widgets or [_nothing(kind)]), *_texts(rest, "only-narrow")])
        await side.mount_all(_texts(rest))


def _pictures(pictures: Sequence[Picture]) -> list[Widget]:
    widgets: list[Widget] = []
    for picture in pictures:
        drawn = CareerTimeline(picture.career) if picture.career else BarList(picture.bars)
        widgets += [_heading(picture.title), drawn]
    return widgets


def _nothing(kind: DetailKind) -> Widget:
    return _text(Content(f"This {kind.word} says nothing more."))


def _texts(sections: Sequence[Section], classes: str = "") -> list[Widget]:
    widgets: list[Widget] = []
    for section in sections:
        widgets += [_heading(section.title, classes), _text(styled(section.lines), classes)]
    return widgets


def _heading(title: str, classes: str = "") -> Static:
    return Static(Content(title), classes=f"section {classes}", markup=False)


def _text(content: Content, classes: str = "") -> Static:
    return Static(content, classes=classes, markup=False)
