"""What every kind of index must do, held against each of them through the program."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest
from conftest import World, embed
from groundplane_rag.stores import STORES
from kinds import KINDS, Reader
from test_refresh import HOLIDAYS, SALARIES, filled

ALL = ["finance", "sales", "hr"]


class Indexed:
    def __init__(self, world: World, reader: Reader) -> None:
        self.world = world
        self._reader = reader

    def found(self, query: str, groups: list[str], most: int = 50) -> list[tuple[str, str]]:
        """Documents and texts the one who answers would hand to somebody of these groups, nearest first."""
        with self._reader() as store:
            current = store.current()
            assert current is not None
            found = store.search(current, embed(query, self.world.embedder.dimensions), groups, most)
        return [(each.document, each.text) for each in found]

    def documents(self, query: str, groups: list[str], most: int = 50) -> list[str]:
        return [document for document, _ in self.found(query, groups, most)]


@pytest.fixture(params=sorted(KINDS))
def indexed(request: pytest.FixtureRequest, world: World) -> Iterator[Indexed]:
    world.settings["store"] = request.param
    with KINDS[request.param](world) as reader:
        yield Indexed(world, reader)


def test_every_kind_the_program_has_is_held_against_this() -> None:
    assert sorted(KINDS) == sorted(STORES)


def test_a_group_never_sees_what_another_may_read(indexed: Indexed) -> None:
    filled(indexed.world).refresh()

    assert indexed.found("salaries of the board", ["finance"])[0] == ("files/finance/board.md", SALARIES)
    assert indexed.documents("salaries of the board", ["sales", "hr"]) == ["files/handbook/holidays.txt"]
    assert indexed.documents("salaries of the board", []) == ["files/handbook/holidays.txt"]


def test_what_only_looks_like_a_label_opens_nothing(indexed: Indexed) -> None:
    filled(indexed.world).refresh()

    for said in ("fin", "FINANCE", "finance ", "*", "finance' or 'a'='a", "_all", "handbook"):
        assert (said, indexed.documents("salaries of the board", [said])) == (said, ["files/handbook/holidays.txt"])


def test_pieces_of_ones_own_are_found_among_many_that_are_nearer(indexed: Indexed) -> None:
    world = filled(indexed.world)
    world.put("files/finance/long.txt", " ".join([SALARIES] * 120))
    world.refresh()

    assert indexed.documents("salaries of the board", ["sales"], most=1) == ["files/handbook/holidays.txt"]


def test_an_answer_says_where_it_comes_from(indexed: Indexed) -> None:
    filled(indexed.world).refresh()

    with indexed._reader() as store:
        current = store.current()
        assert current is not None
        (found,) = store.search(current, embed("holidays", 64), [], 5)

    assert (found.title, found.text) == ("holidays.txt", HOLIDAYS)
    assert found.lineage["source"] == "handbook" and found.lineage["version"]
    assert 0 < found.score <= 1


def test_what_is_deleted_is_found_by_nobody(indexed: Indexed) -> None:
    filled(indexed.world).refresh()
    indexed.world.remove("files/finance/board.md")

    assert indexed.world.refresh()["deleted"] == 1
    assert indexed.documents("salaries of the board", ALL) == ["files/handbook/holidays.txt"]


def test_what_changes_is_replaced_and_stands_there_once(indexed: Indexed) -> None:
    filled(indexed.world).refresh()
    indexed.world.put("files/handbook/holidays.txt", "Everybody has twenty-eight days off.")
    indexed.world.refresh()
    indexed.world.refresh()

    assert indexed.found("days off", []) == [("files/handbook/holidays.txt", "Everybody has twenty-eight days off.")]


def test_a_label_that_is_taken_away_opens_nothing_any_more(indexed: Indexed) -> None:
    indexed.world.settings["sources"][0]["readers"] = ["finance", "hr"]
    filled(indexed.world).refresh()
    assert "files/finance/board.md" in indexed.documents("salaries", ["hr"])

    indexed.world.settings["sources"][0]["readers"] = ["finance"]
    indexed.world.refresh()

    assert indexed.documents("salaries", ["hr"]) == ["files/handbook/holidays.txt"]
    assert "files/finance/board.md" in indexed.documents("salaries", ["finance"])


def test_another_model_is_another_generation_and_the_old_one_is_gone(indexed: Indexed) -> None:
    first = filled(indexed.world).refresh()["generation"]
    indexed.world.settings.update(model="vectors-2", dimensions=128)
    indexed.world.embedder.dimensions = 128

    second = indexed.world.refresh()

    assert second["switched"] and second["generation"] != first
    assert sorted(indexed.documents("salaries", ALL)) == ["files/finance/board.md", "files/handbook/holidays.txt"]
    with indexed._reader() as store, pytest.raises(Exception):
        store.search(first, embed("salaries", 64), ALL, 5)


@pytest.mark.parametrize("before", sorted(KINDS))
def test_another_kind_of_index_is_filled_anew(world: World, before: str) -> None:
    after = {"pgvector": "opensearch", "s3-vectors": "pgvector"}.get(before, "s3-vectors")
    with KINDS[before](world) as old, KINDS[after](world) as new:
        world.settings["store"] = before
        filled(world).refresh()
        assert Indexed(world, old).documents("holidays", []) == ["files/handbook/holidays.txt"]
        world.settings["store"] = after
        world.remove("files/finance/board.md")

        done = world.refresh()

        assert (done["written"], done["switched"]) == (1, True)
        assert Indexed(world, new).documents("holidays", ALL) == ["files/handbook/holidays.txt"]
        assert all(done["generation"] in key for key in world.keys("ledger/"))


def test_two_runs_at_once_are_one(indexed: Indexed) -> None:
    world = filled(indexed.world)
    second: list[int] = []

    def start_another(calls: int) -> None:
        if not second:
            second.append(0)
            other = world.start()
            other.communicate(timeout=60)
            second[0] = other.returncode
            second.append(world.embedder.texts)

    world.embedder.before = start_another
    world.refresh()

    # it went away, and had asked nothing
    assert second == [0, 0]
    assert sorted(indexed.documents("salaries", ALL)) == ["files/finance/board.md", "files/handbook/holidays.txt"]
    assert world.keys("index/running") == []


def test_a_run_that_is_killed_leaves_nothing_twice_and_nothing_out(indexed: Indexed) -> None:
    world = indexed.world
    for number in range(6):
        world.put(f"files/handbook/{number}.txt", " ".join(f"word{number}x{each}" for each in range(150)))
    killed: list[int] = []

    def kill(calls: int) -> None:
        if calls == 4 and not killed:
            killed.append(process.pid)
            os.kill(process.pid, signal.SIGKILL)

    world.embedder.before = kill
    process = world.start()
    process.wait(timeout=60)
    world.embedder.before = None
    assert killed and process.returncode == -signal.SIGKILL
    world.refresh()

    found = indexed.found("word1x1 word2x2", [])
    assert len(found) == len(set(found))
    assert {document for document, _ in found} == {f"files/handbook/{number}.txt" for number in range(6)}
