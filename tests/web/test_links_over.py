"""What does somebody read whose link opens nothing any more?"""

import pytest
from flask import Flask
from werkzeug.routing import Rule

from tests.web.sitter import Sitter

NO_TOKEN = "x" * 43
SPOKEN_OF = "This link opens nothing any more"


def links(app: Flask) -> list[Rule]:
    return [
        rule
        for rule in app.url_map.iter_rules()
        if rule.arguments == {"token"} and "GET" in (rule.methods or ())
    ]


def path(rule: Rule) -> str:
    return rule.rule.replace("<id:token>", NO_TOKEN)


def test_every_address_with_a_token_is_spoken_of_as_a_link(
    app: Flask, ada_with_account: Sitter
) -> None:
    assert len(links(app)) >= 12
    for rule in links(app):
        answer = ada_with_account.client.get(path(rule))
        assert answer.status_code == 404, rule
        invitation = rule.endpoint.endswith("invitation")
        assert ("opens nothing any more" if invitation else SPOKEN_OF) in answer.text, rule


@pytest.mark.parametrize(
    ("address", "advice", "way_on"),
    [
        ("/shared/", "ask whoever sent it for a new one", "/"),
        ("/candidate/", "ask whoever sent it for a new one", "/"),
        ("/reset/", "there you can also ask for a new link", "/sign-in"),
        ("/verify/", "there you can also ask for a new link", "/sign-in"),
        ("/resume/", "Come back with the key file you kept", "/mine/restore"),
        ("/account/address/", "ask for the change again there", "/account"),
    ],
)
def test_it_is_told_what_to_do_by_who_sent_it(
    ada_with_account: Sitter, address: str, advice: str, way_on: str
) -> None:
    page = ada_with_account.client.get(address + NO_TOKEN).text
    assert advice in page
    assert f'<a class="btn second" href="{way_on}">' in page


def test_an_address_without_a_link_is_spoken_of_as_a_page(nobody: Sitter) -> None:
    assert "There is no such page here" in nobody.client.get("/nowhere").text
