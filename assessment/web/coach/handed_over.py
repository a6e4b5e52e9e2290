"""The page on which a report that was handed over is opened and checked; nothing is kept of it."""

from flask import Response, make_response, render_template, request

from assessment.domain.language import gettext as _
from assessment.services.opened_reports import LARGEST_REPORT, NoReport, OpenerBusy, open_report
from assessment.web.coach.blueprint import blueprint
from assessment.web.coach.opened import make_opened_page
from assessment.web.limits import client, limited
from assessment.web.policy import Policy, admits
from assessment.web.state import database, opener, shelf


@blueprint.route("/open-report", methods=["GET", "POST"])
@admits(Policy.PUBLIC)
@limited("open report", "30 per 10 minutes", by=client)
def open_handed_over() -> str | Response:
    """Choose a PDF; see what its answers give. Anybody may: the file is all there is to know."""
    if request.method == "GET":
        return render_template("coach/open.html", errors=[])
    sent = request.files.get("report")
    pdf = b"" if sent is None else sent.stream.read(LARGEST_REPORT + 1)
    if not pdf:
        return _again(_("Choose the PDF of a gap report."), 422)
    try:
        with database().reading() as session:
            handed = open_report(session, shelf(), opener(), pdf)
    except OpenerBusy:
        return _again(_("Other reports are being read. Send it again in a minute."), 503)
    except NoReport as refused:
        why = str(refused).rstrip(".")
        return _again(_("This is not a report we can open: %(why)s.") % {"why": why}, 422)
    page = make_opened_page(handed)
    return make_response(
        render_template("coach/opened.html", page=page), 200 if page.holds else 422
    )


def _again(error: str, status: int) -> Response:
    page = render_template("coach/open.html", errors=[("report", error)])
    response = make_response(page, status)
    if status == 503:
        response.headers["Retry-After"] = "60"
    return response
