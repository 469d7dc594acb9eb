"""Makes a 766 snapshot of the whole country for benches: 34 provinces, 3,321 communes, made-up repeatable counts.

The counts are drawn from a fixed seed and mean nothing; only the shape and the volume are real.
"""

from __future__ import annotations

import csv
import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

DAY, PERIOD = "2026-10-08", "year-2026"
METRICS: Sequence[tuple[str, str, int]] = (
    ("CKMB", "PUBLISH_ON_TIME", 6),
    ("CKMB", "PUBLIC_UPDATE_ON_TIME", 4),
    ("CKMB", "PUBLIC_CONTENT_FULL", 2),
    ("CKMB", "DOSSIER_SYNC", 6),
    ("MDSH", "ORIGINAL_RESULT_AVAILABLE", 6),
    ("MDSH", "SO_HOA_GIAY_TO_GIAI_QUYET", 4),
    ("MDSH", "REUSED_DIGITIZED_DATA", 2),
    ("MDSH", "SYNCED_WITH_DVCQG_PERSONAL_STORAGE", 4),
    ("MDSH", "CITIZEN_DATA_CONNECTED_DOSSIER", 2),
    ("MDSH", "CITIZEN_DATA_CONNECTED_FORMALITY", 2),
    ("MDHL", "PETITION_CLASSIFICATION_TTHC", 0),
    ("MDHL", "DOSSIER_RECEIVING_SATISFACTION", 6),
    ("MDHL", "PETITION_PROCESSING_ON_TIME", 6),
    ("MDHL", "PETITION_HANDLING_SATISFACTION", 6),
    ("MDHL", "PETITION_CLASSIFICATION_STAFF", 0),
)
METRIC_COLUMNS = (
    "date,period,unit_id,unit_name,level,parent_id,group,code,"
    "numerator,denominator,ratio,score,max_score,data_quality_status"
)
TREE_COLUMNS = (
    "date,period,unit_id,unit_name,level,parent_id,group,group_score,group_max,total_received,total_on_time,total_overdue,"
    "avg_processing_days,on_time_ratio,dossier_online_payment_success,dossier_financial_obligation,"
    "formality_online_payment_success,fee_formality,fee_dossier_formality"
)
Head = tuple[str, ...]


def heads(provinces: int = 34, communes: int = 3321) -> Iterator[Head]:
    """Return the first columns of every unit's rows: the provinces, then their communes."""
    for number in range(1, provinces + 1):
        yield (DAY, PERIOD, f"H{number:02d}", f"UBND tỉnh số {number}", "province", "")
    for number in range(1, communes + 1):
        parent = f"H{number % provinces + 1:02d}"
        yield (DAY, PERIOD, f"{parent}.{number}", f"UBND xã số {number}", "commune", parent)


def write(folder: Path) -> list[Path]:
    """Write ``metrics.csv`` and ``tree_groups.csv`` into the folder and return their paths."""
    draw = random.Random(766)  # noqa: S311 - figures for a bench, not a secret
    metrics, trees = folder / "metrics.csv", folder / "tree_groups.csv"
    units = list(heads())
    _write(metrics, METRIC_COLUMNS, (row for head in units for row in _metric_rows(head, draw)))
    _write(trees, TREE_COLUMNS, (row for head in units for row in _tree_rows(head, draw)))
    return [metrics, trees]


def _write(path: Path, columns: str, rows: Iterator[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(columns.split(","))
        writer.writerows(rows)


def _metric_rows(head: Head, draw: random.Random) -> Iterator[Sequence[object]]:
    for group, code, maximum in METRICS:
        total = draw.choice((0, 1, 2)) if code.startswith("PETITION") else draw.randint(40, 9000)
        done = draw.randint(0, total)
        yield (*head, group, code, done, total, "", "", maximum, "")
    yield (*head, "MDSH", "ELECTRONIC_CERTIFIED_COPY", "", "", 100, 2, 2, "")


def _tree_rows(head: Head, draw: random.Random) -> Iterator[Sequence[object]]:
    received = draw.randint(40, 9000)
    on_time = draw.randint(0, received)
    owed, formalities = draw.randint(1, received), draw.randint(30, 400)
    paid, used, priced = draw.randint(0, owed), draw.randint(0, formalities), draw.randint(0, formalities)
    yield (*head, "TDGQ", "", 20, received, on_time, received - on_time, "3.24", "", "", "", "", "", "")
    yield (*head, "ONLINE", f"{draw.randint(600, 900) / 100}", 12, *[""] * 10)
    yield (*head, "TTTT", "", 10, *[""] * 5, paid, owed, used, formalities, priced)
