"""What a manager says of an audit cycle."""

from typing import Any

from django.db.models import QuerySet

from agencies.models import Partnership
from audits.cycle.forms.naming import HINT, LABEL
from audits.cycle.queries import cycle as cycle_queries
from audits.models import Cycle, TemplateVersion
from s11portal.common import forms


class VersionField(forms.ModelChoiceField):
    """A template version, named with its number and where it comes from."""

    def label_from_instance(self, version: TemplateVersion) -> str:
        """'Nine standards, version 2', and whether it is the library's."""
        origin = "" if version.partnership_id else " (library)"
        return f"{version.name}, version {version.number}{origin}"


class ListingsField(forms.ModelMultipleChoiceField):
    """Agencies to tick. A number that no database holds is no agency, like any other unknown."""

    def clean(self, value: Any) -> Any:
        """The listings. SQLite raises OverflowError where it should find nothing."""
        try:
            return super().clean(value)
        except OverflowError as problem:
            raise forms.ValidationError("Select agencies from your own list.") from problem


class CycleForm(forms.Form):
    """Everything an audit is made of. templates/audits/cycle/_agencies.html shows the agencies."""

    mark_optional = False

    title = forms.CharField(
        max_length=200,
        help_text="Agencies see this title, and the report uses it. For "
        "example: Section 11 audit 2026.",
    )
    period = forms.CharField(
        label="Period covered",
        max_length=100,
        help_text="The period that answers are about. For example: April 2025 to March 2026.",
    )
    opens_on = forms.DateField(label="Opens on")
    closes_on = forms.DateField(
        label="Returns due by",
        help_text="Returns can be submitted until the end of this day. Agencies can still answer "
        "after it until you close the audit, and those returns are marked as late.",
    )
    version = VersionField(
        queryset=None,
        label="Audit template",
        empty_label="Select a template",
        help_text="Your own published templates and those in the library.",
    )
    percentages = forms.ChoiceField(
        label="Percentages in the results and the report",
        choices=Cycle.Percentages.choices,
        initial=Cycle.Percentages.WHOLE,
        required=False,
        help_text="You can change this until you publish a report of the audit.",
    )
    names_agencies = forms.BooleanField(label=LABEL, help_text=HINT, required=False)
    listings = ListingsField(queryset=None, label="Agencies", required=False)

    def __init__(
        self, *args: Any, partnership: Partnership, cycle: Cycle | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offered = cycle_queries.offered_listings(partnership, cycle)
        self._offer_rows("version", cycle_queries.usable_versions(partnership, cycle))
        self._offer_rows("listings", self.offered)

    def _offer_rows(self, name: str, rows: QuerySet[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField), name
        field.queryset = rows

    def tick(self, *, everybody: bool) -> None:
        """Begin with all the agencies ticked, or with none."""
        self.initial["listings"] = [listing.pk for listing in self.offered] if everybody else []

    def clean(self) -> dict[str, Any]:
        """The audit opens before returns are due."""
        cleaned = super().clean() or self.cleaned_data
        opens, closes = cleaned.get("opens_on"), cleaned.get("closes_on")
        if opens and closes and closes < opens:
            self.add_error("closes_on", "Returns cannot be due before the audit opens")
        return cleaned


class BoardFilterForm(forms.Form):
    """Which agencies of the board are shown."""

    form_method = "get"
    submit_label = "Show"
    submit_kind = "secondary"
    mark_optional = False

    state = forms.ChoiceField(label="Return status", required=False)
    sector = forms.ChoiceField(required=False)

    def __init__(
        self, *args: Any, states: dict[str, str], sectors: list[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer("state", [("", "All"), *states.items()])
        self.offer("sector", [("", "All"), *((one, one) for one in sectors)])
