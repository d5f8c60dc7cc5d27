"""The one table of how template versions, cycles, participants and returns change their state.

A move is made by a conditional UPDATE: `filter(state__in=before(CYCLE, "open"))` and a
look at the row count, so that of two people pressing at once only one makes it.
"""

from collections.abc import Mapping

Table = Mapping[str, frozenset[str]]

# From each state, the states that may follow.
TEMPLATE_VERSION: Table = {
    "draft": frozenset({"published", "retired"}),
    "published": frozenset({"retired"}),
    "retired": frozenset(),
}

CYCLE: Table = {
    # Straight to closed: a past audit imported from a file, which sends no email.
    "draft": frozenset({"open", "closed"}),
    "open": frozenset({"closed"}),
    # Opened again by decision; to a draft if it was never launched.
    "closed": frozenset({"open", "draft"}),
}

PARTICIPANT: Table = {
    "expected": frozenset({"exempt", "national"}),
    "exempt": frozenset({"expected"}),
    "national": frozenset({"expected"}),
}

SUBMISSION: Table = {
    # Straight to submitted: a return brought in from a file.
    "not_started": frozenset({"started", "submitted"}),
    "started": frozenset({"submitted"}),
    "submitted": frozenset({"sent_back"}),
    # Answering again leaves it sent back until it comes in: the board must go on saying so.
    "sent_back": frozenset({"submitted"}),
}


def before(table: Table, state: str) -> frozenset[str]:
    """The states from which `state` may be reached. Raises KeyError for an unknown state."""
    if state not in table:
        raise KeyError(state)
    return frozenset(origin for origin, following in table.items() if state in following)
