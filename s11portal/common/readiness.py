"""Asks the things the product leans on whether they are there."""

import logging
import os
import uuid

from celery import current_app
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
    # A name of its own: several processes may be asked at the same moment.
    name = f"health/{os.getpid()}-{uuid.uuid4().hex}"
    try:
        key = default_storage.save(name, ContentFile(b"ok"))
        default_storage.delete(key)
    except OSError:
        log.exception("Storage not reached")
        return "not reached"
    return "ok"


def _broker() -> str:
    try:
        with current_app.connection_for_write() as broker:
            broker.ensure_connection(max_retries=1, timeout=1, interval_start=0)
    except Exception as problem:  # each transport has faults of its own; all mean the same here
        log.warning("Broker not reached: %s", problem)
        return "not reached"
    return "ok"
