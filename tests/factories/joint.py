"""A joint cycle: one partnership leads it, others stand beside it in every state there is.

joint = joint_cycle()
joint.cycle                             # open; led by joint["leading"].partnership
joint["joined"].submitted               # a participant that only this partnership has
joint["joined"].waiting                 # another, whose return is to come
joint.everybodys                        # one that all of them have, each with its own listing
joint["joined"].membership              # of somebody in the partnership
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from agencies.models import Agency, Listing, Membership, Partnership
from audits.cycle.services import cycle as cycle_services
from audits.models import Cycle, CyclePartner, Participant, ParticipantArea, TemplateVersion
from audits.submission.rules.answer import Answer
from audits.submission.services import submission as submission_services
from s11portal.common import clock
from tests.factories.agencies import (
    AgencyFactory,
    ListingFactory,
    MembershipFactory,
    PartnershipFactory,
    person_at,
)
from tests.factories.audits import TemplateVersionFactory
from tests.factories.cycles import submitted
from tests.factories.submissions import EVERY_TYPE

# Asked has not joined yet; the areas of withdrawn, which has joined, are all withdrawn.
STANDINGS = ("leading", "joined", "withdrawn", "asked", "left")
STATES = {"asked": CyclePartner.State.ASKED, "left": CyclePartner.State.LEFT}

# A text to store: what it is (agency, listing, lead, text, note), and of which standing.
Words = Callable[[str, str], str]


@dataclass
class Part:
    """What one partnership has in the cycle."""

    partnership: Partnership
    partner: CyclePartner
    listing: Listing
    submitted: Participant
    waiting: Participant

    @property
    def membership(self) -> Membership:
        """Of somebody who belongs to the partnership; made where there is nobody."""
        return self.partnership.memberships.first() or MembershipFactory(
            partnership=self.partnership, roles=["manager"]
        )


@dataclass
class Joint:
    """A joint cycle with its parts by standing."""

    cycle: Cycle
    draft: Cycle
    version: TemplateVersion
    parts: dict[str, Part]
    everybodys: Participant

    def __getitem__(self, standing: str) -> Part:
        return self.parts[standing]


def joint_cycle(
    partnerships: Mapping[str, Partnership] | None = None,
    words: Words = lambda what, standing: f"{what} of {standing}",
    title: str = "Joint audit",
) -> Joint:
    """An open joint cycle, and a draft of the next with the same partnerships."""
    partnerships = partnerships or {standing: PartnershipFactory() for standing in STANDINGS}
    version = TemplateVersionFactory(partnership=partnerships["leading"], text=EVERY_TYPE)
    listings = {s: _listed(partnerships[s], words("agency", s), words, s) for s in STANDINGS}
    waiting = {s: _listed(partnerships[s], words("waiting", s), words, s) for s in STANDINGS}
    led = [listings["leading"], waiting["leading"]]
    draft = _cycle(version, f"{title} draft", led)
    cycle = _cycle(version, title, led)
    cycle_services.launch(actor=None, cycle=cycle)
    partners = {standing: _partner(cycle, standing, partnerships) for standing in STANDINGS}
    for standing in STANDINGS:
        _partner(draft, standing, partnerships)
    parts = {
        standing: Part(
            partnership=partnerships[standing],
            partner=partners[standing],
            listing=listings[standing],
            submitted=_participant(partners[standing], listings[standing]),
            waiting=_participant(partners[standing], waiting[standing]),
        )
        for standing in STANDINGS
    }
    for standing, part in parts.items():
        submitted(part.submitted, policy=Answer({"level": "met"}, words("text", standing)))
        Participant.objects.filter(pk=part.waiting.pk).update(reason=words("note", standing))
    everybodys = _everybodys(parts, words)
    ParticipantArea.objects.filter(cycle_partner=partners["withdrawn"]).update(
        withdrawn_at=clock.now()
    )
    return Joint(cycle, draft, version, parts, everybodys)


def _listed(partnership: Partnership, name: str, words: Words, standing: str) -> Listing:
    """An agency with a lead, in this partnership's list only."""
    agency = AgencyFactory(name=name)
    person_at(agency, "lead", name=words("lead", standing))
    return ListingFactory(partnership=partnership, agency=agency, name=words("listing", standing))


def _cycle(version: TemplateVersion, title: str, listings: list[Listing]) -> Cycle:
    return cycle_services.create(
        actor=None,
        partnership=listings[0].partnership,
        title=title,
        period="2025-26",
        opens_on=date(2026, 10, 5),
        closes_on=date(2026, 12, 11),
        version=version,
        listings=listings,
    )


def _partner(cycle: Cycle, standing: str, partnerships: Mapping[str, Partnership]) -> CyclePartner:
    state = STATES.get(standing, CyclePartner.State.JOINED)
    return cycle.partners.get_or_create(
        partnership=partnerships[standing], defaults={"state": state}
    )[0]


def _participant(partner: CyclePartner, listing: Listing) -> Participant:
    """The agency of the listing in the cycle, with the partner's area, ready to answer."""
    participant, _ = Participant.objects.get_or_create(
        cycle=partner.cycle,
        agency=listing.agency,
        defaults={
            "cycle_template": partner.cycle.cycle_templates.get(),
            "due_on": partner.cycle.closes_on,
            "sector": listing.sector,
            "size": listing.size,
        },
    )
    ParticipantArea.objects.get_or_create(
        participant=participant,
        area=partner.partnership.areas.get(),
        cycle_partner=partner,
        listing=listing,
    )
    submission_services.open_for(actor=None, participants=[participant])
    return participant


def _everybodys(parts: Mapping[str, Part], words: Words) -> Participant:
    """An agency that works in the areas of all of them, and answers once."""
    agency: Agency = AgencyFactory(name=words("agency", "everybody"))
    person_at(agency, "lead", name=words("lead", "everybody"))
    for standing, part in parts.items():
        name = words("listing", standing)
        listing = ListingFactory(partnership=part.partnership, agency=agency, name=name)
        participant = _participant(part.partner, listing)
    submitted(participant, policy=Answer({"level": "met"}, words("text", "everybody")))
    return participant
