"""How does WeasyPrint turn a page into a tagged PDF that fetches nothing and repeats itself?

Imported by ``documents.worker`` alone: importing WeasyPrint takes half a second and needs Pango.
"""

import gc
import hashlib
import logging
import os
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import pydyf
import weasyprint
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

VARIANT = "pdf/ua-1"

_FONTS = FontConfiguration()
"""One for the life of the process: it is what keeps a face from being read per report."""


class NothingOutside(URLFetcher):  # type: ignore[misc]
    """A fetcher that knows the pictures sent along by name and no address at all.

    It remembers what else was asked for.
    """

    def __init__(self, assets: Mapping[str, bytes] | None = None) -> None:
        super().__init__(allowed_protocols=frozenset(), allow_redirects=False)
        self.refused: list[str] = []
        self._assets = {f"asset:{name}": png for name, png in (assets or {}).items()}

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """Hand out what was sent along, refuse the rest: nothing else belongs to a document."""
        del headers
        if (png := self._assets.get(url)) is not None:
            return URLFetcherResponse(url, png, {"Content-Type": "image/png"})
        self.refused.append(url)
        raise ValueError("this document may not fetch anything")


class LineKeeper(logging.Handler):
    """Keeps what the renderer logs, so that silence can be asserted."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one line."""
        self.lines.append(record.getMessage())


def render_pdf(
    html: str,
    css: str,
    *,
    created: int,
    attachments: Sequence[Mapping[str, str]],
    tagged: bool,
    assets: Mapping[str, bytes] | None = None,
) -> tuple[bytes, list[str]]:
    """The PDF of a page, and what the renderer logged while making it.

    ``created`` (seconds since 1970) stands in for every clock that would otherwise be read.
    """
    os.environ["SOURCE_DATE_EPOCH"] = str(created)
    when = datetime.fromtimestamp(created, UTC)
    keeper = LineKeeper()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(keeper)
    gc.disable()
    try:
        fetcher = NothingOutside(assets)
        page = weasyprint.HTML(string=html, base_url="about:blank", url_fetcher=fetcher)
        made: bytes = page.write_pdf(
            stylesheets=[_sheet(css)],
            font_config=_FONTS,
            finisher=complete_tags,
            pdf_variant=VARIANT if tagged else None,
            pdf_identifier=hashlib.sha256((html + css).encode("utf-8", "replace")).digest()[:16],
            attachments=[_attachment(each, when, fetcher) for each in attachments],
        )
    finally:
        gc.enable()
        logger.removeHandler(keeper)
    refused = [f"refused to fetch {url[:80]}" for url in fetcher.refused]
    return made, [*keeper.lines, *refused]


@lru_cache(maxsize=16)
def _sheet(css: str) -> weasyprint.CSS:
    return weasyprint.CSS(string=css, url_fetcher=NothingOutside(), font_config=_FONTS)


def _attachment(
    attached: Mapping[str, str], when: datetime, fetcher: URLFetcher
) -> weasyprint.Attachment:
    return weasyprint.Attachment(
        string=attached["text"],
        name=attached["name"],
        description=attached["description"],
        created=when,
        modified=when,
        url_fetcher=fetcher,
    )


def complete_tags(document: object, pdf: Any) -> None:  # noqa: ANN401 - pydyf has no types
    """What WeasyPrint 70 leaves out of PDF/UA-1: scope of table heads, print flag, relationship."""
    del document

    def at(reference: bytes | str) -> Any:  # noqa: ANN401
        text = reference.decode() if isinstance(reference, bytes) else str(reference)
        return pdf.objects[int(text.split()[0])]

    for each in pdf.objects:
        if not isinstance(each, pydyf.Dictionary):
            continue
        if each.get("S") == "/TH":
            group = at(at(each["P"])["P"])["S"]
            attributes = each.setdefault("A", pydyf.Dictionary({"O": "/Table"}))
            attributes["Scope"] = "/Column" if group == "/THead" else "/Row"
        elif each.get("Type") == "/Annot":
            each["F"] = each.get("F", 0) | 4
        elif each.get("Type") == "/Filespec":
            each["AFRelationship"] = "/Data"
            pdf.catalog.setdefault("AF", pydyf.Array()).append(each.reference)
