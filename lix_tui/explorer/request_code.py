"""A request as code to run elsewhere: curl, Python, JavaScript, Go, Ruby; the key stays outside."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from lix_tui.explorer.copying import CopyForm

if TYPE_CHECKING:
    from lix_tui.api.wire import Wire

KEY = "LIX_API_KEY"
"""The environment variable that the code reads the key from."""


def code_forms(wire: Wire) -> list[CopyForm]:
    """The request in each language."""
    return [
        CopyForm("request as curl", curl(wire)),
        CopyForm("request as Python (httpx)", python(wire)),
        CopyForm("request as JavaScript", javascript(wire)),
        CopyForm("request as Go", go(wire)),
        CopyForm("request as Ruby", ruby(wire)),
    ]


def curl(wire: Wire) -> str:
    """One command for a POSIX shell."""
    parts = ["curl", "--fail-with-body", "-X", wire.method, _shell(wire.url)]
    parts += ["-H", f'"Authorization: ${KEY}"', "-H", _shell(f"Content-Type: {wire.content_type}")]
    if wire.content is not None:
        parts += ["--data-raw", _shell(wire.content)]
    return " ".join(parts)


def python(wire: Wire) -> str:
    """A script that needs httpx."""
    content = "" if wire.content is None else f"    content={wire.content!r},\n"
    return (
        "import os\n\nimport httpx\n\n"
        "response = httpx.request(\n"
        f"    {wire.method!r},\n    {wire.url!r},\n"
        f'    headers={{\n        "Authorization": os.environ["{KEY}"],\n'
        f'        "Content-Type": {wire.content_type!r},\n    }},\n'
        f"{content}    timeout=90,\n)\n"
        "response.raise_for_status()\nprint(response.json())\n"
    )


def javascript(wire: Wire) -> str:
    """A module for Node 18 or later; ``fetch`` sends no body with GET, so ``https`` does."""
    body = "" if wire.content is None else _js(wire.content)
    scheme = "http" if wire.url.startswith("http:") else "https"
    return (
        f'import {scheme} from "node:{scheme}";\n\n'
        f"const request = {scheme}.request({_js(wire.url)}, {{\n"
        f"  method: {_js(wire.method)},\n"
        f"  headers: {{\n    Authorization: process.env.{KEY},\n"
        f'    "Content-Type": {_js(wire.content_type)},\n'
        + (f'    "Content-Length": Buffer.byteLength({body}),\n' if body else "")
        + "  },\n}, async (response) => {\n"
        '  let text = "";\n  for await (const part of response.setEncoding("utf8")) text += part;\n'
        "  console.log(response.statusCode, JSON.parse(text));\n});\n"
        f"request.end({body});\n"
    )


def go(wire: Wire) -> str:
    """A program of Go's standard library."""
    body = "nil" if wire.content is None else f"strings.NewReader({_go(wire.content)})"
    imports = ["fmt", "io", "net/http", "os", *(["strings"] if wire.content is not None else [])]
    listed = "\n".join(f'\t"{name}"' for name in imports)
    return (
        f"package main\n\nimport (\n{listed}\n)\n\n"
        "func main() {\n"
        f"\trequest, err := http.NewRequest({_go(wire.method)}, {_go(wire.url)}, {body})\n"
        "\tif err != nil {\n\t\tpanic(err)\n\t}\n"
        f'\trequest.Header.Set("Authorization", os.Getenv("{KEY}"))\n'
        f'\trequest.Header.Set("Content-Type", {_go(wire.content_type)})\n'
        "\tresponse, err := http.DefaultClient.Do(request)\n"
        "\tif err != nil {\n\t\tpanic(err)\n\t}\n"
        "\tdefer response.Body.Close()\n"
        "\ttext, err := io.ReadAll(response.Body)\n"
        "\tif err != nil {\n\t\tpanic(err)\n\t}\n"
        "\tfmt.Println(response.Status, string(text))\n}\n"
    )


def ruby(wire: Wire) -> str:
    """A script of Ruby's standard library."""
    name = wire.method.title()
    body = "" if wire.content is None else f"request.body = {_ruby(wire.content)}\n"
    return (
        'require "json"\nrequire "net/http"\n\n'
        f"uri = URI({_ruby(wire.url)})\n"
        f"request = Net::HTTP::{name}.new(uri)\n"
        f'request["Authorization"] = ENV.fetch("{KEY}")\n'
        f'request["Content-Type"] = {_ruby(wire.content_type)}\n{body}'
        'options = { use_ssl: uri.scheme == "https", read_timeout: 90 }\n'
        "response = Net::HTTP.start(uri.host, uri.port, **options) "
        "{ |http| http.request(request) }\n"
        "puts response.code, JSON.pretty_generate(JSON.parse(response.body))\n"
    )


def _shell(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def _js(text: str) -> str:
    """A JSON string is one of JavaScript; the two line separators are escaped for old engines."""
    return (
        json.dumps(text, ensure_ascii=False)
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
    )


def _go(text: str) -> str:
    """JSON's escapes are Go's; what JSON leaves as surrogate pairs stays as it is written."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\x7f")


def _ruby(text: str) -> str:
    """Single quotes, in which nothing is replaced."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
