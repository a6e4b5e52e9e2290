"""What is said first: nearest type, first priority, what cannot be told, and how many of each?"""

from collections import Counter

from assessment.domain.areas import CLUSTER_TITLES, CLUSTERS
from assessment.domain.findings_facts import Facts, Finding
from assessment.domain.findings_wording import (
    count_word,
    counted,
    figure,
    in_sentence,
    listed,
    sentence_start,
    with_article,
)
from assessment.domain.language import gettext as _
from assessment.domain.readings import Verdict
from assessment.domain.scoring.sheet import GroupLevel

AS_NEAR = 0.05
"""Two types whose weighted shortfalls differ by less are named together (editorial)."""


def _not_a_grade() -> Finding:
    return Finding(
        kind="fixed",
        text=_(
            "Levels describe the judgement your answers showed. They are not a grade, "
            "a rank or a forecast."
        ),
    )


def headline(facts: Facts) -> tuple[Finding, ...]:
    """The result in one or two sentences, never a number (LOOK: "come nearest to")."""
    if not facts.sheet.quality.interpretable:
        return (
            Finding(
                kind="cannot-say",
                text=_("These answers should not be read as a result."),
                rests_on=tuple(facts.responses),
            ),
        )
    if facts.form == "quick":
        return (_quick(facts),)
    if not facts.levelled():
        return (
            Finding(
                kind="cannot-say", text=_("Too few answers were given to say where you stand.")
            ),
        )
    return tuple(s for s in (_nearest(facts), _first(facts)) if s is not None)


def _nearest(facts: Facts) -> Finding | None:
    if not facts.types:
        return None
    closest = facts.types[0].shortfall
    near = [t for t in facts.types if t.shortfall - closest < AS_NEAR][:2]
    names = [with_article(in_sentence(t.title)) for t in near]
    if len(near) == 2:
        text = _("Your answers come about as near to %(names)s as to %(names2)s.") % {
            "names": names[0],
            "names2": names[1],
        }
    elif near[0].profile == facts.reading.target.profile:
        text = _("Your answers come nearest to your target, %(names)s.") % {"names": names[0]}
    else:
        text = _("Your answers come nearest to %(names)s.") % {"names": names[0]}
    return Finding(kind="nearest-type", text=text, rests_on=facts.scored())


def _first(facts: Facts) -> Finding:
    """The first priority; where none is shown, what is open or what is met."""
    reading, scored = facts.reading, facts.scored()
    job = with_article(in_sentence(reading.target.title))
    if reading.develop:
        area = reading.develop[0]
        text = _("For %(job)s, %(area_name)s comes first.") % {
            "job": job,
            "area_name": facts.area_name(area),
        }
        return Finding(kind="first-priority", text=text, area=area, rests_on=scored)
    undecided = len(reading.find_out)
    if undecided:
        text = _("For %(job)s no gap is shown, and %(counted)s cannot be told yet.") % {
            "job": job,
            "counted": counted(undecided, "area", "areas"),
        }
    else:
        text = _(
            "For %(job)s no gap is shown; somebody who has seen your work should confirm it."
        ) % {"job": job}
    return Finding(kind="nothing-to-develop", text=text, rests_on=scored)


def _quick(facts: Facts) -> Finding:
    """Which cluster lies lower, only where the ranges say so; otherwise that none does."""
    groups = [
        (CLUSTER_TITLES[cluster].lower(), facts.sheet.clusters[cluster])
        for cluster in CLUSTERS
        if cluster in facts.sheet.clusters
    ]
    if len(groups) < 2:
        return Finding(
            kind="cannot-say",
            text=_("Too few answers were given to say more."),
            rests_on=(),
        )
    lowest, highest = (pick(groups, key=lambda g: g[1].level) for pick in (min, max))
    if _apart(lowest[1], highest[1]):
        text = _("Your answers point lower in %(lowest)s than in %(highest)s.") % {
            "lowest": lowest[0],
            "highest": highest[0],
        }
    else:
        text = _("Ten minutes show no clear difference between %(listed)s.") % {
            "listed": listed([name for name, _ in groups])
        }
    return Finding(kind="cluster", text=text, rests_on=facts.scored())


