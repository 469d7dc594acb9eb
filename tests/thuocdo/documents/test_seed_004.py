"""Every row of the three appendices of a real plan, against a table made by reading, independent of the reader.

How ``seed_004_rows.csv`` was made: the recovered text was read line by line, and for each of the 124 rows and each of
its cells the lines that hold it were written down (every line of the appendices was used once, or is a number, a
heading, a table header or a page number); those lines were joined, broken words made whole, the document's own spelling
kept. What the bodies of a cell are, their part and when a row falls due was written by hand for each different cell.
Only then was the reader run.

The plan's sentences stay outside the repository: the file keeps what is short (codes, lines, cells of bodies, products,
deadlines), and of criterion and content the SHA-256 (16 digits) of the NFC text, so that one blank too many is seen.

Two places of the printed table can be read in two ways. Row 12 of appendix 03 has no cells of its own; the blank lines
around the cells of row 11 are those of cells centred over the lines of both rows, so they hold for both (the other
reading: nobody does row 12). In row 10 of appendix 03 the row's own number stands again on the middle line of its text
and parts a word; it is no part of the sentence (the other reading keeps it). Row 8.1 of appendix 01 is one cell printed
over all columns, so it has no bodies and no time.
"""

from __future__ import annotations

import csv
import hashlib
import time
from collections import Counter
from pathlib import Path

import pytest

from thuocdo.documents import read_plan

pytestmark = pytest.mark.needs_shared
NAME = "004_2e48c56312b1aad1.txt"
ROWS = list(csv.DictReader((Path(__file__).parent / "seed_004_rows.csv").read_text("utf-8").splitlines()))


def sha(text):
    return hashlib.sha256(text.encode()).hexdigest()[:16] if text else ""


@pytest.fixture(scope="module")
def plan(shared):
    return read_plan((shared / "seeds" / NAME).read_bytes(), name=NAME)


@pytest.fixture(scope="module")
def tasks(plan):
    return {(task.appendix, task.code): task for task in plan.tasks if task.appendix}


def test_the_three_appendices_have_73_35_and_16_tasks(plan):
    assert Counter(task.appendix for task in plan.tasks if task.appendix) == {"01": 73, "02": 35, "03": 16}
    assert len(ROWS) == 124


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['appendix']}-{row['code']}")
def test_every_field_of_the_row_is_exact(tasks, row):
    task = tasks[row["appendix"], row["code"]]
    deadline = task.deadline

    assert task.parent == row["parent"]
    assert (task.spot.line, task.spot.last_line) == (int(row["first_line"]), int(row["last_line"]))
    assert (task.printed.lead or "") == row["lead"]
    assert "|".join(task.lead) == row["lead_bodies"]
    assert (task.lead_role or "") == row["lead_role"]
    assert (task.printed.coordinating or "") == row["coordinating"]
    assert "|".join(task.coordinating) == row["coordinating_bodies"]
    assert (task.coordinating_role or "") == row["coordinating_role"]
    assert (task.product or "") == row["product"]
    assert (deadline.text if deadline else "") == row["deadline"]
    assert ("+".join(deadline.kinds) if deadline else "") == row["kind"]
    assert (str(deadline.until or "") if deadline else "") == row["until"]
    assert sha(task.criterion) == row["criterion_sha256"]
    assert sha(task.content) == row["content_sha256"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['appendix']}-{row['code']}")
def test_every_body_has_the_part_that_its_words_and_its_column_give(tasks, row):
    task = tasks[row["appendix"], row["code"]]
    of_lead = [(name, row["lead_part"]) for name in task.lead]
    of_coordinating = [(name, row["coordinating_part"]) for name in task.coordinating]

    assert [(part.body, part.part) for part in task.parts] == of_lead + of_coordinating


def test_who_watches_and_who_does_is_read_from_words_and_column_together(tasks):
    watched = {part.body: part.part for part in tasks["01", "3.4.2"].parts}
    assert watched == {"Văn phòng UBND tỉnh": "watches", "UBND cấp xã": "does"}

    the_other_way_round = {part.body: part.part for part in tasks["01", "7.2.1"].parts}
    assert the_other_way_round == {
        "Các sở, ban, ngành": "does",
        "UBND cấp xã": "does",
        "Sở Khoa học và Công nghệ": "watches",
    }


def test_cells_printed_once_for_several_rows_are_given_to_each_and_are_less_certain(tasks):
    assert tasks["03", "12"].lead == tasks["03", "11"].lead
    assert tasks["03", "12"].confidence < tasks["03", "11"].confidence
    assert tasks["01", "8.1"].lead == ()


def test_reading_takes_at_most_a_second(shared):
    content = (shared / "seeds" / NAME).read_bytes()
    started = time.perf_counter()
    read_plan(content, name=NAME)

    assert time.perf_counter() - started <= 1.0
