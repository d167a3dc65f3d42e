"""Text of a bug report: no key, no queries, no names, no links."""

from __future__ import annotations

import os
import platform
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from lix_tui import __version__
from lix_tui.counts import counted
from lix_tui.settings.declaration import Setting
from lix_tui.settings.key import LIX, CredentialError, FoundKey, KeyRole, find_key
from lix_tui.settings.settings import SETTINGS, Settings

if TYPE_CHECKING:
    from lix_tui.services.message_log import MessageLog
    from lix_tui.services.services import Services
    from lix_tui.store.rows import LedgerLine

Lines = Sequence[tuple[str, str]]
LEDGER_LINES = 20
MASKED = "••••••••"
"""Placeholder for the key, of a fixed length."""
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,39}")


def program_lines(settings: Settings, theme: str | None = None) -> Lines:
    """Return versions, files and settings with their sources, as names and texts.

    ``theme`` is the theme in use, if the explorer runs.
    """
    paths = settings.paths
    return [
        ("lix-tui", __version__),
        ("python", f"{sys.version.split()[0]} on {_system()}"),
        *((name, version(name)) for name in ("textual", "httpx", "pydantic", "starlette")),
        ("settings file", home_abbreviated(paths.config_file)),
        ("store", home_abbreviated(paths.database(demo=False))),
        ("demo store", home_abbreviated(paths.database(demo=True))),
        ("state", home_abbreviated(paths.state)),
        *((each.name, _setting_text(settings, each)) for each in SETTINGS.values()),
        *([("theme in use", theme)] if theme is not None else []),
    ]


def key_line(settings: Settings, role: KeyRole = LIX) -> tuple[str, str]:
    """Return the place of a key, or the problem there; the key itself is masked."""
    name = "key" if role is LIX else role.words
    try:
        notices: list[str] = []
        found = find_key(settings.paths.config, role=role, warn=notices.append)
        words = "the same key" if found is None and role is not LIX else key_words(found)
        return name, ". ".join([words, *notices])
    except CredentialError as error:
        return name, str(error)


def key_words(found: FoundKey | None) -> str:
    """Return a key's place in words."""
    return f"{MASKED} from {found.place}" if found is not None else "none"


def terminal_lines(size: tuple[int, int], environ: Mapping[str, str] | None = None) -> Lines:
    """Return facts about the terminal; ``size`` is in columns and lines."""
    environ = os.environ if environ is None else environ
    remote = any(environ.get(name) for name in ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"))
    return [
        ("size", f"{size[0]} × {size[1]}"),
        *((name, environ.get(name) or "not set") for name in ("TERM", "COLORTERM", "TERM_PROGRAM")),
        ("NO_COLOR", "set" if environ.get("NO_COLOR") else "not set"),
        ("inside tmux", _yes(bool(environ.get("TMUX")))),
        ("over ssh", _yes(remote)),
    ]


async def running_lines(services: Services) -> Lines:
    """Return facts about the key, the store, the rate limiter and the requests under way."""
    from lix_tui.api.limiter import Lane

    settings, limiter = services.settings, services.limiter
    path = settings.paths.database(demo=settings.demo)
    schema = await services.store.run(lambda store: store.schema_version())
    key = "the demo needs none" if settings.demo else key_words(services.found_key)
    waiting = ", ".join(f"{limiter.waiting(lane)} {lane.name.lower()}" for lane in Lane)
    return [
        ("demo", _yes(settings.demo)),
        ("offline", _yes(settings.offline)),
        ("key", key),
        ("store size", _size(path)),
        ("store schema", str(schema)),
        ("rate limiter", f"a slot every {limiter.spacing:.2f} s, {_next(limiter.next_slot_in())}"),
        ("waiting for a slot", waiting),
        ("under way", counted(services.requests.on_the_way, "request")),
        ("long runs", f"{len(services.runs.running):,} running"),
    ]


async def ledger_texts(services: Services) -> list[str]:
    """Return the last requests: time, endpoint, pool, price, outcome and duration."""
    lines = await services.store.run(lambda store: store.ledger.lines(LEDGER_LINES))
    return [_ledger_text(line) for line in lines] or ["no requests yet"]


def failure_texts(log: MessageLog) -> list[str]:
    """Return the unexpected errors by type and place."""
    texts = [f"{clock(f.at)} {f.name}: {', '.join(f.places)}" for f in log.errors]
    return texts or ["none"]


def aligned(lines: Lines) -> list[str]:
    """Return names and texts in two columns."""
    width = max(len(name) for name, _ in lines)
    return [f"{name:<{width}}  {text}" for name, text in lines]


def as_text(sections: Iterable[tuple[str, Sequence[str]]]) -> str:
    """Return titles with their lines as the text of a bug report."""
    return "\n\n".join("\n".join([f"## {title}", *lines]) for title, lines in sections) + "\n"


def clock(at: float) -> str:
    """Return a recent time, in seconds since the epoch, as local date and time."""
    return f"{datetime.fromtimestamp(at).astimezone():%d %b %H:%M:%S}"


def home_abbreviated(path: Path) -> str:
    """Return a path without the name of the user's home folder."""
    try:
        return str(Path("~") / path.relative_to(Path.home()))
    except (ValueError, RuntimeError):
        return str(path)


def _setting_text(settings: Settings, setting: Setting) -> str:
    """Return the value and source of a setting, without the text of a personal one."""
    if settings.demo and setting.is_server:
        return "the sandbox in this process (the demo)"
    value: object = getattr(settings, setting.name)
    place = settings.sources.get(setting.name, "default")
    if settings.demo and setting.demo_default is not None and place == "default":
        place = "the demo"
    if place == str(settings.paths.config_file):
        place = home_abbreviated(settings.paths.config_file)
    if setting.is_personal and value is not None:
        value = "set"
    if isinstance(value, bool):
        value = str(value).lower()
    return f"{'not set' if value in (None, (), {}) else value} ({place})"


def _ledger_text(line: LedgerLine) -> str:
    took = f"{line.elapsed * 1000:,.0f} ms" if line.elapsed is not None else ""
    # a server may have sent the name of an error, so only plain names are shown
    outcome = line.outcome if _PLAIN.fullmatch(line.outcome) else "another outcome"
    status = f" {line.status}" if line.status is not None else ""
    what = f"{clock(line.sent_at)}  {line.endpoint:<18} {line.cost} {line.pool:<9}"
    return f"{what} {outcome}{status} {took}".rstrip()


def _size(path: Path) -> str:
    total = 0
    for name in (path, path.with_name(f"{path.name}-wal")):
        try:
            total += name.stat().st_size
        except OSError:
            continue
    return f"{total / 1_000_000:,.1f} MB"


def _next(seconds: float) -> str:
    return f"the next in {seconds:.1f} s" if seconds > 0.05 else "one is free now"


def _yes(on: bool) -> str:
    return "yes" if on else "no"


def _system() -> str:
    """Return the operating system: 'Linux-6.1.0-x86_64'.

    `platform.platform` may start a program, to which the environment with the key would be given.
    """
    return "-".join((platform.system(), platform.release(), platform.machine()))
