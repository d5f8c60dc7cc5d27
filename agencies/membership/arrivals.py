"""What higher apps do when somebody becomes the lead of an agency.

In AppConfig.ready():

    from agencies.membership import arrivals
    arrivals.register(notice_services.invite_lead)

It is called in the transaction in which the person becomes it.
"""

from collections.abc import Callable

from agencies.models import Agency, User

Greeting = Callable[[Agency, User], object]
_greetings: list[Greeting] = []


def register(greeting: Greeting) -> None:
    """Have `greeting` called for every new lead; once per greeting."""
    if greeting not in _greetings:
        _greetings.append(greeting)


def lead_came(agency: Agency, person: User) -> None:
    """Tell the higher apps that the agency has this lead from now on."""
    for greeting in _greetings:
        greeting(agency, person)
