"""Opens the HTTP client: TLS is always verified, and what the environment says is checked."""

from __future__ import annotations

import ssl

import httpx

from lix_tui.api.content import ACCEPTED, bound_content, forget_location
from lix_tui.api.errors import UnusableNetwork
from lix_tui.api.proxies import RoutedTransport

TIMEOUT = httpx.Timeout(connect=10.0, read=90.0, write=30.0, pool=10.0)
"""Seconds; lookups are crawled while one waits, so reading is given long."""
LIMITS = httpx.Limits(keepalive_expiry=4.0)
"""An idle connection is given up after so many seconds, before servers do so (many after 5): a
request that meets a connection being closed may have cost a credit."""


def network() -> RoutedTransport:
    """Return a transport to the network.

    ``SSL_CERT_FILE`` and ``SSL_CERT_DIR`` say who is trusted, ``HTTPS_PROXY``, ``ALL_PROXY`` and
    ``NO_PROXY`` which way https takes; nothing turns verification off. Raises UnusableNetwork
    where they cannot be used.
    """
    return RoutedTransport(_trusted(), LIMITS)


def open_http(auth: httpx.Auth, transport: httpx.AsyncBaseTransport) -> httpx.AsyncClient:
    """Return a client that follows no redirect and sends through ``transport`` alone."""
    return httpx.AsyncClient(
        transport=transport,
        trust_env=False,  # the environment is read by the transport, which says what is wrong there
        auth=auth,
        timeout=TIMEOUT,
        follow_redirects=False,
        event_hooks={"response": [forget_location, bound_content]},
        headers={
            "Accept": "application/json",
            "Accept-Encoding": ACCEPTED,
            "User-Agent": "lix-tui",
        },
    )


def _trusted() -> ssl.SSLContext:
    """Return a context that trusts the environment's authorities, else those of httpx."""
    try:
        context = httpx.create_ssl_context()
    except OSError:  # ssl.SSLError is one
        message = "The file that SSL_CERT_FILE, SSL_CERT_DIR or SSLKEYLOGFILE names can't be used"
        raise UnusableNetwork(message) from None
    # secrets that open what was recorded of a connection, and so the key, go to no file
    context.keylog_filename = None  # type: ignore[assignment]  # what the documentation says
    return context
