"""First and last name of a person, split from the full name.

The rule, in this order (docs/first-and-last-names.md explains it with examples):

1. A placeholder such as "LinkedIn Member" has neither name.
2. Emoji and symbols, brackets and quotes with their contents, pronouns, and text after a separator
   such as ``|`` are left out.
3. "Doe, Jane" is turned round. Any other text after a comma is left out, and so are titles before
   and credentials after the name.
4. Names in Han, kana and Hangul have the surname first, and so have Vietnamese names, Russian names
   that end in a patronymic, and names whose first word alone is in capitals.
5. Elsewhere the surname is the last word, or begins at the first particle ("van", "de", "bin"), or
   is a Spanish or Portuguese pair. Everything before it is the first name.
6. A single name is a first name.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from lix_tui.services.records import person_name_words as words

_BRACKETS = re.compile(
    r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}|（[^（）]*）|【[^【】]*】|「[^「」]*」|“[^“”]*”|„[^„“”]*[“”]"
    r"|«[^«»]*»|\"[^\"]*\"|(?<!\w)['‘’][^'‘’]+['‘’](?!\w)"
)
_SEPARATOR = re.compile(r"\s*[|•‖¦;]\s*|\s+(?:[-–—~:/\\]|//|::|->|=>|·|@)\s+|\s+[-–—]+$")
_EMPTY_SLASHES = re.compile(r"\s*/\s*")
_HAN = r"\u3005\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HAN_OR_KANA = re.compile(rf"[{_HAN}\u3040-\u30ff]+")
_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]+")
_KATAKANA_NAME = re.compile("[\u30a0-\u30ff]+(?:[・＝=][\u30a0-\u30ff]+)+")


class PersonName(NamedTuple):
    """A name in its parts. Every letter of the full name is in exactly one of them."""

    first: str
    """Given names and initials."""
    last: str
    """Surname with its particles."""
    rest: str = ""
    """Titles, credentials, nicknames and everything else that was left out."""


def split_name(full: str) -> PersonName:
    """Return first and last name of a full name."""
    left_out: list[str] = []
    if " ".join(full.split()).casefold() in words.PLACEHOLDERS:
        return PersonName("", "", full)
    text = _without_symbols(full, left_out)
    text = _without_brackets(text, left_out)
    text = _before_separator(text, left_out)
    text, surname_first = _without_commas(text, left_out)
    tokens = _without_credentials(_without_titles(text.split(), left_out), left_out)
    first, last = _turned(tokens, surname_first, left_out)
    return PersonName(" ".join(first), " ".join(last), " ".join(left_out))


# -- what isn't part of the name -------------------------------------------------------------


def _without_symbols(text: str, left_out: list[str]) -> str:
    """Replace symbols such as emoji by spaces, or by a separator where two words are before."""
    found: list[str] = []
    after_symbol = False
    for character in text:
        joins = character == "\u200d" or "\ufe00" <= character <= "\ufe0f"  # parts of an emoji
        after_symbol = _is_symbol(character) or (after_symbol and joins)
        if after_symbol:
            left_out.append(character)
            found.append(" | " if len("".join(found).split()) > 1 else " ")
        else:
            found.append(character)
    return "".join(found)


def _is_symbol(character: str) -> bool:
    is_skin_tone = "\U0001f3fb" <= character <= "\U0001f3ff"
    return is_skin_tone or unicodedata.category(character) in ("So", "Cs", "Co", "Cn", "Cc")


def _without_brackets(text: str, left_out: list[str]) -> str:
    """Remove bracketed and quoted parts, unless nothing else is there."""
    while found := _BRACKETS.findall(text):
        rest = _BRACKETS.sub(" ", text)
        if not _has_letters(rest):
            left_out += found[1:]
            return str(found[0])[1:-1]
        left_out += found
        text = rest
    return text


def _before_separator(text: str, left_out: list[str]) -> str:
    """Return the text before a separator, without pronouns such as she/her."""
    parts = _SEPARATOR.split(text)
    kept = next((place for place, part in enumerate(parts) if _has_letters(part)), 0)
    left_out += parts[:kept] + parts[kept + 1 :]
    tokens = _EMPTY_SLASHES.sub("/", parts[kept]).split()
    named = [token for token in tokens if not _is_pronouns(token)]
    if not any(map(_has_letters, named)):
        return " ".join(tokens)
    left_out += [token for token in tokens if _is_pronouns(token)]
    return " ".join(named)


def _is_pronouns(token: str) -> bool:
    parts = [_folded(part) for part in token.split("/")]
    return len(parts) > 1 and all(part in words.PRONOUNS for part in parts)


def _without_commas(text: str, left_out: list[str]) -> tuple[str, bool]:
    """Return the name before credentials, and True if it is written as 'Doe, Jane'."""
    parts = [part.strip() for part in re.split("[,，、]", text)]
    named = [part for part in parts if _has_letters(part)]
    left_out += [part for part in parts if not _has_letters(part)]
    while len(named) > 1 and all(map(_is_any_credential, named[-1].split())):
        left_out.append(named.pop())
    if len(named) == 2 and _is_turned(*named):
        return f"{named[1]} , {named[0]}", True
    left_out += named[1:]
    return named[0] if named else text, False


def _is_turned(before: str, after: str) -> bool:
    """Return True for a surname before a comma and given names after it."""
    surname, given = before.split(), after.split()
    core = [token for token in surname if not _is_particle(token)]
    iberian = len(core) == 2 and all(_folded(word) in words.IBERIAN_SURNAMES for word in core)
    return (len(core) == 1 or iberian) and len(given) <= 2 and given[0][:1].isupper()


def _without_titles(tokens: list[str], left_out: list[str]) -> list[str]:
    while len(tokens) > 1 and _is_title(tokens[0]) and tokens[1] != ",":
        left_out.append(tokens[0])
        tokens = tokens[1:]
    return tokens


def _is_title(token: str) -> bool:
    word = _folded(token)
    return word in words.TITLES or (word in words.DOTTED_TITLES and "." in token)


def _without_credentials(tokens: list[str], left_out: list[str]) -> list[str]:
    in_capitals = all(token.upper() == token for token in tokens)
    while len(tokens) > 1 and "," not in tokens[-2:]:
        word = _folded(tokens[-1])
        certain = word in words.CREDENTIALS
        capital = (
            word in words.CAPITAL_CREDENTIALS
            and not in_capitals
            and tokens[-1].upper() == tokens[-1]
            and len(tokens) > 2
        )
        if not (certain or capital) or (word == "v" and tokens[-1] == "V."):
            break
        left_out.append(tokens[-1])
        tokens = tokens[:-1]
    return tokens


def _is_any_credential(token: str) -> bool:
    word = _folded(token)
    return word in words.CREDENTIALS or (
        word in words.CAPITAL_CREDENTIALS and token.upper() == token
    )


# -- order -----------------------------------------------------------------------------------


def _turned(
    tokens: list[str], surname_first: bool, left_out: list[str]
) -> tuple[list[str], list[str]]:
    """Return given names and surname."""
    if surname_first:
        comma = tokens.index(",")
        return tokens[:comma], tokens[comma + 1 :]
    eastern = _eastern(tokens, left_out)
    if eastern is not None:
        return eastern
    if len(tokens) < 2:
        return tokens, []
    for rule in (_vietnamese, _patronymic, _capital_surname):
        if (count := rule(tokens)) and count < len(tokens):
            return tokens[count:], tokens[:count]
    start = _surname_start(tokens)
    return tokens[:start], tokens[start:]


def _eastern(tokens: list[str], left_out: list[str]) -> tuple[list[str], list[str]] | None:
    """Return the parts of a name in Han, kana or Hangul; None for another script."""
    if _KATAKANA_NAME.fullmatch("".join(tokens)):  # a foreign name
        first, last = re.split("[・＝=]", "".join(tokens), maxsplit=1)
        return [first], [last]
    for script, length in ((_HAN_OR_KANA, _han_surname), (_HANGUL, _hangul_surname)):
        ours = [token for token in tokens if script.fullmatch(token)]
        others = [token for token in tokens if not script.fullmatch(token)]
        if not ours:
            continue
        if len(others) > 1:
            left_out += ours
            start = _surname_start(others)
            return others[:start], others[start:]
        if len(ours) == 1 and len(ours[0]) == 1 and others:
            return others, ours
        left_out += others
        if len(ours) > 1:
            return ours[1:], ours[:1]
        (name,) = ours
        cut = length(name)
        return ([name[cut:]], [name[:cut]]) if 0 < cut < len(name) else ([name], [])
    return None


def _han_surname(name: str) -> int:
    """Return the number of characters of the surname; 0 for a single name."""
    if not re.search(f"[{_HAN}]", name):
        return 0  # kana without a space
    known = (*words.COMPOUND_CHINESE_SURNAMES, *words.JAPANESE_SURNAMES)
    longest = max((len(one) for one in known if name.startswith(one)), default=0)
    if 0 < longest < len(name):
        return longest
    return 2 if len(name) > 3 else 1


def _hangul_surname(name: str) -> int:
    compound = name[:2] in words.KOREAN_COMPOUND_SURNAMES and len(name) > 2
    return 2 if compound else 1


def _vietnamese(tokens: list[str]) -> int:
    """Return 1 if the name is Vietnamese with the surname first, else 0."""
    first, last = _folded(tokens[0]), _folded(tokens[-1])
    marked = bool(
        words.VIETNAMESE_LETTERS & set(unicodedata.normalize("NFC", "".join(tokens).lower()))
    )
    middle = len(tokens) > 2 and _folded(tokens[1]) in ("thi", "van")
    if first not in words.VIETNAMESE_SURNAMES:
        return 0
    if last in words.VIETNAMESE_SURNAMES:
        return int(marked)
    return int(marked or middle or first in words.SURE_VIETNAMESE_SURNAMES)


def _patronymic(tokens: list[str]) -> int:
    return int(len(tokens) == 3 and tokens[-1].lower().endswith(words.PATRONYMICS))


def _capital_surname(tokens: list[str]) -> int:
    """Return the number of first words in capitals, as in 'DUPONT Jean', if others aren't."""
    count = 0
    while count < len(tokens) and _is_capital(tokens[count]):
        count += 1
    alone = count < len(tokens) and not any(map(_is_capital, tokens[count:]))
    long = any(len(token) > 2 for token in tokens[:count])
    return count if alone and long else 0


