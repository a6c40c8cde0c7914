"""Reads tables of databases into the raw zone: Parquet, a folder a day. Told which by GROUNDPLANE_PULLED."""

from __future__ import annotations

import json
import os
import ssl
import sys
import tempfile
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, Iterator

import boto3
import pyarrow as pa
import pyarrow.parquet as pq

Json = dict[str, Any]

ROWS_A_FILE = 100_000
#: What signs databases of AWS and the rest of the world, put there by the image.
AUTHORITIES = os.environ.get("GROUNDPLANE_AUTHORITIES", "/etc/ssl/certs/ca-certificates.crt")
TYPES: dict[str, pa.DataType] = {
    "string": pa.string(),
    "bigint": pa.int64(),
    "int": pa.int32(),
    "double": pa.float64(),
    "decimal": pa.decimal128(38, 9),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    # Athena reads no nanoseconds
    "timestamp": pa.timestamp("ms"),
}


def main() -> int:
    s3 = boto3.client("s3")
    secrets = boto3.client("secretsmanager")
    bucket = os.environ["GROUNDPLANE_RAW_BUCKET"]
    failed = [source["name"] for source in json.loads(os.environ["GROUNDPLANE_PULLED"]) if not pull(s3, secrets, bucket, source)]
    return 1 if failed else 0


def pull(s3: Any, secrets: Any, bucket: str, source: Json) -> bool:
    """One source; what goes wrong with it keeps no other from coming, and its freshness tells."""
    try:
        secret = json.loads(secrets.get_secret_value(SecretId=source["secretArn"])["SecretString"])
        connection = connect(source, secret)
        try:
            rows, place = load(s3, bucket, source, connection)
        finally:
            connection.close()
        print(f"{source['name']}: {rows} rows, up to {place}")
        return True
    except Exception as error:  # noqa: BLE001: of whatever kind, the next source comes
        # messages of drivers may quote rows and addresses; the kind is enough to look further
        print(f"{source['name']}: could not be read: {type(error).__name__}", file=sys.stderr)
        return False


def connect(source: Json, secret: Json) -> Any:
    """Through TLS, the certificate and the name on it checked."""
    common = {"host": source["host"], "port": source["port"], "user": secret["username"], "password": secret["password"]}
    if source["engine"] == "postgres":
        import psycopg2

        return psycopg2.connect(
            **common, dbname=source["database"], sslmode="verify-full", sslrootcert=AUTHORITIES, connect_timeout=30
        )
    import pymysql
    from pymysql.cursors import SSCursor

    context = ssl.create_default_context(cafile=AUTHORITIES)
    return pymysql.connect(
        **common,
        database=source["database"],
        ssl=context,
        connect_timeout=30,
        cursorclass=SSCursor,
        # it tells moments by the clock of whoever asks, and they say so nowhere
        init_command="set time_zone = '+00:00'",
    )


def query(source: Json, place: str | None) -> tuple[str, tuple[str, ...]]:
    """Names come from the client file and were checked there; the place is a value."""
    quote = '"' if source["engine"] == "postgres" else "`"
    name = lambda text: f"{quote}{text}{quote}"  # noqa: E731
    columns = ", ".join(name(column["name"]) for column in source["columns"])
    table = ".".join(name(part) for part in source["table"].split("."))
    text = f"select {columns} from {table}"
    if source["mode"] == "snapshot" or place is None:
        return text, ()
    return f"{text} where {name(source['freshnessColumn'])} > %s", (place,)


def load(s3: Any, bucket: str, source: Json, connection: Any) -> tuple[int, str | None]:
    """All there is, or what is newer than the last time; where it stopped is kept once everything is there."""
    state = f"state/{source['name']}.json"
    place = read_place(s3, bucket, state)
    started = datetime.now(timezone.utc)
    schema = pa.schema([(column["name"], TYPES[column["type"]]) for column in source["columns"]])
    newest = [column["name"] for column in source["columns"]].index(source["freshnessColumn"])
    text, parameters = query(source, place)
    total = 0
    cursor = cursor_of(source, connection)
    try:
        cursor.execute(text, parameters)
        for number, batch in enumerate(batches(cursor)):
            put(s3, bucket, source, started, number, table_of(batch, schema))
            total += len(batch)
            place = max([place, *(row[newest].isoformat() for row in batch if row[newest] is not None)], key=lambda at: at or "")
    finally:
        cursor.close()
    if place is not None:
        s3.put_object(Bucket=bucket, Key=state, Body=json.dumps({"place": place}).encode())
    return total, place


def cursor_of(source: Json, connection: Any) -> Any:
    """One that stays with the server: a table need not fit here."""
    return connection.cursor(name="pull") if source["engine"] == "postgres" else connection.cursor()


def batches(cursor: Any) -> Iterator[list[tuple[Any, ...]]]:
    while rows := cursor.fetchmany(ROWS_A_FILE):
        yield list(rows)


def table_of(rows: list[tuple[Any, ...]], schema: pa.Schema) -> pa.Table:
    columns = [pa.array([plain(row[index], field.type) for row in rows], type=field.type) for index, field in enumerate(schema)]
    return pa.Table.from_arrays(columns, schema=schema)


def plain(value: Any, kind: pa.DataType) -> Any:
    """Moments are in UTC and say so nowhere; MySQL has a small number, or a bit, for yes and no."""
    if kind == pa.bool_() and isinstance(value, (int, bytes)):
        return any(value) if isinstance(value, bytes) else value != 0
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(timezone.utc).replace(tzinfo=None)
    return value


def put(s3: Any, bucket: str, source: Json, started: datetime, number: int, table: pa.Table) -> None:
    key = f"drop/{source['name']}/dt={started:%Y-%m-%d}/{started:%H%M%S%f}-{number:05}.parquet"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "part.parquet"
        pq.write_table(table, path, compression="zstd")
        s3.upload_file(str(path), bucket, key)


def read_place(s3: Any, bucket: str, key: str) -> str | None:
    """Looked for before it is read: who may list a part of a bucket only is told «denied» of an object that is not there."""
    found = s3.list_objects_v2(Bucket=bucket, Prefix=key, MaxKeys=1)
    if key not in [entry["Key"] for entry in found.get("Contents", [])]:
        return None
    return json.loads(s3.get_object(Bucket=bucket, Key=key)["Body"].read())["place"]


if __name__ == "__main__":
    sys.exit(main())
