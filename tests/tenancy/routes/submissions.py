"""The agency's pages of a return."""

from agencies.models import User
from agencies.models.membership import MembershipRole
from s11portal.common.saving.page_token import new_token

from ..route import ANY, Route, own

Role = MembershipRole.Role
ANSWERING = {Role.LEAD, Role.CONTRIBUTOR}
SIGNING = {Role.LEAD, Role.APPROVER}


def page_of(person: User | None) -> str:
    """The token of a page made for the person: only with one of their own do they save."""
    return new_token(person.pk) if person else ""


ROUTES: list[Route] = [
    Route("submission-home", "agency", get=ANY, path={"pk": own("submission")}),
    Route(
        "submission-standard",
        "agency",
        get=ANSWERING,
        post=ANSWERING,
        path={"pk": own("submission"), "standard": "leadership"},
        body={"token": page_of, "policy.version": "0", "policy.value": "met"},
    ),
    Route(
        "submission-save",
        "agency",
        post=ANSWERING,
        path={"pk": own("submission")},
        body={
            "question": "policy",
            "token": page_of,
            "policy.version": "0",
            "policy.value": "partly",
        },
        post_status=200,
        headers={"Accept": "application/json"},
    ),
    Route(
        "submission-versions",
        "agency",
        get=ANY,
        path={"pk": own("submission"), "question": "policy"},
    ),
    Route(
        "submission-bring-back",
        "agency",
        post=ANSWERING,
        path={"pk": own("submission"), "question": "policy"},
        body={"number": "1", "seen": "1"},
    ),
    Route("submission-check", "agency", get=ANY, path={"pk": own("submission")}),
    Route(
        "submission-sign",
        "agency",
        get=SIGNING,
        post=SIGNING,
        path={"pk": own("complete")},
        body={"name": "Lead", "capacity": "Safeguarding lead", "declared": "on"},
    ),
    Route("submission-receipt", "agency", get=ANY, path={"pk": own("submitted")}),
    Route("submission-return", "agency", get=ANY, path={"pk": own("submitted")}),
]
