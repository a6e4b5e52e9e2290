"""Does the engine agree with a study that knows it only by its program?

``python -m bench.independent`` writes banks and answer sheets as JSON lines, pipes them through
``python -m assessment score`` and compares what comes out with the truth it kept. It imports
nothing of ours: its people, experts and forms are written anew from the description in the
specification's section 4, with constants of its own that were never adjusted, so it agrees with
that text and not with ``bench.study``. ``--beside`` runs that as well and prints its figures.
"""

import argparse
import json
import math
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from statistics import fmean

AREAS = ("ST", "BF", "AT", "EC", "DU", "SM", "TL", "GR", "PM")
MIX = dict.fromkeys(AREAS, ("sjt", "sjt", "exhibit")) | {
    "BF": ("sjt", "exhibit", "numeric"),
    "DU": ("sjt", "exhibit", "numeric"),
    "AT": ("sjt", "exhibit", "exhibit"),
    "GR": ("sjt", "exhibit", "exhibit"),
}
TARGET = {
    area: {"level": level, "weight": 3 if critical else 2, "critical": critical}
    for area, level, critical in (
        ("ST", 3.5, True),
        ("BF", 3.0, False),
        ("AT", 3.5, False),
        ("EC", 3.5, True),
        ("DU", 3.5, False),
        ("SM", 3.5, False),
        ("TL", 4.0, True),
        ("GR", 3.0, False),
        ("PM", 3.5, False),
    )
}
KINDS = ("honest",) * 70 + ("inflated",) * 8 + ("faking",) * 8 + ("modest",) * 4
CARELESS = ("random",) * 4 + ("straight",) * 3 + ("fading",) * 3
SAID = {"honest": 0.6, "inflated": 1.4, "faking": 1.9, "modest": -0.6}

REFERENCE: dict[str, tuple[float, float, float]] = {
    "r area": (0.64, 1.0, 0.674),
    "r overall": (0.80, 1.0, 0.821),
    "RMSE": (0.0, 0.75, 0.718),
    "90 % coverage": (0.87, 0.93, 0.916),
    "bias": (-0.15, 0.15, 0.05),
    "clear-gap precision": (0.92, 1.0, 0.967),
    "right where it commits": (0.87, 1.0, 0.916),
    "calibration of p(gap)": (0.0, 0.05, 0.033),
    "blind-spot AUC": (0.85, 1.0, 0.880),
    "careless caught": (0.80, 1.0, 0.928),
    "careless false alarm": (0.0, 0.02, 0.001),
}
"""Lowest and highest acceptable figure in the default world, and the specification's own."""


@dataclass(frozen=True)
class Area:
    """One area of one attentive person: the truth and what the program said."""

    true: float
    said: int
    kind: str
    out: dict[str, float]
    target: float


@dataclass(frozen=True)
class Sheet:
    """One person: kind, areas, careless."""

    kind: str
    areas: tuple[Area, ...]
    careless: float | None


def sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-max(-40.0, min(40.0, x))))


def steps(x: float) -> int:
    return min(5, max(1, round(x)))


def clamp(x: float) -> float:
    return min(5.0, max(1.0, x))


def make_bank(dice: Random) -> tuple[list[dict[str, object]], dict[str, dict[str, object]]]:
    """The form as experts keyed it, and the truth behind each unit."""
    bank: list[dict[str, object]] = []
    truth: dict[str, dict[str, object]] = {}
    for area in AREAS:
        for place, form in enumerate(MIX[area]):
            name = f"{area}{place}"
            b = dice.triangular(1.8, 4.4, 3.1)
            item: dict[str, object] = {
                "id": name,
                "area": area,
                "format": form,
                "difficulty": clamp(b + dice.gauss(0, 0.6)),
                "seconds": {"sjt": 64, "exhibit": 65, "numeric": 70}[form],
            }
            inner: dict[str, object] = {"b": b, "a": 1.3 * math.exp(dice.gauss(0, 0.25))}
            if form == "sjt":
                while True:
                    best = [dice.uniform(1.2, 4.8) for _ in range(5)]
                    keyed = [clamp(k + dice.gauss(0, 0.25)) for k in best]
                    clear = sum(abs(keyed[i] - keyed[j]) >= 0.6 for i in range(5) for j in range(i))
                    if clear >= 6 and max(best) - min(best) > 2:
                        break
                item["options"] = keyed
                inner["expert"] = best
                # Lay people are drawn to an attractive wrong action and hardly see the rest.
                lay = [3 + 0.15 * (k - 3) + dice.gauss(0, 0.8) for k in best]
                inner["lay"] = lay
            elif form == "exhibit":
                item["truth"] = [dice.random() < 0.5 for _ in range(5)]
                inner["bs"] = [b + dice.gauss(0, 0.5) for _ in range(5)]
            else:
                item |= {"correct": 250.0, "tolerance": 0.02}
            bank.append(item)
            truth[name] = inner
        bank.append({"id": f"{area}self", "area": area, "format": "self"})
    bank += [{"id": f"check{n}", "area": None, "format": "check", "correct": n} for n in (2, 4)]
    return bank, truth


