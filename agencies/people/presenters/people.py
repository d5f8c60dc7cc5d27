"""The people of a place, as its pages show them."""

from dataclasses import dataclass, field
from typing import Any

from agencies.membership import queries as membership_queries
from agencies.models import Invitation, Membership
from agencies.people.queries import invitation as invitation_queries
from agencies.place.addresses import PlaceKind, kind_of, place_url
from agencies.place.presenters.your_work import role_labels
from agencies.roles import may


@dataclass(frozen=True)
class Row:
    """One person, or one invitation that nobody has answered."""

    name: str
    address: str
    job_title: str = ""
    roles: list[str] = field(default_factory=list)
    roles_url: str = ""
    end_url: str = ""
    resend_url: str = ""
    withdraw_url: str = ""
    state: str = ""
    since: Any = None


@dataclass(frozen=True)
class People:
    """Who belongs to a place, and who was invited to it."""

    members: list[Row]
    invited: list[Row]
    invite_url: str


# url names of a place's people pages, by kind of place
_NAMES: dict[PlaceKind, dict[str, str]] = {
    "partnership": {
        "list": "partnership-people",
        "invite": "partnership-invite",
        "roles": "partnership-roles",
        "end": "partnership-end",
        "resend": "partnership-invitation-resend",
        "withdraw": "partnership-invitation-withdraw",
    },
    "agency": {
        "list": "colleagues",
        "invite": "colleague-invite",
        "roles": "colleague-roles",
        "end": "colleague-end",
        "resend": "colleague-invitation-resend",
        "withdraw": "colleague-invitation-withdraw",
    },
}


def url(membership: Membership, page: str, **kwargs: Any) -> str:
    """The address of a people page of the membership's place: 'list', 'roles' and so on."""
    return place_url(membership, _NAMES[kind_of(membership)][page], **kwargs)


def list_url(membership: Membership) -> str:
    """The address of the list of people of the membership's place."""
    return url(membership, "list")


def capability(membership: Membership) -> str:
    """The capability that changes the people of the membership's place."""
    return "manage_people" if membership.partnership_id else "manage_colleagues"


def frame(membership: Membership) -> dict[str, str]:
    """The parent template of pages that partnerships and agencies share, and their words."""
    at_partnership = membership.partnership_id is not None
    return {
        "parent": f"agencies/place/{kind_of(membership)}.html",
        "place_name": str(membership.place),
        "people_title": "People" if at_partnership else "Colleagues",
        "people_url": list_url(membership),
    }


def people_of(membership: Membership) -> People:
    """The people of the membership's place (3 queries); who may not manage sees no invitations."""
    manages = may(membership, capability(membership))
    members = [
        _member(membership, other, manages) for other in membership_queries.people(membership.place)
    ]
    waiting = (
        invitation_queries.unanswered(invitation_queries.to_place(membership)) if manages else []
    )
    return People(
        members=members,
        invited=[_invited(membership, invitation) for invitation in waiting],
        invite_url=url(membership, "invite") if manages else "",
    )


def _member(membership: Membership, other: Membership, manages: bool) -> Row:
    return Row(
        name=str(other.user),
        address=other.user.email,
        job_title=other.user.job_title,
        roles=role_labels(other),
        roles_url=url(membership, "roles", pk=other.pk) if manages else "",
        end_url=url(membership, "end", pk=other.pk) if manages else "",
        since=other.started_at,
    )


def _invited(membership: Membership, invitation: Invitation) -> Row:
    return Row(
        name=invitation.name or invitation.email,
        address=invitation.email,
        roles=[invitation.get_role_display()],
        resend_url=url(membership, "resend", pk=invitation.pk),
        withdraw_url=url(membership, "withdraw", pk=invitation.pk),
        state="expired" if invitation.state == Invitation.State.EXPIRED else "invited",
        since=invitation.expires_at,
    )


def invitation_list_url(membership: Membership, invitation: Invitation) -> str:
    """Where the invitation is listed for the membership: with people, or with its agency."""
    if membership.partnership_id and invitation.agency_id:
        return place_url(membership, "listings")
    return list_url(membership)
