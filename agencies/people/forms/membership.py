"""Forms about people at a place."""

from typing import Any

from agencies.models import Agency, MembershipRole, Partnership
from agencies.person.forms import NameField
from s11portal.common import forms

Role = MembershipRole.Role
HINTS: dict[str, str] = {
    Role.MANAGER: "Runs the audits: templates, agencies, people, reports.",
    Role.SCRUTINEER: "Reads and challenges returns.",
    Role.EXECUTIVE: "Reads results and reports.",
    Role.LEAD: "Answers, invites colleagues and submits the return.",
    Role.CONTRIBUTOR: "Fills in answers.",
    Role.APPROVER: "Reads the return and signs it off.",
}


def roles_of(place: Partnership | Agency) -> tuple[Role, ...]:
    """The roles that people may have at the place."""
    if isinstance(place, Partnership):
        return MembershipRole.PARTNERSHIP_ROLES
    return MembershipRole.AGENCY_ROLES


class InviteForm(forms.Form):
    """Whom to invite, and as what."""

    submit_label = "Send the invitation"

    invited_email = forms.EmailField(
        label="Email address", help_text="We will send the invitation here.", max_length=254
    )
    name = NameField(label="Name", max_length=150, required=False)
    role = forms.ChoiceField(label="Role", widget=forms.Radios(hints=HINTS))

    def __init__(self, *args: Any, place: Partnership | Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("role", [(role.value, role.label) for role in roles_of(place)])


class RolesForm(forms.Form):
    """All the roles of one person."""

    roles = forms.MultipleChoiceField(
        label="Roles",
        widget=forms.Checkboxes(hints=HINTS),
        error_messages={"required": "Select at least one role"},
    )

    def __init__(self, *args: Any, place: Partnership | Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("roles", [(role.value, role.label) for role in roles_of(place)])


class LeadForm(forms.Form):
    """Whom to invite as the lead of an agency."""

    submit_label = "Send the invitation"

    name = NameField(label="Name", max_length=150, required=False)
    invited_email = forms.EmailField(
        label="Email address", help_text="We will send the invitation here.", max_length=254
    )
