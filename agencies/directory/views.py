"""A partnership's list of agencies."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from agencies.directory import queries as directory_queries
from agencies.directory.forms import (
    COMMON_SECTORS,
    ChangeLeadForm,
    HelpForm,
    ListingFilterForm,
    ListingForm,
    NewListingForm,
)
from agencies.directory.presenters import archiving as archiving_presenters
from agencies.directory.services import lead as lead_services
from agencies.directory.services import listing as listing_services
from agencies.directory.services import partnership as partnership_services
from agencies.models import Listing
from agencies.people.forms.membership import LeadForm
from agencies.people.queries import invitation as invitation_queries
from agencies.people.services import invitation as invitation_services
from agencies.place.access import (
    PartnershipRequest,
    partnership_button,
    partnership_form,
    partnership_page,
)
from agencies.place.addresses import place_url
from s11portal.common.forms import posted
from s11portal.common.views.refusals import done, refusals_on, refusals_told

PER_PAGE = 50


@partnership_page("manage_agencies")
def listing_list(request: PartnershipRequest) -> HttpResponse:
    """The agencies, searched and filtered."""
    sectors = directory_queries.sectors(request.membership)
    form = ListingFilterForm(request.GET or None, sectors=sectors)
    wanted = form.cleaned_data if form.is_valid() else {}
    found = directory_queries.search(
        directory_queries.with_leads(directory_queries.visible_to(request.membership)),
        text=wanted.get("q", ""),
        sector=wanted.get("sector", ""),
        lead=wanted.get("lead", ""),
        archived=wanted.get("archived", False),
    )
    context = {
        "filter": form,
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "lead_states": directory_queries.LEAD_STATES,
        "any_listed": bool(sectors),
        "archived": wanted.get("archived", False),
    }
    return render(request, "agencies/directory/list.html", context)


@partnership_form("manage_agencies")
def listing_add(request: PartnershipRequest) -> HttpResponse:
    """Add an agency, and invite its lead."""
    form = NewListingForm(posted(request))
    form.cancel_url = _list_url(request)
    if form.is_valid():
        with refusals_on(form, "name"):
            listing = listing_services.add_listing(
                actor=request.user,
                partnership=request.partnership,
                details=form.details(),
                invite=form.cleaned_data["invite"],
            )
            invited = form.cleaned_data["invite"]
            sent = f" The invitation has been sent to {listing.contact_email}." if invited else ""
            return done(request, f"{listing} has been added to the list.{sent}", _list_url(request))
    context = {"form": form, "sectors": _sectors(request)}
    return render(request, "agencies/directory/add.html", context)


@partnership_form("manage_agencies")
def listing_edit(request: PartnershipRequest, pk: int) -> HttpResponse:
    """One agency: what the partnership says of it, its leads, its invitations."""
    listing = _listing(request, pk)
    form = ListingForm(posted(request), initial=_initial(listing))
    form.cancel_url = _list_url(request)
    if form.is_valid():
        with refusals_on(form, "name"):
            listing_services.edit_listing(
                actor=request.user, listing=listing, details=form.details()
            )
            return done(request, f"Your changes to {listing} have been saved.", _list_url(request))
    context = {
        "form": form,
        "listing": listing,
        "sectors": _sectors(request),
        "invitations": invitation_queries.for_listing(request.membership, listing),
    }
    return render(request, "agencies/directory/edit.html", context)


@partnership_form("manage_agencies")
def listing_invite_lead(request: PartnershipRequest, pk: int) -> HttpResponse:
    """Invite the lead of an agency that has none."""
    listing = _listing(request, pk)
    form = LeadForm(
        posted(request),
        initial={"name": listing.contact_name, "invited_email": listing.contact_email},
    )
    form.cancel_url = _list_url(request)
    if form.is_valid():
        address = form.cleaned_data["invited_email"]
        with refusals_on(form, "invited_email"):
            invitation_services.invite_agency_lead(
                actor=request.user, listing=listing, email=address, name=form.cleaned_data["name"]
            )
            return done(request, f"Invitation sent to {address}.", _list_url(request))
    return render(request, "agencies/directory/invite.html", {"form": form, "listing": listing})


@partnership_form("manage_agencies")
def listing_change_lead(request: PartnershipRequest, pk: int) -> HttpResponse:
    """End the access of a lead who has left, and invite the successor."""
    listing = _listing(request, pk)
    leads = directory_queries.leads_of(listing)
    if not leads:
        return redirect(place_url(request.membership, "listing-invite-lead", pk=pk))
    form = ChangeLeadForm(posted(request), leads=leads)
    form.cancel_url = back = place_url(request.membership, "listing-edit", pk=pk)
    if form.is_valid():
        with refusals_on(form):
            lead_services.change_lead(
                actor=request.user,
                listing=listing,
                membership=form.membership,
                email=form.cleaned_data.get("invited_email", ""),
                name=form.cleaned_data.get("name", ""),
            )
            return done(request, f"{form.membership.user} no longer has access.", back)
    may_change = directory_queries.is_listed_by_one(listing)
    context = {"form": form, "listing": listing, "leads": leads, "may_change": may_change}
    return render(request, "agencies/directory/change_lead.html", context)


@partnership_form("manage_agencies")
def listing_archive(request: PartnershipRequest, pk: int) -> HttpResponse:
    """Ask, then take an agency off the present list."""
    listing = _listing(request, pk)
    if request.method == "POST":
        listing_services.archive_listing(actor=request.user, listing=listing)
        message = f"{listing} has been archived. Its past returns are kept."
        return done(request, message, _list_url(request))
    uses = archiving_presenters.uses_of(request.membership, listing)
    context = {"listing": listing, "uses": uses}
    return render(request, "agencies/directory/archive.html", context)


@partnership_button("manage_agencies")
def listing_restore(request: PartnershipRequest, pk: int) -> HttpResponse:
    """Put an archived agency back."""
    listing = _listing(request, pk)
    with refusals_told(request):
        listing_services.restore_listing(actor=request.user, listing=listing)
        messages.success(request, f"{listing} is back on the list.")
    return redirect(_list_url(request))


@partnership_form("manage_agencies")
def who_can_help(request: PartnershipRequest) -> HttpResponse:
    """Name the person whom every email to agencies names."""
    now = request.partnership
    initial = {"name": now.help_name, "email": now.help_email, "phone": now.help_phone}
    form = HelpForm(posted(request), initial=initial)
    form.cancel_url = _list_url(request)
    if form.is_valid():
        with refusals_on(form, "phone"):
            partnership_services.name_help(actor=request.user, partnership=now, **form.cleaned_data)
            return done(request, "Your contact for help has been saved.", _list_url(request))
    return render(request, "agencies/directory/help.html", {"form": form})


def _listing(request: PartnershipRequest, pk: int) -> Listing:
    return get_object_or_404(
        directory_queries.with_leads(directory_queries.visible_to(request.membership)), pk=pk
    )


def _list_url(request: PartnershipRequest) -> str:
    return place_url(request.membership, "listings")


def _sectors(request: PartnershipRequest) -> list[str]:
    return sorted({*COMMON_SECTORS, *directory_queries.sectors(request.membership)})


def _initial(listing: Listing) -> dict[str, Any]:
    return {name: getattr(listing, name) for name in listing_services.Details.__dataclass_fields__}
