"""What does a template see of two sittings side by side?"""

from dataclasses import dataclass

from assessment.domain.areas import AreaId
from assessment.domain.bank import ItemId
from assessment.domain.catalog import Catalog
from assessment.domain.findings_wording import counted, figure, range_text, sentence_start
from assessment.domain.items import InstructedCheck
from assessment.domain.language import WordTable, marked, ngettext
from assessment.domain.language import gettext as _
from assessment.domain.scoring.change import DAYS_BETWEEN, AreaChange, Change, WhyNot, reliability
from assessment.domain.scoring.sheet import AreaScore
from assessment.services.attempts import AttemptSummary
from assessment.services.change import TwoSittings
from assessment.services.results import Result
from assessment.web.words import FORM_WORDS, day_words

WHY_NOTHING: WordTable[WhyNot] = WordTable(
    {
        "scoring-version": marked(
            "The two sittings were scored by different versions of the method, so a "
            "difference could come from the method."
        ),
        "careless": marked(
            "One of the two sittings is not interpreted because of how it was "
            "answered, so nothing is made of a difference."
        ),
        "questions-repeated": marked(
            "More than 40 % of the questions of the later form had been in the earlier "
            "one, so a difference could come from remembering them."
        ),
    }
)
WHY_NOT_HERE: WordTable[WhyNot] = WordTable(
    {
        "scoring-version": marked("another version of the method"),
        "careless": marked("one sitting is not interpreted"),
        "questions-repeated": marked("too many questions of the form were repeated"),
        "area-repeated": marked("more than 40 % of its questions were repeated"),
        "withheld": marked("too few answers in one of the two sittings"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SittingHead:
    """One of the two sittings, as a column."""

    attempt: str
    date: str
    form: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """One area at two dates, in words; and the figures behind the words."""

    title: str
    first: str
    second: str
    word: str
    note: str
    workings: tuple[str, ...]
    """Level, SD and rel of both sittings and RC, as printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeated:
    """A question that both forms held."""

    item: str
    title: str
    area: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePage:
    """Two sittings side by side."""

    first: SittingHead
    second: SittingHead
    headline: str
    lede: str
    advice: str
    left_out: str
    """That what others said is no part of this page; empty where nobody rated."""
    rows: tuple[ChangeRow, ...]
    excluded: tuple[Repeated, ...]
    """Questions because of which an area is not compared."""
    allowed: tuple[Repeated, ...]
    """Questions asked twice in areas that are compared all the same."""


def make_change_page(two: TwoSittings) -> ChangePage:
    """The page of two sittings, or of one sitting at two points where one continues the other."""
    catalog = two.second.catalog
    change = two.change
    excluded = () if change is None else _excluded(change)
    allowed = () if change is None else tuple(i for i in change.repeated if i not in excluded)
    return ChangePage(
        first=_head(two.first),
        second=_head(two.second),
        headline=_headline(change),
        lede=_lede(change),
        advice=_advice(two),
        left_out=_("What others said is left out here: only answers are compared.")
        if two.first.sheet.outside or two.second.sheet.outside
        else "",
        rows=tuple(
            _row(catalog, area, two, None if change is None else change.areas[area])
            for area in _areas(two)
        ),
        excluded=tuple(_repeated(catalog, item) for item in excluded),
        allowed=tuple(_repeated(catalog, item) for item in allowed),
    )


def compare_words(other: AttemptSummary) -> tuple[str, str]:
    """The attempt to compare with and the words of the link to it."""
    day = day_words(other.submitted_at or other.started_at)
    return other.id, (
        _("Side by side with your %(form)s of %(day)s")
        % {"form": FORM_WORDS[other.form].lower(), "day": day}
    )


def _areas(two: TwoSittings) -> list[AreaId]:
    order = two.second.catalog.areas
    return [a for a in sorted(order, key=lambda a: order[a].order) if a in two.second.sheet.areas]


def _head(result: Result) -> SittingHead:
    attempt = result.attempt
    return SittingHead(
        attempt=attempt.id,
        date=day_words(attempt.submitted_at or attempt.started_at),
        form=FORM_WORDS[attempt.booklet.form],
    )


def _excluded(change: Change) -> tuple[ItemId, ...]:
    return tuple(item for area in change.areas.values() for item in area.excluded)


def _headline(change: Change | None) -> str:
    if change is None:
        return _("More evidence, not change")
    if change.why_not is not None:
        return _("These two sittings cannot be compared")
    words = [area.word for area in change.areas.values()]
    real, perhaps = words.count("real change"), words.count("perhaps")
    if real:
        return _("%(areas)s really changed") % {
            "areas": sentence_start(counted(real, "area", "areas"))
        }
    if perhaps:
        return _("%(areas)s perhaps changed, none surely") % {
            "areas": sentence_start(counted(perhaps, "area", "areas"))
        }
    if words.count("noise"):
        return _("No change that can be told from chance")
    return _("No area can be compared")


def _lede(change: Change | None) -> str:
    if change is None:
        return _(
            "The later result carries the answers of the earlier one and adds to them. "
            "A level that moved has become better known; it says nothing about change "
            "in between."
        )
    if change.why_not is not None:
        return WHY_NOTHING[change.why_not]
    return _(
        "A second sitting will rarely prove that you grew; your evidence log will. "
        "Read the later levels as more data about where you stand now."
    )


def _advice(two: TwoSittings) -> str:
    if two.change is None or not two.too_soon:
        return ""
    between = ngettext(
        "These sittings were a day apart.", "These sittings were %(days)d days apart.", two.days
    ) % {"days": two.days}
    if two.days == 0:
        between = _("These sittings were on the same day.")
    advised = _(
        "%(days)d days or more are advised: before that, what you remember weighs more than "
        "what you learned."
    ) % {"days": DAYS_BETWEEN}
    return f"{between} {advised}"


def _row(catalog: Catalog, area: AreaId, two: TwoSittings, change: AreaChange | None) -> ChangeRow:
    first, second = two.first.sheet.areas.get(area), two.second.sheet.areas.get(area)
    word, note = _words(change, first, second)
    return ChangeRow(
        title=catalog.areas[area].title,
        first=_level(first),
        second=_level(second),
        word=word,
        note=note,
        workings=(*_figures(first), *_figures(second), _index(change)),
    )


def _words(
    change: AreaChange | None, first: AreaScore | None, second: AreaScore | None
) -> tuple[str, str]:
    if change is None:
        more = (second.units_scored if second else 0) - (first.units_scored if first else 0)
        if more <= 0:
            return _("same answers"), _("the level leans on the other areas and may move with them")
        return _("more evidence"), (
            _("%(counted)s scored") % {"counted": counted(more, "more question", "more questions")}
        )
    if change.why_not is not None:
        return _("not comparable"), WHY_NOT_HERE[change.why_not]
    if change.word == "noise":
        return _("noise"), _("a difference of this size comes by chance")
    if change.word == "perhaps":
        return _("perhaps"), (
            _("%(direction)s, but chance is not ruled out")
            % {"direction": _(change.direction) if change.direction else ""}
        )
    return _("real change"), (
        _("%(direction)s, by more than chance and practice explain")
        % {"direction": _(change.direction) if change.direction else ""}
    )


def _level(score: AreaScore | None) -> str:
    alone = None if score is None else score.by_answers
    if alone is None or alone.level is None or alone.likely_range is None:
        return "–"
    words = _("%(level)s (%(range)s)")
    if alone.status == "provisional":
        words = _("%(level)s (%(range)s, provisional)")
    return words % {"level": figure(alone.level), "range": range_text(alone.likely_range)}


def _figures(score: AreaScore | None) -> tuple[str, str, str]:
    alone = None if score is None else score.by_answers
    if alone is None or alone.level is None or alone.standard_error is None:
        return "–", "–", "–"
    error = alone.standard_error
    return f"{alone.level:.3f}", f"{error:.3f}", f"{reliability(error):.3f}"


def _index(change: AreaChange | None) -> str:
    return "–" if change is None or change.index is None else f"{change.index:+.2f}"


def _repeated(catalog: Catalog, item: ItemId) -> Repeated:
    found = catalog.items[item]
    area = "" if isinstance(found, InstructedCheck) else catalog.areas[found.area].title
    return Repeated(item=item, title=found.title, area=area)
