"""How is the app served from one process: ``./dev run``?"""

import argparse
import contextlib
import sys
from collections.abc import Sequence

import waitress

from assessment.domain.errors import StoreUnavailable
from assessment.domain.problems import ContentRefused
from assessment.services.databases import DatabaseRefused
from assessment.services.settings import SettingsRefused
from assessment.web import create_app
from assessment.web.framing import hold_to_one_end
from assessment.web.tidying import tidy_daily

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
    tidy_daily(app.extensions["database"], app.extensions["press"], app.extensions["shelf"])
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
