"""The code of a mutant in a running process; no file is changed."""

from __future__ import annotations

import gc
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from pathlib import Path
from types import CodeType, FunctionType, ModuleType

from tests.mutation.areas import ROOT
from tests.mutation.mutants import Mutant

Functions = dict[tuple[str, str, int], list[FunctionType]]
"""Functions by file, qualified name and first line."""


def live_functions() -> Functions:
    """Return every function of this process. Call it before ``gc.freeze``, which hides them."""
    functions: Functions = defaultdict(list)
    for thing in gc.get_objects():
        if isinstance(thing, FunctionType):
            code = thing.__code__
            functions[code.co_filename, code.co_qualname, code.co_firstlineno].append(thing)
    return functions


def swapped(mutant: Mutant, functions: Functions) -> bool:
    """Give the functions of this process the mutant's code; return False if that can't be done."""
    if mutant.place.function is None:
        return False
    name, line = mutant.place.function
    alike = functions.get((str(mutant.path), name, line), [])
    codes = [
        code
        for code in _codes(mutant.compiled())
        if (code.co_qualname, code.co_firstlineno) == (name, line)
    ]
    if len(codes) != 1 or not alike:
        return False
    if any(len(f.__code__.co_freevars) != len(codes[0].co_freevars) for f in alike):
        return False
    for function in alike:
        function.__code__ = codes[0]
    return True


def _codes(code: CodeType) -> Iterator[CodeType]:
    """Yield the code objects in a code object."""
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from _codes(constant)


class MutantFinder(MetaPathFinder, Loader):
    """Importer of one module as a mutant."""

    def __init__(self, mutant: Mutant, root: Path = ROOT) -> None:
        self._mutant = mutant
        self._name = module_name(mutant.path, root)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return the mutant's specification for its own module only."""
        if fullname != self._name:
            return None
        is_package = self._mutant.path.name == "__init__.py"
        origin = str(self._mutant.path)
        spec = spec_from_loader(fullname, self, origin=origin, is_package=is_package)
        if spec is not None:
            spec.has_location = True
        return spec

    def exec_module(self, module: ModuleType) -> None:
        """Run the mutant's code as the module's."""
        exec(self._mutant.compiled(), module.__dict__)


def import_as_mutant(mutant: Mutant, root: Path = ROOT) -> None:
    """Let the mutant's module be imported with the mutant's code.

    Raises:
        RuntimeError: the module is there already.

    """
    finder = MutantFinder(mutant, root)
    if module_name(mutant.path, root) in sys.modules:
        message = f"{mutant.path} is imported already."
        raise RuntimeError(message)
    sys.meta_path.insert(0, finder)


def module_name(path: Path, root: Path) -> str:
    """Return the name of the module in a file."""
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
