"""How much does the web side cost, as ratios to the least that could be done?

``python bench/web_bench.py [--rounds N] [--requests N] [--json]``

One run, everything taken in turns; CPU time of this process through the WSGI app, medians over
the rounds. Machines differ and are busy, ratios less so. The targets are those of the project's
performance reference, section 0. Exit status 1 where one does not hold.
"""

import argparse
import contextlib
import json
import os
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import yaml  # noqa: E402
from flask import Flask  # noqa: E402
from flask.testing import FlaskClient  # noqa: E402
from werkzeug.test import EnvironBuilder  # noqa: E402

from assessment.domain.items import JudgementItem  # noqa: E402
from assessment.ingest.tree import read_tree  # noqa: E402
from assessment.services.catalogs import CatalogShelf  # noqa: E402
from assessment.services.settings import read_settings  # noqa: E402
from assessment.web import create_app  # noqa: E402
from bench.web_floors import Markup, make_floor, open_floor  # noqa: E402
from tests.web.sitter import Sitter, field_of  # noqa: E402

FORBIDDEN = ("matplotlib", "weasyprint", "numpy")
PLACES_TO_ANSWER = 20
"""Enough of the form that the middle of it is reached and judgement items are among them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measured ratio, and the target it is held to; a target of None is for information."""

    what: str
    base: str
    ratio: float
    target: float | None
    milliseconds: float
    base_milliseconds: float

    @property
    def holds(self) -> bool:
        return self.target is None or self.ratio <= self.target


# --- requests straight into the WSGI app -------------------------------------------------------


def ask(app: Flask, environ: dict[str, Any]) -> bytes:
    """One request; anything but 200 ends the run."""
    status: list[str] = []

    def start(line: str, headers: object, exc_info: object = None) -> Callable[[bytes], object]:
        del headers, exc_info
        status.append(line)
        return lambda part: part

    answer = app.wsgi_app(environ, start)
    body = b"".join(answer)
    with contextlib.suppress(AttributeError):
        answer.close()  # type: ignore[attr-defined]
    assert status[0].startswith("200"), (status, body[:400])
    return body


class Getting:
    """The same page again and again."""

    def __init__(self, app: Flask, path: str, headers: Mapping[str, str] | None = None) -> None:
        self._app = app
        self._environ = EnvironBuilder(path, headers=dict(headers or {})).get_environ()

    def __call__(self) -> bytes:
        environ = dict(self._environ)
        environ["wsgi.input"] = BytesIO()
        return ask(self._app, environ)


