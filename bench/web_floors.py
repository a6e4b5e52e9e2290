"""What is the least a web server can do that shows a question page and keeps an answer?

The floors of ``web_bench``, which also starts this file as a server: a bare Flask app, one
precompiled Jinja template that draws the same markup from plain values, and Core statements. No
session, no CSRF mark, no policy, no log.
"""

import json
import sqlite3
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

import waitress
from flask import Flask, jsonify, request
from sqlalchemy import (
    Column,
    Engine,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    bindparam,
    create_engine,
    event,
    select,
)
from sqlalchemy.dialects.sqlite import insert

ROWS = """\
{% for row in rows %}
{% set first_row = loop.first %}
<div class="act" role="radiogroup" aria-labelledby="text-{{ row.name }}" data-row>
  <div class="text" id="text-{{ row.name }}">{{ row.text }}</div>
  <div class="seg">
  {% for step in steps %}
    <label><input type="radio"{% if first_row and loop.first %} id="answer-row"{% endif %} \
name="answer-{{ row.name }}" value="{{ step.value }}" data-digit="{{ step.value }}" \
aria-label="{{ step.value }}, {{ step.label }}"\
{{ ' checked' if row.value == step.value }}><span>{{ step.value }}</span></label>
  {% endfor %}
  </div>
</div>
{% endfor %}
"""

ANSWERS = Table(
    "answers",
    MetaData(),
    Column("attempt", String(32), primary_key=True),
    Column("item", String(64), primary_key=True),
    Column("value", Text, nullable=False),
    Column("revision", Integer, nullable=False),
)
_OURS = (ANSWERS.c.attempt == bindparam("attempt")) & (ANSWERS.c.item == bindparam("item"))
ONE = select(ANSWERS.c.value, ANSWERS.c.revision).where(_OURS)
_NEW = insert(ANSWERS)
UPSERT = _NEW.on_conflict_do_update(
    index_elements=["attempt", "item"],
    set_={"value": _NEW.excluded.value, "revision": _NEW.excluded.revision},
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Markup:
    """A question page as a floor draws it: what stands before and after the rows, and the rows."""

    before: str
    after: str
    rows: Sequence[Mapping[str, str]]
    steps: Sequence[Mapping[str, str]]

    def write(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self)), encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> Self:
        return cls(**json.loads(path.read_text(encoding="utf-8")))


def open_floor(path: Path, *, synchronous: str) -> Engine:
    """A SQLite file with a write-ahead log and one table of answers."""
    engine = create_engine(f"sqlite:///{path}")

    @event.listens_for(engine, "connect")
    def set_pragmas(dbapi: sqlite3.Connection, _record: object) -> None:
        dbapi.execute("PRAGMA journal_mode=wal")
        dbapi.execute(f"PRAGMA synchronous={synchronous}")

    ANSWERS.metadata.create_all(engine)
    with engine.begin() as connection:
        for item in range(60):
            values = {"attempt": "a" * 32, "item": f"item-{item}", "value": "{}", "revision": 1}
            connection.execute(UPSERT, values)
    return engine


def make_floor(markup: Markup, engine: Engine) -> Flask:
    """A bare app with ``/page``, ``/page-db`` and ``/save`` over one database."""
    app = Flask("floor", static_folder=None)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    head = markup.before.replace("{", "{{ '{' }}")
    tail = markup.after.replace("{", "{{ '{' }}")
    # A string template is escaped like a file of HTML only where that is asked for.
    whole = "{% autoescape true %}" + head + ROWS + tail + "{% endautoescape %}"
    template = app.jinja_env.from_string(whole)
    attempt = "a" * 32

    @app.get("/page")
    def page() -> str:
        return template.render(rows=markup.rows, steps=markup.steps)

    @app.get("/page-db/<item>")
    def page_db(item: str) -> str:
        with engine.connect() as connection:
            connection.execute(ONE, {"attempt": attempt, "item": item}).one()
        return template.render(rows=markup.rows, steps=markup.steps)

    @app.post("/save/<item>")
    def save(item: str) -> Any:  # noqa: ANN401 - whatever jsonify makes
        body = request.get_json()
        values = {
            "attempt": attempt,
            "item": item,
            "value": str(body["answer"]),
            "revision": body["revision"] + 1,
        }
        with engine.begin() as connection:
            connection.execute(UPSERT, values)
        return jsonify(revision=values["revision"])

    return app


def serve(markup: Path, database: Path, synchronous: str) -> None:
    """Serve the floor as the product is served: waitress, eight threads, a free port."""
    app = make_floor(Markup.read(markup), open_floor(database, synchronous=synchronous))
    server = waitress.create_server(app, host="127.0.0.1", port=0, threads=8)
    sys.stderr.write(f"the floor is at http://127.0.0.1:{server.effective_port}/\n")
    sys.stderr.flush()
    server.run()


if __name__ == "__main__":
    serve(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