def _is_capital(token: str) -> bool:
    return len(token) > 1 and "." not in token and token.isupper()


def _surname_start(tokens: list[str]) -> int:
    """Return the index of the surname's first word in a name in Western order."""
    most = len(tokens) - 1
    if tokens and all(map(_is_particle, tokens[:-1])) and (most > 1 or tokens[0].islower()):
        return 0 if most else 1
    if _folded(tokens[-1]) in words.SURE_VIETNAMESE_SURNAMES:
        return max(most, 1)
    start = _first_surname_index(tokens)
    for rule in (_connected, _particle):
        if (found := rule(tokens, start)) is not None:
            return found
    return _pair_start(tokens, most, start)


def _first_surname_index(tokens: list[str]) -> int:
    """Return the least index of a surname: behind given names of several words."""
    if len(tokens) > 2 and _folded(tokens[0]) in words.SERVANT:
        return 3 if _is_particle(tokens[1]) and len(tokens) > 3 else 2
    for place in range(1, len(tokens) - 1):
        if not _is_particle(tokens[place]):
            if place > 1 and _folded(tokens[place]) in words.GIVEN_AFTER_PARTICLE:
                return place + 1
            break
    return 1


def _connected(tokens: list[str], least: int) -> int | None:
    """Return the place before a connector, as in 'Ortega y Gasset'."""
    for place in range(least + 1, len(tokens) - 1):
        if tokens[place] in words.CONNECTORS:
            start = place - 1
            while start > least and _is_particle(tokens[start - 1]):
                start -= 1
            return start
    return None


