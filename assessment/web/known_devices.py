"""Was the account signed in to in this browser before?

Asked where somebody signs in: the tries of such a browser are counted apart, so that whoever
guesses from elsewhere uses up no try of the owner's.
"""

from flask import g, request
from werkzeug.wrappers import Response

from assessment.domain.accounts import AccountId
from assessment.services.credentials import credentials_by_email, credentials_of
from assessment.services.known_devices import KNOWN_FOR, DeviceSigner
from assessment.web.limits import typed_address
from assessment.web.state import database, settings


def remember_device(response: Response, account: AccountId) -> None:
    """Let this browser be known to the account until its password changes."""
    with database().reading() as store:
        mark = credentials_of(store, account).password_mark
    response.set_cookie(
        _cookie(),
        _signer().sign(account, mark),
        max_age=int(KNOWN_FOR.total_seconds()),
        path="/",
        secure=settings().secure_cookies,
        httponly=True,
        samesite="Lax",
    )


def forget_device(response: Response) -> None:
    """Let this browser be known to nobody."""
    response.delete_cookie(
        _cookie(), path="/", secure=settings().secure_cookies, httponly=True, samesite="Lax"
    )


def on_known_device() -> bool:
    """Whether the account of the typed address knows this browser."""
    return known_device() != ""


def on_other_device() -> bool:
    """Whether it does not, or nobody has the address."""
    return known_device() == ""


def known_device() -> str:
    """The name of this browser where the account of the typed address knows it; else empty."""
    if "known_device" not in g:
        g.known_device = _look()
    found: str = g.known_device
    return found


def _look() -> str:
    shown, address = request.cookies.get(_cookie()), typed_address()
    if not shown or not address:
        return ""
    with database().reading() as store:
        found = credentials_by_email(store, address)
    if found is None:
        return ""
    return _signer().read(shown, found.account.id, found.password_mark) or ""


def _cookie() -> str:
    return "__Host-cto-device" if settings().secure_cookies else "cto-device"


def _signer() -> DeviceSigner:
    return DeviceSigner(settings().secret_key, settings().secret_fallbacks)
