"""SQL of a library query: tables, conditions and order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from lix_tui.store.connection import Scopes
from lix_tui.store.listing import kind_word
from lix_tui.store.rows import LibraryQuery
from lix_tui.text import clean, composed

COLUMNS = ("name", "title", "company", "place", "note", "tags", "words")
"""Columns that are searched for words."""
NAMED = COLUMNS[:5]
"""Columns that a query can name."""
MOST_SUBSTRING = 5000
"""Longest word in characters for a substring search; no text of a record is longer."""
_TEXT_OF = {"words": "substr(entries.words, instr(entries.words || ' ', ' ') + 1)"}
"""Expression of a column without the text that only the index needs, the word of the kind."""
_INDEXED = "entries.id IN (SELECT rowid FROM entries_text WHERE entries_text MATCH ?)"
"""Condition that the full-text index finds an entry by an expression."""
PARTS = {
    "email": "(entries.email <> '' OR entries.kind = 'email')",
    "ids": "(instr(entries.endpoints, '_ids') OR entries.kind = 'ids')",
}
"""Conditions of the kinds that are a part of another record; an older program's entries of such a
kind stay where the record isn't known."""
_BRACKETS = ",;!?()[]{}"
"""Punctuation around a word that belongs to the sentence it was copied from."""
_STOPS = ".:" + _BRACKETS
MOST_SUBSTRINGS = 50
"""Largest number of words for a substring search; further ones are ignored."""
_WILDCARD = re.compile(r"[%_^]")
_TOKEN = re.compile(r"[^\W_]+")
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]"
)
"""Letters of scripts without spaces between words, where the index treats a text as one word:
Thai, Lao, Burmese, Khmer, Chinese, Japanese, Korean."""


def words_of(text: str) -> list[str]:
    """Return the words of a query, without punctuation that stands alone beside other words."""
    text = composed(clean(text)).replace('"', " ").replace("\ufe0f", "")
    words = list(dict.fromkeys(text.split()))
    meant = [
        word.strip(_BRACKETS).rstrip(_STOPS) or word for word in words if not _is_punctuation(word)
    ]
    return meant or words


def tokens_of(word: str) -> list[str]:
    """Return the parts of a word that are words in the index."""
    return _TOKEN.findall(word)


def index_tokens(word: str, *, is_anywhere: bool = True) -> list[str] | None:
    """Return the tokens that find a word in the index, None if only a substring search finds it.

    The index has letters and digits of Unicode 6.1 and finds beginnings of words. It can't find
    symbols, newer letters, or parts of names in scripts without spaces. `is_anywhere` is False for
    a word of one column.
    """
    tokens = tokens_of(word)
    if not tokens or _UNSPACED.search(word) or (is_anywhere and _are_like_kind(tokens)):
        return None
    if word != tokens[0] and all(len(token) == 1 for token in tokens):
        return None  # c++, c#, r&d
    if any(_is_symbol(letter) or _is_newer(letter) for letter in word):
        return None
    return tokens


def _are_like_kind(tokens: Sequence[str]) -> bool:
    """Return True if all tokens are beginnings of the index's word for a kind of record.

    Every record has such a word, so "kin" would find all records.
    """
    prefix = kind_word("")
    return bool(tokens) and all(
        prefix.startswith(token.lower()) or token.lower().startswith(prefix) for token in tokens
    )


def _is_punctuation(word: str) -> bool:
    return all(letter.isascii() and not letter.isalnum() for letter in word) or all(
        unicodedata.category(letter)[0] == "P" for letter in word
    )


def _is_symbol(letter: str) -> bool:
    return not letter.isascii() and unicodedata.category(letter) in ("So", "Sm", "Cn", "Co")


def _is_newer(letter: str) -> bool:
    """Return True for a character that may be newer than the tables of the index.

    The index treats such characters as letters, even punctuation.
    """
    return unicodedata.ucd_3_2_0.category(letter) == "Cn"


def conditions_of(
    query: LibraryQuery, scopes: Scopes
) -> tuple[str, list[str], list[str | int | float]]:
    """Return tables, conditions and their values for a query."""
    match = match_of(query)
    conditions: list[str] = []
    values: list[str | int | float] = []
    sources = "entries"
    if match:
        sources = "entries_text JOIN entries ON entries.id = entries_text.rowid"
        conditions.append("entries_text MATCH ?")
        values.append(match)
    elif query.kind and query.kind not in PARTS:
        conditions.append("entries.kind = ?")
        values.append(query.kind)
    if query.kind in PARTS:
        conditions.append(PARTS[query.kind])
    for condition, found in _substring_conditions(query):
        conditions.append(condition)
        values.extend(found)
    for condition, found in _exclusions(query):
        conditions.append(f"NOT {condition}")
        values.extend(found)
    if query.problem:
        conditions.append("0")
    if not query.all_owners:
        conditions.append(f"entries.scope_id IN ({scopes.marks})")
        values.extend(scopes.all)
    if query.since is not None:
        conditions.append("fetched_at >= ?")
        values.append(query.since)
    if query.until is not None:
        conditions.append("fetched_at < ?")
        values.append(query.until)
    if query.changed:
        conditions.append("changed_at IS NOT NULL")
    if query.noted:
        conditions.append("(entries.note <> '' OR entries.tags <> '')")
    if query.source:
        conditions.append(
            "entries.id IN (SELECT entry_id FROM entry_answers JOIN pages USING (answer_id)"
            " JOIN searches ON searches.id = search_id WHERE instr(lower(searches.title), ?))"
        )
        values.append(query.source.lower())
    return sources, conditions, values


