"""What form does authored text take once it has left its file?"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """Authored text: the markdown as written and the safe HTML made from it at load time.

    ``html`` has been through the markdown renderer (raw HTML off) and the sanitiser in
    ``ingest``; it is the only text a template may print without escaping.
    """

    source: str
    html: str

    def __bool__(self) -> bool:
        return bool(self.source)
