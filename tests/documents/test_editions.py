"""What was left out of an edition is nowhere in it: not in words, data, pictures or properties."""

import re
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.cli.commands import main
from assessment.documents.edition_print import edition_job
from assessment.documents.edition_values import redact
from assessment.documents.pdf import Press
from assessment.documents.pdf_text import page_texts, without_spaces
from assessment.documents.report_values import GapReport, Quote, SaidRow
from assessment.documents.verify_edition import edition_differences, read_edition
from assessment.domain.areas import AreaId
from assessment.domain.editions import (
    KINDS,
    MAY_HOLD,
    PIECES,
    USUAL,
    Edition,
    EditionKind,
    Piece,
    make_edition,
)
from assessment.domain.errors import SharingInvalid
from tests.documents.printing import needs_pango
from tests.documents.reports import full_report, quick_report
from tests.domain.findings_people import CATALOG

AREAS = tuple(CATALOG.areas)
MARKED: dict[Piece, tuple[str, ...]] = {
    "name": ("Canaryname",),
    "reasons": ("Canaryreason",),
    "unknowns": ("Canaryway",),
    "types": ("Canarytype",),
    "self-ratings": ("Canarysaid", "Canarydiffers"),
    "answers": ("Canaryanswer", "Canaryoutcome"),
    "quality": ("Canaryquality",),
    "gaps": ("Canarysummary", "Canarypractice"),
}
"""A word of its own in each piece. Numbers have none: they are looked for as numbers."""


def marked_report() -> GapReport:
    """A full report with a canary in each piece, and in what no edition ever takes over."""
    plain = full_report(name="Canaryname")
    assert all((plain.priorities, plain.open_rows, plain.types, plain.answers))
    return replace(
        plain,
        headline=("Canarynever 2.7",),
        lede=("Canarynever",),
        stage="Canarynever",
        tilt="Canarynever",
        priorities=tuple(
            replace(
                gap, because=("Canaryreason",), summary="Canarysummary", practice="Canarypractice"
            )
            for gap in plain.priorities
        ),
        open_rows=tuple(
            replace(row, way="Canaryway", why="Canarynever") for row in plain.open_rows
        ),
        types=tuple(replace(row, text="Canarytype") for row in plain.types),
        differences=tuple(replace(row, text="Canarydiffers") for row in plain.differences),
        said=(SaidRow(area="Any", what="Asked", answer="Canarysaid"), *plain.said),
        answers=tuple(
            replace(item, title="Canaryanswer", outcome="Canaryoutcome") for item in plain.answers
        ),
        quality=("Canaryquality",),
        areas=tuple(
            replace(area, because=(Quote(text="Canarynever", source=""),)) for area in plain.areas
        ),
        record=plain.record.replace('"form":', '"canary":"Canarynever","form":'),
    )


MARKED_REPORT = marked_report()
TITLES = {area.id: area.title for area in CATALOG.areas.values()}


def hidden_words(edition: Edition) -> list[str]:
    """Every word that must be nowhere in an edition."""
    hidden = [w for piece in edition.left_out for w in MARKED.get(piece, ())]
    if not edition.holds("numbers"):
        hidden += list(MARKED["gaps"])
    if edition.areas is not None:
        hidden += [title for area, title in TITLES.items() if area not in edition.areas]
    return [*hidden, "Canarynever"]


@st.composite
def editions(draw: st.DrawFn) -> Edition:
    """Any ticks that a kind allows."""
    kind: EditionKind = draw(st.sampled_from([k for k in KINDS if k != "self"]))
    ticked = draw(st.sets(st.sampled_from(sorted(MAY_HOLD[kind]))))
    areas = draw(st.sets(st.sampled_from(AREAS), min_size=1))
    return make_edition(kind, ticked, areas, every=AREAS)


@settings(max_examples=300, deadline=None)
@given(editions())
def test_no_value_of_an_edition_holds_what_was_not_ticked(edition: Edition) -> None:
    made = redact(MARKED_REPORT, edition)
    held = f"{made!r} {made.record}"
    for words in hidden_words(edition):
        assert words not in held, (edition, words)
    if not edition.holds("numbers"):
        assert not re.search(r"\d\.\d", f"{made.rows!r} {made.gaps!r} {made.chart!r}")
    if not edition.holds("self-ratings"):
        assert all(row.said is None for row in made.chart)


def test_what_is_ticked_is_there() -> None:
    whole = Edition(kind="coach", pieces=PIECES, areas=None)
    record = redact(MARKED_REPORT, whole).record
    for words in MARKED.values():
        assert all(word in record for word in words if word != "Canarydiffers")
    assert "Canarynever" not in record


@pytest.mark.parametrize("kind", ["sponsor", "public"])
def test_no_tick_puts_answers_self_ratings_or_quality_into_an_edition_for_others(
    kind: EditionKind,
) -> None:
    for piece in ("answers", "reasons", "self-ratings", "quality", "types"):
        with pytest.raises(SharingInvalid):
            make_edition(kind, {piece}, AREAS, every=AREAS)


