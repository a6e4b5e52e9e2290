"""Languages are read from their folders, dates and plurals with them; English is what is left."""

from datetime import date
from pathlib import Path

import pytest

from assessment.domain.findings_wording import counted, figure
from assessment.domain.language import ENGLISH, date_words, day_words, gettext, ngettext
from assessment.services.languages import language_for, read_languages, speaking

GERMAN = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Saved"
msgstr "Gespeichert"

msgid "%(num)d step moved"
msgid_plural "%(num)d steps moved"
msgstr[0] "%(num)d Schritt verschoben"
msgstr[1] "%(num)d Schritte verschoben"

msgid "two"
msgstr "zwei"

msgid "area"
msgid_plural "areas"
msgstr[0] "Bereich"
msgstr[1] "Bereiche"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "de" / "LC_MESSAGES"
    place.mkdir(parents=True)
    (place / "messages.po").write_text(GERMAN, encoding="utf-8")
    return tmp_path


def test_a_language_brings_words_plurals_dates_and_its_decimal_sign(folder: Path) -> None:
    german = read_languages(folder)["de"]
    assert german.title == "Deutsch"
    with speaking(german):
        assert gettext("Saved") == "Gespeichert"
        assert gettext("Back") == "Back", "what is not translated is said in English"
        assert gettext("") == ""
        moved = [ngettext("%(num)d step moved", "%(num)d steps moved", n) for n in (1, 2)]
        assert moved == ["%(num)d Schritt verschoben", "%(num)d Schritte verschoben"]
        assert day_words(date(2026, 3, 5)) == "5. März 2026"
        assert date_words(date(2026, 3, 5), "weekday") == "Donnerstag"
        assert figure(2.84) == "2,8"
        assert counted(2, "area", "areas") == "zwei Bereiche"
    assert day_words(date(2026, 3, 5)) == "5 March 2026"


def test_a_choice_comes_first_then_what_the_browser_accepts_then_english(folder: Path) -> None:
    languages = read_languages(folder)
    german = languages["de"]
    assert language_for(languages, "de", ["en"]) is german
    assert language_for(languages, None, ["fr", "de-CH", "en"]) is german
    assert language_for(languages, None, ["en-GB", "de"]) is ENGLISH
    assert language_for(languages, "xx", ["fr"]) is ENGLISH


def test_a_folder_that_is_no_language_stops_the_start(tmp_path: Path) -> None:
    place = tmp_path / "nonsense!" / "LC_MESSAGES"
    place.mkdir(parents=True)
    (place / "messages.po").write_text(GERMAN, encoding="utf-8")
    with pytest.raises(ValueError, match="not named as a language"):
        read_languages(tmp_path)


def test_without_a_folder_there_is_english_alone(tmp_path: Path) -> None:
    assert list(read_languages(tmp_path)) == ["en"]