def answer(
    dice: Random, bank: list[dict[str, object]], truth: dict[str, dict[str, object]]
) -> tuple[dict[str, object], str, dict[str, float], dict[str, int]]:
    """One person's sheet, kind, true levels and self-ratings."""
    kind = dice.choice(KINDS + CARELESS)
    g = dice.gauss(0, 1)
    level = {a: 2.75 + math.sqrt(0.45) * g + math.sqrt(0.55) * dice.gauss(0, 1) for a in AREAS}
    shift, stretch = dice.gauss(0, 0.5), math.exp(dice.gauss(0, 0.25))
    knack = {form: dice.gauss(0, 0.35) for form in ("sjt", "exhibit", "numeric")}
    pace, tilt = math.exp(dice.gauss(0, 0.25)), dice.gauss(0, 0.45)
    favourite = dice.randint(1, 5)
    said = {
        a: steps(
            2.75 + 0.32 * (level[a] - 2.75) + SAID.get(kind, 0.6) + tilt + dice.gauss(0, 0.6)
            + dice.choices((1.1, -1.1, 0.0), (0.14, 0.14, 0.72))[0]
        )
        for a in AREAS
    }  # fmt: skip
    given: dict[str, object] = {}
    units = [item for item in bank if item["format"] in knack]
    for place, item in enumerate(units):
        name, form = str(item["id"]), str(item["format"])
        careless = kind in CARELESS and not (kind == "fading" and place < len(units) / 2)
        if not careless and dice.random() < 0.02:
            continue
        inner = truth[name]
        here = level[str(item["area"])] + knack[form] + dice.gauss(0, 0.7)
        value = (
            _careless(dice, kind, form, favourite)
            if careless
            else _attentive(dice, item, inner, form, here, shift, stretch)
        )
        expected = {"sjt": 64.0, "exhibit": 65.0, "numeric": 70.0}[form]
        hurry = dice.uniform(0.15, 0.85) if careless else 1.0
        given[name] = {
            "value": value,
            "seconds": expected * pace * hurry * math.exp(dice.gauss(0, 0.2)),
        }
    for area in AREAS:
        given[f"{area}self"] = {"value": favourite if kind == "straight" else said[area]}
    for n in (2, 4):
        failed = dice.random() < (0.75 if kind in CARELESS else 0.01)
        given[f"check{n}"] = {"value": n % 5 + 1 if failed else n}
    return given, kind, level, said


def _careless(dice: Random, kind: str, form: str, favourite: int) -> object:
    if form == "numeric":
        return float(dice.randint(1, 500))
    if kind == "straight":
        return [favourite] * 5 if form == "sjt" else ["T"] * 5
    if form == "sjt":
        return [dice.randint(1, 5) for _ in range(5)]
    return [dice.choice("TF?") for _ in range(5)]


def _attentive(
    dice: Random,
    item: dict[str, object],
    inner: dict[str, object],
    form: str,
    here: float,
    shift: float,
    stretch: float,
) -> object:
    a, b = float(str(inner["a"])), float(str(inner["b"]))
    if form == "numeric":
        right = dice.random() < 0.03 + 0.93 * sigmoid(1.4 * a * (here - b))
        return 250.0 if right else dice.choice((125.0, 200.0, 275.0, 500.0))
    if form == "sjt":
        blend = sigmoid(a * (here - b))
        expert, lay = inner["expert"], inner["lay"]
        assert isinstance(expert, list)
        assert isinstance(lay, list)
        seen = [
            blend * e + (1 - blend) * w + dice.gauss(0, 0.6)
            for e, w in zip(expert, lay, strict=True)
        ]
        return [steps(3 + shift + stretch * (s - 3)) for s in seen]
    marks = []
    difficulties, keys = inner["bs"], item["truth"]
    assert isinstance(difficulties, list)
    assert isinstance(keys, list)
    for own, true in zip(difficulties, keys, strict=True):
        if dice.random() < sigmoid(a * (here - own)):
            marks.append("T" if true else "F")
        else:
            marks.append(dice.choices("TF?", (0.45, 0.3, 0.25))[0])
    return marks


def run_bank(people: int, seed: str) -> list[Sheet]:
    """One form and its people, scored by the program."""
    dice = Random(seed)
    bank, truth = make_bank(dice)
    folk = [answer(dice, bank, truth) for _ in range(people)]
    lines = [json.dumps({"bank": bank, "target": TARGET})]
    lines += [json.dumps({"answers": given}) for given, _, _, _ in folk]
    done = subprocess.run(
        [sys.executable, "-m", "assessment", "score"],
        input="\n".join(lines) + "\n",
        capture_output=True,
        text=True,
        check=True,
    )
    sheets = []
    for (_, kind, level, said), text in zip(folk, done.stdout.splitlines(), strict=True):
        out = json.loads(text)
        areas = tuple(
            Area(level[a], said[a], kind, out["areas"][a], float(TARGET[a]["level"]))
            for a in AREAS
            if out["areas"][a]["level"] is not None
        )
        sheets.append(Sheet(kind, areas, out["careless"]))
    return sheets


