"""Documents: asked for, made in the background, stored once.

The row comes first and is claimed with a lease that is renewed while the child process draws.
A worker that dies stops renewing; the sweep then takes the row up again, three times at most.

Workers draw what is next in turn (`queries.in_turn`), whichever document they were told of.
"""

import logging
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F

from agencies.membership import access as membership_access
from agencies.models import Partnership, User
from audits.cycle.services import cycle as cycle_services
from reports import report_records
from reports.document import queries as document_queries
from reports.models import Document, Report, Snapshot
from reports.output.content import Content
from reports.output.pdf import partnership, process
from reports.results.rules.plain import from_plain, to_plain
from s11portal.common import clock, files, jobs
from s11portal.common.errors import Refused

log = logging.getLogger(__name__)

# Longer than a busy machine takes to lay out the largest report, which does not renew it.
LEASE_SECONDS = 90
RETRY_SECONDS = 20
MOST_ATTEMPTS = 3
# Of one partnership, being made or waiting.
MOST_UNFINISHED = 5

TOO_MANY = (
    f"{MOST_UNFINISHED} PDFs are being made for your partnership already. "
    "Wait until one of them is ready, then try again."
)

GAVE_UP = (
    "The document could not be made. Nothing is lost: try again, "
    "or tell the people who run this site."
)
INTERRUPTED = (
    "Making this document was interrupted three times, so it was given up. "
    "Nothing is lost: try again."
)


class LeaseLost(Exception):
    """Another worker has taken the document over."""


def hold(report_id: int) -> Report:
    """The report as it is now, held until the transaction ends, and its audit before it.

    The audit's returns are not taken away meanwhile, nor are they rounded in another way. Always
    in this order: who holds the report first waits for ever for who holds the audit.
    """
    cycle_id = Report.objects.values_list("cycle_id", flat=True).get(pk=report_id)
    cycle_services.hold_in_any_state(cycle_id)
    Report.objects.filter(pk=report_id).update(version=F("version"))
    return Report.objects.select_related("partnership", "cycle__partnership").get(pk=report_id)


@transaction.atomic
def request(
    *, actor: User | None, report: Report, content: Content, background: bool = True
) -> tuple[Document, bool]:
    """The PDF of the report with this content; returns (document, whether it was there already).

    The same figures and texts are the same snapshot and the same document. A failed one is
    tried again. With `background` the worker makes it, else the caller calls `render`.
    """
    membership_access.require(actor, "edit_report", partnership=report.partnership_id)
    snapshot, _ = Snapshot.objects.get_or_create(
        report=report,
        input_hash=content.digest,
        defaults={
            "partnership_id": report.partnership_id,
            "figures": to_plain(content),
            "revision_ids": content.revisions,
        },
    )
    document, new = Document.objects.get_or_create(
        snapshot=snapshot,
        format=Document.Format.PDF,
        defaults={"partnership_id": report.partnership_id, "requested_by": actor},
    )
    again = Document.objects.filter(pk=document.pk, state=Document.State.FAILED).update(
        state=Document.State.WAITING, attempts=0, error="", step="", lease_until=None
    )
    if new or again:
        if background and document_queries.waiting_of(report.partnership_id) > MOST_UNFINISHED:
            raise Refused(TOO_MANY)  # and what was begun above is undone
        document.refresh_from_db()
        report_records.of_report(actor, "asked for the report as PDF", report)
    if background and document.state != Document.State.READY:
        jobs.dispatch("reports.render_document", document.pk)
    return document, not (new or again)


def render(pk: int) -> None:
    """Make the document `pk`. Safe to call twice, from anywhere: one caller gets the lease."""
    if jobs.claim(document_queries.unfinished(), pk, seconds=LEASE_SECONDS):
        _draw(pk)


def sweep() -> bool:
    """Make the document that is next in turn. Whether there was one that could be begun.

    One for each job, so that other long jobs take their turn between two of them; where more
    wait, another job follows.
    """
    if document_queries.being_drawn().count() >= settings.REPORTS_AT_ONCE:
        return False
    pk = _claim_next()
    if pk is None:
        return False
    try:
        _draw(pk)
    finally:
        if document_queries.in_turn().exists():
            jobs.dispatch("reports.sweep_documents")
    return True


def _claim_next() -> int | None:
    """Take the next document in turn; None if there is none, or another worker was quicker."""
    document = document_queries.in_turn().first()
    if document is None:
        return None
    with transaction.atomic():
        # Two workers that look at the same moment would begin two of one partnership.
        Partnership.objects.select_for_update().get(pk=document.partnership_id)
        if not jobs.claim(document_queries.in_turn(), document.pk, seconds=LEASE_SECONDS):
            return None
        Document.objects.filter(pk=document.pk).update(state=Document.State.RENDERING)
    return document.pk


def _draw(pk: int) -> None:
    """Make a document that this worker has the lease of."""
    document = Document.objects.select_related("snapshot").get(pk=pk)
    if document.attempts > MOST_ATTEMPTS:
        _mark(document, state=Document.State.FAILED, error=INTERRUPTED, step="")
        return
    try:
        _mark(document, state=Document.State.RENDERING, step="Laying out the pages")
        snapshot = document.snapshot
        content = from_plain(Content, snapshot.figures)
        rendered = process.render(
            partnership.html(content, made_on=clock.date_in_london(snapshot.created_at)),
            identifier=bytes.fromhex(snapshot.input_hash)[:16],
            beat=lambda: _mark(document),
        )
        _mark(document, step="Storing the document")
        key, digest = files.store(rendered.pdf, folder="documents", suffix=".pdf")
        _mark(
            document,
            state=Document.State.READY,
            step="",
            error="",
            file=key,
            sha256=digest,
            size=len(rendered.pdf),
            pages=rendered.pages,
            finished_at=clock.now(),
            lease_until=None,
        )
    except LeaseLost:
        log.warning("Document %s was taken over by another worker", pk)
    except Exception:
        log.exception("Document %s not made (attempt %s)", pk, document.attempts)
        _failed(document)


def _mark(document: Document, **fields: object) -> None:
    """Write `fields` and renew the lease, if the row is still ours. Raises LeaseLost."""
    lease = clock.now() + timedelta(seconds=LEASE_SECONDS)
    ours = Document.objects.filter(pk=document.pk, attempts=document.attempts).exclude(
        state__in=(Document.State.READY, Document.State.FAILED)
    )
    if not ours.update(**{"lease_until": lease, **fields}):
        raise LeaseLost


def _failed(document: Document) -> None:
    """Put the document back for another attempt, or give it up after the last."""
    try:
        if document.attempts >= MOST_ATTEMPTS:
            _mark(document, state=Document.State.FAILED, step="", error=GAVE_UP)
        else:
            again = clock.now() + timedelta(seconds=RETRY_SECONDS)
            _mark(document, state=Document.State.WAITING, step="Trying again", lease_until=again)
    except LeaseLost:
        return
