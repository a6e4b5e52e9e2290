"""Small forms, answers, sheets and targets for the tests of scoring."""

from collections.abc import Mapping, Sequence

from hypothesis import strategies as st

from assessment.domain.areas import AreaId
from assessment.domain.attempts import Response, Value
from assessment.domain.bank import (
    CheckKey,
    ChoiceKey,
    ClaimKey,
    ExhibitKey,
    ItemBank,
    ItemId,
    ItemKey,
    JudgementKey,
    KeyStatus,
    NumberKey,
    SelfRatingKey,
    UnitKey,
)
from assessment.domain.profiles import Context, ProfileId, Target, TargetLevel
from assessment.domain.scoring.grid import GRID
from assessment.domain.scoring.posterior import node_weights
from assessment.domain.scoring.sheet import AnswerQuality, AreaScore, ScoreSheet

CLEAR_KEY = (4.5, 1.5, 4.0, 2.0, 3.0)


def make_judgement(
    item: str = "j",
    area: str = "a",
    *,
    effectiveness: tuple[float, ...] = CLEAR_KEY,
    difficulty: float = 3.0,
    seconds: float = 60.0,
    key_status: KeyStatus = "panel",
) -> JudgementKey:
    return JudgementKey(
        id=ItemId(item),
        area=AreaId(area),
        difficulty=difficulty,
        seconds=seconds,
        key_status=key_status,
        effectiveness=effectiveness,
    )


def make_exhibit(
    item: str = "e",
    area: str = "a",
    *,
    truth: tuple[bool, ...] = (True, False, True, False, True),
    difficulty: float = 3.0,
    key_status: KeyStatus = "panel",
) -> ExhibitKey:
    return ExhibitKey(
        id=ItemId(item),
        area=AreaId(area),
        difficulty=difficulty,
        seconds=65.0,
        key_status=key_status,
        truth=truth,
    )


def make_number(item: str = "n", area: str = "a", *, difficulty: float = 3.0) -> NumberKey:
    return NumberKey(
        id=ItemId(item),
        area=AreaId(area),
        difficulty=difficulty,
        seconds=70.0,
        key_status="panel",
        correct=120.0,
        tolerance=0.05,
    )


def make_choice(
    item: str = "c", area: str = "a", *, options: int = 3, difficulty: float = 3.0
) -> ChoiceKey:
    return ChoiceKey(
        id=ItemId(item),
        area=AreaId(area),
        difficulty=difficulty,
        seconds=38.0,
        key_status="panel",
        options=options,
        correct=1,
    )


def make_self(item: str = "s", area: str = "a") -> SelfRatingKey:
    return SelfRatingKey(id=ItemId(item), area=AreaId(area))


def make_claim(item: str = "cl", area: str = "a") -> ClaimKey:
    return ClaimKey(id=ItemId(item), area=AreaId(area))


def make_check(item: str = "ch", correct: int = 2) -> CheckKey:
    return CheckKey(id=ItemId(item), correct=correct)


def make_bank(*items: ItemKey) -> ItemBank:
    return ItemBank(items=items)


def answer(item: str, value: Value | None, seconds: float | None = None) -> Response:
    return Response(item=ItemId(item), value=value, seconds=seconds)


def answers(**values: Value | None) -> dict[ItemId, Response]:
    return {ItemId(item): answer(item, value) for item, value in values.items()}


def make_target_level(
    area: str = "a", level: float = 3.5, *, weight: float = 2.0, critical: bool = False
) -> TargetLevel:
    return TargetLevel(
        area=AreaId(area), level=level, weight=weight, critical=critical, reason="Because."
    )


def make_target(*levels: TargetLevel, profile: str = "scale-up") -> Target:
    return Target(
        profile=ProfileId(profile),
        title=profile.title(),
        context=Context(),
        chosen_because="",
        levels={level.area: level for level in levels},
    )


def peaked(level: float) -> tuple[float, ...]:
    """A log-likelihood that leaves practically nothing but one grid point."""
    return tuple(-1e4 * (point - level) ** 2 for point in GRID)


