"""``lix-tui explain``: meaning of a LinkedIn URL."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from lix_tui.linkedin.recognition import recognise
from lix_tui.linkedin.target import SAVED_LISTS, Target
from lix_tui.text import clean_line

if TYPE_CHECKING:
    from lix_tui.linkedin.filters import FilterValue

_EMAIL = "This is an email address, not a URL; 'lix-tui get by-email' finds who has it."
_WIDTH = 10
"""Width of the names on the left, in columns; ``entity id`` is the longest."""


@click.command("explain")
@click.argument("urls", nargs=-1, required=True, metavar="URL...")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per line.")
def command(urls: tuple[str, ...], as_json: bool) -> None:
    """Explain LinkedIn URLs: print kind, keywords, filters, page and the rebuilt URL."""
    status = 0
    colour = False if os.environ.get("NO_COLOR") else None  # None: click decides
    for number, url in enumerate(urls):
        target = _explained(recognise(url))
        if target.problem:
            status = 2
        if as_json:
            click.echo(json.dumps(target.to_json()))
            continue
        if number:
            click.echo()
        for line in _lines(target):
            click.echo(line, color=colour)
    sys.exit(status)


def _explained(target: Target) -> Target:
    """Return the target, with a problem if a LinkedIn URL isn't explained as its kind."""
    if target.problem or target.is_search or target.kind not in {"email", "list", "group"}:
        return target
    from lix_tui.services.queries.query import CANNOT_OPEN

    return replace(target, problem=CANNOT_OPEN.get(target.kind, _EMAIL))


def _lines(target: Target) -> Iterator[str]:
    """Yield the lines of a target, with colours that click removes for a pipe or a file."""
    kind = str(target.to_json()["kind"])
    yield _line("kind", click.style(kind, fg="red" if target.problem else None, bold=True))
    if target.entity_id:
        yield _line("entity id", clean_line(target.entity_id))
    if target.keywords:
        yield _line("keywords", click.style(clean_line(target.keywords), fg="yellow"))
    yield from _listed("filters", _filters(target))
    yield from _listed("params", _params(target))
    if target.page is not None:
        yield _line("page", str(target.page))
    if target.start is not None:
        yield _line("start", str(target.start))
    if target.url:
        yield _line("url", clean_line(target.url))
    if target.kind in SAVED_LISTS and target.params:
        from lix_tui.services.queries.query import LIST_ORDER

        yield _line("note", LIST_ORDER)
    if target.problem:
        yield _line("problem", click.style(clean_line(target.problem), fg="red"))


def _line(name: str, text: str) -> str:
    return f"{click.style(name.ljust(_WIDTH), fg='cyan')} {text}"


def _listed(name: str, items: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield items, each with a heading, in two columns beside ``name``."""
    rows = list(items)
    width = max((len(heading) for heading, _ in rows), default=0)
    for place, (heading, text) in enumerate(rows):
        bold = click.style(heading.ljust(width), bold=True)
        yield _line(name if place == 0 else "", f"{bold}  {text}")


def _filters(target: Target) -> Iterator[tuple[str, str]]:
    """Yield the type and values of each filter: included in green, excluded in red."""
    if not target.filters:
        return
    from lix_tui.linkedin.catalogue import ALL_FILTERS

    table = ALL_FILTERS[target.kind]
    for item in target.filters:
        spec = table.get(item.type)
        facet = spec.values_facet if spec else item.type
        parts = [_value(value, facet) for value in item.values]
        if item.range is not None:
            ends = (("from", item.range.min), ("to", item.range.max))
            limits = " ".join(f"{word} {end}" for word, end in ends if end is not None)
            parts.append(click.style(limits or "any number", fg="green"))
        if item.sub_filter:
            of = "FUNCTION" if spec and spec.sub_filter == "function" else item.type
            parts.append(f"[{_named(item.sub_filter, None, of)}]")
        yield clean_line(item.type), ", ".join(parts)


def _value(value: FilterValue, facet: str) -> str:
    text = _named(value.id, value.text, facet)
    return click.style(f"not {text}", fg="red") if value.excluded else click.style(text, fg="green")


def _params(target: Target) -> Iterator[tuple[str, str]]:
    """Yield each remaining parameter and its values, with known labels."""
    if not target.params:
        return
    from lix_tui.linkedin.parameter_catalogue import PARAMETER_FILTERS

    specs = PARAMETER_FILTERS.get(target.kind, {})
    for name, value in target.params.items():
        spec = specs.get(name)
        values = (value,) if isinstance(value, str) else value
        facet = spec.values_facet if spec else None
        texts = (_named(one, None, facet) if facet else clean_line(one) for one in values)
        yield clean_line(name), ", ".join(texts)


def _named(identity: str | None, text: str | None, facet: str) -> str:
    """Return a value with its label and id, if known."""
    if identity is None:
        return clean_line(text or "")
    from lix_tui.linkedin.facets import label

    text = text or label(facet, identity)
    return f"{clean_line(text)} ({clean_line(identity)})" if text else clean_line(identity)
