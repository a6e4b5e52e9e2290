"""Which parts of a page are drawn once and then kept?

The five radio buttons of an action look the same on every question but for a letter and a choice,
and drawing thirty of them is most of the work of a question page.
"""

from collections.abc import Callable, Hashable
from functools import lru_cache

from markupsafe import Markup

PARTS_KEPT = 2_000
"""Far more than there are letters times choices; each is about a kilobyte."""


@lru_cache(maxsize=PARTS_KEPT)
def drawn(macro: Callable[..., Markup], *values: Hashable) -> Markup:
    """What a macro makes of values that say all it depends on; made once for each.

    For macros of an imported file, which stay the same from page to page, and for values out of a
    small set: never for a person's own words.
    """
    return macro(*values)
