"""Template tags about the place a page belongs to."""

from typing import Any

from django import template
from django.http import HttpRequest
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from agencies.place.presenters import navigation as navigation_presenters

register = template.Library()


@register.simple_tag(takes_context=True)
def place_navigation(context: Context) -> navigation_presenters.Navigation | None:
    """The navigation of the page's place; none on pages that belong to no place."""
    request: HttpRequest | None = context.get("request")
    membership = getattr(request, "membership", None)
    if request is None or membership is None:
        return None
    return navigation_presenters.navigation_of(membership, request.path)


@register.simple_tag(takes_context=True)
def home_section(context: Context, section: dict[str, Any]) -> SafeString:
    """One section of a home page (see agencies/place/presenters/home.py), with its own context."""
    request = context["request"]
    values = {"csrf_token": context.get("csrf_token"), **section["context"]}
    return render_to_string(section["template"], values, request)
