"""The operator's pages: what the sittings kept here show of the questions."""

from flask import Blueprint, Response, render_template
from werkzeug.exceptions import NotFound

from assessment.services.statistics import (
    count_first_sittings,
    local_statistics,
    proposal_text,
    statistics_record,
)
from assessment.web.downloads import attachment
from assessment.web.operate.pages import make_statistics_page
from assessment.web.policy import Policy, admits
from assessment.web.state import database, shelf

blueprint = Blueprint("operate", __name__)

MOST_ON_A_PAGE = 300
"""Sittings that are counted while a browser waits; more are left to the command line."""


@blueprint.get("/operate/statistics")
@admits(Policy.OPERATOR)
def statistics() -> str:
    """Counts, times, and what is allowed from this many sittings on."""
    with database().reading() as session:
        sittings = count_first_sittings(session)
        found = local_statistics(session, shelf()) if sittings <= MOST_ON_A_PAGE else None
    page = make_statistics_page(sittings, found, shelf().current)
    return render_template("operate/statistics.html", page=page)


@blueprint.get("/operate/statistics.json")
@admits(Policy.OPERATOR)
def statistics_json() -> dict[str, object]:
    """The same for machines; not there where the command line has to count."""
    with database().reading() as session:
        if count_first_sittings(session) > MOST_ON_A_PAGE:
            raise NotFound
        return statistics_record(local_statistics(session, shelf()))


@blueprint.get("/operate/difficulties.md")
@admits(Policy.OPERATOR)
def difficulties() -> Response:
    """Proposed difficulties as a file for the author; nothing is applied."""
    with database().reading() as session:
        if count_first_sittings(session) > MOST_ON_A_PAGE:
            raise NotFound
        found = local_statistics(session, shelf())
    text = proposal_text(found, shelf().current)
    return attachment(text.encode(), name="proposed-difficulties.md", mimetype="text/markdown")
