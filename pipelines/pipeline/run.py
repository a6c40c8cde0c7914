"""One run: freshness, models and tests, documents, gates. Told where by its environment; see `Place`."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import boto3

from . import days
from .gate import documented, judge, sources_of

Json = dict[str, Any]

NAMESPACE = "Groundplane/Data"
METRIC = "DataStopped"


@dataclass(frozen=True)
class Place:
    """Where it works. `environment` is what metrics are told apart by."""

    curated: str
    artefacts: str
    environment: str
    target: str

    @staticmethod
    def of_environment() -> Place:
        return Place(
            curated=os.environ["GROUNDPLANE_CURATED_BUCKET"],
            artefacts=os.environ["GROUNDPLANE_ARTEFACTS_BUCKET"],
            environment=os.environ["GROUNDPLANE_ENVIRONMENT"],
            target=os.environ["GROUNDPLANE_TARGET"],
        )


class Dbt:
    """The program, in a copy of the project."""

    def __init__(self, project: Path) -> None:
        self.project = project
        self.target = project / "target"

    def run(self, *arguments: str) -> int:
        """0: all well, 1: something is wrong with the data, 2: it broke."""
        command = ["dbt", "--no-use-colors", *arguments, "--profiles-dir", str(self.project)]
        return subprocess.run(command, cwd=self.project, check=False).returncode

    def artefact(self, name: str) -> Json | None:
        path = self.target / name
        return json.loads(path.read_text()) if path.exists() else None


def main() -> int:
    place = Place.of_environment()
    s3 = boto3.client("s3")
    with tempfile.TemporaryDirectory() as folder:
        dbt = Dbt(Path(folder))
        fetch(s3, place.artefacts, "project/", dbt.project)
        if place.target == "redshift":
            days.tell(s3, boto3.client("glue"), os.environ["GROUNDPLANE_RAW_SCHEMA"])
        return run(dbt, place, s3, boto3.client("cloudwatch"))


def run(dbt: Dbt, place: Place, s3: Any, cloudwatch: Any) -> int:
    freshness = dbt.artefact("sources.json") if dbt.run("source", "freshness") < 2 else None
    broke = dbt.run("build") >= 2
    manifest = dbt.artefact("manifest.json")
    if manifest is None:
        print("dbt made no manifest: nothing is known of any source, so no gate is written; readers stop as it ages")
        return 1
    results = None if broke else dbt.artefact("run_results.json")
    # an operation writes its own over it
    kept = dbt.project / "kept"
    shutil.copytree(dbt.target, kept, ignore=shutil.ignore_patterns("compiled", "run"))
    run_id = ((results or manifest)["metadata"])["invocation_id"]
    reasons = judge(manifest, results, freshness)
    for name, source in sorted(sources_of(manifest).items()):
        if not reasons[name] and name in documented(manifest):
            export(dbt, place, s3, name, source["table"], run_id, reasons)
    for name, found in sorted(reasons.items()):
        write_gate(s3, place, name, run_id, found)
        say(cloudwatch, place, name, bool(found))
    forget(dbt, place, manifest)
    if dbt.run("docs", "generate") == 0:
        for name in ("catalog.json", "index.html"):
            if (dbt.target / name).exists():
                shutil.copy(dbt.target / name, kept / name)
    keep(s3, place, kept, run_id)
    return 1 if broke else 0


def fetch(s3: Any, bucket: str, prefix: str, to: Path) -> None:
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix):
        for entry in page.get("Contents", []):
            path = to / entry["Key"].removeprefix(prefix)
            if not path.resolve().is_relative_to(to.resolve()):
                raise ValueError(f"{entry['Key']} leads out of the project")
            path.parent.mkdir(parents=True, exist_ok=True)
            s3.download_file(bucket, entry["Key"], str(path))


def export(
    dbt: Dbt, place: Place, s3: Any, source: str, table: str, run_id: str, reasons: dict[str, list[Json]]
) -> None:
    """Puts the documents of a source where an index looks. What cannot be put stops the source."""
    prefix = f"documents/{source}/{run_id}/"
    # an engine on a laptop writes beside itself, and they are carried over
    local = dbt.project / "documents" / source
    local.mkdir(parents=True, exist_ok=True)
    to = f"{local}/" if place.target == "duckdb" else f"s3://{place.curated}/{prefix}"
    status = dbt.run("run-operation", "export_documents", "--args", json.dumps({"table": table, "to": to}))
    if status != 0:
        reasons[source].append(
            {"check": "run", "test": f"export_documents.{table}", "message": "its documents could not be written"}
        )
        return
    for path in sorted(local.iterdir()):
        s3.upload_file(str(path), place.curated, f"{prefix}{path.name}")


def write_gate(s3: Any, place: Place, source: str, run_id: str, reasons: list[Json]) -> None:
    key = f"gate/{source}.json"
    before = read_gate(s3, place.curated, key)
    last = run_id if not reasons else before.get("run") if before.get("status") == "pass" else before.get("lastPassed")
    gate = {
        "schemaVersion": 1,
        "source": source,
        "status": "stop" if reasons else "pass",
        "checkedAt": datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "run": run_id,
        **({"lastPassed": last} if last else {}),
        "reasons": reasons,
    }
    s3.put_object(Bucket=place.curated, Key=key, Body=json.dumps(gate).encode(), ContentType="application/json")
    if not reasons:
        drop_old_documents(s3, place, source, {run_id, before.get("lastPassed"), before.get("run")})


def read_gate(s3: Any, bucket: str, key: str) -> Json:
    try:
        return json.loads(s3.get_object(Bucket=bucket, Key=key)["Body"].read())
    except s3.exceptions.NoSuchKey:
        return {}


def drop_old_documents(s3: Any, place: Place, source: str, keep_runs: set[str | None]) -> None:
    """A reader that is at it may still read those of the run before; older ones nobody names any more."""
    prefix = f"documents/{source}/"
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=place.curated, Prefix=prefix):
        for entry in page.get("Contents", []):
            if entry["Key"].removeprefix(prefix).split("/")[0] not in keep_runs:
                s3.delete_object(Bucket=place.curated, Key=entry["Key"])


def say(cloudwatch: Any, place: Place, source: str, stopped: bool) -> None:
    dimensions = [{"Name": "Environment", "Value": place.environment}, {"Name": "Source", "Value": source}]
    cloudwatch.put_metric_data(
        Namespace=NAMESPACE,
        MetricData=[{"MetricName": METRIC, "Dimensions": dimensions, "Value": float(stopped), "Unit": "Count"}],
    )


def forget(dbt: Dbt, place: Place, manifest: Json) -> None:
    """Deletes rows of streams whose time is over; a warehouse cannot write the lake, so Athena does."""
    target = "athena" if place.target == "redshift" else place.target
    for source in sources_of(manifest).values():
        if source.get("stream"):
            arguments = {"table": source["table"], "column": source["loaded_at"], "days": source["retention_days"]}
            dbt.run("run-operation", "forget", "--args", json.dumps(arguments), "--target", target)


def keep(s3: Any, place: Place, folder: Path, run_id: str) -> None:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in {".json", ".html"}:
            s3.upload_file(str(path), place.artefacts, f"runs/{run_id}/{path.relative_to(folder)}")


if __name__ == "__main__":
    sys.exit(main())
