"""Publishing a document, withdrawing it, deleting a draft: each asked on a page of its own."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from agencies.place.access import PartnershipRequest, partnership_form
from agencies.place.addresses import place_url
from audits.cycle.queries import naming as naming_queries
from reports.document import queries as document_queries
from reports.models import Document
from reports.publication import presenters as publication_presenters
from reports.publication import queries as publication_queries
from reports.publication import services as publication_services
from reports.publication.access import find_document
from reports.publication.forms import PublishForm, WithdrawForm
from reports.results.queries import figures as figures_queries
from s11portal.common.forms import posted
from s11portal.common.views.refusals import done, refusals_on, refusals_told


@partnership_form("publish_report")
def publish(request: PartnershipRequest, pk: int) -> HttpResponse:
    """Show a document to executives, after saying what speaks against it."""
    document = find_document(request, pk)
    report = document.snapshot.report
    concerns = publication_queries.concerns(document)
    last = publication_queries.last_of(report)
    told = publication_queries.executives(request.partnership)
    form = PublishForm(
        posted(request), concerns=concerns, corrects=bool(last), executives=len(told)
    )
    form.cancel_url = back = _report_url(request, document)
    if form.is_valid():
        with refusals_on(form):
            publication, new = publication_services.publish(
                actor=request.user, document=document, **form.cleaned_data
            )
            state = "has been published" if new else "was already published"
            return done(request, f"Version {publication.number} {state}.", back)
    page = publication_presenters.publish_page(
        document,
        concerns=concerns,
        figures=figures_queries.figures_of(report.cycle, request.partnership),
        last=last,
        executives=told,
        untold=naming_queries.untold(request.membership, report.cycle),
    )
    context = {"form": form, "page": page, "cycle": report.cycle}
    return render(request, "reports/publication/publish.html", context)


@partnership_form("publish_report")
def withdraw(request: PartnershipRequest, pk: int) -> HttpResponse:
    """Take a published document back at once, with a reason."""
    document = find_document(request, pk)
    form = WithdrawForm(posted(request))
    form.cancel_url = back = _report_url(request, document)
    if form.is_valid():
        with refusals_on(form):
            publication_services.withdraw(
                actor=request.user, document=document, **form.cleaned_data
            )
            return done(
                request, "The report has been withdrawn. Executives can no longer open it.", back
            )
    context = {
        "form": form,
        "document": document,
        "cycle": document.snapshot.report.cycle,
        "publication": document_queries.last_publication(document),
    }
    return render(request, "reports/publication/withdraw.html", context)


@partnership_form("publish_report")
def delete(request: PartnershipRequest, pk: int) -> HttpResponse:
    """Delete a document that was never published."""
    document = find_document(request, pk)
    if request.method == "POST":
        with refusals_told(request):
            publication_services.delete_draft(actor=request.user, document=document)
            messages.success(request, "The draft has been deleted.")
        return redirect(_report_url(request, document))
    context = {"document": document, "cycle": document.snapshot.report.cycle}
    return render(request, "reports/publication/delete.html", context)


def _report_url(request: PartnershipRequest, document: Document) -> str:
    return place_url(request.membership, "cycle-report", pk=document.snapshot.report.cycle_id)
