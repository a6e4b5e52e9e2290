"""Which content is current, and where is the content of an older attempt?

The current catalogue comes from the content folder; every revision that was ever used is kept as
a snapshot in the database and rebuilt from there. A reload that is refused changes nothing.
"""

import json
import threading
import zlib
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Self

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessment.domain.catalog import Catalog
from assessment.domain.errors import CatalogMissing
from assessment.domain.problems import ContentProblem, ContentRefused
from assessment.ingest.catalog import accepted, read_catalog, read_snapshot
from assessment.ingest.tree import read_tree
from assessment.store.engine import Store
from assessment.store.records import CatalogSnapshotRecord
from assessment.store.upsert import insert_once

Files = Mapping[str, str]

OLD_CATALOGS_KEPT = 8
"""Older revisions kept ready in memory; more are rebuilt when asked for."""


class CatalogShelf:
    """The current catalogue and, on request, those of older attempts. Safe among threads."""

    def __init__(
        self,
        read_files: Callable[[], Files],
        parse: Callable[[Files], Catalog],
        parse_snapshot: Callable[[Files], Catalog] | None = None,
    ) -> None:
        """Read the current content.

        Args:
            read_files: gives the files as they stand now.
            parse: makes a catalogue of them, by today's rules.
            parse_snapshot: makes one of files that were accepted once; ``parse`` where left out.

        Raises:
            ContentRefused: where it holds errors; there is no good catalogue yet to fall back on.
        """
        self._read_files = read_files
        self._parse = parse
        self._parse_snapshot = parse_snapshot or parse
        self._lock = threading.Lock()
        self._older: OrderedDict[str, Catalog] = OrderedDict()
        self._files = read_files()
        self._current = parse(self._files)

    @classmethod
    def from_content(cls, root: Path) -> Self:
        """A shelf over a content folder."""
        return cls(lambda: read_tree(root), parse_files, parse_stored_files)

    @property
    def current(self) -> Catalog:
        return self._current

    def reload(self) -> Sequence[ContentProblem]:
        """Take changed content, or say why not and go on with the last good catalogue."""
        try:
            files = self._read_files()
            catalog = self._parse(files)
        except ContentRefused as refused:
            return refused.problems
        with self._lock:
            if catalog.revision != self._current.revision:
                self._remember(self._current)
                self._files, self._current = files, catalog
        return ()

    def keep_current(self, session: Session, *, now: datetime) -> Catalog:
        """The current catalogue, with its snapshot in the database from now on."""
        with self._lock:
            files, catalog = self._files, self._current
        revision = catalog.revision
        known = session.scalar(
            select(CatalogSnapshotRecord.revision).where(CatalogSnapshotRecord.revision == revision)
        )
        if known is None:
            insert_once(
                session,
                CatalogSnapshotRecord,
                {"revision": revision, "files": _packed(files), "stored_at": now},
            )
        return catalog

    def at(self, session: Store, revision: str) -> Catalog:
        """The catalogue of one revision.

        Raises:
            CatalogMissing: where no snapshot of it is kept, or this release cannot read it.
        """
        with self._lock:
            if revision == self._current.revision:
                return self._current
            if revision in self._older:
                self._older.move_to_end(revision)
                return self._older[revision]
        packed = session.scalar(
            select(CatalogSnapshotRecord.files).where(CatalogSnapshotRecord.revision == revision)
        )
        if packed is None:
            raise CatalogMissing(revision)
        try:
            catalog = self._parse_snapshot(_unpacked(packed))
        except ContentRefused as refused:
            raise CatalogMissing(revision) from refused
        with self._lock:
            self._remember(catalog)
        return catalog

    def _remember(self, catalog: Catalog) -> None:
        self._older[catalog.revision] = catalog
        while len(self._older) > OLD_CATALOGS_KEPT:
            self._older.popitem(last=False)


def parse_files(files: Files) -> Catalog:
    """The catalogue in these files.

    Raises:
        ContentRefused: with every problem, where there are errors.
    """
    return accepted(read_catalog(files))


def parse_stored_files(files: Files) -> Catalog:
    """The catalogue in files that were accepted once: later rules of good writing only warn.

    Raises:
        ContentRefused: where this release cannot read them.
    """
    return accepted(read_snapshot(files))


def _packed(files: Files) -> bytes:
    return zlib.compress(json.dumps(dict(files), sort_keys=True).encode())


def _unpacked(packed: bytes) -> Files:
    files: dict[str, str] = json.loads(zlib.decompress(packed))
    return files
