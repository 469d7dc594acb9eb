"""Workbooks of a few kilobytes whose ranges would fill the memory are known before anything makes cells of them."""

from __future__ import annotations

import io
import zipfile

import pytest

from thuocdo.packages import too_wide_range


def package(*refs: str, kind: str = "mergeCell") -> bytes:
    ranges = "".join(f'<{kind} ref="{ref}"/>' for ref in refs)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        made.writestr("xl/media/image1.png", b"\x89PNG")
        made.writestr("xl/worksheets/sheet1.xml", f'<worksheet xmlns="urn:x"><c ref="A1:XFD9"/>{ranges}</worksheet>')
    return target.getvalue()


@pytest.mark.parametrize("ref", ["A10:XFD1048576", "$a$10:$xfd$1048576", "C:XFD", "1:70", "A1:J100001"])
@pytest.mark.parametrize("kind", ["mergeCell", "hyperlink"])
def test_a_range_of_more_than_a_million_cells_is_named(ref: str, kind: str) -> None:
    assert too_wide_range(package(ref, kind=kind)) == ref


def test_ranges_count_together_and_the_one_that_is_too_many_is_named() -> None:
    assert too_wide_range(package("A1:J60000", "A60001:J110000", "A1:B2")) == "A60001:J110000"


@pytest.mark.parametrize("ref", ["", "B2", "khong phai vung", "B2:C2", "XFD9:A1", "A1:J100000"])
def test_small_ranges_and_what_is_no_range_are_left_to_the_reader(ref: str) -> None:
    assert too_wide_range(package(ref)) is None
