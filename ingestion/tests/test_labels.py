"""Who may see what is held by the database: nobody is asked to be honest."""

from __future__ import annotations

import psycopg
import pytest
from conftest import World
from test_refresh import filled


def as_user(world: World, user: str, *statements: str) -> list[tuple[object, ...]]:
    with psycopg.connect(world.database.format(user=user), autocommit=True) as connection:
        for statement in statements[:-1]:
            connection.execute(statement)
        return connection.execute(statements[-1]).fetchall()


SOURCES = "select distinct source from rag.chunk order by 1"


def test_a_service_that_says_no_groups_sees_nothing(world: World) -> None:
    filled(world).refresh()

    assert as_user(world, "rag_retriever", SOURCES) == []


def test_a_service_sees_what_the_one_who_asks_may_read(world: World) -> None:
    filled(world).refresh()

    assert as_user(world, "rag_retriever", "set rag.groups = '{sales}'", SOURCES) == [("handbook",)]
    assert as_user(world, "rag_retriever", "set rag.groups = '{finance}'", SOURCES) == [("finance",), ("handbook",)]


def test_an_application_sees_what_is_written_down_for_it_whatever_it_says(world: World) -> None:
    filled(world).refresh()

    assert as_user(world, "payroll_app", "set rag.groups = '{finance}'", SOURCES) == []
    world.sql("insert into rag.reader_label values ('payroll_app', 'finance') returning 1")
    assert as_user(world, "payroll_app", SOURCES) == [("finance",), ("handbook",)]


def test_an_application_has_the_labels_the_settings_give_it_until_they_take_them(world: World) -> None:
    from groundplane_rag.stores.pgvector import migrate

    filled(world).refresh()
    owner = world.database.format(user="owner")

    migrate(owner, {"payroll_app": ["finance", "finance"], "other_app": ["sales"]})
    assert as_user(world, "payroll_app", SOURCES) == [("finance",), ("handbook",)]
    migrate(owner, {"payroll_app": ["sales"]})
    assert as_user(world, "payroll_app", SOURCES) == [("handbook",)]
    migrate(owner, {})
    assert as_user(world, "payroll_app", SOURCES) == []


@pytest.mark.parametrize(
    "statement",
    [
        "insert into rag.reader_label values ('payroll_app', 'finance') returning 1",
        "select * from rag.reader_label",
        "delete from rag.chunk returning 1",
        "update rag.chunk set access = '{everybody}' returning 1",
        "set role rag_retriever",
        "set role rag_writer",
        "set session authorization rag_retriever",
        "select rag.use_generation('000000000000')",
        "select rag.drop_generation('000000000000')",
        "alter table rag.generation disable row level security",
        "create table rag.mine (id int)",
    ],
)
def test_a_reader_can_do_nothing_else(world: World, statement: str) -> None:
    filled(world).refresh()

    for user in ("payroll_app", "rag_retriever"):
        if user == "rag_retriever" and statement in ("set role rag_retriever", "set session authorization rag_retriever"):
            continue
        with pytest.raises(psycopg.Error), psycopg.connect(world.database.format(user=user)) as connection:
            connection.execute(statement)


def test_an_expensive_function_in_the_question_sees_no_other_piece(world: World) -> None:
    filled(world).refresh()
    # a condition that is looked at before the policy would say what it must not
    probe = "select count(*) from rag.chunk where 1 / (position(text in text) - case when text like '%Salaries%' then 1 else 0 end) > 0"

    assert as_user(world, "rag_retriever", "set rag.groups = '{sales}'", probe) == [(1,)]


def test_the_writer_cannot_write_what_nobody_may_read_nor_make_tables(world: World) -> None:
    filled(world).refresh()
    generation = world.sql("select id from rag.generation")[0][0]

    for statement in (
        f"update rag.chunk_{generation} set access = '{{}}'",
        "create table rag.mine (id int)",
        f"drop table rag.chunk_{generation}",
        "select rag.make_generation('x; drop', 'm', 3)",
    ):
        with pytest.raises(psycopg.Error), psycopg.connect(world.database.format(user="rag_writer")) as connection:
            connection.execute(statement)


def test_few_pieces_of_ones_own_are_found_among_many_that_are_nearer(world: World) -> None:
    filled(world).refresh()
    generation = world.sql("select id from rag.generation")[0][0]
    world.sql(
        f"insert into rag.chunk_{generation} select 'f' || n, 'near' || n, '', 0, 'salaries board', '{{finance}}', 'internal', "
        f"'finance', 't', 'r', 'v', (select embedding from rag.chunk_{generation} where source = 'finance') "
        "from generate_series(1, 3000) n returning 1"
    )

    assert world.found("salaries of the board", ["sales"]) == ["files/handbook/holidays.txt"]


def test_the_graph_is_used(world: World) -> None:
    filled(world).refresh()
    generation = world.sql("select id from rag.generation")[0][0]
    plan = world.sql(
        "explain select id from rag.chunk_{0} order by embedding <=> (select embedding from rag.chunk_{0} limit 1) limit 3".format(generation)
    )
    indexes = world.sql(f"select indexdef from pg_indexes where tablename = 'chunk_{generation}'")

    assert plan
    assert any("hnsw" in row[0] and "halfvec_cosine_ops" in row[0] for row in indexes)