def order_of(query: LibraryQuery, newest: str) -> str:
    """Return the terms after ORDER BY; ``newest`` is the column of the entries' own order."""
    way = "DESC" if query.descending else "ASC"
    if query.order is None:
        return f"{newest} DESC"
    if query.order == "fetched":
        return f"fetched_at {way}, {newest} DESC"
    column = f"entries.{query.order}"
    return f"{column} = '', {column} COLLATE NOCASE {way}, {newest} DESC"


def match_of(query: LibraryQuery) -> str:
    """Return the full-text expression of a query; empty if the index can't find any of its words.

    Every word is quoted, so that typed text is never syntax.
    """
    terms = [f'"{token}"*' for word in words_of(query.text) for token in index_tokens(word) or ()]
    for column in NAMED:
        for word in words_of(getattr(query, column)):
            tokens = index_tokens(word, is_anywhere=False) or ()
            terms += [f'{column} : "{token}"*' for token in tokens]
    terms += [f'tags : "{token}"' for word in words_of(query.tag) for token in _tag_tokens(word)]
    if terms and query.kind and query.kind not in PARTS:
        terms.append(f'words : "{kind_word(query.kind)}"')
    return " AND ".join(terms)


def _tag_tokens(word: str) -> list[str]:
    """Return the tokens of a whole tag; none if the index can't find it."""
    return [] if any(_is_symbol(one) or _is_newer(one) for one in word) else tokens_of(word)


def _substring_conditions(query: LibraryQuery) -> list[tuple[str, list[str]]]:
    """Return conditions and values for the words that the index can't find."""
    found: list[tuple[str, list[str]]] = []
    for word in words_of(query.text):
        if index_tokens(word) is None:
            tokens = tokens_of(word)
            if _are_like_kind(tokens):
                found += [_kind_like(token) for token in tokens]
            else:
                found.append(_anywhere(word, COLUMNS))
    for column in NAMED:
        for word in words_of(getattr(query, column)):
            if index_tokens(word, is_anywhere=False) is None:
                found.append(_anywhere(word, (column,)))
    found += [_anywhere(word, ("tags",)) for word in words_of(query.tag) if not _tag_tokens(word)]
    return found[:MOST_SUBSTRINGS]


def _exclusions(query: LibraryQuery) -> list[tuple[str, list[str]]]:
    """Return the conditions, with their values, that no matching record may meet."""
    found: list[tuple[str, list[str]]] = []
    for word in words_of(query.without_tag):
        terms = [f'tags : "{token}"' for token in _tag_tokens(word)]
        found.append(_in_index(terms) if terms else _anywhere(word, ("tags",)))
    for word in words_of(query.without_note):
        tokens = index_tokens(word, is_anywhere=False) or ()
        terms = [f'note : "{token}"*' for token in tokens]
        found.append(_in_index(terms) if terms else _anywhere(word, ("note",)))
    return found[:MOST_SUBSTRINGS]


def _in_index(terms: Sequence[str]) -> tuple[str, list[str]]:
    """Return the condition that the index finds a record by all of these terms."""
    return _INDEXED, [" AND ".join(terms)]


def _anywhere(word: str, columns: Sequence[str]) -> tuple[str, list[str]]:
    """Return the condition that a word is part of one of the columns."""
    if len(word) > MOST_SUBSTRING:
        return "0", []
    pattern = f"%{_WILDCARD.sub(_escaped, word)}%"
    likes = [f"{_TEXT_OF.get(name, f'entries.{name}')} LIKE ? ESCAPE '^'" for name in columns]
    return f"({' OR '.join(likes)})", [pattern] * len(columns)


def _escaped(found: re.Match[str]) -> str:
    return f"^{found.group()}"


def _kind_like(word: str) -> tuple[str, list[str]]:
    """Return the condition for a word that is also the beginning of the index's kind words."""
    columns = " ".join(name for name in COLUMNS if name != "words")
    match = f'{{{columns}}} : "{word}"*'
    return f"({_INDEXED} OR ' ' || {_TEXT_OF['words']} LIKE ?)", [match, f"% {word}%"]
