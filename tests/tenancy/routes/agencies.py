"""The pages of people and places."""

from ..route import Route

ROUTES: list[Route] = []
