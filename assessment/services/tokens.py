"""How are secret links, files and cookies made, and what of them is kept?"""

import hashlib
import re
import secrets

_ID = re.compile(r"[0-9a-f]{32}", re.ASCII)
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)


def new_id() -> str:
    """An id nobody can guess: 128 random bits as hexadecimal digits."""
    return secrets.token_hex(16)


def is_id(text: str) -> bool:
    """Whether a text has an id's form; nothing else may reach the database as one."""
    return _ID.fullmatch(text) is not None


def new_token() -> str:
    """A secret of 256 random bits, 43 characters safe in links; shown once and kept as a hash."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What is kept of a token. A plain hash is enough for so many random bits."""
    return hashlib.sha256(token.encode()).hexdigest()


def is_token(text: str) -> bool:
    """Whether a text has a token's form, so that anything else costs no query."""
    return _TOKEN.fullmatch(text) is not None
