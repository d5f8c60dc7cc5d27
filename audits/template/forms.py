"""Forms about audit templates."""

from typing import Any

from audits.template.file import MOST_BYTES
from s11portal.common import forms


class TemplateFileForm(forms.Form):
    """An audit template as a file, or as text. A chosen file goes before what is in the box."""

    submit_label = "Check and save as a draft"
    mark_optional = False

    file = forms.FileField(
        label="Template file",
        required=False,
        allow_empty_file=True,  # the reader says so, like everything else that is wrong
        help_text="A text file in the format described on this page, at most 2 MB.",
        widget=forms.FileInput(attrs={"accept": ".yaml,.yml,.txt"}),
    )
    text = forms.CharField(
        label="Or paste the file's text here",
        required=False,
        strip=False,  # the line numbers of the problems must fit
        help_text="If you choose a file above, the file is used and this box is ignored.",
        widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "false", "class": "s11-code"}),
    )

    def clean(self) -> dict[str, Any]:
        """One of the two must be there."""
        data = super().clean() or {}
        if not data.get("file") and not data.get("text", "").strip():
            self.add_error("file", "Select a file or paste its text")
        return data

    def content(self) -> str | bytes:
        """What was sent; of a file that is too big, only enough to show that it is."""
        file = self.cleaned_data["file"]
        return file.read(MOST_BYTES + 1) if file is not None else self.cleaned_data["text"]

    def keep(self, content: str | bytes) -> None:
        """Show the text of a refused file in the box, so that it can be mended there."""
        if isinstance(content, bytes):
            content = content.decode("utf-8-sig", errors="replace")
        if len(content) > MOST_BYTES or "\x00" in content:
            content = ""
        self.show_instead("text", content)
