"""Which commands are there, and which module answers for each?

Only the module of the command that was asked for is imported, so that ``score`` starts at once
and nothing heavy is loaded by a command that has no use for it.
"""

import argparse
import contextlib
import importlib
import io
import os
import sys
from collections.abc import Sequence
from typing import NoReturn, Protocol, cast

from assessment.cli.outcomes import FAILED, INTERRUPTED, REFUSED, Stopped

COMMANDS: dict[str, str] = {
    "content": "check, count and export the content folder",
    "score": "score answer sheets given as JSON lines",
    "report": "make the gap report of one answers file",
    "plan": "make the 90-day plan of one answers file",
    "brief": "find faults in a hiring brief",
    "verify": "recompute the figures of a report and compare",
    "recompute": "compute results anew under this version of the method",
    "account": "make the first operator's account, and look after accounts",
    "audit": "say whether the trail of openings is whole, and whose things were opened",
    "db": "upgrade, check, find and map the database",
    "statistics": "say what the sittings kept here show of the questions",
    "demo": "add and remove sample people of every kind",
    "retention": "list and delete what is kept no longer",
    "backup": "keep everything in one file, or check such a file",
    "restore": "put a backup in the place of the database, or into an empty one",
    "doctor": "say what this machine has and lacks",
    "words": "check or write the catalogue of sentences that translators work from",
    "fonts": "cut the web fonts into a folder",
}


class Command(Protocol):
    """What a command's module holds."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None: ...

    def run(self, arguments: argparse.Namespace) -> int: ...


class _Parser(argparse.ArgumentParser):
    """Shows the whole help where a line cannot be understood, not a terse usage line."""

    def error(self, message: str) -> NoReturn:
        self.print_help(sys.stderr)
        self.exit(REFUSED, f"\n{self.prog}: {message}\n")


def main(argv: Sequence[str]) -> int:
    """Run one command and return its exit status."""
    _print_any_text()
    name, rest = (argv[0], argv[1:]) if argv else ("", ())
    if name in COMMANDS:
        command = cast(Command, importlib.import_module(f"assessment.cli.{name}"))
        parser = _Parser(prog=f"python -m assessment {name}", description=_sentence(COMMANDS[name]))
        command.add_arguments(parser)
        return _run(command, parser.parse_args(rest))
    if name in ("-h", "--help"):
        sys.stdout.write(_help())
        return 0
    problem = f"there is no command {name!r}" if name else "name a command"
    sys.stderr.write(f"{_help()}\npython -m assessment: {problem}\n")
    return REFUSED


def _run(command: Command, arguments: argparse.Namespace) -> int:
    try:
        status = command.run(arguments)
        sys.stdout.flush()
    except Stopped as stopped:
        sys.stderr.write(f"{stopped}\n")
        return stopped.status
    except BrokenPipeError:  # whoever read our output has closed it
        with contextlib.suppress(OSError, ValueError, io.UnsupportedOperation):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    return status


def _help() -> str:
    width = max(map(len, COMMANDS))
    lines = [f"  {name:<{width}}  {what}" for name, what in COMMANDS.items()]
    return "\n".join(
        (
            "usage: python -m assessment COMMAND ...",
            "",
            "Where an aspiring CTO stands, what stands in the way, and the first ninety days.",
            "",
            *lines,
            "",
            "python -m assessment COMMAND --help says more about one of them.",
            "",
        )
    )


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."


def _print_any_text() -> None:
    """A terminal that cannot show a character gets its number, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
