"""
The program as its pod starts it, asked with tokens in the forms that providers document: Entra ID (version 2), Okta, Cognito and Keycloak.
Every token is signed with a key its provider publishes; what must be refused is refused for what it says.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import jwt
import psycopg
import pytest
from conftest import ROOT, Embedder, World, _free_port
from cryptography.hazmat.primitives.asymmetric import rsa
from test_refresh import filled

FINANCE = "0a1b2c3d-0000-4000-8000-000000000101"
CLIENT = "0a1b2c3d-0000-4000-8000-0000000000bb"
TENANT = "0a1b2c3d-0000-4000-8000-0000000000aa"
BOARD, HOLIDAYS = "files/finance/board.md", "files/handbook/holidays.txt"

# what the platform tells the program of each (facts/identity-providers.ts), where its issuer stands, and a token as it is documented
PROVIDERS: dict[str, tuple[str, dict[str, str], dict[str, Any]]] = {
    "entra-id": (
        f"/{TENANT}/v2.0",
        {"OIDC_GROUPS_CLAIM": "groups", "OIDC_USER_CLAIM": "oid"},
        {"aud": CLIENT, "azp": CLIENT, "azpacr": "1", "ver": "2.0", "tid": TENANT, "oid": "person", "sub": "pairwise", "groups": [FINANCE]},
    ),
    "okta": (
        "/oauth2/default",
        {"OIDC_CLIENT_CLAIM": "cid", "OIDC_GROUPS_CLAIM": "groups", "OIDC_USER_CLAIM": "sub"},
        {"aud": "api://default", "cid": CLIENT, "ver": 1, "uid": "00u1", "sub": "person", "scp": ["openid", "groups"], "groups": [FINANCE]},
    ),
    "cognito": (
        "/eu-central-1_AbCdEfGhI",
        {"OIDC_CLIENT_CLAIM": "client_id", "OIDC_GROUPS_CLAIM": "cognito:groups", "OIDC_USER_CLAIM": "sub"},
        {"client_id": CLIENT, "token_use": "access", "scope": "openid", "sub": "person", "cognito:groups": [FINANCE]},
    ),
    "keycloak": (
        "/realms/acme",
        {"OIDC_CLIENT_CLAIM": "azp", "OIDC_GROUPS_CLAIM": "groups", "OIDC_USER_CLAIM": "sub"},
        {"aud": "account", "azp": CLIENT, "typ": "Bearer", "sub": "person", "groups": [FINANCE]},
    ),
}


class Provider:
    """Publishes keys below the path of its issuer, and signs."""

    def __init__(self, path: str) -> None:
        self.keys = {"first": rsa.generate_private_key(public_exponent=65537, key_size=2048)}
        self.names: str | None = None
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                said: Any = None
                if self.path == f"{path}/.well-known/openid-configuration":
                    said = {"issuer": outer.names or outer.issuer, "jwks_uri": f"{outer.issuer}/keys"}
                elif self.path == f"{path}/keys":
                    # without an algorithm, as those of Entra ID
                    said = {"keys": [{**json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key())), "kid": kid, "use": "sig"} for kid, key in outer.keys.items()]}
                body = json.dumps(said).encode()
                self.send_response(404 if said is None else 200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.issuer = f"http://127.0.0.1:{self._server.server_port}{path}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def token(self, claims: dict[str, Any], kid: str = "first", **changes: Any) -> str:
        now = int(time.time())
        said = {"iss": self.issuer, "iat": now, "nbf": now, "exp": now + 3600, **claims, **changes}
        return jwt.encode({name: value for name, value in said.items() if value is not None}, self.keys[kid], "RS256", {"kid": kid})

    def stop(self) -> None:
        self._server.shutdown()


class Asked:
    def __init__(self, name: str, provider: Provider, url: str, log: Path) -> None:
        self.name, self.provider, self._url, self._log = name, provider, url, log
        self.claims = PROVIDERS[name][2]

    def __call__(self, token: str | None = None, **changes: Any) -> httpx.Response:
        bearer = token or self.provider.token(self.claims, **changes)
        body = {"query": "salaries of the board", "limit": 50}
        return httpx.post(f"{self._url}/search", json=body, headers={"Authorization": f"Bearer {bearer}"}, timeout=30)

    def found(self, **changes: Any) -> list[str]:
        return sorted(each["document"] for each in self(**changes).json()["results"])

    def log(self) -> str:
        return self._log.read_text()


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory, postgres: str, aws: str) -> Iterator[World]:
    """One index for all of them."""
    from groundplane_rag.stores.pgvector import migrate

    embedder = Embedder()
    with psycopg.connect(f"postgresql://root@{postgres}/postgres", autocommit=True) as admin:
        admin.execute("create database tokens owner owner")
    with psycopg.connect(f"postgresql://root@{postgres}/tokens", autocommit=True) as admin:
        admin.execute("create extension vector")
    migrate(f"postgresql://owner@{postgres}/tokens", {})
    world = World(tmp_path_factory.mktemp("tokens"), embedder, f"postgresql://{{user}}@{postgres}/tokens", "tokens")
    world.settings["sources"][0]["readers"] = [FINANCE]
    filled(world).refresh()
    yield world
    embedder.stop()


@pytest.fixture(params=PROVIDERS)
def asked(request: pytest.FixtureRequest, world: World, tmp_path: Path) -> Iterator[Asked]:
    path, variables, _ = PROVIDERS[request.param]
    provider, port, log = Provider(path), _free_port(), tmp_path / "log"
    said = {
        **os.environ,
        "RAG_SETTINGS": str(world._folder / "settings.json"),
        "GATEWAY_KEY": "sk-test",
        "PGVECTOR_URL": world.database.format(user="rag_retriever"),
        "OIDC_ISSUER": provider.issuer,
        "OIDC_AUDIENCE": CLIENT,
        "PORT": str(port),
        "KEYS_SECONDS": "1",
        **variables,
    }
    with log.open("w") as out:
        process = subprocess.Popen([sys.executable, "-m", "groundplane_rag", "serve"], cwd=ROOT, env=said, stdout=out, stderr=out)
    url = f"http://127.0.0.1:{port}"
    for _ in range(300):
        try:
            httpx.get(f"{url}/healthz")
            break
        except httpx.TransportError:
            time.sleep(0.1)
    yield Asked(request.param, provider, url, log)
    process.kill()
    process.wait()
    provider.stop()


def test_an_access_token_of_the_provider_opens_what_its_groups_may_read_and_the_audit_names_the_person(asked: Asked) -> None:
    claim = PROVIDERS[asked.name][1]["OIDC_GROUPS_CLAIM"]

    assert asked.found() == [BOARD, HOLIDAYS]
    assert '"user_api_key_user_id":"person"' in asked.log()
    # whoever is in no group, or another
    assert asked.found(**{claim: None}) == [HOLIDAYS]
    assert asked.found(**{claim: []}) == [HOLIDAYS]
    assert asked.found(**{claim: ["0a1b2c3d-0000-4000-8000-000000000102"]}) == [HOLIDAYS]
    # groups of another provider's claim are none
    other = "groups" if claim != "groups" else "cognito:groups"
    assert asked.found(**{claim: None, other: [FINANCE], "roles": [FINANCE], "wids": [FINANCE]}) == [HOLIDAYS]
    # clocks of two machines
    assert asked(iat=int(time.time()) + 10, nbf=int(time.time()) + 10).status_code == 200

    for changes in (
        {"iss": asked.provider.issuer.replace("127.0.0.1", "localhost")},
        {"iss": asked.provider.issuer + "/"},
        {"iss": None},
        {"exp": int(time.time()) - 60},
        {"exp": None},
        {"nbf": int(time.time()) + 600},
        {"aud": "another", "azp": "another", "cid": "another", "client_id": "another"},
        {"aud": None, "azp": None, "cid": None, "client_id": None},
        {"aud": f"{CLIENT}/", "azp": [CLIENT], "cid": [CLIENT], "client_id": [CLIENT]},
        {claim: FINANCE},
        {claim: {"0": FINANCE}},
        {claim: [FINANCE, 5]},
    ):
        assert (changes, asked(**changes).status_code) == (changes, 401)


@pytest.mark.parametrize("asked", ["entra-id"], indirect=True)
def test_a_key_nobody_published_opens_nothing_and_one_that_comes_later_does(asked: Asked) -> None:
    assert asked().status_code == 200
    claims = {"iss": asked.provider.issuer, "exp": int(time.time()) + 60, **asked.claims}
    public = jwt.algorithms.RSAAlgorithm.to_jwk(asked.provider.keys["first"].public_key())
    strange = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    for token in (
        jwt.encode(claims, strange, "RS256", {"kid": "first"}),
        jwt.encode(claims, strange, "RS256", {"kid": "second"}),
        jwt.encode(claims, None, "none", {"kid": "first"}),
        jwt.encode(claims, "x" * 32, "HS256", {"kid": "first", "jwk": json.loads(public), "jku": "http://127.0.0.1:1/keys"}),
        "e30.e30.e30",
    ):
        assert asked(token).status_code == 401

    asked.provider.keys["second"] = strange
    time.sleep(0.2)
    assert asked(asked.provider.token(asked.claims, "second")).status_code == 200


@pytest.mark.parametrize("asked", ["okta"], indirect=True)
def test_a_key_that_is_taken_back_opens_nothing_any_more(asked: Asked) -> None:
    token = asked.provider.token(asked.claims)
    assert asked(token).status_code == 200

    asked.provider.keys["second"] = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    del asked.provider.keys["first"]
    time.sleep(1.2)

    assert asked(token).status_code == 401


@pytest.mark.parametrize("asked", ["entra-id"], indirect=True)
def test_entra_a_token_for_another_program_is_refused_though_it_was_issued_to_the_platform(asked: Asked) -> None:
    assert asked(aud="https://graph.microsoft.com").status_code == 401
    assert asked(aud="00000003-0000-0000-c000-000000000000").status_code == 401


@pytest.mark.parametrize("asked", ["entra-id"], indirect=True)
@pytest.mark.parametrize(
    "instead",
    [
        {"_claim_names": {"groups": "src1"}, "_claim_sources": {"src1": {"endpoint": "https://graph.microsoft.com/v1.0/users/person/getMemberObjects"}}},
        {"hasgroups": True},
    ],
)
def test_entra_whoever_has_too_many_groups_for_a_token_finds_what_is_for_everybody_and_the_log_says_why(asked: Asked, instead: dict[str, Any]) -> None:
    assert asked.found(groups=None, **instead) == [HOLIDAYS]
    assert "names more groups than it can hold" in asked.log()


@pytest.mark.parametrize("asked", ["cognito"], indirect=True)
def test_cognito_an_id_token_is_taken_too_and_its_roles_are_no_groups(asked: Asked) -> None:
    said = {"client_id": None, "aud": CLIENT, "token_use": "id"}

    assert asked.found(**said) == [BOARD, HOLIDAYS]
    assert asked.found(**said, **{"cognito:groups": None, "cognito:roles": [FINANCE], "custom:groups": FINANCE}) == [HOLIDAYS]


@pytest.mark.parametrize("asked", ["okta"], indirect=True)
def test_a_provider_that_names_another_issuer_is_not_believed(asked: Asked) -> None:
    asked.provider.names = "https://acme.okta.com/oauth2/default"

    assert asked().status_code == 401
