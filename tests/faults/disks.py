"""Faults of the store: full disks, read-only files, a database that another process locks.

Each fault begins before a request, or between a request and its answer, and ends afterwards.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from lix_tui.services.services import Services
from lix_tui.store.store import Store
from tests.faults.actions import Action, Problem, actions
from tests.faults.relay import Plan, Relay, Wire
from tests.faults.trials import Outcome, no_sentence
from tests.faults.wire_trials import exploring, missing_bytes, relayed

HOLDER = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
"""
"""Program of another process that locks the database until its input ends."""
SMALL_DISK = 4 << 20
"""Size of the disk that fills up, in bytes."""


class Disk(Protocol):
    """A fault that prevents writes to the store."""

    kind: str
    total: bool
    """True if no write succeeds; a full disk may have room for a small one."""

    def place(self, folder: Path) -> Path:
        """Return the folder of the store; `folder` is a temporary one."""

    async def begin(self, services: Services) -> None:
        """Prevent writes from now on."""

    async def pass_by(self, services: Services) -> None:
        """Allow writes again."""

    def end(self) -> None:
        """Release the resources of the fault."""


@dataclass
class FullByCount:
    """SQLite's limit of pages, which fails like a full disk."""

    kind = "disk full"
    total = False

    def place(self, folder: Path) -> Path:
        return folder

    async def begin(self, services: Services) -> None:
        def fill(store: Store) -> None:
            connection = store.connection.sqlite
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            # free pages inside the file would still have room for the answer
            connection.execute("VACUUM")
            connection.execute("PRAGMA max_page_count = 1")  # the file's present size

        await services.store.run(fill)

    async def pass_by(self, services: Services) -> None:
        await services.store.run(_freely)

    def end(self) -> None:
        """Release nothing: the limit ends with its connection."""


def _freely(store: Store) -> None:
    store.connection.sqlite.execute("PRAGMA max_page_count = 1000000000")
    store.connection.sqlite.execute("PRAGMA query_only = OFF")


@dataclass
class FullDisk:
    """A small disk in memory, filled to its last byte; only root can make one."""

    kind = "disk full, really"
    total = False
    _disk: Path | None = None

    @staticmethod
    def possible() -> bool:
        return os.geteuid() == 0 and shutil.which("mount") is not None

    def place(self, folder: Path) -> Path:
        self._disk = folder / "disk"
        self._disk.mkdir()
        options = ["-t", "tmpfs", "-o", f"size={SMALL_DISK}", "tmpfs"]
        subprocess.run(["mount", *options, str(self._disk)], check=True)
        return self._disk

    async def begin(self, services: Services) -> None:
        assert self._disk is not None
        await services.store.run(
            lambda store: store.connection.sqlite.execute(
                "PRAGMA wal_checkpoint(TRUNCATE)"
            ).fetchall()
        )
        with (self._disk / "filler").open("wb", buffering=0) as file:
            for size in (65536, 4096, 1):
                try:
                    while True:
                        file.write(b"x" * size)
                except OSError:  # the disk is too full for a chunk of this size
                    continue

    async def pass_by(self, services: Services) -> None:
        assert self._disk is not None
        (self._disk / "filler").unlink()

    def end(self) -> None:
        if self._disk is not None:
            subprocess.run(["umount", str(self._disk)], check=True)


@dataclass
class ReadOnly(FullByCount):
    """A database that may only be read."""

    kind = "disk read-only"
    total = True

    async def begin(self, services: Services) -> None:
        await services.store.run(
            lambda store: store.connection.sqlite.execute("PRAGMA query_only = ON")
        )


@dataclass
class Locked(FullByCount):
    """Another process that writes and does not end."""

    kind = "database locked by another"
    total = True
    _holder: subprocess.Popen[str] | None = None

    async def begin(self, services: Services) -> None:
        path = services.settings.paths.database(demo=False)
        await services.store.run(
            lambda store: store.connection.sqlite.execute("PRAGMA busy_timeout = 50")
        )
        await asyncio.to_thread(self._start_lock, path)

    def _start_lock(self, path: Path) -> None:
        self._holder = subprocess.Popen(
            [sys.executable, "-c", HOLDER, str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._holder.stdout is not None
        self._holder.stdout.readline()

    async def pass_by(self, services: Services) -> None:
        self.end()

    def end(self) -> None:
        if self._holder is not None:
            self._holder.communicate()
            self._holder = None


def disks() -> Iterator[Disk]:
    """Return one fault of each kind that this machine allows."""
    yield from (FullByCount(), ReadOnly(), Locked())
    if FullDisk.possible():
        yield FullDisk()


async def disk_outcomes(every: int = 1) -> AsyncIterator[Outcome]:
    """Yield the outcome of each fault on every ``every``-th endpoint, before and after sending."""
    async with relayed() as relay:
        chosen = list(actions().items())
        for number, disk in enumerate(disks()):
            for endpoint, action in chosen[number % every :: every]:
                for late in (False, True):
                    moment = "before the answer" if late else "before the request"
                    wrong = await _wrong(relay, disk, endpoint, action, late=late)
                    yield Outcome(disk.kind, f"{endpoint}, {moment}", wrong)


@contextmanager
def _placed(disk: Disk) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        place = disk.place(Path(folder))
        try:
            yield place
        finally:
            disk.end()


async def _wrong(relay: Relay, disk: Disk, endpoint: str, action: Action, *, late: bool) -> str:
    since, relay.delivered = len(relay.log()), []
    with _placed(disk) as folder:
        async with exploring(relay, folder, "disks") as services:
            first = await _first_problem(relay, disk, endpoint, action, services, late=late)
            if not late and disk.total and len(relay.log()) > since:
                return "it was sent where nothing could be written of it"
            if first is None and disk.total:
                return "nothing was said"
            if first is not None and (wrong := no_sentence(first)):
                return wrong
            second = await action(services)
            if second is not None:
                return f"the next one failed too: {second}"
            if gone := await services.store.run(lambda store: missing_bytes(relay, store)):
                return gone
        async with exploring(relay, folder, "disks") as services:  # as on the next day
            third = await action(services)
        if third is not None:
            return f"after a restart it failed: {third}"
        paid = sum(bool(entry.cost) for entry in relay.log(since))
        return f"it was charged {paid} times" if paid > 1 else ""


async def _first_problem(
    relay: Relay, disk: Disk, endpoint: str, action: Action, services: Services, *, late: bool
) -> Problem | None:
    if not late:
        await disk.begin(services)
    else:

        async def spoil(wire: Wire) -> None:
            await disk.begin(services)
            await wire.answer(status=wire.status)

        relay.plan = Plan(endpoint, spoil)
    try:
        return await action(services)
    finally:
        relay.plan = None
        await disk.pass_by(services)
