"""Everything the program is told, read once from one JSON file and the environment."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass, field
from pathlib import Path

EVERYBODY = "everybody"


class SettingsError(Exception):
    """What is said cannot work; nothing has been done."""


@dataclass(frozen=True)
class Source:
    """A body of documents, who may read it at most, and whether a gate guards it."""

    name: str
    readers: tuple[str, ...]
    data_class: str
    gate: bool


@dataclass(frozen=True)
class Settings:
    bucket: str
    """Bucket of this program: files by hand, evaluation sets, its ledger, what could not be read."""
    curated_bucket: str | None
    """Bucket of the pipeline: gates and their documents."""
    sources: tuple[Source, ...]
    store: str
    gateway_url: str
    model: str
    dimensions: int
    context_tokens: int
    chunk_tokens: int
    overlap_tokens: int
    recall_at: int
    least_recall: float
    gate_hours: int
    labels: bool
    roles: dict[str, list[str]] = field(default_factory=dict)
    """Roles of the platform by group."""
    applications: dict[str, list[str]] = field(default_factory=dict)
    """Labels of applications by their user in the database."""
    namespace: str = "Groundplane/Rag"
    batch: int = 32
    most_bytes: int = 32 * 1024 * 1024
    attempts: int = 3
    generation: str = field(init=False, default="")

    def __post_init__(self) -> None:
        if self.chunk_tokens > self.context_tokens:
            raise SettingsError(
                f"chunkTokens: {self.chunk_tokens} is more than the {self.context_tokens} that {self.model} reads"
            )
        if self.overlap_tokens * 2 > self.chunk_tokens:
            raise SettingsError("overlapTokens: at most half of chunkTokens")
        if not self.labels and any(s.data_class in ("confidential", "restricted") for s in self.sources):
            raise SettingsError("labels: confidential documents need access labels")
        if self.store != "pgvector" and not self.labels:
            raise SettingsError("labels: needed by every store but pgvector")
        made_of: list[str | int] = [self.model, self.dimensions, self.chunk_tokens, self.overlap_tokens]
        if self.store != "pgvector":
            # what the ledger knows of one kind of index is in no other
            made_of.append(self.store)
        digest = hashlib.sha256(json.dumps(made_of).encode()).hexdigest()[:12]
        object.__setattr__(self, "generation", digest)


def read_settings(path: str | None = None) -> Settings:
    """From the file RAG_SETTINGS names, the one Groundplane writes."""
    said = json.loads(Path(path or os.environ["RAG_SETTINGS"]).read_text("utf-8"))
    sources = tuple(
        Source(each["name"], tuple(each["readers"]), each["dataClass"], each["gate"] == "required")
        for each in said["sources"]
    )
    return Settings(
        bucket=said["bucket"],
        curated_bucket=said.get("curatedBucket"),
        sources=sources,
        store=said["store"],
        gateway_url=said["gatewayUrl"].rstrip("/"),
        model=said["model"],
        dimensions=said["dimensions"],
        context_tokens=said["contextTokens"],
        chunk_tokens=said["chunkTokens"],
        overlap_tokens=said["overlapTokens"],
        recall_at=said["recallAt"],
        least_recall=said["leastRecall"],
        gate_hours=said["gateHours"],
        labels=said["accessLabels"] == "document",
        roles=said.get("roles", {}),
        applications=said.get("applications", {}),
    )
