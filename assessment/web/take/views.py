"""The pages on which a form is begun, answered, reviewed and submitted."""

from flask import Blueprint, Response, g, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from assessment.domain.areas import AreaId
from assessment.domain.attempts import AttemptId, BookletEntry, FormId, SkipReason
from assessment.domain.bank import ItemId
from assessment.domain.catalog import Catalog
from assessment.domain.errors import InvalidAnswer, StaleRevision
from assessment.domain.items import Item
from assessment.domain.language import gettext as _
from assessment.domain.predictions import read_prediction
from assessment.domain.profiles import AdjustmentId, ProfileId, StageId
from assessment.services.answering import (
    QuestionPlace,
    load_question,
    record_response,
    skip_item,
)
from assessment.services.attempts import (
    continue_deeper,
    continue_to_full,
    list_attempts,
    load_attempt,
    start_attempt,
)
from assessment.services.change import days_since, last_sitting
from assessment.services.endings import offer_to_stop, standing_offer
from assessment.services.people import start_guest
from assessment.services.submission import submit_attempt
from assessment.services.targets import choose_target
from assessment.web.bodies import read_json
from assessment.web.choices import NOT_SURE
from assessment.web.links import remember_link, show_link
from assessment.web.policy import Policy, admits
from assessment.web.state import content, database, now, shelf
from assessment.web.take.ending import make_expect_page, make_stop_page
from assessment.web.take.forms import (
    CONFIDENCE,
    BeginForm,
    fill_choices,
    json_answer,
    raw_answer,
    sent_form,
    sent_levels,
    sent_revision,
    sent_seconds,
)
from assessment.web.take.pages import value_words
from assessment.web.take.question import make_question_page
from assessment.web.take.review import make_review_page, too_soon_words

blueprint = Blueprint("take", __name__)

SKIPS: dict[str, SkipReason] = {"skip": "skipped", "not-my-context": "not-my-context"}


@blueprint.route("/begin", methods=["GET", "POST"])
@admits(Policy.PUBLIC)
def begin() -> BaseResponse | str | tuple[str, int]:
    """Choose a target, name a suspected gap, choose a form; then the questions."""
    form = BeginForm()
    choices = fill_choices(form, content())
    if not form.validate_on_submit():
        page = render_template(
            "take/begin.html", form=form, errors=form.error_list, advice=_advice(), **choices
        )
        return (page, 422) if request.method == "POST" else page
    attempt = _start(form)
    return redirect(url_for("take.review", attempt=attempt), 303)


def _advice() -> str:
    """How long ago the last sitting was, where it is too soon for another; else nothing."""
    if g.person is None:
        return ""
    with database().reading() as session:
        last = last_sitting(list_attempts(session, g.person), now())
    return "" if last is None else too_soon_words(days_since(last, now()))


def _start(form: BeginForm) -> AttemptId:
    catalog = shelf().current
    profile = None if form.profile.data == NOT_SURE else ProfileId(form.profile.data)
    target = choose_target(
        catalog,
        profile=profile,
        stage=StageId(form.stage.data),
        circumstances=[AdjustmentId(c) for c in form.circumstances.data or ()],
    )
    gap = form.suspected_gap.data
    with database().writing() as session:
        person = g.person
        if person is None:
            guest, token = start_guest(session, now=now())
            person = guest.id
            remember_link(person, token)
        attempt = start_attempt(
            session,
            shelf(),
            person,
            form=_form_id(form.form.data),
            blueprint=form.form.data,
            target=target,
            suspected_gap=AreaId(gap) if gap in catalog.areas else None,
            now=now(),
        )
    return attempt.id


def _form_id(raw: str) -> FormId:
    return "quick" if raw == "quick" else "full"


@blueprint.get("/take/<id:attempt>")
@admits(Policy.PERSON)
def resume(attempt: str) -> BaseResponse:
    """Go on where the form was left: the first question without an answer, else the review."""
    with database().reading() as session:
        found = load_attempt(session, g.person, AttemptId(attempt))
    if not found.is_open:
        return redirect(url_for("results.show", attempt=attempt), 303)
    waiting = (
        e.item for e in found.booklet.entries if e.item not in found.responses and not e.locked
    )
    item = next(waiting, None)
    if item is None:
        return redirect(url_for("take.review", attempt=attempt), 303)
    return redirect(url_for("take.question", attempt=attempt, item=item), 303)


