"""Somebody of the partnership 'wexcombe' with a browser, for tests of the report's pages."""

import html
import re

from django.urls import reverse


class Person:
    """Somebody at the partnership, with a browser."""

    def __init__(self, client, user):
        self.client, self.user = client, user
        client.force_login(user)

    def get(self, name, **kwargs):
        headers = kwargs.pop("headers", {})
        return self.client.get(address(name, **kwargs), headers=headers)

    def writes(self, text, *, press="save", page=None, **fields):
        """Fill boxes of a text's page and press a button. `page`: as it was opened, if earlier."""
        where = {"pk": text.report.cycle_id, "key": text.key}
        sent = inputs(page or self.reads("report-text", **where))
        sent |= {f"{text.key}.{name}": words for name, words in fields.items()}
        return self.client.post(
            address("report-text", **where), {**sent, press: "yes"}, follow=True
        )

    def post(self, name, data=None, **kwargs):
        return self.client.post(address(name, **kwargs), data or {}, follow=True)

    def reads(self, name, **kwargs):
        answer = self.get(name, **kwargs)
        assert answer.status_code == 200
        return answer.content.decode()


def inputs(page):
    """What the form of a page would send if nothing were changed."""
    form = page.split("data-answering")[1].split("</form>")[0]
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
    boxes = re.findall(r'<textarea name="([^"]+)"[^>]*>\s?([^<]*)</textarea>', form)
    lines = re.findall(r'<input type="text" name="([^"]+)"(?: value="([^"]*)")?', form)
    return {name: html.unescape(value) for name, value in (*hidden, *boxes, *lines)}


def address(name, **kwargs):
    return reverse(name, kwargs={"slug": "wexcombe", **kwargs})


def opened(person, text):
    """The page of a text as the person sees it."""
    return person.reads("report-text", pk=text.report.cycle_id, key=text.key)


def stored(text):
    """The text as it is in the database."""
    text.refresh_from_db()
    return text
