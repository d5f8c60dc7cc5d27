"""The pages of reports."""

from ..route import Route

ROUTES: list[Route] = []
