"""Work longer than a page: handing it to the worker, and claiming its row."""

import logging
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet

from . import clock

log = logging.getLogger(__name__)


def dispatch(task: Any, *ids: int) -> None:
    """Start `task` with `ids` once the present transaction is stored.

    A broker that cannot be reached is swallowed: the row is there, and the sweep
    that runs every half minute takes it up.
    """

    def send() -> None:
        try:
            task.delay(*ids)
        except (OSError, task.app.connection_for_write().connection_errors) as problem:
            log.warning("Broker not reached for %s%s: %s", task.name, ids, problem)

    transaction.on_commit(send)


def claim(rows: QuerySet[Any], pk: int, *, seconds: int) -> bool:
    """Take the row `pk` of `rows` for `seconds`; true if it is ours.

    One conditional UPDATE, so that of two workers only one gets it on any database.
    The table needs `lease_until` and `attempts`.
    """
    now = clock.now()
    free = Q(lease_until__isnull=True) | Q(lease_until__lt=now)
    return (
        rows.filter(free, pk=pk).update(
            lease_until=now + timedelta(seconds=seconds), attempts=F("attempts") + 1
        )
        == 1
    )
