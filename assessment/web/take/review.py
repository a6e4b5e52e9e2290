"""How does the overview of a form come about: every question, its state, what is still open?"""

from collections.abc import Iterator

from flask import g

from assessment.domain.answers import SavedAnswer
from assessment.domain.attempts import Attempt, AttemptId, BookletEntry
from assessment.domain.bank import ItemId
from assessment.domain.catalog import Catalog
from assessment.domain.findings_wording import count_word, in_sentence, listed
from assessment.domain.items import (
    ChoiceItem,
    Claim,
    ExhibitItem,
    InstructedCheck,
    JudgementItem,
    NumberItem,
    SelfRating,
)
from assessment.domain.language import gettext as _
from assessment.domain.language import marked
from assessment.domain.scoring.change import DAYS_BETWEEN, too_much_repeated
from assessment.services.answering import load_answers
from assessment.services.attempts import load_attempt
from assessment.services.change import Repeats, find_repeats
from assessment.web.state import database, shelf
from assessment.web.take.pages import ReviewLine, ReviewPage, ReviewSection, state_words, time_left
from assessment.web.words import day_words

SECTIONS: tuple[tuple[str, tuple[type, ...]], ...] = (
    (marked("How you see yourself"), (SelfRating,)),
    (
        marked("Scenarios, exhibits and calculations"),
        (JudgementItem, ExhibitItem, NumberItem, ChoiceItem, InstructedCheck),
    ),
    (marked("Your track record"), (Claim,)),
)


def make_review_page(attempt_id: AttemptId) -> ReviewPage | None:
    """The overview of one's own open attempt; None where it is submitted."""
    with database().reading() as session:
        attempt = load_attempt(session, g.person, attempt_id)
        if not attempt.is_open:
            return None
        saved = load_answers(session, g.person, attempt_id)
        catalog = shelf().at(session, attempt.booklet.revision)
        repeats = find_repeats(session, g.person, attempt, catalog)
    catalog = shelf().shown(catalog)
    again = () if repeats is None else tuple(_again(repeats, catalog))
    return _page(attempt, saved, catalog, again)


def too_soon_words(days: int) -> str:
    """The advice to wait, for somebody whose last full form is this many days old."""
    ago = {0: "today", 1: "yesterday"}.get(days, _("%(days)s days ago") % {"days": days})
    return _(
        "You submitted your last full form %(ago)s. %(days_between)s days or more "
        "between two sittings are advised: before that, what you remember weighs "
        "more than what you learned. You can begin all the same; the later levels "
        "are then more data, hardly a sign of change."
    ) % {"ago": ago, "days_between": DAYS_BETWEEN}


def _again(repeats: Repeats, catalog: Catalog) -> Iterator[str]:
    """What a second sitting is told before its first question."""
    day = day_words(repeats.earlier.submitted_at or repeats.earlier.started_at)
    many = _("None") if repeats.repeated == 0 else count_word(repeats.repeated).capitalize()
    were = "was" if repeats.repeated in (0, 1) else "were"
    yield (
        _("%(many)s of the %(asked)s scored questions %(were)s in your sitting of %(day)s too.")
        % {"many": many, "asked": repeats.asked, "were": were, "day": day}
    )
    if too_much_repeated(repeats.repeated, repeats.asked):
        yield _(
            "That is more than 40 per cent of the form, so the two sittings as a whole will be "
            "called not comparable. The levels count as usual."
        )
    elif repeats.areas:
        names = listed([in_sentence(catalog.areas[area].title) for area in repeats.areas])
        yield (
            _(
                "More than 40 %% of them are repeated in %(names)s: there the two sittings "
                "will be called not comparable. The level itself counts as usual."
            )
            % {"names": names}
        )
    if repeats.days < DAYS_BETWEEN:
        yield too_soon_words(repeats.days)


def _page(
    attempt: Attempt, saved: dict[ItemId, SavedAnswer], catalog: Catalog, again: tuple[str, ...]
) -> ReviewPage:
    entries = attempt.booklet.entries
    waiting = [e for e in entries if not _done(e, saved)]
    answered = sum(1 for e in entries if e.item in saved)
    return ReviewPage(
        attempt=attempt.id,
        summary=_summary(entries, waiting, answered, catalog),
        answered=answered,
        open_places=len(waiting),
        next_item=waiting[0].item if waiting else None,
        next_place=entries.index(waiting[0]) + 1 if waiting else None,
        finish_words=_finish(waiting),
        expects=attempt.booklet.form == "full",
        again=again,
        sections=tuple(
            ReviewSection(title=_(title), lines=lines)
            for title, kinds in SECTIONS
            if (lines := _lines(entries, saved, catalog, kinds))
        ),
    )


def _done(entry: BookletEntry, saved: dict[ItemId, SavedAnswer]) -> bool:
    answer = saved.get(entry.item)
    return entry.locked or (answer is not None and (answer.is_complete or answer.value is None))


def _lines(
    entries: tuple[BookletEntry, ...],
    saved: dict[ItemId, SavedAnswer],
    catalog: Catalog,
    kinds: tuple[type, ...],
) -> tuple[ReviewLine, ...]:
    return tuple(
        ReviewLine(
            place=place,
            item=entry.item,
            title=item.title,
            state=state_words(item, saved.get(entry.item), entry),
        )
        for place, entry in enumerate(entries, start=1)
        if isinstance(item := catalog.items[entry.item], kinds)
    )


def _summary(
    entries: tuple[BookletEntry, ...],
    waiting: list[BookletEntry],
    answered: int,
    catalog: Catalog,
) -> str:
    if answered == 0:
        return _(
            "%(entries)s questions, %(removesuffix)s. Look through them if you like; "
            "nothing is timed, and you can go back to any answer until you submit."
        ) % {
            "entries": len(entries),
            "removesuffix": time_left(catalog, entries).removesuffix(" left"),
        }
    if not waiting:
        return _("Every question has an answer or was left out. You can still change any of them.")
    return _(
        "%(entries)s of %(entries2)s done, %(time_left)s. What you leave open "
        "counts as missing, not as wrong."
    ) % {
        "entries": len(entries) - len(waiting),
        "entries2": len(entries),
        "time_left": time_left(catalog, waiting),
    }


def _finish(waiting: list[BookletEntry]) -> str:
    if not waiting:
        return _("You can submit now.")
    noun = _("question is") if len(waiting) == 1 else _("questions are")
    return _(
        "%(waiting)s %(noun)s still open. You can submit all the same: open ones "
        "are missing, ranges grow wider, and areas with too few answers get no "
        "level."
    ) % {"waiting": len(waiting), "noun": noun}
