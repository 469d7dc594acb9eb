"""Problems carry code, place and parameters; they are put into words late, and an error holds all of them."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

import pytest

from thuocdo import errors
from thuocdo.errors import (
    CompileError,
    DataError,
    Place,
    Problem,
    RulebookError,
    ScoringError,
    Severity,
    TextError,
    ThuocDoError,
    UnitError,
    catalogue,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TOO_MANY = Problem(code="TT-101", place=Place(row=4, column="value"), params={"done": "41", "planned": "40"})
SENTENCES = """\
TT-101:
  vi: Cần tối đa {planned}, nhưng gặp {done}. Kiểm tra lại báo cáo.
  en: At most {planned} was needed, but {done} was found. Check the report.
"""


@pytest.fixture
def sentences(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A catalogue of one invented problem, in place of ours."""
    (tmp_path / "example.yaml").write_text(SENTENCES, "utf-8")
    (tmp_path / "empty.yaml").write_text("# none yet\n", "utf-8")
    (tmp_path / "notes.txt").write_text("TT-999: not a catalogue", "utf-8")
    monkeypatch.setattr(resources, "files", lambda _package: tmp_path)
    catalogue.cache_clear()
    yield tmp_path
    catalogue.cache_clear()


@pytest.mark.parametrize(
    ("place", "vietnamese", "english"),
    [
        (Place(), "", ""),
        (Place(file="so_lieu.csv", row=1), "so_lieu.csv, dòng 1", "so_lieu.csv, row 1"),
        (Place(sheet="Tiêu chí", column="C"), "trang tính Tiêu chí, cột C", "sheet Tiêu chí, column C"),
        (Place(row=3, item="1.10"), "dòng 3, 1.10", "row 3, 1.10"),
    ],
)
def test_a_place_is_told_by_what_is_known_of_it(place: Place, vietnamese: str, english: str) -> None:
    assert place.render() == vietnamese
    assert place.render("en") == english


@pytest.mark.usefixtures("sentences")
def test_a_problem_is_told_in_either_language_with_code_and_place() -> None:
    assert TOO_MANY.render() == "TT-101 · dòng 4, cột value · Cần tối đa 40, nhưng gặp 41. Kiểm tra lại báo cáo."
    assert TOO_MANY.render("en") == (
        "TT-101 · row 4, column value · At most 40 was needed, but 41 was found. Check the report."
    )


@pytest.mark.usefixtures("sentences")
def test_a_problem_without_a_place_says_none() -> None:
    assert Problem(code="TT-101", params=TOO_MANY.params).render().startswith("TT-101 · Cần tối đa 40")


def test_a_place_given_later_fills_only_what_was_not_known() -> None:
    placed = TOO_MANY.at(Place(file="so_lieu.csv", row=99))

    assert placed.place == Place(file="so_lieu.csv", row=4, column="value")
    assert (placed.code, placed.params, placed.severity) == (TOO_MANY.code, TOO_MANY.params, Severity.ERROR)


@pytest.mark.usefixtures("sentences")
def test_an_error_tells_every_problem_on_its_own_line() -> None:
    error = DataError([TOO_MANY, TOO_MANY.at(Place(file="b.csv"))])

    assert str(error) == f"{error.problems[0].render()}\n{error.problems[1].render()}"
    assert error.problems[1].place.file == "b.csv"


@pytest.mark.parametrize("kind", [TextError, UnitError, ScoringError, RulebookError, DataError, CompileError])
def test_every_kind_of_error_can_be_placed_and_keeps_its_kind(kind: type[ThuocDoError]) -> None:
    placed = kind(TOO_MANY).at(Place(file="so_lieu.csv"))

    assert type(placed) is kind
    assert [problem.place.file for problem in placed.problems] == ["so_lieu.csv"]


def test_an_error_without_a_problem_is_a_bug() -> None:
    with pytest.raises(ValueError, match="at least one problem"):
        ThuocDoError([])


def test_a_code_explained_in_two_files_is_a_bug(sentences: Path) -> None:
    (sentences / "second.yaml").write_text(SENTENCES, "utf-8")

    with pytest.raises(ValueError, match=r"TT-101 is explained twice.*second\.yaml"):
        catalogue()


def test_the_catalogue_of_this_package_is_read_once() -> None:
    assert errors.catalogue() is errors.catalogue()
