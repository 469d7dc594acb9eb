"""The sample snapshot, through the same door as everybody's figures."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING, Final

from thuocdo.portal.results.services import import_snapshots

if TYPE_CHECKING:
    from datetime import datetime

    from thuocdo.portal.organizations.models import User

SOURCE: Final = (
    "Cổng Dịch vụ công quốc gia, trang Đánh giá chất lượng phục vụ, "
    "lưu tại kho công khai duynghiaqn/Crawler-766 (57803c1b)"
)
HOUR: Final = "14:00"
"""The hour of extraction that the origin of the files states."""


def load_sample_snapshot(by: User | None, at: datetime) -> str:
    """Import the shipped files of 8 October 2026; a second run changes nothing."""
    folder = resources.files("thuocdo.portal.results.sample")
    files = [(entry.name, entry.read_bytes()) for entry in folder.iterdir() if entry.name.endswith(".csv")]
    stored = import_snapshots(files=files, answers={"hour": HOUR, "source": SOURCE}, by=by, at=at)
    new = sum(1 for day in stored if day.effect != "same")
    return f"{len(stored)} ngày số liệu, thêm mới {new}"
