"""Audit cycles for tests, made through the services.

cycle = prepared_cycle()                          # a draft; 3 agencies, each with a lead
cycle = launched_cycle(partnership, agencies=2, without_lead=1)
manager = manager_of(cycle.partnership)
lead = lead_of(cycle.participants.first().agency)
submitted(participant)                            # a return that has come in
"""

from datetime import date
from typing import Any

from agencies.models import Agency, Listing, Membership, Partnership, User
from audits.cycle.services import cycle as cycle_services
from audits.models import Cycle, Participant, Revision, Submission, TemplateVersion
from audits.submission.queries import submission as submission_queries
from audits.submission.rules.answer import Answer
from audits.submission.services import revision as revision_services
from s11portal.common import clock
from tests.factories.agencies import (
    AgencyFactory,
    ListingFactory,
    PartnershipFactory,
    person_at,
)
from tests.factories.audits import TemplateVersionFactory


def listed_agencies(
    partnership: Partnership, *, agencies: int = 3, without_lead: int = 0
) -> list[Listing]:
    """Agencies on the partnership's list, each with a lead, and some without."""
    listings = []
    for n in range(agencies + without_lead):
        has_lead = n < agencies
        agency = AgencyFactory(claimed_at=clock.now() if has_lead else None)
        if has_lead:
            person_at(agency, "lead")
        listings.append(
            ListingFactory(
                partnership=partnership, agency=agency, sector=["Health", "Faith"][n % 2]
            )
        )
    return listings


def prepared_cycle(
    partnership: Partnership | None = None,
    *,
    agencies: int = 3,
    without_lead: int = 0,
    version: TemplateVersion | None = None,
    **fields: Any,
) -> Cycle:
    """A cycle that is being prepared, with new agencies of the partnership."""
    partnership = partnership or PartnershipFactory()
    listings = listed_agencies(partnership, agencies=agencies, without_lead=without_lead)
    return cycle_services.create(
        actor=None,
        partnership=partnership,
        version=version or TemplateVersionFactory(partnership=partnership),
        listings=listings,
        **{
            "title": "Section 11 audit 2026",
            "period": "2025-26",
            "opens_on": date(2026, 10, 5),
            "closes_on": date(2026, 12, 11),
            **fields,
        },
    )


def launched_cycle(*args: Any, **kwargs: Any) -> Cycle:
    """As `prepared_cycle`, and open for answers."""
    cycle = prepared_cycle(*args, **kwargs)
    assert cycle_services.launch(actor=None, cycle=cycle)
    return cycle


def manager_of(partnership: Partnership) -> User:
    """A business manager of the partnership."""
    return person_at(partnership, "manager")


def lead_of(agency: Agency) -> User:
    """The first lead of the agency."""
    member = Membership.objects.filter(agency=agency, roles__role="lead").earliest("pk")
    return member.user


def submitted(participant: Participant, **answers: Answer) -> Revision:
    """Have the return come in as it is: with these answers by question key."""
    submission = Submission.objects.select_related(
        "participant__cycle", "participant__cycle_template__version__template"
    ).get(participant=participant)
    return revision_services.write(
        actor=lead_of(participant.agency),
        submission=submission,
        structure=submission_queries.structure_of(submission),
        answers=answers,
        origin=Revision.Origin.BROWSER,
        at=clock.now(),
    )
