"""A database of production knows that it is one, and lets no development settings in.

`manage.py` and Celery take the settings of development where DJANGO_SETTINGS_MODULE is not set.
On production's data those would forget what production refuses, let in whom production does not,
and write addresses of this machine into emails.
"""

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import DEFAULT_DB_ALIAS, DatabaseError

REFUSED = (
    "This is the database of a site in production, and these are the settings of development. "
    "Set DJANGO_SETTINGS_MODULE=s11portal.settings.production, with the variables that "
    "docs/production.md lists. Nothing was changed."
)


def mark(sender: Any, using: str = DEFAULT_DB_ALIAS, **kwargs: Any) -> None:
    """After `migrate` with production's settings: this is a database of production."""
    from s11portal.common.models import ProductionMark

    marks = ProductionMark.objects.using(using)
    if not marks.exists():
        marks.create()


def refuse(sender: Any, connection: Any, **kwargs: Any) -> None:
    """On each new connection of development. Raises ImproperlyConfigured on a marked database."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM common_productionmark")
            marked = cursor.fetchone() is not None
    except DatabaseError:  # before the first migration there is no such table
        return
    if marked:
        connection.close()
        raise ImproperlyConfigured(REFUSED)
