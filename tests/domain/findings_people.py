"""Which made-up people and which small form are the findings tried on?

Four areas with four units each, a self-rating and a check: large enough for every kind of
sentence, small enough to read. Nobody here is real and no key means anything.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from random import Random

from assessment.domain.areas import Area, AreaId, Cluster, Facet, FacetId, SeedId
from assessment.domain.attempts import BookletEntry, FormId, Response, Value
from assessment.domain.bank import ItemBank, ItemId
from assessment.domain.catalog import Catalog
from assessment.domain.findings import Findings, findings
from assessment.domain.items import (
    Action,
    AnsweredWith,
    ExhibitItem,
    InstructedCheck,
    Item,
    JudgementItem,
    MarkedAs,
    NumberItem,
    RatedAbove,
    SelfRating,
    Statement,
)
from assessment.domain.profiles import Context, ProfileId, Target, TargetLevel, TargetProfile
from assessment.domain.prose import Prose
from assessment.domain.readings import Reading, TypeReading
from assessment.domain.scoring.reading import read_sheet, read_types
from assessment.domain.scoring.score import score
from assessment.domain.scoring.sheet import ScoreSheet

NO_PROSE = Prose(source="", html="")
AREAS: tuple[tuple[str, str, Cluster, float], ...] = (
    ("strategy", "Strategic thinking", "business", 8),
    ("team", "Team leadership", "people", 9),
    ("communication", "Executive communication", "people", 5),
    ("governance", "Governance & risk", "technology-risk", 5),
)
KEYS = (4.6, 4.1, 2.4, 1.5, 1.8)
TRUTH = (True, False, True, False, True)
CHECK = ItemId("answer-with-four")


def prose(text: str) -> Prose:
    return Prose(source=text, html=f"<p>{text}</p>")


def make_area(number: int) -> Area:
    area_id, title, cluster, months = AREAS[number]
    facet = Facet(
        id=FacetId(f"{area_id[:2]}1"),
        area=AreaId(area_id),
        title=f"{title}, first facet",
        definition="What it is about.",
        faces=(),
        seeds=(),
    )
    return Area(
        id=AreaId(area_id),
        code=area_id[:2].upper(),
        title=title,
        short_title=title.split()[0],
        definition=f"What {title.lower()} means here.",
        cluster=cluster,
        months_per_level=months,
        colour="#0f5b5f",
        order=number + 1,
        anchors=(
            f"Knows of {title.lower()}.",
            "Handles familiar cases.",
            "Handles it alone.",
            "Changes what others decide.",
            "Sets the system.",
        ),
        facets=(facet,),
        about=prose(f"About {title.lower()}."),
        seeds=(SeedId("B1"),),
    )


def make_judgement(area: str, number: int) -> JudgementItem:
    item_id = f"{area}-scenario-{number}"
    actions = tuple(
        Action(letter=letter, text=f"Action {letter} of {item_id}", effectiveness=k, rationale="")
        for letter, k in zip("abcde", KEYS, strict=True)
    )
    return JudgementItem(
        id=ItemId(item_id),
        version=1,
        area=AreaId(area),
        facet=FacetId(f"{area[:2]}1"),
        status="live",
        title=f"Scenario {number} on {area}",
        stem=prose(f"A story about {area}."),
        difficulty=2.6 + 0.4 * number,
        seconds=64,
        key_status="author",
        faces=(),
        seeds=(),
        actions=actions,
        short=("a", "b", "c", "d"),
        wrong_turns=(
            RatedAbove(higher="c", lower="b", sentence=f"You put c before b in {item_id}."),
            RatedAbove(higher="e", lower="a", sentence=f"You put e before a in {item_id}."),
        ),
        why_it_needs_the_skill=NO_PROSE,
    )


def make_exhibit(area: str) -> ExhibitItem:
    item_id = f"{area}-exhibit"
    statements = tuple(
        Statement(letter=letter, text=f"Statement {letter} of {item_id}", truth=t, rationale="")
        for letter, t in zip("abcde", TRUTH, strict=True)
    )
    return ExhibitItem(
        id=ItemId(item_id),
        version=1,
        area=AreaId(area),
        facet=FacetId(f"{area[:2]}1"),
        status="live",
        title=f"Exhibit on {area}",
        stem=prose("A table."),
        difficulty=3.0,
        seconds=65,
        key_status="author",
        faces=(),
        seeds=(),
        statements=statements,
        short=("a", "b", "c"),
        wrong_turns=(MarkedAs(letter="b", mark=True, sentence=f"You read b into {item_id}."),),
        why_it_needs_the_skill=NO_PROSE,
    )


def make_number(area: str) -> NumberItem:
    item_id = f"{area}-number"
    return NumberItem(
        id=ItemId(item_id),
        version=1,
        area=AreaId(area),
        facet=FacetId(f"{area[:2]}1"),
        status="live",
        title=f"Calculation on {area}",
        stem=prose("Work it out."),
        difficulty=3.2,
        seconds=70,
        key_status="author",
        faces=(),
        seeds=(),
        unit="euro",
        correct=4.06,
        tolerance=0.02,
        formula="4.06",
        rationale=NO_PROSE,
        wrong_turns=(
            AnsweredWith(answer="6.00", sentence=f"You left the cache out of {item_id}."),
        ),
        why_it_needs_the_skill=NO_PROSE,
    )


def make_self_rating(area: str) -> SelfRating:
    return SelfRating(
        id=ItemId(f"{area}-self-rating"),
        version=1,
        area=AreaId(area),
        status="live",
        title=f"Where you see yourself in {area}",
        prompt="Which line fits you best?",
        seeds=(),
    )


def make_catalog() -> Catalog:
    items: dict[ItemId, Item] = {
        CHECK: InstructedCheck(
            id=CHECK, version=1, status="live", title="A line", prompt="Answer 4 here.", correct=4
        )
    }
    for area, _, _, _ in AREAS:
        made: tuple[Item, ...] = (
            make_self_rating(area),
            make_judgement(area, 1),
            make_judgement(area, 2),
            make_exhibit(area),
            make_number(area),
        )
        items.update({item.id: item for item in made})
    return Catalog(
        revision="0123456789abcdef",
        areas={AreaId(area[0]): make_area(i) for i, area in enumerate(AREAS)},
        items=items,
        scales={},
        blueprints={},
        profiles={t.profile: _profile(t) for t in TYPES},
        adjustments={},
        actions={},
        situations={},
        situation_questions=(),
        mandate_facts=(),
        pages={},
    )


def make_target(name: str, title: str, levels: Mapping[str, tuple[float, float, bool]]) -> Target:
    return Target(
        profile=ProfileId(name),
        title=title,
        context=Context(),
        chosen_because="",
        levels={
            AreaId(area): TargetLevel(
                area=AreaId(area),
                level=level,
                weight=weight,
                critical=critical,
                reason=f"Why {title} needs {area}.",
            )
            for area, (level, weight, critical) in levels.items()
        },
    )


SCALE_UP = make_target(
    "scale-up",
    "Scale-up CTO",
    {
        "strategy": (3.5, 3, True),
        "team": (4.0, 3, True),
        "communication": (3.5, 3, True),
        "governance": (3.0, 2, False),
    },
)
TYPES: tuple[Target, ...] = (
    make_target(
        "startup",
        "Startup CTO",
        {
            "strategy": (3.0, 2, False),
            "team": (3.0, 3, True),
            "communication": (2.5, 1, False),
            "governance": (2.5, 1, False),
        },
    ),
    SCALE_UP,
    make_target(
        "enterprise",
        "Enterprise CTO",
        {
            "strategy": (4.5, 3, True),
            "team": (3.5, 2, False),
            "communication": (4.5, 3, True),
            "governance": (4.5, 3, True),
        },
    ),
)


def _profile(target: Target) -> TargetProfile:
    return TargetProfile(
        id=target.profile,
        kind="type",
        title=target.title,
        order=1,
        summary="",
        about=NO_PROSE,
        levels=target.levels,
        implied_stages=(),
        seeds=(),
    )


CATALOG = make_catalog()
ENTRIES = tuple(BookletEntry(item=item) for item in CATALOG.items)
QUICK_ENTRIES = tuple(
    BookletEntry(item=ItemId(f"{area}-{kind}"), short=kind != "self-rating")
    for area, _, _, _ in AREAS
    for kind in ("self-rating", "scenario-1")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """One made-up person's answers and everything that follows from them."""

    responses: Mapping[ItemId, Response]
    entries: tuple[BookletEntry, ...]
    form: FormId
    sheet: ScoreSheet
    reading: Reading
    types: tuple[TypeReading, ...]
    findings: Findings


