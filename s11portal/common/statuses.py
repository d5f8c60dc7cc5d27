"""How states are worded and coloured. The word carries the meaning, the colour only helps."""

from typing import Any

STATUSES: dict[str, tuple[str, str]] = {
    # cycles
    "draft": ("Draft", "grey"),
    "planned": ("Planned", "grey"),
    "open": ("Open", "blue"),
    "running": ("Running", "blue"),
    "closed": ("Closed", "grey"),
    "archived": ("Archived", "grey"),
    # returns
    "not_started": ("Not started", "grey"),
    "started": ("Started", "blue"),
    "in_progress": ("In progress", "blue"),
    "ready": ("Ready", "teal"),
    "awaiting_approval": ("Waiting for approval", "yellow"),
    "submitted": ("Submitted", "green"),
    "sent_back": ("Sent back", "orange"),
    "overdue": ("Overdue", "red"),
    "late": ("Submitted late", "orange"),
    "exempt": ("Exempt", "grey"),
    "withdrawn": ("Withdrawn", "grey"),
    "national": ("National document", "purple"),
    "expected": ("Expected", "grey"),
    # questions
    "answered": ("Answered", "green"),
    "unanswered": ("Not answered", "orange"),
    "incomplete": ("Not complete", "orange"),
    "complete": ("Complete", "green"),
    "not_applicable": ("Not applicable", "grey"),
    "hidden": ("Not asked", "grey"),
    # templates, people, mails, documents
    "published": ("Published", "green"),
    "replaced": ("Replaced", "grey"),
    "retired": ("Retired", "grey"),
    "invited": ("Invited", "yellow"),
    "accepted": ("Accepted", "green"),
    "none": ("None", "orange"),
    "active": ("Active", "green"),
    "ended": ("Ended", "grey"),
    "expired": ("Expired", "grey"),
    "waiting": ("Waiting", "grey"),
    "queued": ("Waiting", "grey"),
    "working": ("Being made", "blue"),
    "rendering": ("Being made", "blue"),
    "sent": ("Sent", "green"),
    "done": ("Ready", "green"),
    "stale": ("Out of date", "yellow"),
    "failed": ("Failed", "red"),
    "checking": ("Being checked", "blue"),
    "checked": ("Ready to import", "yellow"),
    "importing": ("Being imported", "blue"),
    "imported": ("Imported", "green"),
    "refused": ("Cannot be imported", "red"),
}


def show(state: Any, text: Any = "") -> dict[str, Any]:
    """Words and colour of `state`; `text` replaces the words.

    A state without an entry shows its own name on grey: a missing word must not break a page.
    """
    key = str(getattr(state, "value", state) or "")
    words, colour = STATUSES.get(key, (key.replace("_", " ").capitalize(), "grey"))
    return {"text": text or words, "colour": colour, "state": key}
