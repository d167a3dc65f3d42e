"""Declaration of a setting: everything that files, screens, commands and pages say about it."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Literal, TypeVar

from lix_tui.settings.checks import ValueType

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T")

Editor = Literal["line", "theme menu", "file"]
"""Place to change a setting: its line on the settings screen, the theme menu or only the file."""
_DECLARATION = "setting"


@dataclass(frozen=True, slots=True)
class Setting:
    """Declaration of one setting."""

    name: str
    default: object
    value_type: ValueType[object]
    help: str
    """One sentence."""
    example: str
    """A value as TOML: the default where there is one. For a table, one line of it."""
    variable: str | None
    """Environment variable, None for a setting that can't be set by one."""
    is_applied_at_once: bool
    """True if a running explorer applies a change; otherwise it applies from the next start."""
    is_personal: bool
    """True if the value identifies a person, so that reports say only that it is set."""
    is_server: bool
    """True if the value is the address of a server, which the demo replaces by the sandbox."""
    demo_default: object
    """Default of the demo, None for the usual one."""
    editor: Editor
    unset_text: str
    """Text on the settings screen while the setting has no value."""

    def check(self, value: object, place: str) -> object:
        """Return a value in its final form. Raises SettingsError, which names ``place``."""
        return self.value_type.check(self.name, value, place)

    def parse(self, text: str) -> object:
        """Return the unchecked value of a text from a person or a variable; None if it is empty."""
        text = text.strip()
        if not text:
            return None
        if self.value_type.is_number:
            try:
                return int(text)
            except ValueError:
                return text  # the check refuses it or reads its decimals
        flags = {"true": True, "false": False}
        return flags.get(text, text) if isinstance(self.default, bool) else text

    @property
    def choices(self) -> tuple[object, ...]:
        """All values with the default among them; empty for a setting that is typed."""
        choices = self.value_type.choices
        return choices if self.default in choices else ()

    @property
    def is_table(self) -> bool:
        """True if the settings file stores the setting as a table."""
        return isinstance(self.default, Mapping)

    @property
    def entries(self) -> Mapping[str, object]:
        """Defaults of a table's entries; empty for an open table and for a single value."""
        return self.default if isinstance(self.default, Mapping) else {}

    @property
    def lines(self) -> tuple[str, ...]:
        """Lines of a settings file that set the setting to its example."""
        if not self.is_table:
            return (f"{self.name} = {self.example}",)
        entries = [f"{entry} = {_toml(value)}" for entry, value in self.entries.items()]
        return (f"[{self.name}]", *(entries or [self.example]))


def setting(
    default: T,
    value_type: ValueType[T],
    help: str,  # noqa: A002  # the word of click and argparse
    *,
    example: str | None = None,
    variable: str | None = None,
    is_applied_at_once: bool = False,
    is_personal: bool = False,
    is_server: bool = False,
    demo_default: T | None = None,
    editor: Editor = "line",
    unset_text: str = "not set",
) -> T:
    """Return the dataclass field of a setting; see `Setting` for the arguments.

    `example` is needed only without a default that can be written as TOML.
    """
    declaration = Setting(
        name="",
        default=default,
        value_type=value_type,
        help=help,
        example=_toml(default) if example is None else example,
        variable=variable,
        is_applied_at_once=is_applied_at_once,
        is_personal=is_personal,
        is_server=is_server,
        demo_default=demo_default,
        editor=editor,
        unset_text=unset_text,
    )
    return field(default_factory=lambda: copy(default), metadata={_DECLARATION: declaration})


def declarations(settings: type[DataclassInstance]) -> dict[str, Setting]:
    """Return the declared settings of a dataclass by name, in the order of its fields."""
    return {
        each.name: replace(each.metadata[_DECLARATION], name=each.name)
        for each in fields(settings)
        if _DECLARATION in each.metadata
    }


def _toml(value: object) -> str:
    """Return a text, number or flag as TOML, an empty text for other values."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{value}"'
    return str(value) if isinstance(value, int | float) else ""
