"""Uploaded files that nobody brought in."""

from celery import shared_task

from audits.services import response_upload


@shared_task(name="audits.throw_old_files_away")
def throw_old_files_away() -> None:
    """Delete files of returns that were checked and never brought in."""
    response_upload.throw_old_away()
