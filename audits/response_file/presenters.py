"""What a file of returns would create, or has created, in words."""

from collections.abc import Iterator
from typing import Any

from audits.models import ResponseImport, ResponseUpload
from audits.response_file import queries as response_file_queries
from audits.response_file.queries import Plan
from audits.submission.rules.answer import (
    ANSWERED,
    HIDDEN,
    NOT_APPLICABLE,
    UNANSWERED,
)
from s11portal.common.errors import Problem
from s11portal.common.words import counted


def progress(upload: ResponseUpload) -> dict[str, Any]:
    """How far an uploaded file is, and what is wrong with it."""
    return {
        "upload": upload,
        "cycle": upload.cycle,
        "is_busy": upload.is_busy,
        "problems": [Problem(*one) for one in upload.problems],
    }


def taking_back(response_import: ResponseImport) -> dict[str, Any]:
    """What undoing an import removes."""
    created = response_import.created
    return {
        "import": response_import,
        "cycle": response_import.cycle,
        "participants": len(created["participants"]),
        "listings": len(created["listings"]),
        "changed": response_file_queries.changed_since(response_import),
    }


def lines(plan: Plan, *, stored: bool) -> Iterator[str]:
    """The summary for a terminal; `stored` says whether it happened or would."""
    states = response_file_queries.counts(plan)
    returns = counted(len(plan.rows), "return", "returns")
    verb = "Created" if stored else "Would create"
    yield f"{verb} {returns} in “{plan.cycle}” (cycle {plan.cycle.pk})."
    yield (
        f"Answers: {states[ANSWERED]} answered, {states[NOT_APPLICABLE]} not applicable, "
        f"{states[UNANSWERED]} unanswered, {states[HIDDEN]} not asked."
    )
    if plan.new_agencies:
        yield f"New on the list of agencies: {len(plan.new_agencies)}"
        yield from (f"  {name}" for name in plan.new_agencies)
    if plan.without_column:
        labels = ", ".join(plan.without_column)
        yield f"Not answered by anyone, because there is no column: {labels}"
    if plan.not_in_file:
        yield f"In the audit but not in the file: {len(plan.not_in_file)}"
        yield from (f"  {name}" for name in plan.not_in_file)
    for doubt in plan.doubts:
        words = " or ".join(f"{doubt.row}={value} ({label})" for value, label in doubt.choices)
        said = plan.decisions.get(doubt.row)
        yield f"{doubt.question} {f'Decided: {said}.' if said else f'Say --decide {words}.'}"
    if not stored:
        yield "Nothing was written: this was a dry run."
