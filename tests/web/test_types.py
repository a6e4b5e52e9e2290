"""The eight readings as they are printed: every column adds up."""

import re
from html import unescape

from tests.web.sitter import Sitter


def number(text: str) -> int:
    """A printed figure in hundredths."""
    return round(float(unescape(text).replace("−", "-")) * 100)


def cells_of(row: str) -> list[str]:
    return [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<t[hd].*?</t[hd]>", row)]


def test_every_reading_adds_up_to_what_is_printed(ada: Sitter) -> None:
    page = ada.text(f"{ada.finish()}/types")
    sections = page.split("<section")[1:]
    assert len(sections) == 8
    sums = {}
    for section in sections:
        title = re.search(r'id="([a-z-]+)"', section)
        assert title
        rows = [cells_of(row) for row in re.findall(r"<tr>.*?</tr>", section, re.DOTALL)][1:]
        lines, total = rows[:-1], rows[-1]
        assert len(lines) == 9
        assert sum(number(line[3]) for line in lines) == number(total[3])
        assert sum(number(line[4]) for line in lines) == number(total[4])
        sums[title[1]] = (number(total[3]), number(total[4]))
    own = sums["scale-up"][0]
    assert sums["scale-up"][1] == 0
    for shortfall, difference in sums.values():
        assert shortfall - own == difference
    assert "The one change that moves you most" in page


def test_the_result_names_the_one_change_and_what_finding_out_would_bring(ada: Sitter) -> None:
    path = ada.finish()
    result = ada.text(path)
    assert "The one change that moves you most" in result
    assert f'href="{path}/types"' in result
    if "What these answers cannot tell yet" in result:
        assert "What each way of finding out would bring" in result
        trace = ada.text(f"{path}/trace")
        assert 'id="finding-out"' in trace
        assert "deep-dive" in trace


def test_the_table_on_the_result_and_the_types_page_print_the_same_figures(ada: Sitter) -> None:
    path = ada.finish()
    result, types = ada.text(path), ada.text(f"{path}/types")
    shown = re.findall(r'data-label="Against yours">([^<]+)</td>', result)
    sums = re.findall(r'data-label="Against yours"><b>([^<]+)</b>', types)
    assert len(shown) == len(sums) == 8
    assert [s for s in shown if s != "–"] == [s for s in sums if s != "0.00"]
