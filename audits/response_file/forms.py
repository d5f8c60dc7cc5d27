"""A file of returns to bring in."""

from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from audits.response_file.rules.sheet import MOST_BYTES
from s11portal.common import forms
from s11portal.common.words import counted


class ImportForm(forms.Form):
    """What was `found` in the file (`queries.plain`), confirmed; asks about each row in doubt."""

    def __init__(self, *args: Any, found: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.submit_label = f"Import {counted(len(found['rows']), 'return', 'returns')}"
        if found["doubts"]:
            self.submit_label = "Import the returns"
        for doubt in found["doubts"]:
            self.fields[f"row-{doubt['row']}"] = forms.ChoiceField(
                label=doubt["question"],
                choices=[(value, label) for value, label in doubt["choices"]],
                widget=forms.Radios,
                error_messages={"required": f"Say what row {doubt['row']} is"},
            )

    def decisions(self) -> dict[int, str]:
        """What was said of each row in doubt."""
        return {int(name.removeprefix("row-")): said for name, said in self.cleaned_data.items()}


class ResponseFileForm(forms.Form):
    """The file. What is in it is checked before anything is stored."""

    submit_label = "Check the file"

    file = forms.FileField(
        label="CSV file",
        help_text="One row for each agency, one column for each question. At most 10 MB.",
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )

    def clean_file(self) -> UploadedFile:
        """A huge file is refused before it is read."""
        file: UploadedFile = self.cleaned_data["file"]
        if file.size is not None and file.size > MOST_BYTES:
            raise forms.ValidationError("The file must be smaller than 10 MB")
        return file
