"""Do readers who see neither key nor reasons order the actions as the key does?

``sheets`` writes one sheet a reader: every judgement item with its actions in an order of the
reader's own, and the actions alone, without their stories, for the test-wise reading.
``figures`` compares filled-in sheets with the keys: pair order per item and in all, and what is
reached without reading, by length, by caution, by consulting, and by answering "true" throughout.

A sheet is filled in as JSON: ``{"ratings": {item: {letter: 1..5}}}`` and, for the actions alone,
``{"cautious": {item: letter}, "consultative": {item: letter}}``, the letters being the sheet's.
"""

import argparse
import json
import random
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import mean
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from assessment.domain.items import Action, ExhibitItem, JudgementItem
from assessment.domain.scoring.item_scores import pair_order
from assessment.ingest import load_catalog
from assessment.services.settings import PROJECT

LETTERS = "abcde"
CHANCE = 0.5


def judgement_items() -> list[JudgementItem]:
    catalog = load_catalog(PROJECT / "content")
    return [
        item
        for item in sorted(catalog.items.values(), key=lambda i: (getattr(i, "area", ""), i.id))
        if isinstance(item, JudgementItem) and item.status == "live"
    ]


def shuffled(item: JudgementItem, reader: str) -> list[Action]:
    """The item's actions in the order this reader sees them."""
    order = list(item.actions)
    random.Random(f"{reader}:{item.id}").shuffle(order)
    return order


def write_sheets(out: Path, readers: Sequence[str]) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for reader in readers:
        lines = ["# Rate every action for effectiveness in its situation, 1 makes it worse to 5\n"]
        alone = ["# Actions without their stories\n"]
        for item in judgement_items():
            lines.append(f"## {item.id}\n\n{item.title}. {item.stem.source}\n")
            alone.append(f"## {item.id}\n")
            for letter, action in zip(LETTERS, shuffled(item, reader), strict=False):
                lines.append(f"- {letter}: {action.text}")
                alone.append(f"- {letter}: {action.text}")
            lines.append("")
            alone.append("")
        (out / f"sheet-{reader}.md").write_text("\n".join(lines), encoding="utf-8")
        (out / f"alone-{reader}.md").write_text("\n".join(alone), encoding="utf-8")


def key_of(item: JudgementItem) -> tuple[float, ...]:
    return tuple(action.effectiveness for action in item.actions)


def in_key_order(item: JudgementItem, reader: str, by_letter: dict[str, Any]) -> list[int | None]:
    """A reader's ratings put back into the author's order."""
    seen = {
        a.letter: by_letter.get(s) for s, a in zip(LETTERS, shuffled(item, reader), strict=False)
    }
    return [seen[action.letter] for action in item.actions]


def picking(item: JudgementItem, chosen: str) -> float:
    """Pair order of somebody who rates one action best and knows nothing of the others."""
    ratings = [5 if action.letter == chosen else 3 for action in item.actions]
    return pair_order(key_of(item), ratings) or CHANCE


def figures(files: Sequence[Path]) -> dict[str, Any]:
    items = judgement_items()
    agreement: dict[str, dict[str, float]] = {item.id: {} for item in items}
    alone: dict[str, list[float]] = {"longest": [], "cautious": [], "consultative": []}
    for path in files:
        reader = path.stem.removeprefix("reader-")
        sheet = json.loads(path.read_text(encoding="utf-8"))
        for item in items:
            if item.id in sheet.get("ratings", {}):
                ratings = in_key_order(item, reader, sheet["ratings"][item.id])
                score = pair_order(key_of(item), ratings)
                if score is not None:
                    agreement[item.id][reader] = score
            for way in ("cautious", "consultative"):
                letter = sheet.get(way, {}).get(item.id)
                if letter is not None:
                    shown = shuffled(item, reader)[LETTERS.index(letter)]
                    alone[way].append(picking(item, shown.letter))
    for item in items:
        longest = max(item.actions, key=lambda a: len(a.text)).letter
        alone["longest"].append(picking(item, longest))
    statements = [
        s.truth
        for i in load_catalog(PROJECT / "content").items.values()
        if isinstance(i, ExhibitItem) and i.status == "live"
        for s in i.statements
    ]
    per_item = {i: round(mean(by.values()), 3) for i, by in agreement.items() if by}
    return {
        "readers": [path.stem for path in files],
        "items": len(per_item),
        "agreement": round(mean(per_item.values()), 3) if per_item else None,
        "lowest": dict(sorted(per_item.items(), key=lambda p: p[1])[:8]),
        "below .60": sorted(i for i, a in per_item.items() if a < 0.60),
        "per item": per_item,
        "without the story": {way: round(mean(v), 3) for way, v in alone.items() if v},
        "always true": round(mean(statements), 3),
        "chance": CHANCE,
    }


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    verbs = parser.add_subparsers(dest="verb", required=True)
    sheets = verbs.add_parser("sheets")
    sheets.add_argument("out", type=Path)
    sheets.add_argument("--readers", nargs="+", default=["1", "2", "3"])
    compare = verbs.add_parser("figures")
    compare.add_argument("files", type=Path, nargs="+")
    options = parser.parse_args(arguments)
    if options.verb == "sheets":
        write_sheets(options.out, options.readers)
    else:
        print(json.dumps(figures(options.files), indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
