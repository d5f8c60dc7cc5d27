"""The partnership's pages of audit cycles."""

from agencies.models.membership import MembershipRole

from ..route import ANY, Route, own

Role = MembershipRole.Role
READING = {Role.MANAGER, Role.SCRUTINEER}
MANAGING = {
    "place": "partnership",
    "get": Role.MANAGER,
    "post": Role.MANAGER,
    "lead_only": True,
}
OPEN = {"path": {"pk": own("open_cycle")}}
DRAFT = {"path": {"pk": own("draft_cycle")}}
WAITING = {"path": {"pk": own("waiting")}}
AUDIT = {
    "title": "Section 11 audit",
    "period": "2025-26",
    "opens_on": "2026-10-05",
    "closes_on": "2026-12-11",
    "version": own("template_published"),
    "listings": own("listing"),
}

ROUTES: list[Route] = [
    Route("cycles", "partnership", get=ANY),
    Route("cycle-create", **MANAGING, body=AUDIT),
    Route("cycle-board", "partnership", get=ANY, **OPEN, query={"sector": "Health"}),
    Route("cycle-edit", **MANAGING, **DRAFT, body=AUDIT),
    Route("cycle-launch", **MANAGING, **DRAFT),
    Route("cycle-naming", **MANAGING, **OPEN, body={"names_agencies": "on"}),
    Route("cycle-close", **MANAGING, **OPEN, body={"anyway": "on"}),
    # What is open is not opened again: back to its board.
    Route("cycle-reopen", **MANAGING, **OPEN, get_status=302),
    Route("cycle-delete", **MANAGING, **DRAFT),
    Route("cycle-remind", **MANAGING, **OPEN),
    # Without a file the form is shown again.
    Route("cycle-import", **MANAGING, **DRAFT, post_status=200),
    Route(
        "response-import-take-back",
        "partnership",
        get=Role.MANAGER,
        post=Role.MANAGER,
        path={"pk": own("response_import")},
    ),
    Route(
        "response-upload",
        "partnership",
        get=Role.MANAGER,
        post=Role.MANAGER,
        path={"pk": own("response_upload")},
    ),
    Route("cycle-participant", "partnership", get=ANY, **WAITING),
    Route(
        "cycle-return",
        "partnership",
        get=READING,
        path={"pk": own("submitted_participant")},
    ),
    Route("participant-remind", **MANAGING, **WAITING),
    Route("participant-date", **MANAGING, **WAITING, body={"due_on": "2099-01-31"}),
    Route("participant-exempt", **MANAGING, **WAITING, body={"reason": "Merged"}),
    Route(
        "participant-expect",
        "partnership",
        post=Role.MANAGER,
        path={"pk": own("exempted")},
        lead_only=True,
    ),
    Route("participant-national", **MANAGING, **WAITING, body={"document": "National return"}),
    Route("participant-note", **MANAGING, **WAITING, body={"reason": "New lead in June"}),
    Route(
        "participant-send-back",
        **MANAGING,
        path={"pk": own("submitted_participant")},
        body={"reason": "Say more on 1.1", "due_on": "2099-01-31"},
    ),
]
