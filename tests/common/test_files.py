"""Stored files: found by what they hold."""

import os
import stat
from pathlib import Path

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


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_stored_files_are_for_this_account_alone() -> None:
    was = os.umask(0o000)
    try:
        key, _ = files.store(b"for few eyes", folder="documents", suffix=".pdf")
    finally:
        os.umask(was)
    path = Path(default_storage.path(key))
    assert (mode(path), mode(path.parent), mode(path.parent.parent)) == (0o600, 0o700, 0o700)


def test_files_that_were_open_to_others_are_closed(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    (folder / "documents").mkdir(parents=True)
    file = folder / "documents" / "old.pdf"
    file.write_bytes(b"old")
    for path, open_to in ((folder, 0o755), (folder / "documents", 0o755), (file, 0o644)):
        path.chmod(open_to)
    assert files.close_to_others(folder) == 3
    assert (mode(file), mode(folder)) == (0o600, 0o700)
    assert files.close_to_others(folder) == 0
    assert files.close_to_others(tmp_path / "not there") == 0
