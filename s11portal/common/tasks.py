"""Jobs of the shared parts."""

from celery import shared_task

from . import mail


@shared_task(name="common.send_mail")
def send_mail(pk: int) -> None:
    """Send one stored e-mail."""
    mail.send(pk)


@shared_task(name="common.sweep_mail")
def sweep_mail() -> None:
    """Send every e-mail that still waits."""
    mail.sweep()
