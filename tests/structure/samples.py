"""Small packages with faults, and the figures that show them.

The first word of a sample's name is its measure. Paths are relative to the package `pkg`.
"""

from __future__ import annotations

TYPING = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    "
LONG = "".join(f"    line_{number} = {number}\n" for number in range(250))
CYCLE = "files in import cycles:"

SAMPLES: dict[str, tuple[dict[str, str], dict[str, float]]] = {
    "cycles through a third file": (
        {"a.py": "from pkg.b import x", "b.py": "from . import c", "c.py": "import pkg.a"},
        {f"{CYCLE} run time": 3, f"{CYCLE} with lazy imports": 3, f"{CYCLE} all imports": 3},
    ),
    "cycles for the type checker": (
        {"a.py": "import pkg.b", "b.py": f"{TYPING}from pkg.a import X"},
        {f"{CYCLE} run time": 0, f"{CYCLE} with TYPE_CHECKING": 2, f"{CYCLE} with lazy imports": 0},
    ),
    "cycles when called": (
        {"a.py": "import pkg.b", "b.py": "def f():\n    from .a import X"},
        {f"{CYCLE} run time": 0, f"{CYCLE} with lazy imports": 2, "lazy imports between files": 1},
    ),
    "levels": (
        {
            "services/a.py": "from .deep import b",
            "services/deep/b.py": "from pkg.services import c\nimport pkg.linkedin.d",
            "services/c.py": "def f():\n    import pkg.services.a",
            "linkedin/d.py": "",
        },
        {
            "levels of packages and files in lix_tui": 2,
            "levels of the service layer": 3,
            "packages and files of the service layer": 3,
            "service packages and files in cycles, all imports": 3,
        },
    ),
    "levels upwards, sideways and from below": (
        {
            "widgets/a.py": f"{TYPING}from pkg.screens.b import X",
            "screens/b.py": "import pkg.widgets.a",
            "api/c.py": "from pkg.store import d",
            "store/d.py": "import pkg.other",
            "other.py": "import pkg.linkedin",
            "linkedin/__init__.py": "import pkg.text",
            "text.py": "",
        },
        {"imports pointing up or sideways between packages": 3},
    ),
    "classes in a tower over files": (
        {
            "a.py": f"class A:\n{LONG}class Box:\n    class Inner(A): pass",
            "b/__init__.py": "from pkg.a import A as Base, Box",
            "b/c.py": f"from pkg import b\nclass C(b.Base[int]):\n{LONG}\nclass D(C): x = 1",
            "d.py": "from .b.c import D\nfrom x import Y\nclass E(D, Y): pass\nclass F(E): pass",
        },
        {
            "classes with more than 2 ancestors of ours": 2,
            "most ancestors of a class": 4,
            "classes over 400 lines with what they inherit": 4,
            "lines of the longest class": 505,
        },
    ),
    "sizes": (
        {"a.py": "x = 1\n" * 401, "b.py": "x = 1\n" * 299, "c.py": "x = 1\n" * 300},
        {
            "files over 400 lines": 1,
            "median lines of a file": 300,
            "per cent of files under 300 lines": 33.3,
        },
    ),
    "names": (
        {
            "a.py": "class Line: pass\nclass _Own: pass\nclass _Two: pass",
            "b.py": "if True:\n    class Line: pass\nclass _Own: pass\nclass _Two: pass",
            "c.py": "class Other:\n    class _Own: pass",
        },
        {"public class names defined twice": 1, "private class names in 3 or more files": 1},
    ),
    "vocabulary": (
        {
            "asked.py": "class AskedQuery: pass\nclass Asker: pass\nclass Takeover: pass",
            "pasted.py": "def on_ask(): pass\ndef action_go_back(): pass\ndef __gt__(): pass",
            "pasted_text.py": "def look_up(): pass\nclass Ask:\n    def _tell(self): pass",
            "encoding.py": "def go_and_look_up(): pass",
            "../tests/test_told.py": "def hold_it(): pass\ndef test_what_is_kept(): pass",
            "fields.py": "class A:\n    shown: int\n    def f(self, asked, *, b=1):\n"
            "        kept = self.held = asked\n        self.c, self.said = b, 1\n"
            "        self.other.taken = 1\n        lambda what: what",
        },
        {
            "parameters and attributes with private language": 4,
            "public names with private language": 5,
            "private names with private language": 1,
            "names of tests' helpers with private language": 1,
        },
    ),
    "docstrings": (
        {
            "a.py": '"""What it is."""\ndef f():\n    """Return it."""\ndef g(): pass',
            "b.py": 'class A:\n    """*Whether* so."""\n    def g(self): pass\n    def _h(self): pass',
            "c.py": 'def f():\n    """Whatever."""\nasync def g():\n    """Howl."""',
            "d.py": 'A = 1\n"""What it is."""\nclass B:\n    c: int\n    """Whether so."""',
            "e.py": 'def f():\n    """\'Text\' of it."""\n    self.x = 1\n    \'Who it is\'',
            "f.py": "A = 1\n'Number of it.'\nf()\n'What is no docstring.'",
            "../tests/test_a.py": '"""How it is."""\ndef test_a():\n    """Work."""',
        },
        {
            "docstrings with a banned opening": 7,
            "docstrings of tests with a banned opening": 1,
            "per cent of docstrings with a banned opening": 70,
            "public functions without a docstring": 2,
        },
    ),
    "sharing": (
        {
            "a.py": "",
            "../tests/test_a.py": "from tests.test_b import x, y\nfrom pkg.a import _b, __doc__",
            "../tests/test_b.py": "from pkg import a\nx = a._y\nz = 'pkg.a._z'\nx._own",
            "../tests/helper.py": "def f():\n    from .test_b import x",
            "../tests/test_c.py": "from tests.helper import f",
        },
        {
            "imports of one test module by another file": 2,
            "private names of lix_tui in tests": 3,
        },
    ),
    "usage": (
        {
            "a.py": "from b import on\n"
            "class Used:\n    def on_click(self): helper()\n    def lone(self): inner()\n"
            "    @on(1)\n    def heard(self): pass\n    @property\n    def unseen(self): pass\n"
            "def helper(): pass\ndef inner(): pass\ndef again(): again()\nUsed()",
            "b.py": "from a import again\n__all__ = []\ndef never(): pass",
            "../tests/test_a.py": "Used().lone()\nagain()",
        },
        {"code that only tests use": 2, "code that nothing uses": 3},
    ),
}
