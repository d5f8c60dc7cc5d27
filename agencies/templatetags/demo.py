"""What the sign-in page of the demonstration offers."""

from django import template
from django.conf import settings

from agencies.presenters import demo

register = template.Library()


@register.simple_tag
def demo_people() -> demo.People | None:
    """The people one may be with one click; None outside the demonstration."""
    return demo.people() if settings.DEMONSTRATION else None
