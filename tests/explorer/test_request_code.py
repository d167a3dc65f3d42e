"""Requests as code: what the code sends is what the client sends, and the key is never in it."""

from __future__ import annotations

import asyncio
import json
import os
import shlex
import shutil
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lix_tui.api.describing import DescribingClient
from lix_tui.api.wire import FORM_TYPE, Wire
from lix_tui.explorer.copying_tables import table_forms
from lix_tui.explorer.kinds import KINDS, PEOPLE
from lix_tui.explorer.query import query_from_keywords, query_from_skills
from lix_tui.explorer.request_code import KEY, code_forms, curl, go, javascript, python, ruby
from lix_tui.explorer.services import Explorer
from lix_tui.explorer.skills import Skill
from tests.conftest import Served

AWKWARD = "a'b\"c`d$(e)${f}#{g}\\h\n\t\u2028ü🙂%&=+ |"
RUNNERS = {
    "curl": (curl, lambda code: ["sh", "-c", code]),
    "python": (python, lambda code: [sys.executable, "-c", code]),
    "node": (javascript, lambda code: ["node", "--input-type=module", "-e", code]),
    "ruby": (ruby, lambda code: ["ruby", "-e", code]),
}


def sent(sandbox: Served) -> list[tuple[object, object]]:
    return [(entry["path"], entry["params"]) for entry in sandbox.requests()]


@pytest.mark.parametrize("language", RUNNERS)
@pytest.mark.parametrize("kind", ["people", "recruiter"])
async def test_the_code_sends_what_the_client_sends(
    language: str, kind: str, sandbox: Served, explorer: Explorer
) -> None:
    write, command = RUNNERS[language]
    if language != "python" and shutil.which(command("")[0]) is None:
        pytest.skip(f"{language} is not here")
    if kind == "people":
        query = query_from_keywords("people", AWKWARD.replace("\n", " "))
    else:
        query = query_from_skills((Skill(AWKWARD, "urn:li:ts_skill:261"),))
    session = await explorer.searches.open(KINDS[kind], query)
    wire = explorer.searches.describe(session, sandbox.url, sandbox.url)
    assert wire is not None
    await session.load_next(place="test")
    code = write(wire)
    done = await asyncio.to_thread(
        subprocess.run,
        command(code), check=False, capture_output=True, text=True,
        env={**os.environ, KEY: "any"}, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    ours, theirs = sent(sandbox)
    assert ours == theirs


@given(st.text(max_size=40), st.text(max_size=40))
def test_no_text_leaves_its_quotes(url: str, content: str) -> None:
    wire = Wire("POST", f"https://x.example/{url}", FORM_TYPE, content)
    if "\x00" not in url + content:
        words = shlex.split(curl(wire))
        assert words[4] == wire.url
        assert words[words.index("--data-raw") + 1] == content
    compile(python(wire), "code", "exec")
    last = javascript(wire).removesuffix(");\n").rpartition("\nrequest.end(")[2]
    assert json.loads(last) == content
    assert json.dumps(content, ensure_ascii=False).replace("\x7f", "\\x7f") in go(wire)


async def test_the_key_is_never_in_it(explorer: Explorer) -> None:
    client = DescribingClient("https://api.example", "https://lookc.example")
    wire = client.describe("person", {"profile_link": "https://www.linkedin.com/in/x"})
    for form in code_forms(wire):
        assert KEY in form.text
        assert "CANARY" not in form.text
    long = client.describe("sales_search", {"url": "x" * 7000})
    assert (long.method, long.content_type) == ("POST", FORM_TYPE)
    session = await explorer.searches.open(PEOPLE, query_from_keywords("people", "x"))
    assert explorer.searches.describe(session, "https://api.example", "") is not None


def test_tables_are_safe_to_paste() -> None:
    markdown, tsv = table_forms(["Name", "Title"], [["a|b", "=1+1"], ["x\ty", "z"]], "2 rows")
    assert markdown.text.splitlines()[2] == "| a\\|b | =1+1 |"
    assert tsv.text.splitlines()[1] == "a|b\t'=1+1"
    assert all(line.count("\t") == 1 for line in tsv.text.splitlines())
    assert table_forms(["Name"], [], "no rows") == []
