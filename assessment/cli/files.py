"""How is a file written so that it is there whole or not at all?"""

import contextlib
import os
from pathlib import Path

from assessment.cli.outcomes import Stopped


def write_whole(path: Path, content: bytes) -> None:
    """Write beside the target under another name, then rename. Raises Stopped where it cannot.

    What is no ordinary file (a pipe, ``/dev/stdout``) is written to as it is: a rename would put
    a file in its place.
    """
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(content)
            return
        target = path.resolve()  # a link stays a link
        partial = target.with_name(f".{target.name}.{os.getpid()}.part")
        try:
            partial.write_bytes(content)
            partial.replace(target)
        finally:
            with contextlib.suppress(OSError):
                partial.unlink()
    except OSError as fault:
        raise Stopped(f"{path} cannot be written: {reason(fault)}.") from None


def reason(fault: OSError) -> str:
    """The system's reason in lower case, without number and path."""
    return (fault.strerror or type(fault).__name__).lower()
