"""TLS is verified whatever the environment says; what cannot be used there is one sentence."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from lix_tui.api import errors
from lix_tui.api.client import Client
from lix_tui.api.limiter import Limiter
from lix_tui.settings.key import Key
from tests.api.function_transport import BALANCES

from .function_transport import API, CANARY

CERTIFICATE = Path(__file__).parent / "tls" / "localhost.pem"
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"


@asynccontextmanager
async def https() -> AsyncIterator[tuple[int, list[bytes]]]:
    """Yield the port of a server with a certificate of its own, and the requests it got."""
    heads: list[bytes] = []

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            heads.append(await reader.readuntil(b"\r\n\r\n"))
            writer.write(OK)
            await writer.drain()
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    server = await asyncio.start_server(handle, "127.0.0.1", 0, ssl=context)
    try:
        yield server.sockets[0].getsockname()[1], heads
    finally:
        server.close()
        await server.wait_closed()


async def get_balances(url: str) -> None:
    """Request the balances from `url`."""
    client = Client(key=Key(CANARY), api_url=url, lookc_url=url, limiter=Limiter(0))
    try:
        await client.send(BALANCES)
    finally:
        await client.aclose()


@pytest.mark.parametrize(
    "name",
    [
        "PYTHONHTTPSVERIFY", "CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE", "SSL_VERIFY", "SSL_NO_VERIFY",
        "NODE_TLS_REJECT_UNAUTHORIZED", "HTTPX_VERIFY", "VERIFY_SSL", "SSL_CERT_FILE",
        "SSL_CERT_DIR",
    ],
)  # fmt: skip
@pytest.mark.parametrize("value", ["0", ""])
async def test_nobody_unknown_is_trusted(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(name, str(tmp_path) if value and name.startswith("SSL_CERT_D") else value)
    expected = errors.UnusableNetwork if value and name == "SSL_CERT_FILE" else errors.NetworkError
    async with https() as (port, heads):
        with pytest.raises(expected) as caught:
            await get_balances(f"https://localhost:{port}")
    assert heads == []
    assert not caught.value.may_have_cost


async def test_an_authority_of_the_environment_is_trusted_for_its_own_name_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    async with https() as (port, heads):
        with pytest.raises(errors.NetworkError):
            await get_balances(f"https://127.0.0.1:{port}")
        assert heads == []
        await get_balances(f"https://localhost:{port}")
    assert f"Authorization: {CANARY}".encode() in heads[0]


async def test_a_proxy_of_the_environment_sees_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy passes encrypted bytes on; it receives the host and nothing else."""
    heads: list[bytes] = []

    async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heads.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(b"HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(refuse, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{port}")
    with pytest.raises(errors.NetworkError) as caught:
        await get_balances("https://api.example.invalid")
    server.close()
    await server.wait_closed()
    assert heads[0].startswith(b"CONNECT api.example.invalid:443 ")
    assert CANARY.encode() not in b"".join(heads)
    assert not caught.value.may_have_cost


async def test_the_secrets_of_a_connection_go_to_no_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    async with https() as (port, heads):
        # set after the server's context was made, which would write to the file too
        monkeypatch.setenv("SSLKEYLOGFILE", str(tmp_path / "secrets"))
        await get_balances(f"https://localhost:{port}")
    assert heads
    assert "TRAFFIC" not in (tmp_path / "secrets").read_text()
    assert "CLIENT_RANDOM" not in (tmp_path / "secrets").read_text()


@pytest.mark.parametrize("name", ["SSL_CERT_FILE", "SSLKEYLOGFILE"])
async def test_files_that_cannot_be_used_are_one_sentence_once_something_is_sent(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, "/nonexistent/file")
    with pytest.raises(errors.UnusableNetwork) as caught:
        await get_balances(API)
    sentence = str(caught.value)
    assert name in sentence
    assert caught.value.exit_status == 2
    assert sentence.endswith(".")
