"""What still uses an agency that is about to be archived: higher apps say it.

In AppConfig.ready():

    from agencies.directory.presenters import archiving as archiving_presenters
    archiving_presenters.register(running_audits)
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from agencies.models import Listing, Membership


@dataclass(frozen=True)
class Use:
    """One thing that uses the agency now, and what archiving means for it."""

    text: str
    url: str
    detail: str


Provider = Callable[[Membership, Listing], Sequence[Use]]
_providers: list[Provider] = []


def register(provider: Provider) -> None:
    """Have `provider` asked before an agency is archived; once per provider."""
    if provider not in _providers:
        _providers.append(provider)


def uses_of(membership: Membership, listing: Listing) -> list[Use]:
    """What uses the agency now, as the membership may see it."""
    return [use for provider in _providers for use in provider(membership, listing)]
