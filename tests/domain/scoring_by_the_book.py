"""The scoring model once more, written straight from MEASUREMENT.md 2.2 to 2.8 and slow.

Shares no code with the engine, so that a slip in either shows up as a difference.
"""

import math
from collections.abc import Mapping, Sequence
from itertools import combinations

THETA = [0.5 + i / 8 for i in range(41)]
G = [-2.6 + 0.4 * k for k in range(14)]
CONSTANTS = {
    "sjt": (0.60, 0.93, 0.90),
    "exhibit": (0.49, 0.98, 0.90),
    "mcq": (0.31, 0.98, 1.10),
    "numeric": (0.03, 0.96, 1.30),
}


def x_and_w(item: Mapping[str, object], value: object) -> tuple[float, float]:
    """Item score and weight of a complete answer; ``item`` is written as in the score program."""
    form = item["format"]
    if form == "sjt":
        assert isinstance(value, Sequence)
        key = item["options"]
        assert isinstance(key, Sequence)
        top = bottom = 0.0
        for i, j in combinations(range(len(key)), 2):
            if abs(key[i] - key[j]) >= 0.6 - 1e-9:
                g = min(abs(key[i] - key[j]), 2.5)
                product = (key[i] - key[j]) * (value[i] - value[j])
                top += g * (1 if product > 0 else 0.5 if product == 0 else 0)
                bottom += g
        return top / bottom, 1.30 * (len(key) - 1)
    if form == "exhibit":
        assert isinstance(value, Sequence)
        truth = item["truth"]
        assert isinstance(truth, Sequence)
        points = 0.0
        for t, v in zip(truth, value, strict=True):
            points += 0.5 if v == "?" else 1.0 if (v == "T") == t else 0.0
        return points / len(truth), 1.0 * len(truth)
    if form == "mcq":
        return (1.0 if value == item["correct"] else 0.0), 0.95
    key_value, tolerance = item["correct"], item["tolerance"]
    assert isinstance(key_value, float)
    assert isinstance(tolerance, float)
    assert isinstance(value, float)
    return (1.0 if abs(value - key_value) <= tolerance * abs(key_value) + 1e-9 else 0.0), 0.95


def log_likelihood(item: Mapping[str, object], value: object) -> list[float]:
    x, w = x_and_w(item, value)
    c, d, a = CONSTANTS[str(item["format"])]
    sigma = 0.9 if item.get("key_status") == "author" else 0.6
    b = item["difficulty"]
    assert isinstance(b, float)
    slope = a / math.sqrt(1 + math.pi / 8 * a * a * sigma * sigma)
    out = []
    for theta in THETA:
        p = c + (d - c) / (1 + math.exp(-slope * (theta - b)))
        out.append(w * (x * math.log(p) + (1 - x) * math.log(1 - p)))
    return out


def rows(mu: float = 2.75) -> list[list[float]]:
    out = []
    for g in G:
        row = [math.exp(-((t - mu - math.sqrt(0.4) * g) ** 2) / (2 * 0.6)) for t in THETA]
        out.append([v / sum(row) for v in row])
    return out


def posterior(
    logs: Mapping[str, Sequence[float]],
) -> tuple[list[float], dict[str, list[float]], dict[str, list[list[float]]]]:
    """p(g), p_a(theta), and p_a(theta | g) of each area from its log-likelihood."""
    row = rows()
    ell = {a: [math.exp(v) for v in logs[a]] for a in logs}
    z = {
        a: [sum(r * v for r, v in zip(row[k], ell[a], strict=True)) for k in range(14)] for a in ell
    }
    pg = [math.exp(-(G[k] ** 2) / 2) * math.prod(z[a][k] for a in ell) for k in range(14)]
    pg = [v / sum(pg) for v in pg]
    given = {
        a: [[row[k][i] * ell[a][i] / z[a][k] for i in range(41)] for k in range(14)] for a in ell
    }
    marginal = {a: [sum(pg[k] * given[a][k][i] for k in range(14)) for i in range(41)] for a in ell}
    return pg, marginal, given


def cdf(p: Sequence[float], cut: float) -> float:
    """Cell by cell: how much of each cell lies under the cut."""
    total = 0.0
    for theta, mass in zip(THETA, p, strict=True):
        under = (cut - (theta - 1 / 16)) / (1 / 8)
        total += mass * min(1.0, max(0.0, under))
    return total


def quantile(p: Sequence[float], share: float) -> float:
    low, high = 0.0, 6.0
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if cdf(p, middle) < share else (low, middle)
    return (low + high) / 2
