"""Where do problems go while reading, so that no mistake hides another?"""

from assessment.domain.problems import ContentProblem, Severity


class ProblemLog:
    """Collects every problem of one reading."""

    def __init__(self) -> None:
        self._found: list[ContentProblem] = []
        self._broken: set[str] = set()

    def error(self, path: str, line: int, code: str, message: str, hint: str) -> None:
        """Note a mistake that keeps the content from being used."""
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
