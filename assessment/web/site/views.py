"""The pages anybody may read, and the two that machines ask."""

from flask import Blueprint, Response, g, jsonify, render_template
from werkzeug.exceptions import NotFound

from assessment.domain.areas import CLUSTER_TITLES, CLUSTERS
from assessment.domain.catalog import Catalog
from assessment.services.attempts import list_attempts
from assessment.services.databases import is_ready
from assessment.services.disk import disk_state, has_room, log_state
from assessment.services.mail import mail_state
from assessment.services.printing import pdf_available
from assessment.web.mailing import mailer
from assessment.web.policy import Policy, admits
from assessment.web.site.design import design as draw_design
from assessment.web.site.sample import sample_chart
from assessment.web.state import content, database, settings, shelf

blueprint = Blueprint("site", __name__)


@blueprint.get("/")
@admits(Policy.PUBLIC)
def home() -> str:
    """What one gets, what it takes, what is kept, what it is not for."""
    catalog = content()
    waiting = None
    if g.person is not None:
        with database().reading() as store:
            waiting = next((a.id for a in list_attempts(store, g.person) if a.is_open), None)
    return render_template(
        "site/home.html",
        quick=_form_facts(catalog, "quick"),
        full=_form_facts(catalog, "full"),
        clusters=[
            (
                CLUSTER_TITLES[cluster],
                sorted(
                    (a for a in catalog.areas.values() if a.cluster == cluster),
                    key=lambda a: a.order,
                ),
            )
            for cluster in CLUSTERS
        ],
        open_attempt=waiting,
        sample_chart=sample_chart(catalog),
    )


def _form_facts(catalog: Catalog, form: str) -> dict[str, int]:
    blueprint_ = catalog.blueprints[form]
    return {
        "minutes": blueprint_.minutes,
        "units": sum(sum(kinds.values()) for kinds in blueprint_.units.values()),
        "claims": blueprint_.claims_per_area * len(catalog.areas),
    }


@blueprint.get("/pages/<id:page>")
@admits(Policy.PUBLIC)
def page(page: str) -> str:
    """A page of plain words from the content."""
    found = content().pages.get(page)
    if found is None:
        raise NotFound
    return render_template("site/page.html", page=found)


@blueprint.get("/design")
@admits(Policy.PUBLIC)
def design() -> str:
    """Every part that pages are made of; in production for operators alone."""
    return draw_design()


@blueprint.get("/healthz")
@admits(Policy.PUBLIC)
def healthz() -> Response:
    """The process lives."""
    return jsonify(status="alive")


@blueprint.get("/readyz")
@admits(Policy.PUBLIC)
def readyz() -> tuple[Response, int]:
    """Whether answers can be taken, and what else works; 503 only for what answers need."""
    answers = is_ready(database())
    ready = answers and has_room(settings())
    checks = {
        "database": "ready" if answers else "not ready",
        "database log": log_state(settings()),
        "disk": disk_state(settings()),
        "content": shelf().current.revision,
        "pdf": pdf_available() or "ready",
        "mail": mail_state(settings(), mailer()),
    }
    return jsonify(status="ready" if ready else "not ready", checks=checks), 200 if ready else 503
