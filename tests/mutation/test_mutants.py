"""Mutants are small faults of the right places, and act without a change of a file."""

from __future__ import annotations

import ast
import importlib
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from tests.mutation.areas import AREAS, ROOT
from tests.mutation.code_swap import live_functions, swapped
from tests.mutation.forks import Outcome, run_in_fork
from tests.mutation.mutants import Mutant, mutants_of
from tests.mutation.plan import equivalents, mutants_in, sample
from tests.mutation.plugins import KILLED, leave
from tests.mutation.report import interval, table

SOURCE = '''
"""Module."""

from __future__ import annotations

LIMIT = 3
Names = tuple[str, int]


class Counter:
    """Counter."""

    step: int = 1

    def below(self, number: int, least: int = 0) -> bool:
        """Compare."""
        if not number:
            raise ValueError("Give a number.")
        return least <= number and number < LIMIT


def total(numbers: list[int]) -> int:
    found = 0
    for number in numbers:
        if number < 0:
            continue
        found += number
    return found
'''


def faults(tmp_path: Path, source: str) -> dict[tuple[str, str], Mutant]:
    path = tmp_path / "counted.py"
    path.write_text(source)
    return {(mutant.before, mutant.after): mutant for mutant in mutants_of(path, tmp_path)}


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("a < b", {"a <= b", "a >= b"}),
        ("a >= b", {"a > b", "a < b"}),
        ("a == b", {"a != b"}),
        ("a is None", {"a is not None"}),
        ("a in b", {"a not in b"}),
        ("a < b < c", {"a <= b < c", "a >= b < c", "a < b <= c", "a < b >= c"}),
        ("a and b", {"a or b"}),
        ("not a", {"a"}),
        ("a - b", {"a + b"}),
        ("'a' + b", {"'' + b"}),
        ("3", {"4"}),
        ("True", {"False"}),
        ("'text'", {"''"}),
        ("b if a else c", {"b if not a else c"}),
        ("f(a, b)", {"f(b, a)"}),
        ("f(a, a)", set()),
        ("f(a, b=c)", {"f(a)"}),
        ("max(a, b)", set()),
        ("zip(a, a, strict=True)", {"zip(a, a, strict=False)"}),
        ("cast('Name', a)", {"cast(a, 'Name')"}),
        ("'SELECT a WHERE b AND c <= ?'", {"'SELECT a WHERE b OR c <= ?'", "'SELECT a WHERE b AND c < ?'"}),
        ("'SELECT a ORDER BY b DESC'", {"'SELECT a ORDER BY b'"}),
        ("'INSERT OR IGNORE INTO a'", {"'INSERT OR REPLACE INTO a'"}),
        ("'CREATE TABLE a (b)'", set()),
    ],
)  # fmt: skip
def test_an_expression_has_the_faults_that_people_make(
    tmp_path: Path, code: str, expected: set[str]
) -> None:
    source = f"def f(a, b, c):\n    x = {code}\n"
    path = tmp_path / "one.py"
    path.write_text(source)
    bodies = set()
    for mutant in mutants_of(path, tmp_path):
        tree = ast.parse(source)
        compiled = mutant.compiled()
        assert compiled.co_filename == str(path)
        whole = ast.unparse(tree).replace(mutant.before, mutant.after, 1)
        bodies.add(whole.partition(" = ")[2])
    assert {ast.unparse(ast.parse(body, mode="eval")) for body in bodies} == expected


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("a.b()", {"pass"}),
        ("a.b = c", {"pass"}),
        ("a[0] = c", {"pass", "1"}),
        ("a += b", {"pass", "a -= b"}),
        ("raise ValueError('Words.')", {"pass"}),
        ("raise ValueError(3)", {"pass", "4"}),
        ("return a", {"return None"}),
        ("return", {"pass"}),
        ("if a: return None", {"not a"}),
        ("while a: break", {"not a", "continue"}),
        ("name = a", set()),
        ("name: Literal['x'] = a", set()),
        ("import a", set()),
        ("assert a", set()),
    ],
)
def test_a_statement_is_removed_or_turned_round(
    tmp_path: Path, statement: str, expected: set[str]
) -> None:
    found = faults(tmp_path, f"def f(a, b, c):\n    {statement}\n")
    assert {after for _, after in found} == expected


