"""The pages say what is there: names exist, links lead somewhere, every page can be reached."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs import names, sources
from tests.reference_pages.pages import outdated

PAGES = sources.pages()
MOST_LINES = 150
"""Lines that README.md has at most."""


def _id(page: Path) -> str:
    return page.relative_to(sources.ROOT).as_posix()


def _problems(text: str) -> list[str]:
    """Return what a page names and the project doesn't have."""
    found: list[str | None] = [names.variable_problem(text), names.extra_problem(text)]
    found += [
        names.command_problem(words)
        for words in sources.commands(text)
        if words and names.PROGRAM.fullmatch(words[0])
    ]
    for each in sources.code(text):
        found += [names.file_problem(each), names.module_problem(each)]
        words = each.split()
        if words[0] == "lix-tui" and len(words) > 1 and "[" not in each:
            found.append(names.command_problem(words))
        if words[0].startswith("--") and words[0] not in names.options():
            found.append(f"there is no option {words[0]}")
    found += [names.module_problem(block) for block in sources.blocks(text, "sh")]
    found += [names.key_problem(key) for key in sources.keys(text)]
    found += [names.settings_problem(block) for block in sources.blocks(text, "toml")]
    return [problem for problem in found if problem]


def _broken(page: Path, text: str) -> list[str]:
    """Return the relative links of a page that lead nowhere."""
    broken = []
    for link in sources.links(text):
        if "://" in link:
            continue
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        if not target.exists():
            broken.append(link)
            continue
        headings = target.read_text(encoding="utf-8") if name else text
        if anchor and anchor not in sources.anchors(headings):
            broken.append(link)
    return broken


@pytest.mark.parametrize("page", PAGES, ids=_id)
def test_a_page_names_only_what_exists(page: Path) -> None:
    assert _problems(page.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("page", PAGES, ids=_id)
def test_links_lead_somewhere(page: Path) -> None:
    assert _broken(page, page.read_text(encoding="utf-8")) == []


def test_every_page_is_linked_from_the_readme_or_the_index() -> None:
    linked = {
        (index.parent / link.partition("#")[0]).resolve()
        for index in (sources.README, sources.DOCS / "README.md")
        for link in sources.links(index.read_text(encoding="utf-8"))
    }
    assert [_id(page) for page in PAGES[1:] if page not in linked] == []


def test_the_readme_is_short_and_keeps_its_commands() -> None:
    text = sources.README.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MOST_LINES
    assert "<!-- command: demo -->\n```sh\n" in text
    assert "<!-- command: test -->\n```sh\n" in text


def test_generated_pages_match_the_declarations() -> None:
    assert outdated() == []


@pytest.mark.parametrize(
    "text",
    [
        "```sh\nlix-tui serach people --keywords x\n```\n",
        "```sh\nlix-tui search people --keyword x --demoo\n```\n",
        "```sh\nLIX_API_KEY=x lix-tui sandbox | lix-tui get persn x\n```\n",
        "```sh\nlix-tui library serach x\n```\n",
        "`lix-tui library cheque`",
        "`lix-tui adopt`",
        "`--budgte`",
        "<kbd>ctrl+f12</kbd>",
        "`lix_tui/cli/nothing.py`",
        "`python -m tests.nothing`",
        "`LIX_APIKEY`",
        "`lix-tui[picture]`",
        '```toml\nkeypreset = "vim"\n```\n',
        '```toml\n[keys]\n"search.cpy" = "c"\n```\n',
        "```toml\n[stale_days]\npeople = 1\n```\n",
    ],
)
def test_an_unknown_name_is_found(text: str) -> None:
    assert _problems(text)


def test_a_broken_link_or_anchor_is_found() -> None:
    text = "# A title\n[a](#a-title) [b](#b-title) [c](nothing.md) [d](docs/keys.md#change-a-kye)"
    assert _broken(sources.README, text) == ["#b-title", "nothing.md", "docs/keys.md#change-a-kye"]
