"""Pages that belong to no app."""

from ..route import Route

ROUTES = [
    Route("healthz", place="public", get=True),
    Route("readyz", place="public", get=True),
    Route("home", place="public", get=True, signed_in_status=302),
    Route("privacy", place="public", get=True),
    Route("accessibility", place="public", get=True),
]
