"""Which browsers are known to an account, so that strangers who guess do not keep its owner out?

A known browser holds a name and a signature that is bound to the account and to its present
password; nothing of it is kept here. It proves nothing and signs nobody in: its tries are counted
apart from those of everybody else.
"""

import hashlib
from collections.abc import Sequence
from datetime import timedelta

from itsdangerous import BadSignature, TimestampSigner

from assessment.domain.accounts import AccountId
from assessment.services.tokens import new_id

KNOWN_FOR = timedelta(days=180)
"""How long a browser is known without a sign-in."""


class DeviceSigner:
    """Signs and reads what known browsers show. Earlier secrets still read what they signed."""

    def __init__(self, secret: str, fallbacks: Sequence[str] = ()) -> None:
        self._secrets = [*reversed(fallbacks), secret]  # the signer takes today's last

    def sign(self, account: AccountId, password_mark: str) -> str:
        """What a browser shows from now on; another one each time."""
        return self._signer(account, password_mark).sign(new_id()).decode()

    def read(self, shown: str, account: AccountId, password_mark: str) -> str | None:
        """The browser's name; None where it is another account's, too old or made up."""
        try:
            name = self._signer(account, password_mark).unsign(
                shown, max_age=int(KNOWN_FOR.total_seconds())
            )
        except BadSignature:
            return None
        return name.decode()

    def _signer(self, account: AccountId, password_mark: str) -> TimestampSigner:
        return TimestampSigner(
            self._secrets,
            salt=f"cto-readiness known device {account} {password_mark}",
            key_derivation="hmac",
            digest_method=hashlib.sha256,
        )
