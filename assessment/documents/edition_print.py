"""How does an edition of a report become a page to print?

Only the edition's own values are given to the template, the pictures and the attachment.
"""

from assessment.documents.brands import brand_accent, brand_assets, brand_sheet
from assessment.documents.charts import group_chart, level_chart
from assessment.documents.edition_values import EditionReport
from assessment.documents.print_job import AttachedText, PrintJob
from assessment.documents.printing import (
    PAGE_SIZES,
    UNDATED,
    PageSize,
    environment,
    in_print,
    noon,
    short_name,
    style_sheet,
)
from assessment.documents.report import long_date
from assessment.domain.branding import Brand
from assessment.domain.language import gettext as _

EDITION_NAME = "edition.json"


def edition_job(
    edition: EditionReport, *, page_size: PageSize = "A4", brand: Brand | None = None
) -> PrintJob:
    """The print job of an edition; ``brand`` is that of the organisation it is made for."""
    draw = group_chart if edition.form == "quick" else level_chart
    html = environment().get_template("edition/document.html").render(
        edition=edition,
        brand=brand,
        whose=[
            *([short_name(edition.name)] if edition.name else []),
            *([] if edition.date is None else [long_date(edition.date)]),
        ],
        created=None if edition.date is None else noon(edition.date).isoformat(),
        lead=in_print(draw(edition.chart, uid="lead", width="print")) if edition.chart else "",
    )  # fmt: skip
    return PrintJob(
        html=html,
        css=style_sheet("edition", PAGE_SIZES[page_size], brand_accent(brand)) + brand_sheet(brand),
        created=noon(edition.date or UNDATED),
        assets=brand_assets(brand),
        attachments=(
            AttachedText(
                name=EDITION_NAME,
                text=edition.record,
                description=_("What stands on these pages, for machines"),
            ),
        ),
    )
