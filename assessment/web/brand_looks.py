"""How does a page wear an organisation's brand without a line of style in it?

A view says so; the layout then names the organisation's own style sheet and logo, which are served
as files of their own.
"""

import hashlib
from dataclasses import dataclass

from flask import g, url_for

from assessment.domain.accounts import OrganisationId
from assessment.domain.branding import Brand


@dataclass(frozen=True, slots=True, kw_only=True)
class BrandLook:
    """What the layout needs of a brand."""

    organisation: str
    sheet: str
    """Address of the style sheet; empty without an accent."""
    logo: str
    """Address of the logo; empty without one."""
    closing: tuple[str, ...]


def wear_brand(organisation: OrganisationId, brand: Brand) -> None:
    """Let the page of this request look as this organisation's."""
    g.brand_look = BrandLook(
        organisation=brand.organisation,
        sheet=""
        if brand.accent is None
        else url_for(
            "branding.accent", organisation=organisation, v=fingerprint(accent_sheet(brand))
        ),
        logo=""
        if brand.logo is None
        else url_for("branding.logo", organisation=organisation, v=fingerprint(brand.logo)),
        closing=tuple(line for line in brand.closing.splitlines() if line),
    )


def accent_sheet(brand: Brand) -> bytes:
    """The style sheet of an accent: two custom properties, in both looks and in print."""
    if brand.accent is None:
        return b""
    light, dark = brand.accent.light, brand.accent.dark
    return (
        f":root {{ --accent: {light}; }}\n"
        f"@media (prefers-color-scheme: dark) {{ :root {{ --accent: {dark}; }} }}\n"
        f"@media print {{ :root {{ --accent: {light}; }} }}\n"
    ).encode()


def fingerprint(content: bytes) -> str:
    """A short name for content, which changes with it."""
    return hashlib.sha256(content).hexdigest()[:16]
