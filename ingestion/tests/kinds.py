"""Kinds of index as the tests can have them: each makes one for a world, and says how the one who asks opens it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from operator import mul
from typing import Any

import boto3
from conftest import World
from groundplane_rag.stores import Store

# opens the store as the one who answers questions
Reader = Callable[[], AbstractContextManager[Store]]


@contextmanager
def pgvector(world: World) -> Iterator[Reader]:
    from groundplane_rag.stores.pgvector import PgVector

    yield lambda: PgVector.connect(world.database.format(user="rag_retriever"))


@contextmanager
def s3_vectors(world: World) -> Iterator[Reader]:
    from groundplane_rag.stores.s3vectors import S3Vectors

    buckets = f"{world.bucket}-vectors"
    boto3.client("s3vectors").create_vector_bucket(vectorBucketName=buckets)
    world.environment.update(VECTOR_BUCKET=buckets, RAG_BUCKET=world.bucket)

    @contextmanager
    def reader() -> Iterator[Store]:
        yield S3Vectors(buckets, world.bucket, (Asked(boto3.client("s3vectors")), world.s3))

    yield reader


class Asked:
    """The stand-in keeps vectors and cannot be asked: questions are answered here, by the filter as its maker describes it."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def query_vectors(
        self, *, topK: int, queryVector: dict[str, list[float]], filter: dict[str, Any], returnMetadata: bool, returnDistance: bool, **index: Any
    ) -> dict[str, Any]:
        ((field, condition),) = filter.items()
        wanted = set(condition["$in"])
        kept = self._client.list_vectors(**index, returnMetadata=True, returnData=True)["vectors"]
        near = sorted(
            (
                {"key": each["key"], "metadata": each["metadata"], "distance": 1 - sum(map(mul, each["data"]["float32"], queryVector["float32"]))}
                for each in kept
                if wanted & set(each["metadata"][field])
            ),
            key=lambda each: each["distance"],
        )
        return {"vectors": near[:topK]}


KINDS: dict[str, Callable[[World], AbstractContextManager[Reader]]] = {"pgvector": pgvector, "s3-vectors": s3_vectors}
