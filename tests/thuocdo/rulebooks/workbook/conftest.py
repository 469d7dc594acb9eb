"""Workbooks to spoil: an edition that says everything an edition can say, and one cell of it changed at a time."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from pydantic import TypeAdapter

from thuocdo.errors import Place, Problem, RulebookError
from thuocdo.rulebooks.cases import Case, PlacedCase
from thuocdo.rulebooks.edition import Edition
from thuocdo.rulebooks.loader import check_plain
from thuocdo.rulebooks.plain_yaml import Plain, read_plain
from thuocdo.rulebooks.workbook import export_workbook, read_workbook

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl.workbook.workbook import Workbook

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def everything() -> Edition:
    """An edition in which every field of the schema, and every parameter of every kind of rule, says something."""
    file, problems = check_plain(plain("everything.yaml"), lambda loc: Place(item=str(loc)))
    assert [problem.render() for problem in problems] == []
    assert file is not None
    cases = json.dumps(plain("everything_cases.yaml"))
    placed = tuple(PlacedCase(case=case, place=Place()) for case in TypeAdapter(list[Case]).validate_json(cases))
    return Edition(file=file, read_cases=lambda: placed)


def plain(name: str) -> Plain:
    document = read_plain((HERE / name).read_bytes(), name=name)
    assert [problem.render() for problem in document.problems] == []
    return document.data


@pytest.fixture(scope="session")
def exported(everything: Edition) -> bytes:
    return export_workbook(everything)


@pytest.fixture
def spoil(exported: bytes) -> Callable[[Callable[[Workbook], object]], list[str]]:
    """Change the workbook by hand and return what is said about it, both languages checked for gaps."""

    def spoiled(change: Callable[[Workbook], object]) -> list[str]:
        workbook = openpyxl.load_workbook(io.BytesIO(exported))
        change(workbook)
        opened = io.BytesIO()
        workbook.save(opened)
        return refusal(opened.getvalue())

    return spoiled


def refusal(data: bytes) -> list[str]:
    """Return the problems of a workbook as people read them."""
    with pytest.raises(RulebookError) as raised:
        read_workbook(data, name="bo_chi_so.xlsx")
    return said(raised.value.problems)


def said(problems: tuple[Problem, ...]) -> list[str]:
    english = [problem.render("en") for problem in problems]
    vietnamese = [problem.render() for problem in problems]
    assert not [sentence for sentence in english + vietnamese if re.search(r"\{\w*\}", sentence)]
    return vietnamese


@pytest.fixture
def refused() -> Callable[[bytes], list[str]]:
    return refusal
