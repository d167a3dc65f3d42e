"""Proxies from environment variables, and the hosts that are reached without one."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from ssl import SSLContext
from urllib.request import getproxies

import httpx

from lix_tui.api.errors import UnusableNetwork

_BRACKETED = re.compile(r"\[([^\[\]%]+)(?:%[^\[\]]*)?\](/\d+)?(?::(\d+))?")
_NAMED = re.compile(r"(\*?\.?)([^\s/@*:\[\]]+?)\.?(?::(\d+))?")
_HOST = re.compile(rb"[\w.-]+|[0-9a-f:.]*:[0-9a-f:.]*")
"""Host of a proxy as httpx returns it: an ASCII name, or an address without brackets."""
_SCHEMES = ("http", "https", "socks5", "socks5h")


@dataclass(frozen=True, slots=True)
class Exempt:
    """One readable entry of NO_PROXY."""

    host: str = ""
    """Host in ASCII and lower case; empty for a network."""
    network: IPv4Network | IPv6Network | None = None
    port: int | None = None
    only_below: bool = False
    """True if only subdomains are exempt and the host itself uses the proxy."""

    def covers(self, host: str, port: int) -> bool:
        """Return True if a host (in ASCII and lower case) is reached without a proxy."""
        if self.port not in (None, port):
            return False
        if self.network is not None:
            address = _address(host)
            return address is not None and address in self.network
        return host.endswith(f".{self.host}") or (host == self.host and not self.only_below)


class RoutedTransport(httpx.AsyncBaseTransport):
    """Transport that sends https through the proxy of the environment, but never plain http.

    Plain http is allowed for this machine only, and a proxy could read the key in it.
    """

    def __init__(self, trusted: SSLContext, limits: httpx.Limits) -> None:
        """``trusted`` verifies the certificates of all servers."""
        self.notices: tuple[str, ...] = ()
        """Sentences about entries of NO_PROXY that are skipped."""
        self._trusted, self._limits = trusted, limits
        self._exempt: Sequence[Exempt] = ()
        self._named: tuple[str, str] | None = None
        """Scheme and address of the proxy for https."""
        self._direct = httpx.AsyncHTTPTransport(verify=trusted, limits=limits)
        self._proxied: httpx.AsyncHTTPTransport | None = None
        # a shell leaves a blank value in a variable that was emptied
        found = {scheme: value for scheme, value in getproxies().items() if value.strip()}
        scheme = next((scheme for scheme in ("https", "all") if found.get(scheme)), None)
        if scheme is None:
            return
        exempt, skipped, everything = read_no_proxy(found.get("no", ""))
        if everything:
            return
        self._exempt, self.notices = exempt, tuple(map(_skipped_words, skipped))
        self._named = scheme, found[scheme].strip()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request. Raises UnusableNetwork as ``route`` does."""
        try:
            return await self.route(request.url).handle_async_request(request)
        except _socks_errors():  # httpx passes them on
            message = "The proxy doesn't speak SOCKS"
            raise httpx.ProxyError(message, request=request) from None

    def route(self, url: httpx.URL) -> httpx.AsyncHTTPTransport:
        """Return the transport for a URL. Raises UnusableNetwork if its proxy can't be used."""
        if self._named is None or url.scheme != "https":
            return self._direct
        host, port = url.raw_host.decode("ascii").lower().rstrip("."), url.port or 443
        if any(entry.covers(host, port) for entry in self._exempt):
            return self._direct
        if self._proxied is None:
            self._proxied = _through(*self._named, self._trusted, self._limits)
        return self._proxied

    async def aclose(self) -> None:
        """Close the connections."""
        await self._direct.aclose()
        if self._proxied is not None:
            await self._proxied.aclose()


def read_no_proxy(text: str) -> tuple[list[Exempt], list[str], bool]:
    """Read NO_PROXY: its entries, those that can't be read, and True if it exempts everything."""
    exempt: list[Exempt] = []
    skipped: list[str] = []
    entries = [entry for entry in re.split(r"[,\s]+", text) if entry]
    for entry in entries:
        if (read := _read_entry(entry.lower())) is None:
            skipped.append(entry)
        else:
            exempt.append(read)
    return exempt, [entry for entry in skipped if entry != "*"], "*" in entries


def _read_entry(text: str) -> Exempt | None:
    scheme, mark, rest = text.rpartition("://")
    if mark and scheme not in ("http", "https", "all"):
        return None
    rest = rest.removesuffix("/")
    if (network := _network(rest.partition("%")[0])) is not None:
        return Exempt(network=network)
    if found := _BRACKETED.fullmatch(rest):
        network = _network(f"{found[1]}{found[2] or ''}")
        return None if network is None else Exempt(network=network, port=_port(found[3]))
    if (found := _NAMED.fullmatch(rest)) is None:
        return None
    try:
        host = httpx.URL(f"https://{found[2]}").raw_host.decode("ascii")
    except (httpx.InvalidURL, ValueError):
        return None
    if (network := _network(host)) is not None:
        return Exempt(network=network, port=_port(found[3]))
    return Exempt(host=host, port=_port(found[3]), only_below=found[1] in (".", "*."))


def _network(text: str) -> IPv4Network | IPv6Network | None:
    try:
        return ip_network(text, strict=False)
    except ValueError:
        return None


def _address(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        return None


def _port(digits: str | None) -> int | None:
    return None if digits is None else int(digits.lstrip("0")[:6] or 0)


def _skipped_words(entry: str) -> str:
    named = "An entry" if "@" in entry else f"The entry {entry!r}"  # it may contain a password
    return f"{named} of NO_PROXY can't be read and is skipped; write a host, an address or *."


def _through(
    scheme: str, address: str, trusted: SSLContext, limits: httpx.Limits
) -> httpx.AsyncHTTPTransport:
    """Return the transport through a proxy.

    Raises UnusableNetwork with the name of the variable only: the address may contain a password.
    """
    variable = _variable(scheme)
    unreadable = f"The proxy address in {variable} can't be read: write it as http://host:port"
    try:
        url = httpx.URL(address if "://" in address else f"http://{address}")
    except (httpx.InvalidURL, ValueError):
        raise UnusableNetwork(unreadable) from None
    if url.scheme not in _SCHEMES:
        message = f"{variable} names a proxy of a kind that lix-tui can't use: http, https, socks5"
        raise UnusableNetwork(message)
    if not _HOST.fullmatch(url.raw_host) or not (url.port is None or 0 < url.port < 65536):
        raise UnusableNetwork(unreadable)
    try:
        return httpx.AsyncHTTPTransport(verify=trusted, limits=limits, proxy=httpx.Proxy(url))
    except ImportError:
        message = f"{variable} names a SOCKS proxy, which needs the package socksio"
        error = UnusableNetwork(message)
        error.advice = "run 'pip install httpx[socks]' or change the variable, and start again"
        raise error from None
    except ValueError:
        raise UnusableNetwork(unreadable) from None


def _socks_errors() -> tuple[type[Exception], ...]:
    """Return the base class of errors of the package socksio if it is loaded."""
    error = getattr(sys.modules.get("socksio.exceptions"), "SOCKSError", None)
    return (error,) if isinstance(error, type) and issubclass(error, Exception) else ()


def _variable(scheme: str) -> str:
    """Return the name of the variable of a proxy in its actual case."""
    names = [name for name in os.environ if name.lower() == f"{scheme}_proxy" and os.environ[name]]
    return min(names, key=str.isupper, default="the system's settings")
