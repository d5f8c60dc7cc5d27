"""A document is a row first; whatever dies, it is finished later or fails clearly."""

import os
import select
import signal
import subprocess
import sys
from datetime import timedelta

import pytest
import time_machine
from django.db import connection

from reports.document import services as document_services
from reports.models import Document, Snapshot
from reports.output.pdf import process
from reports.report.queries import report as report_queries
from reports.report.services import report as report_services
from reports.report.services import text as text_services
from reports.tasks import render_document, sweep_documents
from s11portal.common import clock, files
from tests.factories.agencies import PartnershipFactory
from tests.factories.returns import cycle_with, published_rows
from tests.reports.output.pdf.test_process import children

DRAWN = process.Rendered(pdf=b"%PDF-drawn", pages=3)


def make_report():
    partnership = PartnershipFactory()
    cycle = cycle_with(partnership, rows=published_rows())
    return report_services.open_draft(actor=None, partnership=partnership, cycle=cycle)


@pytest.fixture
def report(db):
    return make_report()


@pytest.fixture
def drawing(monkeypatch):
    """Instead of drawing: what each call does, the last of them again and again."""
    outcomes = [lambda beat: DRAWN]

    def render(html, *, identifier, beat):
        outcome = outcomes.pop(0) if len(outcomes) > 1 else outcomes[0]
        beat()
        return outcome(beat)

    monkeypatch.setattr(process, "render", render)
    return outcomes


def fails(beat):
    raise process.RenderingFailed("exit -9")


def write(report, text):
    section = report.sections.get(key="summary")
    text_services.write(actor=None, text=section, fields={"body": text})


def request(report):
    return report_services.make_document(actor=None, report=report, background=False)


def later(seconds):
    return time_machine.travel(clock.now() + timedelta(seconds=seconds), tick=False)


def test_asked_for_made_stored(report, drawing):
    document, already = request(report)
    assert (document.state, already) == (Document.State.WAITING, False)
    render_document(document.pk)
    document.refresh_from_db()
    assert (document.state, document.pages, document.size) == ("ready", 3, len(DRAWN.pdf))
    assert files.read(document.file) == DRAWN.pdf


def test_asking_again_without_a_change_gives_the_stored_document(report, drawing):
    document, _ = request(report)
    document_services.render(document.pk)
    again, already = request(report)
    assert (again, already, again.state) == (document, True, Document.State.READY)
    assert Snapshot.objects.count() == 1


def test_a_changed_text_makes_a_new_document_and_leaves_the_old_one(report, drawing):
    first, _ = request(report)
    document_services.render(first.pk)
    write(report, "New words.")
    second, already = request(report)
    assert (already, second.pk != first.pk) == (False, True)
    first.refresh_from_db()
    assert first.state == Document.State.READY


def test_a_text_changed_back_is_the_first_document_again(report, drawing):
    first, _ = request(report)
    write(report, "New words.")
    request(report)
    write(report, "")
    assert request(report) == (first, True)


