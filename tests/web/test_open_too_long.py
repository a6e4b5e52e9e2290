"""A form that is sent after its session ended: not taken, and nothing typed into it is lost."""

import re
from collections.abc import Iterator
from html import unescape

import pytest
from flask import Flask
from flask_wtf import FlaskForm
from wtforms import PasswordField

from assessment.web.headers import CONTENT_SECURITY_POLICY
from assessment.web.written import LONGEST, is_shown
from tests.web.sitter import Sitter

TEXT = "She asked for the figures twice.\nNobody had them; we agreed on a day."
ID = "0" * 32
NOTES = f"/clients/{ID}/notes"
BRIEF = f"/hire/{ID}/briefs/{ID}/mission"


def every_form(kind: type[FlaskForm]) -> Iterator[type[FlaskForm]]:
    for form in kind.__subclasses__():
        yield form
        yield from every_form(form)


def fields_shown(page: str) -> dict[str, str]:
    """The texts given back, by the field they had been typed into."""
    found = re.findall(
        r'<label for="(written-\d+)">What you had written, to be copied(?: \(field “([^<]*)”\))?'
        r"</label>\s*"
        r'<textarea id="\1" rows="8" readonly>\n([^<]*)</textarea>',
        page,
    )
    return {unescape(name) or "the only one": unescape(text) for _, name, text in found}


def sent(
    who: Sitter, path: str, fields: dict[str, str], headers: dict[str, str] | None = None
) -> str:
    """The page that answers a form without its mark."""
    answer = who.client.post(path, data=fields, headers=headers)
    assert answer.status_code == 400
    return answer.text


@pytest.mark.parametrize("path", [NOTES, BRIEF])
def test_what_was_written_is_given_back_to_be_copied(
    nobody: Sitter, ben: Sitter, path: str
) -> None:
    for who in (nobody, ben):
        page = sent(who, path, {"text": TEXT, "session_on": "2026-11-20", "kind": "a"})
        assert fields_shown(page) == {"the only one": TEXT}
        assert "Copy what you had written from below" in page


def test_a_line_break_at_the_beginning_is_kept(nobody: Sitter) -> None:
    page = sent(nobody, NOTES, {"text": f"\n{TEXT}", "more": TEXT})
    assert fields_shown(page) == {"text": f"\n{TEXT}", "more": TEXT}


@pytest.mark.parametrize(
    ("path", "back"),
    [
        (BRIEF, BRIEF),
        (NOTES, NOTES),
        (f"{NOTES}/{ID}/delete", f"{NOTES}/{ID}"),
        (f"/take/{ID}/submit", f"/take/{ID}"),
        ("/language", "/mine"),
    ],
)
def test_the_way_back_is_the_page_of_the_form(nobody: Sitter, path: str, back: str) -> None:
    page = sent(nobody, path, {"text": TEXT})
    assert f'href="{back}" target="_blank" rel="noopener">' in page
    assert f'href="{back}">' in sent(nobody, path, {})


def test_no_password_code_or_key_is_given_back(nobody: Sitter) -> None:
    names = ["password", "current", "new", "code", "recovery_code", "csrf_token", "Link-Token",
             "secret", "key", "next", "brief"]  # fmt: skip
    page = sent(nobody, "/account/password", dict.fromkeys(names, "nine warm stones in the river"))
    assert "warm stones" not in page
    assert fields_shown(page) == {}


def test_no_field_that_a_password_is_typed_into_is_one_of_those_shown(app: Flask) -> None:
    del app  # all forms are known once the app is
    typed = {
        name
        for form in every_form(FlaskForm)
        for name, made in vars(form).items()
        if getattr(made, "field_class", None) is PasswordField
    }
    assert typed >= {"password", "current", "new"}
    assert not [name for name in typed if is_shown(name)]


def test_what_nobody_typed_is_not_given_back(nobody: Sitter) -> None:
    page = sent(nobody, NOTES, {"save_id": "a" * 32, "revision": "3", "from": f"/take/{ID}/review"})
    assert fields_shown(page) == {}
    assert "Go back, reload the page" in page


def test_nothing_in_a_text_becomes_part_of_the_page(nobody: Sitter) -> None:
    text = "</textarea><script src=//evil.example></script><b onclick='x()'> and more"
    answer = nobody.client.post(NOTES, data={"text": text, f"<i>{text}": text})
    assert "<script src=//" not in answer.text
    assert "<b onclick" not in answer.text
    assert "<i>" not in answer.text
    assert answer.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    assert fields_shown(answer.text)["text"] == text


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
def test_another_site_cannot_put_words_on_the_page(nobody: Sitter, site: str) -> None:
    assert fields_shown(sent(nobody, NOTES, {"text": TEXT}, {"Sec-Fetch-Site": site})) == {}
    assert fields_shown(sent(nobody, NOTES, {"text": TEXT}, {"Sec-Fetch-Site": "same-origin"}))


def test_more_than_any_field_takes_is_cut(nobody: Sitter) -> None:
    shown = fields_shown(sent(nobody, NOTES, {"text": "ab " * LONGEST, "more": TEXT}))
    assert len(shown["text"]) == LONGEST
    assert shown["more"] == TEXT
