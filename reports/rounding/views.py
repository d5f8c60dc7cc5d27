"""How an audit rounds its percentages."""

from django.http import HttpResponse
from django.shortcuts import render

from agencies.place.access import PartnershipRequest, partnership_form
from agencies.place.addresses import place_url
from audits.cycle.access import find_managed_cycle
from audits.models import Cycle
from reports.document import queries as document_queries
from reports.rounding import services as rounding_services
from reports.rounding.forms import RoundingForm
from s11portal.common.forms import posted
from s11portal.common.views.refusals import done, refusals_on


@partnership_form("manage_cycles")
def percentages(request: PartnershipRequest, pk: int) -> HttpResponse:
    """Choose how the audit's percentages are rounded, until a report of it is published."""
    cycle = find_managed_cycle(request, pk)
    form = RoundingForm(posted(request), initial={"percentages": cycle.percentages})
    page = "cycle-board" if cycle.state == Cycle.State.DRAFT else "cycle-results"
    form.cancel_url = back = place_url(request.membership, page, pk=pk)
    if form.is_valid():
        with refusals_on(form):
            rounding_services.choose(actor=request.user, cycle=cycle, **form.cleaned_data)
            return done(request, "Percentages will be rounded this way from now on.", back)
    context = {"form": form, "cycle": cycle, "is_published": document_queries.is_published(cycle)}
    return render(request, "reports/rounding/percentages.html", context)
