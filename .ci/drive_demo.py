"""Drive ``lix-tui --demo`` in a pseudo-terminal: search, open a profile, go back, quit."""

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time

import pyte

COLUMNS, ROWS = 120, 40
MAX_WAIT = 60.0


class Terminal:
    """A program in a pseudo-terminal and the screen it draws."""

    def __init__(self, command: list[str]) -> None:
        self.screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self.screen)
        self.pid, self._descriptor = pty.fork()
        if self.pid == 0:
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
            os.execv(command[0], command)
        size = struct.pack("HHHH", ROWS, COLUMNS, 0, 0)
        fcntl.ioctl(self._descriptor, termios.TIOCSWINSZ, size)

    def press(self, keys: str) -> None:
        """Type the keys."""
        os.write(self._descriptor, keys.encode())

    def wait_for(self, *texts: str) -> None:
        """Read until every text is on the screen. Raises SystemExit after a timeout."""
        deadline = time.monotonic() + MAX_WAIT
        while time.monotonic() < deadline:
            self._read(0.1)
            shown = "\n".join(self.screen.display)
            if all(text in shown for text in texts):
                print("on screen:", ", ".join(texts))
                return
        print("\n".join(self.screen.display))
        os.kill(self.pid, signal.SIGKILL)
        sys.exit(f"the screen never showed {texts}")

    def leave(self) -> None:
        """Wait until the program has ended with status 0."""
        deadline = time.monotonic() + MAX_WAIT
        while time.monotonic() < deadline:
            self._read(0.1)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                code = os.waitstatus_to_exitcode(status)
                print("left with status", code)
                if code:
                    print("\n".join(self.screen.display))
                    sys.exit("the program did not end well")
                return
        os.kill(self.pid, signal.SIGKILL)
        sys.exit("the program did not leave")

    def _read(self, seconds: float) -> None:
        if select.select([self._descriptor], [], [], seconds)[0]:
            try:
                data = os.read(self._descriptor, 65536)
            except OSError:  # the program has closed the terminal
                return
            # pyte does not know the private-mode reports that Textual asks for
            self._stream.feed(data.replace(b"\x1b[>1u", b"").replace(b"\x1b[<u", b""))


def main() -> None:
    """Run the program and walk over its screens."""
    terminal = Terminal([sys.argv[1], "--demo"])
    terminal.wait_for("lix-tui", "DEMO", "People")
    terminal.press("engineer\r")
    terminal.wait_for("page 1 of", "Headline")
    terminal.press("\r")
    terminal.wait_for("Career")
    terminal.press("\x1b")
    terminal.wait_for("page 1 of")
    terminal.press("\x11")
    terminal.leave()


if __name__ == "__main__":
    main()
