"""How are figures, lists and names put into plain English?"""

from collections.abc import Sequence

from assessment.domain.language import (
    ENGLISH,
    WordRow,
    marked,
    ngettext,
    number_words,
    spoken_now,
)
from assessment.domain.language import gettext as _
from assessment.domain.scoring.sheet import Interval

AND, OR = marked("and"), marked("or")
"""The conjunctions of ``listed``."""

_SMALL_NUMBERS = WordRow(
    marked("no"),
    marked("one"),
    marked("two"),
    marked("three"),
    marked("four"),
    marked("five"),
    marked("six"),
    marked("seven"),
    marked("eight"),
    marked("nine"),
    marked("ten"),
    marked("eleven"),
    marked("twelve"),
)


def figure(level: float) -> str:
    """A level as it is printed: one decimal.

    >>> figure(2.84)
    '2.8'
    """
    return number_words(level, 1)


def target_figure(level: float) -> str:
    """A target as it is printed: whole levels bare, halves with their decimal.

    >>> target_figure(4.0), target_figure(3.5)
    ('4', '3.5')
    """
    shown = number_words(level, 1)
    return shown[:-2] if shown.endswith("0") else shown


def range_text(interval: Interval) -> str:
    """A range as it is printed, with an en dash.

    >>> range_text(Interval(low=1.94, high=3.66))
    '1.9–3.7'
    """
    return f"{figure(interval.low)}–{figure(interval.high)}"


def count_word(count: int) -> str:
    """A count as a word up to twelve, as digits above.

    >>> count_word(2), count_word(27)
    ('two', '27')
    """
    return _SMALL_NUMBERS[count] if count < len(_SMALL_NUMBERS) else str(count)


def amount_of_levels(amount: float, decimals: int = 1) -> str:
    """An amount of levels: a part of one, or several.

    >>> amount_of_levels(0.62), amount_of_levels(1.3), amount_of_levels(0.125, 2)
    ('0.6 of a level', '1.3 levels', '0.12 of a level')
    """
    number = number_words(amount, decimals)
    return (
        (_("%(number)s of a level") % {"number": number})
        if round(amount, decimals) <= 1
        else (_("%(number)s levels") % {"number": number})
    )


def counted(count: int, one: str, many: str) -> str:
    """A count with its noun; both forms of the noun go into the catalogue.

    >>> counted(1, "area", "areas"), counted(4, "area", "areas")
    ('one area', 'four areas')
    """
    return f"{count_word(count)} {ngettext(one, many, count)}"


def listed(words: Sequence[str], conjunction: str = "and") -> str:
    """Words as a list without the last comma.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {_(conjunction)} {words[-1]}"


def in_sentence(title: str) -> str:
    """A title as it stands inside a sentence: lower case, abbreviations kept.

    In other languages it stays as it is: German nouns keep their capitals everywhere.

    >>> in_sentence("Team leadership"), in_sentence("AI and technology fluency")
    ('team leadership', 'AI and technology fluency')
    """
    if spoken_now().code != ENGLISH.code:
        return title
    first = title.split(" ", 1)[0].split("-", 1)[0]
    if len(first) > 1 and first.isupper():
        return title
    return title[:1].lower() + title[1:]


def sentence_start(text: str) -> str:
    """Text with its first letter capital and the rest as it was.

    >>> sentence_start("two clear gaps")
    'Two clear gaps'
    """
    return text[:1].upper() + text[1:]


def with_article(noun: str) -> str:
    """A noun with ``a`` or ``an``, by how it is spoken.

    >>> with_article("startup CTO"), with_article("AI-focused CTO"), with_article("enterprise CTO")
    ('a startup CTO', 'an AI-focused CTO', 'an enterprise CTO')
    """
    if noun[:1].lower() in "aeio":
        return _("an %(noun)s") % {"noun": noun}
    return _("a %(noun)s") % {"noun": noun}


def in_hundred(probability: float) -> str:
    """A probability as people count: ``96 in 100``, never 0 or 100.

    >>> in_hundred(0.957), in_hundred(0.9999)
    ('96 in 100', '99 in 100')
    """
    return _("%(count)d in 100") % {"count": min(99, max(1, round(probability * 100)))}
