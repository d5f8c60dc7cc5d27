"""Two imports at the same moment."""

import threading

import pytest
from django.db import connection

from audits.models import TemplateVersion
from audits.template.services import version as version_services
from tests.factories.agencies import PartnershipFactory
from tests.factories.audits import SMALL_TEMPLATE


@pytest.mark.django_db(transaction=True)
def test_two_people_adding_versions_at_once_get_two_numbers():
    partnership = PartnershipFactory()
    small = SMALL_TEMPLATE.format(key="small", name="Small audit")
    together = threading.Barrier(4)
    errors = []

    def add(number: int) -> None:
        try:
            text = small.replace("Who leads.", f"Text {number}")
            together.wait()
            version_services.import_template(
                actor=None, partnership=partnership, text=text, publish=True
            )
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=add, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    numbers = TemplateVersion.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [1, 2, 3, 4]
