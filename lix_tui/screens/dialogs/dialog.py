"""Base of all dialogs."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from lix_tui.screens.base import is_open, set_size_classes
from lix_tui.widgets.dialog_frame import DialogFrame

if TYPE_CHECKING:
    from textual.worker import Worker

    from lix_tui.screens.app_host import AppHost

Result = TypeVar("Result")


class Dialog(ModalScreen[Result | None]):
    """Modal screen with one frame; its result is None when the user closes it without an answer.

    A dialog passes title and hints to the constructor, and overrides `compose_body`, which yields
    the widgets inside the frame, and `set_up`, which fills them. The constructor's ``size`` and
    ``place`` are classes of the frame and of the dialog; see the styles below.

    While a dialog is in front, only its own keys and those of its focused widget work, besides
    the key that quits: Textual ends the search for a key at a modal screen. The key bar of the
    screen below is blank meanwhile. Escape runs `action_close`.
    """

    DEFAULT_CSS = """
    Dialog { align: center middle; }
    Dialog.top { align: center top; }
    Dialog.top DialogFrame { margin-top: 4; }
    Dialog DialogFrame.small { max-width: 72; }
    Dialog DialogFrame.large { max-width: 112; height: 90%; }
    Dialog DialogFrame.full { width: 96%; max-width: 100%; height: 96%; }
    Dialog DialogFrame.large > .body, Dialog DialogFrame.full > .body { height: 1fr; }
    Dialog .body > Input, Dialog .body > Input:focus {
        border: none;
        height: 1;
        background: $panel;
        padding: 0 1;
    }
    Dialog OptionList, Dialog OptionList:focus {
        height: auto;
        max-height: 75vh;
        text-wrap: nowrap;
        text-overflow: ellipsis;
        border: none;
        background: transparent;
        padding: 0;
    }
    Dialog OptionList.empty { text-wrap: wrap; }
    Dialog .note { height: auto; color: $text-muted; }
    Dialog .problem { color: $error; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", "Back", show=False)]

    def __init__(
        self, title: str, *hints: str, size: str = "medium", place: str = "middle"
    ) -> None:
        """``size`` is 'small', 'medium', 'large' or 'full'; ``place`` is 'middle' or 'top'."""
        super().__init__(classes=place)
        self.frame = DialogFrame(title, hints, classes=size)
        """The box around the body."""

    @property
    def host(self) -> AppHost:
        """The app, with the members that screens use."""
        return cast("AppHost", self.app)

    def compose(self) -> ComposeResult:
        """Yield the frame with the body in it."""
        with self.frame, self.frame.body:
            yield from self.compose_body()

    def compose_body(self) -> ComposeResult:
        """Yield the widgets inside the frame."""
        yield from ()

    def on_mount(self) -> None:
        """Set the dialog up, unless the app closes while the dialog opens."""
        if is_open(self):
            self.set_up()

    def on_resize(self, _: events.Resize) -> None:
        """Lay the frame out for the new size of the terminal, and the screens below."""
        for screen in self.app.screen_stack:
            if screen is not self:
                set_size_classes(screen)
        if self.frame.is_attached:  # the letters of the panes have none
            self.frame.lay_out()

    def set_up(self) -> None:
        """Fill the widgets, which are all there, and set the focus."""

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Report an error of a background worker."""
        from lix_tui.widgets.failures import report_failure

        report_failure(self, event)

    def action_close(self) -> None:
        """Close the dialog without a result."""
        self.dismiss(None)
