"""The program from end to end, as the platform starts it."""

from __future__ import annotations

import gzip
import io
import json
import os
import signal
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from conftest import World
from docx import Document as WordDocument

SALARIES = "Salaries of the board rise by four percent in May."
HOLIDAYS = "Everybody has thirty days of holidays a year."


def filled(world: World) -> World:
    world.put("files/finance/board.md", SALARIES)
    world.put("files/handbook/holidays.txt", HOLIDAYS)
    return world


def gate(world: World, status: str = "pass", hours: float = 1, run: str = "run-1", **other: Any) -> None:
    checked = (datetime.now(UTC) - timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%SZ")
    body = {"schemaVersion": 1, "source": "orders", "status": status, "checkedAt": checked, "run": run, "reasons": [], **other}
    world.put("gate/orders.json", json.dumps(body), bucket=world.curated)


def curated(identity: str, text: str, access: list[str], version: str = "v1aaaaaa", run: str = "run-1") -> str:
    lineage = {"source": "orders", "table": "acme.marts.orders", "run": run, "version": version}
    said = {"id": identity, "title": identity, "text": text, "access": access, "dataClass": "internal", "lineage": lineage}
    return json.dumps(said)


def with_orders(world: World) -> World:
    world.settings["sources"] = [
        {"name": "orders", "readers": ["role:sales", "role:finance"], "dataClass": "internal", "gate": "required"}
    ]
    return world


def test_documents_are_found_by_those_who_may_read_them(world: World) -> None:
    done = filled(world).refresh()

    assert (done["documents"], done["written"], done["switched"]) == (2, 2, True)
    assert world.found("salaries of the board", ["finance"])[0] == "files/finance/board.md"
    assert world.found("salaries of the board", ["sales"]) == ["files/handbook/holidays.txt"]
    assert world.found("holidays", []) == ["files/handbook/holidays.txt"]


def test_a_second_run_embeds_nothing(world: World) -> None:
    filled(world).refresh()
    texts = world.embedder.texts

    done = world.refresh()

    assert (done["written"], done["unchanged"]) == (0, 2)
    assert world.embedder.texts == texts


def test_what_changes_is_embedded_anew_and_what_it_said_is_gone(world: World) -> None:
    filled(world).refresh()
    world.put("files/handbook/holidays.txt", "Everybody has twenty-eight days off.")

    assert world.refresh()["written"] == 1

    texts = [row[0] for row in world.sql("select text from rag.chunk where source = 'handbook'")]
    assert texts == ["Everybody has twenty-eight days off."]


def test_what_is_deleted_is_deleted(world: World) -> None:
    filled(world).refresh()
    world.remove("files/finance/board.md")

    assert world.refresh()["deleted"] == 1

    assert world.sql("select count(*) from rag.chunk where source = 'finance'") == [(0,)]
    assert not any("/finance/" in key for key in world.keys("ledger/"))


def test_a_source_that_nobody_names_any_more_is_deleted(world: World) -> None:
    filled(world).refresh()
    world.settings["sources"] = world.settings["sources"][1:]

    assert world.refresh()["deleted"] == 1
    assert world.sql("select distinct source from rag.chunk") == [("handbook",)]


def test_a_label_that_is_taken_away_is_gone_from_every_piece(world: World) -> None:
    world.settings["sources"][0]["readers"] = ["finance", "audit"]
    filled(world).refresh()
    assert world.found("salaries", ["audit"])[0] == "files/finance/board.md"

    world.settings["sources"][0]["readers"] = ["finance"]
    world.refresh()

    assert world.found("salaries", ["audit"]) == ["files/handbook/holidays.txt"]
    assert world.sql("select distinct access from rag.chunk where source = 'finance'") == [(["finance"],)]


def test_a_document_may_name_fewer_readers_and_never_more(world: World) -> None:
    world.settings["sources"][0]["readers"] = ["finance", "audit"]
    world.put("files/finance/a.txt", "alpha", access="audit, everybody-else")
    world.put("files/finance/b.txt", "beta", access="sales")

    assert world.refresh()["dead"] == 1

    assert world.sql("select document, access from rag.chunk") == [("files/finance/a.txt", ["audit"])]
    letter = json.loads(world.s3.get_object(Bucket=world.bucket, Key=world.keys("dead/")[0])["Body"].read())
    assert letter["document"] == "files/finance/b.txt" and "nobody" in letter["reason"]


def test_what_cannot_be_read_is_laid_aside_once_and_comes_back_mended(world: World) -> None:
    filled(world)
    world.put("files/handbook/torn.pdf", b"%PDF-1.7 and nothing more")
    world.put("files/handbook/film.mp4", b"\x00\x01")
    world.put("files/handbook/empty.txt", "  \n")

    assert world.refresh()["dead"] == 3
    reasons = [json.loads(world.s3.get_object(Bucket=world.bucket, Key=key)["Body"].read())["reason"] for key in world.keys("dead/")]
    assert sorted(reasons) == ["no parser for .mp4", "no text in it; a scan needs a text layer first", "pdf: PdfStreamError"]

    world.put("files/handbook/empty.txt", "Canteen opens at noon.")
    world.remove("files/handbook/film.mp4")
    done = world.refresh()

    assert (done["written"], done["dead"]) == (1, 1)
    assert "files/handbook/empty.txt" in world.found("canteen", [])


def test_word_and_html_are_read(world: World) -> None:
    document = WordDocument()
    document.add_paragraph("Travel is booked by the desk.")
    document.add_table(rows=1, cols=2).rows[0].cells[1].text = "Lisbon"
    memory = io.BytesIO()
    document.save(memory)
    world.put("files/handbook/travel.docx", memory.getvalue())
    world.put("files/handbook/page.html", "<style>x{}</style><h1>Parking</h1><script>alert(1)</script><p>Level two</p>")

    world.refresh()

    texts = dict(world.sql("select document, text from rag.chunk"))
    assert "Lisbon" in texts["files/handbook/travel.docx"]
    assert texts["files/handbook/page.html"] == "Parking\nLevel two"


def test_a_run_that_is_killed_goes_on_where_it_was(world: World) -> None:
    for number in range(12):
        world.put(f"files/handbook/{number}.txt", f"Page {number}. " + " ".join(f"word{number}x{i}" for i in range(300)))
    process = world.start()

    def kill(calls: int) -> None:
        if calls == 5:
            os.kill(process.pid, signal.SIGKILL)

    world.embedder.before = kill
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL
    world.embedder.before = None
    texts = world.embedder.texts
    assert any(key.endswith(".writing") for key in world.keys("ledger/"))

    done = world.refresh()

    assert done["unchanged"] >= 3 and done["unchanged"] + done["written"] == 12
    assert not any(key.endswith(".writing") for key in world.keys("ledger/"))
    pieces = world.sql("select count(*), count(distinct id), count(distinct document) from rag.chunk")[0]
    assert pieces[0] == pieces[1] and pieces[2] == 12
    # what had been done was not paid for twice, but for the document it was at
    assert world.embedder.texts - texts <= pieces[0] - 3 * (pieces[0] // 12)
    # gapless, whatever the killed run had written
    assert world.sql("select document from rag.chunk group by document having max(position) + 1 <> count(*)") == []


def test_another_model_embeds_anew_beside_the_old_and_then_takes_over(world: World) -> None:
    filled(world)
    world.put("evaluation/first.jsonl", json.dumps({"question": "salaries board", "document": "files/finance/board.md", "groups": ["finance"]}))
    first = world.refresh()
    world.settings.update(model="vectors-2", dimensions=128)
    world.embedder.dimensions = 128

    second = world.refresh()

    assert second["generation"] != first["generation"] and second["switched"] and second["recall"] == 1
    assert world.sql("select id, model, dimensions, current from rag.generation") == [
        (second["generation"], "vectors-2", 128, True)
    ]
    assert world.sql("select count(*) from pg_tables where schemaname = 'rag' and tablename like 'chunk_%%'") == [(1,)]
    assert world.embedder.models == {"vectors", "vectors-2"}
    assert all(second["generation"] in key for key in world.keys("ledger/"))


def test_a_model_that_finds_less_does_not_take_over(world: World) -> None:
    filled(world)
    question = {"question": "salaries board", "document": "files/finance/board.md", "groups": ["finance"]}
    world.put("evaluation/first.jsonl", json.dumps(question))
    first = world.refresh()
    world.put("evaluation/first.jsonl", "\n".join(json.dumps({**question, "document": f"files/{n}"}) for n in range(5)))
    world.settings.update(model="vectors-2")

    second = world.refresh(code=4)

    assert second["switched"] is False
    assert world.sql("select id from rag.generation where current") == [(first["generation"],)]
    world.remove("files/finance/board.md")
    world.refresh(code=4)
    assert world.sql("select count(*) from rag.chunk where source = 'finance'") == [(0,)]


def test_recall_is_measured_after_each_refresh_as_the_one_who_asks(world: World) -> None:
    filled(world)
    asked = [
        {"question": "salaries board", "document": "files/finance/board.md", "groups": ["finance"]},
        {"question": "salaries board", "document": "files/finance/board.md", "groups": ["sales"]},
    ]
    world.put("evaluation/first.jsonl", "\n".join(map(json.dumps, asked)))

    done = world.refresh(code=4)

    assert (done["recall"], done["questions"], done["missed"]) == (0.5, 2, ["files/finance/board.md"])


def test_a_model_with_vectors_of_another_length_is_refused_before_anything_is_written(world: World) -> None:
    filled(world)
    world.embedder.dimensions = 32

    said = world.refresh(code=1)["error"]

    assert "answers with vectors of 32, and the index has 64" in said
    assert not any(key.endswith(".done") for key in world.keys("ledger/"))


def test_a_gateway_that_is_busy_is_asked_again(world: World) -> None:
    filled(world)
    world.embedder.failures = 3

    assert world.refresh()["written"] == 2


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"chunkTokens": 600}, "chunkTokens: 600 is more than the 512 that vectors reads"),
        ({"overlapTokens": 40}, "overlapTokens: at most half"),
        ({"accessLabels": "none"}, "labels: confidential documents need access labels"),
    ],
)
def test_settings_that_cannot_work_are_refused(world: World, change: dict[str, Any], message: str) -> None:
    world.settings.update(change)

    assert message in filled(world).refresh(code=2)["error"]
    assert world.embedder.calls == 0


