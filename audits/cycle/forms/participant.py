"""What a manager says of one agency in a cycle."""

from s11portal.common import forms

END_OF_DAY = "Returns can be submitted until the end of this day."


class MoveDateForm(forms.Form):
    """Another due date for this agency only."""

    submit_label = "Change the due date and email the leads"

    due_on = forms.DateField(label="New due date", help_text=END_OF_DAY)


class ExemptForm(forms.Form):
    """Why no return is expected."""

    submit_label = "Mark as exempt"

    reason = forms.CharField(
        label="Why is this agency exempt?",
        help_text="The report gives the reason beside the agency's name.",
        max_length=500,
        widget=forms.Textarea,
        error_messages={"required": "Enter why this agency is exempt"},
    )


class NationalDocumentForm(forms.Form):
    """The document that stands for a return."""

    submit_label = "Count this document as the return"

    document = forms.CharField(
        label="Which document?",
        help_text="Its title, its year and where it can be found.",
        max_length=250,
        error_messages={"required": "Enter the document's title, its year and where it is"},
    )


class NoteForm(forms.Form):
    """Why no return has come, and what happens next."""

    submit_label = "Save the note"

    reason = forms.CharField(
        label="Why is there no return, and what is the next step?",
        help_text="For example: the lead left in May and the new lead starts on 1 December. "
        "Helen will phone on the 3rd. The report gives this beside the agency's name.",
        max_length=500,
        required=False,
        widget=forms.Textarea,
    )


class SendBackForm(forms.Form):
    """What the agency should look at again, and by when."""

    submit_label = "Send the return back"

    reason = forms.CharField(
        label="What should the agency look at again?",
        help_text="Everyone at the agency who works on audits gets this by email.",
        max_length=2000,
        widget=forms.Textarea,
        error_messages={"required": "Enter what the agency should look at again"},
    )
    due_on = forms.DateField(label="Submit again by", help_text=END_OF_DAY)
