"""Storage of answers about the account, which are free."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from lix_tui.api.errors import BadBody

if TYPE_CHECKING:
    from collections.abc import Callable

    from lix_tui.api.api_request import Reply
    from lix_tui.services.budget.requests import Requests

T = TypeVar("T")


async def read_account_answer(
    requests: Requests, reply: Reply, ledger_id: int, read: Callable[[bytes], T]
) -> T:
    """Return the value of an answer; an answer that can't be read is stored as such.

    Raises:
        BadBody: the answer can't be read.
        StoreError: it could be neither read nor stored.

    """
    try:
        return read(reply.body)
    except BadBody as error:
        await requests.store_unread(reply, ledger_id, error)
        raise


async def store_account_answer(requests: Requests, reply: Reply, ledger_id: int, key: str) -> None:
    """Store an answer about the account under ``key``. Raises StoreError."""
    await requests.write(
        lambda store: store.records.save(
            kind="account",
            keys=(key,),
            ledger_id=ledger_id,
            endpoint=reply.endpoint,
            body=reply.body,
            at=reply.sent_at,
            status=reply.status,
            elapsed=reply.elapsed,
        ),
        reply=reply,
    )
