"""What do the rules say of a brief, with this installation's content, on a day?"""

from datetime import date

from assessment.domain.brief_rules.findings import Finding, Surroundings
from assessment.domain.brief_rules.rules import check_brief
from assessment.domain.briefs import Brief
from assessment.domain.catalog import Catalog


def surroundings(catalog: Catalog, *, today: date) -> Surroundings:
    """What a brief is read against."""
    return Surroundings(
        today=today,
        profiles=catalog.profiles,
        adjustments=catalog.adjustments,
        mandate_facts=catalog.mandate_facts,
        area_titles={area.id: area.title for area in catalog.areas.values()},
    )


def find_faults(brief: Brief, catalog: Catalog, *, today: date) -> tuple[Finding, ...]:
    """Every finding of the rules."""
    return check_brief(brief, surroundings(catalog, today=today))
