"""Pages that belong to no app."""

from ..route import Route

ROUTES = [
    Route("healthz", place="public", get=True),
    Route("readyz", place="public", get=True),
]
