"""Partnerships, the tenants."""

import re
from collections.abc import Sequence

from django.conf import settings
from django.db import transaction

from agencies import history
from agencies.membership import access as membership_access
from agencies.models import Area, MembershipRole, Partnership, User
from agencies.people.services import invitation as invitation_services
from agencies.person.rules import name_of, one_line
from s11portal.common.errors import Refused

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@transaction.atomic
def create_partnership(
    *,
    actor: User | None,
    name: str,
    slug: str,
    kind: str = Partnership.Kind.CHILDREN,
    areas: Sequence[str] = (),
) -> Partnership:
    """Store a partnership with its areas; without any it has one of its own name.

    Refuses a slug that is taken or is not small letters, digits and single hyphens (at
    most 60), an area named twice, and a second partnership where there may be only one.
    """
    membership_access.require_system(actor)
    name = " ".join(name.split())
    _refuse_bad_slug(slug)
    if kind not in Partnership.Kind.values:
        raise Refused(f"The kind has to be one of: {', '.join(Partnership.Kind.values)}.")
    if not name or len(name) > 150:
        raise Refused("The name must have between 1 and 150 characters.")
    if settings.SINGLE_PARTNERSHIP_ONLY and Partnership.objects.exists():
        raise Refused(
            "This installation keeps its data in SQLite, which can hold only one "
            "partnership in production, and it already has one. Set DATABASE_URL to a "
            "PostgreSQL database for more."
        )
    names = [" ".join(area.split()) for area in areas] or [name]
    if len({area.casefold() for area in names}) < len(names) or not all(names):
        raise Refused("Give each area a name of its own.")
    partnership = Partnership.objects.create(name=name, slug=slug, kind=kind)
    for area in names:
        Area.objects.create(partnership=partnership, name=area)
    history.record(
        actor=actor, verb="created", subject=partnership, partnership=partnership, areas=names
    )
    return partnership


@transaction.atomic
def name_help(
    *, actor: User | None, partnership: Partnership, name: str, email: str, phone: str
) -> None:
    """Say whom agencies can ask for help; empty everywhere, it is a business manager.

    Refuses a name that nobody could reach.
    """
    membership_access.require(actor, "manage_agencies", partnership=partnership)
    said = {
        "help_name": name_of(name),
        "help_email": email.strip(),
        "help_phone": one_line(phone),
    }
    was = {key: getattr(partnership, key) for key in said}
    if said["help_name"] and not (said["help_email"] or said["help_phone"]):
        raise Refused("Enter a phone number or an email address.")
    Partnership.objects.filter(pk=partnership.pk).update(**said)
    history.record(
        actor=actor,
        verb="named who can help at",
        subject=partnership,
        partnership=partnership,
        was=was,
    )


@transaction.atomic
def create_with_manager(
    *,
    actor: User | None,
    name: str,
    slug: str,
    manager_email: str,
    manager_name: str = "",
    kind: str = Partnership.Kind.CHILDREN,
    areas: Sequence[str] = (),
) -> tuple[Partnership, invitation_services.Sent]:
    """Create a partnership and invite its first business manager. See `create_partnership`."""
    membership_access.require_system(actor)
    partnership = create_partnership(actor=actor, name=name, slug=slug, kind=kind, areas=areas)
    sent = invitation_services.invite_person(
        actor=actor,
        partnership=partnership,
        email=manager_email,
        name=manager_name,
        role=MembershipRole.Role.MANAGER,
    )
    return partnership, sent


def _refuse_bad_slug(slug: str) -> None:
    if not SLUG.fullmatch(slug) or len(slug) > 60:
        raise Refused(
            f"You cannot use '{slug}' as an address. Use small letters, digits and single "
            "hyphens, at most 60 characters, for example north-shire."
        )
    if Partnership.objects.filter(slug=slug).exists():
        raise Refused(f"There is already a partnership with the address /p/{slug}/.")
