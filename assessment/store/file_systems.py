"""Does a SQLite file lie on a disk of this machine, or behind a network?

SQLite in its write-ahead mode shares memory between processes and rests on locks and flushes; over
a network none of these holds, and a file can be torn without an error. Linux says in one file what
is mounted where; elsewhere nobody is asked.
"""

import re
from pathlib import Path

MOUNTS = Path("/proc/self/mountinfo")

_OVER_A_NETWORK = re.compile(
    r"nfs\d*|cifs|smb3|smbfs|fuse\.sshfs|ceph|fuse\.ceph(-fuse)?|fuse\.glusterfs|glusterfs"
)
"""9p is left alone: it is a network's seldom, and often a container's or a virtual machine's own
root; and so is what is not known."""


def network_of(file: Path, *, mounts: Path | None = None) -> str | None:
    """The kind of network file system that ``file`` lies on; None for a local or unknown one."""
    try:
        mountinfo = (mounts or MOUNTS).read_text(encoding="utf-8", errors="surrogateescape")
        kind = kind_of(str(file.resolve()), mountinfo)
    except (OSError, RuntimeError):  # not Linux, not told, or links in a circle
        return None
    return kind if kind is not None and _OVER_A_NETWORK.fullmatch(kind) else None


def kind_of(path: str, mountinfo: str) -> str | None:
    """The kind of file system at an absolute path, by the longest mount point above it.

    Of two mounted at the same place the later one is seen, as by the kernel. None where no line
    that can be read matches.
    """
    longest, found = -1, None
    for line in mountinfo.splitlines():
        before, _, after = line.partition(" - ")
        fields, kinds = before.split(" "), after.split(" ")
        if len(fields) < 5 or not kinds[0]:
            continue
        point = _unescaped(fields[4])
        above = point == "/" or path == point or path.startswith(f"{point}/")
        if above and len(point) >= longest:
            longest, found = len(point), kinds[0]
    return found


def _unescaped(point: str) -> str:
    """Blanks, tabs, line ends and backslashes are written as three octal digits."""
    return re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), point)
