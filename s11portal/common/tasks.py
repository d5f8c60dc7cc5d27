"""Jobs of the shared parts."""

from importlib import import_module

from celery import shared_task
from django.conf import settings

from . import mail


@shared_task(name="common.send_mail")
def send_mail(pk: int) -> None:
    """Send one stored email."""
    mail.send(pk)


@shared_task(name="common.send_code")
def send_code(pk: int) -> None:
    """Send one stored email that somebody waits for at the screen."""
    mail.send(pk)


@shared_task(name="common.sweep_mail")
def sweep_mail() -> None:
    """Send every email that still waits."""
    mail.sweep()


@shared_task(name="common.clear_sessions")
def clear_sessions() -> None:
    """Delete the sessions that have ended, with what was typed into a page by then."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
