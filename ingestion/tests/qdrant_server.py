"""
A server that speaks Qdrant's REST API over TLS and takes its two keys, with the engine of Qdrant itself behind it: the maker packs the
part of the server that keeps and finds points for use without one (qdrant-edge-py). Bodies are held against the classes the maker
generates from the server's description of itself, so that a field no server knows is refused here too.
"""

from __future__ import annotations

import json
import re
import ssl
import tempfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import qdrant_edge as edge
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from pydantic import BaseModel, ValidationError
from qdrant_client import models

WRITER, READER = "writer-key", "reader-key"
READS = {"exists", "query", "count", "aliases"}


class Refused(Exception):
    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


class Collection:
    def __init__(self, folder: Path, said: models.CreateCollection) -> None:
        assert isinstance(said.vectors, models.VectorParams)
        self.said = said
        self.indexed: set[str] = set()
        scalar = said.quantization_config.scalar if isinstance(said.quantization_config, models.ScalarQuantization) else None
        quantization = scalar and edge.ScalarQuantizationConfig(edge.ScalarType.Int8, scalar.quantile, scalar.always_ram)
        vectors = edge.EdgeVectorParams(said.vectors.size, edge.Distance.Cosine, quantization_config=quantization)
        self.shard = edge.EdgeShard.create(str(folder), edge.EdgeConfig(vectors=vectors, on_disk_payload=said.on_disk_payload))

    def upsert(self, body: Any) -> None:
        points = models.PointsList.model_validate(body).points
        assert isinstance(self.said.vectors, models.VectorParams)
        for point in points:
            if not isinstance(point.vector, list) or len(point.vector) != self.said.vectors.size:
                raise Refused(400, f"Wrong input: Vector dimension error: expected dim: {self.said.vectors.size}")
        made = [edge.Point(point.id, point.vector, point.payload) for point in points]
        self.shard.update(edge.UpdateOperation.upsert_points(made))

    def delete(self, body: Any) -> None:
        ids: Any = models.PointIdsList.model_validate(body).points
        self.shard.update(edge.UpdateOperation.delete_points(ids))

    def index(self, body: Any) -> None:
        said = models.CreateFieldIndex.model_validate(body)
        assert said.field_schema == models.PayloadSchemaType.KEYWORD
        self.shard.update(edge.UpdateOperation.create_field_index(said.field_name, edge.PayloadSchemaType.Keyword))
        self.indexed.add(said.field_name)

    def query(self, body: Any) -> list[dict[str, Any]]:
        said = models.QueryRequest.model_validate(body)
        conditions = [each for each in (said.filter.must if said.filter else None) or [] if isinstance(each, models.FieldCondition)]
        if [each.key for each in conditions if each.key not in self.indexed]:
            raise Refused(400, "Bad request: Index required but not found for one of the fields")
        must = [edge.FieldCondition(each.key, match=_match(each.match)) for each in conditions]
        request = edge.QueryRequest(
            said.limit or 10, query=edge.Query.Nearest(_vector(said.query)), with_payload=True, filter=edge.Filter(must=must)
        )
        return [{"id": str(each.id), "version": 0, "score": each.score, "payload": each.payload} for each in self.shard.query(request)]


def _vector(said: Any) -> Any:
    return said.nearest if isinstance(said, models.NearestQuery) else said


def _match(said: Any) -> Any:
    assert isinstance(said, models.MatchAny)
    return edge.MatchAny(list(said.any))


