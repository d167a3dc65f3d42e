"""Who hires for a job."""

from __future__ import annotations

from lix_tui.api.models.hirers import Hirers
from lix_tui.linkedin.links import job_keys
from lix_tui.services.records.copy_form import CopyForm
from lix_tui.services.records.copy_forms import forms_of
from lix_tui.services.records.record_type import DetailKind, LookedUp, Params, of_type
from lix_tui.services.records.related import of_hirers
from lix_tui.services.records.summary import Section, SummaryLine


def _sections(record: LookedUp) -> list[Section]:
    people = of_type(Hirers, record).people
    if not people:
        nobody = SummaryLine("This posting names nobody; many do not.", "muted")
        return [Section("Who hires", (nobody,))]
    lines: list[SummaryLine] = []
    for person in people:
        lines.append(SummaryLine(person.full_name, "subtitle"))
        lines += [SummaryLine(text, "muted") for text in (person.headline_text,) if text]
        lines += [SummaryLine(link, "link") for link in (person.best_link,) if link]
        lines.append(SummaryLine(""))
    return [Section("Who hires", tuple(lines[:-1]))]


def _forms(record: LookedUp, raw: object) -> list[CopyForm]:
    people = of_type(Hirers, record).people
    links = [(f"link of {p.full_name}", p.best_link) for p in people]
    names = ", ".join(person.full_name for person in people)
    return forms_of([*links, ("names", names or None)], raw)


def job_params(link: str) -> Params:
    """The job's number, from any link of it."""
    return {"job_id": job_keys(link)[0].removeprefix("job:")}


def _count(record: LookedUp) -> str:
    count = len(of_type(Hirers, record).people)
    if not count:
        return "nobody is named"
    return f"{count} {'person hires' if count == 1 else 'people hire'} for this job"


HIRERS = DetailKind(
    endpoint="hirers",
    word="hirers",
    keys=job_keys,
    own_links=lambda _: (),
    params=job_params,
    title=lambda _: None,
    subtitle=lambda record: (_count(record),),
    sections=_sections,
    forms=_forms,
    best_link=lambda record: next((p.best_link for p in of_type(Hirers, record).people), None),
    related=lambda record, link: of_hirers(of_type(Hirers, record), link),
    lead=frozenset({"Who hires"}),
)