def test_documents_of_the_pipeline_come_with_their_lineage(world: World) -> None:
    with_orders(world)
    lines = [curated("o-1", "Order one ships to Porto.", ["sales"]), curated("o-2", "Order two waits.", ["finance", "hr"])]
    body = gzip.compress("\n".join(lines).encode())
    world.put("documents/orders/run-1/part.jsonl.gz", body, bucket=world.curated)
    gate(world)

    assert world.refresh()["written"] == 2

    rows = world.sql("select document, source, source_table, run, version, access from rag.chunk order by 1")
    assert rows == [
        ("o-1", "orders", "acme.marts.orders", "run-1", "v1aaaaaa", ["role:sales"]),
        ("o-2", "orders", "acme.marts.orders", "run-1", "v1aaaaaa", ["role:finance"]),
    ]


def test_a_next_run_replaces_what_changed_and_forgets_what_is_not_in_it(world: World) -> None:
    with_orders(world)
    world.put("documents/orders/run-1/a.jsonl", curated("o-1", "one", ["sales"]) + "\n" + curated("o-2", "two", ["sales"]), bucket=world.curated)
    gate(world)
    world.refresh()
    world.put("documents/orders/run-2/a.jsonl", curated("o-1", "one", ["sales"], run="run-2"), bucket=world.curated)
    gate(world, run="run-2")

    done = world.refresh()

    assert (done["unchanged"], done["deleted"]) == (1, 1)
    assert world.sql("select document from rag.chunk") == [("o-1",)]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"status": "stop", "reasons": [{"check": "nulls", "test": "t", "message": "3 % have no customer"}]}, "3 % have no customer"),
        ({"hours": 30}, "more than 26 hours ago"),
        ({"source": "other"}, "the gate is of other"),
    ],
)
def test_a_red_gate_stops_the_refresh_and_what_is_there_stays(world: World, said: dict[str, Any], why: str) -> None:
    with_orders(world)
    world.put("documents/orders/run-1/a.jsonl", curated("o-1", "one", ["sales"]), bucket=world.curated)
    gate(world)
    world.refresh()
    world.put("documents/orders/run-1/a.jsonl", curated("o-9", "poison", ["sales"]), bucket=world.curated)
    gate(world, **said)

    done = world.refresh(code=4)

    assert why in done["stopped"]["orders"]
    assert world.sql("select document from rag.chunk") == [("o-1",)]


