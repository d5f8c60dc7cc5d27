"""The pages of people and places."""

from agencies.models import MembershipRole

from ..route import ANY, Route, own

Role = MembershipRole.Role
PEOPLE = {"place": "partnership", "path": {"pk": own("membership")}}
COLLEAGUES = {"place": "agency", "path": {"pk": own("membership")}}
LISTING = {"place": "partnership", "path": {"pk": own("listing")}}
ENTRY = {"name": "New name", "sector": "Health", "size": "small"}
HELP = {"name": "The office", "phone": "01632 960001", "email": "office@somewhere.example"}
INVITED = {"invited_email": "new@somewhere.example", "name": "New"}

ROUTES = [
    Route("your-work", place="person", get=True),
    Route("your-details", place="person", get=True, post=True, body={"name": "New name"}),
    # partnerships
    Route("partnership-home", place="partnership", get=ANY),
    Route("partnership-people", place="partnership", get=Role.MANAGER),
    Route(
        "partnership-invite",
        place="partnership",
        get=Role.MANAGER,
        post=Role.MANAGER,
        body={**INVITED, "role": "executive"},
    ),
    Route(
        "partnership-roles",
        **PEOPLE,
        get=Role.MANAGER,
        post=Role.MANAGER,
        body={"roles": ["executive"]},
    ),
    Route("partnership-end", **PEOPLE, get=Role.MANAGER, post=Role.MANAGER),
    Route(
        "partnership-invitation-resend",
        place="partnership",
        post=Role.MANAGER,
        path={"pk": own("invitation")},
    ),
    Route(
        "partnership-invitation-withdraw",
        place="partnership",
        post=Role.MANAGER,
        path={"pk": own("lead_invitation")},
    ),
    Route(
        "listings",
        place="partnership",
        get=Role.MANAGER,
    ),
    Route("listing-add", place="partnership", get=Role.MANAGER, post=Role.MANAGER, body=ENTRY),
    Route("who-can-help", place="partnership", get=Role.MANAGER, post=Role.MANAGER, body=HELP),
    Route("listing-edit", **LISTING, get=Role.MANAGER, post=Role.MANAGER, body=ENTRY),
    Route(
        "listing-invite-lead",
        place="partnership",
        get=Role.MANAGER,
        post=Role.MANAGER,
        path={"pk": own("listing_without_lead")},
        body=INVITED,
    ),
    # Another partnership lists the agency as well: the form says what to do instead.
    Route("listing-change-lead", **LISTING, get=Role.MANAGER, post=Role.MANAGER, post_status=200),
    Route("listing-archive", **LISTING, get=Role.MANAGER, post=Role.MANAGER),
    Route("listing-restore", **LISTING, post=Role.MANAGER),
    # agencies
    Route("agency-home", place="agency", get=ANY),
    Route("colleagues", place="agency", get=ANY),
    Route(
        "colleague-invite",
        place="agency",
        get=Role.LEAD,
        post=Role.LEAD,
        body={**INVITED, "role": "approver"},
    ),
    Route(
        "colleague-roles",
        **COLLEAGUES,
        get=Role.LEAD,
        post=Role.LEAD,
        body={"roles": ["approver"]},
    ),
    Route("colleague-end", **COLLEAGUES, get=Role.LEAD, post=Role.LEAD),
    Route(
        "colleague-invitation-resend",
        place="agency",
        post=Role.LEAD,
        path={"pk": own("invitation")},
    ),
    Route(
        "colleague-invitation-withdraw",
        place="agency",
        post=Role.LEAD,
        path={"pk": own("invitation")},
    ),
    # The link is the key: whoever holds it reads who invites whom, as the email says.
    Route(
        "invitation",
        place="public",
        get=True,
        post=True,
        path={"token": "unknown"},
        get_status=404,
        post_status=404,
    ),
    # Only the demonstration has these; the matrix is not one.
    Route("demo-sign-in", place="public", post=True, body={"user": "1"}, post_status=404),
    Route("demo-outbox", place="public", get=True, get_status=404),
    Route("demo-outbox-mail", place="public", get=True, path={"pk": 0}, get_status=404),
]
