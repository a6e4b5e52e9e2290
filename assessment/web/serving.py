"""How is the app served from one process: ``./dev run``?"""

import argparse
import contextlib
import sys
import threading
from collections.abc import Sequence

import structlog
import waitress

from assessment.domain.errors import StoreUnavailable
from assessment.domain.problems import ContentRefused
from assessment.services.catalogs import CatalogShelf
from assessment.services.colleague_results import close_due_rounds
from assessment.services.databases import Database, DatabaseRefused, clock_may_be_ahead, tidy
from assessment.services.printing import Press
from assessment.services.settings import SettingsRefused
from assessment.web import create_app
from assessment.web.framing import hold_to_one_end
from assessment.web.state import now

A_DAY_SECONDS = 86_400.0
MOST_CONNECTIONS = 900
"""Open at once; browsers keep theirs between saves. Below the 1,024 files a process usually may
open; whoever comes beyond waits until another's is closed."""

MOST_HEADER_BYTES = 32_768
"""Of a request's first line and headers; ours take two thousand with cookie and the longest link,
and the proxy of the samples lets through no more."""


def serve(arguments: Sequence[str]) -> int:
    """Serve on 127.0.0.1 until interrupted; exit status 1 with a sentence where it cannot start."""
    parser = argparse.ArgumentParser(prog="./dev run", description="Serve CTO Readiness.")
    parser.add_argument("--port", type=int, default=8000, help="port (8000); 0 takes a free one")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    parser.add_argument("--threads", type=int, default=8, help="threads for requests (8)")
    options = parser.parse_args(arguments)
    try:
        app = create_app()
        listening: dict[int, object] = {}
        server = waitress.create_server(
            app,
            map=listening,
            host=options.host,
            port=options.port,
            threads=options.threads,
            ident="cto-readiness",
            connection_limit=MOST_CONNECTIONS,
            asyncore_use_poll=True,
            max_request_header_size=MOST_HEADER_BYTES,
            max_request_body_size=5 * 1_048_576,
            # ProxyFix alone decides what of X-Forwarded-* counts: it needs to see them
            clear_untrusted_proxy_headers=False,
        )
        hold_to_one_end(listening)
    except ContentRefused as refused:
        lines = "\n".join(str(problem) for problem in refused.problems)
        sys.stderr.write(f"{lines}\nCTO Readiness cannot start with this content.\n")
        return 1
    except (SettingsRefused, DatabaseRefused, OSError) as refused:
        sys.stderr.write(f"CTO Readiness cannot start: {refused}\n")
        return 1
    except StoreUnavailable as away:
        sys.stderr.write(
            f"CTO Readiness cannot start: {away}"
            " (python -m assessment db path prints where it is looked for)\n"
        )
        return 1
    app.extensions["jobs"].work()
    _tidy_daily(app.extensions["database"], app.extensions["press"], app.extensions["shelf"])
    port = getattr(server, "effective_port", options.port)
    with contextlib.suppress(OSError):  # a full disk below standard error closes no door
        sys.stderr.write(f"CTO Readiness is at http://{options.host}:{port}/  (Ctrl+C ends it)\n")
        sys.stderr.flush()
    try:
        server.run()
    except KeyboardInterrupt:
        server.close()
    finally:
        app.extensions["jobs"].stop()
    return 0


def tidy_once(
    database: Database, press: Press, shelf: CatalogShelf | None = None
) -> dict[str, int]:
    """Close rounds of colleagues that are over, and delete what is kept no longer.

    How many rounds, and how many rows by retention rule. Made documents go, too.
    """
    press.kept.tidy()
    closed = 0 if shelf is None else close_due_rounds(database, shelf, now=now())
    return {"rounds_closed": closed, **tidy(database, now=now())}


def _tidy_daily(database: Database, press: Press, shelf: CatalogShelf) -> None:
    """Delete what has expired, now and once a day, in a thread that never keeps the process up.

    What is deleted is gone for good: after a long time without anybody the first round is a day
    later, so that a machine which started with a wrong clock has set it by then.
    """
    log = structlog.get_logger("tidy")

    def run() -> None:
        stop = threading.Event()
        first = True
        while True:
            try:
                if first and clock_may_be_ahead(database, now=now()):
                    log.warning("tidying waits")
                else:
                    log.info("tidied", **tidy_once(database, press, shelf))
                first = False
            except Exception:  # noqa: BLE001 - tomorrow is another try; the app must go on
                log.exception("tidying failed")
            stop.wait(A_DAY_SECONDS)

    threading.Thread(target=run, name="tidy", daemon=True).start()
