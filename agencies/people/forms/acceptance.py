"""The answer of somebody who is signed in to an invitation."""

from collections.abc import Sequence
from typing import Any

from agencies.models import Agency, Invitation
from s11portal.common import forms

DIFFERENT = "different"


class AcceptForm(forms.Form):
    """Accept; leads of other agencies say whether this is an organisation they lead already."""

    submit_label = "Accept the invitation"

    def __init__(
        self, *args: Any, organisations: Sequence[Agency], invited: Invitation, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = {str(agency.pk): agency for agency in organisations}
        if organisations:
            self.fields["organisation"] = self._organisation(invited)

    def _organisation(self, invited: Invitation) -> forms.ChoiceField:
        """Whether the invited agency is one of `organisations`, or another."""
        same = [
            (pk, f"Yes, this is the same organisation: {agency}")
            for pk, agency in self.organisations.items()
        ]
        return forms.ChoiceField(
            label=f"Is {invited.agency} one of the organisations you lead already?",
            widget=forms.Radios,
            choices=[*same, (DIFFERENT, "No, this is a different organisation")],
            help_text=(
                f"If it is the same, {invited.invited_for} joins its account: "
                "one place for all your returns."
            ),
            error_messages={"required": "Select whether this is an organisation you lead"},
        )

    def same_organisation(self) -> Agency | None:
        """The agency that is the same organisation as the one invited."""
        return self.organisations.get(self.cleaned_data.get("organisation", DIFFERENT))
