"""Requests as code: what runs here is run, and asks exactly what the client itself asks."""

from __future__ import annotations

import ast
import asyncio
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import threading
from dataclasses import replace
from email.message import Message
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lix_tui.api.api_request import MAX_URL, ApiRequest, Outgoing
from lix_tui.api.client import Client
from lix_tui.api.limiter import Limiter
from lix_tui.services.records.code_snippets import (
    LANGUAGES,
    as_curl,
    as_python,
    go_word,
    json_word,
    ruby_word,
    shell_word,
)
from lix_tui.services.records.stored_records import lookup_request
from lix_tui.services.services import Services
from lix_tui.settings.key import LOOKC, FoundKey, Key, Source, store_in_file
from lix_tui.settings.key_header import KeyHeader
from lix_tui.settings.settings import Paths, Settings
from tests.conftest import Served

KEY = "canary-key-1f2e3d"
AWKWARD = """'"`$HOME ${x} #{x} \\ \\n\n\r\t!%s {} [] & é 漢 😀 $(id) `id` \u2028 */ // --"""
SKILLS: list[object] = [
    {"text": AWKWARD, "entity": "urn:li:ts_skill:261", "negated": False, "required": True,
     "selected": True},
]  # fmt: skip
SALES = "https://www.linkedin.com/sales/search/people?query=(spellCorrectionEnabled:true)"
REQUESTS = {
    "a lookup": lookup_request("person", {"profile_link": AWKWARD}, "a-viewer"),
    "a body": ApiRequest(
        "recruiter_search", {"viewer_id": "a-viewer"}, {"skills": SKILLS, "start": 25}
    ),
    "a form": ApiRequest("sales_search", {"url": f"{SALES}&x={AWKWARD * 80}", "viewer_id": "a"}),
    "no parameters": ApiRequest("balances"),
}
texts = st.text(st.one_of(st.characters(), st.sampled_from("'\"`$#{}\\\n\r\t@%&!")), max_size=40)


def settings_for(url: str) -> Settings:
    folder = Path("unused")
    return Settings(paths=Paths(folder, folder, folder), api_url=url, lookc_url=url)


def command_of(language: str, code: str) -> list[str]:
    """Return the command that runs the code; skip the test if none is installed."""
    programs = {
        "curl": ["sh", "-c", code],
        "Python": [sys.executable, "-c", code],
        "JavaScript": ["node", "--input-type=module", "-e", code],
        "Ruby": ["ruby", "-e", code],
    }
    program = {"curl": "curl", "JavaScript": "node", "Ruby": "ruby", "Go": "go"}.get(language)
    if (program and not shutil.which(program)) or language not in programs:
        pytest.skip(f"{program} is not here")
    return programs[language]


