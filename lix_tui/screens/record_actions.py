"""Commands for the current record: open related ones, copy, browse, show the raw answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from lix_tui.screens.base import LixScreen
from lix_tui.screens.offers import Offers

if TYPE_CHECKING:
    from lix_tui.services.queries.opening import Opening
    from lix_tui.services.raw_view import RawView
    from lix_tui.services.records.copy_form import CopyForm


class RecordSource(Protocol):
    """The record that a screen shows, or the one under its cursor."""

    @property
    def best_link(self) -> str | None:
        """Link of the record, None if it has none."""

    @property
    def record_viewer(self) -> str | None:
        """Connected account that related records are fetched as."""

    def copy_forms(self) -> Sequence[CopyForm]:
        """Return every form of the record that can be copied; empty without a record."""

    def menu_forms(self) -> Sequence[CopyForm]:
        """Return every form in the copy menu, including those of the screen."""

    def raw_view(self) -> RawView | None:
        """Return the record as it was received; None without a record."""

    def related(self) -> Sequence[Opening]:
        """Return related records and searches, the likeliest first; empty without a record."""


class RecordActions:
    """Commands for the record of a ``RecordSource``."""

    def __init__(self, screen: LixScreen, offers: Offers, source: RecordSource, scope: str) -> None:
        """``scope`` is the scope of the screen's commands: 'search', 'library' or 'record'."""
        self._screen, self._offers = screen, offers
        self._source, self._scope = source, scope

    def places(self) -> list[Opening]:
        """Return related records and searches, as this screen's viewer."""
        viewer = self._source.record_viewer
        return [place.with_viewer(viewer) for place in self._source.related()]

    def open_related(self) -> None:
        """Open the likeliest related record."""
        if found := self.places():
            self._offers.act(
                f"{self._scope}.related", lambda: self._screen.host.navigation.open(found[0])
            )
        else:
            self._screen.say("This record has no related records.", problem=True)

    def choose_related(self) -> None:
        """Let the user choose a related record or search."""
        found = self.places()
        if not self._screen.host.presses.may_buy():  # a held enter would choose the first place
            self._screen.say(self._screen.host.presses.refusal)
        elif found:
            self._screen.run_worker(self._choose_place(found), group="go menu", exit_on_error=False)
        else:
            self._screen.say("This record has no related records.", problem=True)

    async def _choose_place(self, places: Sequence[Opening]) -> None:
        """Show the choices, each with its price: stored records are free."""
        from lix_tui.screens.dialogs.go_menu import GoMenu
        from lix_tui.services.opening_prices import with_prices

        shown = await with_prices(await self._screen.host.services(), places)
        if self._screen.is_current:
            self._screen.app.push_screen(GoMenu(shown), self._go)

    def _go(self, opening: Opening | None) -> None:
        if opening is not None:
            self._screen.host.navigation.open(opening)

    def copy_link(self) -> None:
        """Copy the record's link."""
        if (link := self._source.best_link) is not None:
            first = next(iter(self._source.copy_forms()), None)
            self._screen.copy(link, first.what if first and first.text == link else "the link")
        elif self._source.copy_forms():
            self._screen.say(
                "This record has no link. <search.copy_menu> copies its other forms.", problem=True
            )
        else:
            self._screen.say("There is no record under the cursor to copy from.", problem=True)

    def choose_copy(self) -> None:
        """Let the user choose a form to copy."""
        if forms := self._source.menu_forms():
            self._screen.run_worker(
                self._choose_form(forms), group="copy menu", exit_on_error=False
            )
        else:
            self._screen.say("There is no record under the cursor to copy from.", problem=True)

    async def _choose_form(self, forms: Sequence[CopyForm]) -> None:
        from lix_tui.screens.dialogs.copy_menu import CopyMenu
        from lix_tui.services.records.copy_form import CopyForm

        shown, link = list(forms), self._source.best_link
        services = await self._screen.host.services()
        address = await services.records.known_address(link) if link else None
        if address and all(form.text != address for form in shown):
            shown.append(CopyForm("email address", address))
        if self._screen.is_current:
            self._screen.app.push_screen(CopyMenu(shown), self._copy_form)

    def browse(self) -> None:
        """Open the record's link in the browser."""
        from lix_tui.screens.browsing import browse

        browse(self._screen, self._source.best_link)

    def show_received(self) -> None:
        """Show the record as it was received."""
        self.show_raw(self._source.raw_view())

    def show_raw(self, view: RawView | None) -> None:
        """Show a raw answer; None reports that there is none."""
        from lix_tui.screens.dialogs.raw import RawScreen

        if view is not None:
            self._screen.app.push_screen(RawScreen(view))
        else:
            self._screen.say("There is no raw answer to show here.", problem=True)

    def _copy_form(self, form: CopyForm | None) -> None:
        if form is not None:
            self._screen.copy(form.make or form.text, form.what)


class RecordScreen(LixScreen):
    """Screen whose keys act on a record; ``record`` has their commands."""

    record: RecordActions

    def __init__(self) -> None:
        super().__init__()
        self.offers = Offers(self)

    def on_screen_resume(self) -> None:
        """Read the prices again, because records may have been fetched since."""
        self.offers.forget()

    def action_related(self) -> None:
        """Open the likeliest related record."""
        self.record.open_related()

    def action_more(self) -> None:
        """Let the user choose a related record or search."""
        self.record.choose_related()

    def action_copy_link(self) -> None:
        """Copy the record's link."""
        self.record.copy_link()

    def action_copy_menu(self) -> None:
        """Let the user choose a form to copy."""
        self.record.choose_copy()

    def action_browse(self) -> None:
        """Open the record's link in the browser."""
        self.record.browse()

    def action_raw(self) -> None:
        """Show the record as it was received."""
        self.record.show_received()
