"""Who may have us write to somebody they name, and how often?

The address is the asker's, and words may be: a name, and what a colleague is asked for. We send
them for an account whose own address is verified, a few dozen a day, and a few a day to one address
whoever asks. Everybody else copies the links and sends them.
"""

import structlog
from flask import g

from assessment.domain.accounts import clean_address
from assessment.domain.text import UnusableText
from assessment.services.mail_texts import MailText
from assessment.web.limits import may_pass
from assessment.web.mailing import mailer, sent
from assessment.web.policy import signed_in

_TO_ONE_ADDRESS = "6 per day"


def we_write() -> bool:
    """Whether mail leaves here for whoever asks now."""
    return mailer().sends and _asker() is not None


def written(what: str, address: str, mail: MailText, *, by_one_asker: str) -> bool:
    """Send a mail where that may be; whether it left.

    ``what`` names the kind of mail; of one kind one asker has ``by_one_asker`` sent.
    """
    asker = _asker()
    if asker is None or not mailer().sends:
        return False
    try:
        to = clean_address(address)
    except UnusableText:
        return False
    passes = may_pass(f"{what} by", by_one_asker, key=asker)
    if not (passes and may_pass(f"{what} to", _TO_ONE_ADDRESS, key=to)):
        structlog.get_logger("limits").info("too often", what=what)
        return False
    return sent(to, mail)


def _asker() -> str | None:
    if g.account is None:
        return None
    account = signed_in()
    return account.id if account.active and account.verified else None
