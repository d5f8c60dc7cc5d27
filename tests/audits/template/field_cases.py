"""One bad field at a time in the small template, and what must be said of it."""

from .good_file import GOOD, line_of

LABEL = line_of('label: "1.1"')
STANDARD_LABEL = line_of('label: "1"')
KEY = line_of("key: lead\n")
CODE = line_of('code: "0"')


# What is changed in the good file: old, new; where the problem must be: a text of its line,
# its place; a word of its message, a word of its remedy.
CASES: dict[str, tuple[str, str, str, str, str, str]] = {
    "another format": (
        "template/1", "template/2", "format:", "format", "not known", "s11-template/1"),
    "an unknown field": (
        "guidance: Think", "guidence: Think", "guidence", "standard 1, question 1.1",
        "no field ‘guidence’", "‘guidance’"),
    "a field nobody could mean": (
        "guidance: Think", "zzz: Think", "zzz", "standard 1, question 1.1", "zzz", "The fields"),
    "an unknown kind": ("kind: full", "kind: ful", "kind: ful", "kind", "‘ful’", "‘full’"),
    "an unknown type": (
        "type: yes_no", "type: yesno", "type: yesno", "standard 1, question 1.2, type", "‘yesno’",
        "rating, yes_no, single_choice, tick_all, text, number or date"),
    "an unknown scale": (
        "scale: grade", "scale: grad", "scale: grad", "standard 1, question 1.1, scale",
        "no scale", "‘grade’"),
    "no key": (
        "      - key: lead\n        label", "      - label", 'label: "1.1"',
        "standard 1, question 1.1, key", "missing", "Add"),
    "a key with capitals": (
        "key: lead\n", "key: The Lead!\n", "The Lead!", "standard 1, question 1.1, key",
        "cannot be a key", "‘the-lead’"),
    "no text": (
        "        text: What else should we know?\n", "", "key: remarks",
        "standard 3, question 3.1, text", "missing", "Add"),
    "an empty text": (
        "What else should we know?", "", "key: remarks", "standard 3, question 3.1, text",
        "missing", "Add"),
    "a text that is a list": (
        "What else should we know?", "[a, b]", "[a, b]", "standard 3, question 3.1, text",
        "text is expected", "quotation marks"),
    "a list that is a text": (
        "tags: [wt2018:2]", "tags: wt2018", "tags: wt", "standard 1, question 1.1, tags",
        "list is expected", "- "),
    "fields that are a text": (
        "- {code: b, label: At home}", "- At home", "- At home",
        "standard 2, question 2.1, choice 2", "Fields are expected", "name: value"),
    "the same label twice": (
        'label: "1.2"', 'label: "1.1"', "label: \"1.1\"\n        type: yes",
        "standard 1, question 1.1, label", f"line {LABEL}", "its own"),
    "the same key twice": (
        "key: setting", "key: lead", "key: lead\n        label: \"2.1",
        "standard 2, question 2.1, key", f"line {KEY}", "its own"),
    "the same standard label twice": (
        'label: "2"', 'label: "1"', "label: \"1\"\n    title: Practice", "standard 1, label",
        f"line {STANDARD_LABEL}", "its own"),
    "the same standard key twice": (
        "key: practice", "key: leadership", "key: leadership\n    label: \"2", "standard 2, key",
        f"line {line_of('key: leadership')}", "its own"),
    "the same code twice": (
        'code: "0"', 'code: "1"', "code: \"1\"\n        label: Good",
        "scale Quality grade, level 2, code", f"line {CODE}", "its own"),
    "the same level label twice": (
        "label: Good", "label: inadequate", "label: inadequate",
        "scale Quality grade, level 2, label", f"line {line_of('label: Inad')}", "its own"),
    "the same choice twice": (
        "code: b, label: At home", "code: A, label: At home", "code: A",
        "standard 2, question 2.1, choice 2, code", f"line {line_of('{code: a')}", "its own"),
    "the same field twice": (
        "title: Practice", "title: Practice\n    title: Theory", "title: Theory", "standard 2",
        "is repeated here", f"line {line_of('title: Practice')}"),
    "a label that is another's code": (
        "label: Good", 'label: "0"', "levels:", "scale Quality grade, levels", "code of another",
        "Change"),
    "a code with a space": (
        'code: "0"', 'code: "very bad"', "very bad", "scale Quality grade, level 1, code",
        "cannot be a code", "letters"),
    "a score with decimals": (
        'score: "1"', 'score: "1.5"', "1.5", "scale Quality grade, level 2, score",
        "not a whole number", "whole number"),
    "a score in words": (
        'score: "1"', "score: one", "score: one", "scale Quality grade, level 2, score",
        "not a whole number", "whole number"),
    "an unknown colour": (
        "colour: red", "colour: pink", "pink", "scale Quality grade, level 1, colour", "‘pink’",
        "red, amber"),
    "an unknown obligation": (
        "obliges: [examples]", "obliges: [difference]", "[difference]",
        "scale Quality grade, level 1, obliges", "difference", "examples or evidence"),
    "no direction": (
        "    direction: higher_is_better\n", "", "- key: grade",
        "scale Quality grade, direction", "missing", "Add"),
    "a descriptor of an unknown level": (
        '"1": A director', '"7": A director', "A director",
        "standard 1, question 1.1, descriptors", "not a code", "0, 1"),
    "an unknown box state": (
        "evidence: optional", "evidence: maybe", "maybe", "standard 1, question 1.1, evidence",
        "‘maybe’", "absent, optional or required"),
    "an unknown flag": (
        "required: no", "required: never", "never", "standard 3, question 3.1, required",
        "‘never’", "yes or no"),
    "choices of a rating": (
        "        guidance: Think", "        choices: [a]\n        guidance: Think",
        "choices: [a]", "standard 1, question 1.1, choices", "has no choices", "Remove"),
    "a scale of a text": (
        "        required: no", "        scale: grade\n        required: no",
        "scale: grade\n        required", "standard 3, question 3.1, scale", "has no scale",
        "Remove"),
    "a unit of a text": (
        "        required: no", "        unit: people\n        required: no",
        "unit: people\n        required", "standard 3, question 3.1, unit", "has no number",
        "Remove"),
    "one choice only": (
        "          - {code: b, label: At home}\n          - {code: x, label: Elsewhere, "
        "other: \"yes\"}\n", "", "choices:", "standard 2, question 2.1, choices", "only 1",
        "2 is the fewest"),
    "what a rating's answer counts as, said of the question": (
        "scale: grade", "scale: grade\n        met: yes", "met: yes",
        "standard 1, question 1.1, met", "has no yes or no", "Remove"),
    "none of these where one is chosen": (
        "{code: b, label: At home}", "{code: b, label: At home, none: yes}", "none: yes",
        "standard 2, question 2.1, choice 2, none", "tick_all", "Remove"),
    "an unknown duty": (
        "wt2018:2", "wt2018:12", "wt2018:12", "standard 1, question 1.1, tags", "no duty",
        "wt2018:10"),
    "a tag with spaces": (
        "wt2018:2", "County lines", "County lines", "standard 1, question 1.1, tags",
        "cannot be a tag", "small letters"),
    "a minimum in words": (
        'minimum: "0"', "minimum: none", "minimum: none", "standard 3, question 3.2, minimum",
        "not a number", "digits"),
    "a minimum above the maximum": (
        'minimum: "0"', 'minimum: "9"\n        maximum: "3"', 'minimum: "9"',
        "standard 3, question 3.2, minimum", "greater", "Swap"),
    "a condition on an unknown question": (
        "{question: uses-volunteers, is: \"yes\"}", "{question: use-volunteers, is: \"yes\"}",
        "use-volunteers", "standard 1, question 1.3, shown_when, question", "no question",
        "‘uses-volunteers’"),
    "a condition on a later question": (
        "question: uses-volunteers, is", "question: trained, is", "question: trained",
        "standard 1, question 1.3, shown_when, question", f"line {line_of('key: trained')}",
        "look back"),
    "a condition on itself": (
        "question: uses-volunteers, is", "question: volunteers, is", "question: volunteers",
        "standard 1, question 1.3, shown_when, question", "not asked before", "look back"),
    "a condition on a code that is not there": (
        "is: \"yes\"}", "is: maybe}", "is: maybe",
        "standard 1, question 1.3, shown_when, is", "not a code", "yes or no"),
    "a condition of no shape": (
        "{question: uses-volunteers, is: \"yes\"}", "{is: \"yes\"}", "shown_when: {is",
        "standard 1, question 1.3, shown_when", "only ask about one thing", "question:"),
    "a condition without a test": (
        "{question: uses-volunteers, is: \"yes\"}", "{question: uses-volunteers}",
        "shown_when: {q", "standard 1, question 1.3, shown_when", "one of", "missing"),
    "a condition with two tests": (
        "is: \"yes\"}", "is: \"yes\", is_not: \"no\"}", "shown_when: {q",
        "standard 1, question 1.3, shown_when", "one of", "Keep one"),
    "a condition on an unknown attribute": (
        "question: uses-volunteers, is", "respondent: colour, is", "respondent",
        "standard 1, question 1.3, shown_when, respondent", "‘colour’", "sector, size or duty"),
    "a condition on an unknown size": (
        "question: uses-volunteers, is: \"yes\"", "respondent: size, is: tiny", "tiny",
        "standard 1, question 1.3, shown_when, is", "‘tiny’", "small, medium or large"),
    "an empty any_of": (
        "is: \"yes\"}", "any_of: []}", "any_of", "standard 1, question 1.3, shown_when, any_of",
        "empty", "Add"),
    "an empty all": (
        "{question: uses-volunteers, is: \"yes\"}", "{all: []}", "all: []",
        "standard 1, question 1.3, shown_when, all", "nothing", "Add"),
    "a condition of a standard on its own question": (
        "    title: Figures", "    title: Figures\n    shown_when: {question: remarks, is: a}",
        "shown_when: {question: remarks", "standard 3, shown_when, question", "not asked before",
        "look back"),
    "a condition on a question without codes": (
        "        type: date", "        shown_when: {question: staff, is: a}\n        type: date",
        "shown_when: {question: staff", "standard 3, question 3.3, shown_when, question",
        "has no codes", "yes/no"),
    "a long label": (
        'label: "1.1"', 'label: "1.1 as in the old form"', "1.1 as in",
        "standard 1, question 1.1 as in the old form, label", "the limit is 20", "shorter"),
    "a standard without questions": (
        GOOD[GOOD.index("    questions:\n      - key: remarks"):], "", "- key: figures",
        "standard 3, questions", "missing", "Add"),
}  # fmt: skip
