"""Days of files, told to a catalogue. Athena works them out from the name of a folder; a warehouse sees only what is written down."""

from __future__ import annotations

import re
from typing import Any, Iterable, Iterator

Json = dict[str, Any]

#: What one call takes.
MOST_MADE = 100
MOST_DELETED = 25
DAY = re.compile(r"dt=(\d{4}-\d{2}-\d{2})/$")


def tell(s3: Any, glue: Any, database: str) -> None:
    """Every day that has a folder is a partition of its table, and no other."""
    for page in glue.get_paginator("get_tables").paginate(DatabaseName=database):
        for table in page["TableList"]:
            if [key["Name"] for key in table.get("PartitionKeys", [])] == ["dt"]:
                tell_table(s3, glue, database, table)


def tell_table(s3: Any, glue: Any, database: str, table: Json) -> None:
    shape = table["StorageDescriptor"]
    place = {"DatabaseName": database, "TableName": table["Name"]}
    there = set(days_of(s3, shape["Location"]))
    told = set(days_told(glue, place))
    made = [
        {"Values": [day], "StorageDescriptor": {**shape, "Location": f"{shape['Location']}dt={day}/"}}
        for day in sorted(there - told)
    ]
    for batch in batches(made, MOST_MADE):
        refuse(glue.batch_create_partition(**place, PartitionInputList=batch), table["Name"])
    gone = [{"Values": [day]} for day in sorted(told - there)]
    for batch in batches(gone, MOST_DELETED):
        refuse(glue.batch_delete_partition(**place, PartitionsToDelete=batch), table["Name"])


def days_of(s3: Any, location: str) -> Iterator[str]:
    bucket, prefix = location.removeprefix("s3://").split("/", 1)
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix, Delimiter="/"):
        for folder in page.get("CommonPrefixes", []):
            if found := DAY.search(folder["Prefix"]):
                yield found[1]


def days_told(glue: Any, place: Json) -> Iterator[str]:
    for page in glue.get_paginator("get_partitions").paginate(**place, ExcludeColumnSchema=True):
        for partition in page["Partitions"]:
            yield partition["Values"][0]


def batches(entries: list[Json], most: int) -> Iterable[list[Json]]:
    return (entries[at : at + most] for at in range(0, len(entries), most))


def refuse(answer: Json, table: str) -> None:
    if answer.get("Errors"):
        raise RuntimeError(f"{table}: {answer['Errors'][0]['ErrorDetail']['ErrorCode']}")
