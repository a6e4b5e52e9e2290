"""A production installation starts with secrets of its own or not at all."""

import pytest

from assessment.services.settings import SettingsRefused, read_settings

STRONG = "9f2c41d7a8b35e60417cd2f8be93a6105d4e7b81c6f0329a"
PRODUCTION = {
    "CTO_ENV": "production",
    "CTO_PUBLIC_URL": "https://cto.example.org",
    "CTO_SECRET_KEY": STRONG,
}
MAIL = {"CTO_SMTP_HOST": "mail.example.org", "CTO_SMTP_FROM": "site@example.org"}


@pytest.mark.parametrize(
    "secret",
    [
        "",
        "short",
        "k" * 64,
        "ab" * 40,
        "changeme" * 8,
        "my-very-secret-key-0123456789-abcdef",
        "12345" * 10,
    ],
)
def test_a_weak_secret_is_refused_and_not_repeated(secret: str) -> None:
    for name in ("CTO_SECRET_KEY", "CTO_SECRET_KEY_FALLBACKS"):
        if name.endswith("FALLBACKS") and not secret:
            continue
        with pytest.raises(SettingsRefused) as refused:
            read_settings({**PRODUCTION, name: secret})
        assert name in str(refused.value)
        assert not secret or secret not in str(refused.value)


def test_a_strong_secret_and_its_forerunners_are_taken() -> None:
    settings = read_settings(
        {**PRODUCTION, "CTO_SECRET_KEY_FALLBACKS": f"{STRONG[::-1]}, {STRONG[5:] + STRONG[:5]}"}
    )
    assert settings.secret_key == STRONG
    assert len(settings.secret_fallbacks) == 2


def test_without_a_mail_server_there_is_no_mail() -> None:
    assert read_settings(PRODUCTION).mail is None


def test_mail_is_protected_on_its_way_unless_it_stays_on_the_machine() -> None:
    mail = read_settings({**PRODUCTION, **MAIL}).mail
    assert mail is not None
    assert (mail.security, mail.port) == ("starttls", 587)
    tls = read_settings({**PRODUCTION, **MAIL, "CTO_SMTP_SECURITY": "tls"}).mail
    assert tls is not None
    assert tls.port == 465
    login = {"CTO_SMTP_SECURITY": "none", "CTO_SMTP_USER": "site"}
    with pytest.raises(SettingsRefused, match="unprotected"):
        read_settings({**PRODUCTION, **MAIL, **login})
    assert read_settings({**PRODUCTION, **MAIL, **login, "CTO_SMTP_HOST": "localhost"}).mail


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CTO_SMTP_FROM", ""),
        ("CTO_SMTP_FROM", "site@example.org\nBcc: eve@example.org"),
        ("CTO_SMTP_PORT", "mail"),
        ("CTO_SMTP_PORT", "70000"),
        ("CTO_SMTP_SECURITY", "ssl"),
    ],
)
def test_a_mail_setting_that_cannot_be_used_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsRefused, match=name):
        read_settings({**PRODUCTION, **MAIL, name: value})
