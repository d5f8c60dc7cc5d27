"""Sentences computed from the same figures the charts draw, so that the two cannot disagree.

Plain text: pages and documents escape it. 'Most', 'highest' and 'rose' are only said when the
figures say so; what agencies say of themselves is worded as what they say.
"""

from reports.wording.averages import SCORED_ANSWERS, average_sentence, averages_sentence
from reports.wording.change import (
    average_change_sentence,
    count_change_sentence,
    share_change_sentence,
)
from reports.wording.language import AGENCIES, ORGANISATIONS, Unit
from reports.wording.method import (
    few_returns_sentence,
    parts_note,
    percentages_method,
    provisional_sentence,
)
from reports.wording.question import outside_sentence, question_sentence
from reports.wording.ranking import strongest_sentence, weakest_sentence
from reports.wording.responses import response_sentence, sector_sentence
from reports.wording.tick_all import tick_all_sentence

__all__ = [
    "AGENCIES",
    "ORGANISATIONS",
    "SCORED_ANSWERS",
    "Unit",
    "average_change_sentence",
    "average_sentence",
    "averages_sentence",
    "count_change_sentence",
    "few_returns_sentence",
    "outside_sentence",
    "parts_note",
    "percentages_method",
    "provisional_sentence",
    "question_sentence",
    "response_sentence",
    "sector_sentence",
    "share_change_sentence",
    "strongest_sentence",
    "tick_all_sentence",
    "weakest_sentence",
]
