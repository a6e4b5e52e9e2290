"""Where does somebody begin who signs in without a page in mind?"""

from flask import url_for

from assessment.domain.accounts import Account
from assessment.services.attempts import list_attempts
from assessment.services.caseload import list_clients
from assessment.services.organisations import list_organisations
from assessment.web.state import database, now


def first_page(account: Account) -> str:
    """Their sittings; who has none begins with their clients, or else with their briefs."""
    with database().reading() as session:
        if list_attempts(session, account.person):
            return url_for("account.mine")
        if list_clients(session, account.id, now=now()).lines:
            return url_for("coach.clients")
        if list_organisations(session, account.id):
            return url_for("hire_briefs.index")
    return url_for("account.mine")
