"""
The index in Qdrant: a collection a generation, and an alias that says which one answers. Labels are a filter of each question: a
key of Qdrant opens whole collections, so whoever holds one is trusted to ask for the right labels.
"""

from __future__ import annotations

import os
import ssl
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from qdrant_client import QdrantClient, models
from qdrant_client.http.exceptions import UnexpectedResponse

from ..settings import Settings
from . import Found, Piece, found, labels, record

CURRENT = "chunk-current"
PREFIX = "chunk-"
# names of points are numbers or UUIDs; the same piece is the same point in every run
SPACE = uuid.UUID("6f1d1f0e-7c0b-5d5e-9c0a-3c1b8e4f2a77")
MOST_DELETED = 1000
SECONDS = 60
# candidates that are looked at again with whole vectors, as those in memory are a byte a number
OVERSAMPLING = 2.0


@contextmanager
def connect(_: Settings) -> Iterator[Qdrant]:
    with Qdrant.connect(os.environ) as store:
        yield store


class Qdrant:
    """`shards` parts of a collection on so many pods, each part in `copies`."""

    def __init__(self, client: QdrantClient, shards: int, copies: int) -> None:
        self._client = client
        self._shards, self._copies = shards, copies

    @classmethod
    @contextmanager
    def connect(cls, said: Mapping[str, str]) -> Iterator[Qdrant]:
        """As the platform says in the environment: over TLS, to a server that its authority vouches for."""
        client = QdrantClient(
            url=said["QDRANT_URL"],
            api_key=said["QDRANT_API_KEY"],
            verify=ssl.create_default_context(cafile=said["QDRANT_CA"]),
            timeout=SECONDS,
            check_compatibility=False,
        )
        try:
            yield cls(client, int(said.get("QDRANT_SHARDS", "1")), int(said.get("QDRANT_COPIES", "1")))
        finally:
            client.close()

    def prepare(self, generation: str, model: str, dimensions: int) -> None:
        name = _name(generation)
        if not self._client.collection_exists(name):
            self._create(name, dimensions)
        # again each time: a run may have been killed between the two
        self._client.create_payload_index(name, "access", models.PayloadSchemaType.KEYWORD, wait=True)

    def _create(self, name: str, dimensions: int) -> None:
        self._client.create_collection(
            name,
            # whole vectors on disk; what is searched is a byte a number, in memory
            vectors_config=models.VectorParams(size=dimensions, distance=models.Distance.COSINE, on_disk=True),
            quantization_config=models.ScalarQuantization(
                scalar=models.ScalarQuantizationConfig(type=models.ScalarType.INT8, quantile=0.99, always_ram=True)
            ),
            shard_number=self._shards,
            replication_factor=self._copies,
            on_disk_payload=True,
            # a filter over anything without an index would read every piece
            strict_mode_config=models.StrictModeConfig(
                enabled=True, unindexed_filtering_retrieve=False, unindexed_filtering_update=False
            ),
        )

    def put(self, generation: str, pieces: Sequence[Piece]) -> None:
        if pieces:
            self._client.upsert(_name(generation), points=[_point(piece) for piece in pieces], wait=True)

    def delete(self, generation: str, ids: Sequence[str]) -> None:
        for start in range(0, len(ids), MOST_DELETED):
            gone: list[Any] = [_id(each) for each in ids[start : start + MOST_DELETED]]
            try:
                self._client.delete(_name(generation), points_selector=models.PointIdsList(points=gone), wait=True)
            except UnexpectedResponse as error:
                # a generation that was lost with its volumes holds nothing any more
                if error.status_code != 404:
                    raise

    def settle(self, generation: str) -> None:
        """What is written is found at once."""

    def count(self, generation: str) -> int:
        """Pieces that are there. It holds them on volumes of the cluster, and those can be lost."""
        return self._client.count(_name(generation), exact=True).count

    def current(self) -> str | None:
        for alias in self._client.get_aliases().aliases:
            if alias.alias_name == CURRENT:
                return alias.collection_name[len(PREFIX) :]
        return None

    def make_current(self, generation: str) -> None:
        create = models.CreateAlias(collection_name=_name(generation), alias_name=CURRENT)
        remove = models.DeleteAlias(alias_name=CURRENT)
        before: list[Any] = [] if self.current() is None else [models.DeleteAliasOperation(delete_alias=remove)]
        # both at once: no question is asked of nothing
        self._client.update_collection_aliases([*before, models.CreateAliasOperation(create_alias=create)])

    def drop(self, generation: str) -> None:
        if self.current() == generation:
            raise ValueError(f"generation {generation} answers questions")
        self._client.delete_collection(_name(generation))

    def search(self, generation: str, vector: list[float], groups: Sequence[str], most: int) -> list[Found]:
        answer = self._client.query_points(
            _name(generation),
            query=vector,
            # a value that is a list matches where any of its members does
            query_filter=models.Filter(
                must=[models.FieldCondition(key="access", match=models.MatchAny(any=labels(groups)))]
            ),
            search_params=models.SearchParams(
                quantization=models.QuantizationSearchParams(rescore=True, oversampling=OVERSAMPLING)
            ),
            limit=most,
            with_payload=True,
        )
        return [found(point.payload or {}, point.score) for point in answer.points]


def _name(generation: str) -> str:
    return f"{PREFIX}{generation}"


def _id(piece: str) -> str:
    return str(uuid.uuid5(SPACE, piece))


def _point(piece: Piece) -> models.PointStruct:
    return models.PointStruct(id=_id(piece.id), vector=piece.vector, payload=record(piece))