def test_areas_that_are_not_there_and_none_at_all_are_refused() -> None:
    for areas in ((), (AreaId("salary"),)):
        with pytest.raises(SharingInvalid):
            make_edition("public", {"numbers"}, areas, every=AREAS)


def test_a_quick_form_has_editions_of_its_groups() -> None:
    made = redact(quick_report(), Edition(kind="public", pieces=(), areas=None))
    assert made.rows
    assert not re.search(r"\d\.\d", made.record.split('"scoring_version"')[0])


REAL = [
    Edition(kind="coach", pieces=("numbers", "gaps", "unknowns"), areas=None),
    Edition(kind="coach", pieces=("name", "gaps", "answers"), areas=None),
    Edition(kind="sponsor", pieces=("gaps",), areas=AREAS[:4]),
    Edition(kind="sponsor", pieces=("name", "numbers", "unknowns"), areas=None),
    Edition(kind="public", pieces=("numbers",), areas=AREAS[:1]),
    Edition(kind="public", pieces=(), areas=AREAS[2:4]),
]


def everything_in(path: Path) -> str:
    """Text, attachments, properties, alternative texts and every decompressed object of a PDF."""
    found = []
    with pikepdf.open(path) as pdf:
        found += list(page_texts(pdf))
        found += [spec.get_file().read_bytes().decode() for spec in pdf.attachments.values()]
        found += [f"{key} {value}" for key, value in pdf.docinfo.items()]
        with pdf.open_metadata() as metadata:
            found.append(str(metadata))
        for thing in pdf.objects:
            found.append(_written(thing))
    return "\n".join(found)


def _written(thing: object, depth: int = 0) -> str:
    """An object with its streams unpacked and its strings decoded."""
    if depth > 12:
        return ""
    if isinstance(thing, pikepdf.Stream):
        body = thing.read_bytes()
        own = " ".join(_written(thing.get(k), depth + 1) for k in thing.keys())  # noqa: SIM118
        return f"{own} {body.decode('latin-1')} {body.decode('utf-16-be', 'ignore')}"
    if depth and getattr(thing, "is_indirect", False):
        return ""  # it is listed by itself
    if isinstance(thing, pikepdf.Dictionary):
        return " ".join(_written(thing.get(k), depth + 1) for k in thing.keys())  # noqa: SIM118
    if isinstance(thing, pikepdf.Array):
        return " ".join(_written(part, depth + 1) for part in thing)
    if isinstance(thing, pikepdf.String):
        return str(thing)
    return ""


@pytest.mark.pdf
@needs_pango
@pytest.mark.parametrize("edition", REAL, ids=lambda e: f"{e.kind}-{'-'.join(e.pieces)}")
def test_no_byte_of_the_pdf_holds_what_was_not_ticked(
    edition: Edition, press: Press, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = redact(MARKED_REPORT, edition)
    path = tmp_path / "edition.pdf"
    path.write_bytes(press.make_pdf(edition_job(made)))
    held = everything_in(path)
    for words in hidden_words(edition):
        assert words not in held, words
        assert without_spaces(words) not in held, words
    shown = [w for piece in edition.pieces for w in MARKED.get(piece, ())]
    for words in set(shown) - set(hidden_words(edition)):  # so that the search can find anything
        assert words in held, words
    assert "cto-readiness/edition/1" in held
    if not edition.holds("numbers"):
        assert "chart" not in held.lower()
    assert main(["verify", str(path)]) == 0
    said = capsys.readouterr().out
    assert "match, an edition" in said


@pytest.mark.pdf
@needs_pango
def test_an_edition_that_was_altered_is_found_out(press: Press, tmp_path: Path) -> None:
    path = tmp_path / "edition.pdf"
    path.write_bytes(press.make_pdf(edition_job(redact(MARKED_REPORT, REAL[0]))))
    read = read_edition(path)
    assert read is not None
    record, printed = read
    assert edition_differences(record, printed) == ()
    rows = [{**row, "level": "4.9"} for row in record["rows"]]
    assert edition_differences({**record, "rows": rows}, printed)[0] == "not printed: 4.9"
    smuggled = {**record, "quality": ["x"]}
    assert "quality was left out" in edition_differences(smuggled, printed)[0]
    assert edition_differences({**record, "kind": "king"}, printed)
    assert edition_differences({"kind": "public"}, printed)


def test_the_table_in_the_documents_says_what_each_edition_may_hold() -> None:
    document = (Path(__file__).parents[2] / "docs" / "sharing.md").read_text(encoding="utf-8")
    for piece in PIECES:
        marks = " | ".join(
            ("ticked" if piece in USUAL[kind] else "may") if piece in MAY_HOLD[kind] else "never"
            for kind in KINDS
        )
        assert f"| {piece} | {marks} |" in document, piece


def test_an_uninterpretable_report_has_no_editions() -> None:
    with pytest.raises(ValueError, match="no editions"):
        redact(replace(MARKED_REPORT, interpretable=False), REAL[0])
