"""Which pictures may a page draw by itself? Our own SVG; the radar comes from the press."""

from assessment.documents.change_chart import ChangeBar, ChangeRow, change_chart
from assessment.documents.chart_words import ChartRow
from assessment.documents.charts import area_bar, group_chart, level_chart
from assessment.documents.cohort_chart import CohortRow, cohort_chart
from assessment.documents.share_chart import share_chart
from assessment.documents.timeline import TimelineBar, TimelineTrack, timeline

__all__ = [
    "ChangeBar",
    "ChangeRow",
    "ChartRow",
    "CohortRow",
    "TimelineBar",
    "TimelineTrack",
    "area_bar",
    "change_chart",
    "cohort_chart",
    "group_chart",
    "level_chart",
    "share_chart",
    "timeline",
]
