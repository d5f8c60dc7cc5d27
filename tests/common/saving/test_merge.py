"""Two people in one answer."""

from hypothesis import given
from hypothesis import strategies as st

from s11portal.common.saving.merge import Edit, mark, merge, stamp

STORED = {"value": None, "na": False, "examples": "", "evidence": ""}


def page(stored, version=0, token="mine"):  # noqa: S107
    """A page as it is opened: marks of what is stored."""
    marks = {name: mark(value) for name, value in stored.items()}

    def typed(**changes):
        return Edit("q", {**stored, **changes}, marks, version, token)

    return typed


def test_what_was_not_touched_is_not_sent():
    assert page(STORED)().touched == {}
    assert page(STORED)(examples="A").touched == {"examples": "A"}


def test_line_ends_of_a_browser_are_no_change():
    stored = {**STORED, "examples": "One\nTwo"}
    assert page(stored)(examples="One\r\nTwo\r\n").touched == {}


def test_a_colleague_in_another_field_is_no_conflict():
    mine = page(STORED)(evidence="Policy")
    now = {**STORED, "examples": "Theirs"}
    merged = merge(now, {"examples": stamp(1, 2, "theirs", "")}, mine)
    assert merged.taken == {"evidence": "Policy"}
    assert merged.refused == {}


def test_a_colleague_in_the_same_field_is():
    mine = page(STORED)(examples="Mine")
    merged = merge({**STORED, "examples": "Theirs"}, {"examples": stamp(1, 2, "t", "")}, mine)
    assert merged.taken == {}
    assert merged.refused == {"examples": "Mine"}


def test_the_same_words_from_both_are_no_conflict():
    mine = page(STORED)(examples="Same")
    merged = merge({**STORED, "examples": "Same"}, {"examples": stamp(1, 2, "t", "")}, mine)
    assert (merged.taken, merged.refused) == ({}, {})


def test_my_own_earlier_save_from_the_same_page_is_no_conflict():
    mine = page(STORED)(examples="Mine, longer")
    merged = merge({**STORED, "examples": "Mine"}, {"examples": stamp(1, 1, "mine", "")}, mine)
    assert merged.taken == {"examples": "Mine, longer"}


RIVALS = {"value": "na", "na": "value"}


def test_rivals_filled_in_by_two_people_are_a_conflict():
    rates = page(STORED)(value={"level": "met"})
    merged = merge({**STORED, "na": True}, {"na": stamp(1, 2, "t", "")}, rates, RIVALS)
    assert (merged.taken, merged.refused) == ({}, {"value": {"level": "met"}})
    assert merged.met == {"value": "na"}
    rated = {**STORED, "value": {"level": "met"}}
    merged = merge(rated, {"value": stamp(1, 2, "t", "")}, page(STORED)(na=True), RIVALS)
    assert (merged.taken, merged.met) == ({}, {"na": "value"})


def test_what_was_seen_is_no_rival():
    rated = {**STORED, "value": {"level": "met"}}
    stamps = {"value": stamp(1, 2, "t", "")}
    assert merge(rated, stamps, page(rated, version=1)(na=True), RIVALS).taken == {"na": True}
    takes_back = page({**STORED, "na": True}, version=1)(na=False)
    assert merge({**rated, "na": True}, stamps, takes_back, RIVALS).taken == {"na": False}


texts = st.sampled_from(["", "a", "b", "c"])


@given(
    st.lists(
        st.tuples(st.sampled_from(["ann", "bob"]), st.sampled_from(["examples", "evidence"]), texts)
    )
)
def test_whatever_two_open_pages_send_nothing_is_lost(moves):
    """Two pages opened on the empty answer save again and again: every typed text ends up
    stored, or is handed back to its page as refused."""
    stored, stamps, version = dict(STORED), {}, 0
    forms = {who: dict(STORED) for who in ("ann", "bob")}
    bases = dict.fromkeys(("ann", "bob"), 0)
    seen = {who: dict(STORED) for who in ("ann", "bob")}
    for who, name, text in moves:
        forms[who][name] = text
        marks = {key: mark(value) for key, value in seen[who].items()}
        edit = Edit("q", forms[who], marks, bases[who], who)
        merged = merge(stored, stamps, edit)
        assert not set(merged.taken) & set(merged.refused)
        if merged.taken:
            version += 1
            stored.update(merged.taken)
            stamps.update({key: stamp(version, 0, who, "") for key in merged.taken})
        for key, value in edit.touched.items():
            assert mark(stored[key]) == mark(value) or merged.refused[key] == value
        # The page takes over what is stored wherever it did not type itself.
        bases[who] = version
        seen[who] = dict(stored)
        forms[who] = {**forms[who], **{k: stored[k] for k in stored if k not in merged.refused}}


@given(st.text(), st.text())
def test_marks_tell_different_texts_apart(one, other):
    def clean(text):
        return text.replace("\r\n", "\n").strip()

    if clean(one) and clean(other):
        assert (mark(one) == mark(other)) == (clean(one) == clean(other))
