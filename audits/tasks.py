"""Background jobs of the audits. Importing this makes them known to the worker."""

from audits.reminder.tasks import sweep_reminders
from audits.response_file.tasks import (
    sweep_response_files,
    throw_old_files_away,
    work_on_response_file,
)

__all__ = [
    "sweep_reminders",
    "sweep_response_files",
    "throw_old_files_away",
    "work_on_response_file",
]
