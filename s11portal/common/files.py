"""Stored files: found by what they hold."""

import hashlib
from pathlib import Path

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


def close_to_others(folder: Path) -> int:
    """Take everybody else's rights from what is in the folder. Returns how much was open.

    Files of the first release were made for the machine's other accounts to read too.
    """
    found = [path for path in (folder, *folder.rglob("*")) if _is_open(path)]
    for path in found:
        path.chmod(path.stat().st_mode & 0o700)
    return len(found)


def _is_open(path: Path) -> bool:
    return path.exists() and not path.is_symlink() and bool(path.stat().st_mode & 0o077)


def read(key: str) -> bytes:
    """The bytes stored under `key`. Raises FileNotFoundError."""
    with default_storage.open(key) as file:
        return file.read()


def delete(key: str) -> None:
    """Forget what is stored under `key`; nothing there is no error."""
    default_storage.delete(key)
