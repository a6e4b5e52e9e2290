"""How does signing in take a second step, and how does one get in without the telephone?

A code of an authenticator app counts once: its time step is noted in the same statement that
compares it with the last, so that of two requests with the same code one passes. A recovery code
is crossed out in the same way.
"""

import json
import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from assessment.domain.accounts import AccountId
from assessment.services.accounts import set_columns
from assessment.services.sealing import Sealer
from assessment.store.records import AccountRecord
from assessment.store.upsert import rows_changed

ISSUER = "CTO Readiness"
WINDOW_SECONDS = 30
"""A code is good one step before and after its own, for clocks that are not quite right."""
RECOVERY_CODES = 10
_SEALED_FOR = "second step"
_MARKED_FOR = "recovery code"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSecret:
    """What an authenticator app is given, by camera or by hand."""

    sealed: str
    """For our own keeping until the first code is right."""
    typed: str
    """The key in groups, to type in."""
    address: str
    """The ``otpauth`` address, which the picture holds."""


def new_secret(sealer: Sealer, email: str) -> NewSecret:
    """A secret nobody has yet."""
    from passlib.totp import TOTP

    made = TOTP.new(issuer=ISSUER)
    return _shown(sealer.seal(_SEALED_FOR, made.base32_key), made.base32_key, email)


def same_secret(sealer: Sealer, sealed: str, email: str) -> NewSecret | None:
    """A secret that is being set up, shown again; None where it is not ours."""
    key = sealer.open(_SEALED_FOR, sealed)
    return None if key is None else _shown(sealed, key, email)


def secret_picture(address: str) -> str:
    """The square an app's camera reads, as an SVG in a ``data:`` address."""
    import base64
    import io

    import qrcode
    import qrcode.image.svg

    image = qrcode.make(address, image_factory=qrcode.image.svg.SvgPathImage, border=2)
    file = io.BytesIO()
    image.save(file)
    return f"data:image/svg+xml;base64,{base64.b64encode(file.getvalue()).decode()}"


def turn_on(
    session: Session, sealer: Sealer, account: AccountId, sealed: str, code: str, *, now: datetime
) -> list[str] | None:
    """Ask for codes from now on; the recovery codes, shown this once. None for a wrong code."""
    step = _step_of(sealer, sealed, code, last=None, now=now)
    if step is None:
        return None
    codes = [secrets.token_hex(6) for _ in range(RECOVERY_CODES)]
    set_columns(
        session,
        account,
        tf_primary_method="authenticator",
        tf_totp_secret=sealed,
        totp_counter=step,
        mf_recovery_codes=_marked(sealer, codes),
    )
    return [_grouped(made) for made in codes]


def new_recovery_codes(session: Session, sealer: Sealer, account: AccountId) -> list[str]:
    """Other recovery codes, shown this once; the old ones are worth nothing."""
    codes = [secrets.token_hex(6) for _ in range(RECOVERY_CODES)]
    set_columns(session, account, mf_recovery_codes=_marked(sealer, codes))
    return [_grouped(made) for made in codes]


def turn_off(session: Session, account: AccountId) -> None:
    """Sign in by password alone again."""
    set_columns(
        session,
        account,
        tf_primary_method=None,
        tf_totp_secret=None,
        totp_counter=None,
        mf_recovery_codes=None,
    )


def count_recovery_codes(session: Session, account: AccountId) -> int:
    """How many recovery codes are left."""
    kept = session.scalar(
        select(AccountRecord.mf_recovery_codes).where(AccountRecord.id == account)
    )
    return len(json.loads(kept)) if kept else 0


def take_code(
    session: Session, sealer: Sealer, account: AccountId, typed: str, *, now: datetime
) -> bool:
    """Whether what was typed is the app's code or a recovery code; either is good once."""
    plain = "".join(c for c in typed if c.isalnum()).lower()[:40]
    if plain.isdecimal() and plain.isascii() and len(plain) == 6:
        return _take_app_code(session, sealer, account, plain, now=now)
    return _take_recovery_code(session, sealer, account, plain)


def _take_app_code(
    session: Session, sealer: Sealer, account: AccountId, code: str, *, now: datetime
) -> bool:
    row = session.execute(
        select(AccountRecord.tf_totp_secret, AccountRecord.totp_counter).where(
            AccountRecord.id == account
        )
    ).one_or_none()
    if row is None or row.tf_totp_secret is None:
        return False
    step = _step_of(sealer, row.tf_totp_secret, code, last=row.totp_counter, now=now)
    if step is None:
        return False
    taken = session.execute(
        update(AccountRecord)
        .where(
            AccountRecord.id == account,
            AccountRecord.totp_counter.is_(None) | (AccountRecord.totp_counter < step),
        )
        .values(totp_counter=step)
        .execution_options(synchronize_session=False)
    )
    return rows_changed(taken) == 1


def _take_recovery_code(session: Session, sealer: Sealer, account: AccountId, plain: str) -> bool:
    kept = session.scalar(
        select(AccountRecord.mf_recovery_codes).where(AccountRecord.id == account)
    )
    if not kept:
        return False
    marks = sealer.marks(_MARKED_FOR, plain)
    left = [mark for mark in json.loads(kept) if mark not in marks]
    if len(left) == len(json.loads(kept)):
        return False
    taken = session.execute(
        update(AccountRecord)
        .where(AccountRecord.id == account, AccountRecord.mf_recovery_codes == kept)
        .values(mf_recovery_codes=json.dumps(left))
        .execution_options(synchronize_session=False)
    )
    return rows_changed(taken) == 1


def _step_of(
    sealer: Sealer, sealed: str, code: str, *, last: int | None, now: datetime
) -> int | None:
    """The time step a code belongs to; None where it is wrong or was used."""
    from passlib.exc import TokenError
    from passlib.totp import TOTP

    key = sealer.open(_SEALED_FOR, sealed)
    if key is None:
        return None
    try:
        match = TOTP(key=key).match(
            "".join(code.split()),
            time=int(now.timestamp()),
            window=WINDOW_SECONDS,
            last_counter=-1 if last is None else last,
        )
    except (TokenError, ValueError):
        return None
    return int(match.counter)


def _shown(sealed: str, key: str, email: str) -> NewSecret:
    from passlib.totp import TOTP

    return NewSecret(
        sealed=sealed,
        typed=" ".join(key[i : i + 4] for i in range(0, len(key), 4)),
        address=TOTP(key=key, issuer=ISSUER).to_uri(label=email),
    )


def _marked(sealer: Sealer, codes: list[str]) -> str:
    return json.dumps([sealer.marks(_MARKED_FOR, code)[0] for code in codes])


def _grouped(code: str) -> str:
    return "-".join(code[i : i + 4] for i in range(0, len(code), 4))
