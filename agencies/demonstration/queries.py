"""The emails that the demonstration shows instead of sending."""

from django.db.models import QuerySet

from s11portal.common.models import OutgoingMail


def all_mails() -> QuerySet[OutgoingMail]:
    """Every email but sign-in codes and the like, the newest first."""
    return OutgoingMail.objects.filter(secret=False).order_by("-created_at", "-pk")
