"""How does the file of a judgement or exhibit item become an item?"""

import re
from collections.abc import Mapping, Sequence

from assessment.domain.items import (
    Action,
    ExhibitItem,
    JudgementItem,
    MarkedAs,
    RatedAbove,
    Statement,
)
from assessment.ingest import lengths
from assessment.ingest.fields import Fields, as_boolean, as_number
from assessment.ingest.item_parts import (
    CLEAR_PAIR,
    FEWEST_CLEAR_PAIRS,
    check_letters,
    check_same_letters,
    check_wrong_turns,
    clear_pairs,
    read_head,
    read_lettered,
    read_rationale,
    read_unit_head,
)
from assessment.ingest.problem_log import ProblemLog
from assessment.ingest.prose import make_prose
from assessment.ingest.source import SourceFile, allow_headings, keyed_entries, section_text

ACTIONS = STATEMENTS = 5
SHORT_ACTIONS, SHORT_STATEMENTS = 4, 3

_ABOVE = re.compile(r"([a-z])\s*>\s*([a-z])")
_MARKED = re.compile(r"([a-z])\s*=\s*(true|false)")
WHY = "Why it needs the skill"


def read_judgement(source: SourceFile, fields: Fields, log: ProblemLog) -> JudgementItem:
    """A scenario whose actions are rated."""
    head = read_head(source, fields, log, with_area=True)
    unit = read_unit_head(fields)
    allow_headings(source, ("Actions", "Rationale", "Wrong turns", WHY), log)
    lengths.check_story(source, lengths.STORY, log)
    entries = read_lettered(source, "Actions", ACTIONS, log)
    letters = [entry.key for entry in entries]
    rationale = read_rationale(source, letters, log)
    keys = _read_effectiveness(fields)
    check_same_letters(fields, list(keys), letters)
    for entry in entries:
        lengths.check_span(
            source, entry.line, f"action {entry.key}", entry.text, lengths.ACTION, log
        )
    lengths.check_even_lengths(source, entries, log)
    lengths.check_absolutes(source, entries, log)
    _check_clear_pairs(fields, "keys", list(keys.values()))
    short = _read_short(fields, letters, SHORT_ACTIONS)
    if short:
        _check_clear_pairs(fields, "short", [keys[letter] for letter in short if letter in keys])
    return JudgementItem(
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
        actions=tuple(
            Action(
                letter=entry.key,
                text=entry.text,
                effectiveness=keys.get(entry.key, 1.0),
                rationale=rationale.get(entry.key, ""),
            )
            for entry in entries
        ),
        short=short,
        wrong_turns=_read_rated_above(source, keys, log),
        why_it_needs_the_skill=make_prose(section_text(source, WHY)),
    )


def read_exhibit(source: SourceFile, fields: Fields, log: ProblemLog) -> ExhibitItem:
    """A document with statements to mark."""
    head = read_head(source, fields, log, with_area=True)
    unit = read_unit_head(fields)
    allow_headings(source, ("Statements", "Rationale", "Wrong turns", WHY), log)
    lengths.check_story(source, lengths.EXHIBIT, log)
    entries = read_lettered(source, "Statements", STATEMENTS, log)
    letters = [entry.key for entry in entries]
    rationale = read_rationale(source, letters, log)
    keys = _read_truth(fields)
    check_same_letters(fields, list(keys), letters)
    for entry in entries:
        lengths.check_span(
            source, entry.line, f"statement {entry.key}", entry.text, lengths.STATEMENT, log
        )
    _check_balance(fields, "keys", list(keys.values()))
    short = _read_short(fields, letters, SHORT_STATEMENTS)
    _check_balance(fields, "short", [keys[letter] for letter in short if letter in keys])
    return ExhibitItem(
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
        statements=tuple(
            Statement(
                letter=entry.key,
                text=entry.text,
                truth=keys.get(entry.key, False),
                rationale=rationale.get(entry.key, ""),
            )
            for entry in entries
        ),
        short=short,
        wrong_turns=_read_marked_as(source, keys, log),
        why_it_needs_the_skill=make_prose(section_text(source, WHY)),
    )


