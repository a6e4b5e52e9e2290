"""An uploaded logo is a picture drawn anew, or it is refused before it costs anything."""

import io

import pytest
from PIL import Image

from assessment.documents.logos import (
    LARGEST_FILE,
    LOGO_HEIGHT,
    LOGO_WIDTH,
    LogoRefused,
    redraw_logo,
)
from tests.documents.pictures import CANARY, bomb, jpeg, png


@pytest.mark.parametrize("raw", [png(text=CANARY), jpeg(text=CANARY), png(text=CANARY) + b"canary"])
def test_what_comes_out_is_a_png_of_pixels_alone(raw: bytes) -> None:
    assert b"canary" in raw
    made, width, height = redraw_logo(raw)
    assert b"canary" not in made
    with Image.open(io.BytesIO(made)) as picture:
        assert (picture.format, picture.size, picture.info) == ("PNG", (width, height), {})
        assert dict(picture.getexif()) == {}


@pytest.mark.parametrize(("width", "height"), [(1900, 2000), (3900, 20), (16, 16)])
def test_it_is_no_larger_than_it_is_printed_and_keeps_its_shape(width: int, height: int) -> None:
    _, new_width, new_height = redraw_logo(png(width, height))
    assert new_width <= LOGO_WIDTH
    assert new_height <= LOGO_HEIGHT
    assert new_width / new_height == pytest.approx(width / height, rel=0.3)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "SVG"),
        (b"GIF89a" + b"\x00" * 100, "neither"),
        (b"%PDF-1.7", "neither"),
        (b"", "neither"),
        (png()[:60], "broken"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 500, "broken"),
        (b"\xff\xd8\xff" + b"\x00" * 500, "broken"),
        (bomb(), "4 million"),
        (bomb(2**31 - 1), "broken|million"),
        (png(4001, 20), "4 million"),
        (png(15, 100), "smaller than 16"),
        (png() + b"\x00" * LARGEST_FILE, "200 KB"),
    ],
)  # fmt: skip
def test_anything_else_is_refused_in_words(raw: bytes, said: str) -> None:
    with pytest.raises(LogoRefused, match=said):
        redraw_logo(raw)
