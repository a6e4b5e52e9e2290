"""What is a document to be printed, before anything has been rendered?"""

import hashlib
import json
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version

from assessment.documents.radar_values import Radar

PRESS_VERSION = "1"
"""Raised whenever the same job would come out in other bytes; kept pages are then made anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachedText:
    """A text that travels inside the PDF."""

    name: str
    text: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """A picture that travels with the job; the page names it ``asset:NAME``."""

    name: str
    png: bytes

    def to_plain(self) -> dict[str, str]:
        return {"name": self.name, "png": b64encode(self.png).decode()}


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintJob:
    """One document: its page in HTML with its style sheet, its radars and what is attached.

    ``html`` may hold ``radar_place(uid)`` for each radar: the worker draws it there. Nothing in
    it is ever fetched; pictures are inline SVG, or ``assets`` by name. ``created`` is the date
    the facts are from, so that the same facts give the same bytes.
    """

    html: str
    css: str
    created: datetime
    radars: tuple[Radar, ...] = ()
    attachments: tuple[AttachedText, ...] = ()
    assets: tuple[Asset, ...] = ()
    tagged: bool = field(default=True)

    def to_plain(self) -> dict[str, object]:
        """Values that survive JSON."""
        return {
            "kind": "pdf",
            "html": self.html,
            "css": self.css,
            "created": int(self.created.astimezone(UTC).timestamp()),
            "radars": [radar.to_plain() for radar in self.radars],
            "attachments": [asdict(attached) for attached in self.attachments],
            "tagged": self.tagged,
            **({"assets": [a.to_plain() for a in self.assets]} if self.assets else {}),
        }


def radar_place(uid: str) -> str:
    """The mark in a page where the worker puts a radar."""
    return f"<!--radar:{uid}-->"


def fingerprint(plain: Mapping[str, object]) -> str:
    """A name for what will come out: the same inputs and the same renderer, the same name."""
    written = json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    made_by = f"{PRESS_VERSION} {version('weasyprint')} {version('matplotlib')}\n"
    return hashlib.sha256((made_by + written).encode("utf-8", "surrogatepass")).hexdigest()
