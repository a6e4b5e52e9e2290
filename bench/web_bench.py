"""How much does the web side cost, as ratios to the least that could be done?

``python bench/web_bench.py [--rounds N] [--requests N] [--json]``; exit status 1 where a target
does not hold. What is measured, and how, stands in ``bench/README.md``.
"""

import argparse
import contextlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.web_calls import Getting, InProcess, Saving, Server, cpu_ms, served  # noqa: E402
from bench.web_floors import make_floor, open_floor  # noqa: E402
from bench.web_seat import HOST, Seat, take_seat  # noqa: E402

FORBIDDEN = ("matplotlib", "weasyprint", "numpy")
DEVELOPMENT_ONLY = ("rich",)
"""Only the development tools bring it; structlog imports it where it is there."""

CONTENT = f"""
import time, yaml
from pathlib import Path
from assessment.ingest.tree import read_tree
from assessment.services.catalogs import CatalogShelf
root = Path({str(ROOT / "content")!r})
heads = [text.split("\\n---", 1)[0].removeprefix("---\\n") for text in read_tree(root).values()]
began = time.process_time()
CatalogShelf.from_content(root)
loaded = time.process_time()
for head in heads:
    yaml.load(head, yaml.CSafeLoader)
print(loaded - began, time.process_time() - loaded)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One ratio, and the target it is held to; a target of None is for information."""

    group: str
    what: str
    base: str
    ratio: float
    target: float | None
    milliseconds: float
    base_milliseconds: float

    @property
    def holds(self) -> bool:
        return self.target is None or self.ratio <= self.target


@dataclass(frozen=True, slots=True)
class Medians:
    """The CPU milliseconds of one group, measured in turns."""

    group: str
    spent: Mapping[str, float]

    def over(self, what: str, base: str, target: float | None = None) -> Figure:
        return Figure(
            group=self.group,
            what=what,
            base=base,
            ratio=self.spent[what] / self.spent[base],
            target=target,
            milliseconds=self.spent[what],
            base_milliseconds=self.spent[base],
        )


def requests_of(
    seat: Seat, product: Server, full: Server, normal: Server
) -> dict[str, Getting | Saving]:
    """Every kind of request, to the product and to its floors."""
    cookie = {"Cookie": seat.cookie, "Host": HOST}
    letters = [row["name"] for row in seat.markup.rows]
    answers = [{f"answer-{letter}": str(n) for letter in letters} for n in (2, 4)]
    # The product's revision moves on with every save, so it is asked when the group begins.
    page = product.ask(seat.question, cookie, None).decode()
    revision = int(page.split('name="revision" value="', 1)[1].split('"', 1)[0])
    return {
        "/page": Getting(server=full, path="/page"),
        "/page-db": Getting(server=full, path="/page-db/item-7"),
        "question page": Getting(server=product, path=seat.question, headers=cookie),
        "/save, FULL": Saving(server=full, path="/save/item-7", answers=answers, revision=1),
        "/save, NORMAL": Saving(server=normal, path="/save/item-7", answers=answers, revision=1),
        "autosave": Saving(
            server=product,
            path=f"{seat.question}/save",
            answers=answers,
            revision=revision,
            headers={**cookie, "X-CSRFToken": seat.csrf},
        ),
        "result page": Getting(server=product, path=seat.result, headers=cookie),
    }


def measure_in_process(seat: Seat, folder: Path, rounds: int, times: int) -> list[Figure]:
    """The WSGI apps alone: no server's work softens a ratio."""
    full = make_floor(seat.markup, open_floor(folder / "full.db", synchronous="FULL"))
    normal = make_floor(seat.markup, open_floor(folder / "normal.db", synchronous="NORMAL"))
    work = requests_of(seat, InProcess(seat.app), InProcess(full), InProcess(normal))
    sizes = {name: len(do()) for name, do in work.items()}
    assert abs(sizes["/page"] / sizes["question page"] - 1) < 0.03, sizes
    found = Medians("app alone", cpu_ms(work, rounds, times))
    return [
        found.over("question page", "/page"),
        found.over("question page", "/page-db"),
        found.over("autosave", "/save, FULL"),
        found.over("result page", "/page-db"),
    ]


