"""Audit templates, cycles and returns for tests, made through the services.

    version = TemplateVersionFactory(partnership=partnership)         # published, small
    version = TemplateVersionFactory(partnership=None)                # in the library
    version = TemplateVersionFactory(partnership=partnership, publish=False, name="Draft one")
    version = TemplateVersionFactory(partnership=partnership, text=Path("x.yaml").read_text())

The small template has eight questions of all types, in three standards:
1.1 rating, 1.2 yes_no, 1.3 rating (only if 1.2 is yes; examples required at level 0),
2.1 single_choice, 2.2 tick_all, 3.1 text, 3.2 number, 3.3 date.
"""

from typing import Any

import factory

from audits.models import TemplateVersion
from audits.template.services import version as version_services

SMALL_TEMPLATE = """\
format: s11-template/1
key: {key}
name: {name}
kind: full
introduction: Answer **all** of it.
scales:
  - key: grade
    title: Quality grade
    direction: higher_is_better
    levels:
      - code: "0"
        label: Inadequate
        score: "0"
        colour: red
        counts_as: not_met
        meaning: Nothing is in place.
        obliges: [examples]
      - code: "1"
        label: Good
        score: "1"
        colour: green
        counts_as: met
        meaning: All is in place.
standards:
  - key: leadership
    label: "1"
    title: Leadership
    introduction: Who leads.
    questions:
      - key: lead
        label: "1.1"
        type: rating
        scale: grade
        text: How well is safeguarding led?
        guidance: Think of the board.
        descriptors:
          "1": A director leads.
        examples: optional
        evidence: optional
        tags: [wt2018:2]
      - key: uses-volunteers
        label: "1.2"
        type: yes_no
        text: Do you use volunteers?
      - key: volunteers
        label: "1.3"
        type: rating
        scale: grade
        heading: Volunteers
        text: How well are volunteers supervised?
        not_applicable: allowed
        examples: optional
        shown_when: {{question: uses-volunteers, is: "yes"}}
  - key: practice
    label: "2"
    title: Practice
    questions:
      - key: setting
        label: "2.1"
        type: single_choice
        text: Where do you work?
        choices:
          - {{code: a, label: In schools}}
          - {{code: b, label: At home}}
          - {{code: x, label: Elsewhere, other: "yes"}}
      - key: trained
        label: "2.2"
        type: tick_all
        text: Who is trained?
        choices:
          - {{code: a, label: Managers}}
          - {{code: b, label: Staff}}
          - {{code: x, label: Others, other: "yes"}}
          - {{code: n, label: None of these, none: "yes"}}
  - key: figures
    label: "3"
    title: Figures
    questions:
      - key: remarks
        label: "3.1"
        type: text
        text: What else should we know?
        required: no
      - key: staff
        label: "3.2"
        type: number
        text: How many people work for you?
        unit: people
        minimum: "0"
      - key: reviewed
        label: "3.3"
        type: date
        text: When was your policy last reviewed?
"""


class TemplateVersionFactory(factory.Factory):
    """A template version, taken in from a file; published unless `publish=False`."""

    class Meta:
        model = TemplateVersion

    partnership = None
    actor = None
    publish = True
    key = factory.Sequence(lambda n: f"small-{n}")
    name = factory.Sequence(lambda n: f"Small audit {n}")
    text = factory.LazyAttribute(lambda o: SMALL_TEMPLATE.format(key=o.key, name=o.name))

    @classmethod
    def _create(cls, model_class: Any, **kwargs: Any) -> TemplateVersion:
        del kwargs["key"], kwargs["name"]
        return version_services.import_template(**kwargs)
