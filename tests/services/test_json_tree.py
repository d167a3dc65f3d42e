"""JSON as lines that fold."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lix_tui.services.raw_view import pretty
from lix_tui.services.records.json_tree import JsonTree, Node

VALUE = {"elements": [{"name": "Dana", "n o": [1, None]}, {}], "total": 2, "x\x1b[2J\u202e": "é"}
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=20,
)


def tree_lines(tree: JsonTree) -> list[str]:
    return [f"{'  ' * node.depth}{node.label}{node.words}" for node in tree.lines]


def find(tree: JsonTree, path: str) -> Node:
    return next(node for node in tree.all_nodes() if node.path == path)


def test_lines_fold() -> None:
    tree = JsonTree(VALUE)
    closed = tree_lines(tree)
    assert closed[:3] == ["{3 fields}", '  "elements": [2 elements]', '  "total": 2']
    tree.toggle(1)
    assert tree_lines(tree)[1:4] == [
        '  "elements": [2 elements]', "    0: {2 fields}", "    1: {}",
    ]  # fmt: skip
    tree.toggle(3)  # an empty object
    tree.toggle(2)
    tree.toggle(1)
    assert tree_lines(tree) == closed
    tree.toggle(1)
    assert '      "name": "Dana"' in tree_lines(tree)  # inner nodes stay unfolded
    tree.close_all()
    assert tree_lines(tree) == closed


def test_whole_levels_are_open_at_first() -> None:
    tree = JsonTree(VALUE)
    for most, lines in ((0, 4), (4, 4), (5, 4), (6, 6), (7, 6), (8, 8), (10, 10), (99, 10)):
        tree.close_all()
        tree.open_levels(most)
        assert len(tree.lines) == lines, most


def test_nothing_acts_upon_the_terminal() -> None:
    assert not any(char in "".join(tree_lines(JsonTree(VALUE))) for char in "\x1b\u202e")


def test_paths_are_those_of_jq() -> None:
    tree = JsonTree(VALUE)
    assert tree.root.path == "."
    assert find(tree, '.elements[0]["n o"][1]').value is None
    assert JsonTree([[7]]).root.children[0].children[0].path == ".[0][0]"
    assert JsonTree({"a-b": 1}).root.children[0].path == '.["a-b"]'


def test_a_node_is_revealed_where_it_stands() -> None:
    tree = JsonTree(VALUE)
    node = find(tree, '.elements[0]["n o"][0]')
    assert tree.lines[tree.reveal(node)] is node
    assert node.contains("1")
    assert not node.contains("2")
    assert find(tree, ".elements[0].name").contains("dan")
    assert find(tree, ".elements[0].name").contains("name")
    assert not find(tree, ".elements").contains("dana")


@given(values, st.lists(st.integers(0, 30), max_size=12))
def test_lines_are_what_is_open(value: object, toggles: list[int]) -> None:
    tree = JsonTree(value)
    for line in toggles:
        tree.toggle(line % len(tree.lines))
        now = list(tree.lines)
        tree.rebuild()
        assert tree.lines == now
    assert json.loads(pretty(value)) == value


def test_deep_and_large_values(monkeypatch: pytest.MonkeyPatch) -> None:
    deep: object = "bottom"
    for _ in range(20_000):
        deep = [deep]
    tree = JsonTree(deep)
    bottom = next(node for node in tree.all_nodes() if node.value == "bottom")
    assert tree.reveal(bottom) == 20_000
    assert bottom.path == "." + "[0]" * 20_000
    tree.close_all()
    assert len(tree.lines) == 2
    large = {"elements": [{"id": number, "tags": ["a", "b"]} for number in range(20_000)]}
    made: list[str | int | None] = []
    make = Node.__init__

    def counted(node: Node, key: str | int | None, value: object, parent: Node | None) -> None:
        made.append(key)
        make(node, key, value, parent)

    monkeypatch.setattr(Node, "__init__", counted)
    tree = JsonTree(large)
    assert made == [None, "elements"], "only what is seen is made"
    count = sum(1 for _ in tree.all_nodes())
    assert count == len(made) == 2 + 5 * 20_000
