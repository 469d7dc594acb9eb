"""``make bench``: a zip of 150 units' workbooks with 120 assignments each; one of them filled in, looked at, imported.

Asks the portal of ``plans.py`` for the zip as a coordinator and takes it piece by piece, as a browser would: what
counts is that memory does not grow with the number of units.
"""

from __future__ import annotations

import io
import os
import resource
import tempfile
import time
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from plans import build_portal

if TYPE_CHECKING:
    from django.test import Client

LIMIT = 60.0
"""Seconds for the whole zip: longer than that and people think that nothing comes."""
MEGABYTES = 100.0
"""What the zip may add to the memory of the process."""


def main() -> None:
    """Print time and memory of the zip, then of the preview and the import of one workbook."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(THUOCDO_VAR=folder, DJANGO_SETTINGS_MODULE="thuocdo.portal.config.settings")
        coordinator, *_others = build_portal()
        coordinator.get("/tep-don-vi/")  # warm: templates, the calendar of deadlines
        _name, content = _zip(coordinator)
        _back(coordinator, content)


def _zip(client: Client) -> tuple[str, bytes]:
    """Take the zip out; return one of its workbooks."""
    before, begin, size, first, grown = _memory(), time.perf_counter(), 0, 0.0, 0.0
    kept = io.BytesIO()
    for piece in client.get("/tep-don-vi/tat-ca.zip"):
        first = first or time.perf_counter() - begin
        size += len(piece)
        kept.write(piece)
        grown = max(grown, _memory() - before - size / 1_048_576)
    seconds = time.perf_counter() - begin
    with zipfile.ZipFile(kept) as package:
        name = max(package.namelist(), key=lambda one: package.getinfo(one).file_size)
        print(
            f"zip of {len(package.namelist())} workbooks: {seconds:.1f} s (limit {LIMIT:.0f}), first piece after "
            f"{first * 1000:.0f} ms, {size / 1_048_576:.1f} MB, memory +{grown:.1f} MB "
            f"(limit {MEGABYTES:.0f})"
        )
        return name, package.read(name)


def _back(client: Client, content: bytes) -> None:
    """Fill one workbook in, look at it, import it."""
    # ruff: noqa: PLC0415 (Django reads its settings from the environment that was set before)
    import openpyxl
    from django.core.files.uploadedfile import SimpleUploadedFile

    from thuocdo.portal.plans.exchange.columns import COLUMNS
    from thuocdo.portal.plans.exchange.writing import HEAD_ROW

    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet, text = book.worksheets[0], next(at for at, one in enumerate(COLUMNS, start=1) if one.name == "text")
    for row in range(HEAD_ROW + 2, sheet.max_row + 1):
        sheet.cell(row, text).value = "Đã làm xong phần việc của quý"
    target = io.BytesIO()
    book.save(target)
    begin = time.perf_counter()
    file = SimpleUploadedFile("mot-don-vi.xlsx", target.getvalue())
    address = client.post("/tep-don-vi/gui/", {"workbooks": [file]}).headers["Location"]
    client.get(address)
    looked = time.perf_counter()
    response = client.post(address, {"act": "enter", "source": "Công văn đo"})
    if response.status_code != 302:
        raise SystemExit("the workbook was not imported")
    rows = sheet.max_row - HEAD_ROW - 1
    print(f"one workbook of {rows} rows: preview {looked - begin:.2f} s, import {time.perf_counter() - looked:.2f} s")


def _memory() -> float:
    """Return what the process holds now, in megabytes; its peak was that of building the portal."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize() / 1_048_576


if __name__ == "__main__":
    main()
