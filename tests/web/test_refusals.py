"""How does a form show what was refused?"""

import pytest
from flask import Flask
from wtforms import StringField

from assessment.domain.errors import FieldRefused
from assessment.web.refusals import RefusableForm


class Plain(RefusableForm):
    """Without a field for what concerns none."""

    name = StringField()
    until = StringField()


class Sharing(Plain):
    """With one."""

    otherwise = "until"


@pytest.fixture(autouse=True)
def _in_a_request(app: Flask) -> object:
    with app.test_request_context():
        yield


def test_a_refusal_stands_beside_its_field_after_what_stood_there() -> None:
    form = Plain()
    form.refuse(FieldRefused("name", "Too long."))
    form.refuse(FieldRefused("name", "Not so."))
    assert form.name.errors == ["Too long.", "Not so."]
    assert form.error_list == [("name", "Too long."), ("name", "Not so.")]


def test_what_concerns_no_field_stands_above_the_form_alone() -> None:
    form = Plain()
    form.refuse(FieldRefused("round", "Too soon."))
    assert form.error_list == [("round", "Too soon.")]
    assert not form.name.errors
    assert not form.until.errors


def test_what_concerns_no_field_stands_beside_the_one_chosen_for_it() -> None:
    form = Sharing()
    form.refuse(FieldRefused("round", "Too soon."))
    assert form.error_list == [("until", "Too soon.")]
    assert form.until.errors == ["Too soon."]
