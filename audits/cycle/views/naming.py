"""Whether the report names agencies with their average scores: chosen, and changed later."""

from django.http import HttpResponse
from django.shortcuts import render

from agencies.place.access import PartnershipRequest, partnership_form
from agencies.place.addresses import place_url
from audits.cycle.access import find_managed_cycle
from audits.cycle.forms.naming import NamingForm
from audits.cycle.queries import naming as naming_queries
from audits.cycle.services import naming as naming_services
from s11portal.common.forms import posted
from s11portal.common.views.refusals import done


@partnership_form("manage_cycles")
def naming(request: PartnershipRequest, pk: int) -> HttpResponse:
    """The choice, with the agencies that signed without being told of it."""
    cycle = find_managed_cycle(request, pk)
    form = NamingForm(posted(request), initial={"names_agencies": cycle.names_agencies})
    form.cancel_url = back = place_url(request.membership, "cycle-board", pk=pk)
    if form.is_valid():
        naming_services.choose(actor=request.user, cycle=cycle, **form.cleaned_data)
        said = "names" if cycle.names_agencies else "does not name"
        return done(request, f"The report {said} agencies with their average scores.", back)
    untold = naming_queries.untold(request.membership, cycle)
    context = {"form": form, "cycle": cycle, "untold": untold}
    return render(request, "audits/cycle/naming.html", context)
