"""A part of a page that is kept is the part that would be drawn."""

import pytest
from flask import Flask
from markupsafe import Markup

from assessment.domain.catalog import Catalog
from assessment.web.drawn import drawn


def test_a_part_is_drawn_once_for_equal_values_and_anew_for_others() -> None:
    calls: list[object] = []

    def macro(*values: object) -> Markup:
        calls.append(values)
        return Markup("<i>%s</i>") % values[0]

    assert drawn(macro, "a", True) == drawn(macro, "a", True) == "<i>a</i>"
    assert drawn(macro, "b", True) == "<i>b</i>"
    assert calls == [("a", True), ("b", True)]


@pytest.mark.parametrize(("macro", "scale"), [("ratings", "effectiveness"), ("marks", "truth")])
def test_kept_radio_buttons_carry_letter_choice_and_lock(
    app: Flask, catalog: Catalog, macro: str, scale: str
) -> None:
    steps = catalog.scales[scale].steps
    buttons = getattr(app.jinja_env.get_template("parts/answers.html").module, macro)
    made = {
        (letter, chosen, locked): str(
            drawn(buttons, catalog.scales[scale], letter, chosen, locked, False)
        )
        for letter in ("a", "b")
        for chosen in ("", *(step.value for step in steps))
        for locked in (False, True)
    }
    for (letter, chosen, locked), html in made.items():
        assert html.count(f'name="answer-{letter}"') == len(steps)
        assert html.count(" checked") == (1 if chosen else 0)
        assert not chosen or f'value="{chosen}"' in html.split(" checked")[0].rsplit("<input", 1)[1]
        assert html.count(" disabled") == (len(steps) if locked else 0)
        assert 'id="answer-row"' not in html
    first = str(drawn(buttons, catalog.scales[scale], "a", "", False, True))
    assert first.count('id="answer-row"') == 1
