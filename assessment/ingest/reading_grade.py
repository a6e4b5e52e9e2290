"""How many years of school does a text ask for (Flesch and Kincaid), terms of art apart?"""

import re
from collections.abc import Iterable

HIGHEST_GRADE = 10.0
"""Items stay at or below it, terms of art apart (MEASUREMENT.md 1.6)."""

_TERMS = """
accessibility accountability agreement amortisation application applications approval approvals
architect architects architecture auditor auditors authorisation availability classification
compliance configuration contribution data database databases depreciation deployment
deployments developer developers director directors documentation engineer engineering
engineers evaluation evaluations executive expenditure governance hypotheses hypothesis
incident incidents infrastructure integration integrations investment investments latency
liability machinery manufacturer multiplier observability operations operator operators
organisation organisations permission permissions portfolio priorities priority probability
processor product products prototype regulation regulator regulators regulatory reliability
residency retention security subscription subscriptions supervisor supervisory supplier
suppliers technical technology telemetry utilisation variable verification
"""
TERMS_OF_ART = frozenset(_TERMS.split())
"""Long words that belong to the job and that no plainer word replaces; each counts as two
syllables, like an everyday word."""

_SENTENCE_END = re.compile(r"[.!?](?:\s+|$)|\n\s*\n")
_TABLE_LINE = re.compile(r"^\s*\|.*$", re.MULTILINE)
_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")
_LETTERS = re.compile(r"[a-z]+")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT_END = re.compile(r"(?:[^aeiouyl]e|[^aeiouytd]ed|[^aeiouysxzclg]es)$")
_SYLLABLES_OF_A_TERM = 2


def syllables(word: str) -> int:
    """About how many syllables a word has; a number counts as one.

    >>> [syllables(word) for word in ("made", "refunds", "governance", "1,200", "idea", "table")]
    [1, 2, 2, 1, 2, 2]
    """
    lowered = word.lower()
    if lowered in TERMS_OF_ART:
        return _SYLLABLES_OF_A_TERM
    if not _LETTERS.search(lowered):
        return 1
    spoken = _SILENT_END.sub("", lowered) if len(lowered) > 3 else lowered
    return max(1, len(_VOWELS.findall(spoken)))


def reading_grade(texts: Iterable[str]) -> float | None:
    """The Flesch-Kincaid grade of texts that are read together.

    Quantity: years of school, about 0 to 18, higher is harder. Every text ends a sentence; table
    lines are left out. None where there is no word.
    Source: Kincaid et al. 1975, 0.39 words per sentence + 11.8 syllables per word - 15.59.
    """
    sentences = words = spoken = 0
    for text in texts:
        for sentence in _SENTENCE_END.split(_TABLE_LINE.sub("", text)):
            found = _WORD.findall(sentence)
            sentences += bool(found)
            words += len(found)
            spoken += sum(syllables(word) for word in found)
    if not words:
        return None
    return 0.39 * words / sentences + 11.8 * spoken / words - 15.59
