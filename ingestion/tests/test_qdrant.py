"""What is Qdrant's own: how a collection is made, keys, TLS, and an index that is lost with its volumes."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from conftest import World, embed
from groundplane_rag.stores.qdrant import Qdrant
from qdrant_server import READER, QdrantServer
from test_refresh import curated, filled, gate, with_orders

INTERNAL = [
    {"name": "finance", "readers": ["finance"], "dataClass": "internal", "gate": "none"},
    {"name": "handbook", "readers": ["everybody"], "dataClass": "internal", "gate": "none"},
]


@pytest.fixture
def server() -> Iterator[QdrantServer]:
    server = QdrantServer()
    yield server
    server.stop()


@pytest.fixture
def indexed(world: World, server: QdrantServer) -> World:
    world.settings.update(store="qdrant", sources=INTERNAL)
    world.environment.update(server.environment())
    return filled(world)


def found(server: QdrantServer, query: str, groups: list[str], most: int = 5) -> list[str]:
    """As the service that answers asks, with the key that reads only."""
    with Qdrant.connect(server.environment(READER)) as index:
        current = index.current()
        return [] if current is None else [each.document for each in index.search(current, embed(query, 64), groups, most)]


def test_a_collection_is_made_as_large_and_as_often_as_it_is_told(indexed: World, server: QdrantServer) -> None:
    indexed.environment |= {"QDRANT_SHARDS": "3", "QDRANT_COPIES": "2"}
    indexed.refresh()

    (collection,) = server.collections.values()
    said = collection.said.model_dump(exclude_none=True)
    assert (said["shard_number"], said["replication_factor"]) == (3, 2)
    assert (said["vectors"]["size"], said["vectors"]["distance"]) == (64, "Cosine")
    assert said["quantization_config"]["scalar"]["always_ram"] is True
    assert collection.indexed == {"access"}


def test_another_model_takes_over_only_when_it_is_whole_and_the_old_one_goes(indexed: World, server: QdrantServer) -> None:
    question = {"question": "salaries board", "document": "files/finance/board.md", "groups": ["finance"]}
    indexed.put("evaluation/first.jsonl", json.dumps(question))
    first = indexed.refresh()
    indexed.settings.update(model="vectors-2", dimensions=128)
    indexed.embedder.dimensions = 128

    second = indexed.refresh()

    assert second["switched"] and second["recall"] == 1 and second["generation"] != first["generation"]
    assert server.aliases == {"chunk-current": f"chunk-{second['generation']}"}
    assert list(server.collections) == [f"chunk-{second['generation']}"]
    assert all(second["generation"] in key for key in indexed.keys("copies/"))


def test_an_index_that_lost_its_volumes_is_filled_again_and_no_model_is_paid(indexed: World, server: QdrantServer) -> None:
    indexed.refresh()
    before, texts = server.points(), indexed.embedder.texts
    indexed.remove("files/handbook/holidays.txt")
    server.lose()

    done = indexed.refresh()

    assert (done["refilled"], done["switched"], indexed.embedder.texts) == (2, True, texts)
    # what was deleted since does not come back
    assert server.points() == [each for each in before if each["source"] == "finance"]
    assert found(server, "salaries of the board", ["finance"]) == ["files/finance/board.md"]
    assert found(server, "salaries of the board", ["sales"]) == []
    assert indexed.refresh()["refilled"] == 0


def test_a_lost_index_answers_again_though_the_gate_of_its_source_is_red(world: World, server: QdrantServer) -> None:
    with_orders(world)
    world.settings["store"] = "qdrant"
    world.environment.update(server.environment())
    world.put("documents/orders/run-1/a.jsonl", curated("o-1", "one", ["sales"]), bucket=world.curated)
    gate(world)
    world.refresh()
    gate(world, status="stop")
    server.lose()

    assert world.refresh(code=4)["refilled"] == 1
    assert found(server, "one", ["role:sales"]) == ["o-1"]


def test_a_document_whose_copy_is_lost_too_is_embedded_anew(indexed: World, server: QdrantServer) -> None:
    indexed.refresh()
    texts = indexed.embedder.texts
    for key in indexed.keys("copies/"):
        if "/finance/" in key:
            indexed.remove(key)
    server.lose()

    assert indexed.refresh()["refilled"] == 1
    assert indexed.embedder.texts == texts + 1
    assert found(server, "salaries of the board", ["finance"])[0] == "files/finance/board.md"


def test_the_index_is_no_longer_filled_with_a_key_that_reads_only(indexed: World, server: QdrantServer) -> None:
    indexed.environment.update(server.environment(READER))

    assert "403" in indexed.refresh(code=1)["error"]
    assert server.collections == {}


@pytest.mark.parametrize(
    ("change", "why"),
    [({"QDRANT_API_KEY": "guessed"}, "401"), ({"QDRANT_CA": "/etc/ssl/certs/ca-certificates.crt"}, "CERTIFICATE_VERIFY_FAILED")],
)
def test_a_wrong_key_or_a_server_nobody_vouches_for_ends_the_run(indexed: World, server: QdrantServer, change: dict[str, str], why: str) -> None:
    indexed.environment |= change

    assert why in indexed.refresh(code=1)["error"]
    assert indexed.embedder.calls == 0
