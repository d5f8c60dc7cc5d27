"""The sign-in pages of django-allauth that are open."""

from ..route import Route

ROUTES: list[Route] = []
