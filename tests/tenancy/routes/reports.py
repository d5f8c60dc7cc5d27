"""The pages of results and reports."""

from agencies.models.membership import MembershipRole
from s11portal.common.saving.page_token import new_token

from ..route import ANY, Route, own

Role = MembershipRole.Role
READING = {Role.MANAGER, Role.SCRUTINEER}
CYCLE = {"pk": own("results_cycle")}
DRAFT = {"pk": own("draft_document")}
SUMMARY = {
    "token": lambda person: new_token(person.pk if person else 0),
    "summary.version": "1",
    "summary.body": "Text",
}

ROUTES: list[Route] = [
    Route("results", "partnership", get=ANY),
    Route("cycle-results", "partnership", get=ANY, path=CYCLE),
    Route(
        "cycle-question-answers",
        "partnership",
        get=READING,
        path={**CYCLE, "question": own("asked_question")},
    ),
    Route(
        "cycle-percentages",
        "partnership",
        get=Role.MANAGER,
        post=Role.MANAGER,
        path={"pk": own("draft_cycle")},
        body={"percentages": "add_up"},
        lead_only=True,
    ),
    Route("cycle-report", "partnership", get=ANY, path=CYCLE),
    Route(
        "cycle-report-start",
        "partnership",
        post=Role.MANAGER,
        path={"pk": own("unreported_cycle")},
    ),
    Route(
        "report-text",
        "partnership",
        get=Role.MANAGER,
        post=Role.MANAGER,
        path={**CYCLE, "key": "summary"},
        body=SUMMARY,
    ),
    Route(
        "report-save",
        "partnership",
        post=Role.MANAGER,
        path=CYCLE,
        body={"question": "summary", **SUMMARY},
        post_status=200,
        headers={"Accept": "application/json"},
    ),
    Route(
        "report-text-preview",
        "partnership",
        get=Role.MANAGER,
        path={**CYCLE, "key": "summary"},
    ),
    Route(
        "report-text-versions",
        "partnership",
        get=Role.MANAGER,
        path={**CYCLE, "key": "summary"},
    ),
    Route(
        "report-text-bring-back",
        "partnership",
        post=Role.MANAGER,
        path={**CYCLE, "key": "summary", "number": 1},
    ),
    Route("recommendation-add", "partnership", post=Role.MANAGER, path=CYCLE),
    Route("cycle-report-make", "partnership", post=Role.MANAGER, path=CYCLE),
    Route(
        "recommendation-remove",
        "partnership",
        get=Role.MANAGER,
        post=Role.MANAGER,
        path={**CYCLE, "number": 2},
    ),
    Route(
        "recommendation-restore",
        "partnership",
        post=Role.MANAGER,
        path={**CYCLE, "number": 1},
    ),
    Route(
        "recommendation-move",
        "partnership",
        post=Role.MANAGER,
        path={**CYCLE, "number": 2},
        body={"direction": "up"},
    ),
    # Executives download what is published, scrutineers drafts too; see test_documents.py.
    Route("document-download", "partnership", get=ANY, path={"pk": own("published_document")}),
    Route("document-progress", "partnership", get=READING, path=DRAFT),
    Route(
        "document-publish",
        "partnership",
        get=Role.MANAGER,
        post=Role.MANAGER,
        path=DRAFT,
        body={"note": "Page 3", "although_open": "on", "although_stale": "on"},
    ),
    Route(
        "document-withdraw",
        "partnership",
        get=Role.MANAGER,
        post=Role.MANAGER,
        path={"pk": own("published_document")},
        body={"reason": "Wrong figures"},
    ),
    Route("document-delete", "partnership", get=Role.MANAGER, post=Role.MANAGER, path=DRAFT),
]
