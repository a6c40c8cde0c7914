"""Indexes: what each must do, and which there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Protocol

from ..documents import Document
from ..settings import EVERYBODY, Settings


@dataclass(frozen=True)
class Piece:
    """A piece of a document with its vector and everything an answer from it has to say."""

    id: str
    document: Document
    position: int
    text: str
    vector: list[float]


@dataclass(frozen=True)
class Found:
    """A piece that was found, and where it comes from."""

    document: str
    title: str
    text: str
    score: float
    lineage: dict[str, Any]


def record(piece: Piece) -> dict[str, Any]:
    """What an index keeps of a piece besides its vector and its name."""
    document = piece.document
    lineage = document.lineage
    return {
        "access": list(document.access),
        "document": document.id,
        "title": document.title,
        "text": piece.text,
        "position": piece.position,
        "dataClass": document.data_class,
        "source": lineage.source,
        "table": lineage.table,
        "run": lineage.run,
        "version": lineage.version,
    }


def found(record: Mapping[str, Any], score: float) -> Found:
    """A piece as its record tells it. `score`: cosine of its vector and that of the question."""
    lineage = {key: record[key] for key in ("source", "table", "run", "version")}
    return Found(record["document"], record["title"], record["text"], score, lineage)


def labels(groups: Sequence[str]) -> list[str]:
    """Labels that let somebody of these groups read a piece."""
    return [*groups, EVERYBODY]


class Store(Protocol):
    """
    An index. A generation is what one model and one way of cutting made; one of them is current and answers. To delete from, or drop, a
    generation that is not there is no error: the ledger may tell of an index of another kind.
    """

    def prepare(self, generation: str, model: str, dimensions: int) -> None: ...
    def put(self, generation: str, pieces: Sequence[Piece]) -> None: ...
    def delete(self, generation: str, ids: Sequence[str]) -> None: ...
    def settle(self, generation: str) -> None:
        """Returns when everything that was put is found, and what was deleted is not."""
    def current(self) -> str | None: ...
    def make_current(self, generation: str) -> None: ...
    def drop(self, generation: str) -> None: ...
    def search(self, generation: str, vector: list[float], groups: Sequence[str], most: int) -> list[Found]: ...


class Busy(Exception):
    """Another run is at it."""


# a module a kind: `connect(settings)` gives the store, `prepare(settings)` makes what has to be there before, with rights of its own
STORES = {
    "pgvector": "pgvector",
    "s3-vectors": "s3vectors",
    "qdrant": "qdrant",
    "opensearch": "opensearch",
    "opensearch-serverless": "aoss",
}


@contextmanager
def open_store(settings: Settings) -> Iterator[Store]:
    """The store of this deployment, with credentials from where the platform puts them."""
    with _module(settings.store).connect(settings) as store:
        yield store


def prepare_store(settings: Settings) -> None:
    """Makes or renews what the store needs before it is filled; run with every deployment."""
    _module(settings.store).prepare(settings)


def _module(kind: str) -> Any:
    if kind not in STORES:
        raise ValueError(f"no store {kind}")
    return import_module(f".{STORES[kind]}", __name__)
