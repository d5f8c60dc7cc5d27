"""How the figures are made is said as it is, and a note stands where parts do not add up."""

from reports.results.rules.scales import ScoredScale
from reports.statistics import LOWER_IS_BETTER, Rounding, average
from reports.wording import averages_sentence, parts_note, percentages_method
from tests.reports.published import AS_PUBLISHED, GRADES, grades


def test_the_method_says_how_this_audit_rounds():
    assert "rounded to a whole number, halves up" in percentages_method(Rounding())
    assert "two decimal places" in percentages_method(Rounding(decimals=2))
    assert "are made to add up to 100" in percentages_method(AS_PUBLISHED)
    for rounding in (Rounding(), AS_PUBLISHED):
        assert "A combined share is worked out from its own count" in percentages_method(rounding)


def test_a_note_stands_where_the_parts_do_not_add_up_to_100_and_nowhere_else():
    assert parts_note(grades(1, 1, 1, 0)) == (
        "The percentages do not add up to 100 because each is rounded on its own."
    )
    assert parts_note(grades(1, 1, 1, 0, rounding=AS_PUBLISHED)) == ""
    assert parts_note(grades(1, 1, 2, 0)) == ""
    assert parts_note(grades(0, 0, 0, 0)) == ""


def test_where_lower_is_better_the_best_averages_come_first_and_the_scores_say_so():
    averages = [average([(score, 1)]) for score in (3, 0, 0, 2)]
    assert averages_sentence(averages, direction=LOWER_IS_BETTER) == (
        "Of the 4 agencies with scores, 2 have an average of 0, 1 has an average of 2 and 1 has "
        "an average of 3."
    )
    assert ScoredScale("Risk", LOWER_IS_BETTER, GRADES).legend == (
        "0 Inadequate, 1 Requires improvement, 2 Good, 3 Outstanding (lower is better)"
    )
