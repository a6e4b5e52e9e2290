"""Builds the WSGI application and serves it: ``python app.py [--port N]``."""

import sys

try:
    from assessment.web import create_app
    from assessment.web.serving import serve
except ModuleNotFoundError as missing:
    sys.exit(f"{missing.name} is not installed here. Run ./dev run, which sets everything up.")

__all__ = ["create_app"]

if __name__ == "__main__":
    sys.exit(serve(sys.argv[1:]))
