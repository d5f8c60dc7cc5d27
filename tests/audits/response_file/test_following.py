"""A manager follows a large file in the browser, with and without a script."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from audits.response_file.rules import sheet as sheet_rules
from audits.response_file.services import work as work_services
from s11portal.common import jobs
from tests.factories.agencies import PartnershipFactory
from tests.factories.cycles import manager_of, prepared_cycle

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("javascript", [True, False])
def test_the_page_of_a_large_file_goes_on_by_itself(
    new_page: Callable[..., Any],
    axe: Callable[[Any], None],
    let_in: Callable[[Any, Any], None],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    javascript: bool,
) -> None:
    monkeypatch.setattr(sheet_rules, "SMALL_CELLS", 0)
    monkeypatch.setattr(jobs, "dispatch", lambda name, *ids: None)  # no worker until the sweep
    partnership = PartnershipFactory(slug="brackenshire")
    cycle = prepared_cycle(partnership, agencies=0)
    page = new_page(javascript=javascript, width=390)
    let_in(page, manager_of(partnership))
    page.goto(f"/p/brackenshire/cycles/{cycle.pk}/import/")
    file = tmp_path / "returns.csv"
    file.write_text("agency,sector,1.1,1.2\nAsh House,Faith,1,No\n", encoding="utf-8")
    page.get_by_label("CSV file").set_input_files(file)
    page.get_by_role("button", name="Check the file").click()
    expect(page.get_by_text("We are checking the file")).to_be_visible()
    expect(page.get_by_role("link", name="Check again")).to_be_visible()
    if javascript:
        axe(page)
    page.get_by_role("link", name="Import returns").click()
    expect(page.get_by_text("Being checked")).to_be_visible()
    if javascript:
        axe(page)
    page.get_by_role("table", name="Files not imported yet").get_by_role("link").click()
    work_services.sweep()
    page.get_by_role("button", name="Import 1 return").click()  # the page has changed by itself
    expect(page.get_by_text("We are importing the returns")).to_be_visible()
    work_services.sweep()
    expect(page.get_by_text("1 return imported.")).to_be_visible()
    if javascript:
        axe(page)
    page.get_by_role("link", name="Go to the audit").click()
    expect(page.get_by_role("rowheader", name="Ash House")).to_be_visible()
