"""How does a mail leave, and what happens where none can?

One server is asked once, in a thread of its own, and a page waits a few seconds to hear what became
of it. A mail that cannot be sent is said to be so on the page that wanted it sent; nothing else is
lost, and asking again sends it again. In development without a mail server, what would have been
sent is written to the operator's log.
"""

import contextlib
import smtplib
import socket
import ssl
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from typing import Protocol

import structlog

from assessment.domain.accounts import clean_address
from assessment.domain.text import UnusableText, clean_text
from assessment.services.settings import MailSettings, Settings

WAIT_SECONDS = 5.0
"""How long a page waits to hear whether a mail left."""
REST_SECONDS = 30.0
RESTING_WAIT_SECONDS = 0.5
"""How long a page waits while the server has not answered of late."""
STEP_SECONDS = 10.0
"""A mail server that takes longer for one step is treated as away."""
GIVEN_UP_SECONDS = 30.0
"""Nothing is said to a server for longer than this, however slowly it talks."""
AT_ONCE = 4
"""Mails on their way at one time; what comes on top did not leave."""
SUBJECT_LIMIT = 200


class MailFailed(Exception):  # noqa: N818 - named for what happened
    """The mail was not sent; nothing else has changed."""


class Mailer(Protocol):
    """What sends a mail."""

    @property
    def sends(self) -> bool:
        """Whether mail reaches people's mailboxes."""

    @property
    def trouble(self) -> str:
        """What became of the last mail where it did not leave, for an operator; else nothing."""

    def send(self, to: str, subject: str, text: str) -> None:
        """Send one mail.

        Raises:
            MailFailed: it could not be sent.
        """


class SmtpMailer:
    """Hands mail to the server of the settings."""

    sends = True

    def __init__(self, settings: MailSettings, *, wait_seconds: float = WAIT_SECONDS) -> None:
        self._settings = settings
        self._wait = wait_seconds
        self._lines = threading.BoundedSemaphore(AT_ONCE)
        self._trouble: tuple[str, datetime] | None = None
        self._resting_until = 0.0

    @property
    def trouble(self) -> str:
        """What became of the last mail where it did not leave, for an operator; else nothing."""
        if self._trouble is None:
            return ""
        why, when = self._trouble
        return f"the last mail did not leave ({why}, {when:%Y-%m-%d %H:%M} UTC)"

    def send(self, to: str, subject: str, text: str) -> None:
        """Hand one mail over, waiting a few seconds at most.

        A server that answers later than that may still take the mail.
        """
        message = compose(self._settings.sender, to, subject, text)
        if not self._lines.acquire(blocking=False):
            raise self._failed("no answer to the mails before")
        talk = _Talk(self._settings, message, done=self._lines.release)
        threading.Thread(target=talk.hold, name="mail", daemon=True).start()
        resting = time.monotonic() < self._resting_until
        if not talk.over.wait(min(self._wait, RESTING_WAIT_SECONDS) if resting else self._wait):
            raise self._failed("no answer")
        if talk.failure:
            raise self._failed(talk.failure)
        self._trouble, self._resting_until = None, 0.0

    def _failed(self, why: str) -> MailFailed:
        # The kind alone: a server's answer may repeat the address.
        structlog.get_logger("mail").warning("mail not sent", kind=why)
        self._trouble = (why, datetime.now(UTC))
        self._resting_until = time.monotonic() + REST_SECONDS
        return MailFailed()


class _Talk:
    """One conversation with the server, held in a thread that nobody has to wait for."""

    def __init__(
        self, settings: MailSettings, message: EmailMessage, *, done: Callable[[], None]
    ) -> None:
        self._settings = settings
        self._message = message
        self._done = done
        self._server: smtplib.SMTP | None = None
        self.over = threading.Event()
        self.failure = ""

    def hold(self) -> None:
        """Say everything there is to say; note what it came to."""
        end = threading.Timer(GIVEN_UP_SECONDS, self._hang_up)
        end.daemon = True
        end.start()
        try:
            self._say()
        except (OSError, smtplib.SMTPException, ssl.SSLError) as error:
            self.failure = type(error).__name__
        except Exception as error:  # noqa: BLE001 - a thread that ends silently tells nobody
            self.failure = type(error).__name__
        finally:
            end.cancel()
            self._done()
            self.over.set()

    def _say(self) -> None:
        secure = self._settings.security
        trusted = None if secure == "none" else ssl.create_default_context()
        # The host is named in connect, so that the conversation can be ended while it begins.
        server = self._server = (
            smtplib.SMTP_SSL(timeout=STEP_SECONDS, context=trusted)
            if secure == "tls"
            else smtplib.SMTP(timeout=STEP_SECONDS)
        )
        server._host = self._settings.host  # type: ignore[attr-defined]  # noqa: SLF001 - whose certificate is looked at
        try:
            server.connect(self._settings.host, self._settings.port)
            if secure == "starttls":
                server.starttls(context=trusted)
            if self._settings.user:
                server.login(self._settings.user, self._settings.password)
            server.send_message(self._message)
        except BaseException:
            server.close()
            raise
        with contextlib.suppress(OSError, smtplib.SMTPException):
            server.quit()

    def _hang_up(self) -> None:
        line = getattr(self._server, "sock", None)
        if line is not None:
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)


class LogMailer:
    """Writes mail to the log of whoever runs the app on their own machine."""

    sends = False
    trouble = ""

    def send(self, to: str, subject: str, text: str) -> None:
        compose("nobody@localhost.localdomain", to, subject, text)  # refuses what a server would
        structlog.get_logger("mail").info(
            "no mail server: this would have been sent", to=to, subject=subject, text=text
        )


class NoMailer:
    """A production installation without a mail server: nothing is sent, and it says so."""

    sends = False
    trouble = ""

    def send(self, to: str, subject: str, text: str) -> None:
        del to, subject, text
        raise MailFailed


def mailer_of(settings: Settings) -> Mailer:
    """What sends mail in this installation."""
    if settings.mail is not None:
        return SmtpMailer(settings.mail)
    return NoMailer() if settings.production else LogMailer()


def mail_state(settings: Settings, mailer: Mailer | None = None) -> str:
    """What ``/readyz`` and ``doctor`` say of mail."""
    if settings.mail is not None:
        trouble = "" if mailer is None else mailer.trouble
        return f"configured, but {trouble}" if trouble else "configured"
    return "off: set CTO_SMTP_HOST" if settings.production else "written to the log"


def compose(sender: str, to: str, subject: str, text: str) -> EmailMessage:
    """A message of plain text; refuses whatever could add a header or a second recipient.

    Raises:
        MailFailed: an address or a subject that no honest mail has.
    """
    try:
        recipient = clean_address(to)
        if subject != clean_text(subject, limit=SUBJECT_LIMIT):
            raise UnusableText("a subject is one line")
        message = EmailMessage()
        message["From"] = sender
        message["To"] = recipient
        message["Subject"] = subject
        message["Date"] = formatdate()
        message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(text, cte="quoted-printable")
    except (UnusableText, MessageError, ValueError) as refused:
        raise MailFailed from refused
    return message
