"""Notes and tags as the user writes them: many at once, undone in one step, never cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lix_tui.services.kinds import KINDS
from lix_tui.services.library.annotations import MOST_NOTE, NoteChange, NoteTooLong, RecordRef
from lix_tui.services.library.record_choice import names_in
from lix_tui.services.library.tags import (
    TagChange,
    change_to,
    completed,
    completions,
    count_tags,
    read_change,
    read_tags,
)
from lix_tui.services.queries.query import query_from_keywords
from lix_tui.services.services import Services

OLIVIA = "https://www.linkedin.com/in/olivia-shaw"


async def ten_people(services: Services) -> list[int]:
    query = query_from_keywords("people", "engineer")
    session = await services.searches.open(KINDS["people"], query)
    await session.load_next(place="test")
    refs = [RecordRef("", "person", (element.key,)) for element in session.elements]
    return [entry for entry in await services.annotations.entries_of(refs) if entry is not None]


async def test_many_records_are_noted_and_undone_in_one_step(services: Services) -> None:
    ids = await ten_people(services)
    assert len(ids) == 10
    await services.annotations.write_note(ids[:1], NoteChange("met her"))
    assert await services.annotations.write_note(ids, NoteChange("call\nin May", append=True)) == 10
    notes = [one.note for one in await services.annotations.read(ids)]
    assert notes == ["met her\ncall\nin May", *["call\nin May"] * 9]
    assert await services.annotations.undo() == "Restored the note of 10 records."
    notes = [one.note for one in await services.annotations.read(ids)]
    assert notes == ["met her", *[""] * 9]
    assert await services.annotations.undo() == "Restored the note of 1 record."
    assert "nothing to undo" in await services.annotations.undo()


async def test_undo_leaves_alone_what_was_written_since(services: Services) -> None:
    ids = await ten_people(services)
    await services.annotations.write_tags(ids[:3], TagChange(("icp",)))
    await services.store.run(
        lambda store: store.annotations.write(ids[:1], lambda one: type(one)(one.entry_id, "", "x"))
    )
    words = "Restored the tags of 2 records. 1 record was changed since and left alone."
    assert await services.annotations.undo() == words
    assert [one.tags for one in await services.annotations.read(ids[:3])] == ["x", "", ""]


async def test_a_note_is_never_cut(services: Services) -> None:
    ids = await ten_people(services)
    await services.annotations.write_note(ids[:1], NoteChange("x" * MOST_NOTE))
    with pytest.raises(NoteTooLong, match=r"4,002 characters\. Use 4,000 at most"):
        await services.annotations.write_note(ids, NoteChange("y", append=True))
    assert [one.note for one in await services.annotations.read(ids[1:2])] == [""]


async def test_tags_are_known_with_the_most_used_first(services: Services) -> None:
    ids = await ten_people(services)
    await services.annotations.write_tags(ids[:2], read_change("warm icp"))
    await services.annotations.write_tags(ids[1:4], read_change("icp beta"))
    assert list(await services.annotations.known_tags()) == ["icp", "beta", "warm"]
    assert (await services.annotations.known_tags())["icp"] == 4


async def test_lines_of_a_pipe_name_records(services: Services) -> None:
    ids = await ten_people(services)
    lines = [str(ids[3]), "", OLIVIA, f'{{"id": {ids[5]}, "kind": "person"}}', "in/nobody-here",
             "olivia@example.com", "99999", "{broken", f'{{"link": "{OLIVIA}"}}', "two words"]  # fmt: skip
    choices = await services.library.find(names_in(lines))
    found = [None if one.entry is None else one.entry.id for one in choices]
    assert found[0] == ids[3]
    assert found[1] == found[7] != None  # noqa: E711  # a chain
    assert found[2] == ids[5]
    assert found[3:7] == [None] * 4
    assert found[8] is None


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("VIP, follow-up  vip", TagChange(("vip", "follow-up"))),
        ("#icp -cold", TagChange(("icp",), ("cold",))),
        ("icp -icp", TagChange((), ("icp",))),
        ("- , ü_1 重要", TagChange(("ü_1", "重要"))),
        ("", TagChange()),
    ],
)
def test_tags_are_words(text: str, change: TagChange) -> None:
    assert read_change(text) == change
    assert read_tags(text) == change.add


def test_an_edited_text_leads_to_a_change() -> None:
    assert change_to("icp warm", "cold icp") == TagChange(("warm",), ("cold",))
    assert change_to("", "cold icp") == TagChange((), ("cold", "icp"))
    assert change_to("icp -icp", "icp") == TagChange((), ("icp",))
    assert TagChange(("a",), replaces=True).of("b c") == "a"
    assert TagChange(("a", "b"), ("c",)).of("b c d") == "b d a"
    assert TagChange(("a",), ("c",)).words == "+a −c"


@given(st.lists(st.from_regex(r"[a-z][a-z-]{0,4}", fullmatch=True)), st.text(max_size=30))
def test_a_change_always_leads_to_the_edited_tags(before: list[str], text: str) -> None:
    tags = " ".join(dict.fromkeys(before))
    assert set(change_to(text, tags).of(tags).split()) == set(read_tags(text))


def test_tags_complete_as_they_are_typed() -> None:
    known = list(count_tags([("icp warm", 3), ("warm-lead icp", 2), ("warm", 4)]))
    assert known == ["warm", "icp", "warm-lead"]
    assert completions("", known) == known
    assert completions("wa", known) == ["warm", "warm-lead"]
    assert completions("icp WA", known) == ["warm", "warm-lead"]
    assert completions("warm ", known) == ["icp", "warm-lead"]
    assert completions("icp -w", known) == ["warm", "warm-lead"]
    assert completions("new", known) == []
    assert completed("icp -w", "warm") == "icp -warm "
    assert completed("#w", "warm") == "warm "
    assert completed("icp ", "warm") == "icp warm "
