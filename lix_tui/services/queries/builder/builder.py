"""Builder of a query: its choices with undo and redo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from lix_tui.services.kinds import KindName
from lix_tui.services.queries.builder.choices import (
    Choices,
    SkillChoices,
    box_text,
    choices_of,
    no_choices,
    toggle_chip,
)
from lix_tui.services.queries.builder.fields import Chip, FilterField, fields_of
from lix_tui.services.queries.builder.ranges import next_radius
from lix_tui.services.queries.query import Query, QueryError, query_from_link, query_from_skills
from lix_tui.text import clean_line

MOST_STEPS = 200
"""Steps that can be undone."""
MOST_TITLE = 120
"""Characters of a title."""


@dataclass(frozen=True, slots=True)
class Step:
    """One state of the undo history."""

    choices: Choices
    text: str
    """Text of the query box for the choices."""
    source: Query | None = None
    """The query that was loaded as a whole, such as a pasted URL; None after an edit."""
    problem: QueryError | None = None
    """Error that keeps ``text`` out of ``choices``; None if ``choices`` include the text."""
    base_choices: Choices | None = None
    """Choices before ``text`` was typed; None if the step wasn't made by typing."""


class Builder:
    """Choices of one search screen; listeners are called after every change."""

    def __init__(self, kind: KindName) -> None:
        self.kind = kind
        self.fields = fields_of(kind)
        self.step = Step(no_choices(kind), "")
        self.listeners: list[Callable[[], None]] = []
        self._done: list[Step] = []
        self._undone: list[Step] = []

    # -- choices -----------------------------------------------------------------------------

    @property
    def choices(self) -> Choices:
        """The present choices."""
        return self.step.choices

    @property
    def text(self) -> str:
        """Present text of the query box."""
        return self.step.text

    @property
    def base_choices(self) -> Choices:
        """Choices to which a text typed into the query box is applied."""
        step = self.step
        return step.choices if step.base_choices is None else step.base_choices

    def chips(self, field: FilterField) -> tuple[Chip, ...]:
        """Return the chosen values of a field."""
        return self.choices.chips(field)

    @property
    def count(self) -> int:
        """Number of chosen values in all fields."""
        chips = (chip for field in self.fields for chip in self.chips(field))
        return sum(not chip.is_option for chip in chips)

    @property
    def is_empty(self) -> bool:
        """True if the query has no filters and no keywords."""
        return not self.count and not self.choices.keywords

    @property
    def definition(self) -> str:
        """Definition of the query: its URL as pasted or built, or the skills as JSON."""
        source = self.step.source
        if source is not None and (source.pasted or source.is_saved_list):
            return source.pasted or source.url
        return self.choices.definition

    @property
    def saved_list(self) -> Query | None:
        """Saved list that the query is, which has no filters; None for a search."""
        source = self.step.source
        return source if source is not None and source.is_saved_list else None

    @property
    def title(self) -> str:
        """Title of the query: its keywords and chosen values."""
        if self.saved_list is not None:
            return self.saved_list.title
        parts = (clean_line(self.choices.keywords), self.filters_title)
        return " · ".join(part for part in parts if part)

    @property
    def filters_title(self) -> str:
        """Chosen values in words; empty without any."""
        parts: list[str] = []
        for field in self.fields:
            words = [
                f"not {chip.text}" if chip.mode == "ex" else chip.text
                for chip in self.chips(field)
                if chip.option != ""
            ]
            if field.range and words:
                words = [f"{field.label} {words[0]}", *words[1:]]
            if words:
                parts.append(field.label if field.toggle else ", ".join(words))
        return clean_line(" · ".join(parts))

    def query(self, viewer_id: str | None) -> Query:
        """Return the query. Raises QueryError if it has neither filters nor keywords."""
        if isinstance(self.choices, SkillChoices):
            if not self.choices.skills:
                message = "Choose at least one skill first."
                raise QueryError(message)
            return query_from_skills(self.choices.skills, viewer_id)
        if self.is_empty:
            message = "Type keywords or choose a filter first."
            raise QueryError(message)
        query = query_from_link(self.kind, self.choices.definition, viewer_id)
        return replace(query, title=self.title[:MOST_TITLE] or query.title)

    # -- changes -----------------------------------------------------------------------------

    def load(self, query: Query) -> None:
        """Load the choices of a query, as one step to undo.

        A query that can't be read into choices becomes the text of the query box.
        """
        if self.step.problem is None and query.key == self._key():
            choices = self.choices
            self.step = Step(choices, box_text(choices), query)
            self._notify_listeners()
            return
        if query.skills:
            choices = SkillChoices(query.skills)
            self._push(Step(choices, box_text(choices), query))
            return
        if query.is_saved_list:
            before = self.saved_list
            if before is not None and before.key == query.key:
                self.step = replace(self.step, source=query)
                self._notify_listeners()
                return
            self._push(Step(no_choices(self.kind), query.pasted or query.url, query))
            return
        try:
            choices = choices_of(self.kind, query.url).with_labels(query.labels)
        except ValueError:
            self._push(Step(no_choices(self.kind), query.pasted or query.title, query))
        else:
            self._push(Step(choices, box_text(choices), query))

    def type_text(
        self,
        text: str,
        choices: Choices,
        *,
        source: Query | None = None,
        problem: QueryError | None = None,
    ) -> None:
        """Set the text of the query box and its choices.

        Undo reverts consecutive typing in one step. Typing into an empty query adds no step, so
        undo never empties the query box.
        """
        now, before = self.step, self.base_choices
        former = self._done[-1] if self._done else Step(no_choices(self.kind), "")
        is_back = now.base_choices is not None and (former.text, former.choices) == (text, choices)
        if is_back and problem is None:
            self.step = self._done.pop() if self._done else former
        else:
            if now.base_choices is None and (now.text or not self.is_empty):
                self._remember(now)
            self.step = Step(choices, text, source, problem, before)
        self._undone.clear()
        self._notify_listeners()

    def add(self, field: FilterField, chip: Chip) -> None:
        """Choose a value; for a chosen value, set its new mode."""
        chips = [] if field.single else list(self.chips(field))
        places = [place for place, old in enumerate(chips) if old.identity == chip.identity]
        if places:
            chips[places[0]] = chip
        else:
            chips.append(chip)
        self._change(self.choices.with_chips(field, chips))

    def remove(self, field: FilterField, chip: Chip) -> None:
        """Remove a value from a field."""
        chips = [old for old in self.chips(field) if old.identity != chip.identity]
        self._change(self.choices.with_chips(field, chips))

    def flip(self, field: FilterField, chip: Chip) -> None:
        """Change a value to the next mode that its field allows, or a radius to the next one."""
        self.add(field, next_radius(chip) if chip.is_option else chip.flipped(field))

    def toggle(self, field: FilterField) -> None:
        """Invert a toggle filter, on or off."""
        on = toggle_chip(field)
        self._change(self.choices.with_chips(field, () if self.chips(field) else (on,)))

    def clear(self) -> None:
        """Remove all choices."""
        self._change(no_choices(self.kind))

    def relabel(self, labels: Sequence[tuple[str, str, str]]) -> None:
        """Set names of values, as facet, id and name; not a step to undo."""
        named = self.choices.with_labels(labels)
        if named != self.choices:
            self.step = replace(self.step, choices=named)
            self._notify_listeners()

    def undo(self) -> bool:
        """Undo the last change. Return False if there is none."""
        return self._step(self._done, self._undone)

    def redo(self) -> bool:
        """Redo the change that was undone last. Return False if there is none."""
        return self._step(self._undone, self._done)

    def _step(self, source: list[Step], target: list[Step]) -> bool:
        if not source:
            return False
        target.append(self.step)
        self.step = source.pop()
        self._notify_listeners()
        return True

    def _change(self, choices: Choices) -> None:
        if choices != self.choices or self.saved_list is not None:
            self._push(Step(choices, box_text(choices)))

    def _push(self, step: Step) -> None:
        """Make `step` the present one, add the previous one to the undo history, clear redo."""
        self._remember(self.step)
        self._undone.clear()
        self.step = step
        self._notify_listeners()

    def _remember(self, step: Step) -> None:
        self._done.append(step)
        del self._done[:-MOST_STEPS]

    def _key(self) -> str | None:
        try:
            return self.query(None).key
        except QueryError:
            return None

    def _notify_listeners(self) -> None:
        for listener in tuple(self.listeners):
            listener()
