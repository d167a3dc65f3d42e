"""Key presses and clicks, separated from their repeats, so that each buys at most once."""

from __future__ import annotations

from dataclasses import dataclass

REPEAT_GAP = 0.7
"""Seconds below which the same key again counts as held: a terminal sends a held key as many
presses, the second one after up to 0.66 s (the default of X11)."""
HELD = "A held key buys only once. Release it, then press it again."
BURST_GAP = 0.02
"""Seconds below which keys count as one burst: pasted text that arrives as single keys."""
BURST = 3
"""Characters of a burst, one after the other within the gap, that make it a paste."""
LINE_ENDS = frozenset({"enter", "ctrl+j"})
"""Keys that a terminal without bracketed paste sends for the line ends of a paste."""
PASTED = "These keys arrived as fast as a paste, and a paste buys nothing. Press the key again."


@dataclass(slots=True)
class _Run:
    """One deliberate press with the repeats that follow it."""

    source: str
    last: float
    has_bought: bool = False


class Presses:
    """Sequence of key presses and clicks, split into runs.

    A run is one key pressed again and again without a pause, or one click with the further clicks
    of a double or triple click. Each run may buy once. A terminal without bracketed paste sends
    the line ends of a paste as enter: within a burst of text enter submits words of one line at
    most, and no other key buys anything. Times are seconds on a monotonic clock; the caller
    passes the moment at which the terminal reported the event, so that a busy program does not
    mistake a held key for separate presses.
    """

    def __init__(self) -> None:
        self._keys: _Run | None = None
        self._clicks: _Run | None = None
        self._current: _Run | None = None
        self._is_pasted = False
        self._burst, self._last_key = 0, float("-inf")
        self._follows_line_end = False
        self.has_lines = False
        """True if the current burst holds text after a line end, as only a paste does."""
        self.refusal = HELD
        """Sentence for the user about the last press that could not buy."""

    def key(self, key: str, at: float, *, is_text: bool = False) -> None:
        """Note a key press; ``is_text`` is True for one that types a character."""
        if at - self._last_key >= BURST_GAP:
            self._burst = 0
            self._follows_line_end = self.has_lines = False
        self.has_lines |= is_text and self._follows_line_end
        self._follows_line_end = key in LINE_ENDS
        self._is_pasted = self._burst >= BURST
        self._burst += is_text
        self._last_key = at
        self._keys = self._current = _follow(self._keys, key, at)

    def click(self, place: tuple[int, int], at: float) -> None:
        """Note a click on a cell of the terminal; the second click of a double click follows it."""
        self._is_pasted = self.has_lines = False
        self._clicks = self._current = _follow(self._clicks, f"click at {place}", at)

    @property
    def settle(self) -> float:
        """Return the seconds after enter in which text makes it the line end of a paste."""
        return BURST_GAP

    def may_buy(self, *, words: bool = False) -> bool:
        """Return True if the current press has not bought anything yet, and use that up.

        With ``words`` it submits words of an input, which may come in a burst. Without any
        press, such as for the TARGET of the command line, the answer is True.
        """
        run = self._current
        if run is None:
            return True
        is_cut_off = self.has_lines or (self._is_pasted and not words)
        if is_cut_off or run.has_bought:
            self.refusal = PASTED if is_cut_off else HELD
            return False
        run.has_bought = True
        return True


def _follow(run: _Run | None, source: str, at: float) -> _Run:
    """Return the run that a press belongs to: the present one, or a new one after a pause."""
    if run is None or run.source != source or at - run.last >= REPEAT_GAP:
        return _Run(source, at)
    run.last = at
    return run
