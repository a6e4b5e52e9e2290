"""The pages on which a hiring brief is begun, filled in part by part, reviewed and taken away."""

from datetime import timedelta
from typing import cast

from flask import Blueprint, Response, g, redirect, render_template, request, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import NotFound as NoSuchPage
from werkzeug.wrappers import Response as BaseResponse

from assessment.domain.accounts import AccountId, Organisation, OrganisationId
from assessment.domain.briefs import (
    PARTS,
    RETENTION_DAYS,
    Brief,
    BriefId,
    Part,
    is_said,
    next_part,
    part_title,
    with_part,
)
from assessment.domain.errors import BriefChanged, BriefInvalid, OrganisationInvalid
from assessment.domain.language import gettext as _
from assessment.services.brief_changes import describe_change
from assessment.services.brief_files import BRIEF_FILES, brief_file, paper_of
from assessment.services.brief_json import LARGEST_FILE, BriefFileRefused, brief_from_json
from assessment.services.briefs import (
    WRITERS,
    StoredBrief,
    delete_brief,
    list_briefs,
    list_versions,
    load_brief,
    save_part,
    start_brief,
)
from assessment.services.organisations import (
    create_organisation,
    list_organisations,
    load_organisation,
    require_role,
)
from assessment.services.pictures import share_chart
from assessment.services.printing import PdfBusy, PdfFailed, PdfUnavailable
from assessment.web.downloads import attachment, download_name
from assessment.web.hire.brief_fields import Reader, fields_from, fields_of, read_part
from assessment.web.hire.brief_pages import (
    advice,
    findings_for,
    part_address,
    part_choices,
    steps_of,
)
from assessment.web.limits import document_limits, limited, person
from assessment.web.papers import asked_paper
from assessment.web.policy import Policy, admits
from assessment.web.state import content, database, now, press, shelf

blueprint = Blueprint("hire_briefs", __name__)


@blueprint.route("/hire", methods=["GET", "POST"])
@admits(Policy.MEMBER)
@limited("found", "10 per hour", by=person)
def index() -> BaseResponse | str | tuple[str, int]:
    """One's organisations with their briefs, and the way to a first one."""
    account = _account()
    error = ""
    if request.method == "POST":
        try:
            made = database().write(
                lambda s: create_organisation(s, account, request.form.get("name", ""), now=now())
            )
        except (OrganisationInvalid, ValueError):
            error = _("Give the organisation’s name, in at most 200 characters.")
        else:
            return redirect(url_for("hire_briefs.new", organisation=made.id), 303)
    with database().reading() as session:
        groups = [
            (organisation, role in WRITERS, list_briefs(session, account, organisation.id))
            for organisation, role in list_organisations(session, account)
        ]
    page = render_template(
        "hire/index.html", groups=groups, error=error, name=request.form.get("name", "")
    )
    return (page, 422) if error else page


def _account() -> AccountId:
    return cast("AccountId", g.account)


@blueprint.route("/hire/<id:organisation>/briefs/new", methods=["GET", "POST"])
@admits(Policy.MEMBER)
def new(organisation: str) -> BaseResponse | str | tuple[str, int]:
    """The first page of a brief: its challenge."""
    place = OrganisationId(organisation)
    with database().reading() as session:
        require_role(session, _account(), place, *WRITERS)
    if request.method == "POST":
        typed, reader = read_part("challenge", fields_of(request.form), Brief(), shelf().current)
        if not reader.errors:
            try:
                made = database().write(
                    lambda s: start_brief(s, _account(), place, typed, now=now())
                )
            except BriefInvalid as refused:
                reader.errors.append((refused.field, refused.reason))
            else:
                return redirect(
                    url_for("hire_briefs.part", organisation=organisation, brief=made, part="type"),
                    303,
                )
        return _new_page(organisation, reader), 422
    return _new_page(organisation, Reader(typed={}))


def _new_page(organisation: str, reader: Reader) -> str:
    return render_template(
        "hire/part.html",
        part="challenge",
        title=part_title("challenge"),
        fields=reader.typed,
        errors=reader.errors,
        steps=steps_of(None, (), "challenge"),
        advice=[],
        action=url_for("hire_briefs.new", organisation=organisation),
        check="",
        revision=0,
        conflict=None,
        saved="",
        overview=url_for("hire_briefs.index"),
        previous="",
        last_day=(now() + timedelta(days=RETENTION_DAYS)).date(),
        first=True,
    )


def _load(organisation: str, brief: str) -> StoredBrief:
    with database().reading() as session:
        return load_brief(session, _account(), OrganisationId(organisation), BriefId(brief))


def _load_to_write(organisation: str, brief: str) -> StoredBrief:
    """The brief, for who may change it; to a reader its pages to fill in are not there."""
    place, wanted = OrganisationId(organisation), BriefId(brief)
    with database().reading() as session:
        return load_brief(session, _account(), place, wanted, roles=WRITERS)


