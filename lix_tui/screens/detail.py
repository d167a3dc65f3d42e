"""Screen of one record, of any type that can be looked up."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from lix_tui.api.endpoints import ENDPOINTS
from lix_tui.api.errors import LixError
from lix_tui.durations import kept_words, wait
from lix_tui.screens.portraits import show_portrait
from lix_tui.screens.record_actions import RecordActions, RecordScreen
from lix_tui.services.budget.cost_words import cost_words
from lix_tui.services.raw_view import RawView
from lix_tui.services.records.code_snippets import request_forms
from lix_tui.services.records.copy_form import CopyForm
from lix_tui.services.records.lookups import Manner
from lix_tui.services.records.record_types import RECORD_TYPES
from lix_tui.services.records.types.email import MOST_CHECKS
from lix_tui.store.errors import StoreError
from lix_tui.text import MOST_IN_LINE, shortened
from lix_tui.widgets.bindings import bindings_for
from lix_tui.widgets.key_bar import KeyBar
from lix_tui.widgets.key_hints import spelled
from lix_tui.widgets.record_body import RecordBody
from lix_tui.widgets.status_bar import StatusBar

if TYPE_CHECKING:
    from lix_tui.screens.base import LixScreen
    from lix_tui.services.queries.opening import Opening
    from lix_tui.services.records.record_type import LookedUp, RecordType
    from lix_tui.services.records.stored_records import Detail
    from lix_tui.services.search.session import SearchSession
    from lix_tui.services.services import Services


UNKNOWN_FORM = (
    "lix-tui doesn't know the form of this answer. It is stored; <record.raw> shows the raw JSON."
)


class OpenedRecord:
    """Source of the record commands of one detail screen."""

    def __init__(
        self,
        screen: LixScreen,
        record_type: RecordType[LookedUp],
        link: str,
        name: str,
        viewer_id: str | None,
    ) -> None:
        """``link`` opened the record; ``name`` is its title until it is there."""
        self._screen, self._type, self._link = screen, record_type, link
        self._name, self._viewer = name, viewer_id
        self.detail: Detail | None = None
        """The record, once it was fetched."""

    @property
    def best_link(self) -> str | None:
        """The record's own link, else the one it was opened with."""
        return (self._type.best_link(self.detail.record) if self.detail else None) or self._link

    def related(self) -> Sequence[Opening]:
        """Return related records and searches, without the record itself."""
        if self.detail is None:
            return ()
        record, kind = self.detail.record, self._type
        links = [self._link, *(link for link in kind.own_links(record) if link)]
        own = {*links, *kind.keys(*links)}

        def is_here(opening: Opening) -> bool:
            """Return True if an opening leads to the record on screen, by any of its links."""
            return (
                opening.endpoint == kind.endpoint
                and opening.link is not None
                and not own.isdisjoint((opening.link, *kind.keys(opening.link)))
            )

        return [opening for opening in kind.related(record, self._link) if not is_here(opening)]

    def copy_forms(self) -> Sequence[CopyForm]:
        """Return every form of the record."""
        detail = self.detail
        if detail is None:
            return [CopyForm("link", self._link)]
        return self._type.copy_forms(detail.record, json.loads(detail.body))

    def menu_forms(self) -> Sequence[CopyForm]:
        """Return every form of the record, and its request as code."""
        services = self._screen.host.services_now
        if self.detail is None or services is None:
            return self.copy_forms()
        request = services.request_of(self.detail.request(self._viewer))
        return [*self.copy_forms(), *request_forms(request)]

    @property
    def record_viewer(self) -> str | None:
        """Viewer that the record was opened as."""
        return self._viewer

    def raw_view(self) -> RawView | None:
        """Return the answer as received."""
        detail = self.detail
        if detail is None:
            return None
        request = detail.request(self._viewer)
        return RawView(self.title, detail.body, detail.endpoint, detail.fetched_at, request)

    @property
    def title(self) -> str:
        """The record's title, else the name that it was opened with."""
        title = self._type.title(self.detail.record) if self.detail else None
        return shortened(title or self._name, MOST_IN_LINE)


