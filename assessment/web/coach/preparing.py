"""The preparation sheet, on screen and on paper."""

from flask import Response, g, render_template, url_for

from assessment.domain.language import gettext as _
from assessment.domain.preparation import Preparation
from assessment.domain.sharing import GrantId
from assessment.services.preparing import load_preparation, preparation_pdf, state_words
from assessment.services.printing import PdfBusy, PdfFailed, PdfUnavailable, pdf_available
from assessment.web.coach.blueprint import blueprint
from assessment.web.coach.openings import held, opened
from assessment.web.coach.results import no_pdf
from assessment.web.downloads import attachment, download_name
from assessment.web.limits import document_limits
from assessment.web.papers import asked_paper
from assessment.web.policy import Policy, admits
from assessment.web.state import database, now, press, shelf
from assessment.web.words import day_words


def _prepared(grant: str) -> Preparation:
    found = held(grant)
    with database().reading() as session:
        sheet = load_preparation(session, shelf(), g.account, GrantId(grant), now=now())
    opened(found, kind="preparation", object_id=found.id)
    return sheet


@blueprint.get("/clients/<id:grant>/prepare")
@admits(Policy.ACCOUNT)
def prepare(grant: str) -> str:
    """What to work on next session, in two minutes."""
    sheet = _prepared(grant)
    return render_template(
        "coach/prepare.html",
        grant=grant,
        sheet=sheet,
        taken=day_words(sheet.taken_on),
        since="" if sheet.since is None else day_words(sheet.since),
        note_on="" if sheet.note_on is None else day_words(sheet.note_on),
        actions=[(a.text, day_words(a.due_on), state_words(a)) for a in sheet.actions],
        pdf_off=pdf_available(),
    )


@blueprint.get("/clients/<id:grant>/prepare.pdf")
@admits(Policy.ACCOUNT)
@document_limits
def prepare_pdf(grant: str) -> Response:
    """The same as one page of PDF."""
    sheet = _prepared(grant)
    try:
        body = preparation_pdf(press(), sheet, page_size=asked_paper())
    except (PdfUnavailable, PdfBusy, PdfFailed) as missing:
        return no_pdf(url_for("coach.prepare", grant=grant), str(missing))
    name = download_name(
        _("Preparation %(who)s %(prepared_on)s")
        % {"who": sheet.who, "prepared_on": sheet.prepared_on},
        "pdf",
    )
    return attachment(body, name=name, mimetype="application/pdf")
