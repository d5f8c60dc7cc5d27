"""Submitted returns: what partnerships and reports read."""

from django.db.models import QuerySet

from audits.models import Revision, RevisionAnswer


def answers_of(revision: Revision) -> QuerySet[RevisionAnswer]:
    """The rows of a revision with their values and levels (3 queries)."""
    return revision.answers.prefetch_related("values__level")
