"""Uploaded files that nobody brought in."""

from celery import shared_task

from audits.response_file.services import upload as upload_services


@shared_task(name="audits.throw_old_files_away")
def throw_old_files_away() -> None:
    """Delete files of returns that were checked and never brought in."""
    upload_services.throw_old_away()
