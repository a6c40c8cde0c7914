"""A model in the gateway's place: it asks for documents where it is told how, and else says what it was given to read."""

from __future__ import annotations

import json
from typing import Any

from answering import Answering, serve


class Model:
    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.call: dict[str, Any] = {}
        outer = self

        class Handler(Answering):
            def do_GET(self) -> None:
                self.answer({"object": "list", "data": [{"id": "assistant", "object": "model", "owned_by": "gateway"}]})

            def do_POST(self) -> None:
                body = json.loads(self.body())
                outer.asked.append(body)
                outer.headers.append({name.lower(): value for name, value in self.headers.items()})
                first = str(body["messages"][0]["content"])
                text = json.dumps(outer.call) if "search_documents" in first and body["messages"][0]["role"] == "system" else "said"
                message = {"role": "assistant", "content": text}
                self.answer({"id": "1", "object": "chat.completion", "choices": [{"index": 0, "message": message, "finish_reason": "stop"}]})

        self._server = serve(Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"

    def stop(self) -> None:
        self._server.shutdown()

    def read(self) -> str:
        """All it was given to read since last asked."""
        given = json.dumps(self.asked)
        self.asked.clear()
        return given
