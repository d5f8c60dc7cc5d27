"""People's accounts."""

from collections.abc import Collection

from agencies.models import User

# Addresses that can never receive mail (RFC 2606): only invented people have them.
DEMONSTRATION_DOMAIN = ".example"


def by_email(email: str) -> User | None:
    """The person with this address, however it is written."""
    return User.objects.filter(email=email.strip().lower()).first()


def demonstration_person(pk: int) -> User | None:
    """An invented person, for one-click sign-in; None for anybody real."""
    return User.objects.filter(pk=pk, is_active=True, email__endswith=DEMONSTRATION_DOMAIN).first()


def names(ids: Collection[int]) -> dict[int, str]:
    """What these people are called, by id (1 query; none for nobody)."""
    return {user.pk: str(user) for user in User.objects.filter(pk__in=ids)} if ids else {}
