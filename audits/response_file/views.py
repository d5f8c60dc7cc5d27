"""Importing returns from a file: checked first, stored after a look at what would come."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from agencies.place.access import PartnershipRequest, partnership_form
from agencies.place.addresses import place_url
from audits.cycle.access import find_managed_cycle
from audits.cycle.queries import cycle as cycle_queries
from audits.models import ResponseUpload
from audits.response_file import presenters as response_file_presenters
from audits.response_file import queries as response_file_queries
from audits.response_file.forms import ImportForm, ResponseFileForm
from audits.response_file.services import taking_back as taking_back_services
from audits.response_file.services import upload as upload_services
from s11portal.common.forms import posted
from s11portal.common.views.refusals import done, refusals_on, refusals_told
from s11portal.common.words import counted


@partnership_form("manage_cycles")
def upload(request: PartnershipRequest, pk: int) -> HttpResponse:
    """Choose a file; it is checked, and nothing of it is stored as a return yet."""
    cycle = find_managed_cycle(request, pk)
    form = ResponseFileForm(posted(request), request.FILES or None)
    if form.is_valid():
        with refusals_on(form, "file"):
            kept = upload_services.receive(
                actor=request.user, cycle=cycle, content=form.cleaned_data["file"].read()
            )
            return redirect(place_url(request.membership, "response-upload", pk=kept.pk))
    context = {
        "cycle": cycle,
        "form": form,
        "version": cycle_queries.version_of(cycle),
        "uploads": response_file_queries.uploads_to_show(request.membership, cycle),
        "imports": response_file_queries.imports(request.membership, cycle),
    }
    return render(request, "audits/response_file/import.html", context)


@partnership_form("manage_cycles")
def uploaded(request: PartnershipRequest, pk: int) -> HttpResponse:
    """How far a file is; once it is checked, what is in it and what is in doubt. POST imports."""
    found = get_object_or_404(response_file_queries.uploads_visible_to(request.membership), pk=pk)
    if found.state == ResponseUpload.State.CHECKED:
        form = ImportForm(posted(request), found=found.found)
        form.cancel_url = place_url(request.membership, "cycle-board", pk=found.cycle_id)
        if not form.is_valid():
            context = {"upload": found, "cycle": found.cycle, "found": found.found, "form": form}
            return render(request, "audits/response_file/confirm.html", context)
        found = upload_services.confirm(
            actor=request.user, response_upload=found, decisions=form.decisions()
        )
    if request.method == "POST":
        return _after(request, found)
    context = response_file_presenters.progress(found)
    return render(request, "audits/response_file/progress.html", context)


@partnership_form("manage_cycles")
def take_back(request: PartnershipRequest, pk: int) -> HttpResponse:
    """Undo an import, after asking."""
    found = get_object_or_404(response_file_queries.imports_visible_to(request.membership), pk=pk)
    page = place_url(request.membership, "cycle-import", pk=found.cycle_id)
    if request.method != "POST":
        context = response_file_presenters.taking_back(found)
        return render(request, "audits/response_file/take_back.html", context)
    with refusals_told(request):
        taking_back_services.take_back(actor=request.user, response_import=found)
        return done(request, "The import is undone.", page)
    return redirect(page)


def _after(request: PartnershipRequest, upload: ResponseUpload) -> HttpResponse:
    """Where a person goes who has pressed 'Import': the board, if it is imported already."""
    if upload.state != ResponseUpload.State.IMPORTED:
        return redirect(place_url(request.membership, "response-upload", pk=upload.pk))
    returns = counted(upload.found["returns"], "return", "returns")
    board = place_url(request.membership, "cycle-board", pk=upload.cycle_id)
    return done(request, f"{returns} imported.", board)
