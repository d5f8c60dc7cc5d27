"""What the bench looks at: a part-answered return, and finished cycles of three sizes."""

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from agencies.models import User
from tests.factories.agencies import PartnershipFactory, person_at
from tests.factories.returns import cycle_with, made_up_rows, ten_questions
from tests.factories.submissions import Work, open_return

LIBRARY = Path(settings.BASE_DIR) / "audits" / "library"
SIZES = (10, 100, 1000)
WORDS = (
    "The trust reviewed its policy in March with the named nurse and two ward managers. What "
    "changed is written in the minutes of the safeguarding committee, and the audit of case "
    "notes in June showed that nine in ten referrals said what the family had been told."
)


@dataclass(frozen=True)
class Data:
    """A lead with a return to answer, and a manager with cycles to look at, by size.

    `bare_row`: the id of an answer of the return that only the bare save changes.
    """

    work: Work
    bare_row: int
    manager: User
    cycles: dict[int, int]


def load() -> Data:
    """Fill the empty database."""
    text = (LIBRARY / "section-11-nine-standards.yaml").read_text(encoding="utf-8")
    work = open_return(text=text)
    for question in work.structure.questions[::2]:
        if question.type == "rating" and question.scale:
            level = question.scale.levels[0].code
            work.edit(
                work.lead, question.key, value={"level": level}, examples=WORDS, evidence=WORDS
            )
    partnership = PartnershipFactory()
    version = ten_questions(partnership)
    cycles = {
        size: cycle_with(
            partnership, rows=made_up_rows(size), version=version, title=f"{size} agencies"
        ).pk
        for size in SIZES
    }
    return Data(
        work=work,
        bare_row=max(row.pk for row in work.stored().values()),
        manager=person_at(partnership, "manager"),
        cycles=cycles,
    )


def session_of(user: User) -> str:
    """The key of a session in which the person is signed in."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return session.session_key
