"""Whatever colour is chosen, what is written in it can be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.branding import (
    CLOSING_LIMIT,
    DARK_SURFACES,
    LEAST_CONTRAST,
    LIGHT_SURFACES,
    clean_closing,
    contrast,
    fit_accent,
)
from assessment.domain.errors import BrandingInvalid

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(colours)
def test_any_colour_is_moved_until_it_can_be_read_in_both_looks(colour: str) -> None:
    accent = fit_accent(colour)
    assert accent is not None
    for used, surfaces in ((accent.light, LIGHT_SURFACES), (accent.dark, DARK_SURFACES)):
        for surface in surfaces:
            assert contrast(used, surface) >= LEAST_CONTRAST
    readable = all(contrast(colour, surface) >= LEAST_CONTRAST for surface in LIGHT_SURFACES)
    assert (accent.light == colour) == readable
    assert bool(accent.moved) == (accent.light != colour or accent.dark != colour)


@given(colours, colours)
def test_contrast_is_the_same_both_ways_and_between_1_and_21(one: str, other: str) -> None:
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21.0001


def test_the_products_own_accent_stands_in_the_light_look() -> None:
    accent = fit_accent("#0f5b5f")
    assert accent is not None
    assert accent.light == "#0f5b5f"
    assert "stands as chosen" in accent.moved


def test_a_pale_colour_is_told_why_it_was_darkened() -> None:
    accent = fit_accent("#FFCC00")
    assert accent is not None
    assert "#ffcc00 has a contrast of 1.4 to 1" in accent.moved
    assert accent.light in accent.moved


@pytest.mark.parametrize(
    "text", ["red", "#fff", "#12345g", "0f5b5f", "#0f5b5f;}", "url(x)", "#0f5b5f\n{", "٣" * 7]
)
def test_nothing_but_six_digits_is_a_colour(text: str) -> None:
    with pytest.raises(BrandingInvalid, match="accent"):
        fit_accent(text)


def test_no_colour_is_a_choice() -> None:
    assert fit_accent("  ") is None


def test_closing_words_are_plain_and_capped() -> None:
    assert clean_closing(" <b>Oak</b>\r\nAsk Ben.\x00 ") == "<b>Oak</b>\nAsk Ben."
    with pytest.raises(BrandingInvalid, match="closing"):
        clean_closing("x" * (CLOSING_LIMIT + 1))
