"""A return on its way: complete, submitted, and what was written then."""

from audits.models import Revision, RevisionAnswer, RevisionValue
from audits.submission.services import submission as submission_services
from s11portal.common.models import OutgoingMail
from tests.factories.submissions import Work, open_return


def complete_return(**fields: str) -> Work:
    """A return in which everything required is answered."""
    made = open_return(**fields)
    made.answer_everything()
    return made


def submit(work: Work, name: str = "Asha Rao") -> Revision:
    """Submit it for the first time since it was opened."""
    revision, is_new = submission_services.submit(
        actor=work.lead, submission=work.submission, name=name, capacity="Named nurse"
    )
    assert is_new
    return revision


def states(revision: Revision) -> dict[str, str]:
    """The state of each question, by its key."""
    rows = RevisionAnswer.objects.filter(revision=revision).select_related("question")
    return {row.question.key: row.state for row in rows}


def values(revision: Revision, key: str) -> list[tuple]:
    """The typed values of one question: (row, code of the level, number, date, data)."""
    rows = RevisionValue.objects.filter(revision=revision, question__key=key).order_by("row")
    return [
        (row.row, row.level.code if row.level else None, row.number, row.date, row.data)
        for row in rows.select_related("level")
    ]


def mails(kind: str) -> list[tuple[str, str]]:
    """(to, subject) of each mail of this kind."""
    rows = OutgoingMail.objects.filter(key__startswith=f"{kind}:").order_by("to")
    return [(row.to, row.subject) for row in rows]
