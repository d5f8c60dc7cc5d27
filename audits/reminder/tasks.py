"""Reminders that go by themselves."""

from celery import shared_task

from audits.services import reminder


@shared_task(name="audits.sweep_reminders")
def sweep_reminders() -> None:
    """Send what should have been sent by now. The timetable calls it every hour."""
    reminder.sweep()
