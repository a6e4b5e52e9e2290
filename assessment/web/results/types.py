"""What does a template see of the eight types read from one set of answers?"""

from collections.abc import Iterable
from dataclasses import dataclass

from assessment.domain.areas import AreaId
from assessment.domain.catalog import Catalog
from assessment.domain.findings_wording import count_word, in_sentence, target_figure
from assessment.domain.language import gettext as _
from assessment.domain.profiles import Target
from assessment.domain.readings import ReadinessStage
from assessment.domain.scoring.type_details import (
    OneChange,
    TypeDetail,
    one_change,
    shown_parts,
    type_details,
)
from assessment.services.presenting import Presented
from assessment.services.scoring import detail_types


@dataclass(frozen=True, slots=True, kw_only=True)
class PartLine:
    """One area's part of a type's distance, and of its difference from one's own target."""

    area: str
    own_target: str
    target: str
    part: str
    difference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeSection:
    """One type: its distance, what makes it, and the one change that would shorten it most."""

    id: str
    title: str
    chosen: bool
    nearest: bool
    shortfall: str
    difference: str
    stage: ReadinessStage | None
    lines: tuple[PartLine, ...]
    change: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TypesPage:
    """Eight readings of the same answers."""

    attempt: str
    target_title: str
    own: str
    """One's own distance as it is printed."""
    change: str
    areas_read: int
    areas: int
    types: tuple[TypeSection, ...]


def make_types_page(presented: Presented) -> TypesPage:
    """The page of all types; without types where no area has a level."""
    result = presented.result
    target = result.reading.target
    details = detail_types(result.sheet, target, result.catalog)
    own = type_details(result.sheet, [target], target)
    own_parts = dict(own[0].parts) if own else {}
    own_total = hundredths(sum(own_parts.values()))
    return TypesPage(
        attempt=result.attempt.id,
        target_title=target.title,
        own=_figure(own_total),
        change=change_words(presented),
        areas_read=len(own_parts),
        areas=len(target.levels),
        types=tuple(
            _section(result.catalog, detail, target, own_parts, own_total, nearest=place == 0)
            for place, detail in enumerate(details)
        ),
    )


def change_words(presented: Presented) -> str:
    """The one change that would bring one's own target nearest; empty where there is none."""
    result = presented.result
    if not presented.findings.interpretable:
        return ""
    return _change(result.catalog, one_change(result.sheet, result.reading.target))


def hundredths(value: float) -> int:
    """A distance as it is printed, in hundredths of a level."""
    return round(value * 100)


def _section(
    catalog: Catalog,
    detail: TypeDetail,
    own_target: Target,
    own_parts: dict[AreaId, float],
    own_total: int,
    *,
    nearest: bool,
) -> TypeSection:
    total = hundredths(detail.reading.shortfall)
    parts = shown_parts(detail.parts, total)
    differences = shown_parts(detail.reading.contributions, total - own_total)
    return TypeSection(
        id=detail.reading.profile,
        title=detail.reading.title,
        chosen=detail.reading.profile == own_target.profile,
        nearest=nearest,
        shortfall=_figure(total),
        difference=_signed(total - own_total),
        stage=detail.reading.stage,
        lines=tuple(
            PartLine(
                area=catalog.areas[area].title,
                own_target=_target(own_target, area),
                target=_target(detail.target, area),
                part=_figure(parts.get(area, 0)),
                difference=_signed(differences.get(area, 0)),
            )
            for area in _ordered(catalog, {*parts, *differences, *own_parts})
        ),
        change=_change(catalog, detail.one_change),
    )


def _ordered(catalog: Catalog, areas: Iterable[AreaId]) -> list[AreaId]:
    return sorted(areas, key=lambda area: (catalog.areas[area].order, area))


def _target(target: Target, area: AreaId) -> str:
    wanted = target.levels.get(area)
    if wanted is None:
        return "–"
    return f"{target_figure(wanted.level)}{'*' if wanted.critical else ''}"


def _change(catalog: Catalog, found: OneChange | None) -> str:
    if found is None:
        return ""
    area = catalog.areas[found.area]
    months = round(area.months_per_level)
    return _(
        "One level more in %(area)s would shorten the distance most: from %(before)s to "
        "%(after)s, and to %(at_target)s if you met the target there for certain. A level takes "
        "about %(months)s months of deliberate practice (our assumption)."
    ) % {
        "area": in_sentence(area.title),
        "before": _figure(hundredths(found.before)),
        "after": _figure(hundredths(found.after)),
        "at_target": _figure(hundredths(found.at_target)),
        "months": count_word(months),
    }


def _figure(value: int) -> str:
    return f"{value / 100:.2f}"


def _signed(value: int) -> str:
    return "0.00" if value == 0 else f"{value / 100:+.2f}".replace("-", "−")
