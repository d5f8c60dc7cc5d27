"""Reminders that go by themselves."""

from celery import shared_task

from audits.reminder.services import reminder as reminder_services


@shared_task(name="audits.sweep_reminders")
def sweep_reminders() -> None:
    """Send what should have been sent by now. The timetable calls it every hour."""
    reminder_services.sweep()
