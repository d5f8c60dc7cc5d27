"""Documents: asked for, watched while they are made, downloaded."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header

from agencies.place.access import PartnershipRequest, partnership_page
from reports import permissions
from reports.document import presenters as document_presenters
from reports.document import queries as document_queries
from reports.models import Document
from s11portal.common import files


@partnership_page("view_drafts")
def progress(request: PartnershipRequest, pk: int) -> HttpResponse:
    """How far a document is. While it is made, the page asks again by itself."""
    document = get_object_or_404(document_queries.visible_to(request.membership), pk=pk)
    context = {
        "document": document,
        "is_draft": document_queries.last_publication(document) is None,
        "may_publish": permissions.can_publish(request.membership),
        "cycle": document.snapshot.report.cycle,
        "is_busy": document.state in (Document.State.WAITING, Document.State.RENDERING),
        "made_on": document_presenters.made_on(document),
    }
    return render(request, "reports/document/progress.html", context)


@partnership_page("view_results")
def download(request: PartnershipRequest, pk: int) -> HttpResponse:
    """The stored file: for executives what is published now, for the others drafts too."""
    ready = document_queries.visible_to(request.membership).filter(state=Document.State.READY)
    document = get_object_or_404(ready.select_related("snapshot__report__partnership"), pk=pk)
    try:
        content = files.read(document.file)
    except FileNotFoundError:
        raise Http404 from None
    published = document_queries.last_publication(document)
    name = content_disposition_header(True, document_presenters.filename(document, published))
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": name, "X-Content-Type-Options": "nosniff"},
    )
