"""What can be done with the record in front of the user: open, copy, browse, see it raw."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from lix_tui.screens.base import LixScreen
from lix_tui.screens.offers import Offers

if TYPE_CHECKING:
    from lix_tui.services.queries.opening import Opening
    from lix_tui.services.raw_view import RawView
    from lix_tui.services.records.copy_form import CopyForm


class RecordScreen(LixScreen):
    """A screen that shows records one at a time or under a cursor."""

    scope: ClassVar[str]
    """Scope of its commands: 'search', 'library' or 'record'."""

    def __init__(self) -> None:
        super().__init__()
        self.offers = Offers(self)

    @property
    @abstractmethod
    def best_link(self) -> str | None:
        """The link that fits this screen, None where the record has none."""

    @abstractmethod
    def copy_forms(self) -> Sequence[CopyForm]:
        """Every form of the record that can be copied; empty without a record."""

    def menu_forms(self) -> Sequence[CopyForm]:
        """Those, and whatever else the menu offers here."""
        return self.copy_forms()

    @abstractmethod
    def raw_view(self) -> RawView | None:
        """The record as it was received; None without a record."""

    @abstractmethod
    def related(self) -> Sequence[Opening]:
        """Where one can go from the record, the likeliest first; empty without a record."""

    @property
    def record_viewer(self) -> str | None:
        """The account connected to Lix that records opened from here are fetched as."""
        return self.host.settings.viewer_id

    def places(self) -> list[Opening]:
        """Return where one can go from the record, as this screen's viewer."""
        viewer = self.record_viewer
        return [place.seen_as(viewer) for place in self.related()]

    def action_related(self) -> None:
        """Go to the record that is likeliest wanted from this one."""
        if found := self.places():
            self.offers.act(f"{self.scope}.related", lambda: self.host.navigation.open(found[0]))
        else:
            self.say("Nothing is known that this leads to.", problem=True)

    def action_more(self) -> None:
        """Choose among everything that can be asked from this record."""
        found = self.places()
        if not self.host.presses.may_buy():  # a held enter would choose the first place
            self.say(self.host.presses.refusal)
        elif found:
            self.run_worker(self._choose_place(found), group="go menu", exit_on_error=False)
        else:
            self.say("Nothing is known that this leads to.", problem=True)

    async def _choose_place(self, places: Sequence[Opening]) -> None:
        """Show the places, each with its price: stored ones are free."""
        from lix_tui.screens.dialogs.go_menu import GoMenu
        from lix_tui.services.opening_prices import with_prices

        shown = await with_prices(await self.host.services(), places)
        if self.is_current:
            self.app.push_screen(GoMenu(shown), self._go)

    def _go(self, opening: Opening | None) -> None:
        if opening is not None:
            self.host.navigation.open(opening)

    def on_screen_resume(self) -> None:
        """Read the prices again: records may have been fetched meanwhile."""
        super().on_screen_resume()
        self.offers.forget()

    def action_copy_link(self) -> None:
        """Copy the record's link."""
        if (link := self.best_link) is not None:
            first = next(iter(self.copy_forms()), None)
            self.copy(link, first.what if first and first.text == link else "the link")
        elif self.copy_forms():
            self.say(
                "This record has no link; <search.copy_menu> copies what it has.", problem=True
            )
        else:
            self.say("There is no record under the cursor to copy from.", problem=True)

    def action_copy_menu(self) -> None:
        """Choose what to copy."""
        if forms := self.menu_forms():
            self.run_worker(self._choose_form(forms), group="copy menu", exit_on_error=False)
        else:
            self.say("There is no record under the cursor to copy from.", problem=True)

    async def _choose_form(self, forms: Sequence[CopyForm]) -> None:
        from lix_tui.screens.dialogs.copy_menu import CopyMenu
        from lix_tui.services.records.copy_form import CopyForm

        shown, link = list(forms), self.best_link
        services = await self.host.services()
        address = await services.records.known_address(link) if link else None
        if address and all(form.text != address for form in shown):
            shown.append(CopyForm("email address", address))
        if self.is_current:
            self.app.push_screen(CopyMenu(shown), self._copy_form)

    def action_browse(self) -> None:
        """Open the record's link in the browser."""
        self.browse(self.best_link)

    def action_raw(self) -> None:
        """Show the record as it was received."""
        self.show_raw(self.raw_view())

    def show_raw(self, view: RawView | None) -> None:
        """Show what was received; None says that there is nothing to show."""
        from lix_tui.screens.dialogs.raw import RawScreen

        if view is not None:
            self.app.push_screen(RawScreen(view))
        else:
            self.say("There is nothing here to show.", problem=True)

    def _copy_form(self, form: CopyForm | None) -> None:
        if form is not None:
            self.copy(form.make or form.text, form.what)
