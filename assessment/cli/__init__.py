"""The command line: ``python -m assessment ...``, one module per noun."""

from assessment.cli.commands import main

__all__ = ["main"]
