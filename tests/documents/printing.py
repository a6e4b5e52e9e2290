"""How do the tests read a PDF back, and which small document do they print?"""

import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from assessment.documents.pdf import pdf_available
from assessment.documents.print_job import AttachedText, PrintJob, radar_place
from assessment.documents.radar_values import Radar, Spoke

needs_pango = pytest.mark.skipif(pdf_available() is not None, reason=str(pdf_available()))
CREATED = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
RADAR = Radar(
    uid="small",
    title="Level against target",
    spokes=tuple(Spoke(label=f"Area {i}", level=2.0 + i / 4, target=3.5) for i in range(5)),
)


def make_job(body: str = "<h1>A page</h1>", **changes: Any) -> PrintJob:  # noqa: ANN401 - any field
    page = (
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>A page</title>'
        f"</head><body>{body}</body></html>"
    )
    given: dict[str, Any] = {
        "html": page,
        "css": "body { font-family: 'Source Sans Pro' }",
        "created": CREATED,
        **changes,
    }
    return PrintJob(**given)


def slow_job() -> PrintJob:
    """A document that keeps the renderer busy for many seconds."""
    row = "<tr>" + "<td>some words to lay out and lay out again</td>" * 6 + "</tr>"
    return make_job(f"<table>{row * 6000}</table>")


def radar_job() -> PrintJob:
    return make_job(f"<h1>With a radar</h1>{radar_place('small')}", radars=(RADAR,))


def attached_job(text: str = "{}") -> PrintJob:
    attached = AttachedText(name="result.json", text=text, description="The result")
    return make_job(attachments=(attached,))


def text_of(pdf: Path) -> str:
    """The text of a PDF by poppler, its white space made single."""
    tool = shutil.which("pdftotext")
    assert tool is not None, "poppler's pdftotext is needed to read a PDF back"
    done = subprocess.run([tool, str(pdf), "-"], check=True, capture_output=True, text=True)
    return " ".join(done.stdout.split())


def structure(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every element of the structure tree, in order."""
    waiting = [pdf.Root.StructTreeRoot]
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                yield node
            kids = node.get("/K")
            if isinstance(kids, pikepdf.Array):
                waiting = [*list(kids), *waiting]
            elif kids is not None:
                waiting = [kids, *waiting]
