"""How fast is scoring: one person in CPU time, and many sheets through the program?

``python -m bench.score_bench`` prints milliseconds a person and seconds for 2 500, 5 000 and 10 000
sheets on one core, and ends with 1 where a person takes more than 10 ms or time is not linear.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from assessment.domain.scoring.reading import USUAL_MONTHS, read_sheet  # noqa: E402
from assessment.domain.scoring.score import score  # noqa: E402
from bench import independent  # noqa: E402
from bench.study.answering import answer_form  # noqa: E402
from bench.study.forms import make_form, scale_up_target  # noqa: E402
from bench.study.world import DEFAULT, make_person  # noqa: E402

MOST_MILLISECONDS = 10.0
"""CPU for one person, scored and read (MEASUREMENT.md 2.4 has 2 ms for the grid alone)."""
LINEAR_WITHIN = 0.25
"""How far the time a sheet may differ between a quarter of the sheets and all of them."""


def main(arguments: Sequence[str] | None = None) -> int:
    """0 where both promises hold, else 1."""
    parser = argparse.ArgumentParser(prog="python -m bench.score_bench", description=__doc__)
    parser.add_argument("--sheets", type=int, default=10_000)
    sheets = parser.parse_args(arguments).sheets
    milliseconds = one_person()
    print(
        f"one person, scored and read: {milliseconds:.1f} ms CPU (at most {MOST_MILLISECONDS:.0f})"
    )
    print(f"{'sheets':>8}{'CPU s':>9}{'wall s':>9}{'ms a sheet':>12}")
    pace = [through_the_program(count) for count in (sheets // 4, sheets // 2, sheets)]
    linear = abs(pace[-1] / pace[0] - 1) <= LINEAR_WITHIN
    print("linear" if linear else "not linear")
    return 0 if linear and milliseconds <= MOST_MILLISECONDS else 1


def one_person(people: int = 60) -> float:
    """Milliseconds of CPU for a full form of 27 units, the median of ``people``."""
    random = Random("one person")
    form = make_form(DEFAULT, random)
    target = scale_up_target()
    months = dict.fromkeys(target.levels, USUAL_MONTHS)
    spent = []
    for _ in range(people):
        responses = answer_form(DEFAULT, make_person(DEFAULT, random), form)
        started = time.process_time()
        read_sheet(score(form.bank, responses), target, months)
        spent.append((time.process_time() - started) * 1000)
    return sorted(spent)[len(spent) // 2]


def through_the_program(sheets: int) -> float:
    """Milliseconds of CPU a sheet, with a row of the table."""
    dice = Random("sheets")
    bank, truth = independent.make_bank(dice)
    several = [
        json.dumps({"answers": independent.answer(dice, bank, truth)[0]}) for _ in range(100)
    ]
    lines = [json.dumps({"bank": bank, "target": independent.TARGET})]
    lines += [several[number % len(several)] for number in range(sheets)]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "assessment", "score"],
        input="\n".join(lines) + "\n",
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        cwd=ROOT,
    )
    wall = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.stdout.count("\n") != sheets:
        raise SystemExit(f"{done.stdout.count(chr(10))} answers to {sheets} sheets")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"{sheets:>8}{cpu:>9.1f}{wall:>9.1f}{1000 * cpu / sheets:>12.2f}")
    return cpu / sheets


if __name__ == "__main__":
    sys.exit(main())