class DetailScreen(RecordScreen):
    """Opens with a link; the record comes from the store, or for what its endpoint costs."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for("record")
    DEFAULT_CSS = """
    DetailScreen #detail-head {
        height: auto;
        padding: 0 2;
        background: $panel;
    }
    DetailScreen.-tall #detail-head { padding: 1 2; }
    """

    def __init__(
        self,
        endpoint: str,
        link: str,
        name: str,
        session: SearchSession | None = None,
        *,
        viewer_id: str | None = None,
    ) -> None:
        """``endpoint`` looks up the record at ``link``, as the viewer if one is given.

        ``name`` is shown until the record arrives; ``session`` is the search it was opened from.
        """
        super().__init__()
        self._type = RECORD_TYPES[endpoint]
        self._link, self._session, self._viewer = link, session, viewer_id
        self._who = shortened(name, MOST_IN_LINE)
        self._opened = OpenedRecord(self, self._type, link, self._who, viewer_id)
        self.record = RecordActions(self, self.offers, self._opened, "record")
        self._is_waiting = False
        """True while the screen waits for an answer; escape then only stops the wait."""

    def compose(self) -> ComposeResult:
        """Yield the head, the body, the status bar and the keys."""
        yield Static(Content(self._who), id="detail-head", markup=False)
        yield RecordBody()
        yield StatusBar()
        yield KeyBar()

    def on_mount(self) -> None:
        """Fetch the record."""
        super().on_mount()
        self.query_one("#main").focus()
        self._load(refresh=False)

    # -- the record --------------------------------------------------------------------------

    @property
    def endpoint(self) -> str:
        """Endpoint that looks up the record."""
        return self._type.endpoint

    @property
    def session(self) -> SearchSession | None:
        """Search that the record was opened from."""
        return self._session

    # -- the commands ------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return False for a check of anything but an email address."""
        if action == "recheck":
            return self._type.endpoint == "email"
        return super().check_action(action, parameters)

    def action_refresh(self) -> None:
        """Fetch the record again."""
        if self._is_waiting:
            self.end_pause()
            self.say("Already waiting for an answer. Press escape to stop.")
        else:
            self.offers.act("record.refresh", self._load_again)

    def _load_again(self) -> None:
        self.end_pause()
        self._load(refresh=True)

    def action_recheck(self) -> None:
        """Check the email address again until it is VALID."""
        if self._opened.detail is not None and self._type.settled(self._opened.detail.record):
            self.say("The address is VALID already. Another check would cost a credit.")
        elif self._is_waiting:
            self.say("Already waiting for an answer. Press escape to stop.")
        else:
            self.offers.act("record.recheck", partial(self._look_up, self._recheck))

    def action_back(self) -> None:
        """Stop a wait if there is a record to show meanwhile; else leave the screen."""
        was_waiting, self._is_waiting = self._is_waiting, False
        self.workers.cancel_group(self, "lookup")
        if was_waiting and self._opened.detail is not None:
            self.run_worker(self._show(self._opened.detail), group="show", exit_on_error=False)
        else:
            self.dismiss(None)

    def _load(self, *, refresh: bool) -> None:
        self._look_up(partial(self._fetch, refresh))

    def _look_up(self, work: Callable[[], Awaitable[Detail | None]]) -> None:
        self.run_worker(self._wait(work), group="lookup", exclusive=True, exit_on_error=False)

    async def _wait(self, work: Callable[[], Awaitable[Detail | None]]) -> None:
        """Wait for a lookup, which escape stops, then show the record."""
        self._is_waiting = True
        try:
            found = await work()
        except (LixError, StoreError) as error:
            self._head(self._opened.title, str(error))
            return
        finally:
            self._is_waiting = False
        if found is not None:
            await self._show(found)

    async def _fetch(self, refresh: bool) -> Detail | None:
        services = await self.host.services()
        kind = self._type
        records, endpoint, viewer = services.records, kind.endpoint, self._viewer
        is_stored = not refresh and (
            await records.stored(endpoint, self._link, viewer) is not None
            or await records.missing(endpoint, self._link, viewer) is not None
        )
        if not is_stored:
            if not await self._agreed(services):
                if self._opened.detail is None:
                    self.dismiss(None)
                return None
            wanted = f"fetching the {kind.noun} ({cost_words(kind.endpoint)})…"
            self._head(self._who, f"{wanted} · escape cancels")
        return await services.lookups.get(endpoint, self._link, self._manner(), refresh=refresh)

    async def _recheck(self) -> Detail | None:
        services = await self.host.services()
        if not await self._agreed(services):
            return None

        def tried(number: int, detail: Detail) -> None:
            self._opened.detail = detail
            status = getattr(detail.record, "status", None) or "no status"
            pause = wait(services.lookups.pace)
            self._head(
                self._opened.title,
                f"check {number} of {MOST_CHECKS}: {status} · next check in {pause} · escape stops",
            )

        words = f"checking the address again, up to {MOST_CHECKS} times until it is VALID"
        self._head(self._opened.title, f"check 1 of {MOST_CHECKS}: {words} · escape stops")
        return await services.lookups.recheck(self._link, self._manner(), tried, MOST_CHECKS)

    async def _agreed(self, services: Services) -> bool:
        """Return True if the user agrees to the price, where the settings ask for consent."""
        entry, confirm = ENDPOINTS[self._type.endpoint], services.settings.confirm
        if not entry.cost or confirm == "never" or (confirm == "email" and entry.pool != "email"):
            return True
        from lix_tui.screens.dialogs.confirm import ConfirmScreen

        left = services.account.left(entry.pool)
        have = f" {left[0]:,} are left." if left else ""
        question = f"The {self._type.noun} of {self._who} costs {cost_words(entry.name)}.{have}"
        asking = ConfirmScreen(f"Fetch the {self._type.noun}?", question)
        return await self.app.push_screen_wait(asking)

    def _manner(self) -> Manner:
        return Manner(
            self._type.noun,
            viewer_id=self._viewer,
            on_wait=self._waits,
            on_pending=self._pending,
        )

    def _waits(self, why: LixError, seconds: float) -> None:
        until = f"next request in {wait(seconds)} · escape cancels"
        self._head(self._who, f"{why.message}: {until}")

    def _pending(self, seconds: float) -> None:
        later = f"next check in {wait(seconds)}, free · escape stops"
        self._head(self._who, f"Lix is still looking: {later}")

    # -- display -----------------------------------------------------------------------------

    def _head(self, name: str, *lines: str) -> None:
        rest = "".join(f"\n{line}" for line in lines if line)
        self.query_one("#detail-head", Static).update(
            Content.assemble((name, "bold $foreground"), (rest, "$text-muted"))
        )

    async def _show(self, detail: Detail) -> None:
        self._opened.detail = detail
        self._offer()
        body, services = self.query_one(RecordBody), await self.host.services()
        drawn = await services.records.figure_history(detail)
        self._describe(detail)
        await body.show(self._type, detail.record, drawn)
        address = self._type.portrait(detail.record)
        if services.pictures is not None and address:
            self.run_worker(
                show_portrait(body, services.pictures, address),
                group="portrait",
                exclusive=True,
                exit_on_error=False,
            )

    def _offer(self) -> None:
        """Show the prices of the keys that buy from here."""
        endpoint, detail = self._type.endpoint, self._opened.detail
        self.offers.show({"record.related": next(iter(self.record.places()), None)})
        self.offers.show_request("record.refresh", endpoint, "Refresh")
        is_final = detail is None or self._type.settled(detail.record)
        self.offers.show_request("record.recheck", None if is_final else endpoint, "Check again")

    def _describe(self, detail: Detail) -> None:
        record = detail.record
        if not self._type.sections(record) and not self._type.charts(record):
            self._head(self._who, spelled(self, UNKNOWN_FORM))
            return
        days = self.host.settings.stale_days
        kept = f"fetched now · {detail.unsaved}" if detail.unsaved else "fetched now"
        if detail.from_store:
            kept = kept_words(detail.fetched_at, days, self._type.endpoint)
            if "stale" in kept and not self.host.settings.offline:
                kept += spelled(self, " · <record.refresh> to refresh, paying again")
        *first, last = (text or "" for text in self._type.subtitle(detail.record))
        self._head(self._opened.title, *first, " · ".join(part for part in (last, kept) if part))
