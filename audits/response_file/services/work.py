"""The work on uploaded files: checked, and later imported, by whoever has the row's lease.

The row comes first and says what is to be done. A worker that dies loses its lease when it is
over; the sweep then takes the row up again, three times at most.
"""

import logging
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction

from agencies.roles import NotAllowed
from audits.models import ResponseUpload
from audits.response_file import queries as response_file_queries
from audits.response_file.services import returns as returns_services
from s11portal.common import clock, files, jobs
from s11portal.common.errors import Problem, Problems, Refused

log = logging.getLogger(__name__)
State = ResponseUpload.State

# Longer than the largest file takes: while it is imported, one transaction holds it all, and a
# lease renewed in there would be seen by nobody.
LEASE_SECONDS = 600
RETRY_SECONDS = 20
MOST_ATTEMPTS = 3
# More is not read by anybody, and a wrong column has one in each of 2,000 rows.
MOST_PROBLEMS = 200

GONE = "The file is no longer here. Select it again."
CHANGED = "The audit or your list of agencies changed after we checked the file."
NOT_ALLOWED = "You can no longer import returns into this audit."
GAVE_UP = (
    "Something went wrong three times, so we stopped. No returns were imported. "
    "Select the file again, or tell the people who run this site."
)


class LeaseLost(Exception):
    """Another worker has taken the file over."""


def work(pk: int) -> None:
    """Check or import the upload `pk`. Safe to call twice: one caller gets the lease."""
    if jobs.claim(response_file_queries.free_uploads(), pk, seconds=LEASE_SECONDS):
        _do(ResponseUpload.objects.select_related("cycle__partnership").get(pk=pk))


def sweep() -> None:
    """Do what waits, also what a dead worker left."""
    for pk in list(response_file_queries.free_uploads().values_list("pk", flat=True)):
        work(pk)


def _do(upload: ResponseUpload) -> None:
    """Work on an upload that this worker has the lease of."""
    try:
        if upload.attempts > MOST_ATTEMPTS:
            _mark(upload, state=State.FAILED, error=GAVE_UP)
        else:
            _try(upload)
    except LeaseLost:
        log.warning("Upload %s was taken over by another worker", upload.pk)
    _throw_away(upload)


def _try(upload: ResponseUpload) -> None:
    """Check or import it. What is wrong with the file is kept in the row. Raises LeaseLost."""
    changed = CHANGED if upload.state == State.IMPORTING else ""
    try:
        (_check if upload.state == State.CHECKING else _import)(upload)
    except LeaseLost:
        raise
    except Problems as wrong:
        _refuse(upload, changed, wrong.problems)
    except Refused as no:
        _refuse(upload, f"{changed} {no}")
    except NotAllowed:
        _refuse(upload, NOT_ALLOWED)
    except FileNotFoundError:
        _refuse(upload, GONE)
    except Exception:
        log.exception("Upload %s not done (attempt %s)", upload.pk, upload.attempts)
        _failed(upload)


def _check(upload: ResponseUpload) -> None:
    plan = returns_services.check(cycle=upload.cycle, content=files.read(upload.file))
    _mark(upload, state=State.CHECKED, found=response_file_queries.plain(plan))


def _import(upload: ResponseUpload) -> None:
    """Store the returns and say so, or neither: who has lost the lease stores nothing."""
    content = files.read(upload.file)
    with transaction.atomic():
        plan = returns_services.import_file(
            actor=upload.confirmed_by,
            cycle=upload.cycle,
            content=content,
            decisions={int(row): said for row, said in upload.decisions.items()},
        )
        found = {"returns": len(plan.rows)}
        _mark(upload, state=State.IMPORTED, found=found, decisions={})


def _mark(upload: ResponseUpload, **fields: Any) -> None:
    """Write `fields` and end the lease, if the row is still ours. Raises LeaseLost."""
    ours = ResponseUpload.objects.filter(pk=upload.pk, attempts=upload.attempts, state=upload.state)
    if not ours.update(**{"lease_until": None, **fields}):
        raise LeaseLost


def _refuse(upload: ResponseUpload, error: str, problems: Sequence[Problem] = ()) -> None:
    """The file cannot be imported: keep what is wrong in it for its page."""
    kept = [[one.line, one.place, one.message, one.remedy] for one in problems[:MOST_PROBLEMS]]
    if len(problems) > MOST_PROBLEMS:
        error += f" There are {len(problems):,} problems. These are the first {MOST_PROBLEMS}."
    _mark(upload, state=State.REFUSED, error=error.strip(), problems=kept, found={})


def _failed(upload: ResponseUpload) -> None:
    """Leave it for another attempt, or give it up after the last."""
    if upload.attempts >= MOST_ATTEMPTS:
        _mark(upload, state=State.FAILED, error=GAVE_UP)
    else:
        _mark(upload, lease_until=clock.now() + timedelta(seconds=RETRY_SECONDS))


def _throw_away(upload: ResponseUpload) -> None:
    """Nothing is kept of a file that is done with: it says how safe children are."""
    done = ResponseUpload.objects.filter(
        pk=upload.pk, state__in=(State.IMPORTED, State.REFUSED, State.FAILED)
    )
    if done.exists():
        files.delete(upload.file)
        done.update(file="")
