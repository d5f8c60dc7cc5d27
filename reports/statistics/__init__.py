"""The numbers of the product: pure functions over plain values, no database and no Django.

One rule, stated on the page: every percentage has its base and is rounded half up from its own
count, a combined share from the joint count; an audit may choose decimals, or whole percentages of
one question that add up to 100; averages are rounded half up from the exact fraction; silence is
never a zero.
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
from reports.statistics.ranking import (
    FEWEST_COMPARED,
    Ranked,
    highest,
    lowest,
    shares_of,
    weakest_first,
)
from reports.statistics.response_rate import ResponseRate, response_rate
from reports.statistics.roll_up import AVERAGE, MOST_COMMON, WORST, RollUp, roll_up
from reports.statistics.rounding import (
    EACH_ON_ITS_OWN,
    Rounding,
    adding_up,
    percentage,
    relative_change,
)
from reports.statistics.shares import Share
from reports.statistics.tick_all import Tick, TickAll, tick_all
from s11portal.common.figures import COUNT_LEADS_BELOW, half_up, half_up_decimal, share_text

__all__ = [
    "AVERAGE",
    "COUNT_LEADS_BELOW",
    "EACH_ON_ITS_OWN",
    "FELL",
    "FEWEST_COMPARED",
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
    "Rounding",
    "Share",
    "ShareChange",
    "Tick",
    "TickAll",
    "adding_up",
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
    "worst_first",
]
