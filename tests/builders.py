"""How do tests make small, complete, valid values without repeating every field?"""

from collections.abc import Mapping
from datetime import UTC, datetime

from assessment.domain.answers import Answer
from assessment.domain.areas import Area, AreaId, Cluster, Facet, FacetId
from assessment.domain.attempts import MARKS, Booklet, BookletEntry, Mark
from assessment.domain.bank import ItemId
from assessment.domain.catalog import Blueprint, Catalog
from assessment.domain.items import (
    Action,
    ChoiceItem,
    Claim,
    ExhibitItem,
    InstructedCheck,
    Item,
    ItemStatus,
    JudgementItem,
    NumberItem,
    Option,
    SelfRating,
    Statement,
)
from assessment.domain.lessons import Lesson
from assessment.domain.profiles import (
    Adjustment,
    AdjustmentId,
    Context,
    ProfileId,
    StageId,
    Target,
    TargetLevel,
    TargetProfile,
)
from assessment.domain.prose import Prose

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)

AREA_CLUSTERS: dict[str, Cluster] = {
    "strategy": "business",
    "finance": "business",
    "ai-technology": "technology-risk",
    "communication": "people",
    "decisions": "business",
    "stakeholders": "people",
    "team": "people",
    "governance": "technology-risk",
    "maturity": "people",
}
AREAS = tuple(AreaId(area) for area in AREA_CLUSTERS)

FULL_MIX: dict[str, dict[str, int]] = {
    "strategy": {"judgement": 2, "exhibit": 1},
    "finance": {"judgement": 1, "exhibit": 1, "number": 1},
    "ai-technology": {"judgement": 1, "exhibit": 2},
    "communication": {"judgement": 2, "exhibit": 1},
    "decisions": {"judgement": 1, "exhibit": 1, "number": 1},
    "stakeholders": {"judgement": 2, "exhibit": 1},
    "team": {"judgement": 2, "exhibit": 1},
    "governance": {"judgement": 1, "exhibit": 2},
    "maturity": {"judgement": 2, "exhibit": 1},
}
"""The mix of MEASUREMENT.md 1.5."""

KEYS = (2.5, 4.6, 1.5, 4.3, 1.8)
TRUTHS = (True, False, True, False, True)


def make_prose(source: str = "Some words.") -> Prose:
    return Prose(source=source, html=f"<p>{source}</p>")


def make_area(area: str, order: int = 1) -> Area:
    facets = tuple(
        Facet(
            id=FacetId(f"{area}-f{n}"),
            area=AreaId(area),
            title=f"Facet {n} of {area}",
            definition="What it is.",
            faces=(),
            seeds=(),
        )
        for n in (1, 2, 3, 4)
    )
    return Area(
        id=AreaId(area),
        code=area[:2].upper(),
        title=area.title(),
        short_title=area.title(),
        definition="What it is.",
        cluster=AREA_CLUSTERS.get(area, "business"),
        months_per_level=8,
        colour="#005a8c",
        order=order,
        anchors=("one", "two", "three", "four", "five"),
        facets=facets,
        about=make_prose(),
        seeds=(),
    )


def make_lesson(
    facet: str = "strategy-f1",
    area: str = "strategy",
    *,
    title: str = "",
    body: str = "Some words.",
) -> Lesson:
    return Lesson(
        id=FacetId(facet),
        version=1,
        area=AreaId(area),
        title=title or f"The lesson of {facet}",
        minutes=4,
        intro=make_prose(body),
        from_2_to_3=make_prose(),
        from_3_to_4=make_prose(),
        worked_example=make_prose(),
        exercise=make_prose(),
        done_when=make_prose(),
        coach_asks=("What did you leave out?",),
        wrong_turns=("Doing it alone. It tempts because it is quick.",),
        seeds=(),
    )


def make_judgement(
    id: str = "a-scenario",
    area: str = "strategy",
    *,
    facet: int = 1,
    difficulty: float = 3.0,
    status: ItemStatus = "live",
    short: bool = True,
) -> JudgementItem:
    return JudgementItem(
        id=ItemId(id),
        version=1,
        area=AreaId(area),
        facet=FacetId(f"{area}-f{facet}"),
        status=status,
        title=id,
        stem=make_prose(f"The story of {id}."),
        difficulty=difficulty,
        seconds=64,
        key_status="author",
        faces=(),
        seeds=(),
        actions=tuple(
            Action(letter=letter, text=f"Do {letter}.", effectiveness=key, rationale="Because.")
            for letter, key in zip("abcde", KEYS, strict=True)
        ),
        short=("a", "b", "c", "d") if short else (),
        wrong_turns=(),
        why_it_needs_the_skill=make_prose(),
    )


