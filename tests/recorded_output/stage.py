"""A stage for one scene: private folders, a sandbox, a clock; it writes the recording."""

from __future__ import annotations

import json
import os
import select
import shutil
import signal
import stat
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from urllib.request import urlopen

from tests.recorded_output import forks
from tests.recorded_output.plain import file_text, plain
from tests.recorded_output.scenes import Command, Heading, Order, Scene, seconds, steps

START = datetime(2026, 11, 2, 10, 0, tzinfo=UTC).timestamp()
"""Time of a scene's first command; the sandbox's world is dated by it."""
STEP = 60
"""Seconds from one command to the next."""
KEY = "recorded-key"
NOWHERE = "http://127.0.0.1:9"
"""A URL at which nothing listens."""
LONG = 400
"""Lines of one output, from which only its ends and a digest are recorded."""


class Stage:
    """Folders, sandbox and clock of a scene's commands."""

    def __init__(self, scene: Scene, home: Path, url: str) -> None:
        self._scene, self._home, self._url = scene, home, url
        self._now, self._requests = START, 0
        self._lines = Counter[str]()
        self._files: dict[str, str] = {}
        self._outputs: dict[str, Command] = {}
        """The first command with each output."""
        self._fresh()

    def recording(self) -> str:
        """Run the scene and return its recording."""
        sandbox = " ".join(self._scene.sandbox)
        parts = [f"# sandbox {sandbox}".rstrip()] if self._scene.is_served else ["# no sandbox"]
        for step in steps(self._scene.lines):
            if isinstance(step, Heading):
                parts.append(f"\n{step.line}")
            elif isinstance(step, Order):
                self._obey(step)
                parts.append(f"\n{step.line}")
            else:
                parts.append(f"\n{self._run(step)}")
        return "\n".join(parts) + "\n"

    def _fresh(self) -> None:
        for path in list(self._home.iterdir()):
            shutil.rmtree(path)
        for name in ("work", "streams"):
            (self._home / name).mkdir()
        self._files.clear()

    def _obey(self, order: Order) -> None:
        match order.name, order.arguments:
            case "fresh", ():
                self._fresh()
            case "later", (age,):
                self._now += seconds(age)
            case "write", (name, *lines):
                path = self._path(name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
                self._changed_files()
            case "remove", (name,):
                self._path(name).unlink()
                self._changed_files()
            case "chmod", (mode, name):
                self._path(name).chmod(int(mode, 8))
            case _:
                message = f"The stage can't do '{order.line}'."
                raise ValueError(message)

    def _path(self, name: str) -> Path:
        """Return the path of a file in the current folder, or of one in the home folder (``~/``)."""
        if name.startswith("~/"):
            return self._home / name.removeprefix("~/")
        return self._home / "work" / name

    def _environ(self, command: Command) -> dict[str, str]:
        home = self._home
        environ = {
            "PATH": os.environ.get("PATH", ""), "HOME": str(home), "TZ": "UTC", "LANG": "C.UTF-8",
            "NO_COLOR": "1", "COLUMNS": "80", "LINES": "24", "TERM": "dumb",
            "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
            "XDG_CONFIG_HOME": str(home / "config"), "XDG_DATA_HOME": str(home / "data"),
            "XDG_STATE_HOME": str(home / "state"), "LIX_API_KEY": KEY, "LIX_API_URL": self._url,
            "LIX_LOOKC_URL": self._url, "LIX_RATE_INTERVAL": "0",
        } | dict(command.variables)  # fmt: skip
        return {name: value for name, value in environ.items() if value}

    def _run(self, command: Command) -> str:
        self._lines[command.line] += 1
        streams, work = self._home / "streams", self._home / "work"
        call = forks.Call(
            command.words, self._environ(command), work, self._now,
            f"{self._scene.name} {command.line} {self._lines[command.line]}",
        )  # fmt: skip
        outputs: dict[str, bytes] = {}
        if command.typed is not None:
            status, outputs["terminal"] = forks.run_on_terminal(call, command.typed)
        else:
            stdin = Path(os.devnull) if command.stdin is None else work / command.stdin
            status = forks.run(call, stdin, streams / "out", streams / "err")
            outputs["output"] = (streams / "out").read_bytes()
            outputs["errors"] = (streams / "err").read_bytes()
        self._now += STEP
        parts = [f"$ {command.line}", f"-- status {status}"]
        for name, output in outputs.items():
            text = output.decode("utf-8", "backslashreplace")
            parts += self._output_lines(command, name, plain(text, self._home))
        parts += [f"-- sent {line}" for line in self._sent()]
        for name, text in self._changed_files():
            parts += self._output_lines(command, f"file {name}", plain(text, self._home))
        return "\n".join(parts)

    def _output_lines(self, command: Command, name: str, text: str) -> Iterator[str]:
        if not text:
            return
        before = self._outputs.setdefault(text, command)
        lines = text.split("\n")
        if before is not command and len(lines) > 3:
            yield f"-- {name}, the same as of $ {before.line}"
            return
        yield f"-- {name}" if lines[-1] == "" else f"-- {name}, without a newline at its end"
        if lines[-1] == "":
            del lines[-1]
        if len(lines) > LONG:
            digest = sha256(text.encode()).hexdigest()[:16]
            left_out = f"… {len(lines) - 60:,} lines more; digest of all {digest} …"
            lines = [*lines[:50], left_out, *lines[-10:]]
        yield from lines

    def _sent(self) -> Iterator[str]:
        """Return the requests that have reached the sandbox since the last command."""
        if not self._scene.is_served:
            return
        with urlopen(f"{self._url}/_sandbox/requests") as answer:
            log = json.load(answer)
        for entry in log[self._requests :]:
            cost = f"{entry['cost']} {entry['pool']}" if entry["cost"] else "free"
            given = {
                **entry["params"],
                **(entry["body"] if isinstance(entry["body"], dict) else {}),
            }
            if "sequence_id" in given:
                given["sequence_id"] = "…"
            told = " ".join(f"{name}={value}" for name, value in sorted(given.items()))
            line = f"{entry['endpoint']} {entry['status']} {cost} {told}"
            yield plain(line.replace("\n", " "), self._home).rstrip()
        self._requests = len(log)

    def _changed_files(self) -> list[tuple[str, str]]:
        """Return name, with its permissions, and text of each file that is new, changed or gone."""
        work = self._home / "work"
        files = {
            str(path.relative_to(work)): (
                f"{stat.S_IMODE(path.stat().st_mode):o}", file_text(path)
            )
            for path in sorted(work.rglob("*")) if path.is_file()
        }  # fmt: skip
        known = {name: f"{mode} {text}" for name, (mode, text) in files.items()}
        changed = [
            (f"{name} ({files[name][0]})", files[name][1] or "(empty)\n")
            for name in files
            if self._files.get(name) != known[name]
        ]
        changed += [(name, "(gone)\n") for name in self._files if name not in files]
        self._files = known
        return changed


def record(scene: Scene) -> str:
    """Run a scene on a stage of its own and return the recording."""
    with tempfile.TemporaryDirectory(prefix="lix-recorded-") as folder:
        home = Path(folder).resolve() / "home"
        home.mkdir()
        if not scene.is_served:
            return Stage(scene, home, NOWHERE).recording()
        with _sandbox(scene.sandbox, Path(folder)) as url:
            return Stage(scene, home, url).recording()


@contextmanager
def _sandbox(options: tuple[str, ...], folder: Path) -> Iterator[str]:
    """Serve a sandbox in a fork and return its URL."""
    reading, writing = os.pipe()
    if (child := forks.fork()) == 0:
        os.close(reading)
        environ = {"PATH": os.environ.get("PATH", ""), "HOME": str(folder), "TZ": "UTC"}
        words = ("sandbox", "--port", "0", "--interval", "0", *options)
        call = forks.Call(words, environ, folder, START, "sandbox")
        forks.become(call, os.open(os.devnull, os.O_RDONLY), writing, forks.created(folder / "log"))
    os.close(writing)
    try:
        ready, _, _ = select.select([reading], [], [], forks.TIMEOUT)
        url = os.read(reading, 1000).decode().strip() if ready else ""
        if not url:
            message = f"The sandbox didn't start: {(folder / 'log').read_text()}"
            raise RuntimeError(message)
        yield url
    finally:
        os.close(reading)
        os.kill(child, signal.SIGKILL)  # it has nothing to save, and stops slowly
        os.waitpid(child, 0)
