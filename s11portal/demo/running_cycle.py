"""The audit that runs today: launched, partly answered, some returns submitted."""

import secrets
from datetime import datetime
from typing import Any

from agencies.models import User
from audits.cycle.services import cycle as cycle_services
from audits.cycle.services import participant as participant_services
from audits.models import Cycle, Participant, Submission, TemplateVersion
from audits.submission.queries import submission as submission_queries
from audits.submission.services import answer as answer_services
from audits.submission.services import submission as submission_services
from s11portal.common import clock
from s11portal.common.saving.merge import Edit

from .files import at, load, running
from .people import Cast


def make(cast: Cast, version: TemplateVersion) -> Cycle:
    """Store the running cycle with what its agencies have done so far."""
    said = load("cycle-2026.yaml")
    slug = said["cycle"]["partnership"]
    opens, closes = running(said["cycle"]["opens_on"]), running(said["cycle"]["closes_on"])
    with clock.set_to(at(opens, 9)):
        cycle = cycle_services.create(
            actor=cast.managers[slug],
            partnership=cast.partnerships[slug],
            title=said["cycle"]["title"],
            period=said["cycle"]["period"],
            opens_on=opens,
            closes_on=closes,
            version=version,
            listings=[cast.listings[slug, item["agency"]] for item in said["participants"]],
        )
        cycle_services.launch(actor=cast.managers[slug], cycle=cycle)
    returns = {
        row.participant.agency.name: row
        for row in Submission.objects.filter(participant__cycle=cycle).select_related(
            "participant__agency",
            "participant__cycle__partnership",
            "participant__cycle_template__version__template",
        )
    }
    for number, item in enumerate(said["participants"]):
        _answer(cast, returns[item["agency"]], item, number)
    _notes(cast, slug, returns)
    for item in said["participants"]:
        _chase(cast.managers[slug], returns[item["agency"]].participant, item)
    return cycle


def _answer(cast: Cast, submission: Submission, said: dict[str, Any], number: int) -> None:
    """What one agency has answered, saved by its lead on the day the file says."""
    if said["state"] == "not_started":
        return
    lead = cast.leads[said["agency"]]
    day = running(said.get("submitted_on") or said["last_saved_on"])
    moment = at(day, 9 + number % 8, (number * 17) % 60)
    with clock.set_to(moment):
        _save(lead, submission, said["answers"], moment)
        if said["state"] == "submitted":
            submission_services.submit(
                actor=lead, submission=submission, name=lead.name, capacity=lead.job_title
            )


def _save(lead: Any, submission: Submission, said: dict[str, Any], moment: datetime) -> None:
    token = secrets.token_hex(6)
    edits = [
        Edit(
            key=key,
            fields={**fields, "na": fields.get("na") == "yes"},
            marks={},
            base=0,
            token=token,
        )
        for key, fields in said.items()
    ]
    answer_services.save(
        actor=lead,
        submission=submission,
        structure=submission_queries.structure_of(submission),
        edits=edits,
    )


def _chase(manager: User, participant: Participant, said: dict[str, Any]) -> None:
    """What the manager has given the agency: a later date, or its return to look at again."""
    if "due_on" in said:
        told, due_on = running("2026-11-13"), running(said["due_on"])
        with clock.set_to(at(told)):
            participant_services.move_date(actor=manager, participant=participant, due_on=due_on)
    if back := said.get("sent_back"):
        told, due_on = running(back["on"]), running(back["due_on"])
        with clock.set_to(at(told)):
            participant_services.send_back(
                actor=manager, participant=participant, reason=back["reason"], due_on=due_on
            )


def _notes(cast: Cast, slug: str, returns: dict[str, Submission]) -> None:
    """Why some have not answered, and what happens next, as the manager noted it."""
    for said in load("agencies.yaml")["agencies"]:
        note = said.get("not_answering")
        if note and said["name"] in returns:
            participant_services.note(
                actor=cast.managers[slug],
                participant=returns[said["name"]].participant,
                reason=f"{note['reason']} Next step: {note['next_step']}"[:500],
            )
