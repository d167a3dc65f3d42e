"""Lookup of a search's results: ``lix-tui search --enrich``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from lix_tui.cli.enrich_output import write_table
from lix_tui.cli.failures import Failure, print_message
from lix_tui.cli.get_types import WHAT
from lix_tui.cli.lookup_run import LookupCommand
from lix_tui.cli.output import chosen_by
from lix_tui.cli.search_loop import LoadGoal, load
from lix_tui.cli.streams import is_interactive
from lix_tui.services.export.chosen_columns import ChosenColumns
from lix_tui.services.export.columns import column_id
from lix_tui.services.export.errors import ExportError
from lix_tui.services.export.formats import FORMATS, check_installed, chosen_format
from lix_tui.services.export.search_rows import record_kind, selection_for
from lix_tui.services.records.record_names import NAMES
from lix_tui.services.runs.added_columns import added_columns, added_headers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lix_tui.api.models.search import Element
    from lix_tui.cli.output import Output
    from lix_tui.services.export.columns import Selection
    from lix_tui.services.kinds import Kind
    from lix_tui.services.runs.excluded_results import ExcludedResults
    from lix_tui.services.runs.lookup_list import LookupEndpoint
    from lix_tui.services.search.session import SearchSession
    from lix_tui.services.services import Services


@dataclass(frozen=True, slots=True)
class SearchLookups:
    """Lookups of a search's results, and the form of their output."""

    endpoints: tuple[LookupEndpoint, ...]
    form: str
    selection: Selection | None
    """Columns of the results; None for whole results."""
    headers: Mapping[str, str]
    """Headers of added columns that aren't their ids."""

    async def run(
        self,
        services: Services,
        session: SearchSession,
        goal: LoadGoal,
        place: Output | None,
        excluded: ExcludedResults | None,
        *,
        yes: bool,
        viewer_id: str | None,
    ) -> int:
        """Load the results, look them up as one priced run, write them; return the exit status.

        The excluded ones are neither looked up nor written.

        Raises Failure without an agreement to the price.
        """
        if not (yes or is_interactive()) and _has_to_buy(session, goal):
            raise Failure(self._unagreed_words(session.kind), 2)
        status = await load(services, session, goal, _ignore)
        elements: Sequence[Element] = goal.loaded(session)[: goal.limit]
        if not elements and status:
            return status
        if excluded is not None:
            elements = await excluded.without(elements)
            print_message(excluded.words, 0)
        return await self._look_up(
            services, session, elements, place, status, yes=yes, viewer_id=viewer_id
        )

    async def _look_up(
        self,
        services: Services,
        session: SearchSession,
        elements: Sequence[Element],
        place: Output | None,
        status: int,
        *,
        yes: bool,
        viewer_id: str | None,
    ) -> int:
        from lix_tui.services.runs.joined_table import join_table
        from lix_tui.services.runs.lookup_batch import LookupBatch, build_batch
        from lix_tui.services.runs.lookup_list import ItemsProblem
        from lix_tui.services.runs.result_rows import ResultRows, inputs_of_results
        from lix_tui.services.search.joined_records import JoinedRecords

        records = JoinedRecords(session, services.merged_records)
        await records.read_all()
        inputs = inputs_of_results(session.view, [records.lookup_element(one) for one in elements])
        try:
            batch = build_batch(inputs, self.endpoints)
        except ItemsProblem:  # no result can be looked up: they are written as they are
            batch = LookupBatch(self.endpoints, tuple(inputs), ())
        command = LookupCommand(
            session.query.title,
            None if place is None else place.path,
            viewer_id,
            yes,
            refusal="No lookup was sent. The results are stored: without --enrich they are free.",
        )
        run = None if status or not batch.lists else await command.look_up(services, batch)
        records = JoinedRecords(session, services.merged_records)
        await records.read_all()
        given = ResultRows(
            session.kind, elements, [records.element(one) for one in elements], self.selection
        )
        table = await join_table(
            services,
            given,
            batch,
            [] if run is None else run.with_unsaved(await services.runs.items(run.id)),
            self.form,
            unsaved={} if run is None else run.unsaved,
            viewer_id=viewer_id,
            headers=self.headers,
        )
        await write_table(table, self.form, place)
        if not status and not batch.lists and (elements or not session.elements):
            return print_message("The search has no results that can be looked up.", 0)
        return status or (command.report_outcome(run, batch) if batch.lists else 0)

    def _unagreed_words(self, kind: Kind) -> str:
        from lix_tui.services.budget.cost_words import cost_words

        page = f"{cost_words(kind.endpoint)} per page"
        each = " and ".join(
            f"{cost_words(one)} for each {NAMES[one].noun}" for one in self.endpoints
        )
        return (
            f"The search costs {page}, and looking its results up at most {each}. Add --yes to "
            "agree, or --budget N to limit the credits. Nothing was sent."
        )


def search_lookups(
    kind: Kind,
    words: Sequence[str],
    output: Path | None,
    form: str | None,
    columns: str | None,
    renames: Sequence[str],
) -> SearchLookups:
    """Return the lookups of a search's results. Raises Failure (2) for unfitting arguments."""
    endpoints = tuple(cast("LookupEndpoint", WHAT[one]) for one in words)
    record = record_kind(kind)
    fitting = [one for one, endpoint in WHAT.items() if _is_of(endpoint, record)]
    for one in words:
        if one not in fitting:
            message = (
                f"--enrich {one} can't look up results of '{kind.name}'. Choose from "
                f"{', '.join(fitting)}."
            )
            raise Failure(message, 2)
    try:
        chosen_form = chosen_format(output, form, "jsonl")
        check_installed(chosen_form)
        chosen = chosen_by(columns, renames, (record,))
        added = added_columns(endpoints, None)
        plain = ChosenColumns(chosen.ids, chosen.headers)
        selection = selection_for(chosen_form, kind, plain)
        own = () if selection is None else selection.widest
        ids, keys = {one.id for one in own}, {one.key.casefold() for one in own}
        ours = [
            (old, new)
            for old, new in chosen.renames
            if column_id(old) in ids or old.casefold() in keys
        ]
        others = [pair for pair in chosen.renames if pair not in ours]
        if FORMATS[chosen_form].whole and others:
            message = "JSON keeps the keys of records; leave --rename out, or choose a table."
            raise Failure(message, 2)
        selection = selection_for(
            chosen_form, kind, ChosenColumns(chosen.ids, chosen.headers, tuple(ours))
        )
        headers = added_headers(
            added,
            ChosenColumns(renames=tuple(others)),
            [] if selection is None else [one.key for one in selection.widest],
        )
    except ExportError as error:
        raise Failure(str(error), 2) from None
    return SearchLookups(endpoints, chosen_form, selection, headers)


def _is_of(endpoint: str, record: str) -> bool:
    return endpoint in NAMES and NAMES[endpoint].value == record


def _has_to_buy(session: SearchSession, goal: LoadGoal) -> bool:
    return not goal.is_reached(session) and bool(session.can_load(goal.page) or session.waiting)


async def _ignore(_elements: Sequence[Element]) -> None:
    """Write nothing yet: the results are written with their records."""