def test_a_gate_that_is_not_there_is_a_stop(world: World) -> None:
    done = with_orders(world).refresh(code=4)

    assert "cannot be read" in done["stopped"]["orders"]
    assert world.embedder.calls == 0


@pytest.mark.parametrize("said", ["confidential", "restricted", "secret"])
def test_a_document_of_a_higher_class_than_its_source_is_sent_to_no_model_and_leaves_the_index(world: World, said: str) -> None:
    with_orders(world)
    world.put("documents/orders/run-1/a.jsonl", curated("o-1", "one", ["sales"]) + "\n" + curated("o-2", "two", ["sales"]), bucket=world.curated)
    gate(world)
    world.refresh()
    texts = world.embedder.texts
    higher = curated("o-1", "one", ["sales"], run="run-2").replace('"internal"', f'"{said}"')
    world.put("documents/orders/run-2/a.jsonl", higher + "\n" + curated("o-2", "two", ["sales"], run="run-2"), bucket=world.curated)
    gate(world, run="run-2")

    assert world.refresh()["dead"] == 1

    assert world.sql("select document from rag.chunk") == [("o-2",)]
    assert world.embedder.texts == texts
    letter = json.loads(world.s3.get_object(Bucket=world.bucket, Key=world.keys("dead/")[0])["Body"].read())
    assert letter["reason"] == f"it is {said}, and its source is said to be internal"


def test_lines_that_are_no_documents_are_laid_aside(world: World) -> None:
    with_orders(world)
    world.put("documents/orders/run-1/a.jsonl", "no json\n" + curated("o-1", "one", ["sales"]), bucket=world.curated)
    gate(world)

    done = world.refresh()

    assert (done["written"], done["dead"]) == (1, 1)


def test_the_figures_reach_cloudwatch(world: World) -> None:
    import boto3

    filled(world).refresh()

    metrics = boto3.client("cloudwatch").list_metrics(Namespace="Groundplane/Rag")["Metrics"]
    names = {each["MetricName"] for each in metrics if each["Dimensions"] == [{"Name": "Bucket", "Value": world.bucket}]}
    assert names == {"Documents", "Written", "Deleted", "DeadLetters", "SourcesStopped", "Refreshed"}
