"""The sample plans that ship: in whatever file, every field of every task is what the text they were made of says."""

from __future__ import annotations

import re
from importlib import resources

import pytest
import yaml

from thuocdo.documents import read_plan
from thuocdo.documents.lines import Use
from thuocdo.documents.samples import NAMES, sample_file
from thuocdo.documents.writing import as_mapping

FOLDER = resources.files("thuocdo.documents.samples")
EXPECTED = yaml.safe_load(FOLDER.joinpath("ke-hoach-mau.yaml").read_text("utf-8"))
BLANK = {"lead_role": None, "coordinating_role": None, "product": None, "note": None, "criterion": None}


@pytest.fixture(scope="module", params=NAMES)
def read(request):
    name = request.param
    return as_mapping(read_plan(sample_file(name), name=name))


def test_every_file_of_the_folder_is_offered_and_no_other():
    kept = {file.name for file in FOLDER.iterdir() if file.name.endswith((".docx", ".pdf", ".xlsx"))}

    assert kept == set(NAMES)
    with pytest.raises(KeyError):
        sample_file("../plan.py")


def expected_rows(*, tasks):
    for appendix in EXPECTED["appendices"]:
        parent = None
        for row in appendix["rows"]:
            if "title" in row:
                parent = row["code"]
            if ("title" in row) is not tasks:
                yield appendix["number"], parent, row


def expected_parts(row):
    watched = any(word in (row.get("lead_role") or "") for word in ("theo dõi", "đôn đốc")) or row.get("watches")
    lead, coordinating = ("watches", "does") if watched else ("answers", "contributes")
    return [
        *({"body": body, "part": lead} for body in row.get("lead", ())),
        *({"body": body, "part": coordinating} for body in row.get("coordinating", ())),
    ]


def expected_task(row, **other):
    words = row.get("deadline")
    return {
        **{name: row.get(name, blank) for name, blank in BLANK.items()},
        "code": row["code"],
        "content": re.sub(r"\[\^\d\]", "", row["content"]),
        "lead": row.get("lead", []),
        "coordinating": row.get("coordinating", []),
        "parts": expected_parts(row),
        "deadline": {"text": words, **EXPECTED["deadlines"][words]} if words else None,
        "guidance": row.get("guidance", False),
        "request": row.get("request", False),
        **other,
    }


def told(task):
    return {name: value for name, value in task.items() if name not in {"text", "place", "confidence"}}


def test_every_field_of_every_task_is_read_and_none_is_lost_or_invented(read):
    expected = [
        expected_task(row, appendix=appendix, parent=parent) for appendix, parent, row in expected_rows(tasks=True)
    ]
    expected += [expected_task(row, appendix=None, parent=row["parent"]) for row in EXPECTED["narrative"]]

    found = [told(task) for task in read["tasks"]]

    assert [(task["appendix"], task["code"]) for task in found] == [
        (task["appendix"], task["code"]) for task in expected
    ]
    for one, wanted in zip(found, expected, strict=True):
        assert one == wanted


def test_the_cells_as_printed_stand_beside_what_was_understood(read):
    printed = {(task["appendix"], task["code"]): task["text"] for task in read["tasks"]}

    for appendix, _, row in expected_rows(tasks=True):
        role = f" {row['lead_role']}" if row.get("lead_role") else ""
        assert printed[appendix, row["code"]] == {
            "lead": "; ".join(row["lead"]) + role,
            "coordinating": "; ".join(row["coordinating"]),
            "deadline": row["deadline"],
            "product": row.get("product"),
        }


def test_headings_of_tasks_are_groups(read):
    assert [(group["appendix"], group["code"], group["title"]) for group in read["groups"]] == [
        (appendix, row["code"], row["title"]) for appendix, _, row in expected_rows(tasks=False)
    ]


def test_head_recipients_and_signer_are_read(read):
    assert read["document"] == EXPECTED["document"]


def test_references_are_read(read):
    found = [{name: one[name] for name in ("number", "date", "issuer")} for one in read["legal_references"]]

    assert found == EXPECTED["references"]


def test_figures_of_the_past_belong_to_their_province_and_year(read):
    names = ("index", "province", "year", "measure", "unit")

    assert [{name: fact[name] for name in names} | {"value": str(fact["value"])} for fact in read["facts"]] == [
        {name: fact[name] for name in names} | {"value": fact["value"]} for fact in EXPECTED["facts"]
    ]


def test_targets_of_the_text_and_of_the_tasks_are_read(read):
    wanted = [
        {**row["target"], "task": row["code"], "year": 2026}
        for _, _, row in expected_rows(tasks=True)
        if "target" in row
    ]
    names = ("index", "year", "op", "unit", "task")
    found = [{name: one[name] for name in names} | {"value": f"{one['value']:g}"} for one in read["targets"]]

    def by_place(target):
        return (target["task"] or "", target["value"])

    assert sorted(found, key=by_place) == sorted([*EXPECTED["targets"], *wanted], key=by_place)


def test_a_clean_plan_gives_no_finding_and_leaves_no_line_aside(read):
    assert read["findings"] == []
    assert read["not_understood"] == []


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith((".docx", ".pdf"))])
def test_running_heads_and_footnotes_are_told_as_what_they_are(name):
    plan = read_plan(sample_file(name), name=name)
    uses = {line.text: use for line, use in plan.lines}

    assert uses.get(EXPECTED["running_head"], Use.FURNITURE) is Use.FURNITURE
    assert not any(EXPECTED["running_head"] in task.content for task in plan.tasks)
