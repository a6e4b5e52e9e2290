"""Which pictures may a page draw by itself? Our own SVG; the radar comes from the press."""

from assessment.documents.chart_words import ChartRow
from assessment.documents.charts import area_bar, group_chart, level_chart
from assessment.documents.timeline import TimelineBar, TimelineTrack, timeline

__all__ = [
    "ChartRow",
    "TimelineBar",
    "TimelineTrack",
    "area_bar",
    "group_chart",
    "level_chart",
    "timeline",
]