@blueprint.get("/take/<id:attempt>/<id:item>")
@admits(Policy.PERSON)
def question(attempt: str, item: str) -> BaseResponse | str:
    """One question on one screen, with what is saved of it."""
    with database().reading_rows() as session:
        place = load_question(session, g.person, AttemptId(attempt), ItemId(item))
        catalog = shelf().at(session, place.booklet.revision)
    if not place.is_open:
        return redirect(url_for("results.answers", attempt=attempt, _anchor=item), 303)
    page = make_question_page(shelf().shown(catalog), place)
    return render_template("take/question.html", page=page)


@blueprint.post("/take/<id:attempt>/<id:item>")
@admits(Policy.PERSON)
def answer(attempt: str, item: str) -> BaseResponse | tuple[str, int]:
    """Save the answer (or the skip) and turn the page."""
    fields = sent_form()
    go = fields.get("go", "next")
    with database().reading_rows() as session:
        place = load_question(session, g.person, AttemptId(attempt), ItemId(item))
        catalog = shelf().at(session, place.booklet.revision)
    raw = raw_answer(catalog.items[ItemId(item)], place.entry, fields)
    try:
        if go == "next" and raw is None and place.saved is None and not place.entry.locked:
            raise InvalidAnswer(place.entry.item, _("Give an answer, or choose Skip."))
        if not place.entry.locked:
            _save(place, raw, go)
    except InvalidAnswer as refused:
        words = shelf().shown(catalog)
        shown = make_question_page(words, place, sent=fields, reason=refused.reason)
        return render_template("take/question.html", page=shown), 422
    except StaleRevision as stale:
        with database().reading_rows() as session:
            place = load_question(session, g.person, AttemptId(attempt), ItemId(item))
        words = shelf().shown(catalog)
        offered = (
            _("left out")
            if stale.offered is None
            else value_words(words.items[stale.item], stale.offered)
        )
        shown = make_question_page(words, place, conflict=offered)
        return render_template("take/question.html", page=shown), 409
    if go == "next" and _stop_is_offered(catalog, place):
        return redirect(url_for("take.enough", attempt=attempt), 303)
    return redirect(_next_address(place, go), 303)


def _stop_is_offered(catalog: Catalog, place: QuestionPlace) -> bool:
    return offer_to_stop(
        database(),
        catalog,
        g.person,
        place.attempt,
        place.booklet,
        place.index,
        now=now(),
    )


def _save(place: QuestionPlace, raw: object, go: str) -> None:
    """Save what was sent; an untouched question saves nothing and loses nothing."""
    fields = sent_form()
    save_id, seen = fields.get("save_id", ""), sent_revision(fields.get("revision"))
    seconds, at = sent_seconds(fields.get("seconds")), now()
    attempt, item = place.attempt, place.entry.item
    if go in SKIPS:
        database().write_rows(
            lambda s: skip_item(
                s,
                g.person,
                attempt,
                item,
                SKIPS[go],
                save_id=save_id,
                seen_revision=seen,
                seconds=seconds,
                now=at,
            )
        )
    elif raw is not None:
        database().write_rows(
            lambda s: record_response(
                s,
                shelf(),
                g.person,
                attempt,
                item,
                raw,
                save_id=save_id,
                seen_revision=seen,
                seconds=seconds,
                confidence=fields.get(CONFIDENCE),
                now=at,
            )
        )


def _next_address(place: QuestionPlace, go: str) -> str:
    entries = place.booklet.entries
    index = max(0, place.index - 1) if go == "back" else place.index + 1
    if index >= len(entries):
        return url_for("take.review", attempt=place.attempt)
    return url_for("take.question", attempt=place.attempt, item=entries[index].item)


