"""How is an edition drawn on a page? Only its own values are given to the picture."""

from markupsafe import Markup

from assessment.services.editions import EditionReport
from assessment.services.pictures import group_chart, level_chart


def draw_edition(edition: EditionReport) -> tuple[Markup, Markup]:
    """The chart for wide and for narrow windows; both empty where numbers are left out."""
    if not edition.chart:
        return Markup(""), Markup("")
    draw = group_chart if edition.form == "quick" else level_chart
    return (
        draw(edition.chart, uid="edition"),
        draw(edition.chart, uid="edition-narrow", width="narrow"),
    )
