"""The pages of many reports: choose clients, watch, take the file away."""

from flask import Response, g, redirect, render_template, request, send_file, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as BaseResponse

from assessment.domain.errors import CoachingInvalid
from assessment.domain.language import gettext as _
from assessment.domain.language import ngettext
from assessment.domain.sharing import GrantId
from assessment.domain.text import LINE_LIMIT
from assessment.services.archive_orders import MOST_REPORTS, order_archive
from assessment.services.archive_work import archive_path, sweep_archives
from assessment.services.archives import (
    Archive,
    ArchiveId,
    discard_archive,
    list_archives,
    load_archive,
    may_hand_over,
)
from assessment.services.caseload import Place, list_clients
from assessment.services.tokens import new_id
from assessment.web.coach.blueprint import blueprint
from assessment.web.coach.forms import ArchiveForm
from assessment.web.limits import limited, person
from assessment.web.papers import asked_paper
from assessment.web.policy import Policy, admits
from assessment.web.state import database, jobs, now, settings
from assessment.web.words import day_words


@blueprint.route("/archives", methods=["GET", "POST"])
@admits(Policy.ACCOUNT)
@limited("archive", "20 per hour", by=person)
def archives() -> BaseResponse | str | tuple[str, int]:
    """Choose clients; see the archives ordered before."""
    form = ArchiveForm(paper=asked_paper(), save_id=new_id())
    errors: list[tuple[str, str]] = []
    chosen = request.form.getlist("clients")[: MOST_REPORTS + 1]
    if request.method == "POST":
        if form.validate():
            try:
                paper, save_id = form.paper.data, form.save_id.data
                order = database().write(
                    lambda s: order_archive(
                        s, g.account, [GrantId(c) for c in chosen], paper=paper, save_id=save_id,
                        now=now(),
                    )
                )  # fmt: skip
            except CoachingInvalid as refused:
                errors = [(refused.field, refused.reason)]
            else:
                jobs().start(order)
                return redirect(url_for("coach.archive", archive=order), 303)
        errors = errors or form.error_list
    search = request.values.get("q", "")[:LINE_LIMIT]
    after = None
    if (key := request.args.get("after")) is not None:
        after = Place(key=key[:LINE_LIMIT], client=request.args.get("client", "")[:32])
    with database().reading() as session:
        page = list_clients(session, g.account, search=search, after=after, now=now())
        made = list_archives(session, g.account)
    following = ""
    if page.next is not None:
        following = url_for("coach.archives", q=search or None, after=page.next.key,
                            client=page.next.client)  # fmt: skip
    body = render_template(
        "coach/archives.html",
        form=form,
        errors=errors,
        lines=page.lines,
        chosen=chosen,
        search=search,
        following=following,
        made=[(a.id, day_words(a.ordered_at), len(a.entries), state_words(a)) for a in made],
    )
    return (body, 422) if request.method == "POST" else body


@blueprint.get("/archives/<id:archive>")
@admits(Policy.ACCOUNT)
def archive(archive: str) -> str:
    """How far an archive has come; safe to leave and come back to."""
    with database().reading() as session:
        found = load_archive(session, g.account, ArchiveId(archive))
    open_still = found.state in ("waiting", "working")
    return render_template(
        "coach/archive.html",
        archive=found,
        words=state_words(found),
        open_still=open_still,
        expires=f"{day_words(found.expires_at)}, {found.expires_at:%H:%M} UTC",
        megabytes=f"{found.size / 1_000_000:.1f}",
    )


@blueprint.get("/archives/<id:archive>/reports.zip")
@admits(Policy.ACCOUNT)
def archive_file(archive: str) -> Response:
    """The archive, while every report in it may still be seen."""
    with database().reading() as session:
        found = may_hand_over(session, g.account, ArchiveId(archive), now=now())
    path = archive_path(settings().var_dir, found.id)
    if not path.is_file():
        raise NotFound
    name = f"cto-readiness-{len(found.entries) - len(found.failed)}-reports.zip"
    return send_file(path, mimetype="application/zip", as_attachment=True, download_name=name,
                     max_age=0, etag=False)  # fmt: skip


@blueprint.post("/archives/<id:archive>/delete")
@admits(Policy.ACCOUNT)
def archive_delete(archive: str) -> BaseResponse:
    """Delete an archive before its day is over."""
    database().write(lambda s: discard_archive(s, g.account, ArchiveId(archive)))
    sweep_archives(database(), settings().var_dir, now=now())
    return redirect(url_for("coach.archives"), 303)


def state_words(archive: Archive) -> str:
    """How an archive stands, in words."""
    count = len(archive.entries)
    if archive.state == "ready":
        missing = len(archive.failed)
        if missing:
            return _("ready, %(made)d of %(count)d reports") % {
                "made": count - missing,
                "count": count,
            }
        return ngettext("ready, %(count)d report", "ready, %(count)d reports", count) % {
            "count": count
        }
    if archive.state == "empty":
        return _("no report could be made")
    return _("%(settled)d of %(count)d") % {"settled": archive.settled, "count": count}
