"""The pages on which interviewers rate alone, read together, talk, and somebody decides."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from assessment.domain.areas import AreaId
from assessment.domain.errors import HiringInvalid
from assessment.domain.hiring.scorecards import SCORECARD_NOTE_LIMIT
from assessment.domain.language import gettext as _
from assessment.services.candidates import managed_candidate
from assessment.services.hiring_decisions import (
    OUTCOMES,
    decide,
    decided_in,
    decisions_on,
    record_talk,
    waiting_for,
)
from assessment.services.ratings import open_comparison, open_ratings, ratings_of
from assessment.services.scorecards import load_card, save_card
from assessment.web.interviews.forms import DecisionForm, TalkForm, typed_card
from assessment.web.interviews.pages import (
    called,
    candidate_line,
    card_areas,
    choice_list,
    decision_lines,
    outcome_words,
    state_words,
    together_lines,
)
from assessment.web.interviews.surface import blueprint, said, say, who
from assessment.web.policy import Policy, admits
from assessment.web.refusals import RefusableForm
from assessment.web.state import database, now


@blueprint.route("/interviews/candidates/<id:candidate>/card", methods=["GET", "POST"])
@admits(Policy.MEMBER)
def card(candidate: str) -> BaseResponse | tuple[str, int] | str:
    """One's own card: a note before a number, alone, handed in once."""
    with database().reading() as store:
        access, found, own = load_card(store, who(), candidate)
    form = RefusableForm()
    typed = {a: (d.note, d.choice) for a, d in own.drafts.items()}
    refused: tuple[str, str] | None = None
    if form.is_submitted() and form.validate():
        typed = typed_card(own.areas, request.form)
        submit = request.form.get("go") == "submit"
        try:
            database().write(
                lambda s: save_card(s, who(), candidate, typed, submit=submit, now=now())
            )
        except HiringInvalid as wrong:
            refused = (wrong.field, wrong.reason)
        else:
            if submit:
                say(_("Your card is in. You can read the others’ now, as far as they are in."))
                return redirect(url_for("interviews.ratings", candidate=candidate), 303)
            say(_("Your notes are saved."))
            return redirect(url_for("interviews.card", candidate=candidate), 303)
    page = render_template(
        "interviews/card.html",
        search=access.search,
        candidate=candidate,
        called=called(found.letter),
        interview_on=found.interview_on,
        waiting=found.interview_on is not None and found.interview_on > now().date(),
        submitted=own.submitted_at,
        areas=card_areas(access.search.shown, own.areas, typed, refused),
        choices=choice_list(),
        limit=SCORECARD_NOTE_LIMIT,
        errors=[refused] if refused else form.error_list,
        notice=said(),
    )
    return (page, 422) if request.method == "POST" else page


@blueprint.route("/interviews/candidates/<id:candidate>/ratings", methods=["GET", "POST"])
@admits(Policy.MEMBER)
def ratings(candidate: str) -> BaseResponse | tuple[str, int] | str:
    """What the panel said of one candidate, once it is open; talks are noted here."""
    form = TalkForm()
    error: tuple[str, str] | None = None
    if form.is_submitted() and form.validate():
        area = AreaId(form.area.data or "")
        try:
            database().write(
                lambda s: record_talk(s, who(), candidate, area, form.words.data or "", now=now())
            )
        except HiringInvalid as refused:
            error = (refused.field, refused.reason)
        else:
            say(_("The talk is noted. Both numbers stay."))
            return redirect(
                url_for("interviews.ratings", candidate=candidate, _anchor=f"area-{area}"), 303
            )
    access, found = database().write(lambda s: open_ratings(s, who(), candidate, now=now()))
    page = render_template(
        "interviews/ratings.html",
        search=access.search,
        access=access,
        found=found,
        called=called(found.letter),
        state=state_words(found),
        lines=together_lines(access.search.shown, found),
        typed={form.area.data: form.words.data} if error else {},
        errors=[error] if error else form.error_list,
        notice=said(),
    )
    return (page, 422) if request.method == "POST" else page


@blueprint.get("/interviews/<id:search>/comparison")
@admits(Policy.MEMBER)
def comparison(search: str) -> str:
    """Area by area, candidates by letter: the spread before the mean, no total, no order."""
    access, found = database().write(lambda s: open_comparison(s, who(), search, now=now()))
    with database().reading() as store:
        outcomes = decided_in(store, [t.candidate for t in found])
    kit = access.search.shown
    return render_template(
        "interviews/comparison.html",
        search=access.search,
        areas=kit.areas,
        access=access,
        candidates=[candidate_line(kit, each, outcomes.get(each.candidate)) for each in found],
    )


@blueprint.route("/interviews/candidates/<id:candidate>/decision", methods=["GET", "POST"])
@admits(Policy.MEMBER)
def decision(candidate: str) -> BaseResponse | tuple[str, int] | str:
    """A decision in words by somebody who may decide otherwise."""
    with database().reading() as store:
        access, found = managed_candidate(store, who(), candidate)
        panel_says = ratings_of(store, who(), candidate)[1]
        earlier = decisions_on(store, candidate)
    form = DecisionForm()
    if form.is_submitted() and form.validate():
        try:
            database().write(
                lambda s: decide(
                    s,
                    who(),
                    candidate,
                    form.outcome.data or "",
                    form.reason.data or "",
                    form.evidence.data or "",
                    now=now(),
                )
            )
        except HiringInvalid as refused:
            form.refuse(refused)
        else:
            say(_("The decision is recorded."))
            return redirect(url_for("interviews.decision", candidate=candidate), 303)
    page = render_template(
        "interviews/decision.html",
        search=access.search,
        candidate=found,
        called=called(found.letter),
        found=panel_says,
        lines=together_lines(access.search.shown, panel_says),
        waits=waiting_for(access, panel_says),
        earlier=decision_lines(earlier),
        outcomes=[(o, outcome_words(o), "") for o in OUTCOMES],
        form=form,
        errors=form.error_list,
        notice=said(),
    )
    return (page, 422) if request.method == "POST" else page
