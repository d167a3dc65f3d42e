"""Cycles and longest chains of a directed graph."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from graphlib import TopologicalSorter

Graph = dict[str, set[str]]


def graph_of(edges: Iterable[tuple[str, str]], nodes: Iterable[str] = ()) -> Graph:
    """Return the graph of `edges`, loops left out, with `nodes` in it even if alone."""
    graph: Graph = {node: set() for node in nodes}
    for start, end in edges:
        graph.setdefault(start, set())
        graph.setdefault(end, set())
        if start != end:
            graph[start].add(end)
    return graph


def components(graph: Graph) -> list[tuple[str, ...]]:
    """Return the sets of nodes that reach each other, single nodes included."""
    backwards = graph_of((end, start) for start, ends in graph.items() for end in ends)
    order: list[str] = []
    seen: set[str] = set()
    for root in sorted(graph):
        _visit(root, graph, seen, order)
    found: list[tuple[str, ...]] = []
    seen = set()
    for root in reversed(order):
        if root not in seen:
            group: list[str] = []
            _visit(root, backwards, seen, group)
            found.append(tuple(sorted(group)))
    return found


def cycles(graph: Graph) -> list[tuple[str, ...]]:
    """Return the sets of two and more nodes that reach each other, the largest first."""
    found = [group for group in components(graph) if len(group) > 1]
    return sorted(found, key=lambda group: (-len(group), group))


def longest_chain(graph: Graph) -> list[tuple[str, ...]]:
    """Return the longest chain downwards. Each cycle is one step of it."""
    group_of = {node: group for group in components(graph) for node in group}
    below: dict[tuple[str, ...], set[tuple[str, ...]]] = {g: set() for g in group_of.values()}
    for start, ends in graph.items():
        below[group_of[start]] |= {group_of[end] for end in ends} - {group_of[start]}

    best: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for group in TopologicalSorter(below).static_order():  # nodes below are computed first
        chains = [best[lower] for lower in sorted(below[group])]
        best[group] = [group, *max(chains, key=len, default=[])]
    return max((best[group] for group in sorted(best)), key=len, default=[])


@cache
def short(module: str) -> str:
    """Return a module's name without its first part."""
    return module.partition(".")[2] or module


def _visit(root: str, graph: Graph, seen: set[str], done: list[str]) -> None:
    """Append the nodes reachable from `root` to `done`, each after those that it leads to."""
    if root in seen:
        return
    seen.add(root)
    stack = [(root, iter(sorted(graph.get(root, ()))))]
    while stack:
        node, ends = stack[-1]
        following = next((end for end in ends if end not in seen), None)
        if following is None:
            done.append(node)
            stack.pop()
        else:
            seen.add(following)
            stack.append((following, iter(sorted(graph.get(following, ())))))
