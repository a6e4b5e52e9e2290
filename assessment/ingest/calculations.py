"""How does the file of a number or choice item become an item?"""

import re

from assessment.domain.items import AnsweredWith, ChoiceItem, NumberItem, Option
from assessment.ingest import lengths
from assessment.ingest.fields import Fields
from assessment.ingest.formula import FormulaRefused, compute
from assessment.ingest.item_parts import (
    check_letters,
    check_wrong_turns,
    read_head,
    read_lettered,
    read_rationale,
    read_unit_head,
)
from assessment.ingest.problem_log import ProblemLog
from assessment.ingest.prose import make_prose
from assessment.ingest.source import SourceFile, allow_headings, keyed_entries, section_text
from assessment.ingest.units import WHY

OPTIONS = 3
WIDEST_TOLERANCE = 0.10
"""A wider tolerance would take in the usual wrong turns."""

_DECIMAL = re.compile(r"-?\d{1,12}(?:\.\d{1,8})?")


def read_number(source: SourceFile, fields: Fields, log: ProblemLog) -> NumberItem:
    """A calculation with a key, a tolerance and a formula that proves the key."""
    head = read_head(source, fields, log, with_area=True)
    unit = read_unit_head(fields)
    allow_headings(source, ("Working", "Wrong turns", WHY), log)
    lengths.check_story(source, lengths.NUMBER_STORY, log)
    correct, key_text = _read_key(fields)
    tolerance = fields.number("tolerance", 0.0, WIDEST_TOLERANCE, code="tolerance-out-of-range")
    formula = fields.text("formula")
    if formula and key_text:
        _check_formula(fields, formula, key_text)
    return NumberItem(
        id=head.id,
        version=head.version,
        area=head.area,
        facet=unit.facet,
        status=head.status,
        title=head.title,
        stem=make_prose(source.opening.text),
        difficulty=unit.difficulty,
        seconds=unit.seconds,
        key_status=unit.key_status,
        faces=unit.faces,
        seeds=unit.seeds,
        unit=fields.text("unit"),
        correct=correct,
        tolerance=tolerance,
        formula=formula,
        rationale=make_prose(section_text(source, "Working")),
        wrong_turns=_read_wrong_numbers(source, correct, tolerance, log),
        why_it_needs_the_skill=make_prose(section_text(source, WHY)),
    )


def read_choice(source: SourceFile, fields: Fields, log: ProblemLog) -> ChoiceItem:
    """A question with three options, one of them right."""
    head = read_head(source, fields, log, with_area=True)
    unit = read_unit_head(fields)
    allow_headings(source, ("Options", "Rationale", "Wrong turns", WHY), log)
    lengths.check_story(source, lengths.CHOICE_STORY, log)
    entries = read_lettered(source, "Options", OPTIONS, log)
    letters = [entry.key for entry in entries]
    rationale = read_rationale(source, letters, log)
    lengths.check_absolutes(source, entries, log)
    correct = fields.text("key")
    if correct:
        check_letters(fields, "key", (correct,), letters)
    return ChoiceItem(
        id=head.id,
        version=head.version,
        area=head.area,
        facet=unit.facet,
        status=head.status,
        title=head.title,
        stem=make_prose(source.opening.text),
        difficulty=unit.difficulty,
        seconds=unit.seconds,
        key_status=unit.key_status,
        faces=unit.faces,
        seeds=unit.seeds,
        options=tuple(
            Option(letter=entry.key, text=entry.text, rationale=rationale.get(entry.key, ""))
            for entry in entries
        ),
        correct=correct,
        wrong_turns=_read_wrong_options(source, letters, correct, log),
        why_it_needs_the_skill=make_prose(section_text(source, WHY)),
    )


def _read_key(fields: Fields) -> tuple[float, str]:
    """The key as a number and as written, whose decimals say how it was rounded."""
    text = fields.text("key")
    if not text:
        return 1.0, ""
    if not _DECIMAL.fullmatch(text) or float(text) == 0:
        fields.error(
            "key",
            "bad-key",
            f"the key {text} is not a number to compare with",
            "write digits and a point, and no zero (the tolerance is relative)",
        )
        return 1.0, ""
    return float(text), text


def _check_formula(fields: Fields, formula: str, key_text: str) -> None:
    """The formula must give the key, rounded to the decimals the key is written with."""
    try:
        value = compute(formula)
    except FormulaRefused as refused:
        fields.error(
            "formula",
            "bad-formula",
            f"the formula is refused: {refused}",
            "use numbers, + - * / ** ( ), min, max and round",
        )
        return
    decimals = len(key_text.partition(".")[2])
    if abs(value - float(key_text)) > 0.5 * 10**-decimals + 1e-9:
        fields.error(
            "formula",
            "formula-is-not-key",
            f"the formula gives {value:.6g} and the key is {key_text}",
            "mend one of them",
        )


def _read_wrong_numbers(
    source: SourceFile, correct: float, tolerance: float, log: ProblemLog
) -> tuple[AnsweredWith, ...]:
    entries = keyed_entries(source, "Wrong turns", log)
    check_wrong_turns(source, entries, log)
    found: list[AnsweredWith] = []
    for entry in entries:
        if not _DECIMAL.fullmatch(entry.key):
            log.error(
                source.path,
                entry.line,
                "bad-wrong-turn",
                f"{entry.key} is not a number",
                "write `- 6.00: You ...` for the value people arrive at",
            )
        elif abs(float(entry.key) - correct) <= tolerance * abs(correct) + 1e-9:
            log.error(
                source.path,
                entry.line,
                "wrong-turn-agrees",
                f"{entry.key} counts as right",
                "a wrong turn lies outside the tolerance",
            )
        found.append(AnsweredWith(answer=entry.key, sentence=entry.text))
    return tuple(found)


def _read_wrong_options(
    source: SourceFile, letters: list[str], correct: str, log: ProblemLog
) -> tuple[AnsweredWith, ...]:
    entries = keyed_entries(source, "Wrong turns", log)
    check_wrong_turns(source, entries, log)
    for entry in entries:
        if entry.key not in letters:
            log.error(
                source.path,
                entry.line,
                "bad-wrong-turn",
                f"{entry.key} is not an option",
                "write `- a: You ...` for a wrong option",
            )
        elif entry.key == correct:
            log.error(
                source.path,
                entry.line,
                "wrong-turn-agrees",
                f"{entry.key} is the right option",
                "a wrong turn names another",
            )
    return tuple(AnsweredWith(answer=entry.key, sentence=entry.text) for entry in entries)
