"""A file of returns between its check and the manager's word."""

from django.core.files.storage import default_storage

from agencies.models import Partnership
from s11portal.common import files


def keep(*, partnership: Partnership, content: bytes) -> str:
    """Keep an uploaded file until it is brought in or thrown away. Returns its key."""
    folder = f"response-files/{partnership.uid}"
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
