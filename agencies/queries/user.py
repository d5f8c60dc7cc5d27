"""People's accounts."""

from agencies.models import User

# Addresses that can never receive mail (RFC 2606): only invented people have them.
DEMONSTRATION_DOMAIN = ".example"


def by_email(email: str) -> User | None:
    """The person with this address, however it is written."""
    return User.objects.filter(email=email.strip().lower()).first()


def demonstration_person(pk: int) -> User | None:
    """An invented person, for one-click sign-in; None for anybody real."""
    return User.objects.filter(pk=pk, is_active=True, email__endswith=DEMONSTRATION_DOMAIN).first()
