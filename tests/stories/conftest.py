"""What the stories share: the background worker, and pages that are checked as they are seen."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from reports.document import services as document_services
from s11portal.common import jobs, mail

# Five seconds are not enough on a machine that does much else.
expect.set_options(timeout=15_000)


@pytest.fixture
def worker(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """The background worker, busy elsewhere until it is called: `worker()`."""
    monkeypatch.setattr(jobs, "dispatch", lambda task, *ids: None)

    def work() -> None:
        mail.sweep()
        document_services.sweep()

    return work


@pytest.fixture
def looked_at(axe: Callable[[Any], None]) -> Callable[[Page], None]:
    """`looked_at(page)`: it shuts nobody out, and fits. Without JavaScript only the latter."""

    def look(page: Page) -> None:
        page.wait_for_load_state()
        size = page.evaluate("[document.scrollingElement.scrollWidth, innerWidth]")
        assert size[0] <= size[1], f"{page.url} scrolls sideways: {size}"
        axe(page)

    return look
