"""First and last names of real-shaped full names."""

from __future__ import annotations

import unicodedata
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lix_tui.services.export.columns import select
from lix_tui.services.records import person_name_words as words
from lix_tui.services.records.person_name import split_name
from tests.services.export_samples import rows

NAMES = (
    # plain names, middle names, initials
    ("Ada Lovelace", "Ada", "Lovelace"),
    ("  Ada   Lovelace ", "Ada", "Lovelace"),
    ("Mary Ann Evans", "Mary Ann", "Evans"),
    ("John F. Kennedy", "John F.", "Kennedy"),
    ("J. R. R. Tolkien", "J. R. R.", "Tolkien"),
    ("J.K. Rowling", "J.K.", "Rowling"),
    ("Karthik S.", "Karthik", "S."),
    ("Kumar V", "Kumar", "V"),
    ("Mary-Jane O'Neil", "Mary-Jane", "O'Neil"),
    ("Jean-Luc Picard", "Jean-Luc", "Picard"),
    ("Anna Smith-Jones", "Anna", "Smith-Jones"),
    ("ADA LOVELACE", "ADA", "LOVELACE"),
    ("ada lovelace", "ada", "lovelace"),
    ("JACK MA", "JACK", "MA"),
    ("Yo-Yo Ma", "Yo-Yo", "Ma"),
    ("Tuan Do", "Tuan", "Do"),
    # single names and placeholders
    ("Madonna", "Madonna", ""),
    ("Madonna, MBA", "Madonna", ""),
    ("LinkedIn Member", "", ""),
    ("linkedin member", "", ""),
    ("", "", ""),
    ("🚀", "", ""),
    ("Dr", "Dr", ""),
    # particles
    ("Vincent van Gogh", "Vincent", "van Gogh"),
    ("Anna van den Berg", "Anna", "van den Berg"),
    ("Jan Pieter van der Meer", "Jan Pieter", "van der Meer"),
    ("Ursula von der Leyen", "Ursula", "von der Leyen"),
    ("Karl-Theodor zu Guttenberg", "Karl-Theodor", "zu Guttenberg"),
    ("Charles de Gaulle", "Charles", "de Gaulle"),
    ("Leonardo da Vinci", "Leonardo", "da Vinci"),
    ("Guillermo del Toro", "Guillermo", "del Toro"),
    ("Carlo dalla Chiesa", "Carlo", "dalla Chiesa"),
    ("Anne-Marie De La Fontaine", "Anne-Marie", "De La Fontaine"),
    ("Jean le Rond d'Alembert", "Jean", "le Rond d'Alembert"),
    ("Pieter 't Hart", "Pieter", "'t Hart"),
    ("Van Morrison", "Van", "Morrison"),
    ("Al Pacino", "Al", "Pacino"),
    ("Ben Affleck", "Ben", "Affleck"),
    ("Seán Ó Briain", "Seán", "Ó Briain"),
    ("Henry St. John", "Henry", "St. John"),
    ("van der Berg", "", "van der Berg"),
    ("de Vries", "", "de Vries"),
    ("Salman bin Abdulaziz Al Saud", "Salman", "bin Abdulaziz Al Saud"),
    ("Siti binti Rahman", "Siti", "binti Rahman"),
    ("Omar al-Bashir", "Omar", "al-Bashir"),
    ("Fatima El Amrani", "Fatima", "El Amrani"),
    ("Abdul Rahman Al-Sudais", "Abdul Rahman", "Al-Sudais"),
    ("Abdul Rahman", "Abdul", "Rahman"),
    ("محمد بن سلمان", "محمد", "بن سلمان"),
    ("عبد الرحمن السديس", "عبد الرحمن", "السديس"),
    # Spanish and Portuguese
    ("Gabriel García Márquez", "Gabriel", "García Márquez"),
    ("María José García López", "María José", "García López"),
    ("Juan Carlos Pérez", "Juan Carlos", "Pérez"),
    ("Ana Paula Souza", "Ana Paula", "Souza"),
    ("José Ortega y Gasset", "José", "Ortega y Gasset"),
    ("Luis García de la Torre", "Luis", "García de la Torre"),
    ("María del Carmen Pérez", "María del Carmen", "Pérez"),
    ("Maria de Fátima Souza Lima", "Maria de Fátima", "Souza Lima"),
    ("Maria da Silva Santos", "Maria", "da Silva Santos"),
    ("João Pedro da Silva", "João Pedro", "da Silva"),
    ("Carlos Silva Neto", "Carlos", "Silva Neto"),
    ("Carlos Alberto Souza Júnior", "Carlos Alberto", "Souza Júnior"),
    ("Juan Pérez", "Juan", "Pérez"),
    # titles, suffixes, credentials
    ("Dr. Jane Doe", "Jane", "Doe"),
    ("Prof. Dr. Hans Müller", "Hans", "Müller"),
    ("Dipl.-Ing. Franz Huber", "Franz", "Huber"),
    ("Sra. Ana Ruiz", "Ana", "Ruiz"),
    ("CA. Rahul Sharma", "Rahul", "Sharma"),
    ("Martin Luther King Jr.", "Martin Luther", "King"),
    ("Robert Downey, Jr.", "Robert", "Downey"),
    ("Henry Ford III", "Henry", "Ford"),
    ("Jane Doe, PhD, MBA", "Jane", "Doe"),
    ("Jane Doe Ph.D.", "Jane", "Doe"),
    ("Jane Doe MBA PMP®", "Jane", "Doe"),
    ("Jane Doe, Certified Coach", "Jane", "Doe"),
    ("Jane van Doe, RN, BSN", "Jane", "van Doe"),
    ("Jane Doe, MA", "Jane", "Doe"),
    ("Jane Doe MA", "Jane", "Doe"),
    ("Jane DOE MBA", "Jane", "DOE"),
    # with a comma, surname first
    ("Doe, Jane", "Jane", "Doe"),
    ("Doe, Jane, MBA", "Jane", "Doe"),
    ("van Gogh, Vincent", "Vincent", "van Gogh"),
    ("García López, María", "María", "García López"),
    ("DUPONT Jean", "Jean", "DUPONT"),
    ("Jean DUPONT", "Jean", "DUPONT"),
    ("VAN DER BERG Jan", "Jan", "VAN DER BERG"),
    ("TJ Miller", "TJ", "Miller"),
    # nicknames, pronouns, emoji, separators
    ("Robert (Bob) Smith", "Robert", "Smith"),
    ("Wei (David) Zhang", "Wei", "Zhang"),
    ("William “Bill” Gates", "William", "Gates"),
    ('William "Bill" Gates', "William", "Gates"),
    ("William 'Bill' Gates", "William", "Gates"),
    ("Jane Smith (née Jones)", "Jane", "Smith"),
    ("(Bob)", "Bob", ""),
    ("“Bob” (he/him)", "Bob", ""),
    ("Jane Doe (she/her)", "Jane", "Doe"),
    ("Jane Doe She/Her/Hers", "Jane", "Doe"),
    ("Jane Doe - they / them", "Jane", "Doe"),
    ("🚀 Jane Doe 🚀", "Jane", "Doe"),
    ("Jane ✨ Doe 👩‍💻", "Jane", "Doe"),
    ("Gianni D´Angelo", "Gianni", "D´Angelo"),
    ("Jane Doe 🇸🇪", "Jane", "Doe"),
    ("Jane Doe | Recruiter", "Jane", "Doe"),
    ("Jane Doe – Open to work", "Jane", "Doe"),
    ("Jane Doe ★ Coach", "Jane", "Doe"),
    # East Asian and Vietnamese
    ("王小明", "小明", "王"),
    ("李 明", "明", "李"),
    ("欧阳娜娜", "娜娜", "欧阳"),
    ("司馬懿", "懿", "司馬"),
    ("诸葛亮", "亮", "诸葛"),
    ("山田太郎", "太郎", "山田"),
    ("山田 太郎", "太郎", "山田"),
    ("佐々木希", "希", "佐々木"),
    ("田中実", "実", "田中"),
    ("やまだ たろう", "たろう", "やまだ"),
    ("マイケル・ジョーダン", "マイケル", "ジョーダン"),
    ("王小明 (Xiaoming Wang)", "小明", "王"),
    ("Xiaoming Wang 王小明", "Xiaoming", "Wang"),
    ("David 王", "David", "王"),
    ("김민수", "민수", "김"),
    ("김 민수", "민수", "김"),
    ("남궁민수", "민수", "남궁"),
    ("Nguyễn Văn An", "Văn An", "Nguyễn"),
    ("Trần Thị Mai Hương", "Thị Mai Hương", "Trần"),
    ("Nguyen Van Anh", "Van Anh", "Nguyen"),
    ("Van Anh Nguyen", "Van Anh", "Nguyen"),
    ("Linh Tran", "Linh", "Tran"),
    ("Đặng Lê Nguyên", "Lê Nguyên", "Đặng"),
    # Cyrillic
    ("Иван Петров", "Иван", "Петров"),
    ("Иванов Иван Иванович", "Иван Иванович", "Иванов"),
    ("Иван Иванович Иванов", "Иван Иванович", "Иванов"),
)


