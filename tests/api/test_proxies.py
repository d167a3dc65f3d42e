"""Proxies of the environment: read when a request is first sent, and ignored before."""

from __future__ import annotations

import asyncio
import os
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.util import find_spec

import httpx
import pytest

from lix_tui.api import errors
from lix_tui.api.client import Client
from lix_tui.api.http_client import LIMITS
from lix_tui.api.limiter import Limiter
from lix_tui.api.proxies import RoutedTransport, read_no_proxy
from lix_tui.services.records.image_fetcher import ImageFetcher, PictureError
from lix_tui.settings.key import Key
from tests.api.function_transport import BALANCES
from tests.cli.command_line import run
from tests.conftest import Served

from .function_transport import CANARY

HOST = "https://api.example.invalid"
UNUSABLE = {
    "no port": ("HTTPS_PROXY", "http://user:hidden@127.0.0.1:port", "HTTPS_PROXY can't be read"),
    "port too large": ("https_proxy", "http://user:hidden@h:99999", "https_proxy can't be read"),
    "no host": ("ALL_PROXY", "http://", "ALL_PROXY can't be read"),
    "open bracket": ("ALL_PROXY", "http://user:hidden@[::1", "ALL_PROXY can't be read"),
    "bare": ("all_proxy", "user:hidden@ho st", "all_proxy can't be read"),
    "line end": ("HTTPS_PROXY", "http://user:hidden@h\n:3", "HTTPS_PROXY can't be read"),
    "ftp": ("HTTPS_PROXY", "ftp://user:hidden@h", "HTTPS_PROXY names a proxy of a kind"),
    "socks4": ("ALL_PROXY", "socks4://user:hidden@h:1", "ALL_PROXY names a proxy of a kind"),
}


@pytest.fixture(autouse=True)
def _no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)


def client_of(url: str) -> Client:
    return Client(key=Key(CANARY), api_url=url, lookc_url=url, limiter=Limiter(0))


def is_direct(url: str) -> bool:
    """Return True if a URL is reached without the proxy that the environment names."""
    transport = RoutedTransport(ssl.create_default_context(), LIMITS)
    return transport.route(httpx.URL(url)) is transport._direct


