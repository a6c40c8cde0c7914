"""
The index in a domain of Amazon OpenSearch Service: an index a generation. Labels are a filter inside the search for neighbours, so
that as many pieces are found as somebody may read.
"""

from __future__ import annotations

import math
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from typing import Any, TypeVar

import boto3
from opensearchpy import NotFoundError, OpenSearch, RequestError, RequestsAWSV4SignerAuth, RequestsHttpConnection, TransportError

from ..settings import Settings
from . import Found, Piece, found, labels, record
from .pointer import Pointer

T = TypeVar("T")
BUSY = (429, 502, 503, 504)
ATTEMPTS = 6
# patterns of indexes a role may touch: nothing else is in the domain, and nothing else is theirs
INDEXES = "chunk-*"
WRITER, READER = "rag_writer", "rag_reader"
ROLES: dict[str, dict[str, Any]] = {
    WRITER: {
        "cluster_permissions": ["cluster_composite_ops"],
        "index_permissions": [
            {
                "index_patterns": [INDEXES],
                "allowed_actions": ["crud", "create_index", "indices:admin/delete", "indices:admin/refresh*"],
            }
        ],
    },
    READER: {
        "cluster_permissions": [],
        "index_permissions": [{"index_patterns": [INDEXES], "allowed_actions": ["search"]}],
    },
}
# who was refused, and whose rights were changed: no question, no answer, and nothing of each call that was let in
AUDIT: dict[str, Any] = {
    "enabled": True,
    "audit": {
        "enable_rest": True,
        "disabled_rest_categories": ["AUTHENTICATED", "GRANTED_PRIVILEGES"],
        "enable_transport": True,
        "disabled_transport_categories": ["AUTHENTICATED", "GRANTED_PRIVILEGES"],
        "log_request_body": False,
        "resolve_indices": True,
        "resolve_bulk_requests": False,
        "exclude_sensitive_headers": True,
        "ignore_users": [],
        "ignore_requests": [],
    },
    "compliance": {
        "enabled": True,
        "internal_config": True,
        "external_config": False,
        "read_metadata_only": True,
        "read_watched_fields": {},
        "read_ignore_users": [],
        "write_metadata_only": True,
        "write_log_diffs": False,
        "write_watched_indices": [],
        "write_ignore_users": [],
    },
}
SECURITY = "/_plugins/_security/api"


@contextmanager
def connect(_: Settings) -> Iterator[Domain]:
    yield _domain()


@cache
def _domain() -> Domain:
    # one for all questions: its connections are shared, and its credentials renew themselves
    session = boto3.Session()
    pointer = Pointer(session.client("s3"), os.environ["RAG_BUCKET"])
    return Domain(client_of("es", session), pointer, int(os.environ.get("SEARCH_SHARDS", "1")))


def prepare(_: Settings) -> None:
    """Roles of the domain for the two that come after, and its audit, as its master: nobody else may say who is who."""
    client = client_of("es", boto3.Session())
    said: list[tuple[str, dict[str, Any]]] = [("audit/config", AUDIT)]
    for role, mapped in ((WRITER, os.environ["SEARCH_WRITER_ROLE"]), (READER, os.environ["SEARCH_READER_ROLE"])):
        said += [(f"roles/{role}", ROLES[role]), (f"rolesmapping/{role}", {"backend_roles": [mapped]})]
    for path, body in said:
        patient(lambda path=path, body=body: client.transport.perform_request("PUT", f"{SECURITY}/{path}", body=body))


def client_of(service: str, session: Any) -> OpenSearch:
    """Signs each request as whoever the pod is. Nothing is sent again by itself: who writes without names would write twice."""
    auth = RequestsAWSV4SignerAuth(session.get_credentials(), os.environ["AWS_REGION"], service)
    return OpenSearch(
        hosts=[os.environ["SEARCH_ENDPOINT"]],
        http_auth=auth,
        connection_class=RequestsHttpConnection,
        max_retries=0,
        timeout=60,
    )


def patient(call: Callable[[], T]) -> T:
    """Asks again where the service says it is busy: then it has done nothing."""
    pause = float(os.environ.get("RETRY_SECONDS", "1"))
    for attempt in range(ATTEMPTS):
        try:
            return call()
        except TransportError as error:
            if error.status_code not in BUSY or attempt == ATTEMPTS - 1:
                raise
        time.sleep(pause * 2**attempt)
    raise AssertionError


