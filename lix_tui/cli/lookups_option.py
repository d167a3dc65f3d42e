"""Options of commands that look up many records."""

from __future__ import annotations

from difflib import get_close_matches

import click

from lix_tui.cli.get_types import WHAT

LOOKUPS = tuple(word for word in WHAT if word != "connections")


class LookupsType(click.ParamType):  # type: ignore[type-arg]  # generic in newer versions of click
    """Option type of lookups with commas between them."""

    name = "lookups"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """Return the lookups; fail for an unknown one, naming the nearest."""
        if isinstance(value, tuple):
            return value
        found = [part.strip().lower() for part in str(value).split(",") if part.strip()]
        for one in found:
            if one not in LOOKUPS:
                (near,) = get_close_matches(one, LOOKUPS, n=1, cutoff=0.0)
                message = (
                    f"{one!r} isn't a lookup; the nearest is {near!r}. Choose from "
                    f"{', '.join(LOOKUPS)}."
                )
                self.fail(message, param, ctx)
        if not found:
            self.fail(f"Name at least one of {', '.join(LOOKUPS)}.", param, ctx)
        return tuple(dict.fromkeys(found))


yes_option = click.option("--yes", is_flag=True, help="Accept the cost without asking.")
