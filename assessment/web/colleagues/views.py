"""The pages on which somebody asks colleagues, sees how many have answered, and what they said."""

from collections.abc import Sequence
from datetime import timedelta

from flask import Blueprint, g, redirect, render_template, request, session, url_for
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as BaseResponse

from assessment.domain.attempts import AttemptId
from assessment.domain.colleagues import (
    FEWEST_RATERS,
    FORGET_RATERS,
    LONGEST_ROUND,
    MOST_RATERS,
    SHORTEST_ROUND,
    USUAL_ROUND,
    RaterId,
    RoundId,
    check_round,
)
from assessment.domain.errors import RoundInvalid
from assessment.domain.language import gettext as _
from assessment.services.attempts import AttemptSummary, list_attempts, load_attempt
from assessment.services.colleague_results import close_round
from assessment.services.colleagues import (
    Invitation,
    list_rounds,
    load_round,
    new_link,
    open_round,
    remind,
    why_no_round,
)
from assessment.services.mail_texts import MailText, asked_again_mail, asked_mail
from assessment.web.colleagues.forms import AskForm, role_words
from assessment.web.colleagues.pages import make_round_page, round_lines
from assessment.web.letters import we_write, written
from assessment.web.mailing import mailer
from assessment.web.policy import Policy, admits
from assessment.web.state import database, now, sealer, settings, shelf
from assessment.web.words import day_words

blueprint = Blueprint("colleagues", __name__)

_LETTERS_BY_ONE = "40 per day"
"""Eight people with two reminders each, and some links that were lost."""

_LINKS = "rater_links"
"""Where the browser's session holds links, sealed, until they are shown, once."""
_SEALED_FOR = "rater link"


@blueprint.get("/colleagues")
@admits(Policy.PERSON)
def index() -> str:
    """One's rounds, and the way to a new one."""
    with database().reading() as store:
        rounds = list_rounds(store, g.person)
        latest = _latest(list_attempts(store, g.person))
        reason = why_no_round(store, g.person, now=now())
    return render_template(
        "colleagues/index.html",
        rounds=round_lines(rounds),
        attempt=latest or "",
        reason=reason,
    )


@blueprint.route("/colleagues/new", methods=["GET", "POST"])
@admits(Policy.PERSON)
def new() -> BaseResponse | str | tuple[str, int]:
    """Say who asks, what for, until when, and whom."""
    with database().reading() as store:
        attempt = _attempt(store, request.values.get("attempt", ""))
        reason = why_no_round(store, g.person, now=now())
    form = AskForm(closes_on=(now() + USUAL_ROUND).date())
    if request.method == "POST" and form.validate():
        try:
            plan = check_round(
                form.asker.data or "",
                form.purpose.data or "",
                form.closes_on.data,
                form.invited(mails=we_write()),
                now=now(),
            )
            made, links = database().write(
                lambda store: open_round(store, g.person, attempt, plan, now=now())
            )
        except RoundInvalid as refused:
            form.refuse(refused)
        else:
            _send_or_show(links, plan.asker, plan.purpose, day_words(plan.closes_at))
            return redirect(url_for("colleagues.show", round=made), 303)
    page = render_template(
        "colleagues/new.html",
        form=form,
        errors=form.error_list,
        attempt=attempt,
        reason=reason,
        roles=role_words(),
        fewest=FEWEST_RATERS,
        most=MOST_RATERS,
        days={
            "min": (now() + SHORTEST_ROUND + timedelta(days=1)).date().isoformat(),
            "max": (now() + LONGEST_ROUND).date().isoformat(),
        },
        forget=FORGET_RATERS.days,
        mails=we_write(),
        with_account=mailer().sends,
    )
    return (page, 422) if request.method == "POST" else page


@blueprint.get("/colleagues/<id:round>")
@admits(Policy.PERSON)
def show(round: str) -> str:  # noqa: A002 - the word of the address
    """A round: counts while it is open, what may be shown when it has closed."""
    with database().reading() as store:
        found = load_round(store, g.person, RoundId(round))
    if found.is_due(now()):  # its last day is over: whoever looks first closes it
        database().write(lambda store: close_round(store, shelf(), g.person, found.id, now=now()))
        with database().reading() as store:
            found = load_round(store, g.person, found.id)
    with database().reading() as store:
        attempt = load_attempt(store, g.person, found.attempt)
        areas = shelf().shown(shelf().at(store, attempt.booklet.revision)).areas
    return render_template(
        "colleagues/round.html",
        page=make_round_page(found, areas, now=now()),
        links=_shown_once(),
        mails=we_write(),
        notice=session.pop("notice", ""),
        forget=FORGET_RATERS.days,
    )


