"""Merged records: found by every key, with what each endpoint says, and notice of changes."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from lix_tui.api.models.lookc import LookcAnswer, LookcHit
from lix_tui.api.models.person import Person
from lix_tui.linkedin.links import organisation_keys, person_keys
from lix_tui.services.kinds import KINDS
from lix_tui.services.library.annotations import NoteChange
from lix_tui.services.library.entry_view import preview_of_entry
from lix_tui.services.library.tags import TagChange
from lix_tui.services.queries.query import query_from_keywords
from lix_tui.services.records.lookups import LookupOptions
from lix_tui.services.records.merged_record import MergedRecord
from lix_tui.services.records.record_types import RECORD_TYPES
from lix_tui.services.services import Services

OLIVIA = "https://www.linkedin.com/in/olivia-shaw"
OPTIONS = LookupOptions("test")


async def load(services: Services) -> None:
    session = await services.searches.open(
        KINDS["people"], query_from_keywords("people", "engineer")
    )
    await session.load_next(place="test")


async def olivia(services: Services) -> MergedRecord:
    found = await services.merged_records.find("person", person_keys(OLIVIA))
    assert found is not None
    return found


async def test_a_record_has_what_search_profile_and_address_say(services: Services) -> None:
    await load(services)
    sparse = await olivia(services)
    assert isinstance(sparse.record, Person)
    assert not sparse.record.skills
    assert sparse.endpoints == {"people_search"}
    bought = await services.lookups.get("person", OLIVIA, OPTIONS)
    address = await services.lookups.get("email", OLIVIA, OPTIONS)
    await services.lookups.get("person_ids", OLIVIA, OPTIONS)
    full = await olivia(services)
    person = full.record
    assert isinstance(person, Person)
    assert isinstance(bought.record, Person)
    assert person.skills == bought.record.skills
    assert person.experience == bought.record.experience
    assert person.email == getattr(address.record, "email", None) is not None
    assert full.sources["email"].endpoint == "email"
    assert full.sources["skills"].endpoint == "person"
    assert full.sources["skills"].at == bought.fetched_at
    assert {"person", "email", "person_ids"} <= full.endpoints
    fields = RECORD_TYPES["person"]
    assert fields.field("email_status").read(person, full.value) == person.email_status
    assert fields.field("lix_id").read(person, full.value)


async def test_every_key_finds_the_same_record(services: Services) -> None:
    bought = await services.lookups.get("person", OLIVIA, OPTIONS)
    assert isinstance(bought.record, Person)
    links = [text for text in RECORD_TYPES["person"].own_links(bought.record) if text]
    keys = person_keys(*links)
    assert len(keys) > 2
    found = await services.merged_records.find_many("person", [*keys, "slug:nobody"])
    assert set(found) == set(keys)
    assert len({record.entry_id for record in found.values()}) == 1
    assert await services.merged_records.find_many("person", []) == {}
    assert await services.merged_records.find("person", ["slug:nobody"]) is None
    assert await services.merged_records.find("organisation", keys) is None


async def test_many_keys_are_read_in_few_queries(services: Services) -> None:
    await load(services)
    keys = [*(f"slug:nobody-{n}" for n in range(1500)), *person_keys(OLIVIA)]
    assert set(await services.merged_records.find_many("person", keys)) == {keys[-1]}


async def test_whoever_listens_hears_of_answers_notes_and_tags(services: Services) -> None:
    heard: list[set[str]] = []

    def listen(keys: Sequence[str]) -> None:
        heard.append(set(keys))

    services.merged_records.listeners.append(listen)
    await load(services)
    await asyncio.sleep(0)
    (key,) = person_keys(OLIVIA)
    assert key in heard[-1]
    await services.lookups.get("email", OLIVIA, OPTIONS)
    await asyncio.sleep(0)
    assert key in heard[-1]
    assert len(heard) == 2
    entry_id = (await olivia(services)).entry_id
    await services.annotations.write_note([entry_id], NoteChange("met in Oslo"))
    await services.annotations.write_tags([entry_id], TagChange(("vip",)))
    await asyncio.sleep(0)
    assert len(heard) == 4
    found = await olivia(services)
    assert (found.note, found.tags) == ("met in Oslo", "vip")
    fields = RECORD_TYPES["person"]
    assert fields.field("note").read(found.record, found.value) == "met in Oslo"
    assert fields.field("tags").read(found.record, found.value) == "vip"


async def test_the_preview_of_a_library_entry_shows_the_address(services: Services) -> None:
    await services.lookups.get("email", OLIVIA, OPTIONS)
    record = await olivia(services)
    detail = await services.library.detail(record.entry_id)
    assert detail is not None
    texts = [line.text for line in preview_of_entry(detail.entry, detail)[1]]
    assert f"Email · {record.value['email']}" in texts
    assert "Email status · VALID" in texts


async def test_the_company_that_an_address_leads_to_has_a_record(services: Services) -> None:
    address = "sanjay.nair@foxbank.example"
    await services.lookups.get("person_by_email", address, OPTIONS)
    keys = organisation_keys("https://www.linkedin.com/company/foxbank")
    found = await services.merged_records.find("organisation", keys)
    assert found is not None
    assert found.value["name"] == "Foxbank"
    assert found.endpoints == {"person_by_email"}
    await services.lookups.get("organisation", "https://www.linkedin.com/company/foxbank", OPTIONS)
    whole = await services.merged_records.find("organisation", keys)
    assert whole is not None
    assert (whole.entry_id, "organisation" in whole.endpoints) == (found.entry_id, True)
    owner = await services.merged_records.find("person", person_keys("sanjay-nair"))
    assert owner is None or owner.value["email"] == address


def test_a_company_without_a_link_makes_no_record() -> None:
    owner = RECORD_TYPES["person_by_email"]
    for organisation, kinds in (
        (LookcHit("Acme", None, None), []),
        (LookcHit("Acme", "https://www.linkedin.com/company/", None), []),
        (LookcHit("Acme", None, "https://linkedin.com/sales/company/123"), ["organisation"]),
        (LookcHit(None, "https://www.linkedin.com/company/acme", None), ["organisation"]),
    ):
        answer = LookcAnswer(False, None, "complete", (), organisation)
        assert [one.kind for one in owner.listings(answer, "a@b.example")] == kinds
