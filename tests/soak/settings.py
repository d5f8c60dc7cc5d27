"""As in the tests, with a database of the trial's own."""

from s11portal.settings.test import *  # noqa: F403
from s11portal.settings.test import LOGGING

# Every mail sent is a line otherwise.
LOGGING["loggers"]["celery"] = {"level": "WARNING"}
