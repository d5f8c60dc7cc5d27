"""The one table of all routes: a module for each subject, and one for the sign-in pages.

A new address needs one entry in its subject's module; see tests/tenancy/route.py.
"""

from ..route import Route
from . import accounts, agencies, common, cycles, reports, submissions, templates

ROUTES: list[Route] = [
    *common.ROUTES,
    *accounts.ROUTES,
    *agencies.ROUTES,
    *templates.ROUTES,
    *cycles.ROUTES,
    *submissions.ROUTES,
    *reports.ROUTES,
]