def letters(text: str) -> Counter[str]:
    return Counter(c for c in text if unicodedata.category(c)[0] in "LM")


@pytest.mark.parametrize(("full", "first", "last"), NAMES)
def test_a_name_is_split(full: str, first: str, last: str) -> None:
    name = split_name(full)
    assert name[:2] == (first, last)
    assert letters(" ".join(name)) == letters(full), "no letter is lost or invented"


PIECES = [
    *sorted(words.TITLES), *sorted(words.PARTICLES), *sorted(words.CREDENTIALS), "Ana", "GARCÍA",
    "Lopez", "王", "王小明", "김민수", "Nguyễn", "y", "she/her", "(Bob)", "“Bill”", "|", ",", "-", "🚀",
    "O'Neil", "J.", "'t", "(", ")", "LinkedIn", "Member", "マイケル・ジョーダン", "Júnior", "de", "Иванович",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=8).map(" ".join) | st.text(max_size=40))
def test_no_letter_is_lost_or_invented(full: str) -> None:
    name = split_name(full)
    assert letters(" ".join(name)) == letters(full)
    for part in name[:2]:
        assert part == " ".join(part.split()), "no space around it"


@given(st.sampled_from([full for full, *_ in NAMES]), st.sampled_from(["", " 🚀", " (she/her)"]))
def test_a_split_name_stays_split(full: str, more: str) -> None:
    first, last, _ = split_name(full)
    assert split_name(full + more)[:2] == (first, last) or not first + last


@pytest.mark.parametrize(
    ("person", "first", "last"),
    [
        ({"name": "Ada van Berg, PhD"}, "Ada", "van Berg"),
        ({"name": "Ada Berg", "firstName": "A.", "lastName": "B, MBA"}, "A.", "B, MBA"),
        ({"name": "Ada Maria Berg", "firstName": "Ada Maria"}, "Ada Maria", "Berg"),
        ({"firstName": "Ada"}, "Ada", None),
        ({"name": "LinkedIn Member"}, None, None),
        ({}, None, None),
    ],
)
def test_the_export_fills_both_names(
    person: dict[str, object], first: str | None, last: str | None
) -> None:
    (row,) = rows(person)
    read = {
        column.id: column.read(row)
        for column in select(["first_name", "last_name"], ["person"]).columns()
    }
    assert read == {"first_name": first, "last_name": last}
