"""Teaches the readers, writes their tables, and says how right they are about a voice left out.

    python -m bench.readers            # write assessment/domain/brief_rules/weights
    python -m bench.readers --judge    # leave out one voice after the other; a few minutes

"Found" is the share of a voice's faulty texts that readers taught by all others find, "wrongly" the
share of its sound texts that they take for faulty.
"""

import argparse
from pathlib import Path

from assessment.domain.brief_rules import reader
from assessment.domain.brief_rules.reader import FAULTS, Fault, Reader
from bench.readers.learning import learn
from bench.readers.material import Kinds, lesson, voices

TABLES = Path(reader.__file__).parent / "weights"
FEWEST_TEXTS = 12
"""A voice with fewer faulty texts of a kind is not left out for it: a share of them says little."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--judge", action="store_true", help="measure instead of writing")
    parser.add_argument("--only", choices=FAULTS, help="one reader alone")
    options = parser.parse_args()
    spoken = voices()
    for fault in FAULTS if options.only is None else (options.only,):
        if options.judge:
            judge(fault, spoken)
        else:
            taught = learn(fault, [lesson(fault, kinds) for kinds in spoken.values()])
            (TABLES / f"{fault}.tsv").write_text(table_of(taught), encoding="utf-8")
            print(f"{fault}: {len(taught.weights)} weights")


def table_of(taught: Reader) -> str:
    """A reader's table as it is kept: a weight and a feature a line, the bias without a feature."""
    rows = sorted(taught.weights.items(), key=lambda row: (-row[1], row[0]))
    return "".join(
        [
            "# Written by `python -m bench.readers`; what speaks for the fault comes first.\n",
            f"{taught.bias:.2f}\t\n",
            *(f"{weight:.2f}\t{feature}\n" for feature, weight in rows),
        ]
    )


def judge(fault: Fault, spoken: dict[str, Kinds]) -> None:
    """Print how a reader taught by the others reads each voice."""
    lessons = {name: lesson(fault, kinds) for name, kinds in spoken.items()}
    found = faulty = wrongly = sound = 0
    for name, own in lessons.items():
        if name == "earlier" or len(own.faulty) < FEWEST_TEXTS:
            continue
        taught = learn(fault, [each for other, each in lessons.items() if other != name])
        hits = sum(map(taught.finds, own.faulty))
        alarms = sum(map(taught.finds, own.sound))
        print(
            f"  {fault} {name}: found {hits} of {len(own.faulty)}, "
            f"wrongly {alarms} of {len(own.sound)}",
            flush=True,
        )
        found, faulty = found + hits, faulty + len(own.faulty)
        wrongly, sound = wrongly + alarms, sound + len(own.sound)
    print(
        f"{fault}: found {found} of {faulty} ({found / faulty:.2f}), "
        f"wrongly {wrongly} of {sound} ({wrongly / sound:.3f})",
        flush=True,
    )


if __name__ == "__main__":
    main()