def sit(
    responses: Mapping[ItemId, Response],
    *,
    form: FormId = "full",
    target: Target = SCALE_UP,
    catalog: Catalog = CATALOG,
) -> Sitting:
    """Score a set of answers and say what they show, as the services do."""
    entries = QUICK_ENTRIES if form == "quick" else ENTRIES
    keys = tuple(_key(catalog.items[entry.item], short=entry.short) for entry in entries)
    sheet = score(
        ItemBank(items=keys),
        responses,
        areas=list(catalog.areas),
        clusters={a.id: a.cluster for a in catalog.areas.values()},
    )
    months = {a.id: a.months_per_level for a in catalog.areas.values()}
    reading = read_sheet(sheet, target, months)
    types = read_types(sheet, TYPES, target)
    return Sitting(
        responses=responses,
        entries=entries,
        form=form,
        sheet=sheet,
        reading=reading,
        types=types,
        findings=findings(catalog, responses, entries, sheet, reading, types, form=form),
    )


def _key(item: Item, *, short: bool):  # type: ignore[no-untyped-def]  # noqa: ANN202 - any key
    if isinstance(item, JudgementItem | ExhibitItem | NumberItem):
        return item.key(short=short)
    return item.key()


def answer(item: Item, skill: float, luck: Random, *, short: bool = False) -> Value:
    """What somebody of a skill from 0 (guessing) to 1 (as keyed) answers."""
    match item:
        case JudgementItem():
            return tuple(
                _step(skill * a.effectiveness + (1 - skill) * luck.uniform(1, 5))
                for a in item.shown(short=short)
            )
        case ExhibitItem():
            return tuple(
                ("T" if s.truth else "F")
                if luck.random() < 0.5 + skill / 2
                else ("F" if s.truth else "T")
                for s in item.shown(short=short)
            )
        case NumberItem():
            return 4.06 if luck.random() < skill else 6.0
        case InstructedCheck():
            return item.correct
        case _:
            return luck.randint(1, 5)


def _step(value: float) -> int:
    return max(1, min(5, round(value)))


def person(seed: int, *, skill: float | None = None, form: FormId = "full") -> Sitting:
    """A person whose skill differs by area, who skips a little and is hasty now and then."""
    luck = Random(seed)
    skills = {area: skill if skill is not None else luck.random() for area, _, _, _ in AREAS}
    responses: dict[ItemId, Response] = {}
    for entry in ENTRIES if form == "full" else QUICK_ENTRIES:
        item = CATALOG.items[entry.item]
        area = None if isinstance(item, InstructedCheck) else str(item.area)
        value = answer(item, skills[area] if area else 1.0, luck, short=entry.short)
        seconds = 4.0 if luck.random() < 0.04 else 40.0
        skipped = luck.random() < 0.1 and not isinstance(item, InstructedCheck)
        responses[entry.item] = Response(
            item=entry.item, value=None if skipped else value, seconds=seconds
        )
    return sit(responses, form=form)


def without(sitting: Sitting, dropped: tuple[ItemId, ...]) -> Sitting:
    """The same sitting, scored again without some answers."""
    kept = {
        item: response if item not in dropped else replace(response, value=None)
        for item, response in sitting.responses.items()
    }
    return sit(kept, form=sitting.form)
