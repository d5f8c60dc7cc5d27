"""A partnership's list of agencies."""

from dataclasses import dataclass, replace

from django.db import transaction
from django.db.models.deletion import ProtectedError

from agencies import history
from agencies.membership import access as membership_access
from agencies.models import Agency, Invitation, Listing, Partnership, User
from agencies.people.services import invitation as invitation_services
from agencies.person.rules import name_of
from s11portal.common import clock
from s11portal.common.errors import Refused


@dataclass(frozen=True)
class Details:
    """What a partnership says of an agency."""

    name: str
    sector: str
    size: str = Listing.Size.MEDIUM
    statutory_duty: bool = False
    contact_name: str = ""
    contact_email: str = ""


@transaction.atomic
def add_listing(
    *,
    actor: User | None,
    partnership: Partnership,
    details: Details,
    invite: bool = False,
    agency: Agency | None = None,
) -> Listing:
    """Put an agency on the partnership's list, and return the listing.

    The agency is a new, provisional one: no partnership can look up another's agencies.
    Its people may later say that they have an account already; `agency` is given only
    where they did. With `invite`, the contact is invited to lead it. Refuses a name that
    is on the list.
    """
    membership_access.require(actor, "manage_agencies", partnership=partnership)
    details = _cleaned(details)
    _refuse_same_name(partnership, details.name)
    agency = agency or Agency.objects.create(name=details.name)
    listing = Listing.objects.create(partnership=partnership, agency=agency, **vars(details))
    history.record(
        actor=actor, verb="listed", subject=listing, partnership=partnership, agency=agency
    )
    if invite:
        invitation_services.invite_agency_lead(
            actor=actor, listing=listing, email=details.contact_email, name=details.contact_name
        )
    return listing


@transaction.atomic
def edit_listing(*, actor: User | None, listing: Listing, details: Details) -> None:
    """Change what the partnership says of the agency; other partnerships' words stay.

    The name of a provisional agency follows the listing's.
    """
    membership_access.require(actor, "manage_agencies", partnership=listing.partnership_id)
    details = _cleaned(details)
    _refuse_same_name(listing.partnership, details.name, but=listing)
    was = {name: getattr(listing, name) for name in vars(details)}
    changed = {name: old for name, old in was.items() if old != getattr(details, name)}
    for name, value in vars(details).items():
        setattr(listing, name, value)
    listing.save()
    Agency.objects.filter(pk=listing.agency_id, claimed_at__isnull=True).update(name=details.name)
    if changed:
        history.record(
            actor=actor,
            verb="changed the entry of",
            subject=listing,
            partnership=listing.partnership_id,
            was=changed,
        )


@transaction.atomic
def archive_listing(*, actor: User | None, listing: Listing) -> None:
    """Take the agency off the present list. Its past returns stay."""
    membership_access.require(actor, "manage_agencies", partnership=listing.partnership_id)
    _set_archived(actor, listing, archived=True)


@transaction.atomic
def restore_listing(*, actor: User | None, listing: Listing) -> None:
    """Put an archived agency back on the list."""
    membership_access.require(actor, "manage_agencies", partnership=listing.partnership_id)
    _refuse_same_name(listing.partnership, listing.name, but=listing)
    _set_archived(actor, listing, archived=False)


@transaction.atomic
def remove_unused(*, actor: User | None, listing: Listing) -> bool:
    """Take an entry that was added by mistake off the list for good.

    Returns false, and leaves it, when its agency has people or invitations, or when anything
    else rests on the entry. The agency itself stays in the history, on no list.
    """
    membership_access.require(actor, "manage_agencies", partnership=listing.partnership_id)
    agency = listing.agency
    if agency.memberships.exists() or Invitation.objects.filter(agency=agency).exists():
        return False
    try:
        with transaction.atomic():
            Listing.objects.filter(pk=listing.pk).delete()
    except ProtectedError:
        return False
    history.record(
        actor=actor,
        verb="removed from the list",
        subject=listing,
        partnership=listing.partnership_id,
        agency=agency,
    )
    return True


def _set_archived(actor: User | None, listing: Listing, *, archived: bool) -> None:
    rows = Listing.objects.filter(pk=listing.pk, archived_at__isnull=archived)
    if rows.update(archived_at=clock.now() if archived else None):
        history.record(
            actor=actor,
            verb="archived" if archived else "restored",
            subject=listing,
            partnership=listing.partnership_id,
            agency=listing.agency_id,
        )


def _cleaned(details: Details) -> Details:
    return replace(
        details,
        name=" ".join(details.name.split()),
        sector=" ".join(details.sector.split()),
        contact_name=name_of(details.contact_name),
        contact_email=details.contact_email.strip().lower(),
    )


def _refuse_same_name(partnership: Partnership, name: str, but: Listing | None = None) -> None:
    same = Listing.objects.filter(
        partnership=partnership, name__iexact=name, archived_at__isnull=True
    )
    if (same.exclude(pk=but.pk) if but else same).exists():
        raise Refused(f"{name} is already on your list.")
