"""The pages on which lessons are found and read, and exercises are logged."""

from flask import Blueprint, g, redirect, render_template, request, session, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as BaseResponse

from assessment.domain.areas import FacetId
from assessment.domain.errors import ExerciseInvalid
from assessment.domain.exercises import EARLIEST_DAY, Exercise, check_exercise, latest_day
from assessment.domain.language import gettext as _
from assessment.domain.lesson_search import search_lessons
from assessment.domain.lessons import Lesson
from assessment.services.learning import (
    ExerciseTally,
    change_exercise,
    delete_exercise,
    list_exercises,
    load_exercise,
    log_exercise,
    tally_exercises,
)
from assessment.web.learn.forms import ExerciseForm, SearchForm
from assessment.web.learn.pages import (
    EntryLine,
    entry_lines,
    hit_lines,
    log_days,
    make_index_page,
    make_lesson_page,
)
from assessment.web.policy import Policy, admits
from assessment.web.state import content, database, now, shelf

blueprint = Blueprint("learn", __name__)

NOTHING_LOGGED = ExerciseTally(by_facet={}, latest=None)


@blueprint.get("/learn")
@admits(Policy.PUBLIC)
def index() -> str | tuple[str, int]:
    """All lessons by area, or those that hold the words looked for."""
    catalog = content()
    form = SearchForm(request.args)
    valid = form.validate()
    query = (form.q.data or "") if valid else ""
    page = render_template(
        "learn/index.html",
        here="lessons",
        form=form,
        errors=[("q", text) for text in form.q.errors],
        query=query,
        hits=hit_lines(catalog, search_lessons(catalog, query)),
        page=make_index_page(catalog, _own_tally()),
    )
    return page if valid else (page, 422)


def _own_tally() -> ExerciseTally:
    if g.person is None:
        return NOTHING_LOGGED
    with database().reading() as store:
        return tally_exercises(store, g.person)


@blueprint.get("/learn/<id:facet>")
@admits(Policy.PUBLIC)
def lesson(facet: str) -> str:
    """One lesson; for somebody with a session also what they logged of it."""
    form = None if g.person is None else ExerciseForm(done_on=now().date())
    return _lesson_page(_lesson(facet), form)


@blueprint.post("/learn/<id:facet>/log")
@admits(Policy.PERSON)
def add(facet: str) -> BaseResponse | tuple[str, int]:
    """Log an exercise of this lesson."""
    found = _lesson(facet)
    form = ExerciseForm()
    if form.validate():
        try:
            exercise = _exercise(form)
            entry = database().write(
                lambda s: log_exercise(s, shelf().current, g.person, found.id, exercise, now=now())
            )
        except ExerciseInvalid as refused:
            form.refuse(refused)
        else:
            session["notice"] = _("The exercise is in your log.")
            return redirect(url_for("learn.lesson", facet=facet, _anchor=f"entry-{entry}"), 303)
    return _lesson_page(found, form), 422


def _lesson(facet: str) -> Lesson:
    found = content().lessons.get(FacetId(facet))
    if found is None:
        raise NotFound
    return found


def _exercise(form: ExerciseForm) -> Exercise:
    return check_exercise(form.what.data, form.done_on.data, form.outcome.data, now=now())


def _lesson_page(found: Lesson, form: ExerciseForm | None) -> str:
    catalog = content()
    entries: tuple[EntryLine, ...] = ()
    if g.person is not None:
        with database().reading() as store:
            entries = entry_lines(catalog, list_exercises(store, g.person, found.id))
    return render_template(
        "learn/lesson.html",
        here="lesson",
        page=make_lesson_page(catalog, found),
        entries=entries,
        form=form,
        errors=[] if form is None else form.error_list,
        notice=_notice(),
        days=_days(),
    )


def _notice() -> str:
    return str(session.pop("notice", "")) if g.person is not None else ""


def _days() -> dict[str, str]:
    """The days a date field offers."""
    return {"min": EARLIEST_DAY.isoformat(), "max": latest_day(now()).isoformat()}


@blueprint.get("/learn/log")
@admits(Policy.PERSON)
def log() -> str:
    """Everything the person has logged, the latest day first."""
    with database().reading() as store:
        entries = list_exercises(store, g.person)
    return render_template(
        "learn/log.html",
        here="log",
        count=len(entries),
        days=log_days(entry_lines(content(), entries)),
        notice=_notice(),
    )


@blueprint.route("/learn/log/<id:entry>", methods=["GET", "POST"])
@admits(Policy.PERSON)
def entry(entry: str) -> BaseResponse | str | tuple[str, int]:
    """Change an entry."""
    with database().reading() as store:
        known = load_exercise(store, g.person, entry)
    form = ExerciseForm(obj=known.exercise)
    if form.is_submitted() and form.validate():
        try:
            exercise = _exercise(form)
            database().write(lambda s: change_exercise(s, g.person, entry, exercise, now=now()))
        except ExerciseInvalid as refused:
            form.refuse(refused)
        else:
            session["notice"] = _("The entry is changed.")
            return redirect(_way_back(known.facet, f"entry-{entry}"), 303)
    page = render_template(
        "learn/entry.html",
        here="entry",
        entry=entry_lines(content(), [known])[0],
        back=_way_back(known.facet, f"entry-{entry}"),
        form=form,
        errors=form.error_list,
        days=_days(),
    )
    return (page, 422) if request.method == "POST" else page


@blueprint.post("/learn/log/<id:entry>/delete")
@admits(Policy.PERSON)
def delete(entry: str) -> BaseResponse:
    """Take an entry out of the log."""
    with database().reading() as store:
        known = load_exercise(store, g.person, entry)
    database().write(lambda s: delete_exercise(s, g.person, entry))
    session["notice"] = _("The entry is deleted.")
    return redirect(_way_back(known.facet, "log"), 303)


def _way_back(facet: FacetId, anchor: str) -> str:
    """The entry's lesson; the whole log where the content has dropped it."""
    if facet in shelf().current.lessons:
        return url_for("learn.lesson", facet=facet, _anchor=anchor)
    return url_for("learn.log", _anchor=anchor)
