"""Results of a search that are left out, because they are in a file or have a tag already."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from lix_tui.counts import counted
from lix_tui.store.errors import StoreError

if TYPE_CHECKING:
    from lix_tui.api.models.search import Element
    from lix_tui.services.runs.exclusion import Exclusion
    from lix_tui.services.search.joined_records import JoinedRecords
    from lix_tui.services.search.session import SearchSession
    from lix_tui.store.worker import AsyncStore


class ExcludedResults:
    """Results of one search that an exclusion leaves out, with their number."""

    def __init__(
        self,
        store: AsyncStore,
        session: SearchSession,
        records: JoinedRecords,
        exclusion: Exclusion,
    ) -> None:
        self._store, self._session, self._exclusion = store, session, exclusion
        self._records = records
        self._count = 0
        self._problem = ""

    async def without(self, elements: Sequence[Element]) -> list[Element]:
        """Return the elements that aren't in the files and have none of the tags.

        If the store can't be read, all of them are returned: they are paid for.
        """
        with suppress(StoreError):
            await self._records.read_all()
        keys = [self._records.own_keys(element) for element in elements]
        try:
            found = await self._exclusion.find_excluded(
                self._store, self._session.kind.detail, keys
            )
        except StoreError as error:
            self._problem = str(error)
            return list(elements)
        self._count += sum(found)
        return [one for one, is_out in zip(elements, found, strict=True) if not is_out]

    @property
    def words(self) -> str:
        """Sentence with the number of results that were left out so far."""
        if self._problem:
            return f"Some results weren't compared with {self._exclusion.words}: {self._problem}"
        if not self._count:
            return f"No result was left out: none is in {self._exclusion.words}."
        count = counted(self._count, "result", ("was", "were"))
        return f"{count} left out: already in {self._exclusion.words}."
