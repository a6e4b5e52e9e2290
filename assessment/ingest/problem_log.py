"""Where do problems go while reading, so that no mistake hides another?"""

from assessment.domain.problems import ContentProblem, Severity

QUALITY_RULES = frozenset(
    {
        "absolute", "claim-voice", "few-clear-pairs", "form-cannot-be-filled", "formula-is-not-key",
        "gate-kind", "level-step", "long-table", "missing-rationale", "no-backbone", "no-opener",
        "no-seeds", "no-self-rating", "no-trigger", "one-sided", "quick-not-in-full",
        "readout-count", "readout-kind", "retired-link", "too-many-critical", "uneven-length",
        "unknown-seed", "unsafe-link", "wrong-length", "wrong-turn-agrees", "wrong-turn-voice",
    }
)  # fmt: skip
"""Rules about good writing and enough content: a text that breaks one can still be read. New rules
of this kind belong here, so that a snapshot stored before they existed stays readable."""


class ProblemLog:
    """Collects every problem of one reading.

    A lenient log notes breaches of quality rules as warnings: for content that was accepted once.
    """

    def __init__(self, *, lenient: bool = False) -> None:
        self._lenient = lenient
        self._found: list[ContentProblem] = []
        self._broken: set[str] = set()

    def error(self, path: str, line: int, code: str, message: str, hint: str) -> None:
        """Note a mistake that keeps the content from being used."""
        if self._lenient and code in QUALITY_RULES:
            self.warning(path, line, code, message, hint)
            return
        self._broken.add(path)
        self._note(path, line, code, message, hint, "error")

    def warning(self, path: str, line: int, code: str, message: str, hint: str) -> None:
        """Note something an author should look at; the content can be used."""
        self._note(path, line, code, message, hint, "warning")

    def is_broken(self, path: str) -> bool:
        """Whether an error was noted in this file."""
        return path in self._broken

    @property
    def has_errors(self) -> bool:
        return bool(self._broken)

    def problems(self) -> tuple[ContentProblem, ...]:
        """Everything noted, by path and line, each once."""
        return tuple(sorted(dict.fromkeys(self._found), key=lambda p: (p.path, p.line, p.message)))

    def _note(
        self, path: str, line: int, code: str, message: str, hint: str, severity: Severity
    ) -> None:
        self._found.append(
            ContentProblem(
                path=path, line=line, message=message, hint=hint, severity=severity, code=code
            )
        )
