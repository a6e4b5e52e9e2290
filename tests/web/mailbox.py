"""How do tests read the mail the app has sent?"""

import re
from dataclasses import dataclass, field

from flask import Flask

from assessment.services.mail import MailFailed, compose


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail that left."""

    to: str
    subject: str
    text: str

    @property
    def path(self) -> str:
        """The path of the first link."""
        found = re.search(r"https?://[^/\s]+(/\S+)", self.text)
        assert found, self.text
        return found[1]


@dataclass(slots=True)
class Mailbox:
    """A mailer that keeps what it is given; ``broken`` is a server that does not answer."""

    letters: list[Letter] = field(default_factory=list)
    broken: bool = False
    sends: bool = True
    trouble: str = ""

    def send(self, to: str, subject: str, text: str) -> None:
        compose("site@example.org", to, subject, text)
        if self.broken:
            raise MailFailed
        self.letters.append(Letter(to, subject, text))

    @property
    def last(self) -> Letter:
        return self.letters[-1]


def mailbox_of(app: Flask) -> Mailbox:
    """Put a mailbox into the app."""
    box = Mailbox()
    app.extensions["mailer"] = box
    return box
