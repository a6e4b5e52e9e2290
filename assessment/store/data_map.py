"""Which data is kept where? The map an operator shows, drawn from the records themselves."""

from assessment.store.holding import CLASSES, DELETION_WORDS, Holding, unclassified
from assessment.store.records import Record

REDRAW = "python -m assessment db map --write"

_HEAD = f"""# Data map

Every table and column of the database: what it holds, what for, how long, whether it leaves
with its person's export and what becomes of it when the person is deleted. Drawn from the
records by `{REDRAW}`; a column without a class is
refused by `python -m assessment db check`.

Made files (PDF, DOCX, archives) lie under `CTO_VAR_DIR` for a day and hold nothing that is not
in these tables. Logs hold the rule of an address, never names, answers or secrets.

## Classes

| Class | What it is |
|---|---|
"""


def holdings() -> dict[str, Holding | None]:
    """What each table says it holds, by the table's name."""
    return {
        mapper.class_.__tablename__: mapper.class_.__dict__.get("__holds__")
        for mapper in Record.registry.mappers
    }


def map_problems() -> list[str]:
    """Every column in no class, and every class of no column, as what to write where."""
    held = holdings()
    return [
        problem
        for table in Record.metadata.sorted_tables
        for problem in unclassified(table.name, table.columns.keys(), held.get(table.name))
    ]


def draw_map() -> str:
    """The map as markdown, tables by name.

    Raises:
        ValueError: a column is in no class.
    """
    if problems := map_problems():
        raise ValueError("\n".join(problems))
    classes = "".join(f"| {name} | {meaning} |\n" for name, meaning in CLASSES.items())
    tables = [
        _table(name, list(Record.metadata.tables[name].columns.keys()), holding)
        for name, holding in sorted(holdings().items())
        if holding is not None
    ]
    return "\n".join([f"{_HEAD}{classes}", *tables])


def _table(name: str, columns: list[str], holding: Holding) -> str:
    classes = dict(holding.classes())
    rows = "".join(
        f"| `{column}` | {classes[column]} | {_leaves(column, holding)} "
        f"| {DELETION_WORDS[holding.deletion]} |\n"
        for column in columns
    )
    return (
        f"## `{name}`\n\n{_sentence(holding.purpose)} Kept {holding.kept}.\n\n"
        f"| Column | Class | In the export | On deletion |\n|---|---|---|---|\n{rows}"
    )


def _leaves(column: str, holding: Holding) -> str:
    return "no" if column in holding.stays_here else holding.takeout


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."


def purposes() -> dict[str, str]:
    """What each table is kept for, by its name."""
    return {name: holding.purpose for name, holding in holdings().items() if holding is not None}
