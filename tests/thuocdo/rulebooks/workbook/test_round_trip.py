"""A workbook loses nothing: what is exported is read back to the same fingerprint, cases included."""

from __future__ import annotations

import dataclasses
import io
from typing import TYPE_CHECKING

import openpyxl
import pytest
from pydantic import BaseModel

from thuocdo.rulebooks import Edition, available, load
from thuocdo.rulebooks.schema import EditionFile
from thuocdo.rulebooks.workbook import export_workbook, read_workbook, template_workbook
from thuocdo.scoring import RULES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

NEVER_SET = {(EditionFile, "fields")}
"""A matter of filing, not of the law."""
ONE_VALUE = {("Publication", "ties"), ("Grouping", "tie_rule")}


def cases_of(edition: Edition) -> list[object]:
    return [placed.case for placed in edition.read_cases()]


@pytest.mark.parametrize("name", available())
def test_every_shipped_edition_comes_back_whole(name: str) -> None:
    edition = load(name)

    again = read_workbook(export_workbook(edition), name="x.xlsx")

    assert again.sha256 == edition.sha256
    assert cases_of(again) == cases_of(edition)


def test_an_edition_that_says_everything_comes_back_whole(everything: Edition, exported: bytes) -> None:
    again = read_workbook(exported, name="x.xlsx")

    assert again.file.model_dump_json() == everything.file.model_dump_json()  # its order too
    assert again.sha256 == everything.sha256
    assert cases_of(again) == cases_of(everything)


def test_the_edition_that_says_everything_leaves_no_field_at_its_default(everything: Edition) -> None:
    """Otherwise a field that the schema gains would be lost without a test noticing."""
    parts = list(_parts(everything.file))
    kinds = {type(part) for part in parts}
    possible = {(kind, name) for kind in kinds for name in _names(kind)}
    said = {
        (type(part), name)
        for part in parts
        for name, default in _names(type(part)).items()
        if getattr(part, name) != default
    }

    assert kinds >= set(RULES.values())
    silent = {(kind.__name__, name) for kind, name in possible - said - NEVER_SET if name != "kind"}
    assert silent - ONE_VALUE == set()


def test_equal_editions_make_equal_bytes(everything: Edition, exported: bytes) -> None:
    assert export_workbook(everything) == exported


def test_a_workbook_loads_like_any_other_edition(exported: bytes, everything: Edition, tmp_path: Path) -> None:
    path = tmp_path / "bo_chi_so.xlsx"
    path.write_bytes(exported)

    assert load(path).sha256 == everything.sha256


def test_codes_and_points_stand_in_cells_of_text(exported: bytes) -> None:
    page = openpyxl.load_workbook(io.BytesIO(exported))["Tiêu chí"]
    rows = list(page.iter_rows(min_row=2))

    assert [cell.value for row in rows for cell in row[:1]][:5] == ["TOTAL", "1", "1.1", "1.10", "1.2"]
    assert {cell.data_type for row in rows for cell in row if cell.value is not None} == {"s"}
    assert {cell.number_format for row in rows for cell in row if cell.value is not None} == {"@"}
    assert page.column_dimensions["A"].number_format == "@"
    assert page.freeze_panes == "B2"


def test_text_that_looks_like_a_formula_stays_text(exported: bytes) -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(exported))
    cells = [cell for page in workbook.worksheets for row in page.iter_rows() for cell in row]

    assert [cell.value for cell in cells if str(cell.value).startswith("=")]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []


def test_quotients_are_written_as_the_law_writes_them(exported: bytes) -> None:
    page = openpyxl.load_workbook(io.BytesIO(exported))["Tiêu chí"]

    assert "10/3" in [row[4].value for row in page.iter_rows(min_row=2)]


def test_cells_with_a_closed_list_offer_it(exported: bytes) -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(exported))
    lists = [found for found in workbook["Quy tắc"].data_validations.dataValidation if found.type == "list"]

    assert str(lists[0].sqref).startswith("B2:B")
    assert "Danh sách" in lists[0].formula1
    assert workbook["Danh sách"].sheet_state == "hidden"


def test_every_column_is_explained_on_the_first_page(exported: bytes) -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(exported))
    guide = {(row[0].value, bool(row[1].value)) for row in workbook["Hướng dẫn"].iter_rows(max_col=2)}

    for page in workbook.worksheets[2:-1]:
        assert {(cell.value, True) for cell in page[1]} <= guide


def test_an_empty_template_says_what_must_be_filled_in(refused: Callable[[bytes], list[str]]) -> None:
    problems = refused(template_workbook())

    assert {line.split(" · ")[0] for line in problems} >= {"RB-311"}
    assert any("Mã bộ chỉ số" in line for line in problems)


def _parts(part: object) -> Iterator[object]:
    """Yield every structure in a part, itself first."""
    if isinstance(part, BaseModel) or dataclasses.is_dataclass(part):
        yield part
        for name in _names(type(part)):
            yield from _parts(getattr(part, name))
    elif isinstance(part, tuple | dict):
        for item in part.values() if isinstance(part, dict) else part:
            yield from _parts(item)


def _names(kind: type) -> dict[str, object]:
    """Return the fields of a structure with their defaults."""
    if issubclass(kind, BaseModel):
        return {name: field.default for name, field in kind.model_fields.items()}
    return {field.name: field.default for field in dataclasses.fields(kind)} if dataclasses.is_dataclass(kind) else {}
