"""URL split into pieces that join to the same bytes, and the test for a host of LinkedIn."""

from __future__ import annotations

import re
from typing import NamedTuple

from lix_tui.linkedin.percent import decode

ORIGIN = "https://www.linkedin.com"

_FLAGS = re.IGNORECASE | re.ASCII
_ABSOLUTE = re.compile(r"(?:(?P<scheme>[a-z][a-z0-9+.-]*):)?//(?P<host>[^/?#\\]*)", _FLAGS)
_BARE_HOST = re.compile(r"(?P<host>[^\s/?#\\@:]+\.[a-z]{2,}\.?(?::\d+)?)(?=[/?#\\]|$)", _FLAGS)
_LINKEDIN_HOST = re.compile(r"(?:[a-z0-9-]+\.)*linkedin\.com\.?(?::(?:80|443))?", _FLAGS)
_WEB_SCHEMES = (None, "http", "https")


class Parameter(NamedTuple):
    """One ``name=value`` of a URL in its original spelling."""

    raw: str

    @property
    def name(self) -> str:
        """The decoded name."""
        return decode(self.raw.partition("=")[0])

    @property
    def value(self) -> str:
        """The value, still encoded."""
        return self.raw.partition("=")[2]


class Address(NamedTuple):
    """A URL cut at its first ``?`` and ``#``; :meth:`__str__` is the URL byte for byte.

    Sales Navigator also carries its parameters in the fragment (``#query=...``, seen in public
    clients' sessions), so parameters are read from both places.
    """

    head: str
    query: str | None = None
    fragment: str | None = None

    @classmethod
    def split(cls, url: str) -> Address:
        """Return the address of any text. Never raises."""
        before, hash_sign, fragment = url.partition("#")
        head, question_mark, query = before.partition("?")
        return cls(head, query if question_mark else None, fragment if hash_sign else None)

    def __str__(self) -> str:
        query = "" if self.query is None else f"?{self.query}"
        fragment = "" if self.fragment is None else f"#{self.fragment}"
        return f"{self.head}{query}{fragment}"

    @property
    def in_fragment(self) -> bool:
        """True if the search travels in the fragment."""
        segments = (self.fragment or "").split("&")
        return any(segment.startswith(("query=", "savedSearchId=")) for segment in segments)

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """Every parameter in order; those of the fragment come last."""
        texts = [self.query or "", (self.fragment or "") if self.in_fragment else ""]
        return tuple(Parameter(raw) for text in texts for raw in text.split("&") if raw)

    def value(self, name: str) -> str | None:
        """Return the encoded value of the first parameter called ``name``."""
        return next((item.value for item in self.parameters if item.name == name), None)

    def values(self, name: str) -> tuple[str, ...]:
        """Return the encoded values of every parameter called ``name``."""
        return tuple(item.value for item in self.parameters if item.name == name)

    def position_of(self, name: str) -> int:
        """Return the offset in the URL of a parameter's value, in query or fragment; else 0."""
        regions = [(self.query, len(self.head) + 1)]
        if self.in_fragment:
            query_length = 0 if self.query is None else len(self.query) + 1
            regions.append((self.fragment, len(self.head) + query_length + 1))
        for text, start in regions:
            place = start
            for raw in (text or "").split("&"):
                if "=" in raw and Parameter(raw).name == name:
                    return place + raw.index("=") + 1
                place += len(raw) + 1
        return 0

    def with_value(self, name: str, value: str | None) -> Address:
        """Return the address with ``name`` set to an encoded ``value``, or removed (None).

        Every other byte stays. A new parameter goes to the end of the query, or of the fragment if
        that contains the search. Only the first of a repeated parameter stays.
        """
        found, query = _set(self.query, name, value)
        found_too, fragment = (
            _set(self.fragment, name, None if found else value)
            if self.in_fragment
            else (False, self.fragment)
        )
        changed = self._replace(query=query, fragment=fragment)
        if found or found_too or value is None:
            return changed
        if self.in_fragment:
            return changed._replace(fragment=_append(fragment, name, value))
        return changed._replace(query=_append(query, name, value))


def _set(text: str | None, name: str, value: str | None) -> tuple[bool, str | None]:
    """Return True and the new text if ``text`` has ``name``, else False and ``text``.

    The first ``name`` gets ``value``; None removes it.
    """
    if text is None:
        return False, None
    kept: list[str] = []
    found = False
    for raw in text.split("&"):
        if raw and Parameter(raw).name == name:
            if value is not None and not found:
                kept.append(f"{raw.partition('=')[0]}={value}")
            found = True
        else:
            kept.append(raw)
    if not found:
        return False, text
    return True, "&".join(kept) if kept else None


def _append(text: str | None, name: str, value: str) -> str:
    if not text:
        return f"{name}={value}"
    return f"{text}{'' if text.endswith('&') else '&'}{name}={value}"


class Place(NamedTuple):
    """Host of a link as written, and the text that follows it."""

    scheme: str | None
    host: str
    rest: str

    @property
    def is_linkedin(self) -> bool:
        """True if the host is linkedin.com or a subdomain, without a user part."""
        return (
            self.scheme in _WEB_SCHEMES
            and _LINKEDIN_HOST.fullmatch(self.host) is not None
            and (not self.rest or self.rest[0] in "/?#")
        )


def locate(text: str) -> Place | None:
    """Return the host of a link, with or without scheme.

    None when the text does not look like a link.
    """
    match = _ABSOLUTE.match(text)
    if match:
        scheme = match["scheme"]
        return Place(scheme.lower() if scheme else None, match["host"], text[match.end() :])
    match = _BARE_HOST.match(text)
    return Place(None, match["host"], text[match.end() :]) if match else None


def path_segments(head: str) -> tuple[str, ...]:
    """Return the decoded, non-empty parts of a path."""
    return tuple(decode(part) for part in head.split("/") if part)
