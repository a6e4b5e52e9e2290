"""Where are the content, the database and the web fonts of this installation?

The same settings as the app's, without those that only a server needs: a command neither asks
for a secret key nor makes one.
"""

import os
from pathlib import Path

from assessment.cli.outcomes import Stopped
from assessment.services.settings import (
    PROJECT,
    SHORTEST_SECRET,
    Settings,
    SettingsRefused,
    read_settings,
)

WEB_FONTS = PROJECT / "static" / "fonts"


def installation() -> Settings:
    """The settings a command needs; raises Stopped where one of them cannot be used."""
    try:
        return read_settings(
            {**os.environ, "CTO_ENV": "development", "CTO_SECRET_KEY": "-" * SHORTEST_SECRET}
        )
    except SettingsRefused as refused:
        raise Stopped(f"{refused}.") from None


def shown(path: Path) -> str:
    """A path as it is typed from here: relative where it lies below the present folder.

    >>> shown(Path.cwd() / "content")
    'content'
    """
    full = path.absolute()
    return str(full.relative_to(Path.cwd())) if full.is_relative_to(Path.cwd()) else str(path)
