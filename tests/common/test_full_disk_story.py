"""A manager saves while the disk is full, in a real browser."""

import errno
import os
from collections.abc import Callable
from typing import Any

import pytest

from audits.models import AuditTemplate
from audits.template.services import version as version_services
from tests.factories.agencies import PartnershipFactory, person_at
from tests.factories.submissions import EVERY_TYPE

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(("javascript", "width"), [(True, 1280), (False, 390)])
def test_what_was_typed_is_still_there_and_is_stored_once_there_is_room(
    new_page: Callable[..., Any],
    let_in: Callable[[Any, Any], None],
    axe: Callable[[Any], None],
    monkeypatch: pytest.MonkeyPatch,
    javascript: bool,
    width: int,
) -> None:
    def refuse(**fields: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    partnership = PartnershipFactory()
    page = new_page(javascript=javascript, width=width)
    let_in(page, person_at(partnership, "manager"))
    page.goto(f"/p/{partnership.slug}/templates/add/")
    page.get_by_role("textbox").last.fill(EVERY_TYPE)
    with monkeypatch.context() as full:
        full.setattr(version_services, "import_file", refuse)
        page.get_by_role("button", name="Check and save as a draft").click()
        assert page.get_by_role("heading", level=1).inner_text() == (
            "We cannot save anything at the moment"
        )
        if javascript:
            axe(page)
    page.go_back()
    assert page.get_by_role("textbox").last.input_value().strip() == EVERY_TYPE.strip()
    page.get_by_role("button", name="Check and save as a draft").click()
    page.get_by_role("heading", name="Every type of question").wait_for()
    assert AuditTemplate.objects.count() == 1
