"""A request as code in five languages, which reads the key from its environment variable."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import partial

from lix_tui.api.api_request import Outgoing
from lix_tui.services.records.copy_form import CopyForm

TIMEOUT = 90
"""Seconds that the code waits for an answer: Lix crawls during a lookup."""


def as_curl(request: Outgoing) -> str:
    """Return a command for a POSIX shell."""
    name, before = _key_header(request)
    parts = [
        f"curl --fail-with-body --request {request.method} {shell_word(request.url)}",
        f'--header "{name}: {before}${request.key_variable}"',
        f"--header {shell_word(f'Content-Type: {request.content_type}')}",
    ]
    if request.content is not None:  # --data would read a file for a text that begins with @
        parts.append(f"--data-raw {shell_word(request.content)}")
    return " \\\n  ".join(parts) + "\n"


def as_python(request: Outgoing) -> str:
    """Return a Python program that needs httpx."""
    content = "" if request.content is None else f"    content={request.content!a},\n"
    name, before = _key_header(request)
    key = f'os.environ["{request.key_variable}"]'
    key = f'f"{before}{{{key.replace(chr(34), chr(39))}}}"' if before else key
    return (
        "import os\n\nimport httpx\n\n"
        f"response = httpx.request(\n    {request.method!a},\n    {request.url!a},\n"
        f'    headers={{\n        "{name}": {key},\n'
        f'        "Content-Type": {request.content_type!a},\n    }},\n'
        f"{content}    timeout={TIMEOUT},\n)\n"
        "response.raise_for_status()\nprint(response.text)\n"
    )


def as_javascript(request: Outgoing) -> str:
    """Return an ES module for Node without other dependencies."""
    if request.method == "GET" and request.content is not None:
        return _javascript_with_body(request, request.content)
    body = "" if request.content is None else f"  body: {json_word(request.content)},\n"
    return (
        f"const response = await fetch({json_word(request.url)}, {{\n"
        f"  method: {json_word(request.method)},\n  headers: {{\n{_javascript_headers(request)}"
        f"  }},\n{body}  signal: AbortSignal.timeout({TIMEOUT}_000),\n}});\n"
        "const text = await response.text();\n"
        "if (!response.ok) throw new Error(`${response.status}: ${text}`);\n"
        "console.log(text);\n"
    )


def _javascript_with_body(request: Outgoing, content: str) -> str:
    module = "node:https" if request.url.startswith("https:") else "node:http"
    return (
        f'import {{ request }} from "{module}";\n\n'
        f"const body = {json_word(content)};\n"
        "// fetch refuses a GET with a body\n"
        f"const sent = request({json_word(request.url)}, {{\n"
        f"  method: {json_word(request.method)},\n  headers: {{\n{_javascript_headers(request)}"
        '    "Content-Length": Buffer.byteLength(body),\n  },\n'
        f"  timeout: {TIMEOUT}_000,\n}}, async (response) => {{\n"
        '  let text = "";\n'
        '  response.setEncoding("utf8");\n'
        "  for await (const part of response) text += part;\n"
        "  if (response.statusCode >= 300) throw new Error(`${response.statusCode}: ${text}`);\n"
        "  console.log(text);\n});\n"
        'sent.on("timeout", () => sent.destroy(new Error("no answer in time")));\n'
        "sent.end(body);\n"
    )


def _javascript_headers(request: Outgoing) -> str:
    name, before = _key_header(request)
    key = f"process.env.{request.key_variable}"
    key = f"`{before}${{{key}}}`" if before else key
    name = name if name.isalpha() else json_word(name)
    return f'    {name}: {key},\n    "Content-Type": {json_word(request.content_type)},\n'


def as_golang(request: Outgoing) -> str:
    """Return a program that needs the standard library only."""
    body, strings = "http.NoBody", ""
    name, before = _key_header(request)
    key = f'os.Getenv("{request.key_variable}")'
    key = f'"{before}"+{key}' if before else key
    if request.content is not None:
        body, strings = f"strings.NewReader({go_word(request.content)})", '\t"strings"\n'
    return (
        'package main\n\nimport (\n\t"fmt"\n\t"io"\n\t"log"\n\t"net/http"\n\t"os"\n'
        f'{strings}\t"time"\n)\n\nfunc main() {{\n'
        f"\trequest, err := http.NewRequest({go_word(request.method)}, {go_word(request.url)}, "
        f"{body})\n"
        "\tif err != nil {\n\t\tlog.Fatal(err)\n\t}\n"
        f'\trequest.Header.Set("{name}", {key})\n'
        f'\trequest.Header.Set("Content-Type", {go_word(request.content_type)})\n'
        f"\tclient := http.Client{{Timeout: {TIMEOUT} * time.Second}}\n"
        "\tresponse, err := client.Do(request)\n"
        "\tif err != nil {\n\t\tlog.Fatal(err)\n\t}\n"
        "\tdefer response.Body.Close()\n"
        "\ttext, err := io.ReadAll(response.Body)\n"
        "\tif err != nil {\n\t\tlog.Fatal(err)\n\t}\n"
        '\tif response.StatusCode >= 300 {\n\t\tlog.Fatalf("%s: %s", response.Status, text)\n\t}\n'
        "\tfmt.Println(string(text))\n}\n"
    )


def as_ruby(request: Outgoing) -> str:
    """Return a program that needs the standard library only."""
    body = "" if request.content is None else f"request.body = {ruby_word(request.content)}\n"
    name, before = _key_header(request)
    key = f'ENV.fetch("{request.key_variable}")'
    key = f'"{before}" + {key}' if before else key
    return (
        'require "net/http"\n\n'
        f"uri = URI({ruby_word(request.url)})\n"
        f"request = Net::HTTP::{request.method.title()}.new(uri)\n"
        f'request["{name}"] = {key}\n'
        f'request["Content-Type"] = {ruby_word(request.content_type)}\n{body}'
        'secure = uri.scheme == "https"\n'
        f"options = {{ use_ssl: secure, read_timeout: {TIMEOUT} }}\n"
        "response = Net::HTTP.start(uri.hostname, uri.port, **options) do |http|\n"
        "  http.request(request)\nend\n"
        'abort("#{response.code}: #{response.body}") unless response.is_a?(Net::HTTPSuccess)\n'
        "puts response.body\n"
    )


def _key_header(request: Outgoing) -> tuple[str, str]:
    """Return the name of the header that carries the key, and the text before the key."""
    if request.key_header == "x-api-key":
        return "X-Api-Key", ""
    return "Authorization", "Bearer " if request.key_header == "bearer" else ""


def shell_word(text: str) -> str:
    """Return the text as one word of a POSIX shell, without expansion."""
    return "'" + text.replace("'", "'\\''") + "'"


def json_word(text: str) -> str:
    """Return the text as a JavaScript string."""
    return json.dumps(text)


def _escaped(text: str, special: Mapping[str, str], wide: Callable[[int], str]) -> str:
    """Return the text in double quotes and ASCII; half a surrogate pair becomes U+FFFD."""
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    out = []
    for char in text:
        if char in special:
            out.append(special[char])
        elif " " <= char <= "~":
            out.append(char)
        else:
            out.append(wide(ord(char)))
    return f'"{"".join(out)}"'


_SPECIAL = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
go_word = partial(_escaped, special=_SPECIAL, wide=lambda code: f"\\U{code:08x}")
ruby_word = partial(
    _escaped, special={**_SPECIAL, "#": "\\#"}, wide=lambda code: f"\\u{{{code:x}}}"
)

LANGUAGES: Mapping[str, Callable[[Outgoing], str]] = {
    "curl": as_curl,
    "Python": as_python,
    "JavaScript": as_javascript,
    "Go": as_golang,
    "Ruby": as_ruby,
}
"""Writers of a request as code, by the name of the language."""


def request_forms(request: Outgoing) -> list[CopyForm]:
    """Return the request in each language, with the key read from its variable."""
    return [CopyForm(name, write(request), "Request") for name, write in LANGUAGES.items()]
