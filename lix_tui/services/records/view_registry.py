"""Views of the elements of each kind of search, loaded with the models of its answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lix_tui.services.kinds import KINDS

if TYPE_CHECKING:
    from lix_tui.services.kinds import Kind, KindName
    from lix_tui.services.records.element_view import ElementView
    from lix_tui.services.records.record_type import RecordType


def view_of(kind: KindName) -> ElementView:
    """Return the view of a kind's elements. Imports the models of the kind's answers."""
    from lix_tui.services.records.element_view import ElementView

    declared, opens = _declared(kind), None
    if kind == "activity_comments":
        from lix_tui.services.records.types.activity import post_of_comment

        opens = ("post", post_of_comment)
    is_list = declared.target is not None and kind != "connections"  # its type shows them
    return ElementView(
        _record_type(kind), declared.columns, _companies(kind), opens, shows_all=is_list
    )


def _companies(kind: KindName) -> RecordType[Any] | None:
    """Return the type of companies among the people of a kind; None where there can't be any."""
    if kind not in ("activity_comments", "post_comments", "post_reactions"):
        return None
    from lix_tui.services.records.types.organisation import ORGANISATION

    return ORGANISATION


def _declared(kind: KindName) -> Kind:
    if kind in KINDS:
        return KINDS[kind]
    from lix_tui.services.paged_lists import LISTS

    return LISTS[kind]


def _record_type(kind: KindName) -> RecordType[Any]:
    match kind:
        case "people" | "sales" | "recruiter":
            from lix_tui.services.records.types.person import PERSON

            return PERSON
        case "connections" | "followers" | "employees":
            from lix_tui.services.records.types.connection import CONNECTION

            return CONNECTION
        case "jobs":
            from lix_tui.services.records.types.job import JOB

            return JOB
        case "posts" | "activity_posts":
            from lix_tui.services.records.types.post import POST

            return POST
        case "orgs" | "accounts":
            from lix_tui.services.records.types.organisation import ORGANISATION

            return ORGANISATION
        case "conversations" | "sales_threads" | "sales_thread":
            from lix_tui.services.records.types.conversation import CONVERSATION

            return CONVERSATION
        case "messages":
            from lix_tui.services.records.types.conversation import MESSAGE

            return MESSAGE
        case "activity_comments" | "post_comments":
            from lix_tui.services.records.types.activity import COMMENT

            return COMMENT
        case "post_reactions":
            from lix_tui.services.records.types.activity import REACTION

            return REACTION
        case "activity_reactions":
            from lix_tui.services.records.types.activity import REACTED_POST

            return REACTED_POST
