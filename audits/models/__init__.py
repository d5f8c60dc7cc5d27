"""Templates, cycles, participants, returns."""

from .answer import Answer, AnswerVersion
from .cycle import Cycle, CyclePartner, CycleTemplate
from .participant import Participant, ParticipantArea
from .reminder import Reminder
from .response_import import ResponseImport
from .response_upload import ResponseUpload
from .revision import Revision, RevisionAnswer, RevisionValue
from .sign_off import SignOff
from .submission import SendBack, Submission
from .template import (
    AuditTemplate,
    Identity,
    Level,
    Question,
    Scale,
    Standard,
    TemplateVersion,
)

__all__ = [
    "Answer",
    "AnswerVersion",
    "AuditTemplate",
    "Cycle",
    "CyclePartner",
    "CycleTemplate",
    "Identity",
    "Level",
    "Participant",
    "ParticipantArea",
    "Question",
    "Reminder",
    "ResponseImport",
    "ResponseUpload",
    "Revision",
    "RevisionAnswer",
    "RevisionValue",
    "Scale",
    "SendBack",
    "SignOff",
    "Standard",
    "Submission",
    "TemplateVersion",
]
