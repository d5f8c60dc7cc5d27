"""Documents: asked for, watched while they are made, downloaded."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from agencies.views.places import partnership_page
from reports.models import Document
from reports.presenters import report as presenter
from reports.queries import document as documents
from reports.queries import report as reports
from reports.services import document as service
from reports.views.results import find
from s11portal.common import files


@require_POST
@partnership_page("edit_report")
def make(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the report as PDF, as it stands now."""
    report = get_object_or_404(reports.visible_to(request.membership), cycle=find(request, pk))
    document, already = service.request(actor=request.user, report=report)
    if already and document.state == Document.State.READY:
        messages.success(request, "Nothing has changed since this PDF was made: here it is again.")
    return redirect(_progress_url(request, document))


@require_safe
@partnership_page("view_results")
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a document is; the part that changes when the page asks for it by script."""
    document = get_object_or_404(documents.visible_to(request.membership), pk=pk)
    part = "reports/document/_progress.html" if request.htmx else "reports/document/progress.html"
    context = {
        "document": document,
        "cycle": document.snapshot.report.cycle,
        "is_busy": document.state in (Document.State.WAITING, Document.State.RENDERING),
        "made_on": presenter.made_on(document),
    }
    return render(request, part, context)


@require_safe
@partnership_page("view_results")
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """The stored file."""
    ready = documents.visible_to(request.membership).filter(state=Document.State.READY)
    document = get_object_or_404(ready.select_related("snapshot__report__partnership"), pk=pk)
    try:
        content = files.read(document.file)
    except FileNotFoundError:
        raise Http404 from None
    name = content_disposition_header(True, presenter.filename(document))
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": name, "X-Content-Type-Options": "nosniff"},
    )


def _progress_url(request: HttpRequest, document: Document) -> str:
    kwargs = {"slug": request.partnership.slug, "pk": document.pk}
    return reverse("document-progress", kwargs=kwargs)
