"""The page of everything is a file that is safe to open and leaves nothing out."""

import re
from datetime import UTC, datetime
from html import unescape
from typing import Any

from assessment.documents.everything import INLINE_NUMBERS, everything_page

MARKUP = '<script>alert("x")</script><img src=x onerror=alert(1)>&amp;'
EXPORT: dict[str, Any] = {
    "format": 1,
    "person": {"id": "p1", "created_at": "2026-11-21T12:00:00+00:00"},
    "attempts": [{"id": "a1", "submitted_at": "2026-11-21T12:00:00+00:00", "form": "full"}],
    "score_sheets": [
        {
            "attempt_id": "a1",
            "sheet": {
                "areas": {
                    "finance": {
                        "level": 3.04,
                        "likely_range": {"low": 2.2, "high": 3.9},
                        "log_likelihood": [0.5] * (INLINE_NUMBERS + 1),
                    },
                    "strategy": {"level": None, "likely_range": None},
                }
            },
        }
    ],
    "exercise_log": [{"what": MARKUP, "outcome": "", "done_on": None, "kept": True}],
    "plans": [],
}


def page() -> str:
    return everything_page(
        EXPORT,
        titles={"attempts": "Your sittings"},
        purposes={"attempts": "One sitting."},
        words={"finance": "Business & finance", "full": "Full form"},
        made_at=datetime(2026, 11, 21, 12, tzinfo=UTC),
    )


def test_what_was_typed_is_text_and_nothing_runs_or_is_fetched() -> None:
    made = page()
    assert "<script" not in made
    assert "<img" not in made
    assert MARKUP in unescape(made)
    assert not re.search(r"""(?:src|href)=["'](?!#)""", made)
    assert "default-src 'none'" in made


def test_every_value_is_there_in_words() -> None:
    made = unescape(page())
    for said in ("Your sittings", "One sitting.", "Full form (full)", "Created at", "p1", "yes"):
        assert said in made
    assert "Nothing of this kind is kept." in made
    assert f"{INLINE_NUMBERS + 1} numbers, in the JSON file" in made


def test_levels_come_first_with_their_ranges() -> None:
    made = unescape(page())
    table = made[made.index("<table") : made.index("</table>")]
    assert "Result of 2026-11-21" in table
    assert re.search(r"Business & finance</th><td>3\.0</td><td>2\.2 to 3\.9", table)
    assert "cannot tell yet" in table


def test_every_section_is_led_to() -> None:
    made = page()
    ids = re.findall(r'<h2 id="([^"]+)"', made)
    assert ids == ["person", "attempts", "score_sheets", "exercise_log", "plans"]
    assert re.findall(r'href="#([^"]+)"', made) == ids
