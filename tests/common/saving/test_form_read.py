"""A form that is offered again is told in the words of its own page."""

from django.http import QueryDict

from s11portal.common.saving.form_read import FormRead

PAGE = """
<h1>Add <em>an</em>
  agency</h1>
<input type="hidden" name="token" value="x">
<label for="a">Name</label><input type="text" id="a" name="name">
<fieldset><legend>Due date</legend>
  <label for="d">Day</label><input id="d" name="due-day">
</fieldset>
<label for="s">Size</label><select id="s" name="size"><option value="1">Small</option></select>
<fieldset><legend>Roles</legend>
  <input type="checkbox" id="r" name="roles" value="lead"><label for="r">Lead</label>
  <input type="checkbox" id="q" name="roles" value="other"><label for="q">Other</label>
</fieldset>
<input type="checkbox" id="t" name="invite"><label for="t">Invite the contact</label>
<label for="n">Note</label><textarea id="n" name="note"></textarea>
"""


def test_each_box_that_is_filled_in_has_its_label() -> None:
    sent = QueryDict("token=x&name=Ash&due-day=3&size=1&roles=lead&invite=on&note=")
    form = FormRead(PAGE)
    assert form.heading == "Add an agency"
    assert list(form.typed(sent)) == [
        ("Name", "Ash"),
        ("Due date: Day", "3"),
        ("Size", "Small"),
        ("Roles", "Lead"),
        ("Invite the contact", "Yes"),
    ]
