"""What the mutation run changes, why it is access code, and the tests that should notice.

The quick and likely tests come first: a mutant is dead with the first that fails.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Target:
    """A file, or some functions of it."""

    path: str
    why: str
    tests: tuple[str, ...]
    functions: frozenset[str] = frozenset()
    # Decorators and tables do their work while others are imported.
    at_import: bool = False


PEOPLE = (
    "tests/agencies/membership/test_services.py",
    "tests/agencies/people/test_bystanders.py",
    "tests/agencies/people/test_invitation_queries.py",
    "tests/agencies/people/test_membership.py",
    "tests/agencies/people/test_invitation.py",
    "tests/agencies/people/test_acceptance.py",
)
CYCLES = (
    "tests/audits/cycle/test_bystanders.py",
    "tests/audits/cycle/test_preparing.py",
    "tests/audits/cycle/test_one_agency.py",
    "tests/audits/cycle/test_launching.py",
    "tests/audits/cycle/test_participant.py",
)
RETURNS = (
    "tests/audits/submission/test_when_it_may_change.py",
    "tests/audits/submission/test_submitting.py",
    "tests/audits/submission/test_sending_back.py",
    "tests/audits/submission/test_saving.py",
)
PAGES = (
    "tests/audits/submission/test_whose_page.py",
    "tests/audits/submission/test_colleagues.py",
    "tests/audits/submission/test_pages.py",
)
REPORTS = (
    "tests/reports/report/test_report.py",
    "tests/reports/report/test_pages.py",
    "tests/reports/results/test_pages.py",
)

TARGETS = (
    Target(
        "audits/scope.py",
        "The one door: what of an audit a partnership or an agency sees.",
        ("tests/audits/test_scope.py",),
    ),
    Target(
        "audits/transitions.py",
        "Which state may follow which.",
        ("tests/audits/cycle/test_transitions.py",),
    ),
    Target(
        "agencies/roles.py",
        "What each role may do.",
        ("tests/tenancy/test_table.py", "tests/agencies/place/test_access.py"),
    ),
    Target(
        "agencies/place/access.py",
        "The guard of every page of a place.",
        ("tests/agencies/place/test_access.py", "tests/agencies/people/test_membership.py"),
        functions=frozenset({"_door", "_membership"}),
        at_import=True,
    ),
    Target(
        "agencies/membership/queries.py",
        "Who belongs to a place now, and with which roles.",
        (
            "tests/agencies/membership",
            *PEOPLE,
            "tests/agencies/place",
            "tests/agencies/demonstration",
            "tests/agencies/directory",
            "tests/audits/reminder/test_sweep.py",
        ),
    ),
    Target(
        "agencies/membership/services.py",
        "Roles given, memberships ended, and the one who must stay.",
        (*PEOPLE, "tests/agencies/directory"),
    ),
    Target(
        "agencies/people/services/acceptance.py",
        "An invitation accepted: once, in time, by whom it was for.",
        PEOPLE,
    ),
    Target(
        "agencies/people/services/invitation.py",
        "Who may be invited to what; links that end.",
        PEOPLE,
    ),
    Target(
        "agencies/people/services/same_organisation.py",
        "A provisional agency taken over by people who have one.",
        PEOPLE,
    ),
    Target(
        "agencies/people/queries/invitation.py",
        "Which invitations a place sees.",
        ("tests/agencies/people/test_invitation_queries.py", *PEOPLE),
    ),
    Target(
        "agencies/people/queries/same_organisation.py",
        "Which agencies may take the place of an invited one.",
        PEOPLE,
    ),
    Target(
        "agencies/directory/queries.py",
        "A partnership's own list, and whether an agency has a lead or an open invitation.",
        ("tests/agencies/directory", "tests/agencies/place/test_your_work.py"),
        frozenset({"visible_to", "with_leads", "annotate_lead_state", "lead_counts"}),
    ),
    Target(
        "audits/cycle/permissions.py",
        "Who manages a cycle, and who reads a return.",
        ("tests/audits/cycle/test_permissions.py",),
    ),
    Target(
        "audits/cycle/queries/cycle.py",
        "What a cycle may be made of, and what is counted of it.",
        ("tests/audits/cycle/test_queries.py", "tests/audits/cycle/test_launching.py"),
    ),
    Target(
        "audits/cycle/queries/your_audits.py",
        "What waits for people, counted through the areas of their partnerships.",
        ("tests/audits/cycle/test_queries.py", "tests/audits/cycle/test_your_audits.py"),
    ),
    Target(
        "audits/cycle/services/cycle.py",
        "Moves of a cycle: each made once, and only from the right state.",
        (*CYCLES, "tests/audits/response_file/test_import.py"),
    ),
    Target(
        "audits/cycle/services/participant.py",
        "Moves of an agency in a cycle, against a return that comes at the same moment.",
        (*CYCLES, "tests/audits/response_file/test_import.py"),
    ),
    Target(
        "audits/submission/queries/submission.py",
        "When a return takes answers.",
        RETURNS + PAGES,
    ),
    Target(
        "audits/submission/services/submission.py",
        "A return claimed, submitted once, sent back.",
        RETURNS + PAGES,
        frozenset({"open_for", "submit", "_claim", "send_back"}),
    ),
    Target(
        "audits/submission/services/answer.py",
        "The lock of a return, and versions of its answers.",
        RETURNS + PAGES,
        frozenset({"lock", "hold", "hold_new", "closed_reason"}),
    ),
    Target(
        "audits/submission/services/answer_version.py",
        "The versions of an answer: whose, and what is written over.",
        RETURNS + PAGES,
    ),
    Target(
        "audits/reminder/queries.py",
        "Of whom a return is still to come.",
        ("tests/audits/reminder/test_bystanders.py", "tests/audits/reminder/test_sweep.py"),
    ),
    Target(
        "audits/reminder/services/reminder.py",
        "Mails to those who have not returned, each once.",
        (
            "tests/audits/reminder/test_bystanders.py",
            "tests/audits/reminder/test_who_is_reminded.py",
            "tests/audits/reminder/test_sweep.py",
            "tests/audits/cycle/test_participant.py",
        ),
    ),
    Target(
        "audits/template/queries/version.py",
        "Which templates a partnership sees: its own, and what the library has published.",
        (
            "tests/audits/template/test_who_sees.py",
            "tests/audits/template/test_pages.py",
        ),
    ),
    Target(
        "audits/template/services/version.py",
        "Published versions never change; retiring and publishing are made once.",
        ("tests/audits/template/test_who_sees.py", "tests/audits/template/test_pages.py"),
        frozenset({"publish", "retire"}),
    ),
    Target(
        "reports/permissions.py",
        "Who writes a report, and who reads single returns.",
        ("tests/reports/test_permissions.py",),
    ),
    Target(
        "reports/report/queries/report.py",
        "Whose reports a partnership sees.",
        ("tests/reports/document/test_whose.py", *REPORTS),
        frozenset({"visible_to", "of_cycle", "place"}),
    ),
    Target(
        "reports/report/queries/overview.py",
        "The list of audits with their documents.",
        ("tests/reports/document/test_whose.py", *REPORTS[1:]),
    ),
    Target(
        "reports/document/queries.py",
        "Whose documents a partnership sees, and which a worker may take.",
        (
            "tests/reports/document/test_whose.py",
            "tests/reports/document/test_document.py",
            "tests/tenancy/test_documents.py",
            "tests/reports/publication/test_pages.py",
        ),
    ),
    Target(
        "agencies/membership/access.py",
        "What every service asks of its actor.",
        ("tests/agencies/membership/test_services.py", "tests/tenancy/test_services.py"),
    ),
    Target(
        "audits/response_file/services/taking_back.py",
        "What an undone import takes away, and what it must leave.",
        ("tests/audits/response_file/test_taking_back.py", "tests/tenancy/test_services.py"),
    ),
    Target(
        "reports/document/services.py",
        "The lease of a document, its attempts, and the worker that lost it.",
        ("tests/reports/document/test_whose.py", "tests/reports/document/test_document.py"),
        frozenset({"render", "_draw", "_mark", "_failed"}),
    ),
    Target(
        "s11portal/common/jobs.py",
        "A row claimed by one worker for a time.",
        ("tests/reports/document/test_whose.py", "tests/common/test_mail.py"),
        frozenset({"claim"}),
    ),
    Target(
        "s11portal/common/mail.py",
        "A mail claimed, tried again, forgotten where it admits its reader.",
        ("tests/common/test_mail.py", "tests/ground/test_jobs.py"),
    ),
    Target(
        "s11portal/common/saving/page_token.py",
        "For whom a page was made, and that it saves for that person only.",
        (*PAGES, "tests/reports/report/test_text_pages.py"),
    ),
    Target(
        "s11portal/common/saving/kept_page.py",
        "Text kept over a sign-in, for the person who typed it only.",
        PAGES,
        at_import=True,
    ),
)

# For trying the run itself; it is run when named, not with all.
SAMPLE = Target("tests/mutation/sample.py", "A sample.", ("tests/mutation/sample_tests.py",))
