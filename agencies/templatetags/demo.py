"""What the sign-in page of the demonstration offers."""

from django import template
from django.conf import settings

from agencies.demonstration import presenters as demonstration_presenters

register = template.Library()


@register.simple_tag
def demo_people() -> demonstration_presenters.People | None:
    """The people one may sign in as with one click; None outside the demonstration."""
    return demonstration_presenters.people() if settings.DEMONSTRATION else None
