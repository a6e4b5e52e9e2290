"""What may a process that draws or reads documents never do, whatever the document holds?

It opens no address, starts no program and writes no file outside its own folder. Where the system
lets it, it also leaves the network altogether, so that libraries below Python have none either.
"""

import contextlib
import ctypes
import os
import sys
from pathlib import Path

_PROGRAMS = frozenset(
    {
        "subprocess.Popen",
        "os.exec",
        "os.fork",
        "os.forkpty",
        "os.posix_spawn",
        "os.spawn",
        "os.startfile",
        "os.system",
        "pty.spawn",
    }
)
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
"""Linux's flags of unshare(2)."""


class BehindTheWall(PermissionError):  # noqa: N818 - named for what is the case
    """The process tried what it never may. An OSError, so that libraries take it as one."""


def stay_inside(writable: Path | None = None) -> None:
    """From now on, and for good: no address, no program, no written file but below ``writable``."""
    folder = None if writable is None else os.path.realpath(writable) + os.sep

    def watch(event: str, given: tuple[object, ...]) -> None:
        if event.startswith("socket.") or event in _PROGRAMS:
            raise BehindTheWall(f"this process may not do that: {event}")
        if event == "open" and _writes(given) and not _below(given[0], folder):
            raise BehindTheWall("this process may not write there")

    leave_the_network()
    sys.addaudithook(watch)


def leave_the_network() -> bool:
    """Go on in a network of one's own without any address in it; whether the system let us.

    Containers and services often may not make one: there the ban on addresses stands alone.
    """
    if not sys.platform.startswith("linux"):
        return False
    with contextlib.suppress(OSError, AttributeError):
        unshare = ctypes.CDLL(None).unshare
        # Root may do so at once; anybody else where they may be root of nothing else.
        return bool(unshare(_NEW_NETWORK) == 0 or unshare(_NEW_USER | _NEW_NETWORK) == 0)
    return False


def _writes(given: tuple[object, ...]) -> bool:
    """Whether an opening is for writing, by its flags: those of ``open`` and of ``os.open``."""
    flags = given[2] if len(given) > 2 else 0
    return isinstance(flags, int) and bool(flags & _WRITES)


def _below(path: object, folder: str | None) -> bool:
    """Whether a path lies in a folder. A number is a file that is open already."""
    if isinstance(path, int):
        return True
    if path == os.devnull:
        return True
    if folder is None or not isinstance(path, str | bytes):
        return False
    return os.path.realpath(os.fsdecode(path)).startswith(folder)
