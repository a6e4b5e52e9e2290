"""How does a page send a mail and say honestly what became of it?"""

from typing import cast

from flask import current_app

from assessment.services.mail import Mailer, MailFailed
from assessment.services.mail_texts import MailText


def mailer() -> Mailer:
    """What sends mail here."""
    return cast(Mailer, current_app.extensions["mailer"])


def sent(to: str, mail: MailText) -> bool:
    """Send a mail; whether it left. Nothing else depends on it."""
    try:
        mailer().send(to, mail.subject, mail.text)
    except MailFailed:
        return False
    return True
