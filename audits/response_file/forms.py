"""A file of returns to bring in."""

from django.core.files.uploadedfile import UploadedFile

from audits.response_file.rules.sheet import MOST_BYTES
from s11portal.common import forms


class ResponseFileForm(forms.Form):
    """The file. What is in it is checked before anything is stored."""

    submit_label = "Check the file"

    file = forms.FileField(
        label="CSV file of the returns",
        help_text="One row for each agency, one column for each question. At most 10 MB.",
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )

    def clean_file(self) -> UploadedFile:
        """A huge file is refused before it is read."""
        file: UploadedFile = self.cleaned_data["file"]
        if file.size is not None and file.size > MOST_BYTES:
            raise forms.ValidationError("The file is larger than 10 MB.")
        return file
