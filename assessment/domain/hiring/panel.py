"""Who hears which area, so that no single pair of ears decides?

Three interviewers rate each critical area and two any other (MEASUREMENT.md 6.2). They hear the
same answer together: one asks, the others listen and write, and each rates alone.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assessment.domain.areas import AreaId
from assessment.domain.language import gettext as _
from assessment.domain.language import ngettext

CRITICAL_INTERVIEWERS = 3
OTHER_INTERVIEWERS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaNeed:
    """How many interviewers an area needs."""

    area: AreaId
    title: str
    critical: bool

    @property
    def interviewers(self) -> int:
        return CRITICAL_INTERVIEWERS if self.critical else OTHER_INTERVIEWERS


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaPanel:
    """Who rates one area; the first one asks."""

    area: AreaId
    title: str
    critical: bool
    wanted: int
    interviewers: tuple[str, ...]

    @property
    def asks(self) -> str | None:
        return self.interviewers[0] if self.interviewers else None


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelPlan:
    """Who rates what, and what is still missing, in sentences."""

    areas: tuple[AreaPanel, ...]
    shortages: tuple[str, ...]

    def areas_of(self, interviewer: str) -> tuple[AreaId, ...]:
        """The areas one interviewer rates."""
        return tuple(area.area for area in self.areas if interviewer in area.interviewers)


Kept = Mapping[AreaId, Sequence[str]]
"""Who rates an area already."""

NOBODY_YET: Kept = {}


def plan_panel(
    needs: Sequence[AreaNeed], interviewers: Sequence[str], kept: Kept = NOBODY_YET
) -> PanelPlan:
    """Spread the areas evenly over the interviewers, in the order both are given.

    Whoever rates an area in ``kept`` and is still among the interviewers goes on rating it;
    places that are free go to those with the fewest areas. Without ``kept`` no two interviewers
    differ by more than one area, and in asking by no more than one either.
    """
    present = list(dict.fromkeys(interviewers))
    chosen: dict[AreaId, list[str]] = {
        need.area: [name for name in kept.get(need.area, ()) if name in present][
            : need.interviewers
        ]
        for need in needs
    }
    load = Counter(name for names in chosen.values() for name in names)
    for need in needs:
        free = [name for name in present if name not in chosen[need.area]]
        free.sort(key=lambda name: (load[name], present.index(name)))
        for name in free[: need.interviewers - len(chosen[need.area])]:
            chosen[need.area].append(name)
            load[name] += 1
    asking: Counter[str] = Counter()
    panels = []
    for need in needs:
        names = chosen[need.area]
        if names:
            asker = min(names, key=lambda name: (asking[name], present.index(name)))
            asking[asker] += 1
            names = [asker, *(n for n in names if n != asker)]
        panels.append(
            AreaPanel(
                area=need.area,
                title=need.title,
                critical=need.critical,
                wanted=need.interviewers,
                interviewers=tuple(names),
            )
        )
    return PanelPlan(areas=tuple(panels), shortages=_shortages(panels, len(present)))


def _shortages(panels: Iterable[AreaPanel], present: int) -> tuple[str, ...]:
    short = [panel for panel in panels if len(panel.interviewers) < panel.wanted]
    if not short:
        return ()
    wanted = max(panel.wanted for panel in short)
    lacking = wanted - present
    first = ngettext(
        "The panel is one interviewer short.", "The panel is %(count)d interviewers short.", lacking
    ) % {"count": lacking}
    return (
        first,
        *(
            _("%(area)s is rated by %(found)d instead of %(wanted)d.")
            % {"area": panel.title, "found": len(panel.interviewers), "wanted": panel.wanted}
            for panel in short
        ),
    )
