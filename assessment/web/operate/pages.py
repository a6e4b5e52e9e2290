"""What does a template see of an installation's local statistics?"""

from dataclasses import dataclass

from assessment.domain.catalog import Catalog
from assessment.domain.language import gettext as _
from assessment.domain.statistics.allowed import Allowance, allowances
from assessment.domain.statistics.item_analysis import ItemFigures
from assessment.domain.statistics.norms import norm_text
from assessment.domain.statistics.report import Statistics


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLine:
    """One question with its figures as they are printed."""

    item: str
    title: str
    given: int
    scored: int
    left_out: str
    seconds: str
    difficulty: str
    item_rest: str
    flags: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatisticsPage:
    """The local statistics, or why they are left to the command line."""

    sittings: int
    allowed: tuple[Allowance, ...]
    norm_text: str
    computed: bool
    minutes: str
    alpha: str
    omega: str
    quarters: str
    items: tuple[ItemLine, ...]
    flagged: int
    proposals: int


def make_statistics_page(
    sittings: int, found: Statistics | None, catalog: Catalog
) -> StatisticsPage:
    """The page; ``found`` is None where there are more sittings than a page should count."""
    reliability = None if found is None else found.reliability
    cuts = None if found is None else found.quarters
    items = () if found is None else found.items
    return StatisticsPage(
        sittings=sittings,
        allowed=allowances(sittings),
        norm_text=norm_text(sittings),
        computed=found is not None,
        minutes=_one(None if found is None else found.median_minutes),
        alpha=_two(None if reliability is None else reliability.alpha),
        omega=_two(None if reliability is None else reliability.omega),
        quarters="" if cuts is None else f"{cuts.lower:.2f} · {cuts.middle:.2f} · {cuts.upper:.2f}",
        items=tuple(_line(item, catalog) for item in items),
        flagged=sum(bool(item.flags) for item in items),
        proposals=0 if found is None else len(found.proposals),
    )


def _line(item: ItemFigures, catalog: Catalog) -> ItemLine:
    item_rest = _two(item.item_rest)
    if item.interval is not None:
        low, high = item.interval
        item_rest += " " + _("(%(low).2f to %(high).2f)") % {"low": low, "high": high}
    return ItemLine(
        item=item.item,
        title=catalog.items[item.item].title,
        given=item.offered,
        scored=item.people,
        left_out=f"{item.skipped} · {item.not_my_context}",
        seconds="–"
        if item.median_seconds is None
        else _("%(median).0f of %(expected).0f")
        % {"median": item.median_seconds, "expected": item.expected_seconds},
        difficulty=_two(item.difficulty),
        item_rest=item_rest,
        flags=", ".join(item.flags),
    )


def _one(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}"


def _two(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}".replace("-", "−")
