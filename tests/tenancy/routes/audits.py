"""The pages of audits."""

from ..route import Route

ROUTES: list[Route] = []
