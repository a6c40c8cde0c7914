"""
Whether the index finds what it must: questions with the document that answers them, asked as somebody of a group.

`evaluation/<name>.jsonl` in the bucket, a line each: {"question": …, "document": …, "groups": […]}. `document` is the id of a curated
document or the key of a file.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from .embed import Gateway
from .settings import Settings
from .stores import Store

PREFIX = "evaluation/"
MOST_QUESTIONS = 2000


@dataclass(frozen=True)
class Recall:
    questions: int
    found: int
    missed: tuple[str, ...]
    """Documents that were not found; questions themselves are in no log."""

    @property
    def rate(self) -> float | None:
        return self.found / self.questions if self.questions else None


def evaluate(s3: Any, settings: Settings, store: Store, gateway: Gateway, generation: str) -> Recall:
    """Recall at k: the part of the questions whose document is among the first k pieces."""
    found = 0
    missed: list[str] = []
    asked = _questions(s3, settings)
    for start in range(0, len(asked), settings.batch):
        part = asked[start : start + settings.batch]
        vectors = gateway.embed([each["question"] for each in part])
        for each, vector in zip(part, vectors, strict=True):
            answers = store.search(generation, vector, each["groups"], settings.recall_at)
            if any(answer.document == each["document"] for answer in answers):
                found += 1
            else:
                missed.append(each["document"])
    return Recall(len(asked), found, tuple(missed))


def _questions(s3: Any, settings: Settings) -> list[dict[str, Any]]:
    questions: list[dict[str, Any]] = []
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=settings.bucket, Prefix=PREFIX):
        for entry in page.get("Contents", []):
            body = s3.get_object(Bucket=settings.bucket, Key=entry["Key"])["Body"].read(16 * 1024 * 1024)
            questions += [_question(json.loads(line)) for line in body.splitlines() if line.strip()]
    return questions[:MOST_QUESTIONS]


def _question(said: dict[str, Any]) -> dict[str, Any]:
    return {"question": str(said["question"]), "document": str(said["document"]), "groups": list(said["groups"])}
