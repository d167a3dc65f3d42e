"""The welcome: what this is, and a key or the demo."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Input, RadioButton, RadioSet, Static

from lix_tui.credentials import Key

Keep = Literal["keyring", "file", "nowhere"]
PLACES: tuple[tuple[Keep, str], ...] = (
    ("keyring", "in the system keyring"),
    ("file", "in a file only you can read"),
    ("nowhere", "nowhere: ask again next time"),
)
WORDS = (
    "lix-tui searches LinkedIn through the Lix API, from your terminal.\n"
    "Every page you pay for is kept and shown again for nothing.\n"
    "What a request costs is on screen before it is sent.\n"
    "Give your API key, or look around in the demo, which needs neither key nor network."
)


@dataclass(frozen=True, slots=True)
class Choice:
    """What the user chose: the demo (no key), or a key and where to keep it."""

    key: Key | None
    keep: Keep = "nowhere"


class WelcomeScreen(ModalScreen[Choice | None]):
    """Returns the choice; None when the user leaves."""

    CSS = """
    WelcomeScreen { align: center middle; }
    WelcomeScreen #welcome {
        width: 90%;
        max-width: 78;
        height: auto;
        max-height: 100%;
        border: round $primary;
        background: $surface;
        border-title-color: $accent;
        padding: 0 2;
    }
    WelcomeScreen.-tall #welcome { padding: 1 3; }
    WelcomeScreen #welcome-problem { color: $error; height: auto; }
    WelcomeScreen.-tall Static { margin-bottom: 1; }
    WelcomeScreen Input { border: round $border; }
    WelcomeScreen Input:focus { border: round $primary; }
    WelcomeScreen RadioSet { border: none; height: auto; background: transparent; padding: 0; }
    WelcomeScreen Horizontal { height: auto; align-horizontal: right; }
    WelcomeScreen Button { margin-left: 2; }
    """
    VERTICAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-short"), (30, "-tall")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+q", "leave", "Leave"),
        Binding("f2", "demo", "Demo"),
    ]

    def __init__(self, problem: str | None) -> None:
        """``problem`` is a sentence about the key that was tried before."""
        super().__init__()
        self._problem = problem

    def compose(self) -> ComposeResult:
        """Words, the key, where to keep it, and two buttons."""
        with VerticalScroll(id="welcome", can_focus=False) as frame:
            frame.border_title = Content("Welcome to lix-tui")
            if self._problem:
                yield Static(Content(self._problem), id="welcome-problem", markup=False)
            yield Static(Content(WORDS), markup=False)
            key = Input(password=True, placeholder="API key from your Lix dashboard", id="key")
            key.border_title = Content("API key")
            yield key
            with RadioSet(id="keep"):
                for index, (_, words) in enumerate(PLACES):
                    yield RadioButton(Content(f"Keep it {words}"), value=index == 0)
            with Horizontal():
                yield Button(Content("Demo (f2)"), id="demo", compact=True)
                yield Button(Content("Use key (enter)"), id="use", variant="primary", compact=True)

    def on_mount(self) -> None:
        """Start in the key."""
        self.query_one("#key", Input).focus()

    @on(Input.Submitted, "#key")
    @on(Button.Pressed, "#use")
    def use_key(self) -> None:
        """Return the key, once it can be one."""
        key = Key(self.query_one("#key", Input).value)
        if not key.is_sendable():
            self.notify(
                "Type the API key first, or press f2 for the demo."
                if not key.reveal()
                else "An API key has only plain letters, digits and signs; paste it again.",
                severity="error",
                markup=False,
            )
            return
        pressed = self.query_one("#keep", RadioSet).pressed_index
        self.dismiss(Choice(key, PLACES[max(0, pressed)][0]))

    @on(Button.Pressed, "#demo")
    def action_demo(self) -> None:
        """Choose the demo."""
        self.dismiss(Choice(None))

    def action_leave(self) -> None:
        """Leave the program."""
        self.dismiss(None)
