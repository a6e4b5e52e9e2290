"""Which rows, groups and tracks do the document tests draw?"""

from assessment.documents.chart_words import ChartRow
from assessment.documents.timeline import TimelineBar, TimelineTrack

ROWS = (
    ChartRow(
        name="Team leadership",
        level=2.8,
        low=1.9,
        high=3.7,
        target=4.0,
        said=5.0,
        verdict="clear gap",
        critical=True,
    ),
    ChartRow(
        name="Business and finance",
        level=2.2,
        low=1.4,
        high=3.1,
        target=3.0,
        said=2.0,
        verdict="likely gap",
        provisional=True,
    ),
    ChartRow(
        name="Decisions under uncertainty",
        level=3.5,
        low=2.5,
        high=4.2,
        target=3.5,
        said=3.5,
        verdict="cannot tell yet",
    ),
    ChartRow(
        name="AI and technology fluency", level=None, low=None, high=None, target=3.5, said=4.0
    ),
)

GROUPS = (
    ChartRow(name="Business", level=2.6, low=1.8, high=3.5),
    ChartRow(name="People", level=3.0, low=2.2, high=3.9),
    ChartRow(name="Technology and risk", level=3.3, low=2.4, high=4.2),
    ChartRow(name="Overall", level=2.9, low=2.2, high=3.7, critical=True),
)

TRACKS = (
    TimelineTrack(
        title="Understand the business",
        bars=(
            TimelineBar(
                number=1, label="Read four board packs", kind="listen", first_week=1, last_week=2
            ),
            TimelineBar(
                number=4,
                label="Rework the cost of serving",
                kind="change",
                first_week=8,
                last_week=12,
                gate_week=5,
            ),
        ),
    ),
    TimelineTrack(
        title="Assess people, systems and risk",
        bars=(
            TimelineBar(number=2, label="Walk the log", kind="listen", first_week=1, last_week=3),
            TimelineBar(number=3, label="Name risks", kind="prepare", first_week=2, last_week=4),
        ),
    ),
    TimelineTrack(title="Earn early credibility", bars=()),
)
