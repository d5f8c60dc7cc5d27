"""gunicorn's configuration with less patience, so that a test need not wait."""

from s11portal import web_worker
from s11portal.gunicorn_conf import *  # noqa: F403

web_worker.HEAD_SECONDS = 1.5
web_worker.REQUEST_SECONDS = 3.0
