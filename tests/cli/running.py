"""How do tests run the command line as a person would?"""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What a command left behind."""

    status: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        return self.out.decode()


def run_command(
    *arguments: object,
    stdin: bytes = b"",
    folder: Path = PROJECT,
    settings: Mapping[str, object] | None = None,
) -> Ran:
    """Run ``python -m assessment ...`` in a process of its own, with every warning an error.

    ``settings`` are the environment variables the command sees on top of this machine's.
    """
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "assessment", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        cwd=folder,
        env={
            **{name: value for name, value in os.environ.items() if not name.startswith("CTO_")},
            "PYTHONPATH": str(PROJECT),
            **{name: str(value) for name, value in (settings or {}).items()},
        },
        timeout=120,
        check=False,
    )
    return Ran(status=done.returncode, out=done.stdout, err=done.stderr.decode())
