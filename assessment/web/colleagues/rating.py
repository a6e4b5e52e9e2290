"""The pages on which somebody who is asked decides, answers, changes their mind or withdraws.

They need no account. What they hold is in their own browser's session: the key they were given
when they began.
"""

from flask import Blueprint, redirect, render_template, request, session, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as BaseResponse

from assessment.domain.areas import Area, AreaId
from assessment.domain.colleagues import FORGET_RATERS, WORDS_LIMIT
from assessment.domain.disclosure import FEWEST_DETAILED, FEWEST_SHOWN
from assessment.domain.errors import RoundClosed, RoundInvalid
from assessment.services.rating import (
    RatingSheet,
    begin_rating,
    decline_rating,
    load_sheet,
    read_notice,
    save_rating,
    save_words,
    submit_rating,
    withdraw_rating,
)
from assessment.services.tokens import is_token
from assessment.web.colleagues.forms import CANNOT_SAY, RatingForm, WordsForm
from assessment.web.colleagues.pages import (
    make_area_page,
    make_notice_page,
    make_sheet_page,
    question_words,
)
from assessment.web.limits import client, limited
from assessment.web.policy import Policy, admits
from assessment.web.state import database, now, sealer, settings, shelf

blueprint = Blueprint("rating", __name__)

_KEY = "rater"
_SEALED_FOR = "rater key"


@blueprint.route("/asked/<id:token>", methods=["GET", "POST"])
@admits(Policy.PUBLIC)
@limited("asked", "120 per 10 minutes", by=client, methods=("GET", "POST"))
def notice(token: str) -> BaseResponse | str:
    """Say who asks, what for and how it is shown; beginning takes the link."""
    with database().reading() as store:
        asked = read_notice(store, token, now=now())
        areas = shelf().at(store, asked.revision).areas
    if request.method == "POST":
        _remember(database().write(lambda store: begin_rating(store, token, now=now())))
        return redirect(url_for("rating.overview"), 303)
    return render_template(
        "colleagues/notice.html",
        page=make_notice_page(asked, len(areas)),
        token=token,
        fewest=FEWEST_SHOWN,
        detailed=FEWEST_DETAILED,
        forget=FORGET_RATERS.days,
    )


@blueprint.post("/asked/<id:token>/decline")
@admits(Policy.PUBLIC)
@limited("asked", "120 per 10 minutes", by=client, methods=("GET", "POST"))
def decline(token: str) -> BaseResponse:
    """Say no; nobody is told."""
    database().write(lambda store: decline_rating(store, token, now=now()))
    return redirect(url_for("rating.declined"), 303)


@blueprint.get("/rating/declined")
@admits(Policy.PUBLIC)
def declined() -> str:
    """Say that it is done."""
    return render_template("colleagues/declined.html")


@blueprint.route("/rating/back/<id:token>", methods=["GET", "POST"])
@admits(Policy.PUBLIC)
@limited("own answers", "120 per 10 minutes", by=client, methods=("GET", "POST"))
def back(token: str) -> BaseResponse | str:
    """Come back in another browser with one's own link."""
    with database().reading() as store:
        load_sheet(store, shelf(), token)
    if request.method == "GET" and _held() != token:
        return render_template("colleagues/back.html", token=token)
    _remember(token)
    return redirect(url_for("rating.overview"), 303)


@blueprint.get("/rating")
@admits(Policy.PUBLIC)
def overview() -> str:
    """One's own answers so far, and the way on, back and out."""
    return _overview([])


@blueprint.route("/rating/areas/<id:area>", methods=["GET", "POST"])
@admits(Policy.PUBLIC)
def area(area: str) -> BaseResponse | str | tuple[str, int]:
    """Rate one area; it is kept before the next one is shown."""
    key, sheet = _own_open()
    found = _area(sheet, area)
    present = sheet.answers.get(found.id)
    before = CANNOT_SAY if found.id in sheet.answers and present is None else str(present or "")
    form = RatingForm(value=before)
    if request.method == "POST" and form.validate():
        rating = form.rating
        database().write(
            lambda store: save_rating(store, shelf(), key, found.id, rating, now=now())
        )
        return redirect(_after(sheet, found, request.form.get("go", "next")), 303)
    page = render_template(
        "colleagues/area.html",
        page=make_area_page(sheet, found),
        form=form,
        errors=[("value", text) for text in form.value.errors],
        cannot_say=CANNOT_SAY,
    )
    return (page, 422) if request.method == "POST" else page


