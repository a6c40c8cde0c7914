"""What there is to index: the pipeline's documents behind their gate, and files that people put into a folder."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from .parse import Unreadable, text_of
from .settings import EVERYBODY, Settings, Source

FILES = "files/"
# what the pipeline names are roles of the platform; groups of the company may be called the same
ROLE = "role:"
# from what anybody may see to what few may
CLASSES = ("public", "internal", "confidential", "restricted")
LONGEST_LINE = 8 * 1024 * 1024


class Stopped(Exception):
    """The gate of a source is not open; what the index holds of it stays."""


@dataclass(frozen=True)
class Lineage:
    source: str
    table: str
    run: str
    version: str


@dataclass(frozen=True)
class Document:
    """One document, its text not yet read. `version` changes with text, labels and class, and only then."""

    id: str
    title: str
    access: tuple[str, ...]
    data_class: str
    lineage: Lineage
    version: str
    load: Any
    """Reads the text; raises Unreadable where that cannot be done."""

    @property
    def key(self) -> str:
        """Name of the document in ledger and index: nothing of what it is called leaks into names of objects."""
        return hashlib.sha256(f"{self.lineage.source}\n{self.id}".encode()).hexdigest()[:32]


def documents(s3: Any, settings: Settings, source: Source, now: datetime) -> Iterator[Document]:
    """Every document of a source, one at a time. Raises Stopped before the first where its gate says so."""
    if source.gate:
        run = open_gate(s3, settings, source, now)
        yield from _curated(s3, settings, source, run)
    yield from _files(s3, settings, source)


def open_gate(s3: Any, settings: Settings, source: Source, now: datetime) -> str:
    """The run whose documents may be used. A gate that is missing, unreadable, red, of another source or old is a stop."""
    if settings.curated_bucket is None:
        raise Stopped("a gate is required, and no curated bucket is named")
    try:
        body = s3.get_object(Bucket=settings.curated_bucket, Key=f"gate/{source.name}.json")["Body"].read(1_000_000)
        gate = json.loads(body)
        checked = datetime.strptime(gate["checkedAt"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
        status, run, of = gate["status"], gate["run"], gate["source"]
    except Exception as error:
        raise Stopped(f"the gate cannot be read: {type(error).__name__}") from error
    if of != source.name:
        raise Stopped(f"the gate is of {of}")
    if status != "pass":
        reasons = "; ".join(str(each.get("message", "")) for each in gate.get("reasons", []))
        raise Stopped(f"the gate says {status}: {reasons}")
    if now - checked > timedelta(hours=settings.gate_hours):
        raise Stopped(f"the gate was checked at {gate['checkedAt']}, more than {settings.gate_hours} hours ago")
    return str(run)


def _curated(s3: Any, settings: Settings, source: Source, run: str) -> Iterator[Document]:
    prefix = f"documents/{source.name}/{run}/"
    for entry in _listing(s3, str(settings.curated_bucket), prefix):
        body = s3.get_object(Bucket=settings.curated_bucket, Key=entry["Key"])["Body"]
        raw: Any = gzip.GzipFile(fileobj=body) if entry["Key"].endswith(".gz") else body
        reader = io.BufferedReader(raw) if entry["Key"].endswith(".gz") else _lines_of(raw)
        for number, line in enumerate(_lines(reader), 1):
            if line.strip():
                yield _curated_document(line, source, f"{entry['Key']}:{number}")


def _curated_document(line: bytes, source: Source, place: str) -> Document:
    try:
        said = json.loads(line)
        lineage = Lineage(source.name, said["lineage"]["table"], said["lineage"]["run"], said["lineage"]["version"])
        identity, title, text = str(said["id"]), str(said["title"]), str(said["text"])
        access = narrowed([f"{ROLE}{each}" for each in said["access"]], source)
        data_class = str(said["dataClass"])
    except (ValueError, KeyError, TypeError) as error:
        return _broken(source, place, hashlib.sha256(line).hexdigest(), f"no curated document: {type(error).__name__}")
    version = _digest(lineage.version, access, data_class)

    def load() -> str:
        # index and embedding model were chosen for the class the source is said to have
        if data_class not in CLASSES[: CLASSES.index(source.data_class) + 1]:
            raise Unreadable(f"it is {data_class}, and its source is said to be {source.data_class}")
        return text

    return Document(identity, title, access, data_class, lineage, version, load)


def _files(s3: Any, settings: Settings, source: Source) -> Iterator[Document]:
    prefix = f"{FILES}{source.name}/"
    for entry in _listing(s3, settings.bucket, prefix):
        if entry["Key"].endswith("/"):
            continue
        yield _file(s3, settings, source, entry)


def _file(s3: Any, settings: Settings, source: Source, entry: dict[str, Any]) -> Document:
    key = entry["Key"]
    head = s3.head_object(Bucket=settings.bucket, Key=key)
    named = [word.strip() for word in head["Metadata"].get("access", "").split(",") if word.strip()]
    access = narrowed(named, source) if named else source.readers
    etag = entry["ETag"].strip('"')
    lineage = Lineage(source.name, f"s3://{settings.bucket}/{key}", head.get("VersionId", "-"), etag)

    def load() -> str:
        if entry["Size"] > settings.most_bytes:
            raise Unreadable(f"{entry['Size']} bytes, at most {settings.most_bytes}")
        body = s3.get_object(Bucket=settings.bucket, Key=key, IfMatch=entry["ETag"])["Body"].read()
        return text_of(key, body)

    title = key.rsplit("/", 1)[-1]
    version = _digest(etag, access, source.data_class)
    return Document(key, title, access, source.data_class, lineage, version, load)


def narrowed(named: list[str], source: Source) -> tuple[str, ...]:
    """Who may read a document: those it names, as far as its source lets them. Nobody is an answer; nobody sees it then."""
    if not isinstance(named, list) or not all(isinstance(each, str) for each in named):
        raise TypeError("access")
    if EVERYBODY in source.readers:
        return tuple(sorted(set(named)))
    if EVERYBODY in named:
        return tuple(sorted(set(source.readers)))
    return tuple(sorted(set(named) & set(source.readers)))


def _broken(source: Source, place: str, digest: str, why: str) -> Document:
    def load() -> str:
        raise Unreadable(why)

    lineage = Lineage(source.name, place, "-", digest)
    return Document(place, place, source.readers, source.data_class, lineage, digest, load)


def _digest(version: str, access: tuple[str, ...], data_class: str) -> str:
    return hashlib.sha256(json.dumps([version, sorted(access), data_class]).encode()).hexdigest()[:16]


def _listing(s3: Any, bucket: str, prefix: str) -> Iterator[dict[str, Any]]:
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix):
        yield from page.get("Contents", [])


def _lines_of(body: Any) -> Any:
    return io.BufferedReader(_Raw(body))


def _lines(reader: Any) -> Iterator[bytes]:
    """Lines no longer than we can hold; the rest of a longer one is passed over."""
    while line := reader.readline(LONGEST_LINE):
        yield line
        while not line.endswith(b"\n") and len(line) == LONGEST_LINE and line:
            line = reader.readline(LONGEST_LINE)


class _Raw(io.RawIOBase):
    """A body of S3 as a file, read piece by piece."""

    def __init__(self, body: Any) -> None:
        self._body = body

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._body.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)
