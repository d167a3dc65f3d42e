"""Routes of requests: entries of NO_PROXY, the tunnel through a proxy, and its connections."""

from __future__ import annotations

import asyncio
import os
import ssl
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from types import SimpleNamespace

import httpx
import pytest

from lix_tui.api import proxies
from lix_tui.api.errors import UnusableNetwork
from lix_tui.api.http_client import LIMITS
from lix_tui.api.proxies import RoutedTransport, read_no_proxy

CERTIFICATE = Path(__file__).parent / "tls" / "localhost.pem"
PROXY = "http://127.0.0.1:9"
UNREADABLE = "The proxy address in HTTPS_PROXY can't be read: write it as http://host:port"


@pytest.fixture(autouse=True)
def _no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)


def transport(limits: httpx.Limits = LIMITS) -> RoutedTransport:
    return RoutedTransport(ssl.create_default_context(cafile=CERTIFICATE), limits)


def is_direct(url: str) -> bool:
    routed = transport()
    return routed.route(httpx.URL(url)) is routed.route(httpx.URL("http://127.0.0.1"))


@pytest.mark.parametrize(
    ("entry", "host", "direct"),
    [
        ("h.example:443", "h.example", True),
        ("h.example:443", "h.example:443", True),
        ("h.example:444", "h.example", False),
        ("h.example:444", "h.example:444", True),
        ("h.example:65535", "h.example:65535", True),
        ("h.example:0000443", "h.example", True),
        ("h.example:0000443", "h.example:44", False),
        ("h.example:4430000000", "h.example", False),
        ("h.example:0", "h.example:1", False),
        (f"h.example:{'4' * 5000}", "h.example:444", False),
        ("h.example", "h.example.:8443", True),
        ("h.example", "H.EXAMPLE", True),
        ("h.example", "xh.example", False),
        ("h.example", "a.h.example", True),
        ("*.h.example", "h.example", False),
        (".h.example:443", "a.h.example", True),
        (".h.example:444", "a.h.example", False),
        ("http://h.example/", "h.example", True),
        ("all://h.example", "h.example", True),
        ("ftp://h.example", "h.example", False),
        ("10.1.2.3/8", "10.9.9.9", True),
        ("10.0.0.0/8", "h.example", False),
        ("10.0.0.1", "10.0.0.2", False),
        ("[fd00::]/8:8443", "[fd12::3]:8443", True),
        ("[fd00::]/8:8443", "[fd12::3]", False),
        ("[fd00::]/8:8443", "[fe12::3]:8443", False),
        ("[fe80::1%eth0]:8443", "[fe80::1]:8443", True),
        ("[fe80::1%eth0]:8443", "[fe80::1]", False),
        ("fe80::1%eth0", "[fe80::1]", True),
        ("fe80::1", "[fe80::1%25eth0]", True),
        ("[h.example]", "h.example", False),
    ],
)
def test_an_entry_covers_its_hosts_and_ports_alone(
    entry: str, host: str, direct: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", PROXY)
    monkeypatch.setenv("NO_PROXY", entry)
    assert is_direct(f"https://{host}") is direct
    assert not is_direct("https://other.example")


def test_a_star_alone_exempts_everything_and_skips_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    exempt, skipped, everything = read_no_proxy("a.example,*,[broken *.b.example")
    assert [entry.host for entry in exempt] == ["a.example", "b.example"]
    assert (skipped, everything) == (["[broken"], True)
    assert read_no_proxy("*.b.example")[2] is False
    monkeypatch.setenv("HTTPS_PROXY", "ftp://h")
    monkeypatch.setenv("NO_PROXY", "*,[broken")
    assert transport().notices == ()
    assert is_direct("https://a.example")


def test_the_notice_of_a_skipped_entry_repeats_it_without_a_password(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", PROXY)
    monkeypatch.setenv("NO_PROXY", "[Broken,user:hidden@h")
    rest = " of NO_PROXY can't be read and is skipped; write a host, an address or *."
    assert transport().notices == (f"The entry '[Broken'{rest}", f"An entry{rest}")


@pytest.mark.parametrize(
    "address", ["http://h:0", "http://h:65536", "h:99999", "//h", "http://[x]:1"]
)
def test_an_address_without_a_usable_host_and_port_is_refused(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", address)
    with pytest.raises(UnusableNetwork) as refused:
        is_direct("https://h.example")
    assert refused.value.message == UNREADABLE
    assert is_direct("http://127.0.0.1:1"), "plain http needs no proxy"


@pytest.mark.parametrize("address", ["http://h:1", "https://h:65535", "h", "http://[::1]:80"])
def test_an_address_with_a_usable_host_and_port_is_one_proxy_for_all(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", address)
    routed = transport()
    through = routed.route(httpx.URL("https://a.example"))
    assert through is routed.route(httpx.URL("https://b.example"))
    assert through is not routed.route(httpx.URL("http://127.0.0.1"))


@pytest.mark.parametrize(
    ("variables", "named"),
    [
        ({"HTTPS_PROXY": "ftp://h"}, "HTTPS_PROXY"),
        ({"https_proxy": "ftp://h"}, "https_proxy"),
        ({"https_proxy": "ftp://h", "HTTPS_PROXY": "ftp://i"}, "https_proxy"),
        ({"ALL_PROXY": "ftp://h", "HTTPS_PROXY": " "}, "ALL_PROXY"),
        ({"ALL_PROXY": "ftp://h", "HTTPS_PROXY": "ftp://i"}, "HTTPS_PROXY"),
    ],
)
def test_a_refusal_names_the_variable_that_counts(
    variables: dict[str, str], named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(UnusableNetwork) as refused:
        is_direct("https://h.example")
    assert refused.value.message == (
        f"{named} names a proxy of a kind that lix-tui can't use: http, https, socks5"
    )


def test_a_proxy_of_no_variable_is_one_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proxies, "getproxies", lambda: {"https": "ftp://h"})
    with pytest.raises(UnusableNetwork, match=r"^the system's settings names a proxy"):
        is_direct("https://h.example")


@pytest.mark.parametrize("module", [None, SimpleNamespace(), SimpleNamespace(SOCKSError="text")])
async def test_an_error_of_another_package_is_passed_on(
    module: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "socksio.exceptions", module)
    with pytest.raises(KeyError):
        await _failing(KeyError, monkeypatch)


async def test_an_error_of_socks_is_an_error_of_the_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    class SOCKSError(Exception):
        """Base of the errors of the package socksio."""

    class ProtocolError(SOCKSError):
        """Error of one answer."""

    package = SimpleNamespace(SOCKSError=SOCKSError)
    monkeypatch.setitem(sys.modules, "socksio.exceptions", package)
    with pytest.raises(httpx.ProxyError, match=r"^The proxy doesn't speak SOCKS$") as caught:
        await _failing(ProtocolError, monkeypatch)
    assert caught.value.request.url == "https://h.example/"


async def _failing(error: type[Exception], monkeypatch: pytest.MonkeyPatch) -> None:
    """Send a request that fails below httpx with ``error``."""

    async def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(httpx.AsyncHTTPTransport, "handle_async_request", fail)
    await transport().handle_async_request(httpx.Request("GET", "https://h.example/"))


class Tunnel:
    """A proxy that passes bytes on to a server with a certificate of its own."""

    def __init__(self) -> None:
        self.heads: list[bytes] = []
        self.connections = 0
        self.all_closed = asyncio.Event()
        self._open = 0

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer a CONNECT, then every request, until the client closes the connection."""
        self.connections += 1
        self._open += 1
        self.all_closed.clear()
        try:
            self.heads.append(await reader.readuntil(b"\r\n\r\n"))
            if self.heads[-1].startswith(b"CONNECT"):
                writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                context.load_cert_chain(CERTIFICATE)
                await writer.start_tls(context)
                self.heads.append(await reader.readuntil(b"\r\n\r\n"))
            while True:
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
                await writer.drain()
                self.heads.append(await reader.readuntil(b"\r\n\r\n"))
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            self._open -= 1
            if not self._open:
                self.all_closed.set()
            writer.close()


@asynccontextmanager
async def tunnel() -> AsyncIterator[tuple[str, Tunnel]]:
    """Yield the address of a proxy, and the proxy."""
    served = Tunnel()
    server = await asyncio.start_server(served.handle, "127.0.0.1", 0)
    try:
        yield f"127.0.0.1:{server.sockets[0].getsockname()[1]}", served
    finally:
        server.close()


async def _requested(routed: RoutedTransport, urls: Sequence[str]) -> None:
    for url in urls:
        response = await routed.handle_async_request(httpx.Request("GET", url))
        await response.aread()
        await response.aclose()
        assert response.status_code == 200


@pytest.mark.parametrize("kept", [True, False])
@pytest.mark.parametrize("scheme", ["https", "http"])
async def test_connections_are_kept_as_the_limits_say_and_closed_at_the_end(
    scheme: str, kept: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits = LIMITS if kept else httpx.Limits(max_keepalive_connections=0)
    async with tunnel() as (address, served), asyncio.timeout(60):
        monkeypatch.setenv("HTTPS_PROXY", f"http://user:hidden@{address}")
        routed = transport(limits)
        url = "https://localhost/" if scheme == "https" else f"http://{address}/"
        await _requested(routed, [url, url])
        assert served.connections == (1 if kept else 2)
        if kept:
            assert not served.all_closed.is_set()
        await routed.aclose()
        await served.all_closed.wait()
    assert (b"Proxy-Authorization: Basic" in served.heads[0]) is (scheme == "https")
    assert b"hidden" not in b"".join(served.heads)


async def test_a_server_behind_the_proxy_is_verified(monkeypatch: pytest.MonkeyPatch) -> None:
    async with tunnel() as (address, served), asyncio.timeout(60):
        monkeypatch.setenv("HTTPS_PROXY", address)
        with pytest.raises(httpx.ConnectError):
            await _requested(transport(), ["https://127.0.0.1/"])
        untrusting = RoutedTransport(ssl.create_default_context(), LIMITS)
        with pytest.raises(httpx.ConnectError):
            await _requested(untrusting, ["https://localhost/"])
        assert all(head.startswith(b"CONNECT") for head in served.heads)
        await untrusting.aclose()


def test_an_idle_connection_is_closed_before_servers_close_it() -> None:
    assert LIMITS.keepalive_expiry == 4.0
