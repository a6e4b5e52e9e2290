"""Authored text can do no harm on a page, and reads well there."""

import pytest

from assessment.ingest.prose import make_prose, render_safe

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:alert(1))",
    "![x](https://example.org/track.png)",
    "[x]: javascript:alert(1)\n\n[x]",
    "<svg/onload=alert(1)>",
    "<a href=https://example.org onclick=alert(1)>x</a>",
    "<https://example.org/\u202e>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "`<script>`",
    "```\n<script>alert(1)</script>\n```",
    "<![CDATA[x",
    "| <b onclick=x>a | b |\n| --- | --- |\n| c | d |",
    '[x](https://example.org "onmouseover=alert(1)")',
    "> " * 400 + "<script>",
    "*" * 3000,
    "[" * 3000,
)


@pytest.mark.parametrize("source", HOSTILE, ids=range(len(HOSTILE)))
def test_no_hostile_text_becomes_markup(source: str) -> None:
    html = render_safe(source).lower()

    for forbidden in ("<script", "<img", "<svg", 'href="javascript', 'href="data', 'href="vb'):
        assert forbidden not in html
    assert " onclick" not in html.replace("&lt;a href=https://example.org onclick", "").replace(
        "&lt;b onclick", ""
    )
    assert "style=" not in html


def test_figures_in_tables_are_marked_by_class_and_heads_by_scope() -> None:
    html = render_safe("| Line | Q3 |\n| --- | ---: |\n| Revenue | 2,640 |")

    assert '<th scope="col">Line</th>' in html
    assert '<th class="figure" scope="col">Q3</th>' in html
    assert '<td class="figure">2,640</td>' in html


def test_the_first_column_names_the_rows_where_the_corner_is_empty() -> None:
    html = render_safe("| | Town |\n|---|---:|\n| Repaid | 96 |\n\n| A |\n|---|\n| b |")
    assert "<td></td>" in html
    assert '<th scope="row">Repaid</th>' in html
    assert '<td class="figure">96</td>' in html
    assert "<td>b</td>" in html


def test_a_link_outside_names_no_referrer() -> None:
    html = render_safe("[law](https://example.org/)")

    assert 'rel="noopener noreferrer nofollow"' in html


def test_a_line_of_dashes_under_text_is_no_heading() -> None:
    assert "<h2>" not in render_safe("Some words\n---\n")


def test_the_same_text_is_rendered_once() -> None:
    render_safe.cache_clear()

    first = make_prose("Rendered once only.")
    second = make_prose("Rendered once only.\n")

    assert first == second
    assert render_safe.cache_info().misses == 1
