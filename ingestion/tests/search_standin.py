"""
A strict stand-in for OpenSearch as Amazon serves it, written from its published API: of a domain (`es`) and of a vector collection
(`aoss`). It knows the few routes there are, checks each signature by computing it, lets in nobody without a right, and refuses what the
service refuses. A collection gives ids of its own, and shows what was written or deleted only after a while.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import threading
import time
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

SECRET = "test"
REGION = "us-east-1"
GROUPS = {
    "crud": ["indices:data/read*", "indices:data/write*", "indices:admin/mapping/put"],
    "create_index": ["indices:admin/create", "indices:admin/mapping/put"],
    "search": ["indices:data/read/search*", "indices:data/read/msearch*", "indices:data/read/suggest*"],
    "cluster_composite_ops": ["indices:data/read/*", "indices:data/write/bulk"],
}
# what a request is, to the roles of a domain and to the data access policy of a collection
NEEDS = {
    "create": ("indices:admin/create", "aoss:CreateIndex"),
    "drop": ("indices:admin/delete", "aoss:DeleteIndex"),
    "bulk": ("indices:data/write/bulk", "aoss:WriteDocument"),
    "search": ("indices:data/read/search", "aoss:ReadDocument"),
    "refresh": ("indices:admin/refresh", None),
}


class Refused(Exception):
    def __init__(self, status: int, kind: str, reason: str) -> None:
        super().__init__(reason)
        self.status, self.kind, self.reason = status, kind, reason


@dataclass
class Kept:
    """A document, when it was written and when taken out."""

    source: dict[str, Any]
    since: float
    until: float = float("inf")


@dataclass
class Index:
    settings: dict[str, Any]
    mappings: dict[str, Any]
    since: float
    """A collection does not know it at once."""
    documents: dict[str, Kept] = field(default_factory=dict)


class SearchStandIn:
    def __init__(self, service: str, granted: dict[str, list[str]] | None = None, delay: float = 0.0) -> None:
        """`granted`: what the data access policy lets each principal do, in a collection."""
        self.service = service
        self.granted = granted or {}
        self.delay = delay
        self.indexes: dict[str, Index] = {}
        self.roles: dict[str, dict[str, Any]] = {}
        self.mapping: dict[str, list[str]] = {}
        self.audit: dict[str, Any] = {}
        self.busy = 0
        self.problems: list[str] = []
        self._count = 0
        self._lock = threading.Lock()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _do(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                try:
                    with outer._lock:
                        status, answer = 200, outer.answer(self.command, self.path, dict(self.headers.items()), body)
                except Refused as why:
                    status = why.status
                    cause = {"type": why.kind, "reason": why.reason}
                    answer = {"status": why.status, "error": {"root_cause": [cause], **cause}}
                    if why.status in (400, 401, 405) and why.kind != "resource_already_exists_exception":
                        outer.problems.append(f"{self.command} {self.path}: {why.reason}")
                data = b"" if self.command == "HEAD" else json.dumps(answer).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = _do

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()

    def answer(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Any:
        principal = verify(method, path, {key.lower(): value for key, value in headers.items()}, body, self.service)
        if self.busy > 0:
            self.busy -= 1
            raise Refused(429, "circuit_breaking_exception", "too busy")
        route = urlsplit(path).path
        said = body.decode()
        if match := re.fullmatch(r"/_plugins/_security/api/(roles|rolesmapping|audit)/(\w+)", route):
            return self._security(method, principal, match[1], match[2], json.loads(said))
        match = re.fullmatch(r"/(chunk-[0-9a-f]+)(?:/(_bulk|_search|_refresh))?", route)
        routes = {("PUT", None): "create", ("DELETE", None): "drop", ("POST", "_bulk"): "bulk", ("POST", "_search"): "search", ("POST", "_refresh"): "refresh"}
        call = routes.get((method, match[2])) if match else None
        if match is None or call is None or urlsplit(path).query:
            raise Refused(405, "method_not_allowed", "no such route")
        self._allow(principal, call, match[1])
        if call == "create":
            return self._create(match[1], json.loads(said))
        known = self.indexes.get(match[1])
        if known is None or (call != "drop" and time.monotonic() < known.since):
            raise Refused(404, "index_not_found_exception", f"no such index [{match[1]}]")
        if call == "drop":
            del self.indexes[match[1]]
            return {"acknowledged": True}
        if call == "refresh":
            return {"_shards": {"failed": 0}}
        return {"bulk": self._bulk, "search": self._search}[call](known, said)

    def _security(self, method: str, principal: str, kind: str, role: str, body: dict[str, Any]) -> Any:
        if self.service != "es" or method != "PUT":
            raise Refused(405, "method_not_allowed", "no such route")
        if principal != "master":
            raise Refused(403, "security_exception", "no permissions for the security API")
        if kind == "audit":
            if role != "config" or set(body) != {"enabled", "audit", "compliance"} or body["audit"]["log_request_body"]:
                raise Refused(400, "invalid_keys", "no such configuration")
            self.audit = body
        elif kind == "roles":
            if not set(body) <= {"cluster_permissions", "index_permissions", "tenant_permissions", "description"}:
                raise Refused(400, "invalid_keys", "unknown keys")
            self.roles[role] = body
        else:
            if role not in self.roles:
                raise Refused(404, "not_found", f"role {role} is not found")
            self.mapping[role] = body["backend_roles"]
        return {"status": "OK"}

    def _allow(self, principal: str, call: str, index: str) -> None:
        action, permission = NEEDS[call]
        if self.service == "aoss":
            if permission is None:
                raise Refused(405, "method_not_allowed", "no such route")
            if permission not in self.granted.get(principal, []):
                raise Refused(403, "authorization_exception", f"{principal} may not {permission}")
            return
        arn = f"arn:aws:iam::123456789012:role/{principal}"
        mine = [self.roles[role] for role, mapped in self.mapping.items() if arn in mapped]
        allowed = [
            pattern
            for role in mine
            for each in role["index_permissions"]
            if any(fnmatchcase(index, wanted) for wanted in each["index_patterns"])
            for name in each["allowed_actions"]
            for pattern in GROUPS.get(name, [name])
        ]
        cluster = [pattern for role in mine for name in role["cluster_permissions"] for pattern in GROUPS.get(name, [name])]
        if not any(fnmatchcase(action, pattern) for pattern in allowed):
            raise Refused(403, "security_exception", f"no permissions for [{action}]")
        if call == "bulk" and not any(fnmatchcase(action, pattern) for pattern in cluster):
            raise Refused(403, "security_exception", "no cluster permissions for bulk")

    def _create(self, name: str, body: dict[str, Any]) -> Any:
        if name in self.indexes:
            raise Refused(400, "resource_already_exists_exception", f"index [{name}] already exists")
        settings = body["settings"]["index"]
        known = {"knn", "number_of_shards", "number_of_replicas"} if self.service == "es" else {"knn"}
        if not set(settings) <= known or settings.get("knn") is not True:
            raise Refused(400, "illegal_argument_exception", f"settings {settings}")
        for each in body["mappings"]["properties"].values():
            if each["type"] == "knn_vector":
                self._vector(each)
            elif each["type"] not in ("keyword", "text", "integer"):
                raise Refused(400, "mapper_parsing_exception", f"no handler for type [{each['type']}]")
            elif each["type"] == "text" and "doc_values" in each:
                raise Refused(400, "mapper_parsing_exception", "unknown parameter [doc_values] of text")
        self.indexes[name] = Index(settings, body["mappings"], time.monotonic() + self.delay)
        return {"acknowledged": True, "index": name}

    def _vector(self, said: dict[str, Any]) -> None:
        method = said["method"]
        if not 0 < said["dimension"] <= 16_000 or set(said) != {"type", "dimension", "method"}:
            raise Refused(400, "mapper_parsing_exception", "dimension")
        if (method["name"], method["engine"]) != ("hnsw", "faiss") or method["space_type"] not in ("l2", "innerproduct"):
            raise Refused(400, "mapper_parsing_exception", "method")
        encoder = method["parameters"].get("encoder")
        if not set(method["parameters"]) <= {"m", "ef_construction", "encoder"}:
            raise Refused(400, "mapper_parsing_exception", "parameters")
        if encoder not in (None, {"name": "sq", "parameters": {"type": "fp16"}}):
            raise Refused(400, "mapper_parsing_exception", "encoder")

    def _bulk(self, index: Index, said: str) -> Any:
        if not said.endswith("\n"):
            raise Refused(400, "illegal_argument_exception", "the bulk request must be terminated by a newline")
        lines = [json.loads(line) for line in said.splitlines()]
        items: list[dict[str, Any]] = []
        while lines:
            ((kind, about),) = lines.pop(0).items()
            if not set(about) <= {"_id"}:
                raise Refused(400, "illegal_argument_exception", f"unknown parameter in {about}")
            if kind == "index":
                items.append({"index": self._write(index, about.get("_id"), lines.pop(0))})
            elif kind == "delete":
                items.append({"delete": self._take_out(index, about["_id"])})
            else:
                raise Refused(400, "illegal_argument_exception", f"unknown action {kind}")
        return {"errors": any(result["status"] >= 300 for item in items for result in item.values()), "items": items}

    def _write(self, index: Index, identity: str | None, source: dict[str, Any]) -> dict[str, Any]:
        if self.service == "aoss":
            if identity is not None:
                reason = "Document ID is not supported in create/index operation request"
                return {"_id": identity, "status": 400, "error": {"type": "illegal_argument_exception", "reason": reason}}
            self._count += 1
            identity = f"1%3A0%3A{self._count}"
        properties = index.mappings["properties"]
        unknown = set(source) - set(properties)
        if unknown:
            return {"_id": identity, "status": 400, "error": {"type": "strict_dynamic_mapping_exception", "reason": str(unknown)}}
        if len(source["vector"]) != properties["vector"]["dimension"]:
            return {"_id": identity, "status": 400, "error": {"type": "mapper_parsing_exception", "reason": "dimension"}}
        assert identity is not None
        index.documents[identity] = Kept(source, time.monotonic() + self.delay)
        return {"_id": identity, "status": 201, "result": "created"}

    def _take_out(self, index: Index, identity: str) -> dict[str, Any]:
        kept = index.documents.get(identity)
        if kept is None or kept.until != float("inf"):
            return {"_id": identity, "status": 404, "result": "not_found"}
        kept.until = time.monotonic() + self.delay
        return {"_id": identity, "status": 200, "result": "deleted"}

    def _search(self, index: Index, said: str) -> Any:
        body = json.loads(said)
        if not set(body) <= {"size", "_source", "query"} or not 0 < body["size"] <= 10_000:
            raise Refused(400, "parsing_exception", f"unknown key in {sorted(body)}")
        now = time.monotonic()
        shown = {key: kept.source for key, kept in index.documents.items() if kept.since <= now < kept.until}
        hits = self._query(index, body["query"], shown)[: body["size"]]
        return {"hits": {"total": {"value": len(hits)}, "hits": [{"_id": key, "_score": score, "_source": _part(body["_source"], shown[key])} for score, key in hits]}}

    def _query(self, index: Index, query: dict[str, Any], shown: dict[str, Any]) -> list[tuple[float, str]]:
        ((kind, said),) = query.items()
        if kind == "ids":
            return [(1.0, key) for key in said["values"] if key in shown]
        if kind == "terms":
            return [(1.0, key) for key in _terms(index, said, shown)]
        if kind != "knn":
            raise Refused(400, "parsing_exception", f"unknown query [{kind}]")
        ((vector, near),) = said.items()
        if index.mappings["properties"][vector]["type"] != "knn_vector" or set(near) - {"vector", "k", "filter"}:
            raise Refused(400, "parsing_exception", "knn")
        if len(near["vector"]) != index.mappings["properties"][vector]["dimension"]:
            raise Refused(400, "illegal_argument_exception", "query vector has another dimension")
        among = set(_terms(index, near["filter"]["terms"], shown)) if "filter" in near else set(shown)
        scores = []
        for key in among:
            product = sum(a * b for a, b in zip(near["vector"], shown[key][vector], strict=True))
            scores.append((product + 1 if product >= 0 else 1 / (1 - product), key))
        return sorted(scores, key=lambda each: (-each[0], each[1]))[: near["k"]]


def _terms(index: Index, said: dict[str, list[str]], shown: dict[str, Any]) -> list[str]:
    ((name, wanted),) = said.items()
    asked = index.mappings["properties"].get(name, {})
    if asked.get("type") != "keyword" or asked.get("index") is False:
        raise Refused(400, "query_shard_exception", f"field [{name}] cannot be searched")
    return [key for key, source in shown.items() if set(wanted) & set([source[name]] if isinstance(source[name], str) else source[name])]


def _part(said: Any, source: dict[str, Any]) -> dict[str, Any]:
    if isinstance(said, list):
        return {key: source[key] for key in said}
    return {key: value for key, value in source.items() if key not in said["excludes"]}


def verify(method: str, path: str, headers: dict[str, str], body: bytes, service: str) -> str:
    """Who signed. Signature Version 4 as its specification says it, nothing taken from the one who signs."""
    match = re.fullmatch(
        rf"AWS4-HMAC-SHA256 Credential=([\w-]+)/(\d{{8}})/{REGION}/{service}/aws4_request, SignedHeaders=([a-z0-9;-]+), Signature=([0-9a-f]{{64}})",
        headers.get("authorization", ""),
    )
    if match is None:
        raise Refused(401, "unsigned", f"no signature for {service} in {REGION}")
    principal, day, names, signature = match.groups()
    signed = names.split(";")
    if not {"host", "x-amz-date", "x-amz-content-sha256"} <= set(signed):
        raise Refused(401, "unsigned", f"signed are only {signed}")
    digest = hashlib.sha256(body).hexdigest()
    if headers["x-amz-content-sha256"] != digest:
        raise Refused(401, "unsigned", "the body is another than the signed one")
    split = urlsplit(path)
    query = "&".join(f"{quote(k, safe='-_.~')}={quote(v, safe='-_.~')}" for k, v in sorted(parse_qsl(split.query, keep_blank_values=True)))
    canonical = "\n".join(
        [method, quote(split.path, safe="/-_.~"), query, *(f"{each}:{' '.join(headers[each].split())}" for each in signed), "", names, digest]
    )
    scope = f"{day}/{REGION}/{service}/aws4_request"
    text = "\n".join(["AWS4-HMAC-SHA256", headers["x-amz-date"], scope, hashlib.sha256(canonical.encode()).hexdigest()])
    key = f"AWS4{SECRET}".encode()
    for part in (day, REGION, service, "aws4_request"):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    if not hmac.compare_digest(hmac.new(key, text.encode(), hashlib.sha256).hexdigest(), signature):
        raise Refused(401, "unsigned", "the signature is not that of the request")
    return principal
