"""Stories in a real browser: what a person does, on a site that runs for the test.

    def test_a_lead_submits_the_return(page, axe, let_in):
        let_in(page, lead)
        page.goto("/")
        axe(page)

`page` has JavaScript, `page_no_js` has none. Both start at the live server's address,
both fail the test when the browser reports an error of a script or of the content policy.
"""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
PATIENCE = 15_000  # milliseconds; machines that test are busy
# No connections of the browser's own, such as updates.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
# An error page or an interrupted request is the test's subject, not a fault of the page.
NOT_A_FAULT = ("Failed to load resource", "net::ERR_")


def find_chromium() -> str | None:
    """Where the browser is: CHROMIUM in the environment, or the usual places."""
    named = os.environ.get("CHROMIUM")
    found = named or next((path for name in NAMES if (path := shutil.which(name))), None)
    return found or next((path for path in MAC if Path(path).exists()), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One browser for the whole run."""
    from playwright.sync_api import expect, sync_playwright

    path = find_chromium()
    if not path:
        pytest.fail("No browser found: install the package chromium, or set CHROMIUM to one.")
    # Playwright keeps an event loop in this thread; Django would refuse the database there.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def new_page(
    browser: Any, live_server: Any, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Any]]:
    """Opens a page of a person's own: `new_page(javascript=False, width=375)`."""
    opened: list[tuple[Any, Any]] = []
    faults: list[str] = []

    def open_page(*, javascript: bool = True, width: int = 1200, height: int = 900) -> Any:
        context = browser.new_context(
            base_url=live_server.url,
            java_script_enabled=javascript,
            locale="en-GB",
            timezone_id="Europe/London",
            viewport={"width": width, "height": height},
        )
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
        page.on("console", lambda message: _note(faults, page, message))
        opened.append((context, page))
        return page

    yield open_page
    failed = getattr(request.node, "failed_in_call", False)
    for number, (context, page) in enumerate(opened):
        if failed:
            _photograph(page, f"{request.node.name}-{number}")
        context.close()
    if faults and not failed:
        pytest.fail("The browser reported:\n" + "\n".join(dict.fromkeys(faults)))


def _note(faults: list[str], page: Any, message: Any) -> None:
    if message.type == "error" and not any(word in message.text for word in NOT_A_FAULT):
        faults.append(f"{page.url}: {message.text}")


def _photograph(page: Any, name: str) -> None:
    folder = Path(settings.DATA_DIR) / "failed-stories"
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{name[:120].replace('/', '_')}.png"
    try:
        page.screenshot(path=str(target), full_page=True)
        sys.stderr.write(f"\nThe page as it was: {target}\n")
    except Exception as problem:  # the page may be gone with what went wrong
        sys.stderr.write(f"\nNo picture of the page: {problem}\n")


@pytest.fixture
def page(new_page: Callable[..., Any]) -> Any:
    """A page with JavaScript, 1200 wide."""
    return new_page()


@pytest.fixture
def page_no_js(new_page: Callable[..., Any]) -> Any:
    """A page without JavaScript."""
    return new_page(javascript=False)


@pytest.fixture
def let_in() -> Callable[[Any, Any], None]:
    """`let_in(page, user)` signs the person in without the sign-in pages."""

    def sign_in(page: Any, user: Any) -> None:
        client = Client()
        client.force_login(user)
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": _address(page)}]
        )

    return sign_in


def _address(page: Any) -> str:
    return str(_options(page)["baseURL"])


def _options(page: Any) -> dict[str, Any]:
    """What the page's context was opened with."""
    return dict(page.context._impl_obj._options)


@pytest.fixture
def axe() -> Callable[[Any], None]:
    """`axe(page)` fails, telling where and why, when the page shuts somebody out."""
    from axe_playwright_python.sync_playwright import Axe

    def check(page: Any) -> None:
        if _options(page).get("javaScriptEnabled") is False:
            pytest.fail(
                "axe is a script: look at this page with JavaScript too, and check it there."
            )
        page.wait_for_load_state()
        found = Axe().run(page).response["violations"]
        if not found:
            return
        lines = [f"{page.url} has {len(found)} faults of accessibility:"]
        for violation in found:
            lines.append(f"- {violation['id']} ({violation['impact']}): {violation['help']}")
            lines.extend(f"    {node['html'][:200]}" for node in violation["nodes"][:5])
        pytest.fail("\n".join(lines))

    return check


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Let the fixtures know whether the test failed, to photograph the page."""
    report = yield
    if call.when == "call":
        item.failed_in_call = report.failed  # type: ignore[attr-defined]
    return report


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever opens a browser is a story."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.story)
