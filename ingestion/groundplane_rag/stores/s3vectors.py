"""The index in S3 Vectors: an index a generation, in the vector bucket of the environment. Labels are a filter of each question."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import boto3
from botocore.exceptions import ClientError

from ..settings import Settings
from . import Found, Piece, found, labels, record
from .pointer import Pointer

# limits of the service
MOST_PUT, MOST_DELETED = 500, 500


@contextmanager
def connect(_: Settings) -> Iterator[S3Vectors]:
    yield S3Vectors(os.environ["VECTOR_BUCKET"], os.environ["RAG_BUCKET"])


class S3Vectors:
    def __init__(self, vectors: str, bucket: str, clients: tuple[Any, Any] | None = None) -> None:
        self._vectors = vectors
        self._client, s3 = clients or (boto3.client("s3vectors"), boto3.client("s3"))
        self._pointer = Pointer(s3, bucket)

    def prepare(self, generation: str, model: str, dimensions: int) -> None:
        try:
            self._client.create_index(
                vectorBucketName=self._vectors,
                indexName=_name(generation),
                dataType="float32",
                dimension=dimensions,
                distanceMetric="cosine",
                # texts are handed out and never asked for
                metadataConfiguration={"nonFilterableMetadataKeys": ["text", "title", "model"]},
            )
        except ClientError as error:
            if error.response["Error"]["Code"] != "ConflictException":
                raise

    def put(self, generation: str, pieces: Sequence[Piece]) -> None:
        for start in range(0, len(pieces), MOST_PUT):
            self._client.put_vectors(
                vectorBucketName=self._vectors,
                indexName=_name(generation),
                vectors=[_vector(piece) for piece in pieces[start : start + MOST_PUT]],
            )

    def delete(self, generation: str, ids: Sequence[str]) -> None:
        for start in range(0, len(ids), MOST_DELETED):
            keys = list(ids[start : start + MOST_DELETED])
            with self._there():
                self._client.delete_vectors(vectorBucketName=self._vectors, indexName=_name(generation), keys=keys)

    def settle(self, generation: str) -> None:
        """What is written is found at once."""

    def current(self) -> str | None:
        return self._pointer.read()

    def make_current(self, generation: str) -> None:
        self._pointer.write(generation)

    def drop(self, generation: str) -> None:
        self._pointer.must_not_be(generation)
        with self._there():
            self._client.delete_index(vectorBucketName=self._vectors, indexName=_name(generation))

    @contextmanager
    def _there(self) -> Iterator[None]:
        """What is in no index need not be taken out of it."""
        try:
            yield
        except ClientError as error:
            if error.response["Error"]["Code"] != "NotFoundException":
                raise

    def search(self, generation: str, vector: list[float], groups: Sequence[str], most: int) -> list[Found]:
        answer = self._client.query_vectors(
            vectorBucketName=self._vectors,
            indexName=_name(generation),
            topK=most,
            queryVector={"float32": vector},
            # a value that is a list matches where any of its members does
            filter={"access": {"$in": labels(groups)}},
            returnMetadata=True,
            returnDistance=True,
        )
        return [found(each["metadata"], 1 - each["distance"]) for each in answer["vectors"]]


def _name(generation: str) -> str:
    return f"chunk-{generation}"


def _vector(piece: Piece) -> dict[str, Any]:
    return {"key": piece.id, "data": {"float32": piece.vector}, "metadata": record(piece)}