def make_exhibit(
    id: str = "an-exhibit",
    area: str = "strategy",
    *,
    facet: int = 1,
    difficulty: float = 3.0,
    status: ItemStatus = "live",
    short: bool = True,
) -> ExhibitItem:
    return ExhibitItem(
        id=ItemId(id),
        version=1,
        area=AreaId(area),
        facet=FacetId(f"{area}-f{facet}"),
        status=status,
        title=id,
        stem=make_prose(f"The table of {id}."),
        difficulty=difficulty,
        seconds=65,
        key_status="author",
        faces=(),
        seeds=(),
        statements=tuple(
            Statement(letter=letter, text=f"It shows {letter}.", truth=truth, rationale="So.")
            for letter, truth in zip("abcde", TRUTHS, strict=True)
        ),
        short=("a", "b", "c") if short else (),
        wrong_turns=(),
        why_it_needs_the_skill=make_prose(),
    )


def make_number(
    id: str = "a-number", area: str = "finance", *, facet: int = 1, difficulty: float = 3.0
) -> NumberItem:
    return NumberItem(
        id=ItemId(id),
        version=1,
        area=AreaId(area),
        facet=FacetId(f"{area}-f{facet}"),
        status="live",
        title=id,
        stem=make_prose(f"The sum of {id}."),
        difficulty=difficulty,
        seconds=70,
        key_status="author",
        faces=(),
        seeds=(),
        unit="euro",
        correct=4.06,
        tolerance=0.02,
        formula="4.06",
        rationale=make_prose(),
        wrong_turns=(),
        why_it_needs_the_skill=make_prose(),
    )


def make_choice(id: str = "a-choice", area: str = "finance", *, facet: int = 1) -> ChoiceItem:
    return ChoiceItem(
        id=ItemId(id),
        version=1,
        area=AreaId(area),
        facet=FacetId(f"{area}-f{facet}"),
        status="live",
        title=id,
        stem=make_prose(f"The fact of {id}."),
        difficulty=3.0,
        seconds=38,
        key_status="author",
        faces=(),
        seeds=(),
        options=tuple(
            Option(letter=letter, text=f"It is {letter}.", rationale="So.") for letter in "abc"
        ),
        correct="b",
        wrong_turns=(),
        why_it_needs_the_skill=make_prose(),
    )


def make_claim(id: str = "a-claim", area: str = "strategy", *, facet: int = 1) -> Claim:
    return Claim(
        id=ItemId(id),
        version=1,
        area=AreaId(area),
        facet=FacetId(f"{area}-f{facet}"),
        status="live",
        title=id,
        text="I have done it.",
        proof="A note of it.",
        seeds=(),
    )


def make_self_rating(area: str = "strategy") -> SelfRating:
    return SelfRating(
        id=ItemId(f"{area}-self-rating"),
        version=1,
        area=AreaId(area),
        status="live",
        title=area,
        prompt="Where are you?",
        seeds=(),
    )


def make_check(id: str = "a-check", correct: int = 4) -> InstructedCheck:
    return InstructedCheck(
        id=ItemId(id), version=1, status="live", title=id, prompt="Choose 4.", correct=correct
    )


def make_items(per_kind: int = 4) -> tuple[Item, ...]:
    """A bank with ``per_kind`` units of each kind per area, three claims and three checks."""
    items: list[Item] = [make_check(f"check-{n}") for n in (1, 2, 3)]
    for area in AREA_CLUSTERS:
        items.append(make_self_rating(area))
        items += [make_claim(f"{area}-claim-{n}", area, facet=n) for n in (1, 2, 3)]
        for n in range(per_kind):
            facet, difficulty = n % 4 + 1, 2.0 + n % 4 * 0.7
            items += [
                make_judgement(f"{area}-j{n}", area, facet=facet, difficulty=difficulty),
                make_exhibit(f"{area}-e{n}", area, facet=(n + 1) % 4 + 1, difficulty=difficulty),
                make_number(f"{area}-n{n}", area, facet=(n + 2) % 4 + 1, difficulty=difficulty),
            ]
    return tuple(items)


