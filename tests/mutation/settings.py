"""The tests' settings on a database file of the run's own: a copy for each mutant."""

import os

from s11portal.settings.test import *  # noqa: F403
from s11portal.settings.test import DATABASES

if "MUTATION_DATABASE" in os.environ:
    DATABASES["default"]["TEST"]["NAME"] = os.environ["MUTATION_DATABASE"]
