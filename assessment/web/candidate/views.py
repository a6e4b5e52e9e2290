"""The candidate's own pages: notice, words, topics to hand over, withdrawal, export, deletion.

Opened by the candidate's link, which moves into the session and out of the address; there is no
account and no trace of one.
"""

import json
from collections.abc import Sequence

from flask import Blueprint, Response, g, redirect, render_template, request, session, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as BaseResponse

from assessment.domain.areas import AreaId
from assessment.domain.attempts import AttemptId
from assessment.domain.errors import AttemptStillOpen, HiringInvalid
from assessment.domain.hiring.wording import agenda_in_words
from assessment.domain.language import gettext as _
from assessment.domain.translations import retold
from assessment.services.attempts import list_attempts
from assessment.services.candidacies import (
    Candidacy,
    confirm_notice,
    delete_candidacy,
    export_candidacy,
    key_of,
    load_candidacy,
    withdraw_candidacy,
    write_words,
)
from assessment.services.candidate_agendas import (
    SharedAgenda,
    own_shares,
    preview_agenda,
    share_agenda,
    take_back,
)
from assessment.services.impact import count_groups, group_questions
from assessment.web.candidate.forms import ShareForm, WordsForm
from assessment.web.downloads import attachment
from assessment.web.limits import client, limited
from assessment.web.policy import Policy, admits
from assessment.web.refusals import RefusableForm
from assessment.web.state import database, now, shelf
from assessment.web.words import day_words

blueprint = Blueprint("candidate", __name__)

_KEY = "candidate"


def _key() -> str:
    key = session.get(_KEY)
    if not isinstance(key, str) or not key:
        raise NotFound
    return key


def _own() -> Candidacy:
    with database().reading() as store:
        return load_candidacy(store, _key())


@blueprint.route("/candidate/<id:token>", methods=["GET", "POST"])
@admits(Policy.PUBLIC)
@limited("candidate", "120 per 10 minutes", by=client, methods=("GET", "POST"))
def arrive(token: str) -> BaseResponse:
    """Take the link's token into the session, as its hash, and out of the address."""
    key = key_of(token)
    with database().reading() as store:
        load_candidacy(store, key)
    session[_KEY] = key
    return redirect(url_for("candidate.home"), 303)


@blueprint.get("/candidate")
@admits(Policy.PUBLIC)
def home() -> str:
    """The notice first; after it is confirmed, everything a candidate can do."""
    own = _own()
    with database().reading() as store:
        shares = own_shares(store, own.key)
    return render_template(
        "candidate/home.html" if own.confirmed else "candidate/notice.html",
        own=own,
        form=WordsForm(needs=own.candidate.needs, own_words=own.candidate.own_words),
        shares=_share_lines(shares),
        errors=[],
        notice=str(session.pop("notice", "")),
    )


def _share_lines(shares: Sequence[SharedAgenda]) -> list[tuple[SharedAgenda, list[str], bool]]:
    """What was handed over, by its areas, and whether it is still open."""
    return [
        (share, [retold(area.title) for area in share.agenda.areas], share.is_open(now().date()))
        for share in shares
    ]


@blueprint.get("/candidate/notice")
@admits(Policy.PUBLIC)
def notice() -> str:
    """The notice, to be read again."""
    return render_template("candidate/notice.html", own=_own(), errors=[], notice="")


@blueprint.post("/candidate/confirm")
@admits(Policy.PUBLIC)
def confirm() -> BaseResponse | tuple[str, int]:
    """The candidate says that they have read it."""
    own = _own()
    if request.form.get("read") != "yes":
        errors = [("read", _("Tick that you have read this, or ask before you go on."))]
        return render_template("candidate/notice.html", own=own, errors=errors, notice=""), 422
    database().write(lambda s: confirm_notice(s, own.key, now=now()))
    session["notice"] = _("Thank you. Your confirmation is noted.")
    return redirect(url_for("candidate.home"), 303)


@blueprint.post("/candidate/words")
@admits(Policy.PUBLIC)
def words() -> BaseResponse | tuple[str, int]:
    """What the candidate needs, and what they put beside the records about them."""
    own = _own()
    form = WordsForm()
    if form.validate():
        try:
            database().write(
                lambda s: write_words(
                    s, own.key, form.needs.data or "", form.own_words.data or "", now=now()
                )
            )
        except HiringInvalid as refused:
            form.refuse(refused)
        else:
            session["notice"] = _("Your words are saved.")
            return redirect(url_for("candidate.home"), 303)
    with database().reading() as store:
        shares = own_shares(store, own.key)
    page = render_template(
        "candidate/home.html" if own.confirmed else "candidate/notice.html",
        own=own,
        form=form,
        shares=_share_lines(shares),
        errors=form.error_list,
        notice="",
    )
    return page, 422


