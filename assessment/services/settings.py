"""Which settings does an installation have, and which of them are refused?"""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from assessment.domain.accounts import clean_address
from assessment.domain.text import UnusableText

PROJECT = Path(__file__).resolve().parents[2]
SHORTEST_SECRET = 32
FEWEST_DIFFERENT = 10
"""Characters a secret must have at least; 32 random hexadecimal digits have 14 on average."""

_SAMPLES = (
    "changeme",
    "change-me",
    "secret",
    "password",
    "example",
    "your-key",
    "yourkey",
    "insecure",
)
"""What sample configurations say; a secret that says it is known to everybody."""

MAIL_SECURITY = ("starttls", "tls", "none")


class SettingsRefused(ValueError):  # noqa: N818 - named for what happened
    """A setting is missing or unsafe; the message says which and what would do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSettings:
    """The server that takes our mail."""

    host: str
    port: int
    security: str
    """``starttls``, ``tls`` or ``none``; none for a server on the same machine."""
    user: str = ""
    password: str = ""
    sender: str
    """The address our mail comes from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One installation's settings, all from the environment (docs/deployment.md)."""

    database_url: str
    secret_key: str
    secret_fallbacks: tuple[str, ...] = ()
    """Earlier secrets: what they protect is still read, nothing new is made with them."""
    content_dir: Path
    var_dir: Path
    production: bool
    public_url: str | None
    trusted_hosts: tuple[str, ...]
    trusted_proxies: int
    """How many proxies stand in front, 0 to 5."""
    mail: MailSettings | None = None
    """None: no mail is sent."""
    limits_url: str = ""
    """Where requests are counted; empty for a file that all processes of this machine share."""
    pseudo_language: bool = False
    """Offer English in accents and brackets too, to find words that escape the catalogue."""

    @property
    def secure_cookies(self) -> bool:
        return self.public_url is not None and self.public_url.startswith("https://")


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Read settings from ``CTO_...`` variables; refuse what is unsafe in production.

    Raises:
        SettingsRefused: in production with a weak secret key or without a public address, or where
            a number, a mail address or a choice is none.
    """
    env = os.environ if environ is None else environ
    var_dir = Path(env.get("CTO_VAR_DIR", str(PROJECT / "var")))
    production = env.get("CTO_ENV", "development") == "production"
    public_url = env.get("CTO_PUBLIC_URL")
    secret = env.get("CTO_SECRET_KEY", "")
    if production:
        _refuse_weak("CTO_SECRET_KEY", secret)
        if public_url is None or not public_url.startswith("https://"):
            raise SettingsRefused("CTO_PUBLIC_URL must be an https:// address in production")
    elif not secret:
        secret = _own_secret(var_dir)
    proxies = env.get("CTO_TRUSTED_PROXIES", "0")
    if not proxies.isdigit() or int(proxies) > 5:
        raise SettingsRefused("CTO_TRUSTED_PROXIES must be a number from 0 to 5")
    fallbacks = tuple(
        part.strip() for part in env.get("CTO_SECRET_KEY_FALLBACKS", "").split(",") if part.strip()
    )
    if production:
        for fallback in fallbacks:
            _refuse_weak("CTO_SECRET_KEY_FALLBACKS", fallback)
    hosts = tuple(h.strip() for h in env.get("CTO_TRUSTED_HOSTS", "").split(",") if h.strip())
    if production and not hosts and public_url is not None:
        hosts = (public_url.removeprefix("https://").split("/", 1)[0].split(":", 1)[0],)
    return Settings(
        database_url=env.get("CTO_DATABASE_URL", f"sqlite:///{var_dir / 'cto-readiness.db'}"),
        secret_key=secret,
        secret_fallbacks=fallbacks,
        content_dir=Path(env.get("CTO_CONTENT_DIR", str(PROJECT / "content"))),
        var_dir=var_dir,
        production=production,
        public_url=public_url,
        trusted_hosts=hosts,
        trusted_proxies=int(proxies),
        mail=_mail(env),
        limits_url=env.get("CTO_LIMITS_URL", ""),
        pseudo_language=_pseudo(env, production=production),
    )


def _pseudo(env: Mapping[str, str], *, production: bool) -> bool:
    wanted = env.get("CTO_PSEUDO_LANGUAGE", "") == "1"
    if wanted and production:
        raise SettingsRefused("CTO_PSEUDO_LANGUAGE is for development, not for production")
    return wanted


def _refuse_weak(name: str, secret: str) -> None:
    """Refuse what could be guessed; the message never repeats it."""
    if len(secret) < SHORTEST_SECRET:
        raise SettingsRefused(f"{name} needs at least {SHORTEST_SECRET} characters in production")
    if len(set(secret)) < FEWEST_DIFFERENT:
        raise SettingsRefused(
            f"{name} repeats a few characters: make one with"
            " python -c 'import secrets; print(secrets.token_hex(32))'"
        )
    if any(sample in secret.lower() for sample in _SAMPLES):
        raise SettingsRefused(f"{name} is a sample value that everybody knows: make your own")


def _mail(env: Mapping[str, str]) -> MailSettings | None:
    host = env.get("CTO_SMTP_HOST", "").strip()
    if not host:
        return None
    security = env.get("CTO_SMTP_SECURITY", "starttls").strip().lower()
    if security not in MAIL_SECURITY:
        raise SettingsRefused(f"CTO_SMTP_SECURITY must be one of {', '.join(MAIL_SECURITY)}")
    port = env.get("CTO_SMTP_PORT", "465" if security == "tls" else "587")
    if not port.isdigit() or not 0 < int(port) < 65_536:
        raise SettingsRefused("CTO_SMTP_PORT must be a port number")
    sender = env.get("CTO_SMTP_FROM", "").strip()
    try:
        sender = clean_address(sender)
    except UnusableText:
        raise SettingsRefused(
            "CTO_SMTP_FROM must be the mail address our mail comes from"
        ) from None
    user = env.get("CTO_SMTP_USER", "")
    if user and security == "none" and host not in ("localhost", "127.0.0.1", "::1"):
        raise SettingsRefused("CTO_SMTP_SECURITY=none would send the mail password unprotected")
    return MailSettings(
        host=host,
        port=int(port),
        security=security,
        user=user,
        password=env.get("CTO_SMTP_PASSWORD", ""),
        sender=sender,
    )


def _own_secret(var_dir: Path) -> str:
    """A secret made on first use and kept beside the database, readable by its owner alone."""
    var_dir.mkdir(parents=True, exist_ok=True)
    path = var_dir / "secret.key"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(32))
    return path.read_text(encoding="ascii").strip()
