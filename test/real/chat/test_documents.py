"""
A real Open WebUI, set as the library sets it, in front of the real service, program and PostgreSQL: people sign in at a provider, ask
in a chat, and what reaches the model is what their groups may read.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
from conftest import ROOT, Embedder, World
from identity import CLIENT, SECRET, Provider
from model import Model

SALARIES = "Salaries of the board rise by four percent in May."
HOLIDAYS = "Everybody has thirty days of holidays a year."
PEOPLE = {"ada": ["staff", "finance"], "bob": ["staff", "sales"], "eve": ["strangers"]}
# so short that the page renews them before each call
TOKEN_SECONDS = 240
DEPLOYED = json.loads(Path(os.environ["CHAT_VALUES"]).read_text("utf-8"))


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    provider = Provider(PEOPLE, TOKEN_SECONDS)
    yield provider
    provider.stop()


@pytest.fixture(scope="module")
def model() -> Iterator[Model]:
    model = Model()
    yield model
    model.stop()


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory, postgres: str, aws: str) -> Iterator[World]:
    from groundplane_rag.stores.pgvector import migrate

    embedder = Embedder()
    with psycopg.connect(f"postgresql://root@{postgres}/postgres", autocommit=True) as admin:
        admin.execute("create database documents owner owner")
        admin.execute("create role chat login")
        admin.execute("create database chat owner chat")
    for name in ("documents", "chat"):
        with psycopg.connect(f"postgresql://root@{postgres}/{name}", autocommit=True) as admin:
            admin.execute("create extension vector")
    migrate(f"postgresql://owner@{postgres}/documents", {})
    world = World(tmp_path_factory.mktemp("rag"), embedder, f"postgresql://{{user}}@{postgres}/documents", "chat")
    world.put("files/finance/board.md", SALARIES)
    world.put("files/handbook/holidays.txt", HOLIDAYS)
    world.refresh()
    yield world
    embedder.stop()


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the program says."""
    return tmp_path_factory.mktemp("spoken") / "service.log"


@pytest.fixture(scope="module")
def service(index: World, provider: Provider, spoken: Path) -> Iterator[str]:
    """The program as its pod starts it."""
    port = free_port()
    said = {
        "RAG_SETTINGS": str(index._folder / "settings.json"),
        "GATEWAY_KEY": "sk-test",
        "PGVECTOR_URL": index.database.format(user="rag_retriever"),
        "OIDC_ISSUER": provider.issuer,
        "OIDC_AUDIENCE": CLIENT,
        "OIDC_CLIENT_CLAIM": "azp",
        "OIDC_GROUPS_CLAIM": "groups",
        "PORT": str(port),
    }
    yield from running([sys.executable, "-m", "groundplane_rag", "serve"], said, f"http://127.0.0.1:{port}", "/healthz", ROOT, spoken)