def make_area_score(
    area: str,
    distribution: Sequence[float] | None,
    *,
    units_scored: int = 3,
    log_likelihood: tuple[float, ...] = (0.0,) * len(GRID),
    standard_error: float = 0.7,
) -> AreaScore:
    known = distribution is not None
    return AreaScore(
        area=AreaId(area),
        status="reported" if known else "withheld",
        units_offered=3,
        units_scored=units_scored if known else 0,
        log_likelihood=log_likelihood,
        level=3.0 if known else None,
        standard_error=standard_error if known else None,
        likely_range=None,
        wide_range=None,
        prior_pull=0.2 if known else None,
        distribution=None if distribution is None else tuple(distribution),
        said=None,
        p_blind_spot=None,
        p_hidden_strength=None,
    )


def make_sheet(*areas: AreaScore, careless: float | None = 0.0) -> ScoreSheet:
    return ScoreSheet(
        scoring_version="test",
        areas={area.area: area for area in areas},
        units=(),
        node_weights=node_weights([]),
        overall=None,
        clusters={},
        quality=AnswerQuality(points=int(4 * (careless or 0)), reasons=(), careless=careless),
        tilt=None,
    )


def split(below: float, *, low: float = 2.0, high: float = 5.0) -> tuple[float, ...]:
    """A distribution with ``below`` of its probability at ``low`` and the rest at ``high``."""
    return tuple(below if p == low else 1 - below if p == high else 0.0 for p in GRID)


difficulties = st.floats(1.5, 4.5)


def values_of(key: UnitKey) -> st.SearchStrategy[Value]:
    """Any complete answer to a unit."""
    match key:
        case JudgementKey(effectiveness=effectiveness):
            return st.tuples(*[st.integers(1, 5)] * len(effectiveness))
        case ExhibitKey(truth=truth):
            return st.tuples(*[st.sampled_from(("T", "F", "?"))] * len(truth))
        case ChoiceKey(options=options):
            return st.integers(0, options - 1)
        case NumberKey():
            return st.sampled_from((120.0, 90.0))


@st.composite
def forms(draw: st.DrawFn, areas: Sequence[str] = ("a", "b", "c")) -> ItemBank:
    """A form of three areas with three units each, of all formats, and a self-rating each."""
    items: list[ItemKey] = []
    for area in areas:
        status: KeyStatus = "author" if draw(st.booleans()) else "panel"
        third: list[UnitKey] = [
            make_number(f"{area}-3", area, difficulty=3.0),
            make_choice(f"{area}-3", area, difficulty=2.5),
            make_judgement(f"{area}-3", area, effectiveness=(4.0, 2.0, 3.0, 1.0)),
        ]
        items += [
            make_self(f"{area}-self", area),
            make_judgement(f"{area}-1", area, difficulty=draw(difficulties), key_status=status),
            make_exhibit(f"{area}-2", area, difficulty=draw(difficulties), key_status=status),
            draw(st.sampled_from(third)),
        ]
    return ItemBank(items=tuple(items))


@st.composite
def sittings(draw: st.DrawFn) -> tuple[ItemBank, dict[ItemId, Response]]:
    """A form and complete answers to it, with self-ratings."""
    bank = draw(forms())
    responses: dict[ItemId, Response] = {}
    for item in bank.items:
        value: Value = 3
        if isinstance(item, UnitKey):
            value = draw(values_of(item))
        elif isinstance(item, SelfRatingKey):
            value = draw(st.integers(1, 5))
        responses[item.id] = Response(item=item.id, value=value, seconds=50.0)
    return bank, responses


def with_answer(
    responses: Mapping[ItemId, Response], item: ItemId, value: Value | None
) -> dict[ItemId, Response]:
    return {**responses, item: Response(item=item, value=value, seconds=50.0)}


def without(responses: Mapping[ItemId, Response], *items: ItemId) -> dict[ItemId, Response]:
    return {item: response for item, response in responses.items() if item not in items}
