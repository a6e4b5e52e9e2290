"""Where do the views of interviewing hang, and who works in them?"""

from flask import Blueprint, g, session

from assessment.domain.accounts import AccountId

blueprint = Blueprint("interviews", __name__)


def who() -> AccountId:
    """The account signed in; every view here admits accounts only."""
    account: AccountId = g.account
    return account


def say(sentence: str) -> None:
    """Tell the member on the next page what was done."""
    session["notice"] = sentence


def said() -> str:
    """What the last step has to say, once."""
    return str(session.pop("notice", ""))
