"""Inviting people and agency leads."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from agencies.models import History, Invitation
from agencies.people.services import acceptance as acceptance_services
from agencies.people.services import invitation as invitation_services
from s11portal.common import clock
from s11portal.common.errors import Refused
from s11portal.common.models import OutgoingMail
from tests.factories.agencies import (
    AgencyFactory,
    ListingFactory,
    PartnershipFactory,
    person_at,
)

pytestmark = pytest.mark.django_db


def test_a_manager_invites_a_scrutineer_who_gets_a_link(client: Client) -> None:
    partnership = PartnershipFactory(name="Northshire")
    manager = person_at(partnership, "manager", name="Ann Manager")
    client.force_login(manager)
    answer = client.post(
        reverse("partnership-invite", kwargs={"slug": partnership.slug}),
        {"invited_email": " Sven@Else.example ", "name": "Sven Lind", "role": "scrutineer"},
    )
    assert answer.status_code == 302
    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.role) == ("sven@else.example", "scrutineer")
    assert invitation.invited_by == manager
    mail = OutgoingMail.objects.get(to="sven@else.example")
    assert "Ann Manager invites you to Northshire" in mail.body
    assert "Your role: scrutineer" in mail.body
    assert "/invitation/" in mail.body
    history = History.objects.get(verb="invited")
    assert (history.actor, history.partnership) == (manager, partnership)


def test_the_token_is_stored_only_as_its_hash() -> None:
    sent = invitation_services.invite_person(
        actor=None, partnership=PartnershipFactory(), email="a@b.example", role="manager"
    )
    token = sent.url.rstrip("/").rpartition("/")[2]
    assert len(token) >= 40
    stored = Invitation.objects.values().get()
    assert token not in str(stored)
    assert stored["token_hash"] == invitation_services.token_hash(token)


def test_outside_the_demonstration_the_mail_is_secret(settings: object) -> None:
    settings.DEMONSTRATION = False  # type: ignore[attr-defined]
    invitation_services.invite_person(
        actor=None, partnership=PartnershipFactory(), email="a@b.example", role="manager"
    )
    assert OutgoingMail.objects.get().secret


def test_inviting_the_same_address_again_replaces_the_first_invitation() -> None:
    partnership = PartnershipFactory()
    first = invitation_services.invite_person(
        actor=None, partnership=partnership, email="a@b.example", role="manager"
    )
    second = invitation_services.invite_person(
        actor=None, partnership=partnership, email="A@B.example", role="executive"
    )
    first.invitation.refresh_from_db()
    assert first.invitation.state == Invitation.State.WITHDRAWN
    assert second.invitation.state == Invitation.State.OPEN
    assert OutgoingMail.objects.count() == 2


def test_who_belongs_to_the_place_is_not_invited_again() -> None:
    partnership = PartnershipFactory()
    person_at(partnership, "manager", email="ann@b.example", name="Ann")
    with pytest.raises(Refused, match="Ann is already a member"):
        invitation_services.invite_person(
            actor=None, partnership=partnership, email="Ann@b.example", role="executive"
        )


def test_an_account_elsewhere_makes_no_difference() -> None:
    person_at(PartnershipFactory(), "manager", email="ann@b.example")
    sent = invitation_services.invite_person(
        actor=None, partnership=PartnershipFactory(), email="ann@b.example", role="manager"
    )
    assert sent.invitation.state == Invitation.State.OPEN


def test_roles_of_the_other_kind_of_place_are_refused() -> None:
    with pytest.raises(Refused):
        invitation_services.invite_person(
            actor=None, partnership=PartnershipFactory(), email="a@b.example", role="lead"
        )
    with pytest.raises(Refused):
        invitation_services.invite_colleague(
            actor=None, agency=AgencyFactory(), email="a@b.example", role="manager"
        )


def test_a_link_sent_again_works_for_14_more_days_and_the_old_one_is_dead() -> None:
    with time_machine.travel("2026-11-01 09:00", tick=False):
        sent = invitation_services.invite_person(
            actor=None, partnership=PartnershipFactory(), email="a@b.example", role="manager"
        )
    with time_machine.travel("2026-11-20 09:00", tick=False):
        sent.invitation.refresh_from_db()
        assert sent.invitation.state == Invitation.State.EXPIRED
        again = invitation_services.resend(actor=None, invitation=sent.invitation)
        assert again.invitation.expires_at == clock.now() + timedelta(days=14)
        assert again.invitation.state == Invitation.State.OPEN
    assert again.url != sent.url
    assert Invitation.objects.count() == 1
    assert OutgoingMail.objects.count() == 2


def test_a_withdrawn_invitation_is_neither_withdrawn_again_nor_sent() -> None:
    sent = invitation_services.invite_person(
        actor=None, partnership=PartnershipFactory(), email="a@b.example", role="manager"
    )
    invitation_services.withdraw(actor=None, invitation=sent.invitation)
    sent.invitation.refresh_from_db()
    assert sent.invitation.state == Invitation.State.WITHDRAWN
    for change in (invitation_services.withdraw, invitation_services.resend):
        with pytest.raises(Refused, match="answered or withdrawn"):
            change(actor=None, invitation=sent.invitation)


def test_who_accepts_while_the_link_is_sent_again_stays_accepted() -> None:
    sent = invitation_services.invite_person(
        actor=None, partnership=PartnershipFactory(), email="a@b.example", role="manager"
    )
    as_the_page_showed_it = Invitation.objects.get()
    acceptance_services.accept_as_new_person(actor=None, invitation=sent.invitation, name="Ann")
    with pytest.raises(Refused, match="answered or withdrawn"):
        invitation_services.resend(actor=None, invitation=as_the_page_showed_it)
    assert Invitation.objects.get().state == Invitation.State.ACCEPTED
    assert OutgoingMail.objects.count() == 1


def test_a_partnership_cannot_revive_its_invitation_of_a_second_lead() -> None:
    """Kept for later, it would put somebody among people who answer to others too."""
    listing = ListingFactory(agency=AgencyFactory(name="Police", claimed_at=None))
    manager = person_at(listing.partnership, "manager")
    first = invitation_services.invite_agency_lead(
        actor=manager, listing=listing, email="jo@police.example"
    )
    kept = invitation_services.invite_agency_lead(
        actor=manager, listing=listing, email="spy@a.example"
    )
    jo = acceptance_services.accept_as_new_person(
        actor=None, invitation=first.invitation, name="Jo"
    ).user
    with pytest.raises(Refused, match="Police already has a lead: Jo"):
        invitation_services.resend(actor=manager, invitation=kept.invitation)
    assert invitation_services.resend(actor=jo, invitation=kept.invitation)


def test_the_partnership_invites_the_lead_of_an_agency_that_has_none() -> None:
    partnership = PartnershipFactory(name="Northshire")
    listing = ListingFactory(
        partnership=partnership,
        agency=AgencyFactory(name="Police", claimed_at=None),
        contact_name="Jo",
    )
    sent = invitation_services.invite_agency_lead(
        actor=None, listing=listing, email="jo@police.example"
    )
    assert sent.invitation.invited_for == partnership
    assert (sent.invitation.role, sent.invitation.name) == ("lead", "Jo")
    mail = OutgoingMail.objects.get()
    assert mail.subject == "Northshire asks you to answer for Police"


def test_an_agency_with_a_lead_invites_its_own_people() -> None:
    """Else a partnership could slip somebody among people who answer to others too."""
    listing = ListingFactory(name="Police")
    person_at(listing.agency, "lead", name="Jo Lead")
    with pytest.raises(Refused, match="Police already has a lead: Jo Lead"):
        invitation_services.invite_agency_lead(actor=None, listing=listing, email="spy@a.example")


def test_an_agency_whose_lead_left_may_be_asked_again() -> None:
    listing = ListingFactory()
    lead = person_at(listing.agency, "lead")
    lead.memberships.update(ended_at=clock.now())
    assert invitation_services.invite_agency_lead(
        actor=None, listing=listing, email="new@a.example"
    )


def test_a_refusal_is_shown_beside_the_address(client: Client) -> None:
    partnership = PartnershipFactory()
    manager = person_at(partnership, "manager", name="Ann")
    client.force_login(manager)
    answer = client.post(
        reverse("partnership-invite", kwargs={"slug": partnership.slug}),
        {"invited_email": manager.email, "role": "executive"},
    )
    assert answer.status_code == 200
    assert "Ann is already a member" in answer.content.decode()


def test_a_lead_invites_a_colleague_and_takes_it_back(client: Client) -> None:
    agency = AgencyFactory()
    client.force_login(person_at(agency, "lead"))
    client.post(
        reverse("colleague-invite", kwargs={"code": agency.code}),
        {"invited_email": "new@a.example", "role": "approver"},
    )
    invitation = Invitation.objects.get()
    page = client.get(reverse("colleagues", kwargs={"code": agency.code})).content.decode()
    assert "new@a.example" in page
    client.post(
        reverse("colleague-invitation-withdraw", kwargs={"code": agency.code, "pk": invitation.pk})
    )
    invitation.refresh_from_db()
    assert invitation.withdrawn_at


def test_the_name_of_an_invited_person_is_not_taken_for_markup(client: Client) -> None:
    agency = AgencyFactory(name="<b>Agency</b>")
    client.force_login(person_at(agency, "lead", name="<script>alert(1)</script>"))
    page = client.get(reverse("colleagues", kwargs={"code": agency.code})).content.decode()
    assert "<script>alert(1)" not in page
    assert "<b>Agency" not in page
    invitation_services.invite_colleague(
        actor=person_at(agency, "lead", name="A & B"),
        agency=agency,
        email="x@y.example",
        role="lead",
    )
    assert "A & B invites you" in OutgoingMail.objects.get().body
