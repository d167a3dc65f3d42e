"""One record in full, of any kind that can be looked up; the kind is data."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from lix_tui.api.endpoints import ENDPOINTS
from lix_tui.api.errors import LixError
from lix_tui.screens.opened_record import OpenedRecord
from lix_tui.screens.portraits import show_portrait
from lix_tui.screens.record_actions import RecordActions, RecordScreen
from lix_tui.services.budget.cost_words import cost_words
from lix_tui.services.durations import kept_words, wait
from lix_tui.services.opening_prices import RequestTarget
from lix_tui.services.records.emails import MOST_CHECKS
from lix_tui.services.records.figure_history import course_of
from lix_tui.services.records.lookups import Manner
from lix_tui.services.records.record_types import DETAILS
from lix_tui.store.errors import StoreError
from lix_tui.text import MOST_IN_LINE, shortened
from lix_tui.widgets.bindings import bindings_for
from lix_tui.widgets.key_bar import KeyBar
from lix_tui.widgets.key_hints import spelled
from lix_tui.widgets.record_body import RecordBody
from lix_tui.widgets.status_bar import StatusBar

if TYPE_CHECKING:
    from lix_tui.services.records.stored_records import Detail
    from lix_tui.services.search.session import SearchSession
    from lix_tui.services.services import Services


UNKNOWN_FORM = (
    "The answer came in a form that is not known here; it is kept, and <record.raw> shows it raw."
)


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
        """``endpoint`` tells more of the record at ``link``, which is fetched as a viewer.

        ``name`` is shown until it is there; ``session`` is where the user came from.
        """
        super().__init__()
        self._kind = DETAILS[endpoint]
        self._link, self._session, self._viewer = link, session, viewer_id
        self._who = shortened(name, MOST_IN_LINE)
        self._opened = OpenedRecord(self, self._kind, link, self._who, viewer_id)
        self.record = RecordActions(self, self.offers, self._opened, "record")
        self._is_waiting = False
        """True while an answer is waited for; escape then stops that and does nothing else."""

    def compose(self) -> ComposeResult:
        """A head, the body that the record fills, keys, status."""
        yield Static(Content(self._who), id="detail-head", markup=False)
        yield RecordBody()
        yield StatusBar()
        yield KeyBar(self.offers.prices)

    def set_up(self) -> None:
        """Fetch the record."""
        super().set_up()
        self.query_one("#main").focus()
        self._offer()
        self._load(refresh=False)

    # -- the record --------------------------------------------------------------------------

    @property
    def endpoint(self) -> str:
        """The endpoint that tells of the record."""
        return self._kind.endpoint

    @property
    def session(self) -> SearchSession | None:
        """The search the user came from."""
        return self._session

    # -- the commands ------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Checking again is for what is not settled."""
        if action == "recheck":
            return self._kind.endpoint == "email"
        return super().check_action(action, parameters)

    def action_refresh(self) -> None:
        """Fetch the record again."""
        if self._is_waiting:
            self.end_pause()  # the answer that is waited for is the one to come
            self.say("An answer is waited for already; escape stops that.")
        else:
            self.offers.act("record.refresh", self._load_again)

    def _load_again(self) -> None:
        self.end_pause()
        self._load(refresh=True)

    def action_recheck(self) -> None:
        """Ask for the email address again until it is VALID."""
        if self._opened.detail is not None and self._kind.settled(self._opened.detail.record):
            self.say("The address is VALID already; asking again would cost a credit.")
        elif self._is_waiting:
            self.say("An answer is waited for already; escape stops that.")
        else:
            self.offers.act("record.recheck", partial(self._look_up, self._recheck))

    def action_back(self) -> None:
        """Stop what is waited for, where there is something to show without it; else go back."""
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
        """Wait for a lookup, which escape stops, then show what it found."""
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
        kind = self._kind
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
            wanted = f"fetching the {kind.word} ({cost_words(kind.endpoint)})…"
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
        """Whether the user agrees to what a request costs, where the settings say to ask."""
        entry, setting = ENDPOINTS[self._kind.endpoint], services.settings.confirm
        if not entry.cost or setting == "never" or (setting == "email" and entry.pool != "email"):
            return True
        from lix_tui.screens.dialogs.confirm import confirm

        left = services.account.left(entry.pool)
        have = f" {left[0]:,} are left." if left else ""
        question = f"The {self._kind.word} of {self._who} costs {cost_words(entry.name)}.{have}"
        return await confirm(self.app, f"Fetch the {self._kind.word}?", question)

    def _manner(self) -> Manner:
        return Manner(
            self._kind.word,
            viewer_id=self._viewer,
            on_wait=self._waits,
            on_pending=self._pending,
        )

    def _waits(self, why: LixError, seconds: float) -> None:
        until = f"asking again in {wait(seconds)} · escape cancels"
        self._head(self._who, f"{why.message}: {until}")

    def _pending(self, seconds: float) -> None:
        later = f"asking how it stands in {wait(seconds)}, for nothing · escape stops"
        self._head(self._who, f"Lix is still looking: {later}")

    # -- what is shown -----------------------------------------------------------------------

    def _head(self, name: str, *lines: str) -> None:
        rest = "".join(f"\n{line}" for line in lines if line)
        self.query_one("#detail-head", Static).update(
            Content.assemble((name, "bold $foreground"), (rest, "$text-muted"))
        )

    async def _show(self, detail: Detail) -> None:
        self._opened.detail = detail
        self._offer()
        body, services = self.query_one(RecordBody), await self.host.services()
        drawn = await course_of(services.store, detail)
        self._describe(detail)
        await body.show(self._kind, detail.record, drawn)
        address = self._kind.portrait(detail.record)
        if services.pictures is not None and address:
            self.run_worker(
                show_portrait(body, services.pictures, address),
                group="portrait",
                exclusive=True,
                exit_on_error=False,
            )

    def _offer(self) -> None:
        """Show the prices of the keys that buy from here."""
        endpoint, detail = self._kind.endpoint, self._opened.detail
        is_final = detail is None or self._kind.settled(detail.record)
        self.offers.show(
            {
                "record.related": next(iter(self.record.places()), None),
                "record.refresh": RequestTarget(endpoint),
                "record.recheck": None if is_final else RequestTarget(endpoint),
            }
        )

    def _describe(self, detail: Detail) -> None:
        record = detail.record
        if not self._kind.sections(record) and not self._kind.pictures(record):
            self._head(self._who, spelled(self, UNKNOWN_FORM))
            return
        days = self.host.settings.stale_days
        kept = f"fetched now · {detail.unsaved}" if detail.unsaved else "fetched now"
        if detail.from_store:
            kept = kept_words(detail.fetched_at, days, self._kind.endpoint)
            if "stale" in kept and not self.host.settings.offline:
                kept += spelled(self, " · <record.refresh> to refresh, paying again")
        *first, last = (text or "" for text in self._kind.subtitle(detail.record))
        self._head(self._opened.title, *first, " · ".join(part for part in (last, kept) if part))
