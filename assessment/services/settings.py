"""Which settings does an installation have, and which of them are refused?"""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
SHORTEST_SECRET = 32


class SettingsRefused(ValueError):  # noqa: N818 - named for what happened
    """A setting is missing or unsafe; the message says which and what would do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One installation's settings, all from the environment (docs/deployment.md)."""

    database_url: str
    secret_key: str
    content_dir: Path
    var_dir: Path
    production: bool
    public_url: str | None
    trusted_hosts: tuple[str, ...]
    trusted_proxies: int
    """How many proxies stand in front, 0 to 5."""

    @property
    def secure_cookies(self) -> bool:
        return self.public_url is not None and self.public_url.startswith("https://")


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Read settings from ``CTO_...`` variables; refuse what is unsafe in production.

    Raises:
        SettingsRefused: in production without a long secret key or a public address, or where a
            number is not one.
    """
    env = os.environ if environ is None else environ
    var_dir = Path(env.get("CTO_VAR_DIR", str(PROJECT / "var")))
    production = env.get("CTO_ENV", "development") == "production"
    public_url = env.get("CTO_PUBLIC_URL")
    secret = env.get("CTO_SECRET_KEY", "")
    if production:
        if len(secret) < SHORTEST_SECRET:
            raise SettingsRefused(
                f"CTO_SECRET_KEY needs at least {SHORTEST_SECRET} characters in production"
            )
        if public_url is None or not public_url.startswith("https://"):
            raise SettingsRefused("CTO_PUBLIC_URL must be an https:// address in production")
    elif not secret:
        secret = _own_secret(var_dir)
    proxies = env.get("CTO_TRUSTED_PROXIES", "0")
    if not proxies.isdigit() or int(proxies) > 5:
        raise SettingsRefused("CTO_TRUSTED_PROXIES must be a number from 0 to 5")
    hosts = tuple(h.strip() for h in env.get("CTO_TRUSTED_HOSTS", "").split(",") if h.strip())
    if production and not hosts and public_url is not None:
        hosts = (public_url.removeprefix("https://").split("/", 1)[0].split(":", 1)[0],)
    return Settings(
        database_url=env.get("CTO_DATABASE_URL", f"sqlite:///{var_dir / 'cto-readiness.db'}"),
        secret_key=secret,
        content_dir=Path(env.get("CTO_CONTENT_DIR", str(PROJECT / "content"))),
        var_dir=var_dir,
        production=production,
        public_url=public_url,
        trusted_hosts=hosts,
        trusted_proxies=int(proxies),
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
