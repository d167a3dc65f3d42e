"""Welcome of the first run: introduction, then the demo or a key, and the place of the key."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import ClassVar, Literal

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from lix_tui.screens.dialogs.dialog import Dialog
from lix_tui.settings.key import Key
from lix_tui.widgets.line_input import LineInput
from lix_tui.widgets.options import Options

KeyPlace = Literal["keyring", "file", "nowhere"]
Step = Literal["start", "key", "place"]
PLACES: tuple[tuple[KeyPlace, str], ...] = (
    ("keyring", "Store it in the system keyring"),
    ("file", "Store it in a file only you can read"),
    ("nowhere", "Don't store it: use it until you quit"),
)
INTRODUCTION = (
    "lix-tui searches LinkedIn through the Lix API, from your terminal.\n"
    "Every page you pay for is stored, and free to see again.\n"
    "You see the price of a request before you send it.\n"
    "Try the demo, or use your own Lix API key."
)
KEY_HELP = "Copy the key from your Lix dashboard. lix-tui checks it at once, which is free."
HINTS: dict[Step, tuple[str, ...]] = {
    "start": ("enter: choose", "esc: quit"),
    "key": ("enter: check", "f2: demo", "esc: back"),
    "place": ("enter: choose", "esc: back"),
}
INPUTS: dict[Step, str] = {"start": "#ways", "key": "#key", "place": "#places"}
"""Widget of each step that has the focus."""


@dataclass(frozen=True, slots=True)
class WelcomeChoice:
    """Choice of the user: the demo (no key), or a checked key and the place to store it."""

    key: Key | None
    place: KeyPlace = "nowhere"


@dataclass(frozen=True, slots=True)
class CheckedKey:
    """Result of checking a key: True if it works, and a sentence for the user."""

    works: bool
    sentence: str


class KeyInput(LineInput):
    """Input that shows dots, and whose text can't be copied."""

    accepts = "key"

    def action_copy(self) -> None:
        """Refuse: a key is never copied."""
        self.app.bell()

    def action_cut(self) -> None:
        """Refuse: a key is never copied."""
        self.app.bell()


class WelcomeScreen(Dialog[WelcomeChoice]):
    """Dialog whose result is the choice; escape goes back a step, and quits from the first."""

    CSS = """
    WelcomeScreen DialogFrame { max-width: 78; border-title-color: $accent; padding: 0 2; }
    WelcomeScreen.-tall DialogFrame { padding: 1 3; }
    WelcomeScreen Static { height: auto; }
    WelcomeScreen .step { height: auto; }
    WelcomeScreen .works { color: $success; }
    WelcomeScreen.-tall .step Static { margin-bottom: 1; }
    WelcomeScreen Input { border: round $border; }
    WelcomeScreen Input:focus { border: round $primary; }
    """
    VERTICAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-short"), (30, "-tall")]
    BINDINGS: ClassVar[list[BindingType]] = [Binding("f2", "demo", "Demo")]

    def __init__(
        self,
        problem: str | None,
        check: Callable[[Key], Awaitable[CheckedKey]],
        *,
        keyring: bool,
    ) -> None:
        """``problem`` is a sentence about the key that was tried before.

        ``check`` tests a key with Lix; ``keyring`` is True if this machine has a keyring that
        works.
        """
        super().__init__("Welcome to lix-tui", *HINTS["start"])
        self._problem, self._check = problem, check
        self._places = PLACES if keyring else PLACES[1:]
        self._step: Step = "start"
        self._key: Key | None = None

    def compose_body(self) -> ComposeResult:
        """Yield the three steps; `_show_step` shows one at a time."""
        with Vertical(id="start", classes="step"):
            yield Static(Content(INTRODUCTION), markup=False)
            demo = "Open the demo: invented people, no key and no network"
            yield Options(demo, "Enter an API key", id="ways", markup=False)
        with Vertical(id="key-step", classes="step"):
            yield Static(Content(KEY_HELP), markup=False)
            key = KeyInput(password=True, placeholder="API key", id="key")
            key.border_title = Content("API key")
            yield key
            yield Static("", id="welcome-note", classes="note", markup=False)
        with Vertical(id="place-step", classes="step"):
            yield Static("", id="welcome-works", classes="works", markup=False)
            places = (Option(Content(words)) for _, words in self._places)
            yield Options(*places, id="places", markup=False)

    def set_up(self) -> None:
        """Show the first step; after a problem with a key, the step of the key."""
        self._show_step("key" if self._problem else "start")
        if self._problem:
            self._show_note(self._problem, is_problem=True)

    def _show_step(self, step: Step) -> None:
        self._step = step
        for name, selector in INPUTS.items():
            widget = self.query_one(selector)
            if widget.parent is not None:
                widget.parent.display = name == step
            if name == step:
                widget.focus()
        self.frame.show_hints(*HINTS[step])

    def _show_note(self, sentence: str, *, is_problem: bool = False) -> None:
        note = self.query_one("#welcome-note", Static)
        note.set_class(is_problem, "problem")
        note.update(Content(sentence))

    @on(OptionList.OptionSelected, "#ways")
    def way_selected(self, event: OptionList.OptionSelected) -> None:
        """Choose the demo, or go to the step of the key."""
        if event.option_index == 0:
            self.action_demo()
        else:
            self._show_step("key")

    @on(Input.Submitted, "#key")
    def key_submitted(self, event: Input.Submitted) -> None:
        """Check the key, if the text can be one."""
        key = Key(event.value)
        if not key.reveal():
            self._show_note("Enter your API key, or press f2 for the demo.", is_problem=True)
        elif key.is_missing():
            words = "That is the text around a key, without the key. Paste the key itself."
            self._show_note(words, is_problem=True)
        elif not key.is_sendable():
            words = "An API key has only ASCII letters, digits and signs. Paste it again."
            self._show_note(words, is_problem=True)
        else:
            self._show_note("Requesting your balances from Lix (free)…")
            self.run_worker(self._check_key(key), group="key", exclusive=True, exit_on_error=False)

    async def _check_key(self, key: Key) -> None:
        checked = await self._check(key)
        self._show_note("" if checked.works else checked.sentence, is_problem=not checked.works)
        if checked.works:
            self._key = key
            self.query_one("#welcome-works", Static).update(Content(checked.sentence))
            self._show_step("place")
        else:
            self.query_one("#key", Input).action_select_all()

    @on(OptionList.OptionSelected, "#places")
    def place_selected(self, event: OptionList.OptionSelected) -> None:
        """Return the key and the place to store it."""
        self.dismiss(WelcomeChoice(self._key, self._places[event.option_index][0]))

    def action_demo(self) -> None:
        """Choose the demo."""
        self.dismiss(WelcomeChoice(None))

    def action_close(self) -> None:
        """Go back a step, keeping what was typed; from the first step, quit."""
        self.workers.cancel_group(self, "key")
        if self._step == "start":
            self.dismiss(None)
            return
        if self._step == "key":
            self._show_note("")
        self._show_step("start" if self._step == "key" else "key")
