"""Which booklets are drawn in a test? The same at every run, so that what fails fails again.

``python -m tests.booklets app.py …`` runs the real server so, in a process of its own.
"""

import os
import runpy
import secrets
import sys
from collections.abc import Callable
from random import Random

DRAW = os.environ.get("TEST_BOOKLETS", "0")
"""Any other word draws other booklets in every test."""


def drawn_alike(name: str) -> Callable[[int], int]:
    """What may stand for ``secrets.randbits``: its numbers follow from the name alone."""
    return Random(f"{DRAW}:{name}").getrandbits


if __name__ == "__main__":
    del sys.argv[0]
    setattr(secrets, "randbits", drawn_alike("server"))  # noqa: B010 - a function, for mypy
    runpy.run_path(sys.argv[0], run_name="__main__")
