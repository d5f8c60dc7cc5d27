"""The duties of Section 11 as editions of the statutory guidance list them.

A question names the duties it counts towards by tags such as `wt2018:2`. Lists carry the
year of their edition, so that an old audit keeps the list it was made with.
Source: Working together to safeguard children (2018), chapter 2, in short words of our own;
the edition of 2023 (chapter 4) did not change them in substance.
"""

WORKING_TOGETHER_2018 = {
    "wt2018:1": "Clear accountability for commissioning and providing services",
    "wt2018:2": "A senior lead at the level of the board",
    "wt2018:3": "Listening to children",
    "wt2018:4": "Whistleblowing",
    "wt2018:5": "Escalation of concerns",
    "wt2018:6": "Information sharing",
    "wt2018:7": "A designated practitioner for safeguarding",
    "wt2018:8": "Safer recruitment and safe working practice",
    "wt2018:9": "Supervision, support and training",
    "wt2018:10": "A culture of safety, equality and protection",
    "wt2018:a": "Staff competent and able to raise concerns",
    "wt2018:b": "Mandatory induction",
    "wt2018:c": "Regular review of practice",
}

EDITIONS = {"wt2018": "Working together 2018"}
DUTIES = WORKING_TOGETHER_2018


def in_words(tag: str) -> str:
    """'Working together 2018, 2: A senior lead …' for a duty, any other tag as it is."""
    if tag not in DUTIES:
        return tag
    edition, _, number = tag.partition(":")
    return f"{EDITIONS[edition]}, {number}: {DUTIES[tag]}"
