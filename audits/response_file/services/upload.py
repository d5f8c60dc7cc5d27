"""An uploaded file of returns: kept with its row until it is imported or thrown away."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction

from agencies.membership import access as membership_access
from agencies.models import User
from audits import records
from audits.models import Cycle, ResponseUpload
from audits.response_file import queries as response_file_queries
from audits.response_file.rules import sheet as sheet_rules
from audits.response_file.services import work as work_services
from audits.response_file.services.returns import CLOSED
from s11portal.common import clock, files, jobs
from s11portal.common.errors import Refused

State = ResponseUpload.State

FOLDER = "response-files"
# Longer than anybody is signed in: whoever has not imported it by then selects it again.
KEPT_FOR = timedelta(days=1)
# Of one partnership, being checked or imported.
MOST_BUSY = 3
TOO_MANY = (
    f"{MOST_BUSY} files are being checked or imported for your partnership already. "
    "Wait until one of them is ready, then try again."
)
TASK = "audits.work_on_response_file"


def receive(*, actor: User | None, cycle: Cycle, content: bytes) -> ResponseUpload:
    """Keep an uploaded file and have it checked: a small one at once, others by the worker.

    The actor's earlier files for this audit that were never imported go. Raises Refused when the
    audit is closed, or too many files of the partnership are being worked on.
    """
    membership_access.require(actor, "manage_cycles", partnership=cycle.partnership_id)
    if cycle.state == Cycle.State.CLOSED:
        raise Refused(CLOSED)
    upload = ResponseUpload(
        partnership_id=cycle.partnership_id,
        cycle=cycle,
        uploaded_by=actor,
        is_small=sheet_rules.is_small(content),
    )
    # Each upload has a folder of its own: the same bytes may be uploaded twice.
    folder = f"{FOLDER}/{cycle.partnership.uid}/{upload.uid}"
    with transaction.atomic():
        _refuse_too_many(cycle)
        upload.file, _ = files.store(content, folder=folder, suffix=".csv")
        upload.save()
        records.of_cycle(actor, "uploaded a file of returns", cycle)
        _forget_earlier(upload)
        _hand_over(upload)
    return _worked_on(upload)


def confirm(
    *, actor: User | None, response_upload: ResponseUpload, decisions: Mapping[int, str]
) -> ResponseUpload:
    """Have a checked file imported, with what was said of the rows in doubt.

    Does nothing to a file that is not waiting for this (any more): a second press is harmless.
    """
    membership_access.require(actor, "manage_cycles", partnership=response_upload.partnership_id)
    with transaction.atomic():
        waiting = ResponseUpload.objects.filter(pk=response_upload.pk, state=State.CHECKED)
        if not waiting.update(
            state=State.IMPORTING,
            decisions={str(row): said for row, said in decisions.items()},
            confirmed_by=actor,
            attempts=0,
            lease_until=None,
        ):
            response_upload.refresh_from_db()
            return response_upload
        records.of_cycle(actor, "started an import of returns", response_upload.cycle)
        _hand_over(response_upload)
    return _worked_on(response_upload)


def _hand_over(upload: ResponseUpload) -> None:
    if not upload.is_small:
        jobs.dispatch(TASK, upload.pk)


def _worked_on(upload: ResponseUpload) -> ResponseUpload:
    """The upload after a small file was worked on. If this process dies, the sweep does it."""
    if upload.is_small:
        work_services.work(upload.pk)
    upload.refresh_from_db()
    return upload


def _refuse_too_many(cycle: Cycle) -> None:
    busy = response_file_queries.busy_uploads().filter(partnership=cycle.partnership_id)
    if busy.count() >= MOST_BUSY:
        raise Refused(TOO_MANY)


def _forget_earlier(upload: ResponseUpload) -> None:
    """The person's other files for the audit go, but those at work and those imported."""
    waiting = (State.CHECKED, State.REFUSED, State.FAILED)
    mine = ResponseUpload.objects.filter(
        cycle=upload.cycle_id, uploaded_by=upload.uploaded_by_id, state__in=waiting
    )
    for earlier in mine.select_for_update():
        earlier.delete()
        if earlier.file:
            transaction.on_commit(partial(files.delete, earlier.file))


def throw_old_away() -> int:
    """Forget what was not imported for a day, files and rows. Returns how many files went."""
    busy = response_file_queries.busy_uploads()
    old = ResponseUpload.objects.filter(uploaded_at__lt=clock.now() - KEPT_FOR)
    old.exclude(pk__in=busy.values("pk")).delete()
    wanted = set(ResponseUpload.objects.values_list("file", flat=True))
    unwanted = [key for key in _keys(FOLDER) if key not in wanted and _is_old(key)]
    for key in unwanted:
        files.delete(key)
    return len(unwanted)


def _is_old(key: str) -> bool:
    return default_storage.get_modified_time(key) < clock.now() - KEPT_FOR


def _keys(folder: str) -> Iterator[str]:
    """Every file below a folder of the storage; none where there is no such folder."""
    if not default_storage.exists(folder):
        return
    folders, names = default_storage.listdir(folder)
    yield from (f"{folder}/{name}" for name in names)
    for inner in folders:
        yield from _keys(f"{folder}/{inner}")
