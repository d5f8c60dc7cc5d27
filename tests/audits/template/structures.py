"""Templates of all sorts for property tests: every field, awkward texts, conditions."""

from hypothesis import strategies as st

from audits.template.file.text import FORBIDDEN
from audits.template.rules import question_type as question_type_rules
from audits.template.rules.structure import (
    BOXES,
    COLOURS,
    COUNTS_AS,
    DIRECTIONS,
    KINDS,
    Level,
    Question,
    Scale,
    Standard,
    Structure,
    choices_scale,
)

awkward = st.sampled_from(
    ["yes", "No", "null", "~", "1.10", "0o7", "1e3", "2026-03-01", "12:30:00", "a: b", "a #b", "-",
     "- a", "? x", "*x*", "&x", "!x", "%x", "@x", "`x`", "'", '"', "\\", "{a}", "[a]", "|", ">",
     "a\n\n\nb", "a\n  b\n\tc", "a\n   \nb", "a  b", "a \nb", "# x", "---", "...", "=", "<<",
     "x\u2028y", "x\x85y", "x\ufeffy", "é\u00a0z", "\U0001f600", "-1", "y", "NaN", ".5", "a,b",
     "a:b", "word " * 60, "x" * 300]
)  # fmt: skip
characters = st.characters(codec="utf-8", exclude_characters="\r").filter(
    lambda one: not FORBIDDEN.match(one)
)
texts = (awkward | st.text(characters, max_size=200)).map(str.strip)
some_text = texts.filter(bool)
keys = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True)
codes = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,5}", fullmatch=True) | st.sampled_from(
    ["0", "1", "yes", "no", "null", "1.10", "0x1", "1_0"]
)
tags = st.sampled_from(["prevent", "wt2018:1", "wt2018:c", "local:county-lines", "on", "yes"])


def lines(most: int) -> st.SearchStrategy[str]:
    """Texts on one line."""
    return texts.map(lambda text: " ".join(text.split())[:most].strip()).filter(bool)


@st.composite
def levels(draw: st.DrawFn, least: int, most: int, *, choices: bool, none: bool) -> tuple[Level]:
    """Levels of a scale, or choices, without two that could be taken for each other."""
    pairs = draw(
        st.lists(
            st.tuples(codes, lines(250)),
            min_size=least,
            max_size=most,
            unique_by=(lambda pair: pair[0].casefold(), lambda pair: pair[1].casefold()),
        )
    )
    found = []
    for code, label in pairs:
        if any(label.casefold() == other.casefold() for other, _ in pairs if other != code):
            label = f"Label of {code}"
        if choices:
            is_other = draw(st.booleans())
            is_none = none and not is_other and draw(st.booleans())
            counts_as = "" if none else draw(st.sampled_from(["", *COUNTS_AS]))
            found.append(Level(code, label, counts_as=counts_as, other=is_other, none=is_none))
            continue
        found.append(
            Level(
                code,
                label,
                score=draw(st.none() | st.integers(-1000, 1000)),
                colour=draw(st.sampled_from(["", *COLOURS])),
                counts_as=draw(st.sampled_from(["", *COUNTS_AS])),
                meaning=draw(texts),
                obliges=draw(
                    st.sampled_from([(), ("examples",), ("evidence",), ("examples", "evidence")])
                ),
            )
        )
    return tuple(found)


@st.composite
def conditions(draw: st.DrawFn, earlier: list[Question], depth: int = 2) -> dict | None:
    """A condition on earlier questions or the respondent, or none."""
    asked = [question for question in earlier if question.scale is not None]
    if depth and draw(st.integers(0, 3)) == 0:
        parts = [draw(conditions(earlier, depth - 1)) for _ in range(draw(st.integers(1, 3)))]
        parts = [part for part in parts if part]
        return {draw(st.sampled_from(["all", "any"])): parts} if parts else None
    if asked and draw(st.booleans()):
        question = draw(st.sampled_from(asked))
        head, known = {"question": question.key}, st.sampled_from(list(question.scale.by_code))
    elif draw(st.booleans()):
        head, known = {"respondent": "sector"}, some_text
    elif draw(st.booleans()):
        head, known = {"respondent": "size"}, st.sampled_from(["small", "medium", "large"])
    else:
        return None
    if draw(st.booleans()):
        return {**head, "any_of": draw(st.lists(known, min_size=1, max_size=3))}
    return {**head, draw(st.sampled_from(["is", "is_not"])): draw(known)}


@st.composite
def questions(draw: st.DrawFn, key: str, label: str, scales: list, earlier: list) -> Question:
    """One question of any type."""
    kinds = [kind for kind in question_type_rules.REGISTRY.values() if scales or not kind.has_scale]
    kind = draw(st.sampled_from(kinds))
    scale = kind.fixed_scale
    descriptors, limits = {}, {}
    if kind.has_scale:
        scale = draw(st.sampled_from(scales))
        for code in scale.by_code:
            if text := draw(texts):
                descriptors[code] = text
    elif kind.has_own_choices:
        own = draw(levels(2, 5, choices=True, none=kind.takes_several))
        scale = choices_scale(key, label, own)
    elif kind.has_limits:
        limits = {
            "unit": draw(st.just("") | lines(40)),
            "minimum": draw(st.sampled_from(["", "0", "-5", "0.50"])),
            "maximum": draw(st.sampled_from(["", "10", "99.9"])),
            "decimals": draw(st.integers(0, 6)),
        }
    elif kind.is_yes_no:
        limits = {"met": draw(st.sampled_from(["", "yes", "no"]))}
    return Question(
        key=key,
        label=label,
        text=draw(some_text),
        type=kind.key,
        scale=scale,
        heading=draw(st.just("") | lines(250)),
        guidance=draw(texts),
        descriptors=descriptors,
        na_allowed=draw(st.booleans()),
        required=draw(st.booleans()),
        boxes={box: draw(st.sampled_from(["absent", "optional", "required"])) for box in BOXES},
        tags=tuple(draw(st.lists(tags, max_size=3, unique=True))),
        shown_when=draw(conditions(earlier)),
        **limits,
    )


@st.composite
def structures(draw: st.DrawFn) -> Structure:
    """A whole template that a file may hold."""
    scale_keys = draw(st.lists(keys, max_size=2, unique=True))
    scales = [
        Scale(
            key,
            draw(lines(200)),
            draw(st.sampled_from(DIRECTIONS)),
            draw(levels(2, 6, choices=False, none=False)),
        )
        for key in scale_keys
    ]
    sizes = draw(st.lists(st.integers(1, 3), min_size=1, max_size=2))
    names = iter(draw(st.lists(keys, min_size=sum(sizes), max_size=sum(sizes), unique=True)))
    labels = iter(draw(st.lists(lines(20), min_size=sum(sizes), max_size=sum(sizes), unique=True)))
    earlier: list[Question] = []
    standards = []
    for number, size in enumerate(sizes, 1):
        shown_when = draw(conditions(list(earlier)))
        own = []
        for _ in range(size):
            question = draw(questions(next(names), next(labels), scales, list(earlier)))
            own.append(question)
            earlier.append(question)
        standards.append(
            Standard(
                key=f"standard-{number}",
                label=str(number),
                title=draw(lines(250)),
                questions=tuple(own),
                introduction=draw(texts),
                shown_when=shown_when,
            )
        )
    return Structure(
        key=draw(keys),
        name=draw(lines(200)),
        kind=draw(st.sampled_from(KINDS)),
        standards=tuple(standards),
        scales=tuple(scales),
        introduction=draw(texts),
    )
