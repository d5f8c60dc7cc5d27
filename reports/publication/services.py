"""Documents published for executives, withdrawn, and deleted while they are drafts.

A document itself never changes: it is drawn once, looked at, and published byte for byte.
"""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from agencies.membership import access as membership_access
from agencies.membership import queries as membership_queries
from agencies.models import User
from audits.models import Cycle
from audits.transitions import before
from reports import report_records
from reports.document import queries as document_queries
from reports.document import services as document_services
from reports.models import Document, Publication, Report, Snapshot
from reports.publication import queries as publication_queries
from reports.publication import rules as publication_rules
from s11portal.common import clock, files, mail
from s11portal.common.errors import Refused

PUBLISHED_MAIL = "report_published"
WITHDRAWN_MAIL = "report_withdrawn"


@transaction.atomic
def publish(
    *,
    actor: User | None,
    document: Document,
    note: str = "",
    although_open: bool = False,
    although_stale: bool = False,
) -> tuple[Publication, bool]:
    """Show the document to executives and mail them; returns (publication, whether it is new).

    One published before takes its place: `note` then says what was corrected. A second click
    finds it published. Raises Refused for one that is not ready, of an audit being prepared,
    without a needed note, or for a concern that is not confirmed.
    """
    membership_access.require(actor, "publish_report", partnership=document.partnership_id)
    report = _held(document)
    last = publication_queries.last_of(report)
    if last and _standing(document) == publication_rules.PUBLISHED:
        return last, False
    _check(document, note if last else None)
    missing = publication_queries.concerns(document).unconfirmed(
        although_open=although_open, although_stale=although_stale
    )
    if missing:
        raise Refused(missing)
    publication = _take_the_place(actor, document, last, note)
    _record(
        actor,
        publication,
        "published the report",
        note=publication.note,
        although_open=although_open,
        although_stale=although_stale,
    )
    _tell_executives(PUBLISHED_MAIL, publication, actor)
    return publication, True


def _check(document: Document, note: str | None) -> None:
    """Raise Refused for what cannot be published at all; `note` of a correction, else None."""
    if document.state != Document.State.READY:
        raise Refused("This PDF has not been made yet. Wait until it is ready, then publish it.")
    if document.snapshot.report.cycle.state == Cycle.State.DRAFT:
        raise Refused("This audit is still being prepared. Launch or close it first.")
    _may_become(_standing(document), publication_rules.PUBLISHED)
    if note is not None and not note.strip():
        raise Refused("Enter what was corrected. Executives read it beside the report.")


def _take_the_place(
    actor: User | None, document: Document, last: Publication | None, note: str
) -> Publication:
    """The publication of the document, in place of the one there is."""
    report, now = document.snapshot.report, clock.now()
    report.publications.filter(
        state__in=before(publication_rules.DOCUMENT, publication_rules.REPLACED)
    ).update(state=Publication.State.REPLACED, ended_at=now, ended_by=actor)
    return Publication.objects.create(
        partnership_id=report.partnership_id,
        report=report,
        document=document,
        number=last.number + 1 if last else 1,
        title=document.snapshot.figures.get("title") or report.title,
        note=note.strip() if last else "",
        published_at=now,
        published_by=actor,
    )


@transaction.atomic
def withdraw(*, actor: User | None, document: Document, reason: str) -> bool:
    """Take a published document back at once; true if this call did.

    Executives can no longer open it; they are mailed, and shown the reason. Raises Refused
    without one, and for a document that was never published.
    """
    membership_access.require(actor, "publish_report", partnership=document.partnership_id)
    report = _held(document)
    if not reason.strip():
        raise Refused("Enter why the report is withdrawn. Executives are shown the reason.")
    standing = _standing(document)
    if standing == publication_rules.WITHDRAWN:
        return False
    _may_become(standing, publication_rules.WITHDRAWN)
    publication = report.publications.get(document=document, state=Publication.State.PUBLISHED)
    publication.state = Publication.State.WITHDRAWN
    publication.reason = reason.strip()
    publication.ended_at, publication.ended_by = clock.now(), actor
    publication.save(update_fields=["state", "reason", "ended_at", "ended_by"])
    _record(actor, publication, "withdrew the report", reason=publication.reason)
    _tell_executives(WITHDRAWN_MAIL, publication, actor)
    return True


@transaction.atomic
def delete_draft(*, actor: User | None, document: Document) -> None:
    """Delete a document that was never published, and its file.

    Raises Refused for one that was, and while it is being made.
    """
    membership_access.require(actor, "publish_report", partnership=document.partnership_id)
    report = _held(document)
    _may_become(_standing(document), publication_rules.DELETED)
    over = (Document.State.READY, Document.State.FAILED)
    if not Document.objects.filter(pk=document.pk, state__in=over).delete()[0]:
        raise Refused("This PDF is still being made. Delete it when it is ready.")
    Snapshot.objects.filter(pk=document.snapshot_id, documents=None).delete()
    report_records.of_report(
        actor,
        "deleted a draft of the report",
        report,
        made_on=document.created_at.isoformat(),
        sha256=document.sha256,
    )
    transaction.on_commit(lambda: _forget_file(document.file))


def _forget_file(key: str) -> None:
    """Delete a stored file that no document names any more."""
    if key and not Document.objects.filter(file=key).exists():
        files.delete(key)


def _held(document: Document) -> Report:
    """The document's report, held until the transaction ends; the document as it is by then.

    Of two people who publish, withdraw or delete at once the second waits here, and so does who
    changes how the audit is rounded.
    """
    report = document_services.hold(document.snapshot.report_id)
    try:
        document.refresh_from_db(fields=["state", "file", "sha256"])
    except Document.DoesNotExist:
        raise Refused("This draft has been deleted.") from None
    document.snapshot.report = report
    return report


def _standing(document: Document) -> str:
    last = document_queries.last_publication(document)
    return str(last.state) if last else publication_rules.DRAFT


_NOT_FROM = {
    publication_rules.PUBLISHED: "This PDF cannot be published.",
    publication_rules.WITHDRAWN: "This PDF is not published, so there is nothing to withdraw.",
    publication_rules.DELETED: (
        "This PDF has been published, so it is kept. Withdraw it if nobody should read it."
    ),
}


def _may_become(standing: str, wanted: str) -> None:
    if standing not in before(publication_rules.DOCUMENT, wanted):
        raise Refused(_NOT_FROM[wanted])


def _tell_executives(template: str, publication: Publication, actor: User | None) -> None:
    """One email to each executive: a stable key, so that nobody is told twice."""
    report = publication.report
    path = reverse("cycle-report", kwargs={"slug": report.partnership.slug, "pk": report.cycle_id})
    context: dict[str, Any] = {
        "publication": publication,
        "cycle": report.cycle,
        "partnership": report.partnership,
        "by": actor,
        "help": membership_queries.help_at(report.partnership),
        "address": f"{settings.SITE_URL}{path}",
    }
    for person in publication_queries.executives(report.partnership):
        mail.queue(
            key=f"{template}:{publication.pk}:{person.pk}",
            to=person.email,
            template=template,
            context={**context, "person": person},
        )


def _record(actor: User | None, publication: Publication, verb: str, **data: Any) -> None:
    report = publication.report
    report_records.of_report(
        actor,
        verb,
        report,
        f"{report.cycle.title}, version {publication.number}",
        sha256=publication.document.sha256,
        **data,
    )
