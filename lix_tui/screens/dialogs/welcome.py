"""The welcome: what this is, then the demo or a key, and where to keep that."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import ClassVar, Literal

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import Worker

from lix_tui.settings.key import Key
from lix_tui.widgets.line_input import LineInput
from lix_tui.widgets.options import Options

Keep = Literal["keyring", "file", "nowhere"]
Step = Literal["begin", "key", "place"]
PLACES: tuple[tuple[Keep, str], ...] = (
    ("keyring", "Keep it in the system keyring"),
    ("file", "Keep it in a file only you can read"),
    ("nowhere", "Do not keep it: use it for this run only"),
)
WORDS = (
    "lix-tui searches LinkedIn through the Lix API, from your terminal.\n"
    "Every page you pay for is kept and shown again for nothing.\n"
    "What a request costs is on screen before it is sent.\n"
    "Look around in the demo, or use it with your own Lix API key."
)
KEY_WORDS = "The key stands on your Lix dashboard. It is checked at once, which is free."
HINTS: dict[Step, str] = {
    "begin": "enter chooses · escape leaves",
    "key": "enter: check · f2: demo · esc: back",
    "place": "enter: choose · esc: back",
}


@dataclass(frozen=True, slots=True)
class WelcomeChoice:
    """Choice of the user: the demo (no key), or a checked key and where to store it."""

    key: Key | None
    keep: Keep = "nowhere"


@dataclass(frozen=True, slots=True)
class Checked:
    """Result of checking a key: True if it works, and a sentence for the user."""

    works: bool
    sentence: str


class KeyInput(LineInput):
    """Shows dots, and gives what was typed to nobody's clipboard."""

    takes = "key"

    def action_copy(self) -> None:
        """Refuse: a key is never copied."""
        self.app.bell()

    def action_cut(self) -> None:
        """Refuse: a key is never copied."""
        self.app.bell()


class WelcomeScreen(ModalScreen[WelcomeChoice | None]):
    """Returns the choice; None when the user leaves. Escape goes back a step."""

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
        border-subtitle-color: $text-muted;
        padding: 0 2;
    }
    WelcomeScreen.-tall #welcome { padding: 1 3; }
    WelcomeScreen Static { height: auto; }
    WelcomeScreen .step { height: auto; }
    WelcomeScreen #welcome-said { color: $text-muted; }
    WelcomeScreen .problem { color: $error; }
    WelcomeScreen .works { color: $success; }
    WelcomeScreen.-tall Static { margin-bottom: 1; }
    WelcomeScreen Input { border: round $border; }
    WelcomeScreen Input:focus { border: round $primary; }
    WelcomeScreen OptionList, WelcomeScreen OptionList:focus {
        border: none; height: auto; background: transparent; padding: 0;
    }
    """
    VERTICAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-short"), (30, "-tall")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back"),
        Binding("f2", "demo", "Demo"),
    ]

    def __init__(
        self,
        problem: str | None,
        check: Callable[[Key], Awaitable[Checked]],
        *,
        keyring: bool,
    ) -> None:
        """``problem`` is a sentence about the key that was tried before.

        ``check`` asks Lix about a key; ``keyring`` is whether this machine has one that works.
        """
        super().__init__()
        self._problem, self._check = problem, check
        self._places = PLACES if keyring else PLACES[1:]
        self._step: Step = "begin"
        self._key: Key | None = None

    def compose(self) -> ComposeResult:
        """Yield the three steps, one of which is shown."""
        with VerticalScroll(id="welcome", can_focus=False) as frame:
            frame.border_title = Content("Welcome to lix-tui")
            with Vertical(id="begin", classes="step"):
                yield Static(Content(WORDS), markup=False)
                demo = "Open the demo: invented people, neither key nor network"
                yield Options(demo, "Enter an API key", id="ways", markup=False)
            with Vertical(id="key-step", classes="step"):
                yield Static(Content(KEY_WORDS), markup=False)
                key = KeyInput(password=True, placeholder="API key", id="key")
                key.border_title = Content("API key")
                yield key
                yield Static("", id="welcome-said", markup=False)
            with Vertical(id="place-step", classes="step"):
                yield Static("", id="welcome-works", classes="works", markup=False)
                places = (Option(Content(words)) for _, words in self._places)
                yield Options(*places, id="places", markup=False)

    def on_mount(self) -> None:
        """Begin; with a problem, at the key."""
        if not self.children:
            return  # the app closes while this opens
        self._go("key" if self._problem else "begin")
        if self._problem:
            self._say(self._problem, problem=True)

    def _go(self, step: Step) -> None:
        self._step = step
        shown = {"begin": "#ways", "key": "#key", "place": "#places"}
        for name, widget in shown.items():
            focused = self.query_one(widget)
            if focused.parent is not None:
                focused.parent.display = name == step
            if name == step:
                focused.focus()
        self.query_one("#welcome").border_subtitle = Content(HINTS[step])

    def _say(self, sentence: str, *, problem: bool = False) -> None:
        said = self.query_one("#welcome-said", Static)
        said.set_class(problem, "problem")
        said.update(Content(sentence))

    @on(OptionList.OptionSelected, "#ways")
    def chosen(self, event: OptionList.OptionSelected) -> None:
        """Go into the demo, or on to the key."""
        if event.option_index == 0:
            self.action_demo()
        else:
            self._go("key")

    @on(Input.Submitted, "#key")
    def use_key(self, event: Input.Submitted) -> None:
        """Check the key, once it can be one."""
        key = Key(event.value)
        if not key.reveal():
            self._say("Type the API key first, or press f2 for the demo.", problem=True)
        elif key.is_missing():
            words = "Only what is written around a key was given. Paste the key as well."
            self._say(words, problem=True)
        elif not key.is_sendable():
            words = "An API key has only plain letters, digits and signs; paste it again."
            self._say(words, problem=True)
        else:
            self._say("Asking Lix for your balances, which is free…")
            self.run_worker(self._try(key), group="key", exclusive=True, exit_on_error=False)

    async def _try(self, key: Key) -> None:
        checked = await self._check(key)
        self._say("" if checked.works else checked.sentence, problem=not checked.works)
        if checked.works:
            self._key = key
            self.query_one("#welcome-works", Static).update(Content(checked.sentence))
            self._go("place")
        else:
            self.query_one("#key", Input).action_select_all()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Say what went wrong behind the screen."""
        from lix_tui.widgets.failures import report_failure

        report_failure(self, event)

    @on(OptionList.OptionSelected, "#places")
    def place_chosen(self, event: OptionList.OptionSelected) -> None:
        """Return the key and its place."""
        self.dismiss(WelcomeChoice(self._key, self._places[event.option_index][0]))

    def action_demo(self) -> None:
        """Choose the demo."""
        self.dismiss(WelcomeChoice(None))

    def action_back(self) -> None:
        """Go back a step; from the first one, leave. What was typed stays."""
        self.workers.cancel_group(self, "key")
        if self._step == "begin":
            self.dismiss(None)
            return
        if self._step == "key":
            self._say("")
        self._go("begin" if self._step == "key" else "key")
