"""Uploaded files of returns: checked and imported, and those nobody imported thrown away."""

from celery import shared_task

from audits.response_file.services import upload as upload_services
from audits.response_file.services import work as work_services


@shared_task(name="audits.throw_old_files_away")
def throw_old_files_away() -> None:
    """Delete files of returns that were checked and never brought in."""
    upload_services.throw_old_away()


@shared_task(name="audits.work_on_response_file")
def work_on_response_file(pk: int) -> None:
    """Check or import an uploaded file, whichever is to be done."""
    work_services.work(pk)


@shared_task(name="audits.sweep_response_files")
def sweep_response_files() -> None:
    """Check or import what waits, also what a dead worker left."""
    work_services.sweep()
