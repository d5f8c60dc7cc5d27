"""The page that asks before a document is published."""

from dataclasses import dataclass

from agencies.models import User
from audits.cycle.queries.naming import Untold
from reports.models import Document, Publication
from reports.output.content import Content
from reports.publication.rules import Concerns
from reports.results.rules.figures import AgencyFigures, CycleFigures
from reports.results.rules.plain import from_plain
from s11portal.common.words import joined

# The page names so many of the agencies whose return is missing, and counts the others.
MOST_NAMED = 10


@dataclass(frozen=True)
class PublishPage:
    """What the manager should know: what is open, what changed, who is told, who is named."""

    document: Document
    content: Content
    concerns: Concerns
    figures: CycleFigures
    last: Publication | None
    executives: tuple[User, ...]
    untold: Untold

    @property
    def number(self) -> int:
        """The version it would be."""
        return self.last.number + 1 if self.last else 1

    @property
    def missing(self) -> tuple[AgencyFigures, ...]:
        """The agencies whose return is still to come."""
        return self.figures.missing

    @property
    def named(self) -> tuple[AgencyFigures, ...]:
        """Those of them that the page names."""
        return self.missing[:MOST_NAMED]

    @property
    def unnamed(self) -> int:
        """How many more there are."""
        return len(self.missing) - len(self.named)

    @property
    def empty(self) -> int:
        """How many analyses of the document have no text."""
        written = {one.question for one in self.content.analyses if one.body.strip()}
        return sum(one.identity not in written for one in self.content.figures.questions)

    @property
    def told(self) -> str:
        """The executives' names: 'Ann Lee and Tom Ray'."""
        return joined(str(person) for person in self.executives)

    @property
    def lists_averages(self) -> bool:
        """Whether the document names agencies with their average scores."""
        return self.content.names_agencies and self.content.figures.has_averages


def publish_page(
    document: Document,
    *,
    concerns: Concerns,
    figures: CycleFigures,
    last: Publication | None,
    executives: list[User],
    untold: Untold,
) -> PublishPage:
    """The page about one document; `figures` and `untold` are those of now."""
    return PublishPage(
        document=document,
        content=from_plain(Content, document.snapshot.figures),
        concerns=concerns,
        figures=figures,
        last=last,
        executives=tuple(executives),
        untold=untold,
    )
