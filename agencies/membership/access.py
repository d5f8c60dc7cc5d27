"""What every service asks of its `actor` before it does anything.

    @transaction.atomic
    def close(*, actor: User | None, cycle: Cycle) -> bool:
        membership_access.require(actor, "manage_cycles", partnership=cycle.partnership_id)

The door of a view has asked already, for the place in the address. A service asks again, for
the place of what it changes: a view that finds the wrong row, a command or another service
opens nothing then. `actor` None is the system itself: its own jobs, and the commands of whoever
runs the site; no page can be that.
"""

from agencies.models import Agency, MembershipRole, Partnership, User
from agencies.roles import AGENCY, PARTNERSHIP, NotAllowed


def require(
    actor: User | None,
    capability: str,
    *,
    partnership: Partnership | int | None = None,
    agency: Agency | int | None = None,
) -> None:
    """Raise NotAllowed unless `actor` may `capability` at the place, now (1 query).

    Name the place of the thing that is changed. Places may be given as ids; what belongs to
    none, as the library's templates do, is the system's alone.
    """
    if actor is not None and not allows(actor, capability, partnership=partnership, agency=agency):
        raise NotAllowed


def allows(
    actor: User,
    capability: str,
    *,
    partnership: Partnership | int | None = None,
    agency: Agency | int | None = None,
) -> bool:
    """Whether a role that `actor` holds at the place now has `capability` there (1 query)."""
    of_partnership = capability in PARTNERSHIP
    roles = PARTNERSHIP[capability] if of_partnership else AGENCY[capability]
    place = partnership if of_partnership else agency
    if place is None:
        return False
    return MembershipRole.objects.filter(
        membership__user=actor.pk,
        membership__user__is_active=True,
        membership__ended_at__isnull=True,
        role__in=roles,
        **{f"membership__{'partnership' if of_partnership else 'agency'}": place},
    ).exists()


def require_system(actor: User | None) -> None:
    """Raise NotAllowed for every person: only commands and the system's own jobs do this."""
    if actor is not None:
        raise NotAllowed
