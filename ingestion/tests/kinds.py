"""Kinds of index as the tests can have them: each makes one for a world, and says how the one who asks opens it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from operator import mul
from typing import Any

import boto3
import pytest
from conftest import World
from groundplane_rag.stores import Store
from groundplane_rag.stores.pointer import Pointer
from search_standin import REGION, SECRET, SearchStandIn

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


@contextmanager
def opensearch(world: World) -> Iterator[Reader]:
    from groundplane_rag.stores.opensearch import Domain

    roles = {part: f"arn:aws:iam::123456789012:role/{part}" for part in ("writer", "reader")}
    with search(world, SearchStandIn("es")) as (client, pointer):
        world.environment.update(SEARCH_WRITER_ROLE=roles["writer"], SEARCH_READER_ROLE=roles["reader"], SEARCH_SHARDS="3")
        world.settings["store"] = "opensearch"
        # with every deployment
        for _ in range(2):
            assert world.run("migrate", AWS_ACCESS_KEY_ID="master") == 0
        assert world.search.audit["enabled"]
        yield lambda: nullcontext(Domain(client, pointer))


@contextmanager
def opensearch_serverless(world: World) -> Iterator[Reader]:
    from groundplane_rag.stores.aoss import Collection

    granted = {
        "writer": ["aoss:CreateIndex", "aoss:DeleteIndex", "aoss:DescribeIndex", "aoss:ReadDocument", "aoss:WriteDocument"],
        "reader": ["aoss:DescribeIndex", "aoss:ReadDocument"],
    }
    with search(world, SearchStandIn("aoss", granted, delay=0.6)) as (client, pointer):
        world.environment["SEARCH_VISIBLE_SECONDS"] = "3"
        yield lambda: nullcontext(Collection(client, pointer, 3))


@contextmanager
def search(world: World, standin: SearchStandIn) -> Iterator[tuple[Any, Pointer]]:
    from groundplane_rag.stores.opensearch import client_of

    world.search = standin
    world.environment.update(
        SEARCH_ENDPOINT=standin.url, AWS_REGION=REGION, RAG_BUCKET=world.bucket, AWS_ACCESS_KEY_ID="writer", AWS_SECRET_ACCESS_KEY=SECRET
    )
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("SEARCH_ENDPOINT", standin.url)
            patch.setenv("AWS_REGION", REGION)
            patch.setenv("RETRY_SECONDS", "0.01")
            reader = client_of(standin.service, boto3.Session(aws_access_key_id="reader", aws_secret_access_key=SECRET))
            yield reader, Pointer(world.s3, world.bucket)
    finally:
        standin.stop()
    assert standin.problems == []


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


@contextmanager
def qdrant(world: World) -> Iterator[Reader]:
    from groundplane_rag.stores.qdrant import Qdrant
    from qdrant_server import READER, QdrantServer

    server = QdrantServer()
    world.environment.update(server.environment())
    try:
        yield lambda: Qdrant.connect(server.environment(READER))
    finally:
        server.stop()


KINDS: dict[str, Callable[[World], AbstractContextManager[Reader]]] = {
    "pgvector": pgvector,
    "s3-vectors": s3_vectors,
    "qdrant": qdrant,
    "opensearch": opensearch,
    "opensearch-serverless": opensearch_serverless,
}
