"""
What an index that stands on volumes of the cluster would lose with them: every piece with its vector, in the bucket, from before the
ledger says that it is there until after it is taken out. A lost index is filled from it by the next refresh, and no model is paid again.

    copies/<generation>/<source>/<document>/<version>/<first piece>.json.gz
"""

from __future__ import annotations

import array
import base64
import gzip
import json
import sys
from collections.abc import Iterator, Sequence
from typing import Any, Protocol, runtime_checkable

from .documents import Document, Lineage
from .ledger import DONE, Entry, Ledger, sources
from .stores import Piece

ROOT = "copies/"


@runtime_checkable
class Losable(Protocol):
    """A store that can lose what it holds, and says how much it does."""

    def count(self, generation: str) -> int: ...


class Copies:
    def __init__(self, s3: Any, bucket: str, generation: str) -> None:
        self._s3 = s3
        self._bucket = bucket
        self._prefix = f"{ROOT}{generation}/"

    def put(self, source: str, entry: Entry, pieces: Sequence[Piece]) -> None:
        if not pieces:
            return
        document = pieces[0].document
        said = {
            "id": document.id,
            "title": document.title,
            "access": document.access,
            "dataClass": document.data_class,
            "version": document.version,
            "lineage": vars(document.lineage),
            "pieces": [[each.id, each.position, each.text, _packed(each.vector)] for each in pieces],
        }
        key = f"{self._of(source, entry)}{pieces[0].position}.json.gz"
        self._s3.put_object(Bucket=self._bucket, Key=key, Body=gzip.compress(json.dumps(said).encode(), 5))

    def remove(self, source: str, entry: Entry) -> None:
        for key in self._keys(self._of(source, entry)):
            self._s3.delete_object(Bucket=self._bucket, Key=key)

    def drop(self) -> None:
        for key in self._keys(self._prefix):
            self._s3.delete_object(Bucket=self._bucket, Key=key)

    def pieces(self, source: str, entry: Entry) -> Iterator[list[Piece]]:
        """Pieces of a document, as many at once as were written at once."""
        for key in self._keys(self._of(source, entry)):
            body = self._s3.get_object(Bucket=self._bucket, Key=key)["Body"].read()
            yield _pieces(json.loads(gzip.decompress(body)))

    def _of(self, source: str, entry: Entry) -> str:
        return f"{self._prefix}{source}/{entry.document}/{entry.version}/"

    def _keys(self, prefix: str) -> Iterator[str]:
        for page in self._s3.get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix=prefix):
            for found in page.get("Contents", []):
                yield found["Key"]


def refill(s3: Any, bucket: str, generation: str, store: Any) -> int:
    """
    Puts back what the ledger has and the store has not: pieces of documents that are done, and nothing that was deleted since. A
    document whose copy is not whole is taken off the ledger, so that it is read and embedded anew. Returns the number of pieces.
    """
    copies = Copies(s3, bucket, generation)
    done = [
        (source, ledger, entry)
        for source in sources(s3, bucket, generation)
        for ledger in [Ledger(s3, bucket, generation, source)]
        for entry in ledger.entries()
        if entry.state == DONE
    ]
    if store.count(generation) >= sum(entry.pieces for _, _, entry in done):
        return 0
    put = 0
    for source, ledger, entry in done:
        back = 0
        for pieces in copies.pieces(source, entry):
            store.put(generation, pieces)
            back += len(pieces)
        put += back
        if back != entry.pieces:
            ledger.remove(entry)
    return put


def _pieces(said: dict[str, Any]) -> list[Piece]:
    lineage = Lineage(**said["lineage"])
    access = tuple(said["access"])
    document = Document(said["id"], said["title"], access, said["dataClass"], lineage, said["version"], None)
    return [Piece(name, document, position, text, _unpacked(vector)) for name, position, text, vector in said["pieces"]]


def _packed(vector: Sequence[float]) -> str:
    # the index keeps four bytes a number too
    numbers = array.array("f", vector)
    if sys.byteorder == "big":
        numbers.byteswap()
    return base64.b64encode(numbers.tobytes()).decode()


def _unpacked(text: str) -> list[float]:
    numbers = array.array("f", base64.b64decode(text))
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tolist()