@pytest.mark.parametrize("language", list(LANGUAGES))
@pytest.mark.parametrize("what", list(REQUESTS))
async def test_code_asks_what_the_client_asks(sandbox: Served, language: str, what: str) -> None:
    asked = REQUESTS[what]
    code = LANGUAGES[language](asked.outgoing_by(settings_for(sandbox.url)))
    command = command_of(language, code)
    client = Client(key=Key(KEY), api_url=sandbox.url, lookc_url=sandbox.url, limiter=Limiter(0))
    refused = ""
    try:
        await client.send(asked)
    except Exception as error:  # noqa: BLE001  # hostile parameters may be refused: all the same
        refused = type(error).__name__
    finally:
        await client.aclose()
    environment = {**os.environ, "LIX_API_KEY": KEY, "no_proxy": "127.0.0.1"}
    done = await asyncio.to_thread(
        subprocess.run,
        command,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    ours, theirs = sandbox.requests()
    compared = ("method", "path", "params", "body", "key_hash")
    assert {name: theirs[name] for name in compared} == {name: ours[name] for name in compared}
    assert (done.returncode == 0) is (not refused and theirs["status"] == 200), done.stderr
    if done.returncode == 0:
        assert json.loads(done.stdout)
    assert KEY not in code


@pytest.mark.parametrize("language", list(LANGUAGES))
@pytest.mark.parametrize(
    ("form", "header"),
    [("bearer", ("Authorization", f"Bearer {KEY}")), ("x-api-key", ("X-Api-Key", KEY))],
)
def test_code_sends_the_key_in_the_header_of_the_setting(
    language: str, form: KeyHeader, header: tuple[str, str]
) -> None:
    received: list[Message] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            received.append(self.headers)
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # its own name
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        given = settings_for(f"http://127.0.0.1:{server.server_port}")
        code = LANGUAGES[language](
            REQUESTS["no parameters"].outgoing_by(replace(given, key_header=form))
        )
        if language == "Go":
            server.shutdown()
            assert header[0] in code
            assert ('"Bearer "+os.Getenv("LIX_API_KEY")' in code) is (form == "bearer")
            return
        environment = {**os.environ, "LIX_API_KEY": KEY, "no_proxy": "127.0.0.1"}
        try:
            command = command_of(language, code)
            done = subprocess.run(command, env=environment, capture_output=True, check=False)
        finally:
            server.shutdown()
    assert done.returncode == 0, done.stderr
    assert [one[header[0]] for one in received] == [header[1]]
    assert KEY not in code


@pytest.mark.parametrize(
    ("written", "source", "setting", "shown"),
    [
        (KEY, "environment", None, "Authorization: $LIX_API_KEY"),
        (KEY, "file", "bearer", "Authorization: Bearer $LIX_API_KEY"),
        (KEY, "environment", "x-api-key", "X-Api-Key: $LIX_API_KEY"),
        (f"Bearer {KEY}", "file", None, "Authorization: Bearer $LIX_API_KEY"),
        (f"Bearer {KEY}", "environment", None, "Authorization: $LIX_API_KEY"),
        (f"Bearer {KEY}", "environment", "raw", "Authorization: $LIX_API_KEY"),
    ],
)
async def test_copied_requests_send_what_is_sent_here(
    paths: Paths, written: str, source: Source, setting: KeyHeader | None, shown: str
) -> None:
    found = FoundKey(Key(written), source)
    services = await Services.open(Settings(paths=paths, key_header=setting), found)
    try:
        code = as_curl(services.request_of(REQUESTS["no parameters"]))
    finally:
        await services.close()
    assert shown in shlex.split(code.replace("\\\n", ""))
    assert KEY not in code


@pytest.mark.parametrize(
    ("given", "setting", "shown"),
    [
        (None, None, "Authorization: $LIX_API_KEY"),
        (f"Bearer {KEY}", None, "Authorization: $LIX_LOOKC_KEY"),
        (KEY, "bearer", "Authorization: Bearer $LIX_LOOKC_KEY"),
        (f"X-Api-Key: {KEY}", None, "X-Api-Key: $LIX_LOOKC_KEY"),
    ],
)
@pytest.mark.parametrize("place", ["environment", "file"])
async def test_a_copied_request_to_lookc_reads_the_key_for_lookc(
    paths: Paths,
    monkeypatch: pytest.MonkeyPatch,
    place: str,
    given: str | None,
    setting: KeyHeader | None,
    shown: str,
) -> None:
    if given is not None and place == "environment":
        monkeypatch.setenv("LIX_LOOKC_KEY", given)
    elif given is not None:
        store_in_file(Key(given), paths.config, LOOKC)
        shown = shown.replace(": $", ": Bearer $") if given.startswith("Bearer") else shown
    found = FoundKey(Key("of-lix"), "file")
    services = await Services.open(Settings(paths=paths, key_header=setting), found)
    try:
        asked = lookup_request("person_by_email", {"email": "jane@acme.example"}, None)
        made = services.request_of(asked)
    finally:
        await services.close()
    code = as_curl(made)
    assert shown in shlex.split(code.replace("\\\n", ""))
    for write in LANGUAGES.values():
        assert made.key_variable in write(made)
        assert KEY not in write(made)


def test_the_requests_are_of_every_form() -> None:
    made = [asked.outgoing_by(settings_for("https://x.example")) for asked in REQUESTS.values()]
    assert [(one.method, one.content is None) for one in made] == [
        ("GET", True), ("GET", False), ("POST", False), ("GET", True)
    ]  # fmt: skip
    assert len(REQUESTS["a form"].sent_params["url"]) > MAX_URL / 3
    assert all((one.url + (one.content or "")).isascii() for one in made)


@given(texts, texts)
@example("\\\n", "a\\\n b")
def test_a_shell_reads_curl_back(url: str, content: str) -> None:
    words = shlex.split(as_curl(Outgoing("POST", url, "text/plain", content)))
    continued = [words.pop(place) for place in (11, 8, 5)]  # shlex makes a word of each line end
    assert continued == ["\n"] * 3
    assert words[4] == url
    assert words[-1] == content
    assert words[6] == "Authorization: $LIX_API_KEY"


@given(texts, texts)
def test_python_reads_python_back(url: str, content: str) -> None:
    tree = ast.parse(as_python(Outgoing("POST", url, "text/plain", content)))
    values = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    assert {url, content} <= values


@given(texts)
def test_strings_of_other_languages_hold_nothing_that_they_expand(text: str) -> None:
    """Read back by their grammars: backslash escapes in double quotes, ASCII only."""
    wanted = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    for word, escape in ((go_word(text), r"\\U([0-9a-f]{8})"), (ruby_word(text), r"\\u\{(\w+)\}")):
        assert word.isascii()
        assert word.isprintable()
        assert _unescaped(word[1:-1], escape) == wanted
    assert "#" not in re.sub(r"\\.", "", ruby_word(text))
    assert json.loads(json_word(text)) == text


def _unescaped(inner: str, escape: str) -> str:
    simple = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\", "#": "#"}
    pattern = re.compile(rf"{escape}|\\(.)|([^\\\"])")
    assert pattern.sub("", inner) == ""
    return pattern.sub(
        lambda m: chr(int(m[1], 16)) if m[1] else (simple[m[2]] if m[2] else m[3]), inner
    )


def test_ruby_interpolates_nothing() -> None:
    assert ruby_word("#{x} #$x #@x") == '"\\#{x} \\#$x \\#@x"'


@settings(max_examples=5)
@given(texts.filter(lambda text: "\0" not in text and not re.search("[\ud800-\udfff]", text)))
def test_a_real_shell_hands_the_word_on(text: str) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f"printf %s {shell_word(text)}"], capture_output=True, check=True
    )
    assert done.stdout.decode() == text
