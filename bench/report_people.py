"""Which made-up person do the printed samples and the report's measurements show?

``python bench/report_people.py`` writes ``templates/print/*/sample.json`` anew from the shipped
content. Nobody here is real.
"""

import datetime as dt
import random
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from assessment.documents.report import build_gap_report  # noqa: E402
from assessment.documents.report_json import gap_report_to_json  # noqa: E402
from assessment.documents.report_values import GapReport  # noqa: E402
from assessment.domain.attempts import Booklet, FormId, Response, Value  # noqa: E402
from assessment.domain.bank import ItemId  # noqa: E402
from assessment.domain.booklets import assemble_booklet, bank_of  # noqa: E402
from assessment.domain.catalog import Catalog  # noqa: E402
from assessment.domain.items import (  # noqa: E402
    ChoiceItem,
    Claim,
    ExhibitItem,
    InstructedCheck,
    Item,
    JudgementItem,
    NumberItem,
    SelfRating,
)
from assessment.domain.profiles import Context, ProfileId, StageId  # noqa: E402
from assessment.domain.scoring.reading import read_sheet, read_types  # noqa: E402
from assessment.domain.scoring.score import score  # noqa: E402
from assessment.domain.targets import build_target  # noqa: E402
from assessment.ingest.catalog import load_catalog  # noqa: E402

SKILLS = {
    "strategy": 0.35,
    "finance": 0.25,
    "ai-technology": 0.95,
    "communication": 0.3,
    "decisions": 0.7,
    "stakeholders": 0.45,
    "team": 0.15,
    "governance": 0.8,
    "maturity": 0.5,
}
SUBMITTED = dt.date(2026, 11, 21)


def answer(item: Item, skill: float, luck: random.Random, *, short: bool) -> Value:
    match item:
        case JudgementItem():
            return tuple(
                max(1, min(5, round(skill * a.effectiveness + (1 - skill) * luck.uniform(1, 5))))
                for a in item.shown(short=short)
            )
        case ExhibitItem():
            return tuple(
                "T" if s.truth == (luck.random() < 0.5 + skill / 2) else "F"
                for s in item.shown(short=short)
            )
        case NumberItem():
            if luck.random() < skill or not item.wrong_turns:
                return item.correct
            return float(item.wrong_turns[0].answer.replace(",", ""))
        case ChoiceItem():
            return 0
        case InstructedCheck():
            return item.correct
        case Claim():
            return luck.randint(0, 4)
        case SelfRating():
            return luck.randint(2, 5)


def answers(catalog: Catalog, booklet: Booklet, seed: int) -> dict[ItemId, Response]:
    luck = random.Random(seed)
    given: dict[ItemId, Response] = {}
    for entry in booklet.entries:
        item = catalog.items[entry.item]
        skill = SKILLS.get(str(getattr(item, "area", "")), 0.5)
        value = answer(item, skill, luck, short=entry.short)
        skipped = luck.random() < 0.06 and not isinstance(item, SelfRating | InstructedCheck)
        given[entry.item] = Response(item=entry.item, value=None if skipped else value, seconds=45)
    return given


def make_report(
    form: FormId = "full",
    *,
    seed: int = 31,
    name: str = "Sample Person",
) -> GapReport:
    """The report of one made-up person over the shipped content."""
    catalog = load_catalog(ROOT / "content")
    context = Context(stage=StageId("growing"))
    targets = {
        profile.id: build_target(profile, context, catalog.adjustments)
        for profile in catalog.profiles.values()
        if profile.kind == "type"
    }
    target = targets[ProfileId("scale-up")]
    booklet = assemble_booklet(catalog, form, seed, target=target)
    responses = answers(catalog, booklet, seed)
    sheet = score(
        bank_of(catalog, booklet),
        responses,
        areas=list(catalog.areas),
        clusters={area.id: area.cluster for area in catalog.areas.values()},
    )
    months = {area.id: area.months_per_level for area in catalog.areas.values()}
    return build_gap_report(
        catalog,
        booklet,
        responses,
        sheet,
        read_sheet(sheet, target, months),
        read_types(sheet, list(targets.values()), target),
        name=name,
        date=SUBMITTED,
    )


if __name__ == "__main__":
    for folder, form in (("gap-report", "full"), ("quick-report", "quick")):
        path = ROOT / "templates" / "print" / folder / "sample.json"
        path.write_text(gap_report_to_json(make_report(form)), encoding="utf-8")
        print(f"wrote {path.relative_to(ROOT)}")
