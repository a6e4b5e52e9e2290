"""A mail has one recipient and one subject, or it does not leave."""

import socket
import threading
from collections.abc import Iterator

import pytest

from assessment.services import mail_texts
from assessment.services.mail import (
    AT_ONCE,
    LogMailer,
    MailFailed,
    NoMailer,
    SmtpMailer,
    compose,
    mail_state,
    mailer_of,
)
from assessment.services.settings import MailSettings, read_settings


@pytest.mark.parametrize(
    ("to", "subject"),
    [
        ("ada@example.org\nBcc: eve@example.org", "Hello"),
        ("ada@example.org\r\nBcc: eve@example.org", "Hello"),
        ("ada@example.org, eve@example.org", "Hello"),
        ("ada@example.org", "Hello\nBcc: eve@example.org"),
        ("ada@example.org", "Hello\r\n\r\nbody"),
        ("ada@example.org", "Hello\x00"),
        ("ada@example.org", "x" * 300),
        ("", "Hello"),
    ],
)
def test_nothing_adds_a_header_or_a_recipient(to: str, subject: str) -> None:
    with pytest.raises(MailFailed):
        compose("site@example.org", to, subject, "text")


def test_a_body_is_text_whatever_is_in_it() -> None:
    message = compose("site@example.org", "ada@example.org", "Grüße", "\nBcc: eve@example.org\n.\n")
    assert message.get_all("Bcc") is None
    assert message["To"] == "ada@example.org"
    assert message.get_content_type() == "text/plain"
    assert message["Subject"] == "Grüße"


class Server:
    """A mail server of a few lines, for one mail."""

    def __init__(self) -> None:
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]
        self.lines: list[str] = []
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def _serve(self) -> None:
        connection, _ = self.listening.accept()
        with connection, connection.makefile("rwb") as file:

            def say(text: str) -> None:
                file.write(f"{text}\r\n".encode())
                file.flush()

            say("220 here")
            in_text = False
            for raw in file:
                line = raw.decode().rstrip("\r\n")
                self.lines.append(line)
                if in_text:
                    if line == ".":
                        in_text = False
                        say("250 taken")
                elif line.upper().startswith("DATA"):
                    in_text = True
                    say("354 go on")
                elif line.upper().startswith("QUIT"):
                    say("221 bye")
                    return
                else:
                    say("250 yes")

    def close(self) -> None:
        self.thread.join(5)
        self.listening.close()


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.close()


def settings(port: int, security: str = "none") -> MailSettings:
    return MailSettings(host="127.0.0.1", port=port, security=security, sender="site@example.org")


def test_a_mail_reaches_the_server_once(server: Server) -> None:
    SmtpMailer(settings(server.port)).send("ada@example.org", "Hello", "A line.\n")
    commands = [line for line in server.lines if line.upper().startswith(("MAIL", "RCPT"))]
    assert [c.split()[1].split(":")[1] for c in commands] == [
        "<site@example.org>",
        "<ada@example.org>",
    ]
    assert "A line." in server.lines


def test_a_server_that_cannot_protect_the_way_gets_nothing(server: Server) -> None:
    with pytest.raises(MailFailed):
        SmtpMailer(settings(server.port, "starttls")).send("ada@example.org", "Hello", "text")
    assert not any("RCPT" in line for line in server.lines)


def test_a_server_that_is_away_is_a_mail_that_did_not_leave() -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    with pytest.raises(MailFailed):
        SmtpMailer(settings(port)).send("ada@example.org", "Hello", "text")


def test_a_server_that_says_nothing_keeps_nobody_longer_than_was_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:  # takes the call and says nothing
        mailer = SmtpMailer(settings(silent.getsockname()[1]), wait_seconds=0.2)
        assert mailer.trouble == ""
        for _ in range(AT_ONCE + 2):
            with pytest.raises(MailFailed):
                mailer.send("ada@example.org", "Hello", "text")
        assert "no answer to the mails before" in mailer.trouble
        assert "ada" not in mailer.trouble
        assert mailer._lines.acquire(blocking=False) is False, "no more than so many are tried"


def test_once_the_server_takes_mail_again_there_is_no_trouble(server: Server) -> None:
    mailer = SmtpMailer(settings(server.port))
    mailer._failed("no answer")
    assert mailer.trouble
    mailer.send("ada@example.org", "Hello", "text")
    assert mailer.trouble == ""


def test_without_a_server_development_logs_and_production_says_so(
    capsys: pytest.CaptureFixture[str],
) -> None:
    development = read_settings({"CTO_SECRET_KEY": "k" * 40})
    production = read_settings(
        {
            "CTO_ENV": "production",
            "CTO_PUBLIC_URL": "https://cto.example.org",
            "CTO_SECRET_KEY": "9f2c41d7a8b35e60417cd2f8be93a6105d4e7b81c6f0329a",
        }
    )
    assert isinstance(mailer_of(development), LogMailer)
    assert isinstance(mailer_of(production), NoMailer)
    with pytest.raises(MailFailed):
        mailer_of(production).send("ada@example.org", "Hello", "text")
    assert "off" in mail_state(production)
    assert capsys.readouterr().out == ""


def test_every_mail_can_be_sent_and_keeps_to_its_width() -> None:
    link = "https://cto.example.org/reset/" + "x" * 43
    texts = [
        mail_texts.verify_mail(link),
        mail_texts.already_known_mail(link, link),
        mail_texts.reset_mail(link, 30),
        mail_texts.no_account_mail(link),
        mail_texts.password_changed_mail(link),
        mail_texts.change_address_mail(link, 30),
        mail_texts.address_changed_mail("new@example.org"),
        mail_texts.second_step_mail(on=True),
        mail_texts.second_step_mail(on=False),
        mail_texts.organisation_mail("dana@example.org", link, 14),
    ]
    for mail in texts:
        compose("site@example.org", "ada@example.org", mail.subject, mail.text)
        assert all(len(line) <= 90 for line in mail.text.replace(link, "").splitlines())
        assert "%(" not in mail.text
        assert "!" not in mail.text
