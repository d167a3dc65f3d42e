"""A stopped sandbox has closed its connections and accepts no new ones."""

from __future__ import annotations

import socket
from urllib.parse import urlsplit

import pytest

from tests.conftest import Served


def test_a_stop_closes_connections_and_refuses_new_ones(sandbox: Served) -> None:
    place = urlsplit(sandbox.url)
    address = (str(place.hostname), place.port)
    with socket.create_connection(address, timeout=60) as kept:
        kept.sendall(b"GET /_sandbox/requests HTTP/1.1\r\nHost: localhost\r\n\r\n")
        answer = kept.recv(65536)
        assert answer.startswith(b"HTTP/1.1 200")
        sandbox.stop()
        assert kept.recv(65536) in (b"", b"[]"), "the connection is closed"
        assert kept.recv(65536) == b""
    with pytest.raises(OSError), socket.create_connection(address):  # noqa: PT011  # any refusal
        pass
    sandbox.stop()
