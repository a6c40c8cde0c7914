"""An OpenID provider for tests: whoever is named in `user` signs in, and what they are stands in its tokens, as Keycloak writes them."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import time
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from answering import Answering, serve
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "groundplane", "client-secret-of-the-test"


class Provider:
    def __init__(self, people: dict[str, list[str]], seconds: int) -> None:
        self.people, self.seconds = people, seconds
        self.renewed: list[str] = []
        self._key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self._codes: dict[str, dict[str, str]] = {}
        outer = self

        class Handler(Answering):
            def do_GET(self) -> None:
                url = urlsplit(self.path)
                asked = {name: values[0] for name, values in parse_qs(url.query).items()}
                if url.path == "/authorize":
                    self.send_response(302)
                    self.send_header("Location", outer._approve(asked))
                    self.end_headers()
                elif url.path in ("/.well-known/openid-configuration", "/jwks"):
                    self.answer(outer._metadata() if "openid" in url.path else outer._jwks())
                else:
                    self.answer({}, 404)

            def do_POST(self) -> None:
                body = parse_qs(self.body().decode())
                asked = {name: values[0] for name, values in body.items()}
                given = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
                known = self.headers.get("Authorization") == f"Basic {given}" or asked.get("client_secret") == SECRET
                tokens = outer._tokens(asked) if known else None
                self.answer(tokens or {"error": "invalid_grant"}, 400 if tokens is None else 200)

        self._server = serve(Handler)
        self.issuer = f"http://127.0.0.1:{self._server.server_port}"

    def stop(self) -> None:
        self._server.shutdown()

    def _approve(self, asked: dict[str, str]) -> str:
        code = secrets.token_hex(8)
        self._codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def _tokens(self, asked: dict[str, str]) -> dict[str, Any] | None:
        if asked["grant_type"] == "refresh_token":
            user = asked["refresh_token"].removeprefix("renews-")
            self.renewed.append(user)
            return self._issue(user, None)
        said = self._codes.pop(asked["code"], None)
        if said is None:
            return None
        proof = base64.urlsafe_b64encode(hashlib.sha256(asked.get("code_verifier", "").encode()).digest()).decode().rstrip("=")
        return self._issue(said["user"], said.get("nonce")) if proof == said["code_challenge"] else None

    def _issue(self, user: str, nonce: str | None) -> dict[str, Any]:
        now = int(time.time())
        common = {"iss": self.issuer, "sub": user, "iat": now, "exp": now + self.seconds, "groups": self.people[user]}
        names = {"email": f"{user}@acme.example", "name": user, "nonce": nonce}
        return {
            "token_type": "Bearer",
            "expires_in": self.seconds,
            "refresh_token": f"renews-{user}",
            "access_token": self._signed({**common, "aud": "account", "azp": CLIENT}),
            "id_token": self._signed({**common, **names, "aud": CLIENT}),
        }

    def _signed(self, claims: dict[str, Any]) -> str:
        return jwt.encode(claims, self._key, algorithm="RS256", headers={"kid": "1"})

    def _jwks(self) -> dict[str, Any]:
        key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self._key.public_key()))
        return {"keys": [{**key, "kid": "1", "alg": "RS256", "use": "sig"}]}

    def _metadata(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
        }
