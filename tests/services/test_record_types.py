"""Declarations of record types: every part refers to declared fields."""

from __future__ import annotations

from typing import get_args

import pytest

from lix_tui.api.models.conversation import Conversation, Message
from lix_tui.api.models.elements import Record
from lix_tui.api.models.email import EmailAnswer
from lix_tui.api.models.employment import Employment
from lix_tui.api.models.extended_profile import ExtendedProfile
from lix_tui.api.models.hirers import Hirers
from lix_tui.api.models.ids import OrganisationIds, PersonIds
from lix_tui.api.models.lookc import LookcAnswer
from lix_tui.api.models.person import PersonWithEmail
from lix_tui.api.models.website_matches import WebsiteMatches
from lix_tui.services.kinds import SCREENS, Kind
from lix_tui.services.records.record_names import NAMES
from lix_tui.services.records.record_type import LookedUp, RecordType
from lix_tui.services.records.record_types import RECORD_TYPES, type_of
from lix_tui.services.records.view_registry import view_of

OTHERS = (
    Hirers(), EmailAnswer(), LookcAnswer(False, None, None), PersonIds(), OrganisationIds(),
    WebsiteMatches(), ExtendedProfile(), Employment(), PersonWithEmail(),
)  # fmt: skip


@pytest.mark.parametrize("record_type", RECORD_TYPES.values(), ids=lambda one: one.endpoint)
def test_every_part_refers_to_declared_fields(record_type: RecordType[LookedUp]) -> None:
    ids = [field.id for field in record_type.fields]
    assert len(ids) == len(set(ids))
    exported = {field.id for field in record_type.fields if field.exported}
    assert set(record_type.export_defaults) <= exported
    assert {field_id for _, field_id in record_type.copies} <= set(ids)
    assert (record_type.entry is None) == (not record_type.is_exported)


def test_every_model_has_one_type() -> None:
    models = [one.model for one in RECORD_TYPES.values()]
    assert len(models) == len(set(models))
    assert set(get_args(Record)) - {Conversation, Message} <= set(models)
    for record in OTHERS:
        assert type_of(record).model is type(record)


@pytest.mark.parametrize("kind", SCREENS, ids=lambda kind: kind.name)
def test_a_table_shows_the_fields_of_its_record_type(kind: Kind) -> None:
    record_type, columns = RECORD_TYPES[kind.detail], view_of(kind.name).columns
    assert tuple(column.id for column in columns if column.is_default) == kind.columns
    exported = {one.id for one in record_type.fields if one.exported and not one.number}
    assert {column.id for column in columns} == exported | set(kind.columns)
    for column in columns:
        assert column.title == record_type.field(column.id).label


@pytest.mark.parametrize("record", OTHERS, ids=lambda record: type(record).__name__)
def test_an_empty_answer_can_be_shown_and_copied(record: LookedUp) -> None:
    record_type = type_of(record)
    assert [form.label for form in record_type.copy_forms(record, {})] == ["JSON"]
    assert all(section.lines for section in record_type.sections(record))
    assert all(entry.key for entry in record_type.listings(record, "someone"))


def test_a_field_that_does_not_exist_is_refused() -> None:
    with pytest.raises(KeyError):
        RECORD_TYPES["person"].field("no_such_field")
    with pytest.raises(KeyError):
        RECORD_TYPES["person"].columns(["no_such_field"])


def test_records_with_keys_of_another_type_say_what_they_are_about() -> None:
    """A lookup of an entity has the entity's keys; it is found and deleted with its entry."""
    entities = {name: one for name, one in RECORD_TYPES.items() if one.is_exported}
    for name, one in RECORD_TYPES.items():
        shared = [entity for entity, other in entities.items() if one.keys is other.keys]
        if name not in entities and shared:
            assert one.subject in shared, name


def test_every_type_has_its_words() -> None:
    """The footer says what a key opens; without a word it would say "Record"."""
    assert set(NAMES) == set(RECORD_TYPES)
