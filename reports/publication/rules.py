"""How a document's standing changes, and what publishing it asks first."""

from dataclasses import dataclass

from audits.transitions import Table

DRAFT = "draft"
PUBLISHED = "published"
REPLACED = "replaced"
WITHDRAWN = "withdrawn"
DELETED = "deleted"

# From each standing, those that may follow. What was published once is never deleted. A text
# changed back makes the earlier document the right one again: it is then published anew.
DOCUMENT: Table = {
    DRAFT: frozenset({PUBLISHED, DELETED}),
    PUBLISHED: frozenset({REPLACED, WITHDRAWN}),
    REPLACED: frozenset({PUBLISHED}),
    WITHDRAWN: frozenset({PUBLISHED}),
    DELETED: frozenset(),
}


@dataclass(frozen=True)
class Concerns:
    """What speaks against publishing a document now, and has to be confirmed."""

    is_open: bool
    is_stale: bool

    def unconfirmed(self, *, although_open: bool, although_stale: bool) -> str:
        """Why it is not published yet; empty when all has been confirmed."""
        if self.is_open and not although_open:
            return "This audit is still open. Confirm that you want to publish its report now."
        if self.is_stale and not although_stale:
            return (
                "This PDF is out of date: texts or figures have changed since it was made. Make "
                "a new PDF, or confirm that you want to publish this one."
            )
        return ""
