"""What is wrong in the content, where, and what would be right?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentProblem:
    """One mistake in one file, worded for its author.

    ``path`` is relative to the content folder, ``line`` starts at 1. A warning does not keep the
    content from being used; an error does.
    """

    path: str
    line: int
    message: str
    hint: str
    severity: Severity = "error"
    code: str = ""
    """A short permanent name of the rule, such as ``unknown-key``."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}, {self.hint}"


class ContentRefused(Exception):  # noqa: N818 - named for what happened, like the other domain errors
    """The content holds errors and was not taken. ``problems`` lists all of them."""

    def __init__(self, problems: Sequence[ContentProblem]) -> None:
        self.problems = tuple(problems)
        errors = [problem for problem in self.problems if problem.severity == "error"]
        super().__init__(
            f"{len(errors)} content errors:\n" + "\n".join(str(problem) for problem in errors)
        )
