"""One catalogue for every sentence, for as long as a context lasts."""

from gettext import NullTranslations

from assessment.domain.findings_wording import in_sentence
from assessment.domain.language import Language, gettext, ngettext, speaking


class Shouting(NullTranslations):
    def gettext(self, message: str) -> str:
        return message.upper()

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return (msgid1 if n == 1 else msgid2).upper()


def test_without_a_language_a_sentence_stands_as_it_is() -> None:
    assert gettext("Nothing is lost.") == "Nothing is lost."
    assert [ngettext("one answer", "many answers", n) for n in (1, 2)] == [
        "one answer",
        "many answers",
    ]


def test_a_language_holds_until_its_block_ends() -> None:
    with speaking(Language(translations=Shouting())):
        assert gettext("Saved") == "SAVED"
        assert ngettext("day", "days", 3) == "DAYS"
    assert gettext("Saved") == "Saved"


def test_a_title_is_put_in_lower_case_in_english_sentences_alone() -> None:
    assert in_sentence("Governance") == "governance"
    with speaking(Language(code="de")):
        assert in_sentence("Führung") == "Führung"
