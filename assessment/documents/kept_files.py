"""Where is what was made kept, for how long, and who may read it?"""

import contextlib
import os
import time
from pathlib import Path

KEPT_SECONDS = 24 * 3600
"""A made document is personal data: it is kept a day, to be downloaded twice, and no longer."""
MOST_FILES = 400


class KeptFiles:
    """Files by name in one folder that only this user can read; the oldest go first."""

    def __init__(
        self, folder: Path, *, kept_seconds: float = KEPT_SECONDS, most_files: int = MOST_FILES
    ) -> None:
        self._folder = folder
        self._mark = folder.with_name(f"{folder.name}-emptied")
        self._kept_seconds = kept_seconds
        self._most_files = most_files

    def read(self, name: str) -> bytes | None:
        """What is kept under a name; None where nothing is, or it is too old."""
        path = self._folder / name
        with contextlib.suppress(OSError):
            if time.time() - path.stat().st_mtime <= self._kept_seconds:
                return path.read_bytes()
        return None

    def write(self, name: str, content: bytes) -> None:
        """Keep content, whole or not at all; a full disk loses the copy and nothing else."""
        partial = self._folder / f".{name}.{os.getpid()}"
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(content)
            partial.replace(self._folder / name)
        self.tidy()

    def remove(self, name: str) -> None:
        """Keep nothing under this name any more."""
        (self._folder / name).unlink(missing_ok=True)

    @property
    def emptied(self) -> int:
        """A number that is another one each time everything was cleared, by any process."""
        try:
            return self._mark.stat().st_mtime_ns
        except OSError:
            return 0

    def write_unless_emptied(self, name: str, content: bytes, *, since: int) -> None:
        """Keep content, unless all was cleared since: it may be about somebody who is gone."""
        if self.emptied == since:
            self.write(name, content)
            if self.emptied != since:  # meanwhile
                self.remove(name)

    def clear(self) -> None:
        """Keep nothing at all any more, and nothing that is being made just now."""
        with contextlib.suppress(OSError):
            self._mark.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._mark.touch()
            os.utime(self._mark, ns=(time.time_ns(), time.time_ns()))
        for path in self._files():
            path.unlink(missing_ok=True)

    def tidy(self) -> None:
        """Remove what is too old, and the oldest beyond the limit."""
        aged = []
        for path in self._files():
            with contextlib.suppress(OSError):
                aged.append((path.stat().st_mtime, path))
        aged.sort(reverse=True)
        oldest = time.time() - self._kept_seconds
        for place, (made, path) in enumerate(aged):
            if place >= self._most_files or made < oldest:
                path.unlink(missing_ok=True)

    def _files(self) -> list[Path]:
        try:
            return [path for path in self._folder.iterdir() if path.is_file()]
        except OSError:
            return []
