"""``lix-tui explain``: what a LinkedIn URL means."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping

import click

from lix_tui.linkedin.recognise import recognise
from lix_tui.text import clean_line


@click.command("explain")
@click.argument("urls", nargs=-1, required=True, metavar="URL...")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def command(urls: tuple[str, ...], as_json: bool) -> None:
    """Print what LinkedIn URLs mean: kind, keywords, filters, page, and the URL rebuilt."""
    status = 0
    for url in urls:
        found = recognise(url).to_json()
        if found.get("problem"):
            status = 2
        if as_json:
            click.echo(json.dumps(found))
        else:
            _show(found)
    sys.exit(status)


def _show(found: Mapping[str, object], indent: int = 0) -> None:
    for name, value in found.items():
        lead = " " * indent + click.style(f"{name:<{14 - indent}}", fg="cyan")
        if isinstance(value, Mapping):
            click.echo(lead)
            _show(value, indent + 2)
        elif isinstance(value, list) and value and isinstance(value[0], Mapping):
            click.echo(lead)
            for item in value:
                _show(item, indent + 2)
        else:
            text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
            click.echo(f"{lead} {clean_line(text)}")
