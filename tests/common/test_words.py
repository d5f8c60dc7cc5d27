"""Words of people inside sentences of ours."""

from s11portal.common.words import isolated

ARABIC = "مرحبا"


def test_arabic_keeps_to_itself_and_other_words_are_what_they_were():
    assert isolated(ARABIC) == f"\u2068{ARABIC}\u2069"
    for plain in ("", "Good", "नमस्ते", "安全", "14 of 22 (64%)"):
        assert isolated(plain) == plain
