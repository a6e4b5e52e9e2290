"""How often may one client, one person or one address ask for what is costly or guessable?

Counted by moving windows in a file that all processes of a machine share, or where CTO_LIMITS_URL
says so: in the memory of each process, or in one place for many machines. Whoever asks too often
waits; nobody is locked out by what others do from elsewhere, because tries are counted by place and
by account together before by account alone, and those of a browser that the account knows apart.
"""

import functools
import threading
import time
from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar, cast

import structlog
from flask import current_app, g, request
from werkzeug.exceptions import TooManyRequests

from assessment.domain.text import UnusableText
from assessment.web.addresses import counted_as
from assessment.web.state import settings

IN_MEMORY = "memory://"
AWAY_SECONDS = 60.0
"""For so long a process counts alone after the shared counter failed."""

View = TypeVar("View", bound=Callable[..., object])
Key = Callable[[], str]
"""For whom a request is counted; for nobody where it is empty."""


class Counter(Protocol):
    """What counts."""

    def take(self, name: str, rates: Sequence[tuple[int, float]], key: str) -> float | None:
        """Count one request; None where it may pass, else in how many seconds one may."""


class Limits:
    """The counters of one app. What counts is imported when something is first counted."""

    def __init__(self, url: str, *, shared: Counter | None = None) -> None:
        """``shared`` counts where no address says where else."""
        self._url = url
        self._shared: Counter | None = None if url else shared
        self._stand_in: Counter | None = None
        self._away_until = 0.0
        self._lock = threading.Lock()

    def take(self, name: str, rates: Sequence[str], key: str) -> int | None:
        """Count one request; None where it may pass, else in how many seconds one may.

        A shared counter that fails must neither close the doors it guards nor leave them open: this
        process counts alone for a minute, then asks again.
        """
        parsed = [_parsed(rate) for rate in rates]
        if time.monotonic() >= self._away_until:
            try:
                return _rounded_up(self._counter().take(name, parsed, key))
            except Exception:  # noqa: BLE001 - whatever the shared counter's failure is called
                structlog.get_logger("limits").error("the shared counter does not answer")
                self._away_until = time.monotonic() + AWAY_SECONDS
        return _rounded_up(self._counter_of_this_process().take(name, parsed, key))

    def _counter(self) -> Counter:
        with self._lock:
            if self._shared is None:
                self._shared = _Elsewhere(self._url or IN_MEMORY)
            return self._shared

    def _counter_of_this_process(self) -> Counter:
        with self._lock:
            if self._stand_in is None:
                self._stand_in = _Elsewhere(IN_MEMORY)
            return self._stand_in


def _rounded_up(wait: float | None) -> int | None:
    return None if wait is None else max(1, int(wait) + 1)


class _Elsewhere:
    """Counters of the library that knows the address: memory, Redis and others."""

    def __init__(self, url: str) -> None:
        from limits.storage import storage_from_string
        from limits.strategies import MovingWindowRateLimiter

        self._counter = MovingWindowRateLimiter(storage_from_string(url))

    def take(self, name: str, rates: Sequence[tuple[int, float]], key: str) -> float | None:
        from limits import RateLimitItemPerSecond

        for most, seconds in rates:
            item = RateLimitItemPerSecond(most, int(seconds))
            if not self._counter.hit(item, name, key):
                reset_at = self._counter.get_window_stats(item, name, key).reset_time
                return max(1.0, reset_at - time.time())
        return None


_SPANS = {"second": 1.0, "minute": 60.0, "hour": 3_600.0, "day": 86_400.0}


@functools.cache
def _parsed(rate: str) -> tuple[int, float]:
    """A rate in numbers.

    >>> _parsed("10 per minute"), _parsed("8 per 15 minutes")
    ((10, 60.0), (8, 900.0))
    """
    number, _, span = rate.partition(" per ")
    times, _, unit = span.rpartition(" ")
    return int(number), float(times or 1) * _SPANS[unit.removesuffix("s")]


def client() -> str:
    """What the client's address is counted by: trusted proxies name it, and nobody else."""
    if "X-Forwarded-For" in request.headers and not settings().trusted_proxies:
        _warn_of_a_proxy()
    return counted_as(request.remote_addr or "unknown")


@functools.cache
def _warn_of_a_proxy() -> None:
    """Say once that everybody may be counted as one."""
    structlog.get_logger("limits").warning(
        "requests come with X-Forwarded-For, but CTO_TRUSTED_PROXIES is 0: if a proxy of yours"
        " sends it, everybody is counted as one client"
    )


def person() -> str:
    """The person where there is one, else the client's address."""
    return g.person or client()


def typed_address() -> str:
    """The mail address of the form, in the form it is kept in; empty where it is none.

    What is no address reaches no mailbox: people who mistype theirs are not counted as one.
    """
    from assessment.domain.accounts import clean_address

    try:
        return clean_address(request.form.get("email", "")[:300])
    except UnusableText:
        return ""


def address_from_here() -> str:
    """The mail address of the form together with where the request comes from."""
    return f"{typed_address()} {client()}"


def may_pass(name: str, *rates: str, key: str) -> bool:
    """Count something within a request; whether it may happen."""
    limits = cast(Limits, current_app.extensions["limits"])
    return limits.take(name, rates, key) is None


def limited(
    name: str,
    *rates: str,
    by: Key,
    methods: Sequence[str] = ("POST",),
    only: Callable[[], bool] | None = None,
) -> Callable[[View], View]:
    """Refuse what exceeds one of the rates (``"10 per minute"``) with 429 and Retry-After."""

    def guard(view: View) -> View:
        @functools.wraps(view)
        def counted(*args: object, **kwargs: object) -> object:
            if request.method in methods and (only is None or only()):
                limits, key = cast(Limits, current_app.extensions["limits"]), by()
                wait = limits.take(name, rates, key) if key else None
                if wait is not None:
                    structlog.get_logger("limits").info("too often", what=name)
                    raise TooManyRequests(retry_after=wait)
            return view(*args, **kwargs)

        counted.limits = [*getattr(view, "limits", []), (name, rates, by.__name__)]  # type: ignore[attr-defined]
        return cast("View", counted)

    return guard


_COSTLY = frozenset({"pdf", "docx"})


def document_limits(view: View) -> View:
    """Limit a view that prepares documents, by person and by client; plain text files are free."""
    by_person = limited(
        "document", "60 per 10 minutes", "300 per day", by=person, methods=("GET", "POST"),
        only=_is_costly,
    )  # fmt: skip
    by_client = limited(
        "document from", "300 per 10 minutes", by=client, methods=("GET", "POST"), only=_is_costly
    )
    return by_client(by_person(view))


def picture_limits(view: View) -> View:
    """Limit a view whose picture the press draws: a page asks for two, so there are many a day."""
    by_person = limited("picture", "240 per 10 minutes", by=person, methods=("GET",))
    by_client = limited("picture from", "1200 per 10 minutes", by=client, methods=("GET",))
    return by_client(by_person(view))


def _is_costly() -> bool:
    return (request.view_args or {}).get("kind", "pdf") in _COSTLY