@blueprint.post("/take/<id:attempt>/<id:item>/save")
@admits(Policy.PERSON)
def save(attempt: str, item: str) -> Response | tuple[Response, int]:
    """Save one answer as it is given; answers with the new revision once it is on disk."""
    body = read_json(frozenset({"answer", "seconds", "revision", "save_id"}))
    sent = body.get("answer")

    def read(authored: Item, entry: BookletEntry) -> object:
        raw = json_answer(authored, entry, sent)
        if raw is None:
            raise InvalidAnswer(authored.id, _("There was no answer in this save."))
        return raw

    try:
        done = database().write_rows(
            lambda s: record_response(
                s,
                shelf(),
                g.person,
                AttemptId(attempt),
                ItemId(item),
                read,
                save_id=str(body.get("save_id", "")),
                seen_revision=sent_revision(body.get("revision")),
                seconds=sent_seconds(body.get("seconds")),
                confidence=sent.get(CONFIDENCE) if isinstance(sent, dict) else None,
                now=now(),
            )
        )
    except InvalidAnswer as refused:
        return jsonify(message=refused.reason), 422
    except StaleRevision as stale:
        return jsonify(
            message=_("Answered in another window. Reload this page to see that answer."),
            revision=stale.revision,
        ), 409
    return jsonify(revision=done.revision)


@blueprint.get("/take/<id:attempt>/review")
@admits(Policy.PERSON)
def review(attempt: str) -> BaseResponse | str:
    """Every question of the form with its state, before, while and after answering."""
    page = make_review_page(AttemptId(attempt))
    if page is None:
        return redirect(url_for("results.show", attempt=attempt), 303)
    return render_template("take/review.html", page=page)


@blueprint.get("/take/<id:attempt>/enough")
@admits(Policy.PERSON)
def enough(attempt: str) -> BaseResponse | str:
    """The offer to stop, while it stands: the critical areas are decided."""
    with database().reading() as session:
        offer = standing_offer(session, shelf(), g.person, AttemptId(attempt))
    if offer is None:
        return redirect(url_for("take.resume", attempt=attempt), 303)
    return render_template(
        "take/enough.html", page=make_stop_page(offer, shelf().shown(offer.catalog))
    )


@blueprint.get("/take/<id:attempt>/expect")
@admits(Policy.PERSON)
def expect(attempt: str) -> BaseResponse | str:
    """What do you expect? Asked once, between the last answer and the result; one click skips."""
    with database().reading() as session:
        found = load_attempt(session, g.person, AttemptId(attempt))
        catalog = shelf().at(session, found.booklet.revision)
    if not found.is_open:
        return redirect(url_for("results.show", attempt=attempt), 303)
    page = make_expect_page(found, shelf().shown(catalog), stop=request.args.get("stop") == "1")
    return render_template("take/expect.html", page=page)


@blueprint.post("/take/<id:attempt>/submit")
@admits(Policy.PERSON)
def submit(attempt: str) -> BaseResponse:
    """Close the answers, keep what is expected of them, and go to the result."""
    fields = sent_form()
    submit_attempt(
        database(),
        shelf(),
        g.person,
        AttemptId(attempt),
        prediction=read_prediction(sent_levels(fields)) if fields.get("go") != "skip" else None,
        stop=fields.get("stop") == "1",
        now=now(),
    )
    return redirect(url_for("results.show", attempt=attempt), 303)


@blueprint.post("/take/<id:attempt>/go-on")
@admits(Policy.PERSON)
def go_on(attempt: str) -> BaseResponse:
    """Go on from a quick form to the full one, its nine answers carried over."""
    full = database().write(
        lambda s: continue_to_full(s, shelf(), g.person, AttemptId(attempt), now=now())
    )
    return redirect(url_for("take.resume", attempt=full.id), 303)


@blueprint.post("/take/<id:attempt>/deeper")
@admits(Policy.PERSON)
def deeper(attempt: str) -> BaseResponse:
    """Six more questions on one area, on top of everything answered."""
    area = AreaId(request.form.get("area", ""))
    dive = database().write(
        lambda s: continue_deeper(s, shelf(), g.person, AttemptId(attempt), area, now=now())
    )
    return redirect(url_for("take.resume", attempt=dive.id), 303)


@blueprint.get("/take/<id:attempt>/leave")
@admits(Policy.PERSON)
def leave(attempt: str) -> str:
    """The private link and the key file, for coming back from anywhere."""
    with database().reading() as session:
        load_attempt(session, g.person, AttemptId(attempt))
    return render_template("take/leave.html", attempt=attempt, link=show_link())
