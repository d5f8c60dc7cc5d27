"""Asks the things the product leans on whether they are there."""

import logging

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection

log = logging.getLogger(__name__)


def state() -> dict[str, str]:
    """'ok' or 'not reached' for database, storage and broker. Details go to the log only."""
    return {"database": _database(), "storage": _storage(), "broker": _broker()}


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        log.exception("Database not reached")
        return "not reached"
    return "ok"


def _storage() -> str:
    try:
        key = default_storage.save("health/probe", ContentFile(b"ok"))
        default_storage.delete(key)
    except OSError:
        log.exception("Storage not reached")
        return "not reached"
    return "ok"


def _broker() -> str:
    from s11portal.celery import app

    try:
        with app.connection_for_write() as broker:
            broker.ensure_connection(max_retries=1, timeout=1)
    except Exception:  # each transport has faults of its own; all mean the same here
        log.warning("Broker not reached", exc_info=True)
        return "not reached"
    return "ok"
