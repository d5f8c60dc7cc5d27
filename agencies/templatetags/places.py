"""Template tags about the place a page belongs to."""

from django import template
from django.template import Context

from agencies.presenters import navigation

register = template.Library()


@register.simple_tag(takes_context=True)
def place_navigation(context: Context) -> navigation.Navigation | None:
    """The navigation of the page's place; none on pages that belong to no place."""
    request = context.get("request")
    membership = getattr(request, "membership", None)
    return navigation.of(membership, request.path) if membership else None
