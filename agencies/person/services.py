"""People's accounts. They come from invitations only."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction

from agencies import history
from agencies.models import User
from agencies.person.rules import name_of
from agencies.roles import NotAllowed
from s11portal.common.errors import Refused


@transaction.atomic
def create_person(
    *,
    actor: User | None,
    email: str,
    name: str,
    job_title: str = "",
    password: str | None = None,
) -> User:
    """Store a person whose address is proved, and return them.

    `actor` is None where the person came by an invitation or the system acts. Without a
    password they sign in with a code by email. Refuses an address that has an account, and a
    name that holds an address.
    """
    said = {"name": name_of(name), "job_title": name_of(job_title)}
    try:
        with transaction.atomic():
            user = User.objects.create_user(email, password, **said)
    except IntegrityError as exists:
        raise Refused("There is already an account with this email address.") from exists
    # allauth finds people by this row; second steps need a verified one.
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    history.record(actor=actor or user, verb="opened an account", subject=user)
    return user


@transaction.atomic
def edit_details(*, actor: User, name: str, job_title: str) -> None:
    """Change how `actor` is named everywhere from now on; the history keeps the old name."""
    was = actor.name
    actor.name, actor.job_title = name_of(name), name_of(job_title)
    actor.save(update_fields=["name", "job_title"])
    history.record(actor=actor, verb="changed their details", subject=actor, was=was)


@transaction.atomic
def turn_off_second_step(*, actor: User | None, user: User) -> int:
    """Forget the person's authenticator app and recovery codes; returns how many were there.

    For people who lost both: they sign in with a code by email or a password again. Only the
    command of whoever runs the site does it; NotAllowed for every person.
    """
    if actor is not None:
        raise NotAllowed
    count, _ = Authenticator.objects.filter(user=user).delete()
    if count:
        history.record(actor=actor, verb="turned off the second step of", subject=user)
    return count
