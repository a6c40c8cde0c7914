"""python -m groundplane_rag migrate | refresh | serve"""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import boto3

from .embed import EmbeddingError, Gateway
from .evaluate import evaluate
from .ingest import Refresh
from .lease import lease
from .metrics import metric_data
from .serve import serve
from .settings import Settings, SettingsError, read_settings
from .stores import Busy, Store, open_store, prepare_store

# somebody has to look: a source is stopped, or less is found than must be
LOOK = 4


def main(arguments: list[str]) -> int:
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s %(message)s", stream=sys.stderr)
    for chatty in ("httpx", "botocore", "opensearch", "pypdf"):
        logging.getLogger(chatty).setLevel(logging.ERROR)
    if arguments == ["--help"]:
        print(__doc__)
        return 0
    if arguments not in (["migrate"], ["refresh"], ["serve"]):
        print(__doc__, file=sys.stderr)
        return 2
    try:
        settings = read_settings()
    except (SettingsError, KeyError) as error:
        print(f"settings: {error}", file=sys.stderr)
        return 2
    if arguments == ["migrate"]:
        prepare_store(settings)
        return 0
    gateway = Gateway(
        settings.gateway_url,
        os.environ["GATEWAY_KEY"],
        settings.model,
        settings.dimensions,
        float(os.environ.get("RETRY_SECONDS", "1")),
    )
    if arguments == ["serve"]:
        serve(settings, gateway)
        return 0
    return refresh(settings, gateway)


@contextmanager
def _alone(store: Store, s3: Any, settings: Settings) -> Iterator[None]:
    """Raises Busy where another run is at it. A store that has a lock of its own holds it as long as it is open."""
    hold = getattr(store, "hold", None)
    if hold is not None:
        hold()
        yield
        return
    with lease(s3, settings.bucket, float(os.environ.get("LEASE_SECONDS", "120"))):
        yield


def refresh(settings: Settings, gateway: Gateway) -> int:
    """One refresh with its evaluation; figures go to CloudWatch and to stdout."""
    s3 = boto3.client("s3")
    try:
        with open_store(settings) as store, _alone(store, s3, settings):

            def good_enough(generation: str) -> bool:
                rate = evaluate(s3, settings, store, gateway, generation).rate
                return rate is None or rate >= settings.least_recall

            outcome = Refresh(s3, settings, store, gateway, datetime.now(UTC)).run(good_enough)
            answering = store.current()
            recall = evaluate(s3, settings, store, gateway, answering or settings.generation)
    except Busy as busy:
        print(busy, file=sys.stderr)
        return 0
    except EmbeddingError as error:
        print(error, file=sys.stderr)
        return 1
    said = {**vars(outcome), "recall": recall.rate, "questions": recall.questions, "missed": list(recall.missed)}
    print(json.dumps(said, sort_keys=True))
    if os.environ.get("METRICS", "on") == "on":
        data = metric_data(settings, outcome, recall)
        boto3.client("cloudwatch").put_metric_data(Namespace=settings.namespace, MetricData=data)
    low = recall.rate is not None and recall.rate < settings.least_recall
    return LOOK if outcome.stopped or low or answering != settings.generation else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
