"""How long may an account be signed in without proving once more who it is?"""

from datetime import timedelta

from sqlalchemy.orm import Session

from assessment.domain.accounts import Account
from assessment.services.briefs import WRITERS
from assessment.services.organisations import list_organisations
from assessment.services.sessions import ABSOLUTE

SHORTER = timedelta(days=7)
"""For who can open or change what is other people's: a browser left behind is worth more there."""


def life_of_session(session: Session, account: Account) -> timedelta:
    """How long a session lasts that the account opens now.

    Decided at the sign-in by what the account is then: a right that is given later shortens the
    next session, and no request has to ask.
    """
    if account.operator:
        return SHORTER
    roles = {role for _, role in list_organisations(session, account.id)}
    return SHORTER if roles.intersection(WRITERS) else ABSOLUTE
