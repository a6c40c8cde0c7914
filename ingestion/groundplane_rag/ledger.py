"""
What is in the index, document by document, as names of empty objects: one listing tells all of it.

    ledger/<generation>/<source>/<document>/<version>/<pieces>.<state>

`writing` is put down before the first piece and `done` after the last, so whatever a killed run left is known by name and can be
taken out again. `dead` is a version that nothing can be made of. An object is written or deleted whole, so no state is half.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

ROOT = "ledger/"
WRITING, DONE, DEAD = "writing", "done", "dead"


@dataclass(frozen=True)
class Entry:
    document: str
    version: str
    pieces: int
    state: str

    def ids(self) -> list[str]:
        """Names of its pieces in the index."""
        return [f"{self.document}-{self.version}-{number}" for number in range(self.pieces)]


class Ledger:
    def __init__(self, s3: Any, bucket: str, generation: str, source: str) -> None:
        self._s3 = s3
        self._bucket = bucket
        self.generation, self.source = generation, source
        self._prefix = f"{ROOT}{generation}/{source}/"

    def entries(self) -> Iterator[Entry]:
        for page in self._s3.get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix=self._prefix):
            for found in page.get("Contents", []):
                document, version, last = found["Key"][len(self._prefix) :].split("/")
                pieces, state = last.split(".")
                yield Entry(document, version, int(pieces), state)

    def put(self, entry: Entry) -> None:
        self._s3.put_object(Bucket=self._bucket, Key=self._key(entry), Body=b"")

    def remove(self, entry: Entry) -> None:
        self._s3.delete_object(Bucket=self._bucket, Key=self._key(entry))

    def _key(self, entry: Entry) -> str:
        return f"{self._prefix}{entry.document}/{entry.version}/{entry.pieces}.{entry.state}"


def generations(s3: Any, bucket: str) -> list[str]:
    """Generations the ledger knows of."""
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=ROOT, Delimiter="/")
    prefixes = [entry["Prefix"] for page in pages for entry in page.get("CommonPrefixes", [])]
    return sorted(prefix[len(ROOT) : -1] for prefix in prefixes)


def sources(s3: Any, bucket: str, generation: str) -> list[str]:
    """Sources a generation has documents of, among them those that nobody names any more."""
    prefix = f"{ROOT}{generation}/"
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix, Delimiter="/")
    found = [entry["Prefix"] for page in pages for entry in page.get("CommonPrefixes", [])]
    return sorted(each[len(prefix) : -1] for each in found)
