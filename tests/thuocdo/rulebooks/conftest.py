"""A small invented edition as files, so that each test may spoil one thing in it and see what is said about it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from thuocdo.errors import Problem

EDITION = """\
index: sample
edition: "2030"
title: {vi: Bộ chỉ số thử}
legal_basis:
  - {document: 1/QĐ-THU, read: text}
assessed: [province, commune]
period_of_force: {from: "2030-01-01"}
total:
  code: TOTAL
  title: {vi: Tổng}
  max_points: "10"
fields: [1_first.yaml, 2_second.yaml]
classification:
  bands:
    - {name: {vi: Tốt}, min: "80"}
    - {name: {vi: Yếu}, min: "0"}
  verified: {status: illustrative}
layouts:
  - name: rows
    recognise: [ma, dat, tong]
    unit: ma
    kind: loai
    keys: [nam]
    years: ["2030", "2031"]
    criterion: tieu_chi
    criteria: {MOT: "1.1"}
    inputs: {done: dat, planned: tong}
    inputs_of: {"1.10": {answered: dat}}
    official: diem
    kept: [ghi_chu]
  - name: wide
    recognise: [ma, diem_tong]
    unit: ma
    kind_is: province
    unit_name: ten
    parent: cha
    columns: {a: ["1.1.done"], b: ["1.1.planned", "2.1.planned"], c: ["2.1.done"]}
    official: {diem_tong: [TOTAL], diem_khong_co: ["1"]}
    kept: [hang]
    kept_at: "1"
"""

FIRST = """\
code: "1"
title: {vi: Lĩnh vực một, en: First field}
max_points: "5.50"
criteria:
  - code: "1.1"
    number: "I.1"
    title: {vi: Hoàn thành kế hoạch}
    max_points: "4"
    inputs:
      done: {vi: Số nhiệm vụ hoàn thành, en: Tasks done, unit: task, whole: true}
      planned: {vi: Số nhiệm vụ kế hoạch, unit: task, whole: true}
    rule: {kind: proportional, numerator: done, denominator: planned}
  - code: "1.10"
    title: {vi: Điểm được cho}
    max_points: "1.5"
    applies_to: [commune]
    effective: {from: "2030-01-01", until: "2031-01-01"}
    inputs:
      answered: {vi: Điểm, unit: point, signed: true}
    rule: {kind: given, input: answered}
"""

SECOND = """\
code: "2"
title: {vi: Lĩnh vực hai}
max_points: "4.50"
legal_basis:
  - {document: 2/QĐ-THU, place: mục 2}
rounding: []
criteria:
  - code: "2.1"
    number: "I.1"
    title: {vi: Một phần}
    max_points: "4.50"
    legal_basis:
      - {document: 3/QĐ-THU}
    rounding:
      - {of: points, digits: 1}
    inputs:
      done: {vi: Đạt, unit: task}
      planned: {vi: Tổng, unit: task}
    rule: {kind: proportional, numerator: done, denominator: planned}
"""

CASES = """\
law: 1/QĐ-THU, mục 1
cases:
  - {name: Đủ thì trọn điểm, criterion: "1.1", given: {done: 4, planned: 4}, expect: {points: "4"}}
  - {name: Thừa là sai, criterion: "1.1", given: {done: 5, planned: 4}, expect: {error: SC-103}}
  - {name: Xã được cho điểm, criterion: "1.10", given: {answered: "1.25"}, expect: {points: "1.25", state: given}}
  - {name: Một nửa, criterion: "2.1", given: {done: 1, planned: 2}, expect: {points: "2.3"}}
"""

FILES = {"edition.yaml": EDITION, "1_first.yaml": FIRST, "2_second.yaml": SECOND, "cases/all.yaml": CASES}


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write the edition with changes: file -> (what stands there, what stands there instead), or the whole text."""

    def written(changes: dict[str, tuple[str, str] | str | None] | None = None) -> Path:
        folder = tmp_path / "sample"
        (folder / "cases").mkdir(parents=True, exist_ok=True)
        texts: dict[str, str | None] = dict(FILES)
        for name, change in (changes or {}).items():
            if isinstance(change, tuple):
                before, after = change
                text = texts[name] or ""
                assert before in text
                texts[name] = text.replace(before, after, 1)
            else:
                texts[name] = change
        for name, content in texts.items():
            if content is not None:
                (folder / name).write_text(content, "utf-8")
        return folder

    return written


@pytest.fixture
def said() -> Callable[[list[Problem]], list[str]]:
    """Return the problems as people read them, in both languages, so that every sentence is filled in."""

    def words(problems: list[Problem]) -> list[str]:
        sentences = [problem.render("en") for problem in problems] + [problem.render() for problem in problems]
        assert not [sentence for sentence in sentences if re.search(r"\{\w+\}", sentence)]
        return [problem.render() for problem in problems]

    return words
