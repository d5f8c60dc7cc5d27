"""Background jobs of the audits. Importing this makes them known to the worker."""

from .reminder import sweep_reminders

__all__ = ["sweep_reminders"]
