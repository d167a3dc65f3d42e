"""HTTP client with verified TLS. Variables for proxies and certificates are checked."""

from __future__ import annotations

import ssl

import httpx

from lix_tui.api.content import ACCEPTED, bound_content, forget_location
from lix_tui.api.errors import UnusableNetwork
from lix_tui.api.proxies import RoutedTransport

TIMEOUT = httpx.Timeout(connect=10.0, read=90.0, write=30.0, pool=10.0)
"""Timeouts in seconds. Reading has a long one: Lix may crawl a profile before it answers."""
LIMITS = httpx.Limits(keepalive_expiry=4.0)
"""Seconds after which an idle connection is closed, before servers do so (many after 5). A request
on a connection that the server is closing may have cost a credit."""


def network() -> RoutedTransport:
    """Return a transport to the network.

    ``SSL_CERT_FILE`` and ``SSL_CERT_DIR`` name trusted certificates; ``HTTPS_PROXY``,
    ``ALL_PROXY`` and ``NO_PROXY`` decide about proxies. Verification can't be turned off. Raises
    UnusableNetwork if a variable can't be used.
    """
    return RoutedTransport(_trusted(), LIMITS)


def open_http(auth: httpx.Auth, transport: httpx.AsyncBaseTransport) -> httpx.AsyncClient:
    """Return a client that follows no redirect and sends through ``transport`` alone."""
    return httpx.AsyncClient(
        transport=transport,
        trust_env=False,  # the transport reads the environment itself and reports problems in it
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
    # TLS secrets would decrypt a recorded connection with the key in it: never write them to a file
    context.keylog_filename = None  # type: ignore[assignment]  # what the documentation says
    return context
