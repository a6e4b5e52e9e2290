"""How much CPU does one plan take?

``python bench/plan_bench.py`` builds the plans of 200 generated people (eight types, five
situations, both modes, 3 to 12 hours a week) on the shipped content and prints milliseconds of
CPU, and ratios to a floor that any machine can be measured by: hashing one megabyte with SHA-256,
and laying all actions of the content out as JSON once.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from assessment.domain.planning.plan import build_plan
from assessment.store.plain import to_plain
from tests.content.shipped import catalog
from tests.domain.plan_people import people

LIMIT_MS = 50.0
ROUNDS = 3


def cpu_ms(job: Callable[[], object]) -> float:
    """Milliseconds of this process's CPU."""
    before = time.process_time()
    job()
    return (time.process_time() - before) * 1000


def main() -> None:
    content, everybody = catalog(), people()
    megabyte = bytes(1_000_000)
    actions = [to_plain(action) for action in content.actions.values()]
    build_plan(content, everybody[0])
    best = [
        min(cpu_ms(lambda f=facts: build_plan(content, f)) for _ in range(ROUNDS))  # type: ignore[misc]
        for facts in everybody
    ]
    hashing = statistics.median(cpu_ms(lambda: sha256(megabyte)) for _ in range(50))
    writing = statistics.median(cpu_ms(lambda: json.dumps(actions)) for _ in range(50))
    median, slowest = statistics.median(best), max(best)
    print(f"people {len(best)}, actions {len(content.actions)}, content {content.revision}")
    print(f"one plan, CPU: median {median:.1f} ms, slowest {slowest:.1f} ms, limit {LIMIT_MS:g} ms")
    print(f"floors: SHA-256 of 1 MB {hashing:.2f} ms, all actions as JSON {writing:.2f} ms")
    print(f"median plan = {median / hashing:.1f} x hashing = {median / writing:.1f} x JSON")
    print("holds" if slowest < LIMIT_MS else "DOES NOT HOLD")


if __name__ == "__main__":
    main()
