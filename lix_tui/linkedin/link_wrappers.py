"""Markup that links are pasted in: formulas, Markdown, HTML, labels, and broken schemes."""

from __future__ import annotations

import re
from unicodedata import category

_FLAGS = re.IGNORECASE
_HOST = (
    r"(?:(?:[a-z0-9-]+(?:\.|\[\.\]|\(\.\)))*linkedin(?:\.|\[\.\]|\(\.\))com\b|(?:www\.)?lnkd\.in/)"
)
SCHEME = r"(?:h{0,2}(?:t{1,3}|xx)p{1,2}s{0,2})"
"""The word http or https, also with a letter too many or too few, or defanged."""
_LINK = (
    rf"(?:{SCHEME}(?:\[?[:;]\]?\s*(?:[/\\]|www\.|{_HOST})|[.,]?\s?[/\\]{{2}})"
    rf"|//[\w-]+(?:\.|\[\.\])|www\.[\w-]|{_HOST}"
    r"|/(?:in|pub|company|school|showcase|jobs|posts|feed|groups|sales|talent|search/results)/)"
)
LINK_START = re.compile(rf"(?:{_LINK}|urn(?::|%3A)li)", _FLAGS)
"""First characters of a link or a urn."""
HAS_LINK = re.compile(
    rf"(?:^|[\s<>(\[\"'“”„‘’«|;,:=]){_LINK}|linkedin\.com/|h(?:tt|xx)ps?:/", _FLAGS
)
"""A link somewhere in a text."""

_ENTITY = re.compile(
    r"&(?:(?:amp|#0{0,5}38|#x0{0,5}26)(?:;|%3B))*"
    r"((?:quot|apos|lt|gt|nbsp|equals|quest|colon|sol|num|percnt|lpar|rpar|comma|period"
    r"|lrm|rlm|zwj|zwnj|shy"
    r"|#[0-9]{2,6}|#x[0-9a-f]{2,6});)?",
    _FLAGS,
)
_SCHEME = re.compile(
    rf"(?:{SCHEME}(?:\s*\[?[:;]\]?\s*[/\\]*|[.,]?\s?[/\\]{{2,}}:?[/\\]*)\s*)+(?=[\w\[(])", _FLAGS
)
_GOOD_SCHEME = re.compile(rf"https?://(?!{SCHEME}[:;/\\])[a-z0-9]", _FLAGS)
_DOT = re.compile(r"\[(?:\.|dot)\]|\((?:\.|dot)\)", _FLAGS)
_LABEL = re.compile(
    r"(?!(?:javascript|vbscript|data|file|ftp|blob|about|mailto|tel|https?|hxxps?|urn)\b)"
    rf"[^\W\d_][\w .'’/&-]{{0,38}}?\s*[:=](?!//)\s*"
    rf"(?={_LINK}|[<\[(\"'“‘«=!]|in/|company/|[^\s@:=]+@)",
    _FLAGS,
)
_LABELLED = re.compile(
    rf"[<(\[\"'“‘«]*+(?:{_LINK}|(?:in|company)/[^\s/]|[^\s@:=]+@[^\s@]+\Z)", _FLAGS
)
_FORMULA = re.compile(r"(?:of:)?[=+@-]{1,2}\s*[^\W\d][\w.]*\s*\(\s*", _FLAGS)
_LITERAL = re.compile(r'"((?:[^"]|"")*+)"\s*+(&?)\s*+')
_ANCHOR = re.compile(
    r"<a\b[^<>]*?\bhref\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s>\"']++))[^<>]*+>", _FLAGS
)
_MARKDOWN = re.compile(r"!?\[[^\[\]]*\]\(\s*")
_BBCODE = re.compile(r"\[url(?:=([^\]]+))?\]([^\[\]]*)\[/url\]", _FLAGS)
_BRACKETED = (
    re.compile(r"<([^<>|\s]+)\|[^<>]*>"),  # Slack
    re.compile(r"\[\[([^\[\]]+)\](?:\[[^\[\]]*\])?\]"),  # Org
    re.compile(r"\[([^\s\[\]]+)\s[^\[\]]*\]"),  # MediaWiki
    re.compile(r"\[[^\[\]|]*\|([^\s\[\]|]+)(?:\|[^\[\]]*)?\]"),  # Confluence
)
_ESCAPED = re.compile(r"\\([\[\]()_*~])")
_JSON_LINE = re.compile(r'"[\w .-]{1,60}"\s*:\s*("(?:[^"\\]|\\.)*+")\s*,?', re.DOTALL)
_TAG = re.compile(
    r"</?(?:ul|ol|li|p|td|tr|th|div|span|b|i|u|em|strong|code|pre|br|dd|dt|loc|url|link)"
    r"(?:\s[^<>]*)?/?>",
    _FLAGS,
)
_EMPHASIS = re.compile(r"([_~*]{1,3})(.+)\1", re.DOTALL)
_NAMED = re.compile(r"([^<>]{0,200})<([^<>\s]+)>")


