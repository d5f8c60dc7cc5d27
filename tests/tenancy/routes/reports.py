"""The pages of results and reports."""

from agencies.models.membership import MembershipRole

from ..route import ANY, Route, own

Role = MembershipRole.Role
READING = {Role.MANAGER, Role.SCRUTINEER}
CYCLE = {"pk": own("results_cycle")}
TEXT = {"version": "0", "title": "Title", "body": "Text"}

ROUTES: list[Route] = [
    Route("results", "partnership", get=ANY),
    Route("cycle-results", "partnership", get=ANY, path=CYCLE),
    Route(
        "cycle-question-answers",
        "partnership",
        get=READING,
        path={**CYCLE, "question": own("asked_question")},
    ),
    Route("cycle-report", "partnership", get=ANY, path=CYCLE),
    Route(
        "cycle-report-start",
        "partnership",
        post=Role.MANAGER,
        path={"pk": own("unreported_cycle")},
    ),
    Route(
        "cycle-report-cover",
        "partnership",
        get=Role.MANAGER,
        post=Role.MANAGER,
        path=CYCLE,
        body={"version": "0", "title": "Title", "edition": "", "marking": ""},
    ),
    Route(
        "recommendation-add",
        "partnership",
        get=Role.MANAGER,
        post=Role.MANAGER,
        path=CYCLE,
        body=TEXT,
    ),
    Route("cycle-report-make", "partnership", post=Role.MANAGER, path=CYCLE),
    Route(
        "report-section",
        "partnership",
        get=Role.MANAGER,
        post=Role.MANAGER,
        path={"pk": own("recommendation")},
        body=TEXT,
    ),
    Route(
        "recommendation-remove",
        "partnership",
        post=Role.MANAGER,
        path={"pk": own("recommendation")},
    ),
    Route(
        "recommendation-move",
        "partnership",
        post=Role.MANAGER,
        path={"pk": own("recommendation")},
        body={"direction": "up"},
    ),
    # Executives and scrutineers may download, and cannot edit.
    Route("document-download", "partnership", get=ANY, path={"pk": own("document")}),
    Route("document-progress", "partnership", get=ANY, path={"pk": own("document")}),
]