@blueprint.route("/candidate/withdraw", methods=["GET", "POST"])
@admits(Policy.PUBLIC)
def withdraw() -> BaseResponse | str:
    """Withdraw, without a reason."""
    own = _own()
    if request.method == "GET":
        return render_template("candidate/withdraw.html", own=own)
    database().write(lambda s: withdraw_candidacy(s, own.key, now=now()))
    session["notice"] = _("You have withdrawn. Nobody rates or decides any more.")
    return redirect(url_for("candidate.home"), 303)


@blueprint.route("/candidate/delete", methods=["GET", "POST"])
@admits(Policy.PUBLIC)
def delete() -> BaseResponse | str | tuple[str, int]:
    """Say what goes, then delete it all at once."""
    own = _own()
    reason = ""
    if request.method == "POST":
        try:
            delete_candidacy(database(), own.key, now=now())
        except HiringInvalid as refused:
            reason = refused.reason
        else:
            session.pop(_KEY, None)
            return redirect(url_for("candidate.gone"), 303)
    page = render_template(
        "candidate/delete.html", own=own, errors=[("delete", reason)] if reason else []
    )
    return (page, 422) if reason else page


@blueprint.get("/candidate/gone")
@admits(Policy.PUBLIC)
def gone() -> str:
    """Say that it is done."""
    return render_template("candidate/gone.html")


@blueprint.post("/candidate/export")
@admits(Policy.PUBLIC)
def export() -> Response:
    """Everything kept about the candidate, as one file."""
    key = _key()
    everything = database().write(lambda s: export_candidacy(s, key, now=now()))
    text = json.dumps(everything, ensure_ascii=False, allow_nan=False, indent=1)
    return attachment(text, name="interview-records.json", mimetype="application/json")


@blueprint.route("/candidate/share", methods=["GET", "POST"])
@admits(Policy.PUBLIC)
def share() -> BaseResponse | str | tuple[str, int]:
    """Read what would be handed over, word for word, choose from it, and hand it over."""
    own = _own()
    if g.person is None:
        return render_template("candidate/share.html", own=own, attempts=[], topics=None, errors=[])
    with database().reading() as store:
        attempts = [
            (a.id, _("%(type)s, %(day)s") % {
                "type": retold(a.profile_title), "day": day_words(a.submitted_at)})
            for a in list_attempts(store, g.person)
            if a.submitted_at is not None and a.form == "full"
        ]  # fmt: skip
    form = ShareForm()
    attempt = AttemptId(request.values.get("attempt", ""))
    chosen = [AreaId(a) for a in request.form.getlist("areas")]
    if form.is_submitted() and form.validate():
        try:
            database().write(
                lambda s: share_agenda(
                    s, shelf(), own.key, g.person, attempt, chosen, form.until.data, now=now()
                )
            )
        except HiringInvalid as refused:
            form.refuse(refused)
        else:
            session["notice"] = _("The topics are handed over. You can take them back below.")
            return redirect(url_for("candidate.home"), 303)
    topics, unread = None, ""
    if attempt:
        try:
            with database().reading() as store:
                topics = agenda_in_words(preview_agenda(store, shelf(), g.person, attempt, None))
        except (HiringInvalid, AttemptStillOpen) as refused:
            unread = getattr(refused, "reason", str(refused))
    page = render_template(
        "candidate/share.html",
        own=own,
        attempts=attempts,
        attempt=attempt,
        topics=topics,
        chosen=chosen,
        form=form,
        errors=[*form.error_list, *([("attempt", unread)] if unread else [])],
    )
    return (page, 422) if request.method == "POST" else page


@blueprint.post("/candidate/share/<id:share>/back")
@admits(Policy.PUBLIC)
def back(share: str) -> BaseResponse:
    """Close topics to the employer at once."""
    key = _key()
    database().write(lambda s: take_back(s, key, share, now=now()))
    session["notice"] = _("They are taken back. What was read before cannot be unread.")
    return redirect(url_for("candidate.home"), 303)


@blueprint.route("/candidate/groups", methods=["GET", "POST"])
@admits(Policy.PUBLIC)
def groups() -> BaseResponse | str | tuple[str, int]:
    """Voluntary questions after the decision, added to counts and kept nowhere else."""
    own = _own()
    if not own.decided or own.candidate.asked_groups:
        raise NotFound
    form = RefusableForm()
    if form.is_submitted() and form.validate():
        answers = {q.id: request.form.get(q.id, "") for q in group_questions()}
        try:
            database().write(lambda s: count_groups(s, own.key, answers, now=now()))
        except HiringInvalid as refused:
            form.refuse(refused)
        else:
            session["notice"] = _("Thank you. Your answers are in the counts and nowhere else.")
            return redirect(url_for("candidate.home"), 303)
    page = render_template(
        "candidate/groups.html", own=own, questions=group_questions(), errors=form.error_list
    )
    return (page, 422) if request.method == "POST" else page
