"""The page on which a coach rates an area by its anchors, evidence first."""

from flask import g, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as BaseResponse

from assessment.domain.areas import LEVEL_NAMES, AreaId
from assessment.domain.errors import RatingInvalid
from assessment.domain.outside import AnchoredRating
from assessment.domain.sharing import GrantId
from assessment.services.caseload import client_name, note_meeting
from assessment.services.granted import GrantedResult, granted_result, load_granted, note_opening
from assessment.services.outside import add_coach_rating, list_ratings, withdraw_rating
from assessment.web.coach.blueprint import blueprint
from assessment.web.coach.forms import RatingForm
from assessment.web.coach.openings import open_result
from assessment.web.policy import Policy, admits, signed_in
from assessment.web.state import database, now, shelf


@blueprint.route("/clients/<id:grant>/results/<id:attempt>/rate/<id:area>", methods=["GET", "POST"])
@admits(Policy.ACCOUNT)
def rate(grant: str, attempt: str, area: str) -> BaseResponse | str | tuple[str, int]:
    """Name what you have seen, then the level it shows."""
    found = open_result(grant, attempt)
    result = found.presented.result
    known = result.catalog.areas.get(AreaId(area))
    if known is None or result.attempt.booklet.form == "quick":
        raise NotFound
    with database().reading() as session:
        name = client_name(session, g.account, found.grant.owner)
        mine = next(
            (
                r
                for r in list_ratings(session, found.grant.owner, result.attempt.id)
                if r.author == g.account and r.area == area and r.counts
            ),
            None,
        )
    form = RatingForm(
        evidence=mine.evidence if mine else "", value=f"{mine.value:g}" if mine else None
    )
    if request.method == "POST" and form.validate():
        try:
            _keep(found, AreaId(area), float(form.value.data), form.evidence.data or "")
        except RatingInvalid as refused:
            form.refuse(refused)
        else:
            return redirect(url_for("coach.result", grant=grant, attempt=attempt), 303)
    page = render_template(
        "coach/rate.html",
        grant=grant,
        attempt=attempt,
        name=name,
        area=known,
        anchors=[(n, LEVEL_NAMES[n - 1], text) for n, text in enumerate(known.anchors, start=1)],
        form=form,
        errors=form.error_list,
        mine=mine,
    )
    return (page, 422) if request.method == "POST" else page


def _keep(found: GrantedResult, area: AreaId, value: float, evidence: str) -> None:
    """Rate through the grant as it stands in this transaction, and write it down."""
    account, at = signed_in(), now()
    grant, attempt = found.grant.id, found.presented.result.attempt.id
    rating = AnchoredRating(value=value, evidence=evidence)

    def work(session: Session) -> None:
        held = granted_result(session, shelf(), account.id, grant, attempt, now=at).grant
        add_coach_rating(
            session,
            shelf(),
            held.owner,
            attempt,
            {area: rating},
            author=account.id,
            name=account.called,
            now=at,
        )
        note_meeting(session, account.id, held.owner, now=at)
        note_opening(
            session, account.id, held, action="rating.given", kind="result", object_id=attempt,
            now=at,
        )  # fmt: skip

    database().write(work)


@blueprint.post("/clients/<id:grant>/ratings/<id:rating>/withdraw")
@admits(Policy.ACCOUNT)
def rating_withdraw(grant: str, rating: str) -> BaseResponse:
    """Take back one's own rating; the level without it comes back."""
    at = now()

    def work(session: Session) -> None:
        held = load_granted(session, g.account, GrantId(grant), "result", now=at)
        withdraw_rating(session, shelf(), held.owner, rating, author=g.account, now=at)
        note_opening(
            session, g.account, held, action="rating.withdrawn", kind="rating", object_id=rating,
            now=at,
        )  # fmt: skip

    database().write(work)
    return redirect(url_for("coach.client", grant=grant), 303)
