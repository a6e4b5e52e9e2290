"""The page for reading an offer, and the published shape of a brief's file. Nothing is stored."""

from flask import Blueprint, Response, jsonify, render_template, request, url_for
from werkzeug.datastructures import MultiDict

from assessment.domain.language import gettext as _
from assessment.domain.mandate import check_mandate
from assessment.domain.roles import (
    DUTIES,
    MOST_POINTS,
    DutyId,
    duty_title,
    role_sentence,
    role_shares,
    role_title,
)
from assessment.domain.roles import ROLES as ROLE_ORDER
from assessment.services.brief_files import mandate_words
from assessment.services.brief_json import brief_schema
from assessment.services.pictures import share_chart
from assessment.web.policy import Policy, admits
from assessment.web.state import content

blueprint = Blueprint("offer", __name__)

MOST_PEOPLE_DIGITS = 7


@blueprint.route("/offer", methods=["GET", "POST"])
@admits(Policy.PUBLIC)
def read() -> str | tuple[str, int]:
    """Mandate check and role shares of an offer, by the functions that read a brief."""
    errors: list[tuple[str, str]] = []
    points = _points(request.form, errors)
    people = _people(request.form, errors)
    facts = content().mandate_facts
    words = {"yes": True, "no": False}
    said = {f.id: words.get(request.form.get(f"mandate-{f.id}", "")) for f in facts}
    check = check_mandate(facts, said)
    shares = role_shares(points)
    asked = request.method == "POST"
    held = [fact.id for fact in check.held]
    page = render_template(
        "offer/offer.html",
        facts=facts,
        duties=[(duty, duty_title(duty)) for duty in DUTIES],
        typed=request.form,
        errors=errors,
        asked=asked and not errors,
        check=check,
        mandate=mandate_words(check.mandate),
        spent=sum(points.values()),
        shares=[] if shares is None else [(role_title(r), shares.percents[r]) for r in ROLE_ORDER],
        chart=""
        if shares is None
        else share_chart(
            [(role_title(r), shares.percents[r]) for r in ROLE_ORDER],
            uid="shares",
            title=role_sentence(shares, people=people),
        ),
        said=role_sentence(shares, people=people),
        plan=url_for("plan.new", mode="in-role", mandate=held),
    )
    return (page, 422) if errors else page


def _points(form: MultiDict[str, str], errors: list[tuple[str, str]]) -> dict[DutyId, int]:
    points: dict[DutyId, int] = {}
    for duty in DUTIES:
        typed = form.get(f"points-{duty}", "").strip()
        if not typed:
            continue
        if typed.isascii() and typed.isdigit() and len(typed) < 6 and int(typed) <= MOST_POINTS:
            points[duty] = int(typed)
        else:
            errors.append((f"points-{duty}", _("Give points as whole numbers from 0 to 100.")))
    return points


def _people(form: MultiDict[str, str], errors: list[tuple[str, str]]) -> int | None:
    typed = form.get("people", "").strip()
    if not typed:
        return None
    if typed.isascii() and typed.isdigit() and len(typed) <= MOST_PEOPLE_DIGITS and int(typed):
        return int(typed)
    errors.append(("people", _("Give the number of people as a whole number from 1.")))
    return None


@blueprint.get("/schemas/brief-1.json")
@admits(Policy.PUBLIC)
def schema() -> Response:
    """The JSON Schema of a brief's file."""
    answer = jsonify(brief_schema())
    answer.content_type = "application/schema+json"
    return answer
