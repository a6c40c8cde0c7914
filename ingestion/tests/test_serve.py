"""Questions over HTTP: the token decides."""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import jwt
import pytest
from conftest import World
from cryptography.hazmat.primitives.asymmetric import rsa
from test_refresh import filled

ISSUER, AUDIENCE = "https://id.acme.example", "rag"


@pytest.fixture
def asked(world: World, tmp_path: Path) -> Iterator[Any]:
    from groundplane_rag.embed import Gateway
    from groundplane_rag.serve import Tokens, handler
    from groundplane_rag.settings import read_settings

    filled(world).refresh()
    os.environ["PGVECTOR_URL"] = world.database.format(user="rag_retriever")
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    other = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    settings = read_settings(str(tmp_path / "settings.json"))
    gateway = Gateway(world.embedder.url, "sk-test", "vectors", 64, pause=0.01)
    tokens = Tokens(ISSUER, AUDIENCE, "azp", "groups", {"g-1": ["operator"]}, lambda token: key.public_key())
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler(settings, gateway, tokens))
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def ask(body: Any = None, signed_by: Any = key, algorithm: str = "RS256", headers: Any = None, **claims: Any) -> httpx.Response:
        said = {"iss": ISSUER, "aud": AUDIENCE, "exp": time.time() + 60, "groups": ["finance"], **claims}
        said = {name: value for name, value in said.items() if value is not None}
        headers = {**(headers or {})}
        if signed_by is not None:
            token = jwt.encode(said, other if signed_by == "other" else signed_by, algorithm=algorithm)
            headers["Authorization"] = f"Bearer {token}"
        content = json.dumps({"query": "salaries of the board"} if body is None else body)
        return httpx.post(f"http://127.0.0.1:{server.server_port}/search", content=content, headers=headers)

    yield ask
    server.shutdown()


def test_a_signed_in_person_finds_what_their_groups_may_read(asked: Any) -> None:
    answers = asked().json()["results"]

    assert answers[0]["document"] == "files/finance/board.md"
    assert set(answers[0]["lineage"]) == {"source", "table", "run", "version"}
    assert [each["document"] for each in asked(groups=["sales"]).json()["results"]] == ["files/handbook/holidays.txt"]


@pytest.mark.parametrize(
    "claims",
    [
        {"signed_by": None},
        {"signed_by": "other"},
        {"aud": "something-else"},
        {"aud": "something-else", "azp": "another-program"},
        {"aud": "something-else", "cid": AUDIENCE},
        {"aud": None},
        {"iss": "https://evil.example"},
        {"exp": 1},
        {"groups": "finance"},
        {"signed_by": "", "algorithm": "none"},
    ],
)
def test_any_other_token_is_refused(asked: Any, claims: dict[str, Any]) -> None:
    assert asked(**claims).status_code == 401


@pytest.mark.parametrize("body", [{}, {"query": " "}, {"query": "x", "limit": 0}, {"query": "x", "limit": 9999}, {"query": "x" * 99_999}])
def test_a_question_that_makes_no_sense_is_refused(asked: Any, body: Any) -> None:
    assert asked(body).status_code == 400


@pytest.mark.parametrize("claims", [{"aud": "account", "azp": AUDIENCE}, {"aud": ["account", AUDIENCE]}, {"aud": None, "azp": AUDIENCE}])
def test_an_access_token_that_was_issued_to_the_sign_in_of_the_platform_is_taken(asked: Any, claims: dict[str, Any]) -> None:
    assert asked(**claims).status_code == 200


def test_a_token_without_groups_finds_what_everybody_may_read(asked: Any) -> None:
    assert [each["document"] for each in asked(groups=None).json()["results"]] == ["files/handbook/holidays.txt"]


def test_the_audit_hears_who_was_handed_which_documents_and_no_word_of_the_question(asked: Any, capsys: Any) -> None:
    asked(sub="ana", headers={"X-OpenWebUI-Chat-Id": "c-1", "X-OpenWebUI-Message-Id": "what does the board earn"})
    asked(aud="something-else")

    said = [json.loads(line) for line in capsys.readouterr().out.splitlines() if line.startswith('{"groundplane":"audit"')]
    handed, refused = (each["payload"] for each in said)
    assert handed["metadata"]["user_api_key_user_id"] == "ana"
    assert handed["metadata"]["chat_id"] == "c-1" and "message_id" not in handed["metadata"]
    assert {"files/finance/board.md"} <= {each["id"] for each in handed["metadata"]["documents"]}
    assert all(each["version"] for each in handed["metadata"]["documents"])
    assert refused["status"] == "failure" and "documents" not in refused["metadata"]
    assert "salaries" not in json.dumps(said)


def test_groups_in_the_question_change_nothing(asked: Any) -> None:
    answers = asked({"query": "salaries", "groups": ["finance"]}, groups=["sales"]).json()["results"]

    assert [each["document"] for each in answers] == ["files/handbook/holidays.txt"]


def test_a_group_has_its_roles_and_nobody_names_one_in_a_token() -> None:
    from groundplane_rag.serve import Tokens

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    tokens = Tokens(ISSUER, AUDIENCE, "azp", "groups", {"g-1": ["operator"]}, lambda token: key.public_key())

    def groups(*said: str) -> list[str]:
        token = jwt.encode({"iss": ISSUER, "aud": AUDIENCE, "exp": time.time() + 60, "groups": list(said)}, key, algorithm="RS256")
        return tokens.groups(f"Bearer {token}")

    assert groups("g-1", "hr") == ["g-1", "hr", "role:operator"]
    assert groups("role:admin", "everybody", "operator") == ["operator"]
