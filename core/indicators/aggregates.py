"""The aggregates a measure may return: the same that data checks compare."""

from __future__ import annotations

from core.checks.aggregates import Aggregate, count, distinct, mean, total

__all__ = ["Aggregate", "count", "distinct", "mean", "total"]
