"""The product as it runs, with two bare views beside it and a count of queries in a header."""

import os

from s11portal.settings.base import *  # noqa: F403
from s11portal.settings.base import BASE_DIR, MIDDLEWARE, TEMPLATES

SECRET_KEY = os.environ.get("S11_BENCH_SECRET", "bench-only")
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "tests.bench.urls"
# Outermost, so that it sees every query; bare views and product pass through the same list.
MIDDLEWARE = ["tests.bench.middleware.count_queries", *MIDDLEWARE]
TEMPLATES[0]["DIRS"] = [*TEMPLATES[0]["DIRS"], BASE_DIR / "tests" / "bench" / "templates"]
