"""Two people press the same button at the same moment: real threads, real database."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection

from agencies.models import History
from audits.cycle.services import cycle as cycle_services
from audits.models import Cycle, Reminder, Revision, Submission
from audits.response_file.services import returns as returns_services
from s11portal.common.errors import Problems
from s11portal.common.models import OutgoingMail
from tests.factories.cycles import launched_cycle, prepared_cycle

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(do: Callable[[], Any]) -> list[Any]:
    """What `do` gives when two people do it at the same moment; Problems count as a result."""
    barrier, results = Barrier(2), []

    def run() -> None:
        try:
            barrier.wait()
            results.append(do())
        except Problems as refusal:
            results.append(refusal)
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_one_audit_is_launched_once() -> None:
    pk = prepared_cycle(agencies=5).pk
    results = at_once(lambda: cycle_services.launch(actor=None, cycle=Cycle.objects.get(pk=pk)))
    assert sorted(results) == [False, True]
    assert Submission.objects.count() == OutgoingMail.objects.count() == 5
    assert Reminder.objects.count() == 5
    assert History.objects.filter(verb="launched the audit").count() == 1


def test_one_audit_is_closed_once() -> None:
    pk = launched_cycle().pk
    results = at_once(lambda: cycle_services.close(actor=None, cycle=Cycle.objects.get(pk=pk)))
    assert sorted(results) == [False, True]


def test_one_file_comes_in_once() -> None:
    pk = prepared_cycle(agencies=0).pk
    content = b"agency,sector,1.1\nAsh House,Faith,1\nElm House,Faith,0\n"
    results = at_once(
        lambda: returns_services.import_file(
            actor=None, cycle=Cycle.objects.get(pk=pk), content=content
        )
    )
    refused = [one for one in results if isinstance(one, Problems)]
    assert len(results) == 2
    assert len(refused) == 1
    assert "already has a return" in str(refused[0])
    assert Revision.objects.count() == 2
