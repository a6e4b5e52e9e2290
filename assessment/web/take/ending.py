"""What do templates see of the last steps of a form: the offer to stop, the expected levels?"""

from dataclasses import dataclass

from assessment.domain.areas import LEVEL_NAMES
from assessment.domain.attempts import Attempt
from assessment.domain.catalog import Catalog
from assessment.domain.findings_wording import in_sentence, listed
from assessment.domain.language import gettext as _
from assessment.domain.stopping import units_left
from assessment.domain.translations import retold
from assessment.services.endings import StopOffer
from assessment.web.take.forms import EXPECTED
from assessment.web.take.pages import time_left


@dataclass(frozen=True, slots=True, kw_only=True)
class StopPage:
    """The offer to stop early. It says that critical areas are decided, never which way."""

    attempt: str
    target: str
    areas: str
    left: str
    next_item: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectRow:
    """One area whose level may be guessed."""

    name: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectPage:
    """Nine areas, each with five levels to choose from, all of it optional."""

    attempt: str
    stop: bool
    rows: tuple[ExpectRow, ...]
    levels: tuple[tuple[str, str], ...]


def make_stop_page(offer: StopOffer, catalog: Catalog) -> StopPage:
    """The page of a standing offer; ``catalog`` is the offer's in the reader's language."""
    attempt = offer.attempt
    critical = [
        in_sentence(catalog.areas[area].title)
        for area, wanted in attempt.target.levels.items()
        if wanted.critical and area in catalog.areas
    ]
    entries = attempt.booklet.entries
    after = entries[offer.place + 1 :]
    left = _("%(units)d scored questions and %(others)d short ones are left, %(time)s.") % {
        "units": (units := units_left(catalog, attempt.booklet, offer.place)),
        "others": len(after) - units,
        "time": time_left(catalog, after).removesuffix(" left"),
    }
    return StopPage(
        attempt=attempt.id,
        target=in_sentence(retold(attempt.target).title),
        areas=listed(critical),
        left=left,
        next_item=after[0].item,
    )


def make_expect_page(attempt: Attempt, catalog: Catalog, *, stop: bool) -> ExpectPage:
    """The page on which levels are guessed, in the content's order of areas."""
    areas = sorted(catalog.areas.values(), key=lambda area: (area.order, area.id))
    return ExpectPage(
        attempt=attempt.id,
        stop=stop,
        rows=tuple(ExpectRow(name=f"{EXPECTED}{area.id}", title=area.title) for area in areas),
        levels=tuple((str(step), name) for step, name in enumerate(LEVEL_NAMES, start=1)),
    )
