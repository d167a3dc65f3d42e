"""What can be done with the record in front of the user: open, copy, browse, see it raw."""

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
        """The link that fits this screen, None where the record has none."""

    @property
    def record_viewer(self) -> str | None:
        """The account connected to Lix that records opened from here are fetched as."""

    def copy_forms(self) -> Sequence[CopyForm]:
        """Return every form of the record that can be copied; empty without a record."""

    def menu_forms(self) -> Sequence[CopyForm]:
        """Return those, and whatever else the copy menu offers here."""

    def raw_view(self) -> RawView | None:
        """Return the record as it was received; None without a record."""

    def related(self) -> Sequence[Opening]:
        """Return where one can go from the record, the likeliest first; empty without a record."""


class RecordActions:
    """Commands for one record: open what it leads to, copy, browse, show the raw answer."""

    def __init__(self, screen: LixScreen, offers: Offers, source: RecordSource, scope: str) -> None:
        """``scope`` is the scope of the screen's commands: 'search', 'library' or 'record'."""
        self._screen, self._offers = screen, offers
        self._source, self._scope = source, scope

    def places(self) -> list[Opening]:
        """Return where one can go from the record, as this screen's viewer."""
        viewer = self._source.record_viewer
        return [place.seen_as(viewer) for place in self._source.related()]

    def open_related(self) -> None:
        """Go to the record that is likeliest wanted from this one."""
        if found := self.places():
            self._offers.act(
                f"{self._scope}.related", lambda: self._screen.host.navigation.open(found[0])
            )
        else:
            self._screen.say("Nothing is known that this leads to.", problem=True)

    def choose_related(self) -> None:
        """Choose among everything that can be asked from this record."""
        found = self.places()
        if not self._screen.host.presses.may_buy():  # a held enter would choose the first place
            self._screen.say(self._screen.host.presses.refusal)
        elif found:
            self._screen.run_worker(self._choose_place(found), group="go menu", exit_on_error=False)
        else:
            self._screen.say("Nothing is known that this leads to.", problem=True)

    async def _choose_place(self, places: Sequence[Opening]) -> None:
        """Show the places, each with its price: stored ones are free."""
        from lix_tui.screens.dialogs.related_menu import RelatedMenu
        from lix_tui.services.opening_prices import with_prices

        shown = await with_prices(await self._screen.host.services(), places)
        if self._screen.is_current:
            self._screen.app.push_screen(RelatedMenu(shown), self._go)

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
                "This record has no link; <search.copy_menu> copies what it has.", problem=True
            )
        else:
            self._screen.say("There is no record under the cursor to copy from.", problem=True)

    def choose_copy(self) -> None:
        """Choose what to copy."""
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
        """Show what was received; None says that there is nothing to show."""
        from lix_tui.screens.dialogs.raw import RawScreen

        if view is not None:
            self._screen.app.push_screen(RawScreen(view))
        else:
            self._screen.say("There is nothing here to show.", problem=True)

    def _copy_form(self, form: CopyForm | None) -> None:
        if form is not None:
            self._screen.copy(form.make or form.text, form.what)


class RecordScreen(LixScreen):
    """A screen whose keys act on a record; ``record`` has their commands."""

    record: RecordActions

    def __init__(self) -> None:
        super().__init__()
        self.offers = Offers(self)

    def on_screen_resume(self) -> None:
        """Read the prices again: records may have been fetched meanwhile."""
        self.offers.forget_stored()

    def action_related(self) -> None:
        """Open the record that is likeliest wanted from this one."""
        self.record.open_related()

    def action_more(self) -> None:
        """Choose among everything that can be opened from this record."""
        self.record.choose_related()

    def action_copy_link(self) -> None:
        """Copy the record's link."""
        self.record.copy_link()

    def action_copy_menu(self) -> None:
        """Choose what to copy."""
        self.record.choose_copy()

    def action_browse(self) -> None:
        """Open the record's link in the browser."""
        self.record.browse()

    def action_raw(self) -> None:
        """Show the record as it was received."""
        self.record.show_received()
