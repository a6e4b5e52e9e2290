"""How does an organisation's brand enter a printed document: its mark, its accent, its words?"""

from assessment.documents.print_job import Asset
from assessment.domain.branding import Brand

LOGO = "logo"
TALLEST_MM, WIDEST_MM = 9.0, 42.0
"""A logo's place in the band: the first page holds no more."""


def brand_assets(brand: Brand | None) -> tuple[Asset, ...]:
    """The pictures a branded document names."""
    if brand is None or brand.logo is None:
        return ()
    return (Asset(name=LOGO, png=brand.logo),)


def brand_accent(brand: Brand | None) -> str | None:
    """The accent as it can be read on paper; None for the product's own."""
    return None if brand is None or brand.accent is None else brand.accent.light


def brand_sheet(brand: Brand | None) -> str:
    """The size of the logo on paper, in its own proportions.

    >>> brand_sheet(None)
    ''
    """
    if brand is None or brand.logo_size is None:
        return ""
    width, height = brand.logo_size
    scale = min(TALLEST_MM / height, WIDEST_MM / width)
    return f"\n.brand img {{ width: {width * scale:.2f}mm; height: {height * scale:.2f}mm }}"
