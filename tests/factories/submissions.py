"""An agency in an open cycle, ready to answer.

work = open_return()                       # a small template with every type
work.submission, work.structure, work.lead, work.agency, work.partnership
work.edit(work.lead, "policy", value={"level": "met"})
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from agencies.models import Agency, Partnership, User
from audits.models import (
    Cycle,
    CyclePartner,
    CycleTemplate,
    Participant,
    ParticipantArea,
    Submission,
)
from audits.submission.queries import answer as answer_queries
from audits.submission.queries import submission as submission_queries
from audits.submission.services import answer as answer_services
from audits.submission.services import submission as submission_services
from audits.template.rules.structure import Structure
from audits.template.services.version import import_template
from s11portal.common.saving.merge import Edit, mark
from tests.factories.agencies import (
    AgencyFactory,
    ListingFactory,
    PartnershipFactory,
    person_at,
)

EVERY_TYPE = """
format: s11-template/1
key: every-type
name: Every type of question
kind: full
introduction: How this works.
scales:
  - key: met
    title: How far it is met
    direction: higher_is_better
    levels:
      - {code: met, label: Met, score: "2", colour: green, counts_as: met, meaning: All of it}
      - {code: partly, label: Partly met, score: "1", colour: amber, counts_as: partly_met}
      - {code: not, label: Not met, score: "0", colour: red, counts_as: not_met,
         obliges: [examples]}
standards:
  - key: leadership
    label: "1"
    title: Leadership
    questions:
      - {key: policy, label: "1.1", type: rating, scale: met, text: Is there a policy?,
         examples: optional, evidence: optional, guidance: "Think of *all* staff."}
      - {key: reviewed, label: "1.2", type: date, text: When was it last reviewed?}
      - {key: volunteers, label: "1.3", type: yes_no, text: Do you use volunteers?}
      - {key: induction, label: "1.4", type: rating, scale: met, text: Are volunteers inducted?,
         examples: optional, not_applicable: allowed,
         shown_when: {question: volunteers, is: "yes"}}
  - key: people
    label: "2"
    title: People
    questions:
      - {key: staff, label: "2.1", type: number, text: How many staff?, unit: people, minimum: "0"}
      - {key: groups, label: "2.2", type: tick_all, text: Who is trained?, required: "no",
         choices: [{code: a, label: Paid staff}, {code: b, label: Volunteers},
                   {code: n, label: None of these, none: "yes"}]}
      - {key: plan, label: "2.3", type: text, text: What will you do next?, required: "no"}
      - {key: board, label: "2.4", type: single_choice, text: Who leads?, required: "no",
         choices: [{code: a, label: A director}, {code: x, label: Somebody else, other: "yes"}]}
"""

COMPLETE: dict[str, dict[str, Any]] = {
    "policy": {"value": {"level": "met"}},
    "reviewed": {"value": {"date": "2026-03-31"}},
    "volunteers": {"value": {"level": "no"}},
    "staff": {"value": {"number": "12"}},
}


@dataclass
class Work:
    """A working return and the people around it."""

    partnership: Partnership
    agency: Agency
    lead: User
    cycle: Cycle
    participant: Participant
    submission: Submission
    structure: Structure
    tokens: dict[int, str] = field(default_factory=dict)

    def stored(self) -> dict[str, Any]:
        """The stored answer rows by question key."""
        rows = answer_queries.rows_of(self.submission)
        return {self.structure.by_id[row.question_id].key: row for row in rows}

    def opened(self, key: str) -> tuple[dict[str, Any], int]:
        """What a page opened now shows of a question: its fields and version."""
        row = self.stored().get(key)
        if row is None:
            return {**dict.fromkeys(("examples", "evidence"), ""), "value": None, "na": False}, 0
        return answer_queries.fields_of(row), row.version

    def edit(
        self,
        actor: User,
        key: str,
        *,
        since: tuple[dict[str, Any], int] | None = None,
        token: str = "",
        **fields: Any,
    ) -> answer_services.Saved:
        """Type `fields` into a page opened now, or as it was `since`, and save."""
        shown, base = since or self.opened(key)
        marks = {name: mark(value) for name, value in shown.items()}
        edit = Edit(key, {**shown, **fields}, marks, base, token or f"page of {actor.pk}")
        return answer_services.save(
            actor=actor, submission=self.submission, structure=self.structure, edits=[edit]
        )

    def answer_everything(self) -> None:
        """Answer what a complete return needs."""
        for key, fields in COMPLETE.items():
            self.edit(self.lead, key, **fields)


def open_return(
    partnership: Partnership | None = None,
    agency: Agency | None = None,
    lead: User | None = None,
    text: str = EVERY_TYPE,
) -> Work:
    """An agency with a lead, taking part in an open cycle of the partnership."""
    partnership = partnership or PartnershipFactory()
    agency = agency or AgencyFactory()
    participant = _taking_part(_open_cycle(partnership, text), agency)
    (submission,) = submission_services.open_for(actor=None, participants=[participant])
    return Work(
        partnership=partnership,
        agency=agency,
        lead=lead or person_at(agency, "lead"),
        cycle=participant.cycle,
        participant=participant,
        submission=submission,
        structure=submission_queries.structure_of(submission),
    )


def _open_cycle(partnership: Partnership, text: str) -> CycleTemplate:
    """An open cycle of the partnership alone, with the template that `text` describes."""
    version = import_template(actor=None, partnership=partnership, text=text, publish=True)
    cycle = Cycle.objects.create(
        partnership=partnership,
        title="Section 11 audit 2026",
        period="2025-26",
        opens_on=date(2026, 10, 5),
        closes_on=date(2026, 12, 11),
        state=Cycle.State.OPEN,
    )
    CyclePartner.objects.create(cycle=cycle, partnership=partnership)
    return CycleTemplate.objects.create(cycle=cycle, version=version)


def _taking_part(cycle_template: CycleTemplate, agency: Agency) -> Participant:
    """The agency in the cycle, listed by its partnership."""
    cycle = cycle_template.cycle
    partnership = cycle.partnership
    listing = partnership.listings.filter(agency=agency).first() or ListingFactory(
        partnership=partnership, agency=agency
    )
    participant = Participant.objects.create(
        cycle=cycle,
        agency=agency,
        cycle_template=cycle_template,
        sector=listing.sector,
        statutory_duty=listing.statutory_duty,
        size=listing.size,
        due_on=cycle.closes_on,
    )
    ParticipantArea.objects.create(
        participant=participant,
        area=partnership.areas.first(),
        cycle_partner=cycle.partners.get(),
        listing=listing,
    )
    return participant
