"""What a manager says of one agency in a cycle."""

from s11portal.common import forms


class MoveDateForm(forms.Form):
    """Another due date for this agency only."""

    submit_label = "Move the date and tell its leads"

    due_on = forms.DateField(label="New due date", help_text="To the end of this day.")


class ExemptForm(forms.Form):
    """Why no return is expected."""

    submit_label = "No return is expected"

    reason = forms.CharField(
        label="Why is this agency exempt?",
        help_text="The report gives the reason beside the agency's name.",
        max_length=500,
        widget=forms.Textarea,
    )


class NationalDocumentForm(forms.Form):
    """The document that stands for a return."""

    submit_label = "Count this document as the return"

    document = forms.CharField(
        label="Which document?",
        help_text="Title, year, and where it can be found.",
        max_length=250,
    )


class NoteForm(forms.Form):
    """Why no return has come, and what happens next."""

    submit_label = "Save the note"

    reason = forms.CharField(
        label="Why has no return come, and what is the next step?",
        help_text="For example: lead left in May, new lead starts 1 December; Helen rings on "
        "the 3rd. The report gives this beside the agency's name.",
        max_length=500,
        required=False,
        widget=forms.Textarea,
    )


class SendBackForm(forms.Form):
    """What the agency should look at again."""

    submit_label = "Send the return back"

    reason = forms.CharField(
        label="What should the agency look at again?",
        help_text="Everybody at the agency who works on audits gets this by email.",
        max_length=2000,
        widget=forms.Textarea,
    )
