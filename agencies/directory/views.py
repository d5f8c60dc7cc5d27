"""A partnership's list of agencies."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from agencies.directory import queries as directory_queries
from agencies.directory.forms import COMMON_SECTORS, ListingFilterForm, ListingForm, NewListingForm
from agencies.directory.services import listing as listing_services
from agencies.models import Listing
from agencies.people.forms.membership import LeadForm
from agencies.people.queries import invitation as invitation_queries
from agencies.people.services import invitation as invitation_services
from agencies.place.access import PlaceRequest, partnership_page, posted, shows_and_takes
from s11portal.common.errors import Refused

PER_PAGE = 50


@require_safe
@partnership_page("manage_agencies")
def listing_list(request: PlaceRequest) -> HttpResponse:
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
    return render(request, "agencies/listing/list.html", context)


@shows_and_takes
@partnership_page("manage_agencies")
def listing_add(request: PlaceRequest) -> HttpResponse:
    """Add an agency, and invite its lead."""
    form = NewListingForm(posted(request))
    form.cancel_url = _list_url(request)
    if request.method == "POST" and form.is_valid():
        try:
            listing = listing_services.add_listing(
                actor=request.user,
                partnership=request.partnership,
                details=form.details(),
                invite=form.cleaned_data["invite"],
            )
        except Refused as no:
            form.add_error("name", str(no))
        else:
            invited = form.cleaned_data["invite"]
            sent = f" The invitation is on its way to {listing.contact_email}." if invited else ""
            messages.success(request, f"{listing} is on the list.{sent}")
            return redirect(_list_url(request))
    context = {"form": form, "sectors": _sectors(request)}
    return render(request, "agencies/listing/add.html", context)


@shows_and_takes
@partnership_page("manage_agencies")
def listing_edit(request: PlaceRequest, pk: int) -> HttpResponse:
    """One agency: what the partnership says of it, its leads, its invitations."""
    listing = _listing(request, pk)
    form = ListingForm(posted(request), initial=_initial(listing))
    form.cancel_url = _list_url(request)
    if request.method == "POST" and form.is_valid():
        try:
            listing_services.edit_listing(
                actor=request.user, listing=listing, details=form.details()
            )
        except Refused as no:
            form.add_error("name", str(no))
        else:
            messages.success(request, f"The entry of {listing} is saved.")
            return redirect(_list_url(request))
    context = {
        "form": form,
        "listing": listing,
        "sectors": _sectors(request),
        "invitations": invitation_queries.for_listing(request.membership, listing),
    }
    return render(request, "agencies/listing/edit.html", context)


@shows_and_takes
@partnership_page("manage_agencies")
def listing_invite_lead(request: PlaceRequest, pk: int) -> HttpResponse:
    """Invite the lead of an agency that has none."""
    listing = _listing(request, pk)
    form = LeadForm(
        posted(request),
        initial={"name": listing.contact_name, "invited_email": listing.contact_email},
    )
    form.cancel_url = _list_url(request)
    if request.method == "POST" and form.is_valid():
        address = form.cleaned_data["invited_email"]
        try:
            invitation_services.invite_agency_lead(
                actor=request.user, listing=listing, email=address, name=form.cleaned_data["name"]
            )
        except Refused as no:
            form.add_error("invited_email", str(no))
        else:
            messages.success(request, f"Invitation sent to {address}.")
            return redirect(_list_url(request))
    return render(request, "agencies/listing/invite.html", {"form": form, "listing": listing})


@require_POST
@partnership_page("manage_agencies")
def listing_archive(request: PlaceRequest, pk: int) -> HttpResponse:
    """Take an agency off the present list."""
    listing = _listing(request, pk)
    listing_services.archive_listing(actor=request.user, listing=listing)
    messages.success(request, f"{listing} is archived. Its past returns stay.")
    return redirect(_list_url(request))


@require_POST
@partnership_page("manage_agencies")
def listing_restore(request: PlaceRequest, pk: int) -> HttpResponse:
    """Put an archived agency back."""
    listing = _listing(request, pk)
    try:
        listing_services.restore_listing(actor=request.user, listing=listing)
    except Refused as no:
        messages.error(request, str(no))
    else:
        messages.success(request, f"{listing} is back on the list.")
    return redirect(_list_url(request))


def _listing(request: PlaceRequest, pk: int) -> Listing:
    return get_object_or_404(
        directory_queries.with_leads(directory_queries.visible_to(request.membership)), pk=pk
    )


def _list_url(request: PlaceRequest) -> str:
    return reverse("listings", kwargs={"slug": request.partnership.slug})


def _sectors(request: PlaceRequest) -> list[str]:
    return sorted({*COMMON_SECTORS, *directory_queries.sectors(request.membership)})


def _initial(listing: Listing) -> dict[str, Any]:
    return {name: getattr(listing, name) for name in listing_services.Details.__dataclass_fields__}