def _known(part: str) -> Part:
    found = next((known for known in PARTS if known == part), None)
    if found is None:
        raise NoSuchPage
    return found


@blueprint.route("/hire/<id:organisation>/briefs/<id:brief>/<id:part>", methods=["GET", "POST"])
@admits(Policy.MEMBER)
def part(organisation: str, brief: str, part: str) -> BaseResponse | str | tuple[str, int]:
    """One page of a brief; saving leads on to the next."""
    asked = _known(part)
    stored = _load_to_write(organisation, brief)
    if request.method == "GET":
        fields = fields_from(stored.brief, shelf().current)
        return _part_page(stored, asked, Reader(typed=fields))
    typed, reader = read_part(asked, fields_of(request.form), stored.brief, shelf().current)
    if reader.errors:
        return _part_page(stored, asked, reader), 422
    revision = reader.number("revision", 0, 10**6, "") or 0
    try:
        saved = database().write(
            lambda s: save_part(
                s,
                _account(),
                OrganisationId(organisation),
                BriefId(brief),
                asked,
                typed,
                revision=revision,
                now=now(),
            )
        )
    except BriefInvalid as refused:
        reader.errors.append((refused.field, refused.reason))
        return _part_page(stored, asked, reader), 422
    except BriefChanged as changed:
        stored = _load_to_write(organisation, brief)
        theirs = fields_from(changed.current, shelf().current)
        return _part_page(stored, asked, reader, conflict=theirs), 409
    if request.form.get("go") == "stay":
        return redirect(f"{part_address(saved, asked)}?saved=1", 303)
    if request.form.get("go") == "overview" or (after := _after(saved, asked)) is None:
        return redirect(_overview(saved), 303)
    return redirect(part_address(saved, after), 303)


def _after(stored: StoredBrief, here: Part) -> Part | None:
    unsaid = next_part(stored.brief, here)
    following = PARTS[PARTS.index(here) + 1 :]
    return unsaid or (following[0] if following else None)


def _overview(stored: StoredBrief) -> str:
    return url_for("hire_briefs.show", organisation=stored.organisation, brief=stored.id)


def _part_page(
    stored: StoredBrief,
    asked: Part,
    reader: Reader,
    *,
    conflict: dict[str, list[str]] | None = None,
) -> str:
    typed, _read = read_part(asked, reader.typed, stored.brief, shelf().current)
    shown = with_part(stored.brief, asked, typed)
    findings = [f for f in findings_for(shown, content(), today=now().date()) if not f.missing]
    before = PARTS.index(asked)
    return render_template(
        "hire/part.html",
        part=asked,
        title=part_title(asked),
        fields=reader.typed,
        errors=reader.errors,
        steps=steps_of(stored, findings, asked),
        advice=advice(findings, asked) if is_said(shown, asked) else [],
        action=part_address(stored, asked),
        check=url_for(
            "hire_briefs.check", organisation=stored.organisation, brief=stored.id, part=asked
        ),
        revision=stored.latest,
        conflict=conflict,
        saved=request.args.get("saved", ""),
        overview=_overview(stored),
        previous=part_address(stored, PARTS[before - 1]) if before else "",
        last_day=None,
        first=False,
        **part_choices(asked, shown, shelf().current, content()),
    )


@blueprint.post("/hire/<id:organisation>/briefs/<id:brief>/<id:part>/check")
@admits(Policy.MEMBER)
def check(organisation: str, brief: str, part: str) -> str:
    """What the rules say of a page as it is typed; saves nothing."""
    asked = _known(part)
    stored = _load_to_write(organisation, brief)
    typed, _reader = read_part(asked, fields_of(request.form), stored.brief, shelf().current)
    shown = with_part(stored.brief, asked, typed)
    findings = [f for f in findings_for(shown, content(), today=now().date()) if not f.missing]
    choices = part_choices(asked, shown, shelf().current, content())
    return render_template(
        "hire/advice.html",
        advice=advice(findings, asked) if is_said(shown, asked) else [],
        part=asked,
        spent=choices.get("spent", 0),
        said=choices.get("said", ""),
        held=choices.get("held", 0),
        asked=choices.get("asked", 0),
        mandate=choices.get("mandate", ""),
    )


@blueprint.get("/hire/<id:organisation>/briefs/<id:brief>")
@admits(Policy.MEMBER)
def show(organisation: str, brief: str) -> str:
    """The brief as it stands, what the rules find in it, and what can be done with it."""
    return _paper_page(*_with_organisation(organisation, brief))