def resolve_entities(text: str) -> str:
    """Return a link with the HTML entities in it resolved, however often they were escaped.

    Only what can't be part of a link is an entity: ``&amp;`` raw. An encoded ``%26amp%3B`` is data.
    """
    return _ENTITY.sub(_resolved, text) if "&" in text else text


def _resolved(match: re.Match[str]) -> str:
    if not match[1]:
        return "&"
    from html import unescape  # the names of all entities are large, and few links have one

    found = unescape(f"&{match[1]}")
    if found == "\u00a0":
        return " "
    return found if found.isprintable() or category(found) == "Cf" else match[0]


def repair_scheme(text: str) -> str:
    """Return a link with one ``https://`` in place of a doubled, broken or defanged scheme.

    Backslashes become slashes if every slash is one, or has one before it as in JSON.
    """
    if "\\" in text and LINK_START.match(text):
        if "/" not in text:
            text = text.replace("\\", "/")
        elif text.count("/") == text.count("\\/") > 1:
            text = text.replace("\\/", "/")
    if _GOOD_SCHEME.match(text):
        return _defanged(text) if "[" in text or "(" in text else text
    if not LINK_START.match(text):
        return text
    match = _SCHEME.match(text)
    if match is None:
        return _defanged(text)
    return _defanged(f"https://{text[match.end() :]}")


def _defanged(text: str) -> str:
    """Return `text` with the dots of its host as dots."""
    begin = text.find("://") + 3 if "://" in text else len(text) - len(text.lstrip("/"))
    match = re.compile(r"[/?#]").search(text, begin)
    end = match.start() if match else len(text)
    return f"{_DOT.sub('.', text[:end])}{text[end:]}"


def unwrap_links(text: str) -> tuple[str, ...]:
    """Return the links in markup, or `text` alone if it isn't markup around links."""
    text = _without_backslashes(text)
    label = _LABEL.match(text)
    inner = text[label.end() :] if label is not None else text
    for read in (
        _in_formula,
        _in_json,
        _in_anchors,
        _in_tags,
        _in_markdown,
        _in_bbcode,
        _in_emphasis,
        _in_brackets,
    ):
        found = read(inner)
        if found:
            return found
    is_labelled = label is not None and _LABELLED.match(inner) is not None
    return (inner if is_labelled else text,)


def _without_backslashes(text: str) -> str:
    """Return `text` without the backslashes that Markdown puts before its own marks."""
    if "\\" not in text:
        return text
    end = len(text) if "\\]" in text or "?" not in text else text.index("?")
    return _ESCAPED.sub(r"\1", text[:end]) + text[end:]


def _in_json(text: str) -> tuple[str, ...]:
    """Return the links among the values of a JSON object or list, or of one line of an object."""
    line = _JSON_LINE.fullmatch(text)
    if line is not None:
        text = f"[{line[1]}]"
    if not (text.startswith(("{", "[")) and text.endswith(("}", "]")) and '"' in text):
        return ()
    import json

    try:
        found: object = json.loads(text)
    except (ValueError, RecursionError):
        return ()
    values, links = [found], dict[str, None]()
    while values:
        value = values.pop(0)
        if isinstance(value, dict):
            values += value.values()
        elif isinstance(value, list):
            values += value
        elif isinstance(value, str) and _is_link(value):
            links[value.strip()] = None
    return tuple(links)


