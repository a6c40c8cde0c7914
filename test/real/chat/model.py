"""A model in the gateway's place: it asks for documents where it is told how, and else says what it was given to read."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Model:
    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.call: dict[str, Any] = {}
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._answer({"object": "list", "data": [{"id": "assistant", "object": "model", "owned_by": "gateway"}]})

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                outer.asked.append(body)
                first = str(body["messages"][0]["content"])
                text = json.dumps(outer.call) if "search_documents" in first and body["messages"][0]["role"] == "system" else "said"
                message = {"role": "assistant", "content": text}
                self._answer({"id": "1", "object": "chat.completion", "choices": [{"index": 0, "message": message, "finish_reason": "stop"}]})

            def _answer(self, body: dict[str, Any]) -> None:
                text = json.dumps(body).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()

    def read(self) -> str:
        """All it was given to read since last asked."""
        given = json.dumps(self.asked)
        self.asked.clear()
        return given
