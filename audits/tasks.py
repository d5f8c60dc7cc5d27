"""Background jobs of the audits. Importing this makes them known to the worker."""

from .reminder import sweep_reminders
from .response_file import throw_old_files_away

__all__ = ["sweep_reminders", "throw_old_files_away"]
