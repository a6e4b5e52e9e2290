"""What do others say of the rated areas, and what is each level with it and without it?"""

from collections.abc import Sequence
from dataclasses import dataclass

from assessment.domain.areas import AreaId
from assessment.domain.catalog import Catalog
from assessment.domain.findings_wording import figure, range_text, target_figure
from assessment.domain.language import gettext as _
from assessment.domain.outside import OutsideFactor, OutsideRating
from assessment.domain.scoring.sheet import AreaScore, GroupLevel, ScoreSheet

NOTHING = "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class OthersRow:
    """One area that others rated, as printed: level and likely range of 80 %."""

    title: str
    said: tuple[str, ...]
    """Who said what: a coach and a manager by name, colleagues as a group."""
    rests_on: tuple[str, ...]
    """What the named raters say they have seen."""
    alone: str
    together: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OthersSection:
    """The result with what others said and without it."""

    rows: tuple[OthersRow, ...]
    overall: OthersRow | None
    elsewhere: str
    """What it did to the areas nobody rated; empty where nothing."""
    note: str


def others_section(
    catalog: Catalog, sheet: ScoreSheet, ratings: Sequence[OutsideRating] = ()
) -> OthersSection | None:
    """The section of a result, a report or a coach's sheet; None where nobody rated.

    The figures are the sheet's; ``ratings`` lend the names and what was seen. Without them a coach
    is "a coach".
    """
    if not sheet.outside:
        return None
    rated = sorted(sheet.areas_others_rated, key=lambda area: catalog.areas[area].order)
    overall = None
    if sheet.overall is not None:
        overall = OthersRow(
            title=_("Overall"),
            said=(),
            rests_on=(),
            alone=_group_words(sheet.overall_form_alone),
            together=_group_words(sheet.overall),
        )
    return OthersSection(
        rows=tuple(
            _row(catalog, sheet.areas[area], sheet, [r for r in ratings if r.area == area])
            for area in rated
        ),
        overall=overall,
        elsewhere=_elsewhere(catalog, sheet),
        note=_(
            "A coach who names what they saw counts most, colleagues less, because they rate "
            "kindly on average and may all share one impression. Coaches and managers rate by "
            "name; colleagues only as a group of three or more."
        ),
    )


def _row(
    catalog: Catalog, found: AreaScore, sheet: ScoreSheet, ratings: Sequence[OutsideRating]
) -> OthersRow:
    counting = [rating for rating in ratings if rating.counts]
    alone = found.form_alone
    return OthersRow(
        title=catalog.areas[found.area].title,
        said=tuple(
            words
            for factor in sheet.outside
            if factor.area == found.area
            for words in _said(factor, counting)
        ),
        rests_on=tuple(f"{r.name}: {r.evidence}" for r in counting if r.name and r.evidence),
        alone=NOTHING
        if alone is None or alone.level is None or alone.likely_range is None
        else f"{figure(alone.level)} ({range_text(alone.likely_range)})",
        together=NOTHING
        if found.level is None or found.likely_range is None
        else f"{figure(found.level)} ({range_text(found.likely_range)})",
    )


def _said(factor: OutsideFactor, ratings: Sequence[OutsideRating]) -> list[str]:
    """One line a named rater, or one for the group."""
    if factor.source == "colleagues":
        return [
            _("%(count)d colleagues: %(mean)s on average")
            % {"count": factor.raters, "mean": figure(factor.mean)}
        ]
    named = [r for r in ratings if r.source == factor.source]
    if not named:
        who = _("A coach") if factor.source == "coach" else _("A manager")
        return [f"{who}: {figure(factor.mean)}"]
    role = _("coach") if factor.source == "coach" else _("manager")
    return [f"{r.name}, {role}: {target_figure(r.value)}" for r in named]


def _group_words(group: GroupLevel | None) -> str:
    return NOTHING if group is None else f"{figure(group.level)} ({range_text(group.likely_range)})"


def _elsewhere(catalog: Catalog, sheet: ScoreSheet) -> str:
    """The area nobody rated that moved most, because areas lean on each other."""
    moved: dict[AreaId, float] = {
        area: found.level - found.form_alone.level
        for area, found in sheet.areas.items()
        if area not in sheet.areas_others_rated
        and found.level is not None
        and found.form_alone is not None
        and found.form_alone.level is not None
    }
    most = max(moved, key=lambda area: (abs(moved[area]), area), default=None)
    if most is None or round(abs(moved[most]), 1) == 0:
        return ""
    words = {"area": catalog.areas[most].title, "move": f"{abs(moved[most]):.1f}"}
    if moved[most] > 0:
        return (
            _(
                "Areas lean on each other, so areas nobody rated move a little too: %(area)s most, "
                "up by %(move)s."
            )
            % words
        )
    return (
        _(
            "Areas lean on each other, so areas nobody rated move a little too: %(area)s most, "
            "down by %(move)s."
        )
        % words
    )
