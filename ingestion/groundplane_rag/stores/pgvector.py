"""The index in PostgreSQL with pgvector. Labels are held by row-level security of the database."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from psycopg.errors import UndefinedTable

from ..settings import Settings
from . import Busy, Found, Piece, labels

SCHEMA = Path(__file__).with_name("schema.sql")
# any number, the same for every run: who holds it is the one run that writes
LOCK = 7_204_113
MOST_SCANNED = 40_000


@contextmanager
def connect(_: Settings) -> Iterator[PgVector]:
    with PgVector.connect(_url()) as store:
        yield store


def prepare(settings: Settings) -> None:
    migrate(_url(), settings.applications)


def _url() -> str:
    # empty: PGHOST, PGUSER, PGPASSWORD and the like say it
    return os.environ.get("PGVECTOR_URL", "")


def migrate(url: str, applications: Mapping[str, Sequence[str]]) -> None:
    """
    Makes or renews the schema, and writes down what applications may read: no others, and no more. The one who signs in must own the
    database, and the extension must be allowed.
    """
    readable = [(user, label) for user, named in sorted(applications.items()) for label in sorted(set(named))]
    with psycopg.connect(url) as connection:
        connection.execute("select pg_advisory_xact_lock(%s)", (LOCK + 1,))
        connection.execute("create extension if not exists vector")
        connection.execute(SCHEMA.read_text("utf-8"))
        connection.execute("delete from rag.reader_label")
        with connection.cursor() as cursor:
            cursor.executemany("insert into rag.reader_label (reader, label) values (%s, %s)", readable)


class PgVector:
    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection = connection

    @classmethod
    @contextmanager
    def connect(cls, url: str) -> Iterator[PgVector]:
        with psycopg.connect(url, autocommit=True) as connection:
            yield cls(connection)

    def hold(self) -> None:
        """One run at a time; the database lets go when the run ends, however it ends."""
        row = self._connection.execute("select pg_try_advisory_lock(%s)", (LOCK,)).fetchone()
        if row is None or not row[0]:
            raise Busy("another run is at work")

    def prepare(self, generation: str, model: str, dimensions: int) -> None:
        self._connection.execute("select rag.make_generation(%s, %s, %s)", (generation, model, dimensions))

    def put(self, generation: str, pieces: Sequence[Piece]) -> None:
        statement = sql.SQL(
            "insert into {} (id, document, title, position, text, access, data_class, source, source_table, run, version, "
            "embedding) values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s::halfvec) on conflict (id) do nothing"
        ).format(_table(generation))
        with self._connection.transaction(), self._connection.cursor() as cursor:
            cursor.executemany(statement, [_row(piece) for piece in pieces])

    def delete(self, generation: str, ids: Sequence[str]) -> None:
        statement = sql.SQL("delete from {} where id = any(%s)").format(_table(generation))
        with suppress(UndefinedTable):
            self._connection.execute(statement, (list(ids),))

    def settle(self, generation: str) -> None:
        """What is written is found at once."""

    def current(self) -> str | None:
        row = self._connection.execute("select id from rag.generation where current").fetchone()
        return None if row is None else str(row[0])

    def make_current(self, generation: str) -> None:
        self._connection.execute("select rag.use_generation(%s)", (generation,))

    def drop(self, generation: str) -> None:
        self._connection.execute("select rag.drop_generation(%s)", (generation,))

    def search(self, generation: str, vector: list[float], groups: Sequence[str], most: int) -> list[Found]:
        """What groups may read, nearest first. Signed in as the writer, the labels stand in the question itself as well."""
        statement = sql.SQL(
            "select document, title, text, 1 - (embedding <=> %s::halfvec), source, source_table, run, version from {} "
            "where access && %s order by embedding <=> %s::halfvec limit %s"
        ).format(_table(generation))
        with self._connection.transaction():
            self._connection.execute("select set_config('rag.groups', %s::text[]::text, true)", (list(groups),))
            # without it a filter that few pass leaves fewer answers than there are
            self._connection.execute("set local hnsw.iterative_scan = strict_order")
            self._connection.execute(f"set local hnsw.max_scan_tuples = {MOST_SCANNED}")
            question = (_text(vector), labels(groups), _text(vector), most)
            rows = self._connection.execute(statement, question).fetchall()
        return [
            Found(document, title, text, score, {"source": source, "table": table, "run": run, "version": version})
            for document, title, text, score, source, table, run, version in rows
        ]


def _table(generation: str) -> sql.Composable:
    return sql.Identifier("rag", f"chunk_{generation}")


def _row(piece: Piece) -> tuple[Any, ...]:
    document = piece.document
    lineage = document.lineage
    return (
        piece.id,
        document.id,
        document.title,
        piece.position,
        piece.text,
        list(document.access),
        document.data_class,
        lineage.source,
        lineage.table,
        lineage.run,
        lineage.version,
        _text(piece.vector),
    )


def _text(vector: list[float]) -> str:
    return f"[{','.join(map(repr, vector))}]"
