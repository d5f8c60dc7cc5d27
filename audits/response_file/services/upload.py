"""A file of returns between its check and the manager's word."""

from collections.abc import Iterator
from datetime import timedelta

from django.core.files.storage import default_storage

from agencies.models import Partnership
from s11portal.common import clock, files

FOLDER = "response-files"
# Longer than anybody is signed in: after that nobody can bring it in any more.
KEPT_FOR = timedelta(days=1)


def keep(*, partnership: Partnership, content: bytes) -> str:
    """Keep an uploaded file until it is brought in or thrown away. Returns its key."""
    folder = f"{FOLDER}/{partnership.uid}"
    return files.store(content, folder=folder, suffix=".csv")[0]


def fetch(key: str) -> bytes | None:
    """The kept file; None when it is gone."""
    try:
        return files.read(key)
    except FileNotFoundError:
        return None


def throw_away(key: str) -> None:
    """Delete the kept file: returns hold what agencies say of children's safety."""
    default_storage.delete(key)


def throw_old_away() -> int:
    """Delete the files that were never brought in. Returns how many."""
    old = [key for key in _keys(FOLDER) if _is_old(key)]
    for key in old:
        throw_away(key)
    return len(old)


def _is_old(key: str) -> bool:
    return default_storage.get_modified_time(key) < clock.now() - KEPT_FOR


def _keys(folder: str) -> Iterator[str]:
    """Every file below a folder of the storage; none where there is no such folder."""
    if not default_storage.exists(folder):
        return
    folders, names = default_storage.listdir(folder)
    yield from (f"{folder}/{name}" for name in names)
    for inner in folders:
        yield from _keys(f"{folder}/{inner}")
