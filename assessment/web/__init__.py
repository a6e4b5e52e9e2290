"""The Flask surfaces, and the factory that puts them together."""

from flask import Flask, g, session
from flask_wtf.csrf import CSRFProtect
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from assessment.domain.language import gettext, ngettext, said
from assessment.services.catalogs import CatalogShelf
from assessment.services.counting import COUNTS_FILE, SharedCounts
from assessment.services.databases import Database, open_ready
from assessment.services.jobs import Jobs
from assessment.services.mail import mailer_of
from assessment.services.opened_reports import ReportOpener
from assessment.services.printing import Press
from assessment.services.sealing import Sealer
from assessment.services.settings import PROJECT, Settings, read_settings
from assessment.web.account.organisations import blueprint as organisations
from assessment.web.account.second_step import blueprint as second_step
from assessment.web.account.security import blueprint as security
from assessment.web.account.views import blueprint as account
from assessment.web.bodies import FilesInMemory, allow_larger_files, keep_json_out_of_forms
from assessment.web.candidate.views import blueprint as candidate
from assessment.web.coach.views import blueprint as coach
from assessment.web.colleagues.rating import blueprint as rating
from assessment.web.colleagues.views import blueprint as colleagues
from assessment.web.converters import OpaqueId, Place
from assessment.web.drawn import drawn
from assessment.web.errors import handle_errors
from assessment.web.head import HeadAsGet
from assessment.web.headers import send_headers
from assessment.web.hire.brief_views import blueprint as hire_briefs
from assessment.web.hire.panel_views import blueprint as hire_panel
from assessment.web.hire.voice_views import blueprint as hire_voices
from assessment.web.interviews import interviews
from assessment.web.languages import blueprint as languages
from assessment.web.languages import speak_languages
from assessment.web.learn.views import blueprint as learn
from assessment.web.limits import Limits
from assessment.web.logs import configure_logs, log_requests
from assessment.web.offer.views import blueprint as offer
from assessment.web.operate.accounts import blueprint as operate_accounts
from assessment.web.operate.views import blueprint as operate
from assessment.web.organisation.branding import blueprint as branding
from assessment.web.papers import asked_paper
from assessment.web.plan.views import blueprint as plan
from assessment.web.policy import enforce_policies
from assessment.web.prose import lang_of, left_in_english, prose, together
from assessment.web.proving import SAMPLE
from assessment.web.results.views import blueprint as results
from assessment.web.sessions import ServerSessions
from assessment.web.share.holder import blueprint as shared
from assessment.web.share.links import blueprint as share_links
from assessment.web.share.views import blueprint as share
from assessment.web.sign_in.views import blueprint as sign_in
from assessment.web.site.views import blueprint as site
from assessment.web.state import now
from assessment.web.static_files import serve_static
from assessment.web.take.views import blueprint as take
from assessment.web.words import day_words

LARGEST_BODY = 256 * 1024


def create_app(
    settings: Settings | None = None,
    *,
    database: Database | None = None,
    shelf: CatalogShelf | None = None,
    immediate_jobs: bool = False,
) -> Flask:
    """Build the app. Tests may hand in an open database and a shelf of content.

    Raises:
        SettingsRefused, DatabaseRefused, ContentRefused: it would not keep its promises.
        StoreUnavailable: the database does not answer.
        UndeclaredPolicyError: a view does not say whom it admits.
    """
    chosen = settings or read_settings()
    configure_logs(production=chosen.production)
    app = Flask("assessment.web", template_folder=str(PROJECT / "templates"), static_folder=None)
    app.request_class = FilesInMemory
    app.config.update(
        SECRET_KEY=chosen.secret_key,
        SECRET_KEY_FALLBACKS=list(chosen.secret_fallbacks),
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        MAX_FORM_MEMORY_SIZE=LARGEST_BODY,
        MAX_FORM_PARTS=1_000,
        PROVIDE_AUTOMATIC_OPTIONS=False,  # no other site is ever let in: nobody has to ask
        TRUSTED_HOSTS=list(chosen.trusted_hosts) or None,
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session: nothing typed is lost to a clock
        WTF_CSRF_SSL_STRICT=False,  # we send no referrer, by policy
    )
    app.extensions.update(
        settings=chosen,
        database=database or open_ready(chosen),
        shelf=shelf or CatalogShelf.from_content(chosen.content_dir),
        press=Press(chosen.var_dir / "printed"),
        opener=ReportOpener(),
        mailer=mailer_of(chosen),
        sealer=Sealer(chosen.secret_key, chosen.secret_fallbacks),
        limits=Limits(
            chosen.limits_url, shared=SharedCounts(chosen.var_dir / COUNTS_FILE, chosen.secret_key)
        ),
    )
    app.extensions["jobs"] = Jobs(
        app.extensions["database"],
        app.extensions["shelf"],
        app.extensions["press"],
        chosen.var_dir,
        clock=now,
        immediate=immediate_jobs,
    )
    app.session_interface = ServerSessions(secure=chosen.secure_cookies)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        prose=prose,
        lang_of=lang_of,
        left_in_english=left_in_english,
        drawn=drawn,
        asked_paper=asked_paper,
    )
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    app.jinja_env.filters["said"] = said
    app.jinja_env.filters["together"] = together
    app.jinja_env.filters["day"] = day_words
    app.url_map.converters["id"] = OpaqueId
    app.url_map.converters["place"] = Place
    app.url_map.merge_slashes = False  # its redirects would name the host of the request
    log_requests(app)
    speak_languages(app, pseudo=chosen.pseudo_language)
    allow_larger_files(app)
    keep_json_out_of_forms(app)
    CSRFProtect(app)
    handle_errors(app)
    send_headers(app, secure=chosen.secure_cookies)
    app.wsgi_app = HeadAsGet(app.wsgi_app)  # type: ignore[method-assign]
    serve_static(app, production=chosen.production)
    _register_surfaces(app)
    enforce_policies(app)

    @app.context_processor
    def visitor() -> dict[str, object]:
        return {
            "has_person": g.get("person") is not None,
            "has_account": g.get("account") is not None,
            "sample": g.get("account") is not None and bool(session.get(SAMPLE)),
            "look": g.get("brand_look"),
        }

    if chosen.trusted_proxies:
        hops = chosen.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    return app


def _register_surfaces(app: Flask) -> None:
    for surface in (
        site,
        take,
        results,
        plan,
        learn,
        account,
        security,
        organisations,
        operate_accounts,
        second_step,
        sign_in,
        coach,
        colleagues,
        rating,
        share,
        share_links,
        shared,
        operate,
        interviews,
        candidate,
        hire_briefs,
        hire_voices,
        hire_panel,
        offer,
        branding,
        languages,
    ):
        app.register_blueprint(surface)
