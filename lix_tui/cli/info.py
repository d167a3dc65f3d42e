"""``lix-tui info``: paths, versions and settings for a bug report; never the key."""

from __future__ import annotations

import platform
import sys
from importlib.metadata import version

import click

from lix_tui import __version__
from lix_tui.credentials import CredentialError, find_key
from lix_tui.settings import load_settings, setting_names


@click.command("info")
def command() -> None:
    """Print paths, versions and settings, for bug reports; never the key."""
    settings = load_settings()
    lines = [
        ("lix-tui", __version__),
        ("python", f"{sys.version.split()[0]} on {platform.platform()}"),
        *((name, version(name)) for name in ("textual", "httpx", "pydantic", "starlette")),
        ("settings file", str(settings.paths.config_file)),
        ("store", str(settings.paths.database(demo=False))),
        ("demo store", str(settings.paths.database(demo=True))),
    ]
    lines += [
        (name, f"{getattr(settings, name)} ({settings.sources.get(name, 'default')})")
        for name in setting_names()
    ]
    try:
        found = find_key(settings.paths.config)
        lines.append(("key", f"from {found.place}" if found else "none"))
    except CredentialError as error:
        lines.append(("key", str(error)))
    for name, value in lines:
        click.echo(f"{name:<14} {value}")
