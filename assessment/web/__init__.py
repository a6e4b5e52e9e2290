"""The Flask surfaces, and the factory that puts them together."""

from flask import Flask, g
from flask_wtf.csrf import CSRFProtect
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from assessment.services.catalogs import CatalogShelf
from assessment.services.databases import Database, open_ready
from assessment.services.printing import Press
from assessment.services.settings import PROJECT, Settings, read_settings
from assessment.web.account.views import blueprint as account
from assessment.web.bodies import keep_json_out_of_forms
from assessment.web.converters import OpaqueId, Place
from assessment.web.drawn import drawn
from assessment.web.errors import handle_errors
from assessment.web.headers import send_headers
from assessment.web.learn.views import blueprint as learn
from assessment.web.logs import configure_logs, log_requests
from assessment.web.plan.views import blueprint as plan
from assessment.web.policy import enforce_policies
from assessment.web.prose import prose, together
from assessment.web.results.views import blueprint as results
from assessment.web.sessions import ServerSessions
from assessment.web.site.views import blueprint as site
from assessment.web.static_files import serve_static
from assessment.web.take.views import blueprint as take

LARGEST_BODY = 256 * 1024


def create_app(
    settings: Settings | None = None,
    *,
    database: Database | None = None,
    shelf: CatalogShelf | None = None,
) -> Flask:
    """Build the app. Tests may hand in an open database and a shelf of content.

    Raises:
        SettingsRefused, UnsafeDatabase, ContentRefused: it would not keep its promises.
        UndeclaredPolicyError: a view does not say whom it admits.
    """
    chosen = settings or read_settings()
    configure_logs(production=chosen.production)
    app = Flask("assessment.web", template_folder=str(PROJECT / "templates"), static_folder=None)
    app.config.update(
        SECRET_KEY=chosen.secret_key,
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        MAX_FORM_MEMORY_SIZE=LARGEST_BODY,
        MAX_FORM_PARTS=1_000,
        TRUSTED_HOSTS=list(chosen.trusted_hosts) or None,
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session: nothing typed is lost to a clock
        WTF_CSRF_SSL_STRICT=False,  # we send no referrer, by policy
    )
    app.extensions.update(
        settings=chosen,
        database=database or open_ready(chosen),
        shelf=shelf or CatalogShelf.from_content(chosen.content_dir),
        press=Press(chosen.var_dir / "printed"),
    )
    app.session_interface = ServerSessions(secure=chosen.secure_cookies)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(prose=prose, drawn=drawn)
    app.jinja_env.filters["together"] = together
    app.url_map.converters["id"] = OpaqueId
    app.url_map.converters["place"] = Place
    app.url_map.merge_slashes = False  # its redirects would name the host of the request
    log_requests(app)
    keep_json_out_of_forms(app)
    CSRFProtect(app)
    handle_errors(app)
    send_headers(app, secure=chosen.secure_cookies)
    serve_static(app, production=chosen.production)
    _register_surfaces(app)
    enforce_policies(app)

    @app.context_processor
    def visitor() -> dict[str, object]:
        return {"has_person": g.get("person") is not None}

    if chosen.trusted_proxies:
        hops = chosen.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    return app


def _register_surfaces(app: Flask) -> None:
    for surface in (site, take, results, plan, learn, account):
        app.register_blueprint(surface)