def measure_served(seat: Seat, folder: Path, rounds: int, times: int) -> list[Figure]:
    """Product and floors, each in a process of its own behind the same server."""
    markup = folder / "markup.json"
    seat.markup.write(markup)
    floor = ["-m", "bench.web_floors", str(markup)]
    path = {"PYTHONPATH": str(ROOT)}
    with (
        served([str(ROOT / "app.py"), "--port", "0"], folder, seat.environ) as product,
        served([*floor, str(folder / "served-full.db"), "FULL"], folder, path) as full,
        served([*floor, str(folder / "served-normal.db"), "NORMAL"], folder, path) as normal,
    ):
        found = Medians("served", cpu_ms(requests_of(seat, product, full, normal), rounds, times))
    return [
        found.over("question page", "/page", 3.0),
        found.over("question page", "/page-db", 1.8),
        found.over("/page-db", "/page"),
        found.over("autosave", "/save, FULL", 1.8),
        found.over("autosave", "/save, NORMAL"),
        found.over("result page", "/page-db"),
    ]


def fresh(code: str, environ: Mapping[str, str]) -> list[str]:
    """What a new interpreter prints, with bytecode kept as in an installation."""
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    ran = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**kept, **environ},
        check=True,
        capture_output=True,
        text=True,
    )
    return ran.stdout.split()


def measure_starts(folder: Path, rounds: int) -> tuple[list[Figure], list[str]]:
    """Importing the web app against importing Flask; reading the content against its headers."""
    environ = {"PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
    absent = f"import sys, time; sys.modules.update(dict.fromkeys({DEVELOPMENT_ONLY!r}))\n"
    tail = f"\nprint(time.process_time(), *(n for n in {FORBIDDEN!r} if n in sys.modules))"
    spent: dict[str, list[float]] = {}
    loaded: set[str] = set()
    for turn in range(rounds + 1):
        found: dict[str, float] = {}
        for name, module in (("web app import", "assessment.web"), ("import flask", "flask")):
            seconds, *heavy = fresh(f"{absent}import {module}{tail}", environ)
            found[name] = float(seconds)
            loaded.update(heavy)
        whole, headers = fresh(CONTENT, environ)
        found |= {"content load": float(whole), "CSafeLoader of headers": float(headers)}
        for name, seconds in found.items():
            if turn:  # the first turn writes the bytecode
                spent.setdefault(name, []).append(seconds * 1000)
    assert not loaded, f"the web process imports {', '.join(sorted(loaded))}"
    medians = Medians("start", {name: statistics.median(each) for name, each in spent.items()})
    return (
        [
            medians.over("web app import", "import flask", 3.5),
            medians.over("content load", "CSafeLoader of headers", 0.5),
        ],
        [f"importing the web app imports none of {', '.join(FORBIDDEN)}: asserted"],
    )


def main() -> int:
    parser = argparse.ArgumentParser(description="Ratios of the web side.")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--requests", type=int, default=60, help="calls of each kind in a round")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, quiet_logs():
        folder = Path(name)
        seat = take_seat(folder)
        figures = measure_served(seat, folder, options.rounds, options.requests)
        figures += measure_in_process(seat, folder, options.rounds, options.requests)
        seat.close()
        starts, notes = measure_starts(folder, max(3, options.rounds // 2))
    figures += starts
    if options.json:
        lines = [asdict(figure) | {"holds": figure.holds} for figure in figures]
        print(json.dumps({"figures": lines, "notes": notes}, indent=2))
    else:
        print_table(figures, notes)
    return 0 if all(figure.holds for figure in figures) else 1


@contextlib.contextmanager
def quiet_logs() -> Iterator[None]:
    """Send the request log, which is written and paid for, to nowhere."""
    with (
        Path(os.devnull).open("w", encoding="utf-8") as nowhere,
        contextlib.redirect_stderr(nowhere),
    ):
        yield


def print_table(figures: Sequence[Figure], notes: Sequence[str]) -> None:
    print(f"{'':10} {'what':15} {'divided by':23} {'ratio':>6}  target          CPU ms")
    for each in figures:
        verdict = "" if each.target is None else "holds" if each.holds else "MISSED"
        target = "" if each.target is None else f"<= {each.target:g}"
        print(
            f"{each.group:10} {each.what:15} {each.base:23} {each.ratio:6.2f}"
            f"  {target:6} {verdict:6} {each.milliseconds:8.3f} / {each.base_milliseconds:.3f}"
        )
    for note in notes:
        print(f"  {note}")


if __name__ == "__main__":
    sys.exit(main())
