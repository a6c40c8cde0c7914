"""Indexes: what each must do, and which there are."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from ..documents import Document


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


class Store(Protocol):
    """An index. A generation is what one model and one way of cutting made; one of them is current and answers."""

    def prepare(self, generation: str, model: str, dimensions: int) -> None: ...
    def put(self, generation: str, pieces: Sequence[Piece]) -> None: ...
    def delete(self, generation: str, ids: Sequence[str]) -> None: ...
    def current(self) -> str | None: ...
    def make_current(self, generation: str) -> None: ...
    def drop(self, generation: str) -> None: ...
    def search(self, generation: str, vector: list[float], groups: Sequence[str], most: int) -> list[Found]: ...


class Busy(Exception):
    """Another run is at it."""


@contextmanager
def open_store(kind: str) -> Iterator[Store]:
    """The store of this deployment, with credentials from where the platform puts them."""
    if kind == "pgvector":
        from .pgvector import PgVector

        # empty: PGHOST, PGUSER, PGPASSWORD and the like say it
        with PgVector.connect(os.environ.get("PGVECTOR_URL", "")) as store:
            yield store
    elif kind == "s3-vectors":
        from .s3vectors import S3Vectors

        yield S3Vectors(os.environ["VECTOR_BUCKET"], os.environ["RAG_BUCKET"])
    else:
        raise ValueError(f"no store {kind}")
