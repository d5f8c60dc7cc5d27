"""How a document is named, dated and listed, and what executives are told of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.text import slugify

from reports.models import Document, Publication
from s11portal.common import clock
from s11portal.common.dates import uk_date

_BUSY = (Document.State.WAITING, Document.State.RENDERING)


def filename(document: Document, published: Publication | None) -> str:
    """'wexcombe-section-11-report-2020-21.pdf'; a file that is not published says so."""
    report = document.snapshot.report
    period = slugify(report.cycle.period) or str(report.cycle_id)
    which = "-draft"
    if published:
        which = "" if published.number == 1 else f"-version-{published.number}"
        which += "" if published.state == Publication.State.PUBLISHED else f"-{published.state}"
    return f"{report.partnership.slug}-section-11-report-{period}{which}.{document.format}"


def made_on(document: Document) -> str:
    """When its figures were frozen, in words."""
    return uk_date(clock.date_in_london(document.snapshot.created_at))


@dataclass(frozen=True)
class Published:
    """What everybody is told who may read the report; `versions` are the last first."""

    versions: tuple[Publication, ...]

    @property
    def current(self) -> Publication | None:
        """The version executives read now."""
        return next((v for v in self.versions if v.state == Publication.State.PUBLISHED), None)

    @property
    def withdrawn(self) -> Publication | None:
        """The last version where it was withdrawn and nothing has taken its place."""
        last = self.versions[0] if self.versions else None
        return last if last and last.state == Publication.State.WITHDRAWN else None

    @property
    def corrections(self) -> list[Publication]:
        """The versions that corrected an earlier one, the last first."""
        return [version for version in self.versions if version.note]


@dataclass(frozen=True)
class DocumentRow:
    """One document in the list of those who may see drafts."""

    document: Document
    is_stale: bool

    @property
    def publication(self) -> Publication | None:
        """The last time it was published."""
        return next(iter(self.document.publications.all()), None)

    @property
    def state(self) -> str:
        """waiting, rendering, failed; when it is ready: draft, published, replaced, withdrawn."""
        if self.document.state != Document.State.READY:
            return str(self.document.state)
        return str(self.publication.state) if self.publication else "draft"

    @property
    def is_ready(self) -> bool:
        """Whether there is a file."""
        return self.document.state == Document.State.READY

    @property
    def is_busy(self) -> bool:
        """Whether it is being made."""
        return self.document.state in _BUSY

    @property
    def may_be_published(self) -> bool:
        """Whether publishing it would change anything."""
        return self.is_ready and self.state != "published"

    @property
    def may_be_deleted(self) -> bool:
        """Whether it was made and never published."""
        return not self.publication and not self.is_busy


@dataclass(frozen=True)
class Documents:
    """The documents of a report: what is published, and every file, the newest first."""

    published: Published
    rows: tuple[DocumentRow, ...]

    @property
    def unpublished(self) -> list[DocumentRow]:
        """The documents that executives do not see."""
        return [row for row in self.rows if row.state != "published"]

    @property
    def is_up_to_date(self) -> bool:
        """Whether a document says what the report says now, or is being made."""
        return any(not row.is_stale and row.state != "failed" for row in self.rows)


def documents_of(
    documents: Sequence[Document], publications: Sequence[Publication], digest: str
) -> Documents:
    """The documents of a report whose present content has this digest."""
    rows = (DocumentRow(one, one.snapshot.input_hash != digest) for one in documents)
    return Documents(Published(tuple(publications)), tuple(rows))
