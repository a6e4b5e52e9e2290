"""The pages on which an operator looks after accounts: never into them.

An operator ends sessions, closes and opens accounts, and starts a reset whose link goes to the
owner's mailbox. What people answered is on none of these pages. An operator signs in with a second
step or does not come in here.
"""

import structlog
from flask import Blueprint, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response as BaseResponse

from assessment.domain.accounts import Account, AccountId
from assessment.domain.language import gettext as _
from assessment.services.account_links import LASTS
from assessment.services.accounts import list_accounts, load_account, set_active
from assessment.services.credentials import begin_reset
from assessment.services.mail_texts import reset_mail
from assessment.services.sessions import end_sessions_of_account
from assessment.web.limits import limited, person
from assessment.web.mailing import mailer, sent
from assessment.web.policy import Policy, admits, signed_in
from assessment.web.public_links import public_link
from assessment.web.state import database, now
from assessment.web.words import day_words

blueprint = Blueprint("operate_accounts", __name__, url_prefix="/operate")

PAGE_SIZE = 50
_FARTHEST = 10_000


@blueprint.get("/accounts")
@admits(Policy.OPERATOR)
def accounts() -> str:
    """Accounts by address."""
    begins = request.args.get("begins", "")[:254]
    page = min(max(1, request.args.get("page", 1, type=int) or 1), _FARTHEST)
    with database().reading() as store:
        found = list_accounts(store, begins=begins, page=page, size=PAGE_SIZE)
    return render_template(
        "operate/accounts.html",
        lines=[(account, day_words(account.created_at)) for account in found.accounts],
        total=found.total,
        begins=begins,
        page=page,
        more=page * PAGE_SIZE < found.total,
        own=signed_in().id,
        notice=session.pop("notice", ""),
    )


@blueprint.post("/accounts/<id:account>/<any('deactivate', 'activate', 'end', 'reset'):act>")
@admits(Policy.OPERATOR)
@limited("operate", "300 per hour", by=person)
def change(account: str, act: str) -> BaseResponse:
    """Close or open an account, end its sessions, or start a reset."""
    with database().reading() as store:
        whom = load_account(store, AccountId(account))
    if act == "reset":
        said = _start_reset(whom)
    elif act == "end":
        ended = database().write(lambda store: end_sessions_of_account(store, whom.id))
        said = _("%(number)d sessions ended.") % {"number": ended}
    elif whom.id == signed_in().id:
        said = _("That is your own account: another operator has to do this.")
    else:
        active = act == "activate"
        database().write(lambda store: set_active(store, whom.id, active=active))
        said = _("The account is open again.") if active else _("The account is closed.")
    structlog.get_logger("accounts").info(
        "operated", act=act, account=whom.id, operator=signed_in().id
    )
    session["notice"] = f"{whom.email}: {said}"
    return redirect(url_for("operate_accounts.accounts"), 303)


def _start_reset(whom: Account) -> str:
    """Send the owner a link; where no mail leaves, the command line hands one over."""
    token = database().write(lambda store: begin_reset(store, whom.email, now=now()))
    if token is None:
        return _("not verified or not active, so there is nothing to reset.")
    minutes = int(LASTS["reset"].total_seconds() // 60)
    mail = reset_mail(public_link("sign_in.reset", token=token), minutes)
    if sent(whom.email, mail) and mailer().sends:
        return _("a link to choose a new password went to the mailbox.")
    return _("no mail left. Use: python -m assessment account start-reset")