def make_profile(
    id: str = "scale-up", *, level: float = 3.0, critical: tuple[str, ...] = ("strategy", "team")
) -> TargetProfile:
    return TargetProfile(
        id=ProfileId(id),
        kind="type",
        title=f"{id.title()} CTO",
        order=1,
        summary="What it is.",
        about=make_prose(),
        levels={
            area: TargetLevel(
                area=area,
                level=level,
                weight=3.0 if area in critical else 2.0,
                critical=area in critical,
                reason="The job asks for it.",
            )
            for area in AREAS
        },
        implied_stages=(),
        seeds=(),
    )


def make_target(id: str = "scale-up", *, level: float = 3.0) -> Target:
    profile = make_profile(id, level=level)
    return Target(
        profile=profile.id,
        title=profile.title,
        context=Context(stage=StageId("growing"), circumstances=(AdjustmentId("regulated"),)),
        chosen_because="",
        levels=profile.levels,
    )


def make_adjustment(id: str, *, stage: bool) -> Adjustment:
    return Adjustment(
        id=AdjustmentId(id),
        kind="stage" if stage else "circumstance",
        title=id.title(),
        order=1,
        summary="What it changes.",
        changes={AreaId("governance"): 0.5},
        floors={},
    )


def make_catalog(
    items: tuple[Item, ...] | None = None,
    *,
    revision: str = "r1",
    full: Mapping[str, Mapping[str, int]] = FULL_MIX,
) -> Catalog:
    """A whole catalogue of nine areas that fills both forms."""
    quick = {
        AreaId(area): {next(iter(kinds)): 1} for area, kinds in full.items()
    }  # the first kind of each area opens the form
    profiles = (make_profile("startup"), make_profile("scale-up"), make_profile("enterprise"))
    adjustments = (
        make_adjustment("growing", stage=True),
        make_adjustment("large", stage=True),
        make_adjustment("regulated", stage=False),
    )
    bank = make_items() if items is None else items
    return Catalog(
        revision=revision,
        areas={AreaId(a): make_area(a, order) for order, a in enumerate(AREA_CLUSTERS, start=1)},
        items={item.id: item for item in bank},
        scales={},
        blueprints={
            "quick": Blueprint(
                id="quick",
                title="Quick form",
                minutes=10,
                summary="Short.",
                units=quick,
                claims_per_area=0,
                checks=0,
            ),
            "full": Blueprint(
                id="full",
                title="Full form",
                minutes=35,
                summary="Long.",
                units={AreaId(area): dict(mix) for area, mix in full.items()},
                claims_per_area=2,
                checks=2,
            ),
        },
        profiles={profile.id: profile for profile in profiles},
        adjustments={adjustment.id: adjustment for adjustment in adjustments},
        actions={},
        situations={},
        situation_questions=(),
        mandate_facts=(),
        pages={},
    )


def make_answer(catalog: Catalog, entry: BookletEntry, salt: int = 0) -> Answer:
    """Some valid answer to one place, another for another ``salt``.

    Careful enough to be interpreted: most pairs in order, most marks right, checks passed.
    """
    item = catalog.items[entry.item]
    turn = sum(map(ord, item.id)) + salt
    match item:
        case JudgementItem():
            ratings = [round(action.effectiveness) for action in item.shown(short=entry.short)]
            ratings[turn % len(ratings)] = turn % 5 + 1
            return tuple(ratings)
        case ExhibitItem():
            marks: list[Mark] = [
                "T" if statement.truth else "F" for statement in item.shown(short=entry.short)
            ]
            marks[turn % len(marks)] = MARKS[turn % 3]
            return tuple(marks)
        case NumberItem():
            return 4.06 if turn % 2 else 0.1 + 0.2 + turn
        case ChoiceItem():
            return turn % len(item.options)
        case Claim():
            return turn % 5
        case SelfRating():
            return turn % 5 + 1
        case InstructedCheck():
            return item.correct


def make_booklet(*items: str, short: bool = False) -> Booklet:
    return Booklet(
        form="full",
        revision="r1",
        seed=1,
        entries=tuple(BookletEntry(item=ItemId(item), short=short) for item in items),
    )
