"""Checks of the agencies' rows that run before the site starts."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import DatabaseError

from .models import Partnership


@register(Tags.database)
def one_partnership_on_sqlite(
    app_configs: Any, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Production on SQLite holds one partnership: one file, one writer at a time.

    Runs with `migrate`, with `check --database default` and when the web server starts.
    """
    if not settings.SINGLE_PARTNERSHIP_ONLY or "default" not in (databases or []):
        return []
    try:
        count = Partnership.objects.using("default").count()
    except DatabaseError:  # before the first migration there is no table to count
        return []
    if count < 2:
        return []
    return [
        Error(
            f"SQLite holds {count} partnerships; in production it may hold one.",
            hint="Set DATABASE_URL to a PostgreSQL database; see docs/production.md.",
            id="agencies.E001",
        )
    ]
