"""Returns: working ones that only their agency may read, and submitted ones."""

from audits.submission.services import submission as submission_services
from tests.factories.submissions import COMPLETE, Work, open_return

from . import AGENCIES, Cast

# Each agency answers in a cycle of its home partnership.
HOME = {"shared": "A", "private": "B"}


def add(cast: Cast) -> None:
    """Objects of agencies: submission (being answered), complete (may be signed), submitted.

    Of the partnerships: submitted_participant. B also holds a return of `shared` that A
    may not see.
    """
    for agency in AGENCIES:
        partnership = HOME[agency]
        working = _work(cast, partnership, agency)
        text = cast.canary(f"working text {agency}", seen_by={agency})
        working.edit(cast.people[f"{agency}.lead"], "policy", examples=text)
        cast[agency, "submission"] = working.submission
        cast[agency, "complete"] = _complete(cast, partnership, agency, "").submission
        submitted = _submitted(cast, partnership, agency)
        cast[agency, "submitted"] = submitted.submission
        cast[partnership, "submitted_participant"] = submitted.participant
    _submitted(cast, "B", "shared")


def _work(cast: Cast, partnership: str, agency: str) -> Work:
    return open_return(
        cast[partnership, "place"], cast[agency, "place"], lead=cast.people[f"{agency}.lead"]
    )


def _complete(cast: Cast, partnership: str, agency: str, text: str) -> Work:
    work = _work(cast, partnership, agency)
    for key, fields in COMPLETE.items():
        work.edit(cast.people[f"{agency}.lead"], key, **fields)
    work.edit(cast.people[f"{agency}.lead"], "policy", examples=text)
    return work


def _submitted(cast: Cast, partnership: str, agency: str) -> Work:
    text = cast.canary(f"return of {agency} to {partnership}", seen_by={agency, partnership})
    work = _complete(cast, partnership, agency, text)
    submission_services.submit(
        actor=cast.people[f"{agency}.lead"],
        submission=work.submission,
        name="Lead",
        capacity="Safeguarding lead",
    )
    return work
