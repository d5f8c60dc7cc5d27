"""Audit templates: the list, reading a version through, adding one from a file."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from agencies.place.access import PartnershipRequest, partnership_form, partnership_page
from agencies.place.addresses import place_url
from agencies.roles import may
from audits.models import TemplateVersion
from audits.template import file as template_file
from audits.template.forms import TemplateFileForm
from audits.template.presenters import version as version_presenters
from audits.template.queries import structure as structure_queries
from audits.template.queries import version as version_queries
from audits.template.services import version as version_services
from s11portal.common.errors import Problems
from s11portal.common.forms import posted
from s11portal.common.views.refusals import done, refusals_told


@partnership_page("view_templates")
def template_list(request: PartnershipRequest) -> HttpResponse:
    """The partnership's templates, and those of the library."""
    member = request.membership
    versions = list(version_queries.with_counts(version_queries.visible_to(member), member))
    own = [row for row in versions if row.partnership_id]
    library = [row for row in versions if not row.partnership_id and row.state == "published"]
    context = {
        "templates": version_presenters.listed_templates(own),
        "offers": version_presenters.offers(library, own),
        "may_manage": may(member, "manage_templates"),
    }
    return render(request, "audits/template/list.html", context)


@partnership_page("view_templates")
def template_version(request: PartnershipRequest, pk: int) -> HttpResponse:
    """Read through all of one version, as agencies will see it."""
    member = request.membership
    version = get_object_or_404(
        version_queries.with_counts(version_queries.visible_to(member), member), pk=pk
    )
    structure = structure_queries.structure_of(version)
    context = {
        "version": version,
        "structure": structure,
        "parts": version_presenters.parts(structure),
        "may_manage": may(member, "manage_templates"),
    }
    return render(request, "audits/template/version.html", context)


@partnership_page("view_templates")
def template_download(request: PartnershipRequest, pk: int) -> HttpResponse:
    """The version as a file."""
    version = get_object_or_404(version_queries.visible_to(request.membership), pk=pk)
    text = template_file.write(structure_queries.structure_of(version))
    name = version_presenters.file_name(version)
    return HttpResponse(
        text,
        content_type="application/yaml; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@partnership_form("manage_templates")
def template_add(request: PartnershipRequest) -> HttpResponse:
    """Take in a template file as a draft; a bad one comes back with all its problems."""
    form = TemplateFileForm(posted(request), request.FILES or None)
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        content = form.content()
        try:
            imported = version_services.import_file(
                actor=request.user, partnership=request.partnership, text=content
            )
        except Problems as error:
            form.keep(content)
            context["problems"] = error.problems
            context["lines"] = version_presenters.lines_in_question(content, error.problems)
        else:
            return done(request, _stored(imported), _url(request, imported.version))
    return render(request, "audits/template/add.html", context)


@partnership_form("manage_templates")
def template_publish(request: PartnershipRequest, pk: int) -> HttpResponse:
    """Publish a version of the partnership, after asking."""
    version = get_object_or_404(version_queries.own(request.membership), pk=pk)
    if request.method == "POST":
        with refusals_told(request):
            version_services.publish(actor=request.user, version=version)
            messages.success(request, f"{version} has been published. Audits can use it now.")
        return redirect(_url(request, version))
    return render(request, "audits/template/publish.html", {"version": version})


@partnership_form("manage_templates")
def template_retire(request: PartnershipRequest, pk: int) -> HttpResponse:
    """Retire a version of the partnership, after asking."""
    version = get_object_or_404(version_queries.own(request.membership), pk=pk)
    if request.method == "POST":
        version_services.retire(actor=request.user, version=version)
        message = f"{version} has been retired. New audits cannot use it."
        return done(request, message, _url(request, version))
    return render(request, "audits/template/retire.html", {"version": version})


@partnership_form("manage_templates")
def template_delete(request: PartnershipRequest, pk: int) -> HttpResponse:
    """Delete a draft of the partnership, after asking."""
    version = get_object_or_404(version_queries.own(request.membership), pk=pk)
    if request.method == "POST":
        with refusals_told(request):
            version_services.delete_draft(actor=request.user, version=version)
            return done(
                request, f"{version} has been deleted.", place_url(request.membership, "templates")
            )
        return redirect(_url(request, version))
    return render(request, "audits/template/delete.html", {"version": version})


@partnership_form("manage_templates")
def template_copy(request: PartnershipRequest, pk: int) -> HttpResponse:
    """Make a library template the partnership's own, as a draft, after asking."""
    version = get_object_or_404(version_queries.library(request.membership), pk=pk)
    if request.method == "POST":
        imported = version_services.copy_from_library(
            actor=request.user, partnership=request.partnership, version=version
        )
        return done(request, _stored(imported), _url(request, imported.version))
    return render(request, "audits/template/copy.html", {"version": version})


def _stored(imported: version_services.Imported) -> str:
    version = imported.version
    if imported.is_new:
        return f"{version} has been saved as a draft. Read it through, then publish it."
    return f"Nothing was added, because {version} is exactly the same."


def _url(request: PartnershipRequest, version: TemplateVersion) -> str:
    return place_url(request.membership, "template-version", pk=version.pk)
