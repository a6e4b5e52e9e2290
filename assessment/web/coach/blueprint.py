"""The surface of coaches, and of clients towards their coaches."""

from flask import Blueprint

blueprint = Blueprint("coach", __name__)
