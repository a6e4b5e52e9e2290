"""How does something that is shared end: asked first, then done, then said?"""

from flask import redirect, render_template, session, url_for
from werkzeug.wrappers import Response as BaseResponse


def ask_to_end(title: str, about: str) -> str:
    """What ends, before it does."""
    return render_template(
        "share/end.html", title=title, about=about, back=url_for("share.overview")
    )


def say_ended() -> BaseResponse:
    """Back to what is shared, which says that it ended."""
    session["notice"] = "ended"
    return redirect(url_for("share.overview"), 303)