def _in_tags(text: str) -> tuple[str, ...]:
    """Return the links between HTML tags: ``<li>link</li>``."""
    if not (_TAG.match(text) and text.endswith(">")):
        return ()
    parts = [part.strip() for part in _TAG.split(text) if part.strip()]
    return tuple(parts) if parts and all(map(_is_link, parts)) else ()


def _in_emphasis(text: str) -> tuple[str, ...]:
    """Return the link between the marks of emphasis: ``_link_``, ``~~link~~``."""
    match = _EMPHASIS.fullmatch(text)
    return (match[2],) if match and _is_link(match[2]) else ()


def _in_formula(text: str) -> tuple[str, ...]:
    """Return the link of ``=HYPERLINK("link", "label")``, in any language and with any separator.

    Spreadsheets take at most 255 characters in one literal, so longer links are joined by ``&``.
    """
    match = _FORMULA.match(text)
    if match is None:
        return ()
    if text.startswith('""', match.end()):
        text = text.replace('""', '"')
    at, parts = match.end(), list[str]()
    while literal := _LITERAL.match(text, at):
        parts.append(literal[1].replace('""', '"'))
        at = literal.end()
        if not literal[2]:
            break
    link = "".join(parts)
    return (link,) if _is_link(link) and text[at : at + 1] in (",", ";", ")", "") else ()


def _in_anchors(text: str) -> tuple[str, ...]:
    if not text.startswith("<"):
        return ()
    anchors = list(_ANCHOR.finditer(text))
    links = dict.fromkeys(match[1] or match[2] or match[3] or "" for match in anchors)
    return tuple(links) if links and all(map(_is_link, links)) else ()


def _in_markdown(text: str) -> tuple[str, ...]:
    """Return the targets of a text that is nothing but Markdown links; empty for other text."""
    if "](" not in text:
        return ()
    links: dict[str, None] = {}
    at = 0
    while match := _MARKDOWN.search(text, at):
        if text[at : match.start()].strip(" \t\r\n,;|*•·-–—"):
            return ()
        end = _closing(text, match.end())
        target = re.sub(
            r"""(?<!\s)\s++(?:"[^"]*+"|'[^']*+')\s*+$""", "", text[match.end() : end][:100_000]
        )
        links[target.strip().removeprefix("<").removesuffix(">").strip()] = None
        at = end + 1
    if text[at:].strip(" \t\r\n,;.!|*•·-–—"):
        return ()
    return tuple(links) if all(map(_is_link, links)) else ()


def _closing(text: str, begin: int) -> int:
    """Return the place of the parenthesis that closes the one before `begin`."""
    depth = 1
    for match in re.compile(r"[()]").finditer(text, begin):
        depth += 1 if match[0] == "(" else -1
        if not depth:
            return match.start()
    return len(text)


def _in_bbcode(text: str) -> tuple[str, ...]:
    match = _BBCODE.fullmatch(text)
    link = (match[1] or match[2]).strip(" \"'") if match else ""
    return (link,) if _is_link(link) else ()


def _in_brackets(text: str) -> tuple[str, ...]:
    """Return the link of other markup, or the address of ``Jane Doe <jane@example.com>``."""
    for form in _BRACKETED:
        match = form.fullmatch(text)
        if match is not None and _is_link(match[1]):
            return (match[1],)
    match = _NAMED.fullmatch(text)
    if match is None:
        return ()
    name, inner = match[1].strip(), match[2]
    is_repeated = bool(name) and name.rpartition("://")[2].strip("/") in inner
    if HAS_LINK.search(name) and not is_repeated:
        return ()
    return (inner,) if _is_link(inner) or ("@" in inner and "/" not in inner) else ()


def _is_link(text: str) -> bool:
    return bool(LINK_START.match(text.lstrip())) or text[:7].lower() == "mailto:"
