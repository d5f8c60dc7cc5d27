"""Background jobs of the audits. Importing this makes them known to the worker."""

from audits.reminder.tasks import sweep_reminders
from audits.response_file.tasks import throw_old_files_away

__all__ = ["sweep_reminders", "throw_old_files_away"]
