"""Rows of JSON on standard input, made into a file of Parquet by columns of Hive and read again: python parquet.py COLUMNS FILE."""

import json
import sys

import pyarrow as pa
import pyarrow.parquet as pq

PLAIN = {"string": pa.string(), "int": pa.int32(), "bigint": pa.int64()}


def split(text):
    parts, depth, start = [], 0, 0
    for at, letter in enumerate(text + ","):
        depth += (letter == "<") - (letter == ">")
        if letter == "," and depth == 0:
            parts.append(text[start:at])
            start = at + 1
    return parts


def typed(text):
    if text in PLAIN:
        return PLAIN[text]
    kind, inner = text.split("<", 1)
    inner = inner[:-1]
    if kind == "array":
        return pa.list_(typed(inner))
    if kind == "map":
        return pa.map_(*(typed(each) for each in split(inner)))
    if kind != "struct":
        raise ValueError(text)
    return pa.struct([(name, typed(of)) for name, of in (each.split(":", 1) for each in split(inner))])


columns, file = sys.argv[1:]
schema = pa.schema([(each["name"], typed(each["type"])) for each in json.loads(columns)])
rows = [json.loads(line) for line in sys.stdin if line.strip()]
unknown = sorted({key for row in rows for key in row} - set(schema.names))
table = pa.Table.from_pylist([{**row, "unmapped": list(row["unmapped"].items())} for row in rows], schema=schema)
pq.write_table(table, file, compression="snappy")
back = pq.read_table(file)
print(json.dumps({"unknown": unknown, "schema": str(back.schema.field("actor").type), "rows": back.to_pylist()}))
