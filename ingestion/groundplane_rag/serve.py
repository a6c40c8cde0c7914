"""
Questions to the index, over HTTP: whoever asks brings the token of the identity provider, and what it says about groups decides
what is found. Nobody can say groups of their own.

    POST /search   {"query": "…", "limit": 5}   Authorization: Bearer <token of the identity provider>
    GET  /openapi.json, /healthz
"""

from __future__ import annotations

import json
import logging
import os
import re
import sys
import uuid
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import jwt

from .embed import EmbeddingError, Gateway
from .documents import ROLE
from .settings import EVERYBODY, Settings
from .stores import open_store

log = logging.getLogger(__name__)
LONGEST_BODY = 64 * 1024
MOST_ANSWERS = 50
# the headers in which the chat page says for which answer it asks
CHAT = {"chat_id": "X-OpenWebUI-Chat-Id", "message_id": "X-OpenWebUI-Message-Id"}
NUMBER = re.compile("[A-Za-z0-9:_-]{1,100}")
# clocks of two machines
LEEWAY_SECONDS = 30
# what Entra ID says in place of groups
OVERAGE = {"_claim_names", "hasgroups"}
ALGORITHMS = ["RS256", "RS384", "RS512", "ES256", "ES384", "PS256"]

OPENAPI = {
    "openapi": "3.1.0",
    "info": {"title": "Company documents", "version": "1", "description": "Finds pieces of curated documents."},
    "paths": {
        "/search": {
            "post": {
                "operationId": "search_documents",
                "summary": "Find pieces of company documents that help to answer a question; name the sources you use.",
                "requestBody": {
                    "required": True,
                    "content": {
                        "application/json": {
                            "schema": {
                                "type": "object",
                                "required": ["query"],
                                "properties": {
                                    "query": {"type": "string", "description": "what to look for, in words"},
                                    "limit": {"type": "integer", "minimum": 1, "maximum": MOST_ANSWERS, "default": 5},
                                },
                            }
                        }
                    },
                },
                "responses": {"200": {"description": "pieces, nearest first, each with its source"}},
            }
        }
    },
}


class Denied(Exception):
    """Who asks cannot be told."""


