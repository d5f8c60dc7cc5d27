"""The agency's pages of a return."""

from agencies.models.membership import MembershipRole

from ..route import ANY, Route, own

Role = MembershipRole.Role
ANSWERING = {Role.LEAD, Role.CONTRIBUTOR}
SIGNING = {Role.LEAD, Role.APPROVER}

ROUTES: list[Route] = [
    Route("submission-home", "agency", get=ANY, path={"pk": own("submission")}),
    Route(
        "submission-standard",
        "agency",
        get=ANSWERING,
        post=ANSWERING,
        path={"pk": own("submission"), "standard": "leadership"},
        body={"token": "", "policy.version": "0", "policy.value": "met"},
    ),
    Route(
        "submission-save",
        "agency",
        post=ANSWERING,
        path={"pk": own("submission")},
        body={"question": "policy", "token": "", "policy.version": "0"},
        # No page of the person's own: what is asked for is refused in words, not stored.
        post_status=409,
        headers={"Accept": "application/json"},
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
