"""People and places for tests.

manager = person_at(PartnershipFactory(), "manager")
lead = person_at(AgencyFactory(), "lead", "approver")
listing = ListingFactory(partnership=partnership, sector="Health")
"""

from datetime import timedelta

import factory
from allauth.account.models import EmailAddress
from factory.django import DjangoModelFactory

from agencies.models import (
    Agency,
    Area,
    Invitation,
    Listing,
    Membership,
    MembershipRole,
    Partnership,
    User,
)
from agencies.people.services import invitation as invitation_services
from s11portal.common import clock


class UserFactory(DjangoModelFactory):
    """A person without a password, whose address is known to be theirs."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@somewhere.example")
    name = factory.Sequence(lambda n: f"Person {n}")
    job_title = "Safeguarding lead"
    password = "!"

    @factory.post_generation
    def address(self, create: bool, extracted: object, **kwargs: object) -> None:
        """The row by which allauth knows the address."""
        if create:
            EmailAddress.objects.create(user=self, email=self.email, verified=True, primary=True)


class PartnershipFactory(DjangoModelFactory):
    """A partnership with one area of the same name."""

    class Meta:
        model = Partnership
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"partnership-{n}")
    name = factory.Sequence(lambda n: f"Partnership {n}")

    @factory.post_generation
    def area(self, create: bool, extracted: object, **kwargs: object) -> None:
        """The area there always is; `area=False` leaves it out."""
        if create and extracted is not False:
            Area.objects.create(partnership=self, name=self.name)


class AreaFactory(DjangoModelFactory):
    """One more area of a partnership."""

    class Meta:
        model = Area

    partnership = factory.SubFactory(PartnershipFactory)
    name = factory.Sequence(lambda n: f"Area {n}")


class AgencyFactory(DjangoModelFactory):
    """An agency whose people have accepted; `claimed_at=None` makes a provisional one."""

    class Meta:
        model = Agency

    name = factory.Sequence(lambda n: f"Agency {n}")
    claimed_at = factory.LazyFunction(clock.now)


class ListingFactory(DjangoModelFactory):
    """A partnership's entry for an agency."""

    class Meta:
        model = Listing

    partnership = factory.SubFactory(PartnershipFactory)
    agency = factory.SubFactory(AgencyFactory)
    name = factory.SelfAttribute("agency.name")
    sector = "Health"
    size = Listing.Size.MEDIUM


class MembershipFactory(DjangoModelFactory):
    """A person's place; name the roles: MembershipFactory(agency=agency, roles=["lead"])."""

    class Meta:
        model = Membership
        skip_postgeneration_save = True

    user = factory.SubFactory(UserFactory)

    @factory.post_generation
    def roles(self, create: bool, extracted: list[str] | None, **kwargs: object) -> None:
        """The roles of the membership."""
        for role in extracted or []:
            MembershipRole.objects.create(membership=self, role=role)


class InvitationFactory(DjangoModelFactory):
    """An open invitation whose link is /invitation/<token>/: InvitationFactory(token="abc")."""

    class Meta:
        model = Invitation

    class Params:
        token = factory.Sequence(lambda n: f"token-{n}")

    email = factory.Sequence(lambda n: f"invited{n}@somewhere.example")
    role = "manager"
    token_hash = factory.LazyAttribute(lambda o: invitation_services.token_hash(o.token))
    expires_at = factory.LazyFunction(lambda: clock.now() + timedelta(days=14))


def person_at(place: Partnership | Agency, *roles: str, **person: object) -> User:
    """A new person with these roles at the place."""
    kind = "partnership" if isinstance(place, Partnership) else "agency"
    return MembershipFactory(user=UserFactory(**person), roles=list(roles), **{kind: place}).user
