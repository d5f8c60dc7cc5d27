"""The cache in the database, which says when it has no room."""

import errno
import os
from typing import Any

from django.conf import settings
from django.core.cache.backends import db

# Less than this is no room: SQLite needs a page or two for one row.
ROOM_BYTES = 64 * 1024


class DatabaseCache(db.DatabaseCache):
    """Django's, which swallows every fault of the database.

    Sign-in limits take what could not be stored for a limit that is reached: on a full disk
    everybody would be told of too many attempts.
    """

    def _base_set(self, mode: str, key: str, value: Any, *args: Any, **kwargs: Any) -> bool:
        stored = bool(super()._base_set(mode, key, value, *args, **kwargs))  # type: ignore[misc]
        if not stored and _is_full():
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return stored


def _is_full() -> bool:
    """Whether the disk with the embedded database is full."""
    if not settings.IS_SQLITE:
        return False
    disk = os.statvfs(settings.DATA_DIR)
    return disk.f_bavail * disk.f_frsize < ROOM_BYTES
