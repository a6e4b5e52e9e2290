"""No page, file or export tells of a small group what the rules hide: at any time, of any subset.

Everything the asker can open is read before and after each step; what only a colleague can know is
marked, and a mark that shows too early or of too few fails.
"""

import io
import json
import re
import zipfile
from collections.abc import Sequence
from html import unescape

import pikepdf
import pytest
from flask import Flask

from assessment.documents.pdf_text import page_texts
from tests.documents.printing import needs_pango
from tests.web.rounds import AREAS, EIGHT, Rater, ask_for_links, close
from tests.web.sitter import Sitter

MANAGER = 0
RESULT_PAGES = ("", "/answers", "/trace", "/print", "/result.json")
SUBSETS: list[tuple[int, ...]] = [
    (),
    (0,),
    (1,),
    (1, 2),
    (0, 1, 2),
    (1, 4, 7),
    (1, 2, 3),
    (1, 2, 3, 4),
    (1, 2, 4, 5),
    (0, 1, 2, 3, 7),
    (1, 2, 3, 4, 5),
    (0, 1, 4, 5, 6, 7),
    (1, 2, 3, 4, 5, 6, 7),
    tuple(range(8)),
]
"""Every size, with and without the manager; groups that stand alone and groups that must merge."""


def rating_of(number: int) -> int:
    return 1 + number % 5


def mark(number: int) -> str:
    return f"canary-words-{number}"


def everything_shown(asker: Sitter, round_id: str) -> dict[str, str]:
    """The text of all that whoever asks can open of themselves."""
    attempt = asker.attempt
    paths = [
        "/colleagues",
        f"/colleagues/{round_id}",
        "/mine",
        *(f"/results/{attempt}{rest}" for rest in RESULT_PAGES),
    ]
    shown = {path: unescape(asker.text(path)) for path in paths}
    taken = asker.post("/mine/export", {}, page=asker.text("/mine"))
    with zipfile.ZipFile(io.BytesIO(taken.data)) as archive:
        for name in archive.namelist():
            shown[name] = unescape(archive.read(name).decode())
    return shown


def pdf_shown(asker: Sitter) -> str:
    """Every word of the report: its pages, its attachment, its metadata."""
    report = asker.client.get(f"/results/{asker.attempt}/report.pdf")
    assert report.status_code == 200
    with pikepdf.open(io.BytesIO(report.data)) as pdf:
        attached = [
            pdf.attachments[name].get_file().read_bytes().decode() for name in pdf.attachments
        ]
        return "\n".join([*page_texts(pdf), *attached, str(pdf.docinfo)])


def words_seen(shown: dict[str, str]) -> set[int]:
    return {
        int(number) for text in shown.values() for number in re.findall(r"canary-words-(\d+)", text)
    }


def sizes_seen(shown: dict[str, str]) -> set[int]:
    """How many people the groups on the page and in the export consist of."""
    (page,) = (text for path, text in shown.items() if re.fullmatch(r"/colleagues/\w+", path))
    everything = json.loads(shown["everything.json"])
    (found,) = everything["rater_rounds"]
    disclosed = found["disclosed"]
    groups = [] if disclosed is None else [g for a in disclosed["areas"] for g in a["groups"]]
    rated = [row["raters"] for row in everything["outside_ratings"] if row["source"] != "manager"]
    return {
        *(int(number) for number in re.findall(r", (\d+) (?:person|people)", page)),
        *(group["raters"] for group in groups),
        *rated,
    }


def check_open(shown: dict[str, str], answered: int) -> None:
    """While the round is open: a count, and not a word, a figure or a name of an answer."""
    assert words_seen(shown) == set()
    assert sizes_seen(shown) == set()
    (page,) = (text for path, text in shown.items() if re.fullmatch(r"/colleagues/\w+", path))
    assert f"{answered} of 8 have answered." in page
    everything = json.loads(shown["everything.json"])
    assert "rater_answers" not in everything
    assert "rater_words" not in everything
    assert all("state" not in row for row in everything["raters"])


@pytest.fixture
def asker(ada: Sitter) -> Sitter:
    ada.finish(form="quick")
    return ada


@pytest.mark.parametrize("answering", SUBSETS, ids=str)
def test_of_any_subset_nothing_small_is_shown_at_any_time(
    app: Flask, asker: Sitter, answering: Sequence[int]
) -> None:
    round_id, links = ask_for_links(asker, EIGHT)
    check_open(everything_shown(asker, round_id), 0)
    for count, number in enumerate(answering, start=1):
        ratings: dict[str, int | None] = dict.fromkeys(AREAS[:2], rating_of(number))
        ratings[AREAS[2]] = None if number % 2 else rating_of(number)
        Rater(app, asker, links[number]).answer(ratings, keep=mark(number))
        if count in (1, 3, len(answering)):
            check_open(everything_shown(asker, round_id), count)
    close(asker, round_id)
    shown = everything_shown(asker, round_id)
    colleagues = [number for number in answering if number != MANAGER]
    expected = set(colleagues) if len(colleagues) >= 5 else set()
    assert words_seen(shown) == expected | ({MANAGER} & set(answering))
    assert all(size >= 3 for size in sizes_seen(shown))
    disclosed = json.loads(shown["everything.json"])["rater_rounds"][0]["disclosed"]
    for area in disclosed["areas"]:
        total = sum(group["raters"] for group in area["groups"])
        could_say = [
            number
            for number in colleagues
            if area["area"] in AREAS[:2] or (area["area"] == AREAS[2] and number % 2 == 0)
        ]
        assert total == (len(could_say) if len(could_say) >= 3 else 0)
        for group in area["groups"]:
            assert (group["lowest"] is None) == (group["raters"] < 5)
        has_manager = MANAGER in answering and area["area"] in AREAS[:3]
        assert area["manager"] == (rating_of(MANAGER) if has_manager else None)
    assert everything_shown(asker, round_id)["everything.html"].count("rater_answers") == 0
    again = json.loads(everything_shown(asker, round_id)["everything.json"])
    assert again["rater_rounds"][0]["disclosed"] == disclosed


@needs_pango
@pytest.mark.parametrize("answering", [(1, 2), (1, 2, 3, 4, 5, 6, 7)], ids=str)
def test_the_report_holds_no_word_of_a_colleague(
    app: Flask, ada: Sitter, answering: Sequence[int]
) -> None:
    ada.finish(form="full")
    round_id, links = ask_for_links(ada, EIGHT)
    for number in answering:
        Rater(app, ada, links[number]).answer(dict.fromkeys(AREAS, 3), keep=mark(number))
    before = pdf_shown(ada)
    close(ada, round_id)
    after = pdf_shown(ada)
    assert "canary-words" not in before + after
    if len(answering) < 3:
        assert after == before
    else:
        assert after != before
