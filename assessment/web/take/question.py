"""How does a saved place in a form become the page of its question?"""

import secrets
from collections.abc import Mapping

from assessment.domain.answers import Answer
from assessment.domain.attempts import MARKS
from assessment.domain.catalog import Catalog
from assessment.domain.items import (
    ChoiceItem,
    Claim,
    ExhibitItem,
    Item,
    JudgementItem,
    NumberItem,
)
from assessment.domain.language import gettext as _
from assessment.services.answering import QuestionPlace
from assessment.web.take.forms import CONFIDENCE
from assessment.web.take.pages import (
    KINDS,
    QuestionPage,
    is_demonstrated,
    prompt_of,
    rows_of,
    scale_of,
    section_of,
    time_left,
)


def make_question_page(
    catalog: Catalog,
    place: QuestionPlace,
    *,
    sent: Mapping[str, str] | None = None,
    reason: str = "",
    conflict: str = "",
) -> QuestionPage:
    """The page of one question.

    ``sent`` are the fields of an answer that was refused for ``reason``: they are shown again, so
    that nothing typed is lost. ``conflict`` is an answer that met a newer one, in words.
    """
    item = catalog.items[place.entry.item]
    saved = place.saved
    value = None if saved is None else saved.value
    typed = "" if value is None or not isinstance(item, NumberItem) else f"{value:g}"
    if sent is not None:
        value = _shown_again(item, place, sent)
        typed = sent.get("answer", "")[:40]
    return QuestionPage(
        attempt=place.attempt,
        item=item.id,
        place=place.index + 1,
        of=len(place.booklet.entries),
        section=section_of(catalog, item),
        time_left=time_left(catalog, place.booklet.entries[place.index :]),
        kind=KINDS[type(item)],
        title=item.title,
        stem=None if not hasattr(item, "stem") else item.stem,
        prompt=prompt_of(item),
        rows=rows_of(catalog, item, place.entry, value),
        scale=scale_of(catalog, item),
        unit=item.unit if isinstance(item, NumberItem) else "",
        tolerance=f"{item.tolerance * 100:.0f}\u00a0%" if isinstance(item, NumberItem) else "",
        typed=typed,
        note=(_("If it happened, note for yourself: %(proof)s") % {"proof": item.proof})
        if isinstance(item, Claim)
        else "",
        locked=place.entry.locked,
        demonstrated=is_demonstrated(item),
        revision=0 if saved is None else saved.revision,
        seconds=0.0 if saved is None or saved.seconds is None else saved.seconds,
        save_id=secrets.token_hex(12),
        state=_state(place),
        errors=((("answer-row", reason),) if reason else ()),
        conflict=conflict,
        sure=_sure(item, place, sent),
    )


def _sure(item: Item, place: QuestionPlace, sent: Mapping[str, str] | None) -> str | None:
    if not isinstance(item, ExhibitItem):
        return None
    if sent is not None:
        return sent.get(CONFIDENCE, "")[:3]
    confidence = None if place.saved is None else place.saved.confidence
    return "" if confidence is None else str(confidence)


def _state(place: QuestionPlace) -> str:
    if place.entry.locked:
        return _("Carried over")
    if place.saved is None:
        return _("Not answered yet")
    if place.saved.value is None:
        return _("Saved as left out")
    return _("Saved") if place.saved.is_complete else _("Saved so far")


def _shown_again(item: Item, place: QuestionPlace, sent: Mapping[str, str]) -> Answer | None:
    """The refused answer as rows can show it; what does not fit is shown as open."""
    match item:
        case JudgementItem():
            letters = [a.letter for a in item.shown(short=place.entry.short)]
            raw = [sent.get(f"answer-{letter}", "") for letter in letters]
            return tuple(int(r) if r in {"1", "2", "3", "4", "5"} else None for r in raw)
        case ExhibitItem():
            letters = [s.letter for s in item.shown(short=place.entry.short)]
            raw = [sent.get(f"answer-{letter}", "") for letter in letters]
            return tuple(next((m for m in MARKS if m == r), None) for r in raw)
        case ChoiceItem():
            answer = sent.get("answer", "")
            return int(answer) if answer.isdigit() and len(answer) == 1 else None
        case _:
            return None