def _read_effectiveness(fields: Fields) -> dict[str, float]:
    table = fields.table("keys")
    found: dict[str, float] = {}
    for letter, node in (table.nodes() if table is not None else {}).items():
        value = as_number(node)
        if value is None:
            fields.error("keys", "wrong-type", f"the key of {letter} is no number", "write 1 to 5")
        elif not 1 <= value <= 5:
            fields.error(
                "keys",
                "key-out-of-range",
                f"the key of {letter} is {value:g}",
                "keys lie in 1 to 5",
            )
        else:
            found[letter] = value
    return found


def _read_truth(fields: Fields) -> dict[str, bool]:
    table = fields.table("keys")
    found: dict[str, bool] = {}
    for letter, node in (table.nodes() if table is not None else {}).items():
        value = as_boolean(node)
        if value is None:
            fields.error(
                "keys",
                "wrong-type",
                f"the key of {letter} is not true or false",
                "write one of them",
            )
        else:
            found[letter] = value
    return found


def _read_short(fields: Fields, letters: Sequence[str], count: int) -> tuple[str, ...]:
    """The short cut: no entry, or exactly ``count`` known letters."""
    short = fields.texts("short", required=False)
    if not short:
        return ()
    check_letters(fields, "short", short, letters)
    if len(short) != count:
        fields.error(
            "short",
            "short-count",
            f"the short cut has {len(short)} letters",
            f"name {count}, or leave it out",
        )
    return short


def _check_clear_pairs(fields: Fields, name: str, values: Sequence[float]) -> None:
    pairs = clear_pairs(values)
    if values and pairs < FEWEST_CLEAR_PAIRS:
        fields.error(
            name,
            "few-clear-pairs",
            f"{name} has {pairs} clear pairs",
            f"at least {FEWEST_CLEAR_PAIRS} pairs of keys must be 0.6 or more apart",
        )


def _check_balance(fields: Fields, name: str, values: Sequence[bool]) -> None:
    """Neither all true nor all false: one habit would then earn every mark."""
    if len(values) > 1 and len(set(values)) == 1:
        fields.error(
            name,
            "one-sided",
            f"every statement of {name} is {'true' if values[0] else 'false'}",
            "roughly half should be true",
        )


def _read_rated_above(
    source: SourceFile, keys: Mapping[str, float], log: ProblemLog
) -> tuple[RatedAbove, ...]:
    entries = keyed_entries(source, "Wrong turns", log)
    check_wrong_turns(source, entries, log)
    found: list[RatedAbove] = []
    for entry in entries:
        match = _ABOVE.fullmatch(entry.key)
        if match is None or match[1] not in keys or match[2] not in keys:
            log.error(
                source.path,
                entry.line,
                "bad-wrong-turn",
                f"{entry.key} names no pair of actions",
                "write `- x > y: You ...` for x rated above y",
            )
            continue
        if keys[match[2]] - keys[match[1]] < CLEAR_PAIR - 1e-9:
            log.error(
                source.path,
                entry.line,
                "wrong-turn-agrees",
                f"{entry.key} is not against the key",
                f"the key must have {match[2]} above {match[1]} by 0.6 or more",
            )
        found.append(RatedAbove(higher=match[1], lower=match[2], sentence=entry.text))
    return tuple(found)


def _read_marked_as(
    source: SourceFile, keys: Mapping[str, bool], log: ProblemLog
) -> tuple[MarkedAs, ...]:
    entries = keyed_entries(source, "Wrong turns", log)
    check_wrong_turns(source, entries, log)
    found: list[MarkedAs] = []
    for entry in entries:
        match = _MARKED.fullmatch(entry.key)
        if match is None or match[1] not in keys:
            log.error(
                source.path,
                entry.line,
                "bad-wrong-turn",
                f"{entry.key} names no statement and mark",
                "write `- b = true: You ...` for b marked true",
            )
            continue
        mark = match[2] == "true"
        if keys[match[1]] is mark:
            log.error(
                source.path,
                entry.line,
                "wrong-turn-agrees",
                f"{entry.key} is what the key says",
                "a wrong turn marks a statement against its key",
            )
        found.append(MarkedAs(letter=match[1], mark=mark, sentence=entry.text))
    return tuple(found)
