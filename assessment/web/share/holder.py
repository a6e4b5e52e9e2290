"""What do somebody invited and whoever holds a link see?

No page here begins a session, uses an invitation up or changes anything when it is opened; what
was opened is written down for the owner in the same request.
"""

from flask import Blueprint, Response, g, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response as BaseResponse

from assessment.domain.editions import PIECES
from assessment.domain.errors import InvitationUnusable, NotFound
from assessment.domain.sharing import GrantId, ShareLink
from assessment.services.editions import edition_report
from assessment.services.granted import leave_grant, load_granted
from assessment.services.invitations import (
    accept_invitation,
    accepted_with,
    is_usable,
    read_invitation,
)
from assessment.services.presenting import Presented, present_result
from assessment.services.share_links import find_open_link, note_link_opened
from assessment.web.limits import client, limited
from assessment.web.policy import Policy, admits, signed_in
from assessment.web.share.drawing import draw_edition
from assessment.web.share.links import pdf_answer
from assessment.web.share.pages import grant_words
from assessment.web.state import database, now, shelf
from assessment.web.words import day_words

blueprint = Blueprint("shared", __name__)


@blueprint.get("/share/invitation/<id:token>")
@admits(Policy.PUBLIC)
@limited("invitation", "60 per minute", by=client, methods=("GET",))
def invitation(token: str) -> Response:
    """What an invitation offers, to whom it is meant for; others are asked to sign in."""
    with database().reading() as store:
        if g.account is None:
            if not is_usable(store, token, now=now()):
                raise InvitationUnusable
            return _unlisted(render_template("share/invited.html", token=token))
        known = accepted_with(store, g.account, token)
        if known is not None:
            return _unlisted(redirect(url_for("shared.held", grant=known), 303))
        offered = read_invitation(store, signed_in(), token, now=now())
    page = render_template(
        "share/accept.html",
        token=token,
        purpose=offered.terms.purpose,
        covers=grant_words(offered),
        until=day_words(offered.terms.until),
    )
    return _unlisted(page)


@blueprint.post("/share/invitation/<id:token>/accept")
@admits(Policy.ACCOUNT)
@limited("accept", "30 per minute", by=client)
def accept(token: str) -> BaseResponse:
    """Take up an invitation; sent twice it leads to what the first made."""
    account = signed_in()
    try:
        grant = database().write(lambda store: accept_invitation(store, account, token, now=now()))
    except InvitationUnusable:
        with database().reading() as store:
            known = accepted_with(store, account.id, token)
        if known is None:
            raise
        grant = known
    return redirect(url_for("shared.held", grant=grant), 303)


@blueprint.get("/share/held/<id:grant>")
@admits(Policy.ACCOUNT)
def held(grant: str) -> str:
    """What one was given, for what and until when."""
    with database().reading() as store:
        given = load_granted(store, signed_in().id, GrantId(grant), now=now())
    return render_template(
        "share/held.html",
        grant=given,
        covers=grant_words(given),
        until=day_words(given.terms.until),
    )


@blueprint.post("/share/held/<id:grant>/leave")
@admits(Policy.ACCOUNT)
def leave(grant: str) -> BaseResponse:
    """Give back what one was given."""
    account, found = signed_in().id, GrantId(grant)
    database().write(lambda store: leave_grant(store, account, found, now=now()))
    return redirect(url_for("share.overview"), 303)


@blueprint.get("/shared/<id:token>")
@admits(Policy.PUBLIC)
@limited("shared", "120 per minute", by=client, methods=("GET",))
def by_link(token: str) -> Response:
    """The edition behind a link: whose, for what, until when, and nothing more."""
    link, presented = _open(token, "link.opened")
    report = edition_report(presented, link.edition, name=link.name)
    page = render_template(
        "share/shared.html",
        token=token,
        link=link,
        report=report,
        charts=draw_edition(report),
        until=day_words(link.until),
        left_out=[piece for piece in PIECES if piece not in link.edition.pieces],
    )
    return _unlisted(page)


@blueprint.get("/shared/<id:token>/report.pdf")
@admits(Policy.PUBLIC)
@limited("shared file", "20 per minute", by=client, methods=("GET",))
def by_link_pdf(token: str) -> Response:
    """The same as a PDF, where its owner allowed that."""
    with database().reading() as store:
        if not find_open_link(store, token, now=now()).with_pdf:
            raise NotFound("file")
    link, presented = _open(token, "link.downloaded")
    return _unlisted(pdf_answer(presented, link.edition, link.name))


def _open(token: str, action: str) -> tuple[ShareLink, Presented]:
    """A link that stands, and its result; written down before anything is shown."""
    with database().reading() as store:
        link = find_open_link(store, token, now=now())
        presented = present_result(store, shelf(), link.owner, link.attempt)
    database().write(lambda store: note_link_opened(store, link, action, now=now()))
    return link, presented


def _unlisted(page: str | BaseResponse) -> Response:
    """Keep the page, whose address is a key, out of every search engine."""
    answer = make_response(page)
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    return answer