def _particle(tokens: list[str], least: int) -> int | None:
    """Return the place of the first particle, or of the Iberian surname before it."""
    for place in range(least, len(tokens) - 1):
        if _is_particle(tokens[place]):
            before = place - 1
            has_surname = before >= max(least, 1) and _folded(tokens[before]) in (
                words.IBERIAN_SURNAMES
            )
            return before if has_surname else place
    return None


def _pair_start(tokens: list[str], most: int, least: int) -> int:
    """Return the place of the last word, or of two if they are an Iberian pair of surnames."""
    if most - 1 < least:
        return max(most, 1)
    last, before = tokens[most], _folded(tokens[most - 1])
    if last.lower() in words.GENERATIONS:
        return _pair_start(tokens[:-1], most - 1, least) if most - 1 > least else most - 1
    pair = before in words.IBERIAN_SURNAMES and _folded(last) in words.IBERIAN_SURNAMES
    return most - 1 if pair else most


def _is_particle(token: str) -> bool:
    word = _folded(token)
    if word in words.LOWER_PARTICLES:
        return token in (token.lower(), "Ó")
    return word in words.PARTICLES


def _has_letters(text: str) -> bool:
    return any(character.isalpha() for character in text)


def _folded(token: str) -> str:
    """Return a word in lower case without accents and dots, and without marks around it."""
    plain = unicodedata.normalize("NFD", token.lower()).replace("đ", "d")
    kept = "".join(c for c in plain if unicodedata.category(c) != "Mn" and c not in ".'’®™")
    return kept.strip("-*,:")
