"""How does a browser's session hold what opens something to whoever has it?

Sealed, for the page that shows it: a hash is kept where it is looked up by, so the database alone,
or a copy of it, opens nothing.
"""

import json

from flask import session

from assessment.web.state import sealer


def keep_sealed(key: str, *parts: str) -> None:
    """Keep texts at hand for this browser."""
    session[key] = sealer().seal(f"session {key}", json.dumps(parts))


def show_sealed(key: str) -> tuple[str, ...]:
    """What is kept; empty where nothing is, or where it was not sealed here."""
    sealed = session.get(key)
    opened = sealer().open(f"session {key}", sealed) if isinstance(sealed, str) else None
    return () if opened is None else tuple(json.loads(opened))


def take_sealed(key: str) -> tuple[str, ...]:
    """What is kept, for the last time."""
    shown = show_sealed(key)
    session.pop(key, None)
    return shown
