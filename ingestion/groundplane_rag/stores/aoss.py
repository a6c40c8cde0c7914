"""
The index in a vector collection of Amazon OpenSearch Serverless. It differs from a domain in what hurts: a piece cannot have a name of
its own as its id, what is written is found up to a minute later, and nothing can be told to hurry. So pieces are looked up by a field
that has their name, and whoever deletes waits for what a killed run may have written before.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from typing import Any

import boto3
from opensearchpy import NotFoundError, OpenSearch

from ..settings import Settings
from . import Piece
from .opensearch import Domain, client_of, fields, name, patient
from .pointer import Pointer

# the service says up to a minute
VISIBLE = 120.0
MOST_NAMES = 500
MOST_HITS = 1000
log = logging.getLogger(__name__)


@contextmanager
def connect(_: Settings) -> Iterator[Collection]:
    yield _collection()


@cache
def _collection() -> Collection:
    session = boto3.Session()
    pointer = Pointer(session.client("s3"), os.environ["RAG_BUCKET"])
    return Collection(client_of("aoss", session), pointer, float(os.environ.get("SEARCH_VISIBLE_SECONDS", VISIBLE)))


def prepare(_: Settings) -> None:
    """Who may do what in a collection is said by its data access policy."""


class Collection(Domain):
    method: dict[str, Any] = {
        "name": "hnsw",
        "engine": "faiss",
        "space_type": "innerproduct",
        "parameters": {"m": 16, "ef_construction": 128},
    }

    def __init__(self, client: OpenSearch, pointer: Pointer, visible: float = VISIBLE) -> None:
        super().__init__(client, pointer)
        self._visible = visible
        self._written: tuple[str, set[str]] = ("", set())
        self._taken: dict[str, list[str]] = {}

    def settings(self) -> dict[str, Any]:
        # how many shards and copies there are is the service's own business
        return {"knn": True}

    def prepare(self, generation: str, model: str, dimensions: int) -> None:
        super().prepare(generation, model, dimensions)
        # an index that was made a moment ago is not there for everybody yet
        if not self._until(lambda: self._there(generation)):
            raise RuntimeError(f"the index {name(generation)} was made and is not there")

    def _there(self, generation: str) -> bool:
        try:
            self._hits(generation, {"ids": {"values": ["none"]}})
        except NotFoundError:
            return False
        return True

    def put(self, generation: str, pieces: Sequence[Piece]) -> None:
        self.bulk(generation, [({"index": {}}, fields(piece)) for piece in pieces])
        self._written = (generation, {piece.id for piece in pieces})

    def delete(self, generation: str, ids: Sequence[str]) -> None:
        """Returns when each of them has been taken out, or could not have been there: not found for longer than it takes to be."""
        with suppress(NotFoundError):
            for start in range(0, len(ids), MOST_NAMES):
                self._delete(generation, set(ids[start : start + MOST_NAMES]))

    def _delete(self, generation: str, names: set[str]) -> None:
        left = set(names)

        def take_out() -> bool:
            hits = self._hits(generation, {"terms": {"piece": sorted(names)}})
            done = self.bulk(generation, [({"delete": {"_id": each}}, None) for each in hits])
            # those that are found after they were taken out count for nothing
            gone = {result["_id"] for result in done if result["status"] < 300}
            left.difference_update(piece for each, piece in hits.items() if each in gone)
            self._taken[generation] = [*self._taken.get(generation, []), *gone][-MOST_NAMES:]
            return not left

        if not self._until(take_out):
            log.info("%d pieces of %d had never been written", len(left), len(names))

    def settle(self, generation: str) -> None:
        """Waits until the last that was written is found and nothing that was taken out is."""
        written_in, written = self._written
        taken = self._taken.pop(generation, [])

        def there() -> bool:
            if written_in == generation and written:
                found = self._hits(generation, {"terms": {"piece": sorted(written)}}).values()
                if not written <= set(found):
                    return False
            return not taken or not self._hits(generation, {"ids": {"values": taken}})

        if not self._until(there):
            log.warning("the index does not show yet what was written more than %d seconds ago", self._visible)

    def _hits(self, generation: str, query: dict[str, Any]) -> dict[str, str]:
        """Names of pieces by the id the service gave them."""
        body = {"size": MOST_HITS, "_source": ["piece"], "query": query}
        answer = patient(lambda: self._client.search(index=name(generation), body=body))
        return {hit["_id"]: hit["_source"]["piece"] for hit in answer["hits"]["hits"]}

    def _until(self, done: Callable[[], bool]) -> bool:
        end = time.monotonic() + self._visible
        while not done():
            if time.monotonic() >= end:
                return False
            time.sleep(min(5.0, self._visible / 20))
        return True
