"""Screen of one record, of any type that can be looked up."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Button

from lix_tui.api.errors import LixError
from lix_tui.durations import wait_text
from lix_tui.screens.detail_record import DetailRecord
from lix_tui.screens.record_actions import RecordActions, RecordScreen
from lix_tui.services.action_prices import RequestTarget
from lix_tui.services.budget.cost_words import OFFLINE, cost_words
from lix_tui.services.records.lookups import LookupOptions
from lix_tui.services.records.record_types import RECORD_TYPES
from lix_tui.services.records.types.email import MOST_CHECKS
from lix_tui.store.errors import StoreError
from lix_tui.text import MOST_IN_LINE, shortened
from lix_tui.widgets.bindings import bindings_for
from lix_tui.widgets.key_bar import KeyBar
from lix_tui.widgets.list_tabs import ListTabs
from lix_tui.widgets.record_body import RecordBody
from lix_tui.widgets.record_head import RecordHead
from lix_tui.widgets.status_bar import StatusBar

if TYPE_CHECKING:
    from lix_tui.screens.record_lists import RecordLists
    from lix_tui.screens.record_rows import RecordRows
    from lix_tui.services.records.stored_records import Detail
    from lix_tui.services.search.session import SearchSession
    from lix_tui.services.services import Services


WITH_LISTS = {
    "person": ("posts", "comments", "reactions"),
    "organisation": ("followers", "employees"),
    "post": ("comments", "reactions"),
}
"""Words for the lists of a record, which are tabs of its screen, by the record's endpoint. The
lists themselves are declared in `paged_lists`, which is loaded once the record is painted."""
READ_AFTER = 0.06
"""Seconds from the record to the reading of its note and tags."""


class DetailScreen(RecordScreen):
    """Screen of one record, from the store or for the price of its endpoint."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for("record"), *bindings_for("lists")]
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
        rows: RecordRows | None = None,
        confirms_first: bool = False,
    ) -> None:
        """``endpoint`` looks up the record at ``link``, as the viewer if one is given.

        ``name`` is the title until the record arrives; ``session`` is the search it was opened
        from, and ``rows`` the list. With ``confirms_first`` a record that isn't stored waits for
        enter.
        """
        super().__init__()
        self._type = RECORD_TYPES[endpoint]
        self._link, self._session, self.viewer_id = link, session, viewer_id
        self._rows, self._confirms_first = rows, confirms_first
        self._name_before = shortened(name, MOST_IN_LINE)
        self._record = DetailRecord(self, self._type, link, self._name_before, viewer_id)
        self.record = RecordActions(self, self.offers, self._record, "record")
        self._is_waiting = False
        """True while a request is on its way; escape then only stops waiting."""

    def compose(self) -> ComposeResult:
        """Yield a head, the body for the record, status and keys."""
        yield RecordHead(self._name_before)
        if self._type.endpoint in WITH_LISTS:
            yield ListTabs()
        yield RecordBody()
        yield StatusBar()
        yield KeyBar(self.offers.prices)

    def set_up(self) -> None:
        """Load the record."""
        super().set_up()
        self.query_one("#main").focus()
        self._offer()
        self._look_up(partial(self._fetch, refresh=False))

    # -- the record --------------------------------------------------------------------------

    @property
    def endpoint(self) -> str:
        """Endpoint that fetches the record."""
        return self._type.endpoint

    @property
    def session(self) -> SearchSession | None:
        """Search that the record was opened from."""
        return self._session

    # -- the commands ------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return False for another check of a record that isn't an email address."""
        if action == "recheck":
            return self._type.endpoint == "email"
        if action == "show_list":
            return parameters[0] in WITH_LISTS.get(self._type.endpoint, ())
        if action in ("record", "emails"):  # the record is here, and has no list of people
            return False
        if action in ("fold", "fold_all"):
            return any(body.timeline for body in self.query(RecordBody))
        return super().check_action(action, parameters)

    async def action_show_list(self, word: str) -> None:
        """Show a list of the record as far as it is loaded, which buys nothing."""
        await self._record_lists().open(word, is_from_record=True)

    def action_fold(self) -> None:
        """Fold or unfold the position under the cursor."""
        self.query_one(RecordBody).fold()

    def action_fold_all(self) -> None:
        """Fold every position, or unfold all if all are folded."""
        self.query_one(RecordBody).fold_all()

    def action_neighbour(self, by: int) -> None:
        """Show the next (1) or previous (-1) record of the list this one was opened from."""
        if self._rows is None:
            self.report("This record wasn't opened from a list.")
        else:
            self.host.navigation.open_neighbour(self._rows, by, self._session)

    def action_refresh(self) -> None:
        """Fetch the record again."""
        if self._is_waiting:
            self.end_pause()  # the pending answer is the new one
            self.report("A request is already running. Press escape to stop waiting.")
        else:
            self.offers.buy("record.refresh", self._load_again)

    def _load_again(self) -> None:
        self.end_pause()
        self._look_up(partial(self._fetch, refresh=self._record.detail is not None))

    def action_recheck(self) -> None:
        """Request the email address again until it is VALID."""
        if self._record.detail is not None and self._type.settled(self._record.detail.record):
            self.report("The address is already VALID. Another check would cost a credit.")
        elif self._is_waiting:
            self.report("A request is already running. Press escape to stop waiting.")
        else:
            self.offers.buy("record.recheck", partial(self._look_up, self._recheck))

    def action_back(self) -> None:
        """Stop waiting if an older answer can be shown, else go back."""
        was_waiting, self._is_waiting = self._is_waiting, False
        self.workers.cancel_group(self, "lookup")
        if was_waiting and self._record.detail is not None:
            self.run_worker(self._show(self._record.detail), group="show", exit_on_error=False)
        else:
            self.dismiss(None)

    def _look_up(self, work: Callable[[], Awaitable[Detail | None]]) -> None:
        self.run_worker(self._wait(work), group="lookup", exclusive=True, exit_on_error=False)

    async def _wait(self, work: Callable[[], Awaitable[Detail | None]]) -> None:
        """Wait for a lookup, which escape stops, then show its record."""
        self._is_waiting = True
        try:
            found = await work()
        except (LixError, StoreError) as error:
            self._head(self._record.title, str(error))
            return
        finally:
            self._is_waiting = False
        if found is not None:
            await self._show(found)

    async def _fetch(self, *, refresh: bool) -> Detail | None:
        services = await self.host.services()
        kind = self._type
        records, endpoint, viewer = services.records, kind.endpoint, self.viewer_id
        is_stored = not refresh and (
            await records.stored(endpoint, self._link, viewer) is not None
            or await records.missing(endpoint, self._link, viewer) is not None
        )
        if not is_stored:
            if self._confirms_first:
                await self._offer_fetch()
                return None
            if not await self._agreed(services):
                if self._record.detail is None and not self.query("#fetch"):
                    self.dismiss(None)
                return None
            action = f"fetching the {kind.noun} ({cost_words(kind.endpoint)})…"
            self._head(self._name_before, f"{action} · esc: cancel")
        return await services.lookups.get(endpoint, self._link, self._options(), refresh=refresh)

    async def _offer_fetch(self) -> None:
        """Show the price of the record, and wait for enter."""
        self._confirms_first, noun = False, self._type.noun
        price = self.offers.prices.price_of("record.refresh")
        words = price.price.words if price is not None else OFFLINE
        self._head(self._name_before, f"This {noun} isn't stored yet.")
        await self.query_one(RecordBody).offer(f"Fetch the {noun} · {words}")

    @on(Button.Pressed, "#fetch")
    def fetch_pressed(self) -> None:
        """Fetch the record that was offered."""
        self.action_refresh()

    async def _recheck(self) -> Detail | None:
        services = await self.host.services()
        if not await self._agreed(services):
            return None

        def show_check(number: int, detail: Detail) -> None:
            self._record.detail = detail
            status = getattr(detail.record, "status", None) or "no status"
            pause = wait_text(services.lookups.pace)
            self._head(
                self._record.title,
                f"check {number} of {MOST_CHECKS}: {status} · next check in {pause} · esc: stop",
            )

        words = f"checking the address again, up to {MOST_CHECKS} times until it is VALID"
        self._head(self._record.title, f"check 1 of {MOST_CHECKS}: {words} · esc: stop")
        return await services.lookups.recheck(self._link, self._options(), show_check, MOST_CHECKS)

    async def _agreed(self, services: Services) -> bool:
        """Return True if the user agrees to the price, or if the settings need no question."""
        from lix_tui.screens.dialogs.fetch_question import agrees_to_fetch

        kind, name = self._type, self._name_before
        return await agrees_to_fetch(self.app, services, kind.endpoint, kind.noun, name)

    def _options(self) -> LookupOptions:
        return LookupOptions(
            self._type.noun,
            viewer_id=self.viewer_id,
            on_wait=self._waits,
            on_pending=self._pending,
        )

    def _waits(self, reason: LixError, seconds: float) -> None:
        until = f"next request in {wait_text(seconds)} · esc: cancel"
        self._head(self._name_before, f"{reason.message}: {until}")

    def _pending(self, seconds: float) -> None:
        later = f"next check (free) in {wait_text(seconds)} · esc: stop"
        self._head(self._name_before, f"Lix is still searching: {later}")

    # -- the display ------------------------------------------------------------------------

    def _head(self, name: str, *lines: str) -> None:
        self.query_one(RecordHead).show(name, *lines)

    async def _show(self, detail: Detail) -> None:
        self._record.detail, self._record.stored = detail, None
        self._offer()
        body, services = self.query_one(RecordBody), await self.host.services()
        settings = self.host.settings
        self.query_one(RecordHead).describe(
            self._type, detail, self._record.title, settings.stale_days, offline=settings.offline
        )
        self.query_one("#main").focus()
        await self._show_body(detail, services)
        self.set_timer(READ_AFTER, self._read_stored)  # after the record is painted
        address = self._type.portrait(detail.record)
        if services.pictures is not None and address:
            from lix_tui.screens.portraits import show_portrait

            self.run_worker(
                show_portrait(body, services.pictures, address),
                group="portrait",
                exclusive=True,
                exit_on_error=False,
            )

    async def _show_body(self, detail: Detail, services: Services, *, stay: bool = False) -> None:
        drawn, record = await services.records.figure_history(detail), self._record
        whole, value = record.whole_record(detail), record.whole_value(detail)
        await self.query_one(RecordBody).show(self._type, whole, drawn, value, stay=stay)
        self.refresh_bindings()

    def on_screen_resume(self) -> None:
        """Read again what is stored: an address may have been fetched meanwhile."""
        self._read_stored()

    def _read_stored(self) -> None:
        """Show note, tags and what other answers say of the record."""
        if self._record.detail is not None:
            if self._type.endpoint in WITH_LISTS:
                self._record_lists().show_tabs()
            self._record.annotations_changed()
            self.run_worker(self._join(), group="join", exit_on_error=False)

    def _record_lists(self) -> RecordLists:
        """Return the lists of the record, by its own link once that is known."""
        from lix_tui.screens.record_lists import RecordLists

        link, title = self._record.best_link or self._link, self._record.title
        return RecordLists(self, self._type.endpoint, link, title, self.viewer_id)

    async def _join(self) -> None:
        services, detail = await self.host.services(), self._record.detail
        adds = await self._record.read_stored(services.merged_records)
        if adds and detail is not None and detail is self._record.detail:
            await self._show_body(detail, services, stay=True)

    def _offer(self) -> None:
        """Show the prices of the keys that buy."""
        endpoint, detail = self._type.endpoint, self._record.detail
        is_final = detail is None or self._type.settled(detail.record)
        self.offers.show(
            {
                "record.related": self.record.first_related(),
                "record.refresh": RequestTarget(endpoint),
                "record.recheck": None if is_final else RequestTarget(endpoint),
            }
        )