def _apart(low: GroupLevel, high: GroupLevel) -> bool:
    """Whether each level lies outside the other's likely range."""
    return low.likely_range.high < high.level and high.likely_range.low > low.level


def lede(facts: Facts) -> tuple[Finding, ...]:
    """How many areas got which verdict, and what a level is not."""
    if not facts.sheet.quality.interpretable:
        return (_not_a_grade(),)
    if facts.form == "quick":
        return (
            Finding(
                kind="fixed",
                text=(
                    _(
                        "The quick form gives three clusters and an overall level. Areas, gaps and "
                        "priorities need the full form."
                    )
                ),
            ),
            _not_a_grade(),
        )
    return (_counts(facts), _not_a_grade())


def _counts(facts: Facts) -> Finding:
    verdicts = Counter(gap.verdict for gap in facts.reading.gaps.values() if gap.verdict)
    scored = facts.scored()
    withheld = len(facts.reading.gaps) - len(facts.levelled())

    def areas(verdict: Verdict) -> str:
        return f"{counted(verdicts[verdict], 'area', 'areas')} {_(verdict)}"

    gaps = []
    if verdicts["clear gap"]:
        gaps.append(counted(verdicts["clear gap"], "clear gap", "clear gaps"))
    if verdicts["likely gap"]:
        gaps.append(counted(verdicts["likely gap"], "likely gap", "likely gaps"))
    met = [areas(word) for word in ("likely met", "clearly met") if verdicts[word]]
    undecided = verdicts["cannot tell yet"]
    parts = [listed(gaps) if gaps else _("no gap shown")]
    if met:
        parts.append(listed(met))
    if undecided:
        parts.append(
            _("%(counted)s these %(count_word)s answers cannot decide")
            % {
                "counted": counted(undecided, "area", "areas"),
                "count_word": count_word(len(scored)),
            }
        )
    if withheld:
        parts.append(
            _("%(counted)s with too few answers") % {"counted": counted(withheld, "area", "areas")}
        )
    if not scored:
        return Finding(kind="counts", text=_("No answer was scored."))
    return Finding(kind="counts", text=f"{sentence_start('; '.join(parts))}.", rests_on=scored)


def stage(facts: Facts) -> Finding | None:
    """The readiness stage (MEASUREMENT.md 2.7) with what stands behind it."""
    reading = facts.reading
    if reading.stage is None or facts.form == "quick":
        return None
    critical = [reading.gaps[area] for area in reading.target.critical_areas]
    levelled = [gap.area for gap in critical if gap.p_gap is not None]
    behind = [
        f"{facts.area_name(gap.area)}: {_(gap.verdict or 'not enough answers')}" for gap in critical
    ]
    text = f"{_(reading.stage)}."
    if behind:
        detail = _("Critical for this target are %(behind)s.") % {"behind": "; ".join(behind)}
        text = f"{text} {detail}"
    return Finding(kind="stage", text=text, rests_on=facts.scored(levelled))


def clusters(facts: Facts) -> tuple[Finding, ...]:
    """The quick form's figures in words: one sentence a cluster, and the overall level."""
    found = []
    for cluster in CLUSTERS:
        group = facts.sheet.clusters.get(cluster)
        if group is not None:
            areas = [a.id for a in facts.catalog.areas.values() if a.cluster == cluster]
            text = f"{CLUSTER_TITLES[cluster]}: {_group_words(group)}."
            found.append(Finding(kind="cluster", text=text, rests_on=facts.scored(areas)))
    if facts.sheet.overall is not None:
        text = f"{_('Overall')}: {_group_words(facts.sheet.overall)}."
        found.append(Finding(kind="cluster", text=text, rests_on=facts.scored()))
    return tuple(found)


def _group_words(group: GroupLevel) -> str:
    low, high = figure(group.likely_range.low), figure(group.likely_range.high)
    return _("about %(figure)s, likely between %(low)s and %(high)s") % {
        "figure": figure(group.level),
        "low": low,
        "high": high,
    }
