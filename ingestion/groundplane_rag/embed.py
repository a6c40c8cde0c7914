"""Vectors, asked of the gateway: cost, limits and rules apply as for everybody."""

from __future__ import annotations

import time
from collections.abc import Sequence

import httpx

RETRIES = 6


class EmbeddingError(Exception):
    """The gateway does not answer as it should; the run ends and starts again where it was."""


class Gateway:
    """The embedding route of an OpenAI-compatible gateway."""

    def __init__(self, url: str, key: str, model: str, dimensions: int, pause: float = 1.0) -> None:
        self._client = httpx.Client(base_url=url, headers={"Authorization": f"Bearer {key}"}, timeout=60)
        self.model = model
        self._dimensions = dimensions
        self._pause = pause

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """One vector a text, in their order, each of the length the index has."""
        answer = self._ask({"model": self.model, "input": list(texts)})
        rows = sorted(answer["data"], key=lambda row: row["index"])
        if len(rows) != len(texts):
            raise EmbeddingError(f"{len(rows)} vectors for {len(texts)} texts")
        vectors = [row["embedding"] for row in rows]
        for vector in vectors:
            if len(vector) != self._dimensions:
                raise EmbeddingError(
                    f"{self.model} answers with vectors of {len(vector)}, and the index has {self._dimensions}"
                )
        return vectors

    def _ask(self, body: dict[str, object]) -> dict[str, list[dict[str, object]]]:
        said = ""
        for attempt in range(RETRIES):
            try:
                response = self._client.post("/v1/embeddings", json=body)
            except httpx.TransportError as error:
                said = type(error).__name__
            else:
                if response.status_code == 200:
                    return response.json()
                said = f"status {response.status_code}"
                if response.status_code not in (408, 409, 429) and response.status_code < 500:
                    break
            time.sleep(self._pause * 2**attempt if attempt < RETRIES - 1 else 0)
        raise EmbeddingError(f"the gateway did not embed with {self.model}: {said}")
