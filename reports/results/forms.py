"""Narrowing what agencies wrote about one question."""

from typing import Any

from s11portal.common import forms


class WrittenFilterForm(forms.Form):
    """By answer and by sector."""

    form_method = "get"
    submit_label = "Show"
    submit_kind = "secondary"
    mark_optional = False

    level = forms.ChoiceField(label="Answer", required=False)
    sector = forms.ChoiceField(required=False)
    written = forms.BooleanField(label="Only those with text", required=False)

    def __init__(
        self, *args: Any, levels: list[tuple[str, str]], sectors: list[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer("level", [("", "All"), *levels])
        self.offer("sector", [("", "All"), *((one, one) for one in sectors)])
