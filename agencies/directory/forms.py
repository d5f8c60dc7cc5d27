"""Forms about a partnership's list of agencies."""

from collections.abc import Sequence
from typing import Any

from agencies.directory.queries import LEAD_STATES
from agencies.directory.services.listing import Details
from agencies.models import Listing, Membership
from agencies.people.forms.membership import LeadForm
from agencies.person.forms import NameField
from s11portal.common import forms

# Offered while typing; partnerships use their own words too.
COMMON_SECTORS = (
    "Children's social care",
    "Council services",
    "Education",
    "Faith organisation",
    "Fire and rescue",
    "Health",
    "Housing",
    "Police",
    "Prison",
    "Probation",
    "Sport and leisure",
    "Transport",
    "Voluntary and community",
    "Youth justice",
)


class ListingForm(forms.Form):
    """What a partnership says of an agency."""

    name = forms.CharField(label="Name of the agency", max_length=200)
    sector = forms.CharField(
        label="Sector",
        max_length=100,
        help_text="Results can be shown by sector. Use the same word for similar agencies.",
        widget=forms.TextInput(attrs={"list": "sectors", "autocomplete": "off"}),
    )
    size = forms.ChoiceField(
        label="Size",
        choices=Listing.Size.choices,
        initial=Listing.Size.MEDIUM,
        widget=forms.Radios,
    )
    statutory_duty = forms.BooleanField(
        label="Has a Section 11 duty in law",
        required=False,
        help_text="Named in section 11 of the Children Act 2004. Others take part by agreement.",
    )
    contact_name = NameField(label="Contact's name", max_length=150, required=False)
    contact_email = forms.EmailField(
        label="Contact's email address", max_length=254, required=False
    )

    def details(self) -> Details:
        """The cleaned input for the service."""
        names = Details.__dataclass_fields__
        return Details(**{name: self.cleaned_data[name] for name in names})


class NewListingForm(ListingForm):
    """An agency to add, and whether its contact is invited at once."""

    submit_label = "Add the agency"

    invite = forms.BooleanField(
        label="Invite the contact to be the agency's lead now",
        required=False,
        initial=True,
        help_text="An email with a link is sent when you add the agency.",
    )

    def clean(self) -> dict[str, Any]:
        """Nobody can be invited without an address."""
        data = super().clean() or {}
        if data.get("invite") and not data.get("contact_email") and not self.errors:
            self.add_error(
                "contact_email",
                "Enter the contact's email address, or untick ‘Invite the contact’.",
            )
        return data


class ChangeLeadForm(LeadForm):
    """Which lead has left; and, where none is left then, whom to invite."""

    submit_label = "Remove access and invite the new lead"
    submit_kind = "warning"

    left = forms.ChoiceField(
        label="Who has left?",
        widget=forms.Radios,
        error_messages={"required": "Select the lead who has left"},
    )
    field_order = ("left",)

    def __init__(self, *args: Any, leads: Sequence[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.leads = {str(lead.pk): lead for lead in leads}
        self.offer("left", [(pk, str(lead.user)) for pk, lead in self.leads.items()])
        if len(self.leads) > 1:
            self.submit_label = "Remove access"
            del self.fields["name"], self.fields["invited_email"]
        else:
            del self.fields["left"]

    @property
    def membership(self) -> Membership:
        """The membership of the lead who has left."""
        only = next(iter(self.leads))
        return self.leads[self.cleaned_data.get("left", only)]


class HelpForm(forms.Form):
    """Whom agencies can ask for help."""

    name = NameField(label="Name", max_length=150, required=False, help_text="A person or a team.")
    phone = forms.RegexField(
        r"^[\d\s()+,.;/-]*((ext|extension|option)\.?\s*\d+)?\s*$",
        label="Phone",
        max_length=50,
        required=False,
        error_messages={"invalid": "Enter a phone number, like 01632 960 001"},
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    email = forms.EmailField(label="Email address", max_length=254, required=False)


class ListingFilterForm(forms.Form):
    """What to look for in the list of agencies."""

    form_method = "get"
    submit_label = "Search"
    submit_kind = "secondary"
    mark_optional = False

    q = forms.CharField(label="Name or contact", required=False, max_length=100)
    sector = forms.ChoiceField(label="Sector", required=False)
    lead = forms.ChoiceField(
        label="Lead", required=False, choices=[("", "Any"), *LEAD_STATES.items()]
    )
    archived = forms.BooleanField(label="Show archived agencies", required=False)

    def __init__(self, *args: Any, sectors: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("sector", [("", "All sectors"), *((s, s) for s in sectors)])