def correlation(xs: Sequence[float], ys: Sequence[float]) -> float:
    mx, my = fmean(xs), fmean(ys)
    top = sum((x - mx) * (y - my) for x, y in zip(xs, ys, strict=True))
    return top / math.sqrt(sum((x - mx) ** 2 for x in xs) * sum((y - my) ** 2 for y in ys))


def auc(pairs: Sequence[tuple[float, bool]]) -> float:
    """P(a true case gets the higher figure), by ranks, ties half."""
    values = sorted({figure for figure, _ in pairs})
    low = wins = 0.0
    for value in values:
        yes = sum(truth for figure, truth in pairs if figure == value)
        no = sum(not truth for figure, truth in pairs if figure == value)
        wins += yes * (low + no / 2)
        low += no
    return wins / (low * (sum(truth for _, truth in pairs)))


def figures(sheets: Sequence[Sheet]) -> dict[str, float]:
    """The figures of section 4; careless people count in rows of their own only."""
    attentive = [s for s in sheets if s.kind not in CARELESS]
    areas = [a for s in attentive for a in s.areas]
    whole = [s for s in attentive if s.areas]
    gaps = [(a.out["p_gap"], a.true < a.target) for a in areas]
    sure = [(p >= 0.5) == below for p, below in gaps if p >= 0.75 or p <= 0.25]
    bins: dict[int, list[tuple[float, bool]]] = {}
    for p, below in gaps:
        bins.setdefault(min(9, int(p * 10)), []).append((p, below))
    sampled = areas[:4_000]
    return {
        "r area": correlation([a.out["level"] for a in areas], [a.true for a in areas]),
        "r overall": correlation(
            [fmean(a.out["level"] for a in s.areas) for s in whole],
            [fmean(a.true for a in s.areas) for s in whole],
        ),
        "RMSE": math.sqrt(fmean((a.out["level"] - a.true) ** 2 for a in areas)),
        "90 % coverage": fmean(a.out["low"] <= a.true <= a.out["high"] for a in areas),
        "bias": fmean(a.out["level"] - a.true for a in areas),
        "clear-gap precision": fmean(below for p, below in gaps if p >= 0.9),
        "right where it commits": fmean(sure),
        "calibration of p(gap)": sum(
            len(own) / len(gaps) * abs(fmean(p for p, _ in own) - fmean(t for _, t in own))
            for own in bins.values()
        ),
        "blind-spot AUC": auc([(a.out["p_blind"], a.said - a.true >= 1) for a in sampled]),
        "careless caught": fmean((s.careless or 0) >= 0.5 for s in sheets if s.kind in CARELESS),
        "careless false alarm": fmean((s.careless or 0) >= 0.5 for s in attentive),
    }


def spread(banks: Sequence[list[Sheet]], figure: Callable[[Sequence[Sheet]], dict[str, float]],
           ) -> dict[str, float]:  # fmt: skip
    """Standard error of each figure over the banks."""
    single = [figure(bank) for bank in banks]
    return {
        name: math.sqrt(
            sum((one[name] - fmean(o[name] for o in single)) ** 2 for one in single)
            / (len(single) - 1)
            / len(single)
        )
        for name in single[0]
    }


def beside(banks: int, people: int, seed: int) -> dict[str, float]:
    """The same figures of ``bench.study``, read off the table it prints."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.study", f"--banks={banks}", f"--people={people}",
         f"--seed={seed}"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    rows = {line[:26].strip(): line[42:51] for line in done.stdout.splitlines()}
    named = {name: rows.get("bias honest" if name == "bias" else name, "") for name in REFERENCE}
    return {name: float(text) for name, text in named.items() if text.strip()}


def main(arguments: Sequence[str] | None = None) -> int:
    """0 where every target of the default world is met, else 1."""
    parser = argparse.ArgumentParser(prog="python -m bench.independent", description=__doc__)
    parser.add_argument("--banks", type=int, default=10)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--beside", action="store_true", help="with the figures of bench.study")
    options = parser.parse_args(arguments)
    started = time.perf_counter()
    banks = [
        run_bank(options.people, f"independent/{options.seed}/{bank}")
        for bank in range(options.banks)
    ]
    found = figures([sheet for bank in banks for sheet in bank])
    errors = spread(banks, figures)
    other = beside(options.banks, options.people, options.seed) if options.beside else {}
    print(f"{'figure':<26}{'target':>16}{'here':>9}{'± SE':>8}{'spec':>8}{'bench.study':>13}")
    missed = []
    for name, (low, high, reference) in REFERENCE.items():
        ok = low <= found[name] <= high
        missed += [] if ok else [name]
        print(
            f"{name:<26}{f'{low:.2f} to {high:.2f}':>16}{found[name]:>9.3f}"
            f"{errors[name]:>8.3f}{reference:>8.3f}"
            f"{f'{other[name]:.3f}' if name in other else '':>13}{'' if ok else '  missed'}"
        )
    count = options.banks * options.people
    print(f"{count} people, {options.banks} banks, {time.perf_counter() - started:.0f} s")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
