"""What does the first page show of a result? A made-up person, drawn like a real one."""

from functools import cache

from markupsafe import Markup

from assessment.domain.catalog import Catalog
from assessment.domain.language import gettext as _
from assessment.domain.language import spoken_now
from assessment.domain.readings import Verdict
from assessment.services.pictures import ChartRow, level_chart

_SAMPLE: tuple[tuple[str, float, float, float, float, float, Verdict, bool], ...] = (
    ("team", 2.8, 1.9, 3.7, 4.0, 5, "clear gap", True),
    ("strategy", 2.5, 1.7, 3.4, 3.5, 3, "likely gap", True),
    ("communication", 3.2, 2.3, 4.1, 3.5, 4, "cannot tell yet", True),
    ("governance", 3.6, 2.8, 4.4, 3.0, 3, "likely met", False),
    ("ai-technology", 4.3, 3.6, 4.9, 3.5, 4, "clearly met", False),
)
"""Area, level, range, target, self-rating, verdict, critical: figures of nobody."""


def sample_chart(catalog: Catalog) -> Markup:
    """The lead picture with invented figures."""
    return _drawn(spoken_now().code, sample_rows(catalog))


def sample_rows(catalog: Catalog) -> tuple[ChartRow, ...]:
    """The rows of the made-up person, under the titles of this content."""
    titles = {str(area.id): area.title for area in catalog.areas.values()}
    return tuple(
        ChartRow(
            name=titles.get(name, name),
            level=level,
            low=low,
            high=high,
            target=target,
            said=said,
            verdict=verdict,
            critical=critical,
        )
        for name, level, low, high, target, said, verdict, critical in _SAMPLE
    )


@cache
def _drawn(language: str, rows: tuple[ChartRow, ...]) -> Markup:
    del language  # one picture for each
    return level_chart(rows, uid="sample", width="narrow", title=_("A sample result, invented"))
