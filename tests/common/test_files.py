"""Stored files: found by what they hold."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from s11portal.common import files


def test_the_same_bytes_are_kept_once() -> None:
    first = files.store(b"the report", folder="documents", suffix=".pdf")
    assert files.store(b"the report", folder="documents", suffix=".pdf") == first
    assert files.read(first[0]) == b"the report"


def test_what_a_killed_worker_left_half_written_is_written_again() -> None:
    key, _ = files.store(b"all of the report", folder="documents", suffix=".pdf")
    default_storage.delete(key)
    default_storage.save(key, ContentFile(b"all of"))
    key, _ = files.store(b"all of the report", folder="documents", suffix=".pdf")
    assert files.read(key) == b"all of the report"