@blueprint.get("/hire/<id:organisation>/briefs/<id:brief>/versions/<place:number>")
@admits(Policy.MEMBER)
def version(organisation: str, brief: str, number: int) -> str:
    """An earlier version, to be read."""
    return _paper_page(*_with_organisation(organisation, brief, number))


def _with_organisation(
    organisation: str, brief: str, number: int | None = None
) -> tuple[StoredBrief, Organisation, bool]:
    account, place = _account(), OrganisationId(organisation)
    with database().reading() as session:
        stored = load_brief(session, account, place, BriefId(brief), number)
        found, role = load_organisation(session, account, place)
    return stored, found, role in WRITERS


def _paper_page(stored: StoredBrief, organisation: Organisation, writes: bool) -> str:  # noqa: FBT001
    findings = findings_for(stored.brief, content(), today=now().date())
    paper = paper_of(stored, content(), organisation=organisation.name)
    unsaid = next_part(stored.brief)
    return render_template(
        "hire/brief.html",
        paper=paper,
        chart=share_chart(paper.shares, uid="shares", title=paper.shares_say)
        if paper.shares
        else "",
        steps=steps_of(stored, [f for f in findings if not f.missing], None),
        advice=advice(findings),
        stored=stored,
        writes=writes and stored.revision == stored.latest,
        is_latest=stored.revision == stored.latest,
        way_on=part_address(stored, unsaid) if unsaid else "",
        way_on_title=part_title(unsaid) if unsaid else "",
        organisation=organisation,
        overview=_overview(stored),
    )


@blueprint.get("/hire/<id:organisation>/briefs/<id:brief>/versions")
@admits(Policy.MEMBER)
def versions(organisation: str, brief: str) -> str:
    """Who changed what, when; each change in words."""
    stored = _load(organisation, brief)
    last = max(1, request.args.get("from", stored.latest, type=int))
    with database().reading() as session:
        listed = [
            v
            for v in list_versions(session, _account(), OrganisationId(organisation), stored.id)
            if v.number <= last
        ][:20]
        changes = [(v, describe_change(session, stored.id, v.number, content())) for v in listed]
    return render_template(
        "hire/versions.html",
        changes=changes,
        stored=stored,
        overview=_overview(stored),
        older=listed[-1].number - 1 if listed else 0,
    )


@blueprint.get("/hire/<id:organisation>/briefs/<id:brief>/brief.<any(pdf, docx, json, md):kind>")
@admits(Policy.MEMBER)
@document_limits
def download(organisation: str, brief: str, kind: str) -> Response:
    """The brief as a file."""
    stored, found, _writes = _with_organisation(organisation, brief)
    try:
        body = brief_file(
            stored, content(), kind, press(), organisation=found.name, page_size=asked_paper()
        )
    except (PdfUnavailable, PdfBusy, PdfFailed) as missing:
        page = render_template("hire/no_pdf.html", reason=str(missing), back=_overview(stored))
        return Response(page, status=503, mimetype="text/html", headers={"Retry-After": "60"})
    words = _("Role advert draft") if kind == "md" else _("Hiring brief")
    name = download_name(f"{words} {stored.brief.title or found.name}", kind)
    return attachment(body, name=name, mimetype=BRIEF_FILES[kind])


@blueprint.route("/hire/<id:organisation>/briefs/import", methods=["GET", "POST"])
@admits(Policy.MEMBER)
def import_(organisation: str) -> BaseResponse | str | tuple[str, int]:
    """Read a brief from its JSON file."""
    place = OrganisationId(organisation)
    with database().reading() as session:
        require_role(session, _account(), place, *WRITERS)
    reason = ""
    if request.method == "POST":
        sent: FileStorage | None = request.files.get("file")
        raw = sent.stream.read(LARGEST_FILE + 1) if sent is not None else b""
        try:
            read = brief_from_json(raw, shelf().current)
            made = database().write(lambda s: start_brief(s, _account(), place, read, now=now()))
        except (BriefFileRefused, BriefInvalid) as refused:
            reason = refused.reason if isinstance(refused, BriefInvalid) else str(refused)
        else:
            return redirect(url_for("hire_briefs.show", organisation=organisation, brief=made), 303)
    page = render_template("hire/import.html", organisation=organisation, reason=reason)
    return (page, 422) if reason else page


@blueprint.route("/hire/<id:organisation>/briefs/<id:brief>/delete", methods=["GET", "POST"])
@admits(Policy.MEMBER)
def delete(organisation: str, brief: str) -> BaseResponse | str:
    """Ask once, then delete the brief with everything that hangs on it."""
    if request.method == "POST":
        place, wanted = OrganisationId(organisation), BriefId(brief)
        delete_brief(database(), _account(), place, wanted, now=now())
        return redirect(url_for("hire_briefs.index"), 303)
    stored = _load_to_write(organisation, brief)
    return render_template("hire/delete.html", stored=stored, overview=_overview(stored))