@blueprint.post("/colleagues/<id:round>/remind")
@admits(Policy.PERSON)
def reminder(round: str) -> BaseResponse:  # noqa: A002
    """Write again to those who have not answered; nobody is told who they are."""
    with database().reading() as store:
        found = load_round(store, g.person, RoundId(round))
    for each in database().write(lambda store: remind(store, g.person, found.id, now=now())):
        link = None if each.token is None else _address(each.token)
        if each.address:
            _write(each.address, asked_again_mail(link, found.asker, day_words(found.closes_at)))
    session["notice"] = (
        _("The reminder is noted. Mail went to whoever has not answered yet.")
        if we_write()
        else _("The reminder is noted. Write to all of them yourself.")
    )
    return redirect(url_for("colleagues.show", round=round), 303)


@blueprint.post("/colleagues/<id:round>/raters/<id:rater>/link")
@admits(Policy.PERSON)
def link(round: str, rater: str) -> BaseResponse:  # noqa: A002
    """Another link for somebody who lost theirs."""
    made = database().write(
        lambda store: new_link(store, g.person, RoundId(round), RaterId(rater), now=now())
    )
    with database().reading() as store:
        found = load_round(store, g.person, RoundId(round))
    _send_or_show([made], found.asker, found.purpose, day_words(found.closes_at))
    return redirect(url_for("colleagues.show", round=round, _anchor="links"), 303)


@blueprint.post("/colleagues/<id:round>/close")
@admits(Policy.PERSON)
def close(round: str) -> BaseResponse:  # noqa: A002
    """Close the round for good."""
    database().write(lambda store: close_round(store, shelf(), g.person, RoundId(round), now=now()))
    session["notice"] = _("The round is closed. What may be shown of it stands below.")
    return redirect(url_for("colleagues.show", round=round), 303)


def _attempt(store: Session, named: str) -> AttemptId:
    """The submitted sitting that is named, or the latest one."""
    if named:
        attempt = load_attempt(store, g.person, AttemptId(named))
        if attempt.is_open:
            raise NotFound
        return attempt.id
    latest = _latest(list_attempts(store, g.person))
    if latest is None:
        raise NotFound
    return latest


def _latest(attempts: Sequence[AttemptSummary]) -> AttemptId | None:
    return next((a.id for a in attempts if a.submitted_at is not None), None)


def _send_or_show(links: Sequence[Invitation], asker: str, purpose: str, last_day: str) -> None:
    """Mail each link to its address; those that cannot be mailed wait to be shown once.

    A link that went by mail is not shown: only its person has it.
    """
    to_show = []
    for each in links:
        if each.token is None:
            continue
        mail = asked_mail(_address(each.token), asker, purpose, last_day)
        if not (each.address and _write(each.address, mail)):
            to_show.append([each.name, sealer().seal(_SEALED_FOR, each.token)])
    session[_LINKS] = to_show
    if len(to_show) < len(links):
        session["notice"] = _("%(n)d mails are sent.") % {"n": len(links) - len(to_show)}


def _address(token: str) -> str:
    base = (settings().public_url or request.host_url).rstrip("/")
    return f"{base}{url_for('rating.notice', token=token)}"


def _shown_once() -> list[tuple[str, str, str]]:
    """The links to copy, each with its field's id; gone from the session with this page."""
    kept = session.pop(_LINKS, None) or []
    opened = [(name, sealer().open(_SEALED_FOR, sealed)) for name, sealed in kept]
    return [
        (f"link-{number}", name, _address(token))
        for number, (name, token) in enumerate(opened, start=1)
        if token is not None
    ]


def _write(address: str, mail: MailText) -> bool:
    """Send a colleague a mail where that may be; whether it left."""
    return written("colleague mail", address, mail, by_one_asker=_LETTERS_BY_ONE)
