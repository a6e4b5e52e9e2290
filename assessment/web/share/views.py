"""The pages on which somebody shares with a coach, sees who opened what, and takes it back."""

from flask import Blueprint, g, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response as BaseResponse

from assessment.domain.attempts import AttemptId
from assessment.domain.errors import SharingInvalid
from assessment.domain.language import gettext as _
from assessment.domain.sharing import INVITATION_DAYS, PARTS, GrantId
from assessment.services.attempts import list_attempts
from assessment.services.audit import list_ledger
from assessment.services.editions import can_be_edited
from assessment.services.grants import list_grants, load_own_grant, offer_grant, revoke_grant
from assessment.services.invitations import renew_invitation
from assessment.services.mail_texts import coach_mail
from assessment.services.presenting import present_result
from assessment.services.share_links import list_links
from assessment.services.tokens import new_id
from assessment.web.letters import written
from assessment.web.policy import Policy, admits, signed_in
from assessment.web.share.ending import ask_to_end, say_ended
from assessment.web.share.forms import GrantForm, hold_choices, part_words, scope_choices
from assessment.web.share.pages import (
    edition_words,
    grant_words,
    ledger_lines,
    make_overview,
    state_words,
)
from assessment.web.share.tokens import absolute, remember, shown_once
from assessment.web.state import database, now, shelf
from assessment.web.words import day_words

blueprint = Blueprint("share", __name__)

_INVITATIONS_BY_ONE = "20 per day"
LEDGER_PAGE = 50
OVER_PAGE = 50
FARTHEST_PAGE = 10_000


@blueprint.get("/share")
@admits(Policy.PERSON)
def overview() -> str:
    """Everything one shares, with whom and until when; what is over by pages."""
    with database().reading() as store:
        page = make_overview(
            list_grants(store, g.person),
            list_links(store, g.person),
            list_attempts(store, g.person),
            now(),
        )
    pages = max(1, -(-len(page.ended) // OVER_PAGE))
    number = min(_asked_page(), pages)
    return render_template(
        "share/overview.html",
        page=page,
        over=page.ended[(number - 1) * OVER_PAGE : number * OVER_PAGE],
        number=number,
        pages=pages,
        notice=session.pop("notice", ""),
    )


def _asked_page() -> int:
    """The page that the address asks for; the first where it names none."""
    asked = request.args.get("page", "1")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
    return min(max(number, 1), FARTHEST_PAGE)


@blueprint.get("/share/ledger")
@admits(Policy.PERSON)
def ledger() -> str:
    """Who opened what of one's things, and when; the latest first."""
    number = _asked_page()
    with database().reading() as store:
        lines, total = list_ledger(store, g.person, page=number, size=LEDGER_PAGE)
        told = ledger_lines(lines, list_grants(store, g.person), list_links(store, g.person))
    return render_template(
        "share/ledger.html",
        lines=told,
        number=number,
        pages=max(1, -(-total // LEDGER_PAGE)),
    )


@blueprint.get("/share/result/<id:attempt>")
@admits(Policy.PERSON)
def result(attempt: str) -> str:
    """The ways in which this result can be shared."""
    with database().reading() as store:
        presented = present_result(store, shelf(), g.person, AttemptId(attempt))
    return render_template(
        "share/result.html",
        attempt=attempt,
        target=presented.result.reading.target.title,
        date=day_words(presented.result.attempt.submitted_at or now()),
        signed_in=g.account is not None,
        editable=can_be_edited(presented),
    )


@blueprint.route("/share/result/<id:attempt>/coach", methods=["GET", "POST"])
@admits(Policy.ACCOUNT)
def with_coach(attempt: str) -> BaseResponse | str | tuple[str, int]:
    """Share with a coach: whom, what, what for, until when."""
    with database().reading() as store:
        presented = present_result(store, shelf(), g.person, AttemptId(attempt))
    form = GrantForm.begun(now().date(), new_id())
    if form.validate_on_submit():
        try:
            terms, edition = form.terms(attempt), form.edition()
            offered = database().write(
                lambda store: offer_grant(
                    store,
                    g.person,
                    form.address.data or "",
                    terms,
                    edition=edition,
                    save_id=form.save_id.data,
                    now=now(),
                )
            )
        except SharingInvalid as refused:
            form.refuse(refused)
        else:
            if offered.token is not None:
                _hand_over(offered.grant, form.address.data or "", offered.token)
            return redirect(url_for("share.grant", grant=offered.grant), 303)
    words = part_words()
    page = render_template(
        "share/coach.html",
        form=form,
        attempt=attempt,
        target=presented.result.reading.target.title,
        parts=[(part, *words[part]) for part in PARTS],
        scopes=scope_choices(),
        offered=[(value, title, "") for value, title in form.offered.choices],
        hold=hold_choices(),
    )
    return (page, 422) if request.method == "POST" else page


def _hand_over(grant: GrantId, address: str, token: str) -> None:
    """Keep the link for the page that shows it once, and send it where mail leaves here."""
    remember(grant, token)
    mail = coach_mail(
        signed_in().called, absolute("shared.invitation", token=token), INVITATION_DAYS
    )
    if written("coach mail", address, mail, by_one_asker=_INVITATIONS_BY_ONE):
        session["notice"] = _("The invitation went to %(to)s by mail.") % {"to": address}


@blueprint.get("/share/grants/<id:grant>")
@admits(Policy.ACCOUNT)
def grant(grant: str) -> str:
    """One act of sharing; its invitation's link where it was just made."""
    with database().reading() as store:
        held = load_own_grant(store, g.person, GrantId(grant))
    token = shown_once(held.id)
    state = held.state(now())
    return render_template(
        "share/grant.html",
        grant=held,
        state=state,
        state_words=state_words(state, held),
        covers=grant_words(held),
        edition=edition_words(held.edition),
        link=absolute("shared.invitation", token=token) if token and state == "invited" else "",
        until=day_words(held.terms.until),
        notice=session.pop("notice", ""),
    )


@blueprint.post("/share/grants/<id:grant>/renew")
@admits(Policy.ACCOUNT)
def renew(grant: str) -> BaseResponse:
    """A new link for an invitation nobody has accepted; the old one stops working."""
    found = GrantId(grant)
    with database().reading() as store:
        held = load_own_grant(store, g.person, found)
    token = database().write(lambda store: renew_invitation(store, g.person, found, now=now()))
    _hand_over(found, held.address, token)
    return redirect(url_for("share.grant", grant=found), 303)


@blueprint.route("/share/grants/<id:grant>/end", methods=["GET", "POST"])
@admits(Policy.ACCOUNT)
def end(grant: str) -> BaseResponse | str:
    """Say what ends, then end it."""
    found = GrantId(grant)
    if request.method == "GET":
        with database().reading() as store:
            held = load_own_grant(store, g.person, found)
        return ask_to_end(held.address, grant_words(held))
    database().write(lambda store: revoke_grant(store, g.person, found, now=now()))
    return say_ended()
