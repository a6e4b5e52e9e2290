"""The page on which an organisation's administrators set how its reports look."""

from flask import Blueprint, Response, redirect, render_template, request, session, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as BaseResponse

from assessment.domain.accounts import OrganisationId
from assessment.domain.branding import CLOSING_LIMIT, LEAST_CONTRAST
from assessment.domain.errors import BrandingInvalid
from assessment.domain.language import gettext as _
from assessment.services.branding import (
    Brand,
    load_brand,
    make_logo,
    remove_logo,
    sample_report,
    save_brand,
    save_logo,
)
from assessment.services.organisations import require_role
from assessment.services.printing import PdfBusy, PdfFailed, PdfUnavailable
from assessment.web.brand_looks import accent_sheet, fingerprint, wear_brand
from assessment.web.downloads import attachment
from assessment.web.limits import document_limits, limited, person
from assessment.web.organisation.forms import BrandForm, LogoForm
from assessment.web.policy import Policy, admits, signed_in
from assessment.web.state import database, now, press

blueprint = Blueprint("branding", __name__)


@blueprint.route("/organisations/<id:organisation>/branding", methods=["GET", "POST"])
@admits(Policy.MEMBER)
def show(organisation: str) -> BaseResponse | str | tuple[str, int]:
    """See and set the accent and the closing words."""
    own = OrganisationId(organisation)
    brand = _own(own)
    form = BrandForm(
        accent="" if brand.accent is None else brand.accent.chosen, closing=brand.closing
    )
    if request.method == "POST" and form.validate():
        try:
            accent = database().write(
                lambda store: save_brand(
                    store,
                    signed_in().id,
                    own,
                    closing=form.closing.data or "",
                    accent=form.accent.data or "",
                    now=now(),
                )
            )
        except BrandingInvalid as refused:
            form.refuse(refused)
        else:
            moved = "" if accent is None else accent.moved
            session["notice"] = " ".join(filter(None, [_("Kept."), moved]))
            return redirect(url_for("branding.show", organisation=organisation), 303)
    page = _page(own, brand, form, form.error_list)
    return (page, 422) if request.method == "POST" else page


@blueprint.post("/organisations/<id:organisation>/branding/logo")
@admits(Policy.MEMBER)
@limited("logo", "20 per hour", by=person)
def upload(organisation: str) -> BaseResponse | tuple[str, int]:
    """Take a picture and keep one of ours that shows the same."""
    own = OrganisationId(organisation)
    brand = _own(own)
    sent = request.files.get("logo")
    try:
        if sent is None or not sent.filename:
            raise BrandingInvalid("logo", _("Choose a PNG or JPEG picture first."))
        logo = make_logo(press(), sent.stream.read())
        database().write(lambda store: save_logo(store, signed_in().id, own, logo, now=now()))
    except (BrandingInvalid, PdfBusy, PdfFailed, PdfUnavailable) as refused:
        said = (
            refused.reason
            if isinstance(refused, BrandingInvalid)
            else _("The picture could not be read just now. Try again in a minute.")
        )
        form = BrandForm(
            formdata=None,
            accent="" if brand.accent is None else brand.accent.chosen,
            closing=brand.closing,
        )
        return _page(own, brand, form, [("logo", said)]), 422
    session["notice"] = _("The logo is kept, redrawn and without what else was in the file.")
    return redirect(url_for("branding.show", organisation=organisation), 303)


@blueprint.post("/organisations/<id:organisation>/branding/logo/remove")
@admits(Policy.MEMBER)
def remove(organisation: str) -> BaseResponse:
    """Have no logo any more."""
    own = OrganisationId(organisation)
    database().write(lambda store: remove_logo(store, signed_in().id, own, now=now()))
    session["notice"] = _("The logo is gone.")
    return redirect(url_for("branding.show", organisation=organisation), 303)


@blueprint.get("/organisations/<id:organisation>/branding/sample.pdf")
@admits(Policy.MEMBER)
@document_limits
def sample(organisation: str) -> BaseResponse:
    """The report of a made-up person in these looks."""
    brand = _own(OrganisationId(organisation))
    try:
        made = sample_report(press(), brand)
    except (PdfBusy, PdfFailed, PdfUnavailable):
        session["notice"] = _("The sample could not be made just now. Try again in a minute.")
        return redirect(url_for("branding.show", organisation=organisation), 303)
    return attachment(made, name="sample-report.pdf", mimetype="application/pdf")


@blueprint.get("/organisations/<id:organisation>/logo.png")
@admits(Policy.ACCOUNT)
def logo(organisation: str) -> Response:
    """The logo, for members."""
    brand = _of_member(OrganisationId(organisation))
    if brand.logo is None:
        raise NotFound
    return _file(brand.logo, "image/png")


@blueprint.get("/organisations/<id:organisation>/accent.css")
@admits(Policy.ACCOUNT)
def accent(organisation: str) -> Response:
    """The accent as a style sheet, for members; empty without one."""
    return _file(accent_sheet(_of_member(OrganisationId(organisation))), "text/css")


def _file(content: bytes, mimetype: str) -> Response:
    response = Response(content, mimetype=mimetype)
    response.set_etag(fingerprint(content))
    response.make_conditional(request)
    return response


def _own(organisation: OrganisationId) -> Brand:
    """The brand, for an administrator."""
    with database().reading() as store:
        require_role(store, signed_in().id, organisation, "admin")
        return load_brand(store, signed_in().id, organisation)


def _of_member(organisation: OrganisationId) -> Brand:
    with database().reading() as store:
        return load_brand(store, signed_in().id, organisation)


def _page(
    organisation: OrganisationId, brand: Brand, form: BrandForm, errors: list[tuple[str, str]]
) -> str:
    wear_brand(organisation, brand)
    return render_template(
        "organisation/branding.html",
        organisation=organisation,
        brand=brand,
        form=form,
        logo_form=LogoForm(formdata=None),
        errors=errors,
        logo_errors=[text for name, text in errors if name == "logo"],
        notice=session.pop("notice", ""),
        limit=CLOSING_LIMIT,
        least=LEAST_CONTRAST,
    )
