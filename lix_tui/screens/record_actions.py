"""Commands for the record in front of the user: open, copy, browse, show the raw answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from lix_tui.screens.base import LixScreen, is_in_front
from lix_tui.screens.offers import Offers

if TYPE_CHECKING:
    from lix_tui.screens.annotation_actions import AnnotationActions, AnnotationCommand
    from lix_tui.screens.marked_links import MarkedLinks
    from lix_tui.services.library.annotations import RecordRef
    from lix_tui.services.queries.destination import Destination
    from lix_tui.services.raw_view import RawView
    from lix_tui.services.records.copy_form import CopyForm


class RecordSource(Protocol):
    """Record that a screen shows, or the one under its cursor."""

    @property
    def best_link(self) -> str | None:
        """Link of the record that suits the screen; None without one."""

    @property
    def record_viewer(self) -> str | None:
        """Account connected to Lix on whose behalf related records are fetched."""

    def copy_forms(self) -> Sequence[CopyForm]:
        """Return every form of the record that can be copied; empty without a record."""

    async def settle_marks(self) -> None:
        """Drop marks of records that are gone; follow those that were merged."""

    async def marked_links(self) -> MarkedLinks | None:
        """Return the links of the marked rows; None if none is marked, or there are no rows."""

    def menu_forms(self) -> Sequence[CopyForm]:
        """Return every form, and what else the copy menu has here."""

    def raw_view(self) -> RawView | None:
        """Return the record as it was received; None without a record."""

    def related(self) -> Iterator[Destination]:
        """Yield related records and searches, the most useful first; nothing without a record."""

    def annotated_refs(self) -> Sequence[RecordRef]:
        """Return the records that notes and tags are written on: of marked rows, else one."""

    def annotations_changed(self) -> None:
        """Show notes and tags that were written."""


class RecordActions:
    """Commands for the record of a ``RecordSource``."""

    def __init__(self, screen: LixScreen, offers: Offers, source: RecordSource, scope: str) -> None:
        """``scope`` is the scope of the screen's commands: 'search', 'library' or 'record'."""
        self._screen, self._offers = screen, offers
        self._source, self._scope = source, scope

    @cached_property
    def annotations(self) -> AnnotationActions:
        """Commands for notes and tags."""
        from lix_tui.screens.annotation_actions import AnnotationActions

        source = self._source
        return AnnotationActions(
            self._screen,
            self._scope,
            source.annotated_refs,
            source.annotations_changed,
            source.settle_marks,
        )

    def related(self) -> Iterator[Destination]:
        """Yield the related records and searches, for this screen's viewer."""
        viewer = self._source.record_viewer
        return (destination.with_viewer(viewer) for destination in self._source.related())

    def first_related(self) -> Destination | None:
        """Return the first related record or search; None without one. Builds no other."""
        return next(self.related(), None)

    def open_related(self) -> None:
        """Open the first related record."""
        if (first := self.first_related()) is not None:
            self._offers.buy(
                f"{self._scope}.related", lambda: self._screen.host.navigation.open(first)
            )
        else:
            self._screen.report("This record has no related records.", problem=True)

    def choose_related(self) -> None:
        """Open the menu of related records."""
        found = list(self.related())
        if not self._screen.host.presses.may_buy():  # a held enter would choose the first line
            self._screen.report(self._screen.host.presses.refusal)
        elif found:
            self._screen.run_worker(self._choose_place(found), group="go menu", exit_on_error=False)
        else:
            self._screen.report("This record has no related records.", problem=True)

    async def _choose_place(self, places: Sequence[Destination]) -> None:
        """Open the menu of related records, each with its price: stored ones are free."""
        from lix_tui.screens.dialogs.related_menu import RelatedMenu
        from lix_tui.services.action_prices import with_prices

        shown = await with_prices(await self._screen.host.services(), places)
        if is_in_front(self._screen):
            self._screen.app.push_screen(RelatedMenu(shown), self._open)

    def _open(self, destination: Destination | None) -> None:
        if destination is not None:
            self._screen.host.navigation.open(destination)

    def copy_link(self) -> None:
        """Copy the links of the marked rows, or the record's link if none is marked."""
        # after marks that were set just before: their messages are on the way
        self._screen.call_after_refresh(
            lambda: self._screen.run_worker(
                self._copy_links(), group="copy link", exclusive=True, exit_on_error=False
            )
        )

    async def _copy_links(self) -> None:
        from lix_tui.screens.marked_links import copy_marked_links

        await self._source.settle_marks()
        if (marked := await self._source.marked_links()) is not None:
            copy_marked_links(self._screen, marked)
        else:
            self._copy_own_link()

    def _copy_own_link(self) -> None:
        if (link := self._source.best_link) is not None:
            first = next(iter(self._source.copy_forms()), None)
            self._screen.copy(
                link, first.description if first and first.text == link else "the link"
            )
        elif self._source.copy_forms():
            self._screen.report(
                "This record has no link. <search.copy_menu> copies its other forms.", problem=True
            )
        else:
            self._screen.report(
                "The cursor isn't on a record. Move it to one to copy from it.", problem=True
            )

    def choose_copy(self) -> None:
        """Open the copy menu."""
        if forms := self._source.menu_forms():
            self._screen.run_worker(
                self._choose_form(forms), group="copy menu", exit_on_error=False
            )
        else:
            self._screen.report(
                "The cursor isn't on a record. Move it to one to copy from it.", problem=True
            )

    async def _choose_form(self, forms: Sequence[CopyForm]) -> None:
        from lix_tui.screens.dialogs.copy_menu import CopyMenu
        from lix_tui.services.records.copy_form import CopyForm

        shown, link = list(forms), self._source.best_link
        services = await self._screen.host.services()
        address = await services.records.known_address(link) if link else None
        if address and all(form.text != address for form in shown):
            shown.append(CopyForm("email address", address))
        if is_in_front(self._screen):
            self._screen.app.push_screen(CopyMenu(shown), self._copy_form)

    def browse(self) -> None:
        """Open the record's link in the browser."""
        from lix_tui.screens.browser_link import browse

        browse(self._screen, self._source.best_link)

    def show_received(self) -> None:
        """Show the record as it was received."""
        self.show_raw(self._source.raw_view())

    def show_raw(self, view: RawView | None) -> None:
        """Show a received answer; report that there is none for None."""
        from lix_tui.screens.dialogs.raw import RawScreen

        if view is not None:
            self._screen.app.push_screen(RawScreen(view))
        else:
            self._screen.report("This record has no stored answer to show.", problem=True)

    def _copy_form(self, form: CopyForm | None) -> None:
        if form is not None:
            self._screen.copy(form.make or form.text, form.description)


class RecordScreen(LixScreen):
    """Screen whose keys act on a record; ``record`` has their commands."""

    record: RecordActions

    def __init__(self) -> None:
        super().__init__()
        self.offers = Offers(self)

    def on_screen_resume(self) -> None:
        """Read the prices again: records may have been fetched meanwhile."""
        self.offers.forget_stored()

    def action_annotate(self, command: AnnotationCommand) -> None:
        """Edit the note or the tags, of all marked rows if there are any; or undo that."""
        self.record.annotations.run(command)

    def action_related(self) -> None:
        """Open the first related record."""
        self.record.open_related()

    def action_more(self) -> None:
        """Open the menu of related records."""
        self.record.choose_related()

    def action_copy_link(self) -> None:
        """Copy the links of the marked rows, or the record's link if none is marked."""
        self.record.copy_link()

    def action_copy_menu(self) -> None:
        """Open the copy menu."""
        self.record.choose_copy()

    def action_browse(self) -> None:
        """Open the record's link in the browser."""
        self.record.browse()

    def action_raw(self) -> None:
        """Show the record as it was received."""
        self.record.show_received()
