"""The numbers of the product: pure functions over plain values, no database and no Django.

One rule, stated on the page: every percentage has its base; whole percentages of one distribution
add up to 100 (largest remainder, ties to the earlier level); a combined share is the sum of the
parts shown; averages are rounded half up from the exact fraction; silence is never a zero.
"""

from reports.statistics.average import Average, average
from reports.statistics.comparison import (
    FELL,
    ROSE,
    UNCHANGED,
    AverageChange,
    CycleComparison,
    QuestionChange,
    ShareChange,
    compare_averages,
    compare_questions,
    compare_shares,
)
from reports.statistics.distribution import Distribution, LevelCount, Part, distribution
from reports.statistics.levels import (
    HIGHER_IS_BETTER,
    LOWER_IS_BETTER,
    MET,
    NO_DIRECTION,
    NOT_MET,
    PARTLY_MET,
    Level,
    worst_first,
)
from reports.statistics.ranking import Ranked, highest, lowest, shares_of, weakest_first
from reports.statistics.response_rate import ResponseRate, response_rate
from reports.statistics.roll_up import AVERAGE, MOST_COMMON, WORST, RollUp, roll_up
from reports.statistics.rounding import (
    percentage,
    relative_change,
    whole_percentages,
)
from reports.statistics.shares import Share
from reports.statistics.tick_all import Tick, TickAll, tick_all
from s11portal.common.figures import COUNT_LEADS_BELOW, half_up, half_up_decimal, share_text

__all__ = [
    "AVERAGE",
    "COUNT_LEADS_BELOW",
    "FELL",
    "HIGHER_IS_BETTER",
    "LOWER_IS_BETTER",
    "MET",
    "MOST_COMMON",
    "NOT_MET",
    "NO_DIRECTION",
    "PARTLY_MET",
    "ROSE",
    "UNCHANGED",
    "WORST",
    "Average",
    "AverageChange",
    "CycleComparison",
    "Distribution",
    "Level",
    "LevelCount",
    "Part",
    "QuestionChange",
    "Ranked",
    "ResponseRate",
    "RollUp",
    "Share",
    "ShareChange",
    "Tick",
    "TickAll",
    "average",
    "compare_averages",
    "compare_questions",
    "compare_shares",
    "distribution",
    "half_up",
    "half_up_decimal",
    "highest",
    "lowest",
    "percentage",
    "relative_change",
    "response_rate",
    "roll_up",
    "share_text",
    "shares_of",
    "tick_all",
    "weakest_first",
    "whole_percentages",
    "worst_first",
]
