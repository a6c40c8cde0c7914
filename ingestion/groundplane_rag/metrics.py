"""Figures of a refresh, as CloudWatch keeps them."""

from __future__ import annotations

from typing import Any

from .evaluate import Recall
from .ingest import Outcome
from .settings import Settings


def metric_data(settings: Settings, outcome: Outcome, recall: Recall) -> list[dict[str, Any]]:
    """One value each; recall only where somebody wrote an evaluation set, so that none is never read as bad or good."""
    values = {
        "Documents": outcome.documents,
        "Written": outcome.written,
        "Deleted": outcome.deleted,
        "DeadLetters": outcome.dead,
        "SourcesStopped": len(outcome.stopped),
        "Refreshed": 1,
        **({} if outcome.refilled == 0 else {"Refilled": outcome.refilled}),
        **({} if recall.rate is None else {"Recall": recall.rate}),
    }
    dimensions = [{"Name": "Bucket", "Value": settings.bucket}]
    return [{"MetricName": name, "Value": value, "Dimensions": dimensions} for name, value in values.items()]