class QdrantServer:
    def __init__(self) -> None:
        self.collections: dict[str, Collection] = {}
        self.aliases: dict[str, str] = {}
        self.lock = threading.Lock()
        self._folder = Path(tempfile.mkdtemp(prefix="rag-qdrant-"))
        self._made = 0
        self.authority = str(self._folder / "ca.crt")
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                try:
                    with outer.lock:
                        status, said = 200, {"result": outer.act(self, json.loads(body or b"null")), "status": "ok", "time": 0}
                except Refused as why:
                    status, said = why.status, {"status": {"error": str(why)}, "time": 0}
                except (ValidationError, AssertionError) as why:
                    status, said = 422, {"status": {"error": str(why)}, "time": 0}
                text = json.dumps(said).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            do_GET = do_PUT = do_POST = do_DELETE = answer

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*_certificate(self._folder))
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.url = f"https://localhost:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()

    def environment(self, key: str = WRITER) -> dict[str, str]:
        return {"QDRANT_URL": self.url, "QDRANT_API_KEY": key, "QDRANT_CA": self.authority}

    def lose(self) -> None:
        """As with the volumes of all its pods."""
        with self.lock:
            self.collections.clear()
            self.aliases.clear()

    def points(self) -> list[dict[str, Any]]:
        """What every point of the one collection says."""
        (collection,) = self.collections.values()
        return [each.payload for each in collection.shard.scroll(edge.ScrollRequest(limit=10_000, with_payload=True))[0]]

    def act(self, handler: BaseHTTPRequestHandler, body: Any) -> Any:
        path = urlsplit(handler.path).path
        key = handler.headers.get("api-key")
        last = path.rsplit("/", 1)[-1]
        if key not in (WRITER, READER):
            raise Refused(401, "Must provide an API key or an Authorization bearer token")
        if key == READER and not (last in READS and (handler.command, path) != ("POST", "/collections/aliases")):
            raise Refused(403, "Forbidden")
        if path == "/aliases":
            return {"aliases": [{"alias_name": name, "collection_name": of} for name, of in self.aliases.items()]}
        if path == "/collections/aliases":
            return self._alias(models.ChangeAliasesOperation.model_validate(body))
        match = re.fullmatch(r"/collections/([\w-]+)(/.*)?", path)
        if match is None:
            raise Refused(404, "Not found")
        return self._collection(handler.command, match[1], match[2] or "", body)

    def _collection(self, verb: str, name: str, rest: str, body: Any) -> Any:
        if rest == "/exists":
            return {"exists": name in self.collections}
        if (verb, rest) == ("PUT", ""):
            if name in self.collections:
                raise Refused(409, f"Wrong input: Collection `{name}` already exists!")
            _closed(models.CreateCollection, body)
            self._made += 1
            folder = self._folder / str(self._made)
            self.collections[name] = Collection(folder, models.CreateCollection.model_validate(body))
            return True
        if (verb, rest) == ("DELETE", ""):
            return self.collections.pop(name, None) is not None
        name = self.aliases.get(name, name)
        if name not in self.collections:
            raise Refused(404, f"Not found: Collection `{name}` doesn't exist!")
        collection = self.collections[name]
        if (verb, rest) == ("POST", "/points/query"):
            return {"points": collection.query(body)}
        if (verb, rest) == ("POST", "/points/count"):
            return {"count": collection.shard.count(edge.CountRequest(exact=True))}
        writes = {
            ("PUT", "/index"): collection.index,
            ("PUT", "/points"): collection.upsert,
            ("POST", "/points/delete"): collection.delete,
        }
        if (verb, rest) not in writes:
            raise Refused(404, "Not found")
        writes[(verb, rest)](body)
        return {"operation_id": 0, "status": "completed"}

    def _alias(self, said: models.ChangeAliasesOperation) -> bool:
        for action in said.actions:
            if isinstance(action, models.CreateAliasOperation):
                if action.create_alias.collection_name not in self.collections:
                    raise Refused(404, "Not found: Collection")
                self.aliases[action.create_alias.alias_name] = action.create_alias.collection_name
            elif isinstance(action, models.DeleteAliasOperation):
                self.aliases.pop(action.delete_alias.alias_name, None)
        return True


def _closed(model: type[BaseModel], body: dict[str, Any]) -> None:
    unknown = set(body) - set(model.model_fields)
    if unknown:
        raise Refused(422, f"unknown fields {sorted(unknown)}")


def _certificate(folder: Path) -> tuple[str, str]:
    """A certificate for localhost and the authority that signed it, which nobody else knows."""
    import datetime

    now = datetime.datetime.now(datetime.UTC)
    keys = [rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2)]
    names = [x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]) for name in ("authority", "localhost")]
    made = []
    for number, (key, name) in enumerate(zip(keys, names, strict=True)):
        builder = x509.CertificateBuilder().subject_name(name).issuer_name(names[0]).public_key(key.public_key())
        builder = builder.serial_number(number + 1).not_valid_before(now).not_valid_after(now + datetime.timedelta(days=1))
        builder = builder.add_extension(x509.BasicConstraints(ca=number == 0, path_length=None), critical=True)
        alternative = x509.SubjectAlternativeName([x509.DNSName("localhost")])
        builder = builder if number == 0 else builder.add_extension(alternative, critical=False)
        identity = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
        authority = x509.AuthorityKeyIdentifier.from_issuer_public_key(keys[0].public_key())
        builder = builder.add_extension(identity, critical=False).add_extension(authority, critical=False)
        if number == 0:
            usage = x509.KeyUsage(True, False, False, False, False, True, True, False, False)
            builder = builder.add_extension(usage, critical=True)
        made.append(builder.sign(keys[0], hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    (folder / "ca.crt").write_bytes(made[0])
    (folder / "tls.crt").write_bytes(made[1])
    pem = keys[1].private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    )
    (folder / "tls.key").write_bytes(pem)
    return str(folder / "tls.crt"), str(folder / "tls.key")
