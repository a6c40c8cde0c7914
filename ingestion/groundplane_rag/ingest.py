"""
One refresh: every source behind its gate, every document whose version the ledger does not have, and nothing that is gone.

Killed at any point and started again, it goes on with the next document: before the first piece of a document is written the
ledger says so, and after the last one it says that too. Memory is bounded by one document and one batch of vectors.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from .chunk import splitter
from .copies import Copies, Losable, refill
from .documents import Document, Stopped, documents
from .embed import Gateway
from .ledger import DEAD, DONE, ROOT, WRITING, Entry, Ledger, generations, sources
from .parse import Unreadable
from .settings import Settings, Source
from .stores import Piece, Store

DEAD_LETTERS = "dead/"
log = logging.getLogger(__name__)


@dataclass
class Outcome:
    """What a refresh did; every figure is a metric."""

    generation: str
    stopped: dict[str, str] = field(default_factory=dict)
    written: int = 0
    unchanged: int = 0
    deleted: int = 0
    dead: int = 0
    pieces: int = 0
    documents: int = 0
    refilled: int = 0
    """Pieces the index had lost and has again."""
    switched: bool = False


class Refresh:
    def __init__(self, s3: Any, settings: Settings, store: Store, gateway: Gateway, now: datetime) -> None:
        self._s3 = s3
        self._settings = settings
        self._store = store
        self._gateway = gateway
        self._now = now
        self._split = splitter(settings.chunk_tokens, settings.overlap_tokens)
        self._outcome = Outcome(settings.generation)
        self._losable = isinstance(store, Losable)

    def run(self, good_enough: Callable[[str], bool]) -> Outcome:
        """Refreshes, and lets a new generation answer when it is whole and `good_enough` says so."""
        generation = self._settings.generation
        self._store.prepare(generation, self._settings.model, self._settings.dimensions)
        if self._losable:
            self._outcome.refilled = refill(self._s3, self._settings.bucket, generation, self._store)
            if self._outcome.refilled > 0:
                log.error("the index had lost %d pieces, which are back", self._outcome.refilled)
        for source in self._settings.sources:
            try:
                self._source(source)
            except Stopped as stop:
                self._outcome.stopped[source.name] = str(stop)
                log.error("source %s is not refreshed: %s", source.name, stop)
        self._forget_sources()
        self._store.settle(generation)
        self._switch(generation, good_enough)
        return self._outcome

    def _source(self, source: Source) -> None:
        ledger = self._ledger(source.name)
        # a line of the ledger is about 60 bytes here; documents themselves are never all in memory
        known: dict[str, dict[tuple[str, str], Entry]] = {}
        for entry in ledger.entries():
            known.setdefault(entry.document, {})[(entry.version, entry.state)] = entry
        seen: dict[str, str] = {}
        for document in documents(self._s3, self._settings, source, self._now):
            seen[document.key] = document.version
            self._outcome.documents += 1
            self._document(ledger, document, known.get(document.key, {}))
        for generation in generations(self._s3, self._settings.bucket):
            self._forget(generation, source.name, seen)

    def _document(self, ledger: Ledger, document: Document, known: dict[tuple[str, str], Entry]) -> None:
        if (document.version, DONE) in known:
            self._outcome.unchanged += 1
            self._remove(ledger, [e for e in known.values() if e.version != document.version])
            for entry in known.values():
                # its pieces are those that are done
                if entry.version == document.version and entry.state == WRITING:
                    ledger.remove(entry)
            return
        if (document.version, DEAD) in known:
            self._outcome.dead += 1
            return
        try:
            pieces = self._pieces(document)
        except Unreadable as why:
            self._bury(ledger, document, str(why), list(known.values()))
            return
        # a run that was killed may have cut it otherwise
        self._remove(ledger, [e for e in known.values() if e.version == document.version])
        done = Entry(document.key, document.version, len(pieces), DONE)
        writing = Entry(document.key, document.version, len(pieces), WRITING)
        ledger.put(writing)
        for start in range(0, len(pieces), self._settings.batch):
            self._write(document, pieces[start : start + self._settings.batch], start, done)
        ledger.put(done)
        self._remove(ledger, [e for e in known.values() if e.version != document.version])
        ledger.remove(writing)
        self._outcome.written += 1
        self._outcome.pieces += len(pieces)

    def _pieces(self, document: Document) -> list[str]:
        if not document.access:
            raise Unreadable("names nobody of those its source lets read")
        pieces = self._split(document.load())
        if not pieces:
            raise Unreadable("no text in it")
        return pieces

    def _write(self, document: Document, texts: list[str], start: int, entry: Entry) -> None:
        vectors = self._gateway.embed(texts)
        ids = entry.ids()
        pieces = [
            Piece(ids[start + number], document, start + number, text, vector)
            for number, (text, vector) in enumerate(zip(texts, vectors, strict=True))
        ]
        self._store.put(self._settings.generation, pieces)
        if self._losable:
            self._copies(self._settings.generation).put(document.lineage.source, entry, pieces)

    def _copies(self, generation: str) -> Copies:
        return Copies(self._s3, self._settings.bucket, generation)

    def _bury(self, ledger: Ledger, document: Document, why: str, known: list[Entry]) -> None:
        """Out of the index, and where its owner finds it. A version that nothing can be made of is not tried again."""
        log.warning("%s of %s cannot be taken in: %s", document.key, document.lineage.source, why)
        letter = {
            "document": document.id,
            "source": document.lineage.source,
            "version": document.version,
            "reason": why,
            "at": self._now.isoformat(),
        }
        key = f"{DEAD_LETTERS}{document.lineage.source}/{document.key}.json"
        self._s3.put_object(Bucket=self._settings.bucket, Key=key, Body=json.dumps(letter).encode())
        ledger.put(Entry(document.key, document.version, 0, DEAD))
        self._remove(ledger, [e for e in known if e.version != document.version])
        self._outcome.dead += 1

    def _forget(self, generation: str, source: str, seen: dict[str, str]) -> None:
        """Takes out what is no longer there, of every generation: what was deleted must not answer from an older one either."""
        ledger = Ledger(self._s3, self._settings.bucket, generation, source)
        for entry in ledger.entries():
            if entry.document not in seen:
                self._remove(ledger, [entry])
                self._outcome.deleted += entry.state == DONE
                key = f"{DEAD_LETTERS}{source}/{entry.document}.json"
                self._s3.delete_object(Bucket=self._settings.bucket, Key=key)
            elif generation != self._settings.generation and seen[entry.document] != entry.version:
                # a label may have been taken away
                self._remove(ledger, [entry])

    def _forget_sources(self) -> None:
        named = {source.name for source in self._settings.sources}
        for generation in generations(self._s3, self._settings.bucket):
            for source in sources(self._s3, self._settings.bucket, generation):
                if source not in named:
                    self._forget(generation, source, {})

    def _remove(self, ledger: Ledger, entries: list[Entry]) -> None:
        """First from the index, then from the ledger: killed in between, it is known still and taken out again."""
        for entry in entries:
            if entry.pieces > 0:
                self._store.delete(ledger.generation, entry.ids())
                if self._losable:
                    self._copies(ledger.generation).remove(ledger.source, entry)
            ledger.remove(entry)

    def _switch(self, generation: str, good_enough: Callable[[str], bool]) -> None:
        current = self._store.current()
        if current == generation:
            self._drop_others(generation)
            return
        lost = current is None and self._outcome.refilled > 0
        if self._outcome.stopped and not lost:
            log.error("generation %s is not whole while sources are stopped; %s goes on answering", generation, current)
            return
        if current is not None and not good_enough(generation):
            log.error("generation %s finds less than it must; %s goes on answering", generation, current)
            return
        self._store.make_current(generation)
        self._outcome.switched = True
        self._drop_others(generation)

    def _drop_others(self, current: str) -> None:
        for generation in generations(self._s3, self._settings.bucket):
            if generation == current:
                continue
            self._store.drop(generation)
            if self._losable:
                self._copies(generation).drop()
            for page in self._s3.get_paginator("list_objects_v2").paginate(
                Bucket=self._settings.bucket, Prefix=f"{ROOT}{generation}/"
            ):
                for found in page.get("Contents", []):
                    self._s3.delete_object(Bucket=self._settings.bucket, Key=found["Key"])

    def _ledger(self, source: str) -> Ledger:
        return Ledger(self._s3, self._settings.bucket, self._settings.generation, source)
