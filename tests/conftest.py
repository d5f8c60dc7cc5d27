"""What every test may use. The browser's fixtures are in tests/browser.py."""

import os
import shutil
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

pytest_plugins = ["tests.browser", "tests.pdf_ua.plugin"]

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=ZoneInfo("Europe/London"))
STALE_SECONDS = 24 * 60 * 60

# The same examples each time on CI: a failure there is about the change, not about luck.
hypothesis_settings.register_profile(
    "s11",
    deadline=None,
    max_examples=60,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow],
)
hypothesis_settings.load_profile("s11")


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    """Sign-in limits are kept in the cache: one test's attempts are not another's."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def frozen() -> Iterator[time_machine.Traveller]:
    """It is 9 o'clock on 20 November 2026 in London, until `frozen.move_to(...)`."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def pytest_sessionstart() -> None:
    """Take away what runs that were killed left behind."""
    for path in Path(settings.DATA_DIR).glob("test-*"):
        try:
            if time.time() - path.stat().st_mtime > STALE_SECONDS:
                _remove(path)
        except FileNotFoundError:
            continue


def pytest_sessionfinish() -> None:
    """Take away the files this process stored."""
    _remove(Path(settings.TEST_FILES))


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
