"""How does a brief become a page to print?"""

from markupsafe import Markup

from assessment.documents.brief_paper import BriefPaper
from assessment.documents.print_job import AttachedText, PrintJob
from assessment.documents.printing import (
    PAGE_SIZES,
    PageSize,
    environment,
    in_print,
    noon,
    style_sheet,
)
from assessment.documents.share_chart import share_chart
from assessment.domain.language import gettext as _


def brief_job(paper: BriefPaper, record: str, *, page_size: PageSize = "A4") -> PrintJob:
    """The print job of a brief, dated by its version; its JSON, ``record``, travels inside."""
    chart: Markup | str = ""
    if paper.shares:
        chart = in_print(share_chart(paper.shares, uid="shares", title=paper.shares_say))
    html = (
        environment()
        .get_template("brief/document.html")
        .render(paper=paper, chart=chart, created=noon(paper.made).isoformat())
    )
    attached = AttachedText(
        name="brief.json", text=record, description=_("This brief, for machines")
    )
    return PrintJob(
        html=html,
        css=style_sheet("brief", PAGE_SIZES[page_size]),
        created=noon(paper.made),
        attachments=(attached,),
    )
