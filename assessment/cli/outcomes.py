"""How does a command say that it could not do what was asked, and with which exit status?"""

DONE = 0
FAILED = 1
"""What was looked at is not as it should be: content with errors, a report that does not match."""
REFUSED = 2
"""The question cannot be used: an unknown word, a file that is not what it should be."""
UNAVAILABLE = 3
"""This machine lacks what is needed."""
INTERRUPTED = 130


class Stopped(Exception):  # noqa: N818 - reads as what happened
    """A command ends here. The message is one sentence for standard error; nothing was written."""

    def __init__(self, sentence: str, *, status: int = REFUSED) -> None:
        super().__init__(sentence)
        self.status = status
