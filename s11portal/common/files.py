"""Stored files: found by what they hold."""

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage


def store(content: bytes, *, folder: str, suffix: str) -> tuple[str, str]:
    """Keep `content` and return (storage key, sha256). The same bytes are kept once.

    A file that a killed worker left half written is written again.
    """
    digest = hashlib.sha256(content).hexdigest()
    key = f"{folder}/{digest[:2]}/{digest}{suffix}"
    if default_storage.exists(key):
        if default_storage.size(key) == len(content):
            return key, digest
        default_storage.delete(key)
    return default_storage.save(key, ContentFile(content)), digest


def read(key: str) -> bytes:
    """The bytes stored under `key`. Raises FileNotFoundError."""
    with default_storage.open(key) as file:
        return file.read()


def delete(key: str) -> None:
    """Forget what is stored under `key`; nothing there is no error."""
    default_storage.delete(key)