class Domain:
    method: dict[str, Any] = {
        "name": "hnsw",
        "engine": "faiss",
        # of vectors of length one: the cosine, in every version
        "space_type": "innerproduct",
        # half the memory: what the domain is sized by
        "parameters": {"m": 16, "ef_construction": 128, "encoder": {"name": "sq", "parameters": {"type": "fp16"}}},
    }

    def __init__(self, client: OpenSearch, pointer: Pointer, shards: int = 1) -> None:
        self._client = client
        self._pointer = pointer
        self._shards = shards

    def settings(self) -> dict[str, Any]:
        # a copy of each shard in another zone
        return {"knn": True, "number_of_shards": self._shards, "number_of_replicas": 1}

    def prepare(self, generation: str, model: str, dimensions: int) -> None:
        body = {"settings": {"index": self.settings()}, "mappings": mappings(model, dimensions, self.method)}
        try:
            patient(lambda: self._client.indices.create(index=name(generation), body=body))
        except RequestError as error:
            if error.error != "resource_already_exists_exception":
                raise

    def put(self, generation: str, pieces: Sequence[Piece]) -> None:
        self.bulk(generation, [({"index": {"_id": piece.id}}, fields(piece)) for piece in pieces])

    def delete(self, generation: str, ids: Sequence[str]) -> None:
        with suppress(NotFoundError):
            self.bulk(generation, [({"delete": {"_id": each}}, None) for each in ids])

    def bulk(self, generation: str, actions: Sequence[Action]) -> list[dict[str, Any]]:
        """Does all of them or raises; those the service was too busy for are sent again. Answers what became of each."""
        done: list[dict[str, Any]] = []
        pause = float(os.environ.get("RETRY_SECONDS", "1"))
        for attempt in range(ATTEMPTS):
            if not actions:
                return done
            lines = [line for action in actions for line in action if line is not None]
            answer = patient(lambda lines=lines: self._client.bulk(body=lines, index=name(generation)))
            again: list[Action] = []
            for action, item in zip(actions, answer["items"], strict=True):
                ((kind, result),) = item.items()
                # a collection that has just made an index may not know it everywhere
                if result["status"] in BUSY or (kind == "index" and result["status"] == 404):
                    again.append(action)
                elif result["status"] >= 300 and not (kind == "delete" and result["status"] == 404):
                    raise RuntimeError(f"{kind} refused with {result['status']}: {result.get('error', {}).get('type')}")
                else:
                    done.append(result)
            actions = again
            if actions:
                time.sleep(pause * 2**attempt)
        if actions:
            raise RuntimeError(f"the index is too busy to take {len(actions)} pieces")
        return done

    def settle(self, generation: str) -> None:
        patient(lambda: self._client.indices.refresh(index=name(generation)))

    def current(self) -> str | None:
        return self._pointer.read()

    def make_current(self, generation: str) -> None:
        self._pointer.write(generation)

    def drop(self, generation: str) -> None:
        self._pointer.must_not_be(generation)
        with suppress(NotFoundError):
            patient(lambda: self._client.indices.delete(index=name(generation)))

    def search(self, generation: str, vector: list[float], groups: Sequence[str], most: int) -> list[Found]:
        near = {"vector": unit(vector), "k": most, "filter": {"terms": {"access": labels(groups)}}}
        body = {"size": most, "_source": {"excludes": ["vector"]}, "query": {"knn": {"vector": near}}}
        answer = patient(lambda: self._client.search(index=name(generation), body=body))
        return [found(hit["_source"], _cosine(hit["_score"])) for hit in answer["hits"]["hits"]]


Action = tuple[dict[str, Any], dict[str, Any] | None]


def name(generation: str) -> str:
    return f"chunk-{generation}"


def mappings(model: str, dimensions: int, method: dict[str, Any]) -> dict[str, Any]:
    """What a piece is. Nothing but labels and its own name is ever asked for."""
    kept = {"type": "keyword", "index": False, "doc_values": False}
    return {
        "dynamic": "strict",
        "_meta": {"model": model},
        "properties": {
            "vector": {"type": "knn_vector", "dimension": dimensions, "method": method},
            "piece": {"type": "keyword"},
            "access": {"type": "keyword"},
            "document": kept,
            "title": kept,
            "text": {"type": "text", "index": False},
            "position": {"type": "integer", "index": False},
            "dataClass": kept,
            "source": kept,
            "table": kept,
            "run": kept,
            "version": kept,
        },
    }


def fields(piece: Piece) -> dict[str, Any]:
    return {"vector": unit(piece.vector), "piece": piece.id, **record(piece)}


def unit(vector: list[float]) -> list[float]:
    length = math.sqrt(sum(value * value for value in vector))
    return [value / length for value in vector] if length > 0 else vector


def _cosine(score: float) -> float:
    # of two vectors of length one: 1 + cosine, and what it makes of a negative one
    return score - 1 if score >= 1 else 1 - 1 / score
