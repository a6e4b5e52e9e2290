"""How is a secret kept that has to be shown or used again, and so cannot be kept as a hash?

Sealed with keys made from the installation's secret, one for each purpose, so that nothing sealed
for one place opens in another. Earlier secrets still open what they sealed.
"""

import hashlib
import hmac
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.fernet import MultiFernet


class Sealer:
    """Seals and opens small texts, and marks what need only be recognised."""

    def __init__(self, secret: str, fallbacks: Sequence[str] = ()) -> None:
        self._secrets = (secret, *fallbacks)

    def seal(self, purpose: str, text: str) -> str:
        """The text so that only this installation can read it."""
        return self._fernet(purpose).encrypt(text.encode()).decode()

    def open(self, purpose: str, sealed: str) -> str | None:
        """What was sealed; None where it was changed or sealed elsewhere."""
        from cryptography.fernet import InvalidToken

        try:
            return self._fernet(purpose).decrypt(sealed.encode()).decode()
        except (InvalidToken, UnicodeError):
            return None

    def marks(self, purpose: str, text: str) -> tuple[str, ...]:
        """What to recognise a text by, today's mark first, then those of earlier secrets."""
        return tuple(
            hmac.new(_key(secret, purpose), text.encode(), hashlib.sha256).hexdigest()
            for secret in self._secrets
        )

    def _fernet(self, purpose: str) -> "MultiFernet":
        import base64

        from cryptography.fernet import Fernet, MultiFernet  # where something is sealed, not before

        return MultiFernet(
            [Fernet(base64.urlsafe_b64encode(_key(secret, purpose))) for secret in self._secrets]
        )


def _key(secret: str, purpose: str) -> bytes:
    return hmac.new(secret.encode(), f"cto-readiness {purpose}".encode(), hashlib.sha256).digest()
