"""Stored documents, and what became of them: drafts, published, replaced, withdrawn."""

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery

from agencies.models import Membership
from audits import scope
from audits.models import Cycle
from reports import permissions
from reports.models import Document, Publication, Report
from s11portal.common import clock


def visible_to(membership: Membership) -> QuerySet[Document]:
    """The partnership's documents about audits it has a part in; none for agencies.

    Executives see what is published now and nothing else: no draft, no version that was
    replaced or withdrawn. A partner that leaves a joint cycle keeps the rows, and reads them
    if it joins again.
    """
    documents = (
        Document.objects.select_related("snapshot__report__cycle", "requested_by")
        .defer("snapshot__figures")
        .filter(
            partnership=membership.partnership_id,
            snapshot__report__cycle__in=scope.cycles_visible_to(membership),
        )
    )
    if permissions.can_read_drafts(membership):
        return documents
    return documents.filter(publications__state=Publication.State.PUBLISHED)


def publications_visible_to(membership: Membership) -> QuerySet[Publication]:
    """What the partnership has published about those audits, also what was replaced or withdrawn.

    Executives are told of it; only what is published now leads them to a file.
    """
    publications = Publication.objects.select_related("document", "published_by", "ended_by")
    return publications.filter(
        partnership=membership.partnership_id,
        report__cycle__in=scope.cycles_visible_to(membership),
    )


def is_published(cycle: Cycle) -> bool:
    """Whether any partnership has a published report on the cycle."""
    published = Publication.objects.filter(state=Publication.State.PUBLISHED)
    return published.filter(report__cycle=cycle).exists()


def rests_on(cycle: Cycle) -> str:
    """Why the returns of the cycle must stay, in a sentence; empty where no document was made."""
    if Document.objects.filter(snapshot__report__cycle=cycle).exists():
        return (
            "You cannot undo this import because a report has been made of this audit. Delete "
            "the report's drafts first. A published report stays."
        )
    return ""


def would_be_hidden(cycle: Cycle) -> str:
    """Why the cycle cannot be prepared again, in a sentence; empty where nothing is published."""
    if is_published(cycle):
        return (
            "You cannot open this audit again because a report of it is published. Executives "
            "could not read the report while the audit is being prepared. Withdraw the report "
            "first."
        )
    return ""


def of_report(report: Report, membership: Membership) -> QuerySet[Document]:
    """The report's documents the person may see, the newest first (2 queries).

    Each with its `publications`, the last first.
    """
    publications = Publication.objects.select_related("published_by", "ended_by")
    return (
        visible_to(membership)
        .filter(snapshot__report=report)
        .prefetch_related(Prefetch("publications", publications))
        .order_by("-pk")
    )


def last_publication(document: Document) -> Publication | None:
    """The last time the document was published; none for a draft (1 query)."""
    return Publication.objects.filter(document=document).first()


def by_id(pk: int) -> Document:
    """For the system: one document of any partnership."""
    return Document.objects.get(pk=pk)


def unfinished() -> QuerySet[Document]:
    """For the system's sweep: documents nobody is working on, of all partnerships."""
    busy = (Document.State.WAITING, Document.State.RENDERING)
    free = Q(lease_until__isnull=True) | Q(lease_until__lt=clock.now())
    return Document.objects.filter(free, state__in=busy).order_by("pk")


def in_turn() -> QuerySet[Document]:
    """For the system: the documents that may be begun now, the next one first.

    One of each partnership at once, and the partnership whose last one is longest ago before
    the others: who asks for twenty does not hold up who asks for one.
    """
    of_partnership = Document.objects.filter(partnership=OuterRef("partnership"))
    drawn = of_partnership.filter(state=Document.State.RENDERING, lease_until__gte=clock.now())
    finished = of_partnership.filter(finished_at__isnull=False).order_by("-finished_at")
    last = Subquery(finished.values("finished_at")[:1])
    return (
        unfinished()
        .filter(~Exists(drawn))
        .annotate(last=last)
        .order_by(F("last").asc(nulls_first=True), "pk")
    )


def being_drawn() -> QuerySet[Document]:
    """For the system: what workers are drawing now, of all partnerships."""
    return Document.objects.filter(state=Document.State.RENDERING, lease_until__gte=clock.now())


def waiting_of(partnership: int) -> int:
    """How many documents of the partnership are not made yet."""
    busy = (Document.State.WAITING, Document.State.RENDERING)
    return Document.objects.filter(partnership=partnership, state__in=busy).count()
