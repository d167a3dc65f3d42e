"""Every binding with an id is a declared command, so that key maps and help have it."""

from __future__ import annotations

import ast

from lix_tui.services.commands.commands import COMMANDS_BY_ID
from tests.conftest import REPOSITORY
from tests.structure.source import Project, last_name


def test_bindings_with_an_id_are_declared_commands() -> None:
    project = Project(REPOSITORY / "lix_tui", REPOSITORY / "tests")
    ids = {
        keyword.value.value
        for file in project.files
        for node in ast.walk(file.tree)
        if isinstance(node, ast.Call) and last_name(node) == "Binding"
        for keyword in node.keywords
        if keyword.arg == "id" and isinstance(keyword.value, ast.Constant)
    }
    assert ids <= COMMANDS_BY_ID.keys()