class Tokens:
    """Tokens of one identity provider, held against its published keys."""

    def __init__(
        self,
        issuer: str,
        audience: str,
        client_claim: str | None,
        claim: str,
        roles: dict[str, list[str]],
        key_of: Callable[[str], Any],
        user_claim: str = "sub",
    ) -> None:
        self._issuer, self._audience, self._client_claim = issuer, audience, client_claim
        self._claim, self._roles, self._key_of, self._user_claim = claim, roles, key_of, user_claim

    def groups(self, header: str | None) -> list[str]:
        """Groups of whoever signed in, and their roles. Raises Denied for anything but a valid token."""
        return self.reader(header)[1]

    def reader(self, header: str | None) -> tuple[str, list[str]]:
        """The subject of the token, and the groups. Raises Denied for anything but a valid token."""
        scheme, _, token = (header or "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise Denied("no token")
        try:
            claims = jwt.decode(
                token,
                self._key_of(token),
                algorithms=ALGORITHMS,
                issuer=self._issuer,
                options={"require": ["exp", "iss"], "verify_aud": False},
                leeway=LEEWAY_SECONDS,
            )
        except (jwt.PyJWTError, ValueError) as error:
            raise Denied(type(error).__name__) from error
        if not self._ours(claims):
            raise Denied("issued to another program")
        if self._claim not in claims:
            # a person of more groups than a token holds has none in it, and a place to ask for them
            why = "names more groups than it can hold" if OVERAGE & claims.keys() else f"has no {self._claim}"
            log.warning("the token %s: documents for everybody are found, and no others", why)
        groups = claims.get(self._claim, [])
        if not isinstance(groups, list) or not all(isinstance(each, str) for each in groups):
            raise Denied("groups are no list of names")
        own = [each for each in groups if not each.startswith(ROLE) and each != EVERYBODY]
        roles = sorted({f"{ROLE}{role}" for each in own for role in self._roles.get(each, [])})
        return str(claims.get(self._user_claim, claims.get("sub", "unknown"))), own + roles

    def _ours(self, claims: dict[str, Any]) -> bool:
        """Meant for the sign-in of the platform, or issued to it: providers put their own audience into access tokens, or none."""
        audience = claims.get("aud", [])
        meant_for = audience if isinstance(audience, list) else [audience]
        issued_to = None if self._client_claim is None else claims.get(self._client_claim)
        return self._audience in (*meant_for, issued_to)


def published_keys(issuer: str, seconds: float = 300) -> Callable[[str], Any]:
    """
    Keys of the provider, looked up where it says they are. They are fetched again after so many seconds, so that one that was taken back
    opens nothing any more, and when one is not known, though not for everybody who makes up a name of one.
    """
    clients: list[jwt.PyJWKClient] = []

    def key_of(token: str) -> Any:
        if not clients:
            document = httpx.get(f"{issuer.rstrip('/')}/.well-known/openid-configuration", timeout=10).raise_for_status().json()
            if document["issuer"] != issuer:
                raise ValueError("the provider names another issuer")
            clients.append(jwt.PyJWKClient(document["jwks_uri"], lifespan=seconds, cooldown_duration=seconds / 10))
        return clients[0].get_signing_key_from_jwt(token).key

    return key_of


def say(status: str, model: str, **metadata: Any) -> None:
    """One event for the audit: who was handed which documents, in which version. No question, and no word of a document."""
    number = str(uuid.uuid4())
    kept = {"user_api_key_alias": "rag-search", "budget": "program", **metadata}
    payload = {"id": number, "trace_id": number, "call_type": "retrieval", "status": status}
    payload |= {"model": model, "custom_llm_provider": "gateway", "metadata": kept}
    sys.stdout.write('{"groundplane":"audit","payload":' + json.dumps(payload, separators=(",", ":")) + "}\n")
    sys.stdout.flush()


def handler(settings: Settings, gateway: Gateway, tokens: Tokens) -> type[BaseHTTPRequestHandler]:
    """What answers requests."""

    class Handler(BaseHTTPRequestHandler):
        server_version = "rag"
        sys_version = ""
        timeout = 30

        def do_GET(self) -> None:
            if self.path == "/openapi.json":
                self._answer(200, OPENAPI)
            elif self.path == "/healthz":
                self._answer(200, {"status": "ok"})
            else:
                self._answer(404, {"error": "not here"})

        def do_POST(self) -> None:
            if self.path != "/search":
                self._answer(404, {"error": "not here"})
                return
            try:
                who, groups = tokens.reader(self.headers.get("Authorization"))
                query, limit = self._question()
                vector = gateway.embed([query])[0]
                with open_store(settings) as store:
                    current = store.current()
                    found = [] if current is None else store.search(current, vector, groups, limit)
            except Denied as why:
                log.warning("denied: %s", why)
                say("failure", gateway.model, **self._conversation())
                self._answer(401, {"error": "sign in first"})
            except ValueError as why:
                self._answer(400, {"error": str(why)})
            except EmbeddingError as why:
                log.error("%s", why)
                self._answer(502, {"error": "the embedding model does not answer"})
            except Exception:
                log.exception("search failed")
                self._answer(500, {"error": "search failed"})
            else:
                # which documents were handed to whom: the lineage of an answer
                named = dict.fromkeys((each.document, each.lineage["version"]) for each in found)
                documents = [{"id": name, "version": version} for name, version in named]
                say("success", gateway.model, user_api_key_user_id=who, documents=documents, **self._conversation())
                log.info("answered %s", json.dumps({"pieces": [each.lineage for each in found]}))
                self._answer(200, {"results": [vars(each) for each in found]})

        def _question(self) -> tuple[str, int]:
            length = int(self.headers.get("Content-Length") or 0)
            if not 0 < length <= LONGEST_BODY:
                raise ValueError(f"a body of at most {LONGEST_BODY} bytes")
            said = json.loads(self.rfile.read(length))
            query, limit = said.get("query"), said.get("limit", 5)
            if not isinstance(query, str) or not query.strip():
                raise ValueError("query: a text")
            if not isinstance(limit, int) or not 1 <= limit <= MOST_ANSWERS:
                raise ValueError(f"limit: 1 to {MOST_ANSWERS}")
            return query, limit

        def _conversation(self) -> dict[str, str]:
            said = {field: self.headers.get(header, "") for field, header in CHAT.items()}
            return {field: value for field, value in said.items() if NUMBER.fullmatch(value)}

        def _answer(self, status: int, body: dict[str, Any]) -> None:
            text = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, format: str, *args: Any) -> None:
            # the path and no more: a question is nobody's business
            log.debug(format, *args)

    return Handler


def serve(settings: Settings, gateway: Gateway) -> None:
    """Answers until it is stopped."""
    issuer = os.environ["OIDC_ISSUER"]
    tokens = Tokens(
        issuer,
        os.environ["OIDC_AUDIENCE"],
        os.environ.get("OIDC_CLIENT_CLAIM"),
        os.environ.get("OIDC_GROUPS_CLAIM", "groups"),
        settings.roles,
        published_keys(issuer, float(os.environ.get("KEYS_SECONDS", "300"))),
        os.environ.get("OIDC_USER_CLAIM", "sub"),
    )
    ThreadingHTTPServer(("0.0.0.0", int(os.environ.get("PORT", "8080"))), handler(settings, gateway, tokens)).serve_forever()
