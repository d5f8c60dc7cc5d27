"""Stored documents."""

from django.db.models import Q, QuerySet

from agencies.models import Membership
from audits import scope
from reports.models import Document, Report
from s11portal.common import clock


def visible_to(membership: Membership) -> QuerySet[Document]:
    """The partnership's documents about audits it has a part in; none for agencies.

    A partner that leaves a joint cycle keeps the rows, and reads them if it joins again.
    """
    documents = Document.objects.select_related("snapshot__report__cycle", "requested_by")
    return documents.filter(
        partnership=membership.partnership_id,
        snapshot__report__cycle__in=scope.cycles_visible_to(membership),
    )


def of_report(report: Report) -> QuerySet[Document]:
    """The report's documents, the newest first."""
    documents = Document.objects.select_related("snapshot", "requested_by")
    return documents.filter(snapshot__report=report).order_by("-pk")


def by_id(pk: int) -> Document:
    """For the system: one document of any partnership."""
    return Document.objects.get(pk=pk)


def unfinished() -> QuerySet[Document]:
    """For the system's sweep: documents nobody is working on, of all partnerships."""
    busy = (Document.State.WAITING, Document.State.RENDERING)
    free = Q(lease_until__isnull=True) | Q(lease_until__lt=clock.now())
    return Document.objects.filter(free, state__in=busy).order_by("pk")