class Saving:
    """One answer, changed each time, with the revision that came back before."""

    def __init__(
        self,
        app: Flask,
        path: str,
        answers: Sequence[Mapping[str, str]],
        *,
        revision: int,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self._app, self._answers, self._revision, self._turn = app, answers, revision, 0
        self._environ = EnvironBuilder(
            path, method="POST", headers=dict(headers or {}), content_type="application/json"
        ).get_environ()

    def __call__(self) -> bytes:
        self._turn += 1
        body = json.dumps(
            {
                "answer": self._answers[self._turn % len(self._answers)],
                "seconds": 12.5,
                "revision": self._revision,
                "save_id": secrets.token_hex(12),
            }
        ).encode()
        environ = dict(self._environ)
        environ["wsgi.input"] = BytesIO(body)
        environ["CONTENT_LENGTH"] = str(len(body))
        reply = ask(self._app, environ)
        self._revision = json.loads(reply)["revision"]
        return reply


def cpu_ms(work: Mapping[str, Callable[[], object]], rounds: int, times: int) -> dict[str, float]:
    """Median CPU milliseconds of one call of each piece of work, taken in turns."""
    spent: dict[str, list[float]] = {name: [] for name in work}
    for do in work.values():
        for _ in range(max(3, times // 4)):
            do()
    for _ in range(rounds):
        for name, do in work.items():
            began = time.process_time()
            for _ in range(times):
                do()
            spent[name].append((time.process_time() - began) * 1000 / times)
    return {name: statistics.median(each) for name, each in spent.items()}


# --- the product with somebody in the middle of a form ------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """Somebody's browser: a question that is answered, and a result that is there."""

    cookie: str
    csrf: str
    question: str
    item: JudgementItem
    html: str
    revision: int
    result: str


def take_seat(client: FlaskClient, sitter: Sitter) -> Seat:
    """Submit one form, answer half of another, and stop at a saved judgement question."""
    result = sitter.finish()
    attempt = sitter.begin()
    path = client.get(f"/take/{attempt}").headers["Location"]
    seen: list[tuple[str, JudgementItem]] = []
    for _ in range(PLACES_TO_ANSWER):
        item = sitter.catalog.items[path.rsplit("/", 1)[-1]]  # type: ignore[index]
        if isinstance(item, JudgementItem):
            seen.append((path, item))
        path = sitter.answer(path).headers["Location"]
    question, item = max(seen, key=lambda place: len(client.get(place[0]).data))
    html = client.get(question).get_data(as_text=True)
    cookie = client.get_cookie("cto")
    assert cookie is not None
    return Seat(
        cookie=f"cto={cookie.value}",
        csrf=field_of(html, "csrf_token"),
        question=question,
        item=item,
        html=html,
        revision=int(field_of(html, "revision")),
        result=result,
    )


def same_markup(seat: Seat, sitter: Sitter) -> Markup:
    """The markup of the question page cut into what is fixed and its rows as plain values."""
    shown = [a for a in seat.item.actions if f'name="answer-{a.letter}"' in seat.html]
    begin = seat.html.index('<div class="act"')
    end = seat.html.index('<div class="turn">')
    return Markup(
        before=seat.html[:begin],
        after=seat.html[end:],
        rows=[{"name": a.letter, "text": a.text, "value": "3"} for a in shown],
        steps=[
            {"value": step.value, "label": step.label}
            for step in sitter.catalog.scales["effectiveness"].steps
        ],
    )


def measure_requests(folder: Path, rounds: int, times: int) -> tuple[list[Figure], list[str]]:
    """Question page, autosave and result page, against their floors."""
    settings = read_settings({"CTO_VAR_DIR": str(folder / "var"), "CTO_SECRET_KEY": "k" * 40})
    app = create_app(settings)
    sitter = Sitter(app.test_client(), app.extensions["shelf"].current)
    seat = take_seat(sitter.client, sitter)
    markup = same_markup(seat, sitter)
    full = make_floor(markup, open_floor(folder / "full.db", synchronous="FULL"))
    normal = make_floor(markup, open_floor(folder / "normal.db", synchronous="NORMAL"))
    cookie = {"Cookie": seat.cookie}
    letters = [str(row["name"]) for row in markup.rows]
    answers = [{f"answer-{letter}": str(n) for letter in letters} for n in (2, 4)]
    work: dict[str, Callable[[], bytes]] = {
        "/page": Getting(full, "/page"),
        "/page-db": Getting(full, "/page-db/item-7"),
        "question page": Getting(app, seat.question, cookie),
        "/save, FULL": Saving(full, "/save/item-7", answers, revision=1),
        "/save, NORMAL": Saving(normal, "/save/item-7", answers, revision=1),
        "autosave": Saving(
            app,
            f"{seat.question}/save",
            answers,
            revision=seat.revision,
            headers=cookie | {"X-CSRFToken": seat.csrf},
        ),
        "result page": Getting(app, seat.result, cookie),
    }
    sizes = {name: len(do()) for name, do in work.items()}
    assert abs(sizes["/page"] / sizes["question page"] - 1) < 0.03, sizes
    spent = cpu_ms(work, rounds, times)
    app.extensions["press"].close()
    app.extensions["database"].close()
    notes = [
        f"question page {sizes['question page']:,} bytes, floor {sizes['/page']:,}; "
        f"result page {sizes['result page']:,} bytes"
    ]

    def ratio(what: str, base: str, target: float | None) -> Figure:
        return figure_of(spent, what, base, target)

    return [
        ratio("question page", "/page", 3.0),
        ratio("question page", "/page-db", 1.8),
        ratio("/page-db", "/page", None),
        ratio("autosave", "/save, FULL", 1.8),
        ratio("autosave", "/save, NORMAL", None),
        ratio("result page", "/page-db", None),
    ], notes


def figure_of(
    spent: Mapping[str, float], what: str, base: str, target: float | None = None
) -> Figure:
    """The ratio of two medians of the same run."""
    return Figure(
        what=what,
        base=base,
        ratio=spent[what] / spent[base],
        target=target,
        milliseconds=spent[what],
        base_milliseconds=spent[base],
    )


# --- imports and content -------------------------------------------------------------------------


def measure_imports(rounds: int) -> tuple[list[Figure], list[str]]:
    """CPU of a fresh interpreter that imports the web app, against one that imports Flask."""
    names = {"web app import": "import assessment.web", "import flask": "import flask"}
    tail = "; import sys, time; print(time.process_time(), *(n for n in {!r} if n in sys.modules))"
    spent: dict[str, list[float]] = {name: [] for name in names}
    loaded: set[str] = set()
    for turn in range(rounds + 1):
        for name, code in names.items():
            seconds, *heavy = subprocess.run(
                [sys.executable, "-c", code + tail.format(FORBIDDEN)],
                cwd=ROOT,
                check=True,
                capture_output=True,
                text=True,
            ).stdout.split()
            if turn:  # the first turn only writes bytecode and fills the file cache
                spent[name].append(float(seconds) * 1000)
            loaded.update(heavy)
    assert not loaded, f"the web process imports {', '.join(sorted(loaded))}"
    medians = {name: statistics.median(each) for name, each in spent.items()}
    return (
        [figure_of(medians, "web app import", "import flask", 3.5)],
        [f"the web app imports none of {', '.join(FORBIDDEN)}: asserted"],
    )


def measure_content(rounds: int) -> tuple[list[Figure], list[str]]:
    """The whole catalogue read and checked from its folder, against its headers alone."""
    content = ROOT / "content"
    files = read_tree(content)
    headers = [text.split("\n---", 1)[0].removeprefix("---\n") for text in files.values()]

    def load_headers() -> object:
        return [yaml.load(text, yaml.CSafeLoader) for text in headers]  # noqa: S506 - it is safe

    spent = cpu_ms(
        {
            "content load": lambda: CatalogShelf.from_content(content),
            "CSafeLoader of the headers": load_headers,
        },
        max(3, rounds // 2),
        1,
    )
    figure = figure_of(spent, "content load", "CSafeLoader of the headers", 0.5)
    return [figure], [f"content: {len(files)} files"]


# --- the table ---------------------------------------------------------------------------------


def main() -> int:
    parser = argparse.ArgumentParser(description="Ratios of the web side.")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--requests", type=int, default=40, help="calls of each kind in a round")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    figures: list[Figure] = []
    notes: list[str] = []
    with tempfile.TemporaryDirectory() as folder, quiet_logs():
        for found, said in (
            measure_requests(Path(folder), options.rounds, options.requests),
            measure_imports(max(3, options.rounds // 2)),
            measure_content(options.rounds),
        ):
            figures += found
            notes += said
    if options.json:
        lines = [asdict(figure) | {"holds": figure.holds} for figure in figures]
        print(json.dumps({"figures": lines, "notes": notes}, indent=2))
    else:
        print_table(figures, notes)
    return 0 if all(figure.holds for figure in figures) else 1


@contextlib.contextmanager
def quiet_logs() -> Any:  # noqa: ANN401 - a context manager without a value
    """Send the request log, which is written and paid for, to nowhere."""
    real = sys.stderr
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        sys.stderr = nowhere
        try:
            yield
        finally:
            sys.stderr = real


def print_table(figures: Sequence[Figure], notes: Sequence[str]) -> None:
    print(f"{'what':16} {'divided by':27} {'ratio':>6} {'target':>7}          CPU ms")
    for each in figures:
        target = "" if each.target is None else f"<= {each.target:g}"
        verdict = "" if each.target is None else "holds" if each.holds else "MISSED"
        print(
            f"{each.what:16} {each.base:27} {each.ratio:6.2f} {target:>7} {verdict:7}"
            f" {each.milliseconds:8.3f} / {each.base_milliseconds:.3f}"
        )
    for note in notes:
        print(f"  {note}")


if __name__ == "__main__":
    sys.exit(main())