@pytest.mark.parametrize(
    "source",
    [
        '"""Words."""',
        "def f(a: 'Name') -> 'Name':\n    '''Words.'''",
        "Name = tuple[str, int]",
        "Name = str | None",
        "Name = TypeVar('Name')",
        "__all__ = ['f']",
        "if TYPE_CHECKING:\n    a = 1",
        "@dataclass(frozen=True)\nclass A:\n    b: int",
    ],
)
def test_only_code_that_runs_has_faults(tmp_path: Path, source: str) -> None:
    assert not faults(tmp_path, source)


def test_lines_stay_where_they_are(tmp_path: Path) -> None:
    """A traceback of a mutant points at the line of the file."""
    for mutant in faults(tmp_path, SOURCE).values():
        functions = {
            constant.co_name: constant.co_firstlineno
            for constant in mutant.compiled().co_consts
            if hasattr(constant, "co_firstlineno")
        }
        assert functions == {"Counter": 10, "total": 22}


@pytest.fixture
def counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return the module of the sample source."""
    (tmp_path / "counted.py").write_text(SOURCE)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "counted", raising=False)
    return importlib.import_module("counted")


def test_a_mutant_acts_in_functions_that_others_have_imported(
    tmp_path: Path, counted: ModuleType
) -> None:
    below, total, counter = counted.Counter.below, counted.total, counted.Counter()
    mutants = faults(tmp_path, SOURCE)
    functions = live_functions()
    assert not below(counter, 3)
    assert swapped(mutants["number < LIMIT", "number <= LIMIT"], functions)
    assert below(counter, 3)
    assert counter.below(3)
    assert total([1, -1, 2]) == 3
    assert swapped(mutants["continue", "break"], functions)
    assert total([1, -1, 2]) == 1
    assert (tmp_path / "counted.py").read_text() == SOURCE


@pytest.mark.parametrize(("before", "after"), [("3", "4"), ("1", "2")])
def test_a_fault_of_an_import_is_left_to_a_new_import(
    tmp_path: Path, counted: ModuleType, before: str, after: str
) -> None:
    assert not swapped(faults(tmp_path, SOURCE)[before, after], live_functions())


def endless(started: Callable[[str], None]) -> None:
    started("t")
    while True:
        time.sleep(1)


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
@pytest.mark.parametrize(
    ("work", "outcome"),
    [
        (lambda started: started("t"), "survived"),
        (lambda started: leave(KILLED), "killed"),
        (lambda started: 1 / 0, "killed"),
        (endless, "timeout"),
    ],
)
def test_a_fork_ends_as_its_tests_do(
    tmp_path: Path, work: Callable[[Callable[[str], None]], None], outcome: str
) -> None:
    assert run_in_fork(work, {}, tmp_path / "log", max_wait=0.2).outcome == outcome


@pytest.mark.parametrize("name", AREAS)
def test_an_area_has_files_and_its_mutants_are_code(name: str) -> None:
    """A file that has moved out of every pattern is noticed here."""
    mutants = mutants_in(AREAS[name])
    assert len({mutant.id for mutant in mutants}) == len(mutants) > 100
    for mutant in sample(mutants, 30, seed=1):
        mutant.compiled()
    for pattern in AREAS[name].files:
        assert list(ROOT.glob(pattern)), f"no file is like {pattern}"


def test_a_sample_is_the_same_for_the_same_seed() -> None:
    mutants = mutants_in(AREAS["paging"])
    assert sample(mutants, 20, 1) == sample(mutants, 20, 1) != sample(mutants, 20, 2)
    assert sample(mutants, None, 1) == mutants


def test_every_listed_equivalent_is_a_mutant_and_has_a_reason() -> None:
    mutants = [mutant for area in AREAS.values() for mutant in mutants_in(area)]
    for one in equivalents():
        assert any(one.fits(mutant) for mutant in mutants), f"remove {one}"
        assert len(one.reason) > 20


def test_a_share_is_told_with_its_interval() -> None:
    low, high = interval(85, 100)
    assert (round(low, 3), round(high, 3)) == (0.767, 0.907)
    assert interval(0, 0) == (0.0, 1.0)
    each: tuple[Outcome, ...] = ("killed", "timeout", "survived", "not covered")
    assert (
        table(zip(mutants_in(AREAS["paging"]), each, strict=False))
        .splitlines()[-1]
        .startswith("2 of 4 killed: 50.0 %")
    )
