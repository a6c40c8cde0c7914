"""What is particular to OpenSearch: signatures, rights, ids of the service's own, and what is seen late."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from groundplane_rag.documents import Document, Lineage
from groundplane_rag.stores import Piece
from groundplane_rag.stores.aoss import Collection
from groundplane_rag.stores.opensearch import ROLES, Domain, client_of
from opensearchpy import AuthorizationException, OpenSearch, TransportError
from search_standin import REGION, SECRET, SearchStandIn

GENERATION = "0123456789ab"
WRITE = ["aoss:CreateIndex", "aoss:DeleteIndex", "aoss:ReadDocument", "aoss:WriteDocument"]


class Current:
    """Which generation answers, kept here."""

    def read(self) -> str | None:
        return None

    def must_not_be(self, generation: str) -> None:
        pass


def piece(identity: str) -> Piece:
    document = Document("d", "title", ("everybody",), "internal", Lineage("handbook", "files", "run", "v1"), "v1", lambda: "")
    return Piece(identity, document, 0, f"text of {identity}", [0.6, 0.8])


def signed(standin: SearchStandIn, who: str, monkeypatch: pytest.MonkeyPatch, secret: str = SECRET, service: str | None = None) -> OpenSearch:
    monkeypatch.setenv("SEARCH_ENDPOINT", standin.url)
    monkeypatch.setenv("AWS_REGION", REGION)
    monkeypatch.setenv("RETRY_SECONDS", "0.01")
    return client_of(service or standin.service, boto3.Session(aws_access_key_id=who, aws_secret_access_key=secret))


@pytest.fixture
def domain() -> Iterator[SearchStandIn]:
    standin = SearchStandIn("es")
    standin.roles = {**ROLES}
    standin.mapping = {f"rag_{part}": [f"arn:aws:iam::123456789012:role/{part}"] for part in ("writer", "reader")}
    yield standin
    standin.stop()


@pytest.fixture
def collection() -> Iterator[SearchStandIn]:
    standin = SearchStandIn("aoss", {"writer": WRITE, "reader": ["aoss:ReadDocument"]}, delay=0.3)
    yield standin
    standin.stop()


@pytest.mark.parametrize(("secret", "service"), [("another", "es"), (SECRET, "aoss")])
def test_a_request_of_somebody_else_or_for_another_service_is_refused(
    domain: SearchStandIn, monkeypatch: pytest.MonkeyPatch, secret: str, service: str
) -> None:
    with pytest.raises(TransportError) as refused:
        Domain(signed(domain, "writer", monkeypatch, secret, service), Current()).prepare(GENERATION, "m", 2)

    assert refused.value.status_code == 401


def test_who_asks_can_neither_write_nor_take_out_nor_make_an_index(domain: SearchStandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    Domain(signed(domain, "writer", monkeypatch), Current()).prepare(GENERATION, "m", 2)
    reader = Domain(signed(domain, "reader", monkeypatch), Current())

    for attempt in (
        lambda: reader.prepare("ffff", "m", 2),
        lambda: reader.put(GENERATION, [piece("a")]),
        lambda: reader.delete(GENERATION, ["a"]),
        lambda: reader.drop(GENERATION),
        lambda: reader.settle(GENERATION),
    ):
        with pytest.raises(AuthorizationException):
            attempt()
    assert reader.search(GENERATION, [1.0, 0.0], [], 3) == []


def test_only_the_master_says_who_is_who(domain: SearchStandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    for who in ("writer", "reader", "stranger"):
        with pytest.raises(AuthorizationException):
            signed(domain, who, monkeypatch).transport.perform_request(
                "PUT", "/_plugins/_security/api/rolesmapping/rag_writer", body={"backend_roles": ["*"]}
            )


def test_a_service_that_is_busy_is_asked_again_and_nothing_stands_there_twice(
    collection: SearchStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Collection(signed(collection, "writer", monkeypatch), Current(), 2)
    store.prepare(GENERATION, "m", 2)
    collection.busy = 3

    store.put(GENERATION, [piece("a"), piece("b")])

    assert len(collection.indexes[f"chunk-{GENERATION}"].documents) == 2


def test_a_collection_takes_no_ids_of_ones_own(collection: SearchStandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    client = signed(collection, "writer", monkeypatch)
    Collection(client, Current(), 2).prepare(GENERATION, "m", 2)

    with pytest.raises(RuntimeError, match="index refused with 400: illegal_argument_exception"):
        Domain(client, Current()).put(GENERATION, [piece("a")])


def test_what_a_killed_run_wrote_a_moment_ago_is_taken_out_although_it_is_not_found_yet(
    collection: SearchStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Collection(signed(collection, "writer", monkeypatch), Current(), 2)
    store.prepare(GENERATION, "m", 2)
    store.put(GENERATION, [piece("a"), piece("b")])

    store.delete(GENERATION, ["a", "b"])

    assert all(kept.until < float("inf") for kept in _documents(collection).values())


def test_what_was_taken_out_and_is_still_found_counts_for_nothing(collection: SearchStandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Collection(signed(collection, "writer", monkeypatch), Current(), 2)
    store.prepare(GENERATION, "m", 2)
    store.put(GENERATION, [piece("a")])
    store.settle(GENERATION)
    store.delete(GENERATION, ["a"])
    # the old one is found for a while, the new one is not yet
    store.put(GENERATION, [piece("a")])

    store.delete(GENERATION, ["a"])

    assert [kept.until < float("inf") for kept in _documents(collection).values()] == [True, True]


def test_a_run_waits_until_its_own_pieces_are_found_and_those_it_took_out_are_not(
    collection: SearchStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Collection(signed(collection, "writer", monkeypatch), Current(), 2)
    store.prepare(GENERATION, "m", 2)
    store.put(GENERATION, [piece("old")])
    store.settle(GENERATION)
    store.delete(GENERATION, ["old"])
    store.put(GENERATION, [piece("new")])

    store.settle(GENERATION)

    assert [each.text for each in store.search(GENERATION, [0.6, 0.8], [], 5)] == ["text of new"]


def test_pieces_that_were_never_written_are_given_up_after_a_while(collection: SearchStandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Collection(signed(collection, "writer", monkeypatch), Current(), 0.5)
    store.prepare(GENERATION, "m", 2)
    began = time.monotonic()

    store.delete(GENERATION, ["never"])

    assert 0.5 <= time.monotonic() - began < 5


@pytest.mark.parametrize(("vector", "cosine"), [([0.6, 0.8], 1.0), ([-0.6, -0.8], -1.0), ([6.0, 8.0], 1.0), ([0.8, -0.6], 0.0)])
def test_a_score_is_the_cosine_however_long_the_vectors_are(
    domain: SearchStandIn, monkeypatch: pytest.MonkeyPatch, vector: list[float], cosine: float
) -> None:
    store = Domain(signed(domain, "writer", monkeypatch), Current())
    store.prepare(GENERATION, "m", 2)
    store.put(GENERATION, [piece("a")])

    assert store.search(GENERATION, vector, [], 1)[0].score == pytest.approx(cosine)


def _documents(standin: SearchStandIn) -> dict[str, Any]:
    return standin.indexes[f"chunk-{GENERATION}"].documents
