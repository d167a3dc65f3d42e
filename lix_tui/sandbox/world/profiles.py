"""Parts of a whole profile: about text, skills, schools, certificates, languages."""

from __future__ import annotations

from dataclasses import dataclass

from lix_tui.sandbox.world.dice import between, dice, pick, sample
from lix_tui.sandbox.world.functions import COMMON_SKILLS
from lix_tui.sandbox.world.hostile import hostile_headline
from lix_tui.sandbox.world.people import WorldPerson
from lix_tui.sandbox.world.tables import rows

LANGUAGES = {
    "ar": "Arabic",
    "en": "English",
    "es": "Spanish",
    "pt": "Portuguese",
    "zh": "Chinese",
    "fr": "French",
    "it": "Italian",
    "ru": "Russian",
    "de": "German",
    "nl": "Dutch",
    "tr": "Turkish",
    "tl": "Tagalog",
    "pl": "Polish",
    "ko": "Korean",
    "ja": "Japanese",
    "ms": "Malay",
    "no": "Norwegian",
    "da": "Danish",
    "ro": "Romanian",
    "sv": "Swedish",
    "in": "Bahasa Indonesia",
    "cs": "Czech",
}
"""LinkedIn's profile languages by code."""
_DEGREES = ("Bachelor of Science", "Bachelor of Arts", "Master of Science", "MBA", "Diploma", "PhD")
_PROFICIENCIES = ("PROFESSIONAL_WORKING", "LIMITED_WORKING", "FULL_PROFESSIONAL", "ELEMENTARY")
_CERTIFICATES = (
    ("Project Management Professional", "Institute of Projects"),
    ("Certified Cloud Architect", "Cloud Guild"),
    ("First Aid at Work", "Safety Council"),
    ("Certified Scrum Master", "Agile Circle"),
    ("Advanced Spreadsheet Modelling", "Finance Academy"),
)
_ABOUT = (
    "I have spent {years} years in {area} and still enjoy every week of it.",
    "My work is about {skill} and the people who depend on it.",
    "At {company} I look after {topic} from the first idea to daily use.",
    "I like small teams, clear writing and numbers that can be checked.",
    "Away from the desk: long walks, a slow bread oven and two impatient dogs.",
    "Happy to talk about {topic}, {skill} or how to start in {area}.",
    "Before that I learned the trade in {industry}, mostly by breaking things and mending them.",
)


@dataclass(frozen=True, slots=True)
class School:
    """A school; ``id`` is its id in Sales Navigator's SCHOOL filter."""

    id: int
    name: str
    country: str


@dataclass(frozen=True, slots=True)
class Study:
    """Time at a school, in years."""

    school: School
    degree: str
    field: str
    start: int
    end: int


SCHOOLS: tuple[School, ...] = tuple(
    School(int(id_), name, country) for id_, name, country in rows("schools")
)
_LOCAL = {
    country: [school for school in SCHOOLS if school.country == country]
    for country in {school.country for school in SCHOOLS}
}


def skills(person: WorldPerson) -> tuple[tuple[str, int], ...]:
    """Return skills with endorsements, the most endorsed first; one profile in 14 has none."""
    if person.one_in(14, 11):
        return ()
    mask = person.bits >> 5
    pool = person.function.skills + tuple(COMMON_SKILLS)
    chosen = [skill for place, skill in enumerate(pool) if mask >> place & 1]
    counts = sorted(((person.bits >> place) % 97 for place in range(len(chosen))), reverse=True)
    return tuple(zip(chosen, counts, strict=True))


def studies(person: WorldPerson, this_year: int) -> tuple[Study, ...]:
    """Return education, the latest first; one profile in 10 has none."""
    if person.one_in(10, 13):
        return ()
    nearby = _LOCAL.get(person.area.country, SCHOOLS)
    end = this_year - person.experience // 12 - 1
    first = nearby[(person.bits >> 17) % len(nearby)]
    found = [Study(first, _DEGREES[person.bits >> 21 & 1], person.function.area, end - 3, end)]
    if person.one_in(3, 23):
        second = SCHOOLS[(person.bits >> 25) % len(SCHOOLS)]
        degree = _DEGREES[2 + (person.bits >> 31) % 4]
        found.insert(0, Study(second, degree, person.function.name, end, end + 2))
    return tuple(found)


def about(seed: int, person: WorldPerson) -> str:
    """Return the text of the section About; empty for three in ten people, rarely hostile."""
    roll = dice(seed, 4, person.index)
    chance = roll()
    if chance < 0.3:
        return ""
    if chance > 1 - 1 / 150:
        return hostile_headline(roll)
    industry = person.organisation.industry if person.organisation else None
    facts = {
        "years": max(2, person.experience // 12),
        "area": person.function.area.lower(),
        "skill": pick(roll, person.function.skills),
        "company": person.organisation.name if person.organisation else "work",
        "topic": pick(roll, industry.words) if industry else "new things",
        "industry": industry.name if industry else "several industries",
    }
    sentences = sample(roll, _ABOUT, between(roll, 2, 5))
    return "\n\n".join(sentence.format(**facts) for sentence in sentences)


def certificates(seed: int, person: WorldPerson) -> list[tuple[str, str]]:
    """Return titles and issuers of certificates; empty for most people."""
    roll = dice(seed, 5, person.index)
    return sample(roll, _CERTIFICATES, max(0, between(roll, -3, 2)))


def languages(person: WorldPerson) -> tuple[tuple[str, str], ...]:
    """Return languages with LinkedIn's words for proficiency; one profile in 5 has none."""
    if person.one_in(5, 19):
        return ()
    own = LANGUAGES[person.culture.language]
    found = [(own, "NATIVE_OR_BILINGUAL")]
    codes = list(LANGUAGES)
    for shift in (33, 38):
        other = LANGUAGES[codes[(person.bits >> shift) % len(codes)]]
        if other != own and other not in (name for name, _ in found):
            found.append((other, _PROFICIENCIES[(person.bits >> shift + 2) & 3]))
    if own != "English" and "English" not in (name for name, _ in found):
        found.append(("English", _PROFICIENCIES[person.bits >> 43 & 3]))
    return tuple(found)
