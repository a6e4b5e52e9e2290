"""How are golden attempts made: answered forms with the figures a released version gave them?

``python -m bench.golden FOLDER`` writes a handful, once for each scoring version that is released.
They are records as reports carry them, with the keys of the questions inside, so that content
edited later changes nothing. Existing files are never written over: a figure that moves is a new
version, and the old files stay as they are.
"""

import argparse
import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from random import Random

from assessment.documents.result_record import canonical, result_record
from assessment.domain.areas import AreaId
from assessment.domain.attempts import MARKS, Booklet, BookletEntry, Response, Value
from assessment.domain.bank import ItemId
from assessment.domain.booklets import assemble_booklet, assemble_deep_dive
from assessment.domain.catalog import Catalog
from assessment.domain.items import (
    ChoiceItem,
    ExhibitItem,
    InstructedCheck,
    JudgementItem,
    NumberItem,
    SelfRating,
)
from assessment.domain.outside import OutsideFactor
from assessment.domain.profiles import AdjustmentId, ProfileId, StageId
from assessment.ingest.catalog import accepted, check_content
from assessment.services.scoring import read_against, score_booklet
from assessment.services.targets import choose_target

CONTENT = Path(__file__).resolve().parents[1] / "content"
DATE = dt.date(2026, 11, 21)
SKILL = {"careless": 0.0, "strong": 0.97}
"""Share of answers that are known rather than guessed; .6 for the others."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.golden", description=__doc__)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in make_records(accepted(check_content(CONTENT))).items():
        path = folder / f"{name}.json"
        if path.exists():
            raise SystemExit(f"{path} is there already; golden files are not written over")
        path.write_text(text + "\n", encoding="utf-8")


def make_records(catalog: Catalog) -> dict[str, str]:
    """The records by name: each form, one hardly answered, one answered without care."""
    scale_up = choose_target(
        catalog,
        profile=ProfileId("scale-up"),
        stage=StageId("growing"),
        circumstances=(AdjustmentId("regulated"),),
    )
    enterprise = choose_target(catalog, profile=ProfileId("enterprise"), stage=StageId("large"))
    startup = choose_target(catalog, profile=ProfileId("startup"), stage=StageId("founding"))
    full = assemble_booklet(catalog, "full", 11, target=scale_up)
    weighted = assemble_booklet(catalog, "full", 12, blueprint="role-weighted", target=enterprise)
    deep = assemble_deep_dive(
        catalog, AreaId("strategy"), 11, carried=full.entries, target=scale_up
    )
    quick = assemble_booklet(catalog, "quick", 13, target=scale_up)
    forms = {
        "full": (full, scale_up),
        "role-weighted": (weighted, enterprise),
        "deep-dive": (deep, scale_up),
        "quick": (quick, scale_up),
        "sparse": (full, enterprise),
        "careless": (full, scale_up),
        "strong": (deep, startup),
        "with-others": (weighted, enterprise),
    }
    others = (
        OutsideFactor(area=AreaId("strategy"), source="coach", raters=2, mean=4.25),
        OutsideFactor(area=AreaId("team"), source="manager", raters=1, mean=3.5),
        OutsideFactor(area=AreaId("team"), source="colleagues", raters=6, mean=3.75),
    )
    records = {}
    for name, (booklet, target) in forms.items():
        responses = _answers(catalog, booklet, Random(f"golden/{name}"), name)
        outside = others if name == "with-others" else ()
        sheet = score_booklet(catalog, booklet, responses, outside=outside)
        reading = read_against(sheet, target, catalog)
        records[name] = canonical(
            result_record(catalog, booklet, responses, sheet, reading, date=DATE)
        )
    return records


def _answers(
    catalog: Catalog, booklet: Booklet, random: Random, name: str
) -> Mapping[ItemId, Response]:
    responses = {}
    for entry in booklet.entries:
        if name == "sparse" and random.random() < 0.35:
            continue
        seconds: float | None = round(random.uniform(30, 90), 1)
        if name == "careless":
            seconds = round(random.uniform(1, 12), 1)
        if name == "quick":
            seconds = None
        value = _value(catalog, entry, random, SKILL.get(name, 0.6))
        responses[entry.item] = Response(item=entry.item, value=value, seconds=seconds)
    return responses


def _value(catalog: Catalog, entry: BookletEntry, random: Random, skill: float) -> Value:
    item = catalog.items[entry.item]
    knows = random.random() < skill
    match item:
        case JudgementItem():
            return tuple(
                _on_scale(a.effectiveness + random.gauss(0, 0.7)) if knows else random.randint(1, 5)
                for a in item.shown(short=entry.short)
            )
        case ExhibitItem():
            return tuple(
                ("T" if s.truth else "F") if random.random() < skill else random.choice(MARKS)
                for s in item.shown(short=entry.short)
            )
        case NumberItem():
            return item.correct if knows else item.correct * 1.5 + 1
        case ChoiceItem():
            return item.key(short=entry.short).correct if knows else 0
        case InstructedCheck():
            return item.key().correct if skill else 1 + item.key().correct % 5
        case SelfRating():
            return random.randint(2, 5)
        case _:
            return random.randint(0, 4)


def _on_scale(value: float) -> int:
    return min(5, max(1, round(value)))


if __name__ == "__main__":
    main()