@blueprint.route("/rating/words", methods=["GET", "POST"])
@admits(Policy.PUBLIC)
def words() -> BaseResponse | str | tuple[str, int]:
    """The two open questions."""
    key, sheet = _own_open()
    form = WordsForm(data=dict(sheet.words))
    errors = []
    if request.method == "POST" and form.validate():
        try:
            database().write(lambda store: save_words(store, key, form.words(), now=now()))
        except RoundInvalid as refused:
            errors = [("keep", refused.reason)]
            form.keep.errors = [refused.reason]
        else:
            return redirect(url_for("rating.overview"), 303)
    page = render_template(
        "colleagues/words.html",
        asker=sheet.asked.asker,
        as_manager=sheet.asked.role == "manager",
        form=form,
        errors=errors,
        questions=question_words(),
        limit=WORDS_LIMIT,
        detailed=FEWEST_DETAILED,
        last=sheet.areas[-1].id,
    )
    return (page, 422) if request.method == "POST" else page


@blueprint.post("/rating/submit")
@admits(Policy.PUBLIC)
def submit() -> BaseResponse | tuple[str, int]:
    """Let the answers count."""
    key, _ = _own_open()
    try:
        database().write(lambda store: submit_rating(store, key, now=now()))
    except RoundInvalid as refused:
        return _overview([("areas", refused.reason)]), 422
    return redirect(url_for("rating.overview"), 303)


@blueprint.post("/rating/withdraw")
@admits(Policy.PUBLIC)
def withdraw() -> BaseResponse:
    """Delete everything one has said."""
    key, _ = _own_open()
    database().write(lambda store: withdraw_rating(store, key, now=now()))
    return redirect(url_for("rating.overview"), 303)


def _remember(key: str) -> None:
    """This browser holds the key from now on, sealed: the database alone opens nothing."""
    session[_KEY] = sealer().seal(_SEALED_FOR, key)


def _held() -> str | None:
    sealed = session.get(_KEY)
    return sealer().open(_SEALED_FOR, sealed) if isinstance(sealed, str) else None


def _own() -> tuple[str, RatingSheet]:
    """The key this browser holds and what it opens; nothing there looks like nobody's."""
    key = _held()
    if key is None or not is_token(key):
        raise NotFound
    with database().reading() as store:
        return key, load_sheet(store, shelf(), key)


def _own_open() -> tuple[str, RatingSheet]:
    key, sheet = _own()
    if sheet.asked.closed or sheet.asked.closes_at <= now():
        raise RoundClosed("the round has closed")
    return key, sheet


def _area(sheet: RatingSheet, name: str) -> Area:
    found = next((each for each in sheet.areas if each.id == AreaId(name)), None)
    if found is None:
        raise NotFound
    return found


def _after(sheet: RatingSheet, area: Area, go: str) -> str:
    """Where a kept answer leads: on, or to the overview."""
    order = [each.id for each in sheet.areas]
    place = order.index(area.id) + 1
    if go == "overview":
        return url_for("rating.overview")
    if place == len(order):
        return url_for("rating.words")
    return url_for("rating.area", area=order[place])


def _overview(errors: list[tuple[str, str]]) -> str:
    key, sheet = _own()
    base = (settings().public_url or request.host_url).rstrip("/")
    return render_template(
        "colleagues/overview.html",
        page=make_sheet_page(sheet, now=now()),
        link=f"{base}{url_for('rating.back', token=key)}",
        errors=errors,
        fewest=FEWEST_SHOWN,
        detailed=FEWEST_DETAILED,
        forget=FORGET_RATERS.days,
    )
