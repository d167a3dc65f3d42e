"""Recorded limits of the structure, the only place that names parts of the package.

A bound with an aim is a ratchet: the figure of today. It may fall and then be recorded lower; it
is never raised.
"""

from __future__ import annotations

from math import inf

from tests.structure.figures import Limit

ORDER = (
    ("cli",),
    ("app",),
    ("screens",),
    ("widgets",),
    ("services",),
    ("paging", "api", "store", "sandbox"),
    ("linkedin",),
)
"""Packages from top to bottom. Those of one rank don't import each other; all else is below."""

SERVICES = ("services",)
"""Name of the service layer."""

FREE = Limit(inf)
"""Limit of a figure that is printed for information."""

LIMITS = {
    "files in import cycles: run time": Limit(0),
    "files in import cycles: with TYPE_CHECKING": Limit(0),
    "files in import cycles: with lazy imports": Limit(0),
    "files in import cycles: all imports": Limit(0),
    "lazy imports between files": FREE,
    "levels of packages and files in lix_tui": Limit(9),
    "imports pointing up or sideways between packages": Limit(0),
    "levels of the service layer": Limit(8),
    "packages and files of the service layer": Limit(20),
    "service packages and files in cycles, all imports": Limit(0),
    "classes with more than 2 ancestors of ours": Limit(0),
    "most ancestors of a class": Limit(2),
    "classes over 400 lines with what they inherit": Limit(0),
    "lines of the longest class": Limit(400),
    "median lines of a file": Limit(110),
    "per cent of files under 300 lines": Limit(90, at_least=True),
    "files over 400 lines": Limit(0),
    "public class names defined twice": Limit(0),
    "private class names in 3 or more files": Limit(0),
    "public names with private language": Limit(0),
    "private names with private language": Limit(0),
    "names of tests' helpers with private language": Limit(0),
    "parameters and attributes with private language": Limit(25),
    "docstrings with a banned opening": Limit(0),
    "docstrings of tests with a banned opening": Limit(0),
    "per cent of docstrings with a banned opening": Limit(0),
    "public functions without a docstring": Limit(0),
    "imports of one test module by another file": Limit(0),
    "private names of lix_tui in tests": Limit(0),
    "code that only tests use": Limit(0),
    "code that nothing uses": Limit(0),
    "exceptions for test-only code that aren't needed or give no reason": Limit(0),
    "files loaded by --version": Limit(10),
    "heavy packages loaded by --version": Limit(0),
    "files loaded by --help": Limit(88),
    "heavy packages loaded by --help": Limit(0),
    "files loaded by stored get": Limit(95),
    "heavy packages loaded by stored get": Limit(0),
    "files loaded by the TUI's module": Limit(68),
    "heavy packages loaded by the TUI's module": Limit(2),
    "files loaded by the first frame": Limit(76),
    "heavy packages loaded by the first frame": Limit(2),
    "page path: files": Limit(93),
    "page path: files beyond a cursor move": Limit(68),
    "page path: functions beyond a cursor move": Limit(325),
    "record path: files": Limit(90),
    "record path: files beyond a cursor move": Limit(62),
    "record path: functions beyond a cursor move": Limit(300),
}