@pytest.fixture(scope="module")
def page(service: str, index: World, provider: Provider, model: Model, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page with the variables of its deployment; addresses are those of this machine."""
    port, home = free_port(), tmp_path_factory.mktemp("page")
    (home / "static").mkdir()
    url = f"http://127.0.0.1:{port}"
    deployed = {each["name"]: each["value"] for each in DEPLOYED["extraEnvVars"] if "value" in each}
    oidc, roles = DEPLOYED["sso"]["oidc"], DEPLOYED["sso"]["roleManagement"]
    said = {
        **{name: value.replace("http://rag-search.rag.svc.cluster.local:8080", service) for name, value in deployed.items()},
        # what the chart makes of its values
        "ENABLE_OAUTH_SIGNUP": "True",
        "ENABLE_OAUTH_ROLE_MANAGEMENT": "True",
        "OAUTH_ROLES_CLAIM": roles["rolesClaim"],
        "OAUTH_ALLOWED_ROLES": roles["allowedRoles"],
        "OAUTH_ADMIN_ROLES": roles["adminRoles"],
        "OAUTH_SCOPES": oidc["scopes"],
        "OAUTH_CLIENT_ID": oidc["clientId"],
        "OAUTH_CLIENT_SECRET": SECRET,
        "OPENID_PROVIDER_URL": f"{provider.issuer}/.well-known/openid-configuration",
        "OPENAI_API_BASE_URL": model.url,
        "OPENAI_API_KEY": "sk-chat",
        "ENABLE_OLLAMA_API": "False",
        # what differs here: no TLS, no S3, and the job that migrates is the page itself
        "WEBUI_URL": url,
        "CORS_ALLOW_ORIGIN": url,
        "WEBUI_SESSION_COOKIE_SECURE": "False",
        "WEBUI_AUTH_COOKIE_SECURE": "False",
        "STORAGE_PROVIDER": "local",
        "ENABLE_DB_MIGRATIONS": "True",
        "DATABASE_URL": index.database.format(user="chat").replace("/documents", "/chat"),
        "WEBUI_SECRET_KEY": "session-key-of-the-test",
        "WEBUI_ADMIN_PASSWORD": "password-of-the-test",
        "DATA_DIR": str(home / "data"),
        "STATIC_DIR": str(home / "static"),
        "HOME": str(home),
    }
    programs = Path(os.environ["GROUNDPLANE_CHAT"])
    command = [str(programs / "python"), "-m", "uvicorn", "open_webui.main:app", "--host", "127.0.0.1", "--port", str(port)]
    yield from running(command, said, url, "/health/db", home)


Ask = Callable[..., str]


@pytest.fixture
def ask(page: str, provider: Provider, model: Model) -> Ask:
    """What the model was given to read when somebody asked, as the page in a browser asks."""

    def asking(person: httpx.Client, call: dict[str, Any] | None = None, **headers: str) -> str:
        model.call = call or {"name": "search_documents", "parameters": {"query": "salaries of the board"}}
        [offered] = [each for each in person.get("/api/models").json()["data"] if each["id"] == "assistant"]
        model.read()
        body = {
            "model": offered["id"],
            "stream": False,
            "session_id": "browser",
            "tool_ids": offered["info"]["meta"]["toolIds"],
            "messages": [{"role": "user", "content": "What does the board earn?"}],
        }
        answer = person.post("/api/chat/completions", json=body, headers=headers, timeout=60)
        assert answer.status_code == 200, answer.text
        return model.read()

    return asking


def signed_in(page: str, user: str) -> httpx.Client:
    """A browser of somebody who signed in at the provider."""
    browser = httpx.Client(base_url=page, timeout=60)
    to_provider = browser.get("/oauth/oidc/login").headers["location"]
    back = httpx.get(f"{to_provider}&user={user}").headers["location"]
    browser.get(back)
    if "token" in browser.cookies:
        browser.headers["Authorization"] = f"Bearer {browser.cookies['token']}"
    return browser


def test_somebody_is_answered_from_what_their_groups_may_read(page: str, ask: Ask) -> None:
    read = ask(signed_in(page, "ada"))

    assert SALARIES in read
    assert HOLIDAYS in read


def test_nobody_is_answered_from_documents_of_a_group_they_are_not_in(page: str, ask: Ask) -> None:
    read = ask(signed_in(page, "bob"))

    assert HOLIDAYS in read
    assert SALARIES not in read


@pytest.mark.parametrize(
    "call",
    [
        {"name": "search_documents", "parameters": {"query": "salaries", "groups": ["finance"]}},
        {"name": "search_documents", "parameters": {"query": "salaries", "Authorization": "Bearer x", "limit": 50}},
    ],
)
def test_what_a_model_is_talked_into_changes_nobodys_groups(page: str, ask: Ask, call: dict[str, Any]) -> None:
    assert SALARIES not in ask(signed_in(page, "bob"), call)


def test_nobody_borrows_the_session_of_somebody_else(page: str, ask: Ask) -> None:
    ada, bob = signed_in(page, "ada"), signed_in(page, "bob")
    bob.cookies.set("oauth_session_id", ada.cookies["oauth_session_id"], domain="127.0.0.1", path="/")

    assert SALARIES not in ask(bob, **{"X-OpenWebUI-User-Email": "ada@acme.example", "X-OpenWebUI-User-Id": "ada"})


def test_a_group_that_is_taken_away_is_gone_with_the_next_token(page: str, ask: Ask, provider: Provider) -> None:
    ada = signed_in(page, "ada")
    provider.people["ada"] = ["staff"]
    try:
        read = ask(ada)
    finally:
        provider.people["ada"] = PEOPLE["ada"] = ["staff", "finance"]

    assert HOLIDAYS in read
    assert SALARIES not in read
    assert "ada" in provider.renewed


def test_the_documents_of_an_answer_and_the_answer_carry_the_same_numbers(page: str, model: Model, spoken: Path) -> None:
    ada = signed_in(page, "ada")
    model.call = {"name": "search_documents", "parameters": {"query": "salaries of the board"}}
    chat = ada.post("/api/v1/chats/new", json={"chat": {"models": ["assistant"], "messages": []}}).json()["id"]
    answer = str(uuid.uuid4())
    [offered] = [each for each in ada.get("/api/models").json()["data"] if each["id"] == "assistant"]
    model.headers.clear()
    body = {
        "model": "assistant",
        "stream": False,
        "session_id": "browser",
        "chat_id": chat,
        "id": answer,
        "tool_ids": offered["info"]["meta"]["toolIds"],
        "messages": [{"role": "user", "content": "What does the board earn?"}],
    }
    assert ada.post("/api/chat/completions", json=body, timeout=60).status_code == 200

    def numbers() -> list[tuple[str | None, str | None]]:
        return [(each.get("x-openwebui-chat-id"), each.get("x-openwebui-message-id")) for each in model.headers]

    until = time.monotonic() + 30
    while (chat, answer) not in numbers() and time.monotonic() < until:
        time.sleep(0.2)
    lines = [json.loads(line)["payload"] for line in spoken.read_text("utf-8").splitlines() if line.startswith('{"groundplane"')]
    [handed] = [each["metadata"] for each in lines if each["metadata"].get("chat_id") == chat]

    # what the page asks besides, which tool to use, is of the chat and of no answer
    assert (chat, answer) in numbers() and {said for said, _ in numbers()} == {chat}
    assert handed["message_id"] == answer
    assert handed["user_api_key_user_id"] == "ada"
    assert "files/finance/board.md" in [each["id"] for each in handed["documents"]]


def test_a_model_is_sent_no_tools_an_engine_might_refuse(page: str, ask: Ask, model: Model) -> None:
    assert '"tools"' not in ask(signed_in(page, "bob"))


def test_whoever_has_no_group_of_the_platform_does_not_come_in(page: str) -> None:
    assert signed_in(page, "eve").get("/api/models").status_code in (401, 403)


def running(command: list[str], said: dict[str, str], url: str, health: str, folder: Path, spoken: Path | None = None) -> Iterator[str]:
    """A program until it answers, and its address; ended afterwards."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("OIDC_", "PG"))}
    log = open(spoken or os.environ.get("CHAT_LOG", os.devnull), "a")
    process = subprocess.Popen(command, cwd=folder, env={**plain, **said}, stdout=log, stderr=log)
    try:
        until = time.monotonic() + 150
        while not answers(f"{url}{health}"):
            assert process.poll() is None, f"{command[:3]} ended with {process.returncode}"
            assert time.monotonic() < until, f"{command[:3]} does not answer"
            time.sleep(0.5)
        yield url
    finally:
        process.terminate()
        process.wait(20)


def answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=5).status_code == 200
    except httpx.HTTPError:
        return False


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
