"""Which content is current, and where is the content of an older attempt?

The current catalogue comes from the content folder; every revision that was ever used is kept as
a snapshot in the database and rebuilt from there. A reload that is refused changes nothing.

Translations lie beside: they are part of no revision and no snapshot, and whoever computes or
stores takes the catalogue itself. Who shows something asks for it ``shown``.
"""

import json
import threading
import zlib
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Self

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from assessment.domain.catalog import Catalog
from assessment.domain.errors import CatalogMissing
from assessment.domain.language import ENGLISH
from assessment.domain.problems import ContentProblem, ContentRefused
from assessment.domain.translations import Pack, fallen_back, overlay, pack_now
from assessment.ingest.catalog import accepted, read_catalog, read_snapshot
from assessment.ingest.translations import load_packs
from assessment.ingest.tree import read_tree
from assessment.services.languages import content_languages
from assessment.store.engine import Store
from assessment.store.records import CatalogSnapshotRecord
from assessment.store.upsert import insert_once

Files = Mapping[str, str]
Packs = Mapping[str, Pack]

OLD_CATALOGS_KEPT = 8
"""Older revisions kept ready in memory; more are rebuilt when asked for."""

MOST_SHOWN = 64
"""Catalogues in other languages kept ready, each with the words of its language."""


class CatalogShelf:
    """The current catalogue and, on request, those of older attempts. Safe among threads."""

    def __init__(
        self,
        read_files: Callable[[], Files],
        parse: Callable[[Files], Catalog],
        parse_snapshot: Callable[[Files], Catalog] | None = None,
        read_packs: Callable[[Files], Packs] = lambda _: {},
    ) -> None:
        """Read the current content.

        Args:
            read_files: gives the files as they stand now.
            parse: makes a catalogue of them, by today's rules.
            parse_snapshot: makes one of files that were accepted once; ``parse`` where left out.
            read_packs: gives the translations of these files, by language.

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
        self._read_packs = read_packs
        self._translate()

    @classmethod
    def from_content(cls, root: Path) -> Self:
        """A shelf over a content folder."""

        def read_packs(files: Files) -> Packs:
            return read_translations(root, files)

        return cls(lambda: read_tree(root), parse_files, parse_stored_files, read_packs)

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
            self._translate()
        return ()

    def _translate(self) -> None:
        """Read the translations and lay them over the current catalogue."""
        self._packs = dict(self._read_packs(self._files))
        self._shown: dict[tuple[str, Pack], Catalog] = {}
        for pack in self._packs.values():
            self._show(self._current, pack)

    def pack(self, language: str) -> Pack | None:
        """The words of a language, few or none; None for English."""
        if language == ENGLISH.code:
            return None
        found = self._packs.get(language)
        if found is None:
            found = self._packs[language] = Pack(language=language, translations={})
            self._show(self._current, found)
        return found

    def shown(self, catalog: Catalog) -> Catalog:
        """A catalogue in the language in which content is read now: for showing, never to store.

        It is made once for each language and revision.
        """
        pack = pack_now()
        if pack is None:
            return catalog
        place = (catalog.revision, pack)
        found = self._shown.get(place)
        if found is None:
            if len(self._shown) >= MOST_SHOWN:
                self._shown.clear()
            found = self._show(catalog, pack)
        return found

    def _show(self, catalog: Catalog, pack: Pack) -> Catalog:
        made = self._shown[catalog.revision, pack] = overlay(catalog, pack)
        pack.in_english.update(fallen_back(catalog, pack))
        return made

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


def read_translations(root: Path, files: Files) -> Packs:
    """The packs of a content folder. What is wrong in them is counted in the log and not shown."""
    found = load_packs(root, files, content_languages())
    if wrong := [problem for problem in found.problems if problem.severity == "error"]:
        structlog.get_logger("content").warning(
            "translations left out", problems=len(wrong), first=str(wrong[0])
        )
    return found.packs


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