def test_the_worker_is_told_on_commit(report, drawing, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        document, _ = report_services.make_document(actor=None, report=report)
    document.refresh_from_db()
    assert document.state == Document.State.READY


def test_the_sweep_makes_what_no_broker_told_anybody(report, drawing):
    document, _ = request(report)
    sweep_documents()
    document.refresh_from_db()
    assert document.state == Document.State.READY


def test_each_of_two_documents_is_made(report, drawing):
    first, _ = request(report)
    second, _ = request(make_report())
    drawing[:] = [lambda beat: DRAWN, lambda beat: process.Rendered(pdf=b"%PDF-other", pages=9)]
    assert document_services.sweep()
    assert document_services.sweep()
    assert not document_services.sweep()
    assert dict(Document.objects.values_list("pk", "pages")) == {first.pk: 3, second.pk: 9}


def test_two_workers_at_once_draw_it_once(report, drawing):
    drawn = []

    def draw(beat):
        drawn.append(1)
        document_services.render(Document.objects.get().pk)  # the second one finds it taken
        return DRAWN

    drawing[:] = [draw]
    document, _ = request(report)
    document_services.render(document.pk)
    assert len(drawn) == 1


def test_a_failure_is_tried_again_and_given_up_in_plain_words_after_three(report, drawing):
    drawing[:] = [fails]
    document, _ = request(report)
    for number, expected in enumerate(("waiting", "waiting", "failed")):
        with later(number * (document_services.RETRY_SECONDS + 1)):
            sweep_documents()
            assert not document_services.sweep(), "after a pause, not at once"
        document.refresh_from_db()
        assert document.state == expected
    assert document.error.startswith("The document could not be made.")
    with later(3600):
        assert not document_services.sweep()


def test_a_failed_document_can_be_asked_for_again(report, drawing):
    drawing[:] = [fails, fails, fails, lambda beat: DRAWN]
    document, _ = request(report)
    for number in range(3):
        with later(number * (document_services.RETRY_SECONDS + 1)):
            document_services.sweep()
    again, already = request(report)
    assert (again, already, again.state) == (document, False, Document.State.WAITING)
    document_services.sweep()
    again.refresh_from_db()
    assert again.state == Document.State.READY


def test_a_worker_that_died_is_replaced_when_its_lease_is_over(report, drawing):
    document, _ = request(report)
    Document.objects.update(
        state="rendering", attempts=1, lease_until=clock.now() + timedelta(seconds=20)
    )
    assert not document_services.sweep()
    with later(21):
        document_services.sweep()
    document.refresh_from_db()
    assert (document.state, document.attempts) == (Document.State.READY, 2)


def test_three_dead_workers_are_a_failure_said_aloud(report, drawing):
    document, _ = request(report)
    Document.objects.update(
        state="rendering", attempts=3, lease_until=clock.now() - timedelta(seconds=1)
    )
    document_services.sweep()
    document.refresh_from_db()
    assert document.state == Document.State.FAILED
    assert "interrupted three times" in document.error


def test_a_worker_that_slept_does_not_overwrite_the_one_that_took_over(report, drawing):
    document, _ = request(report)

    def overtaken(beat):
        Document.objects.update(attempts=2, step="The other one's step")
        beat()

    drawing[:] = [overtaken]
    document_services.render(document.pk)
    document.refresh_from_db()
    assert (document.state, document.step) == ("rendering", "The other one's step")


def test_a_long_drawing_renews_its_lease(report, drawing):
    document, _ = request(report)
    leases = []

    def long(beat):
        with later(25):
            beat()
        leases.append(Document.objects.get().lease_until - clock.now())
        return DRAWN

    drawing[:] = [long]
    document_services.render(document.pk)
    assert leases[0] > timedelta(seconds=document_services.LEASE_SECONDS + 20)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="watches the child by its descriptor")
def test_a_worker_killed_while_it_draws_leaves_a_document_that_the_next_one_finishes():
    report = make_report()
    document, _ = request(report)
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER, str(document.pk)],
        cwd=process.ROOT,
        stdout=subprocess.PIPE,
        env={**os.environ, "DATABASE_URL": database_url(), "PYTHONPATH": str(process.ROOT)},
    )
    assert worker.stdout.readline() == b"drawing\n"
    (child,) = children(worker.pid)
    watch = os.pidfd_open(child)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    worker.stdout.close()
    assert select.select([watch], [], [], 20)[0], "the child goes on without its worker"
    os.close(watch)
    document.refresh_from_db()
    assert (document.state, document.step) == ("rendering", "Laying out the pages")
    assert document_services.sweep() == 0  # the lease is not over yet
    with later(document_services.LEASE_SECONDS + 1):
        sweep_documents()
    document.refresh_from_db()
    assert (document.state, document.attempts) == (Document.State.READY, 2)
    assert files.read(document.file).startswith(b"%PDF-")
    assert report_queries.content_of(report).digest == document.snapshot.input_hash


def database_url() -> str:
    """The database of this test, for another process."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{settings['NAME']}"
    login = f"{settings['USER']}:{settings['PASSWORD']}@" if settings["USER"] else ""
    return f"postgres://{login}{settings['HOST']}:{settings['PORT'] or 5432}/{settings['NAME']}"


# A worker whose page is too long to be drawn before it is killed.
WORKER = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "s11portal.settings.test"
import django
django.setup()
from reports.document import services
from reports.output.pdf import partnership
from tests.reports.output.pdf.test_process import PAGE, SLOW

partnership.html = lambda content, made_on: PAGE.format(SLOW)
mark = services._mark

def telling(row, **fields):
    mark(row, **fields)
    if not fields:
        print("drawing", flush=True)

services._mark = telling
services.render(int(sys.argv[1]))
"""