@asynccontextmanager
async def proxy() -> AsyncIterator[tuple[str, list[bytes]]]:
    """Yield the address of a proxy that refuses, and the first lines of what it was asked."""
    lines: list[bytes] = []

    async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        lines.append((await reader.read(4096)).partition(b"\n")[0] + b"\n")
        writer.write(b"HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(refuse, "127.0.0.1", 0)
    try:
        yield f"127.0.0.1:{server.sockets[0].getsockname()[1]}", lines
    finally:
        server.close()
        await server.wait_closed()


@pytest.mark.parametrize("name", UNUSABLE)
async def test_a_proxy_that_cannot_be_used_is_one_sentence_when_something_is_sent(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    variable, address, words = UNUSABLE[name]
    monkeypatch.setenv(variable, address)
    client = client_of(HOST)
    with pytest.raises(errors.UnusableNetwork) as caught:
        await client.send(BALANCES)
    await client.aclose()
    sentence = str(caught.value)
    assert words in sentence
    assert "hidden" not in sentence
    assert "user" not in sentence
    assert sentence.count("\n") == 0
    assert sentence.endswith(".")
    assert caught.value.exit_status == 2
    assert not caught.value.may_have_cost


@pytest.mark.skipif(find_spec("socksio") is not None, reason="SOCKS works here")
@pytest.mark.parametrize("scheme", ["socks5", "socks5h"])
async def test_a_socks_proxy_names_the_missing_package(
    scheme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALL_PROXY", f"{scheme}://user:hidden@127.0.0.1:9")
    with pytest.raises(errors.UnusableNetwork) as caught:
        await client_of(HOST).send(BALANCES)
    assert str(caught.value) == (
        "ALL_PROXY names a SOCKS proxy, which needs the package socksio; run "
        "'pip install httpx[socks]' or change the variable, and start again."
    )
    with pytest.raises(PictureError, match="socksio"):
        await ImageFetcher().get(f"{HOST}/picture")


@pytest.mark.skipif(find_spec("socksio") is None, reason="SOCKS needs it")
async def test_a_proxy_that_speaks_no_socks_is_a_failed_connection(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with proxy() as (address, _):
        monkeypatch.setenv("ALL_PROXY", f"socks5://user:hidden@{address}")
        client = client_of(HOST)
        with pytest.raises(errors.NetworkError) as caught:
            await client.send(BALANCES)
        await client.aclose()
    assert not caught.value.may_have_cost
    assert "hidden" not in str(caught.value)


@pytest.mark.parametrize("variable", ["ALL_PROXY", "HTTPS_PROXY", "NO_PROXY"])
@pytest.mark.parametrize(
    "value", ["socks5://user:hidden@127.0.0.1:9", "fe80::/10,[::1", "http://["]
)
def test_what_sends_nothing_minds_no_proxy(
    variable: str, value: str, monkeypatch: pytest.MonkeyPatch, sandbox: Served
) -> None:
    words = ("search", "people", "--keywords", "engineer", "--limit", "3")
    bought = run(*words, url=sandbox.url)
    monkeypatch.setenv(variable, value)
    assert run(*words, url=sandbox.url) == bought, "it is in the store"
    library = run("library", "search", "engineer", url=sandbox.url)
    assert (library[0], library[2]) == (0, "")
    for command in (("info",), ("keys",), ("explain", "https://www.linkedin.com/in/x")):
        status, out, err = run(*command, url=sandbox.url)
        assert (status, err) == (0, "")
        assert "hidden" not in out
    assert run("get", "person", "olivia-shaw", url=sandbox.url)[0] == 0, "plain http takes no proxy"
    if variable != "NO_PROXY" and not (value.startswith("socks5") and find_spec("socksio")):
        status, out, err = run("get", "person", "olivia-shaw", url=HOST)
        assert (status, out) == (2, "")
        assert err.startswith(f"lix-tui: {variable} ") or f"in {variable} can't be read" in err
        assert "hidden" not in err
        assert err.count("\n") == 1


@pytest.mark.parametrize("variable", ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY"])
async def test_plain_http_never_goes_through_a_proxy(
    variable: str, monkeypatch: pytest.MonkeyPatch, sandbox: Served
) -> None:
    async with proxy() as (address, lines):
        monkeypatch.setenv(variable, f"http://{address}")
        client = client_of(sandbox.url)
        await client.send(BALANCES)
        await client.aclose()
    assert lines == []


@pytest.mark.parametrize("variable", ["HTTPS_PROXY", "all_proxy"])
@pytest.mark.parametrize("scheme", ["", "http://", "http://user:hidden@"])
async def test_https_takes_the_proxy(
    variable: str, scheme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with proxy() as (address, lines):
        monkeypatch.setenv(variable, f"{scheme}{address}")
        monkeypatch.setenv("NO_PROXY", "localhost,[::1],[broken,10.0.0.0/99")
        client = client_of(HOST)
        with pytest.raises(errors.NetworkError):
            await client.send(BALANCES)
        await client.aclose()
    assert lines == [b"CONNECT api.example.invalid:443 HTTP/1.1\r\n"]
    assert [notice.split(" of ")[0] for notice in client.notices] == [
        "The entry '[broken'",
        "The entry '10.0.0.0/99'",
    ]


@pytest.mark.parametrize(
    ("entries", "host", "direct"),
    [
        ("localhost,[::1]", "[::1]", True),
        ("localhost,[::1]", "localhost", True),
        ("localhost,[::1]", "api.lix-it.com", False),
        ("fe80::/10", "[fe80::1]", True),
        ("fe80::/10", "[2001:db8::1]", False),
        ("::1/128", "[::1]", True),
        ("[fd00::]/8", "[fd12::3]", True),
        ("::1", "[::1]", True),
        ("[::1]:8443", "[::1]:8443", True),
        ("[::1]:8443", "[::1]", False),
        ("[fe80::1%eth0]", "[fe80::1]", True),
        ("10.0.0.0/8", "10.1.2.3", True),
        ("10.0.0.0/8", "11.1.2.3", False),
        ("127.0.0.1", "127.0.0.1", True),
        ("127.0.0.1:8443", "127.0.0.1:8443", True),
        ("127.0.0.1:8443", "127.0.0.1:8444", False),
        ("lix-it.com", "api.lix-it.com", True),
        ("LIX-IT.com.", "lix-it.com", True),
        ("it.com", "api.lix-it.com", False),
        (".lix-it.com", "api.lix-it.com", True),
        (".lix-it.com", "lix-it.com", False),
        ("*.lix-it.com", "api.lix-it.com", True),
        ("https://api.lix-it.com", "api.lix-it.com", True),
        ("a.example api.lix-it.com", "api.lix-it.com", True),
        ("bücher.example", "xn--bcher-kva.example", True),
        ("[broken,api.lix-it.com", "api.lix-it.com", True),
        ("x,*", "api.lix-it.com", True),
        ("", "api.lix-it.com", False),
        (" , ,", "api.lix-it.com", False),
    ],
)
def test_hosts_that_are_reached_without_it(
    entries: str, host: str, direct: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", entries)
    assert is_direct(f"https://{host}") is direct


@pytest.mark.parametrize("name", ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"])
@pytest.mark.parametrize("value", ["", " ", " \t", "\n"])
def test_a_blank_value_names_no_proxy(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    assert is_direct("https://api.lix-it.com")


def test_a_blank_value_hides_no_other_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", " ")
    monkeypatch.setenv("ALL_PROXY", " http://127.0.0.1:9 ")
    assert not is_direct("https://api.lix-it.com")


@pytest.mark.parametrize("entry", ["[::1", "::1]", "10.0.0.0/33", "a/b", "fe80::/129", "ftp://x"])
def test_an_entry_that_cannot_be_read_is_skipped_alone(entry: str) -> None:
    exempt, skipped, everything = read_no_proxy(f"a.example,{entry},b.example")
    assert [one.host for one in exempt] == ["a.example", "b.example"]
    assert (skipped, everything) == ([entry], False)


def test_a_skipped_entry_is_said_once_and_never_a_password(
    monkeypatch: pytest.MonkeyPatch, sandbox: Served
) -> None:
    monkeypatch.setenv("NO_PROXY", "http://user:hidden@h")
    assert run("get", "person", "olivia-shaw", url=sandbox.url)[::2] == (0, ""), "there is no proxy"
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    status, _, err = run("get", "person", "olivia-shaw", "--refresh", url=sandbox.url)
    assert status == 0
    assert err == (
        "lix-tui: An entry of NO_PROXY can't be read and is skipped; write a host, an address or "
        "*.\n"
    )
