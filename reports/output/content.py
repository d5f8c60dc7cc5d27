"""Everything a report says, as plain values: what a snapshot freezes."""

import datetime
import hashlib
import json
from dataclasses import dataclass

from reports.results.rules.figures import CycleFigures
from reports.results.rules.plain import to_plain

# Raise when documents come out differently from the same content, so that asking again
# makes a new one.
DESIGN = 3


@dataclass(frozen=True)
class Analysis:
    """What the manager wrote about one question (by identity). Texts are Markdown."""

    question: int
    body: str = ""
    quotation: str = ""
    quotation_from: str = ""
    practice_title: str = ""
    practice: str = ""
    practice_from: str = ""


@dataclass(frozen=True)
class Recommendation:
    """One numbered recommendation. `question`: identity of the question it grows out of, or 0."""

    number: int
    title: str = ""
    finding: str = ""
    action: str = ""
    owner: str = ""
    support: str = ""
    due: datetime.date | None = None
    success: str = ""
    question: int = 0


@dataclass(frozen=True)
class Content:
    """A report's figures and texts."""

    title: str
    partnership: str
    figures: CycleFigures
    edition: str = ""
    marking: str = ""
    names_agencies: bool = True
    foreword: str = ""
    foreword_by: str = ""
    summary: str = ""
    about: str = ""
    method: str = ""
    limits: str = ""
    analyses: tuple[Analysis, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    design: int = DESIGN

    def analysis(self, question: int) -> Analysis:
        """The analysis of a question; an empty one where nothing was written."""
        return next((a for a in self.analyses if a.question == question), Analysis(question))

    @property
    def digest(self) -> str:
        """sha256 over all of it: the same content is the same document."""
        text = json.dumps(to_plain(self), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def revisions(self) -> list[int]:
        """The ids of the returns the figures rest on."""
        return sorted(a.revision for a in self.figures.agencies if a.revision is not None)
