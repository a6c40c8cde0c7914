"""What a run of dbt means for each source. Pure: artefacts in, reasons out."""

from __future__ import annotations

from typing import Any, Iterable

Json = dict[str, Any]

FAILED = {"fail", "error", "runtime error"}


def meta_of(node: Json) -> Json:
    return node.get("config", {}).get("meta") or node.get("meta") or {}


def sources_of(manifest: Json) -> dict[str, Json]:
    """Declared sources by name, with what is said of each."""
    return {
        meta["source"]: {**meta, "table": node["name"], "unique_id": unique_id}
        for unique_id, node in manifest["sources"].items()
        if "source" in (meta := meta_of(node))
    }


def documented(manifest: Json) -> set[str]:
    """Sources of which documents are made."""
    return {
        meta_of(node)["source"]
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model" and node["name"].startswith("documents_") and "source" in meta_of(node)
    }


def judge(manifest: Json, results: Json | None, freshness: Json | None) -> dict[str, list[Json]]:
    """Reasons to stop, by source. A source nobody looked at is stopped as well."""
    reasons: dict[str, list[Json]] = {name: [] for name in sources_of(manifest)}
    tested: set[str] = set()
    for reason, source in _of_tests(manifest, results, tested):
        reasons.setdefault(source, []).append(reason)
    for reason, source in _of_freshness(manifest, freshness):
        reasons.setdefault(source, []).append(reason)
    told = {result["unique_id"] for result in (freshness or {}).get("results", [])}
    for name, source in sources_of(manifest).items():
        if name not in tested:
            reasons[name].append(_reason("run", source["unique_id"], "its tests did not run"))
        if source["unique_id"] not in told:
            reasons[name].append(_reason("freshness", source["unique_id"], "nobody looked how new it is"))
    return {name: sorted(found, key=lambda each: (each["check"], each["test"])) for name, found in reasons.items()}


def _reason(check: str, test: str, message: str) -> Json:
    return {"check": check, "test": test, "message": message}


def _of_tests(manifest: Json, results: Json | None, tested: set[str]) -> Iterable[tuple[Json, str]]:
    left_out: dict[str, Json] = {}
    broken: set[str] = set()
    for result in (results or {}).get("results", []):
        unique_id, status = result["unique_id"], result["status"]
        node = manifest["nodes"].get(unique_id)
        source = meta_of(node).get("source") if node else None
        if node is None or source is None:
            continue
        is_test = node["resource_type"] == "test"
        if is_test and status != "skipped":
            tested.add(source)
        if status in FAILED:
            broken.add(source)
            check = meta_of(node).get("check", "run") if is_test else "run"
            yield _reason(check, unique_id, _said(node, result, is_test)), source
        elif status == "skipped":
            left_out.setdefault(source, _reason("run", unique_id, f"{node['name']} was left out"))
    for source, reason in left_out.items():
        if source not in broken:
            yield reason, source


def _said(node: Json, result: Json, is_test: bool) -> str:
    """A figure, never a value: messages of engines quote what they could not read."""
    if not is_test:
        return f"{node['name']} could not be made"
    if result["status"] != "fail":
        return f"{node['name']} could not be told"
    return f"{node['name']} found {result.get('failures') or 'some'} that should not be"


def _of_freshness(manifest: Json, freshness: Json | None) -> Iterable[tuple[Json, str]]:
    for result in (freshness or {}).get("results", []):
        node = manifest["sources"].get(result["unique_id"], {})
        source = meta_of(node).get("source")
        if source is None or result["status"] not in FAILED:
            continue
        yield _reason("freshness", result["unique_id"], _age(result)), source


def _age(result: Json) -> str:
    age = result.get("max_loaded_at_time_ago_in_s")
    if age is None:
        return "how new it is could not be told"
    most = (result.get("criteria") or {}).get("error_after") or {}
    return f"newest row is {age / 3600:.0f} hours old, at most {most.get('count')}"
