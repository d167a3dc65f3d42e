"""What ``lix-tui get`` can get, and the link that a value stands for."""

from __future__ import annotations

from collections.abc import Mapping

from lix_tui.cli.failures import Failure

WHAT: Mapping[str, str] = {
    "person": "person",
    "organisation": "organisation",
    "job": "job",
    "hirers": "hirers",
    "post": "post",
    "person-ids": "person_ids",
    "organisation-ids": "organisation_ids",
    "email": "email",
    "by-email": "person_by_email",
    "connections": "connections",
}
"""Each word with the endpoint that answers."""

_RECORD = {
    "hirers": "job",
    "person-ids": "person",
    "organisation-ids": "organisation",
    "email": "person",
}
"""Words whose value is a record of another name."""


def value_of(what: str, value: str) -> str:
    """A link, an id or an address that the lookup takes, from any form of it.

    Raises Failure for anything else.
    """
    from lix_tui.explorer.lix_ids import lix_id_of
    from lix_tui.explorer.query import OPENABLE, QueryError, looks_like_link, viewer_named
    from lix_tui.linkedin import links
    from lix_tui.linkedin.recognise import recognise

    if what == "connections":
        try:
            return viewer_named(value)
        except QueryError as error:
            raise Failure(str(error), 2) from None
    target = recognise(value)
    if what == "by-email":
        if target.kind == "email" and target.entity_id:
            return target.entity_id
        raise _refusal(value, "an email address")
    record = _RECORD.get(what, what)
    if what.endswith("-ids") and lix_id_of(value) == record:
        return value.strip()
    if OPENABLE.get(target.kind) == record and target.url and not target.problem:
        return target.url
    if target.kind == "unknown" and not looks_like_link(value):
        make = {
            "person": links.person_link,
            "organisation": links.company_link,
            "job": links.job_link,
            "post": links.post_link,
        }[record]
        try:
            return make(value.strip())
        except ValueError:
            pass
    article = "an" if record[0] in "aeiou" else "a"
    raise _refusal(value, f"a link or an id of {article} {record}")


def _refusal(value: str, wanted: str) -> Failure:
    from lix_tui.explorer.query import ENTITY_WORDS
    from lix_tui.linkedin.recognise import recognise

    target = recognise(value)
    known = ENTITY_WORDS.get(target.kind)
    problem = f"This is {known}" if known else (target.problem or "This is something else")
    message = f"{problem.rstrip('.')}; give {wanted}."
    return Failure(message, 2)
