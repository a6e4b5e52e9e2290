"""The pages of a coach's notes about a client."""

from flask import g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from assessment.domain.coaching import NoteDraft, NoteId, check_note
from assessment.domain.errors import CoachingInvalid, NoteChanged
from assessment.domain.sharing import GrantId
from assessment.services.caseload import client_name
from assessment.services.coach_notes import (
    add_note,
    change_note,
    delete_note,
    list_notes,
    load_note,
)
from assessment.services.tokens import new_id
from assessment.web.coach.blueprint import blueprint
from assessment.web.coach.forms import MOST_REVISIONS, NoteForm
from assessment.web.coach.lines import note_entry
from assessment.web.coach.openings import held
from assessment.web.policy import Policy, admits
from assessment.web.state import database, now


@blueprint.route("/clients/<id:grant>/notes", methods=["GET", "POST"])
@admits(Policy.ACCOUNT)
def notes(grant: str) -> BaseResponse | str | tuple[str, int]:
    """Every note about a client, and a new one."""
    found = held(grant)
    form = NoteForm(session_on=now().date(), visibility="only-me", save_id=new_id())
    if request.method == "POST" and (draft := _draft(form)) is not None:
        save_id = form.save_id.data or new_id()
        try:
            database().write(
                lambda s: add_note(s, g.account, found.id, draft, save_id=save_id, now=now())
            )
        except CoachingInvalid as refused:
            form.refuse(refused)
        else:
            return redirect(url_for("coach.notes", grant=grant), 303)
    with database().reading() as session:
        entries = [note_entry(n) for n in list_notes(session, g.account, found.id, now=now())]
        name = client_name(session, g.account, found.owner)
    page = render_template(
        "coach/notes.html", grant=grant, name=name, form=form, errors=form.error_list,
        notes=entries, note="", conflict="",
    )  # fmt: skip
    return (page, 422) if request.method == "POST" else page


@blueprint.route("/clients/<id:grant>/notes/<id:note>", methods=["GET", "POST"])
@admits(Policy.ACCOUNT)
def note(grant: str, note: str) -> BaseResponse | str | tuple[str, int]:
    """Change a note; what another window wrote meanwhile is shown and not overwritten."""
    found = held(grant)
    with database().reading() as session:
        known = load_note(session, g.account, found.id, NoteId(note), now=now())
        name = client_name(session, g.account, found.owner)
    form = NoteForm(
        text=known.text, visibility=known.visibility, session_on=known.session_on,
        revision=known.revision,
    )  # fmt: skip
    conflict, status = "", 422
    if request.method == "POST" and (draft := _draft(form)) is not None:
        sent = form.revision.data or 0
        seen = sent if 0 <= sent < MOST_REVISIONS else 0  # no note has it: as if changed meanwhile
        try:
            database().write(
                lambda s: change_note(
                    s, g.account, found.id, NoteId(note), draft, seen_revision=seen, now=now()
                )
            )
        except NoteChanged as newer:
            conflict, status = newer.current, 409
            form.revision.raw_data = None
            form.revision.data = newer.revision
        else:
            return redirect(url_for("coach.notes", grant=grant), 303)
    page = render_template(
        "coach/notes.html", grant=grant, name=name, form=form, errors=form.error_list,
        notes=[], note=note, conflict=conflict,
    )  # fmt: skip
    return (page, status) if request.method == "POST" else page


@blueprint.post("/clients/<id:grant>/notes/<id:note>/delete")
@admits(Policy.ACCOUNT)
def note_delete(grant: str, note: str) -> BaseResponse:
    """Delete a note."""
    database().write(lambda s: delete_note(s, g.account, GrantId(grant), NoteId(note), now=now()))
    return redirect(url_for("coach.notes", grant=grant), 303)


def _draft(form: NoteForm) -> NoteDraft | None:
    if not form.validate():
        return None
    try:
        return check_note(
            form.text.data or "", form.visibility.data, form.session_on.data, now=now()
        )
    except CoachingInvalid as refused:
        form.refuse(refused)
        return None
