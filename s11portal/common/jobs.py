"""Work longer than a page: handing it to the worker, and claiming its row."""

import logging
import time
from datetime import timedelta
from typing import Any

from celery import current_app
from django.db import transaction
from django.db.models import F, Q, QuerySet
from kombu.exceptions import ChannelError, OperationalError

from . import clock

log = logging.getLogger(__name__)

# How long this process leaves alone a broker that did not answer: a launch
# hands over hundreds of mails, and a broker that hangs costs seconds each time.
QUIET_SECONDS = 10
_ask_again_at = 0.0  # on the clock of time.monotonic


def dispatch(name: str, *ids: int) -> None:
    """Start the task `name` ('reports.render_document') with `ids` after the transaction.

    Services name the tasks that call them: importing them would turn the layers upside down.

    A broker that cannot be reached, or has no room, is swallowed and left alone for a moment:
    the row is there, and the sweep that runs every half minute takes it up.
    """

    task = _named(name)

    def send() -> None:
        global _ask_again_at
        if time.monotonic() < _ask_again_at:
            return
        try:
            task.delay(*ids)
        except (OSError, OperationalError, ChannelError) as problem:
            log.warning("Broker not reached for %s%s: %s", task.name, ids, problem)
            _ask_again_at = time.monotonic() + QUIET_SECONDS

    transaction.on_commit(send)


def _named(name: str) -> Any:
    if name not in current_app.tasks:  # only the worker imports all tasks by itself
        current_app.loader.import_default_modules()
    return current_app.tasks[name]


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
