"""The figures, targets, references, parties and findings of five real documents, by line and short value.

The sentences stay outside the repository. Figures, targets, heads and references were read from the documents by hand
before the reader ran on them, then compared; findings were judged one by one, with the lines before the eyes.
"""

from __future__ import annotations

import pytest

from thuocdo.documents import read_plan

pytestmark = pytest.mark.needs_shared
NAMES = {
    "000": "000_dbeabf5b1b083026.txt",
    "001": "001_e2b6afa7f8475de5.txt",
    "002": "002_a2336740cb8f2c66.txt",
    "003": "003_262740419669e95a.txt",
    "004": "004_2e48c56312b1aad1.txt",
}
YEN_BAI, LAO_CAI = "Yên Bái (cũ)", "Lào Cai (cũ)"
PARTS = ("component_score", "component_max")


def ranked(index, province, year, *figures):
    return [(index, province, year, measure, value) for measure, value in figures]


FACTS = {
    "000": [
        *ranked("PAR INDEX", YEN_BAI, 2024, ("score", "90.54"), (PARTS[0], "58.72"), (PARTS[1], "67")),
        *ranked(
            "PAR INDEX", YEN_BAI, 2024, (PARTS[0], "26.84"), (PARTS[1], "32"), (PARTS[0], "8.69"), (PARTS[1], "10")
        ),
        *ranked("PAR INDEX", YEN_BAI, 2024, (PARTS[0], "18.15"), (PARTS[1], "22"), (PARTS[0], "4.98")),
        *ranked(
            "PAR INDEX", YEN_BAI, 2024, ("rank", "9"), ("of", "63"), ("change_score", "1.68"), ("change_rank", "1")
        ),
        *ranked("PAR INDEX", LAO_CAI, 2024, ("score", "89.04"), (PARTS[0], "57.68"), (PARTS[1], "67")),
        *ranked("PAR INDEX", LAO_CAI, 2024, (PARTS[0], "26"), (PARTS[1], "32"), (PARTS[0], "8.4389"), (PARTS[1], "10")),
        *ranked("PAR INDEX", LAO_CAI, 2024, (PARTS[0], "17.54"), (PARTS[1], "22"), (PARTS[0], "5.357")),
        *ranked("PAR INDEX", LAO_CAI, 2024, ("rank", "26"), ("of", "63")),
        *ranked("PAR INDEX", LAO_CAI, 2024, ("change_score", "-1.57"), ("change_rank", "-19")),
        *ranked("SIPAS", YEN_BAI, 2024, ("score", "86.42"), ("change_score", "-1.31"), ("rank", "9"), ("of", "63")),
        *ranked("SIPAS", YEN_BAI, 2024, ("change_rank", "0")),
        *ranked("SIPAS", YEN_BAI, 2023, ("score", "87.73")),
        *ranked("SIPAS", LAO_CAI, 2024, ("score", "84.92"), ("change_score", "-3.84"), ("rank", "19"), ("of", "63")),
        *ranked("SIPAS", LAO_CAI, 2024, ("change_rank", "-13")),
        *ranked("SIPAS", LAO_CAI, 2023, ("score", "88.76"), ("rank", "6"), ("of", "63")),
        *ranked("PAPI", YEN_BAI, 2024, ("score", "41.93"), ("rank", "46"), ("of", "61"), ("group", "3")),
        *ranked("PAPI", YEN_BAI, 2023, ("score", "42.49"), ("rank", "28"), ("of", "63"), ("group", "2")),
        *ranked("PAPI", LAO_CAI, 2024, ("score", "41.75"), ("rank", "48"), ("of", "61"), ("group", "3")),
        *ranked("PAPI", LAO_CAI, 2023, ("score", "42.11"), ("rank", "33"), ("of", "63"), ("group", "2")),
    ],
    "001": [
        *ranked(
            "PAR INDEX", "Lai Châu", 2024, ("score", "85.97"), ("change_score", "0.19"), ("rank", "56"), ("of", "63")
        ),
        *ranked("PAR INDEX", "Lai Châu", 2024, ("change_rank", "-7")),
        *ranked("SIPAS", "Lai Châu", 2024, ("score", "81.51"), ("change_score", "1.69"), ("rank", "55"), ("of", "63")),
        *ranked("SIPAS", "Lai Châu", 2024, ("change_rank", "-5")),
    ],
    "002": [],
    "003": [],
    "004": [],
}
TARGETS = {  # line, operator, value, base year
    "000": """
        103 = 100 -
        167 = 100 -
        226 = 100 -
        397 >= 30 -
        399 >= 30 -
        402 >= 80 -
        734 > - 2024
        749 = 100 -
    """,
    "001": """
        102 > - 2024
        104 > - 2024
        138 >= 30 -
        140 >= 30 -
        142 >= 30 -
        343 = 100 -
        442 = 100 -
    """,
    "002": """
        86 in_group - -
        91 = 100 -
        123 >= 95 -
        124 >= 85 -
        126 > 95 -
        127 = 100 -
        130 >= 80 -
        133 = 100 -
        135 >= 65 -
        136 = 100 -
        140 >= 65 -
        142 = 100 -
        143 = 100 -
        146 = 50 -
        150 = 50 -
        151 = 100 -
        153 = 80 -
        157 = 100 -
        159 >= 80 -
        233 >= 95 -
        235 = 100 -
        248 = 100 -
    """,
    "003": """
        145 >= 90 -
        288 > - 2022
    """,
    "004": """
        135 >= 88.5 -
        139 > - -
        139 in_group - -
        143 >= 85 -
    """,
}
FINDINGS = {  # (code, line)
    "000": {("PD-201", 89), ("PD-202", 86), ("PD-202", 91), ("PD-205", 218), ("PD-205", 475), ("PD-205", 477)}
    | {("PD-205", 506), ("PD-205", 616), ("PD-207", 725), ("PD-211", 9), ("PD-211", 125), ("PD-211", 129)}
    | {("PD-211", 153), ("PD-211", 352), ("PD-211", 558), ("PD-211", 718)},
    "001": {("PD-211", 63), ("PD-211", 177)},
    "002": {("PD-207", 251), ("PD-211", 116), ("PD-211", 217)},
    "003": set(),
    "004": {("PD-205", 3234), ("PD-206", 2001), ("PD-206", 2049), ("PD-206", 2143)}
    | {("PD-211", line) for line in (117, 197, 488, 554, 694, 2394, 2603, 2826, 3262, 3296)}
    | {("PD-211", line) for line in (3567, 3592, 3756, 3887, 4071)},
}


@pytest.fixture(scope="module")
def plans(shared):
    return {number: read_plan((shared / "seeds" / name).read_bytes(), name=name) for number, name in NAMES.items()}


@pytest.mark.parametrize("number", NAMES)
def test_every_figure_has_its_index_province_year_and_measure(plans, number):
    found = [
        (fact.index, fact.province, fact.year, fact.measure, str(fact.value.normalize() if fact.value else fact.value))
        for fact in plans[number].facts
    ]
    wanted = [(*fact[:4], fact[4]) for fact in FACTS[number]]

    assert sorted(map(plain, found)) == sorted(map(plain, wanted))


@pytest.mark.parametrize(
    ("number", "facts", "targets"), [("000", 58, 8), ("001", 10, 7), ("002", 0, 26), ("003", 0, 2), ("004", 0, 4)]
)
def test_as_many_figures_and_targets_are_found_as_a_person_counted(plans, number, facts, targets):
    plan = plans[number]

    assert len(FACTS[number]) == len(plan.facts) == facts
    assert len([target for target in plan.targets if target.task is None]) == targets


@pytest.mark.parametrize(
    ("number", "provinces"),
    [
        ("000", {YEN_BAI, LAO_CAI, "Lào Cai"}),
        ("001", {"Lai Châu"}),
        ("002", {YEN_BAI, LAO_CAI, "Lào Cai"}),
        ("003", {"Lào Cai"}),
        ("004", {"Tuyên Quang"}),
    ],
)
def test_no_number_belongs_to_a_province_that_the_document_is_not_about(plans, number, provinces):
    plan = plans[number]

    assert {figure.province for figure in (*plan.facts, *plan.targets)} == provinces
    assert {target.year for target in plan.targets} == ({2023, 2025} if number == "003" else {2025})


def plain(fact):
    return (*map(str, fact[:4]), float(fact[4]))


@pytest.mark.parametrize("number", NAMES)
def test_every_target_of_the_narrative_has_its_value_and_base_year(plans, number):
    home = plans[number].heading.province
    found = [
        f"{target.spot.line} {target.op} {target.value or '-'} {target.base_year or '-'}"
        for target in plans[number].targets
        if target.task is None and target.province == home
    ]

    assert found == [line.strip() for line in TARGETS[number].strip().splitlines()]


def test_targets_stand_under_the_index_of_their_heading(plans):
    told = {target.spot.line: target.index for number in ("000", "001") for target in plans[number].targets}

    assert (told[167], told[397], told[734], told[102], told[104]) == ("PAR INDEX", "SIPAS", None, "PAR INDEX", "SIPAS")


def test_old_targets_in_footnotes_belong_to_the_provinces_that_were_merged(plans):
    old = [(t.province, int(t.value)) for t in plans["002"].targets if t.province.endswith("(cũ)")]

    assert old == [(YEN_BAI, 90), (LAO_CAI, 95), (LAO_CAI, 65), (YEN_BAI, 50)]


def test_a_target_in_a_table_is_tied_to_its_task_and_knows_its_base_year(plans):
    tied = {(t.task, t.spot.line): (t.op, str(t.value), t.unit, t.base_year) for t in plans["004"].targets if t.task}

    assert tied["4.1.3", 1409] == (">=", "8", "%", 2021)
    assert tied["8.2", 2673] == (">", "None", None, 2024)
    assert tied["5.2", 3081] == ("<=", "25", "phút", None)


@pytest.mark.parametrize("number", NAMES)
def test_the_findings_are_those_a_person_found(plans, number):
    assert {(finding.code, finding.spot.line) for finding in plans[number].findings} == FINDINGS[number]


def test_findings_are_certain_or_probable_as_the_arithmetic_allows(plans):
    told = {(finding.code, finding.spot.line): finding for finding in plans["000"].findings}

    assert told["PD-201", 89].severity == "probable"
    assert (told["PD-201", 89].expected, told["PD-201", 89].found) == ("8,4389 + 17,54 = 25,9789", "26")
    assert told["PD-202", 86].severity == "certain"


@pytest.mark.parametrize(
    ("number", "kind", "issuer", "year", "references", "recipients"),
    [
        ("000", "Kế hoạch", "UBND tỉnh Lào Cai", 2025, 11, 7),
        ("001", "Kế hoạch", "UBND tỉnh Lai Châu", 2025, 5, 12),
        ("002", "Kế hoạch", "Văn phòng UBND tỉnh Lào Cai", 2025, 2, 4),
        ("003", "Công văn", "UBND tỉnh Lào Cai", 2023, 10, 10),
        ("004", "Kế hoạch", "UBND tỉnh Tuyên Quang", 2025, 10, 9),
    ],
)
def test_heads_are_read_whole_or_cut_off(plans, number, kind, issuer, year, references, recipients):
    plan = plans[number]

    assert (plan.heading.type, plan.heading.issuer, plan.heading.year) == (kind, issuer, year)
    assert plan.heading.date is None
    assert plan.heading.number is None
    assert len(plan.references) == references
    assert len(plan.heading.recipients) == recipients


def test_a_number_that_two_years_gave_is_two_documents(plans):
    cited = [(ref.number, ref.date.year) for ref in plans["000"].references if ref.number == "26/CT-TTg"]

    assert cited == [("26/CT-TTg", 2016), ("26/CT-TTg", 2023)]


def test_references_say_who_issued_them_where_the_text_or_the_number_does(plans):
    issuers = {ref.number: ref.issuer for number in NAMES for ref in plans[number].references}

    assert issuers["6/KH-UBND"] == issuers["419/KH-UBND"] == "UBND tỉnh Lào Cai"
    assert (issuers["1550/KH-UBND"], issuers["51/KH-UBND"]) == ("UBND tỉnh Lai Châu", "UBND tỉnh Hà Giang")
    assert (issuers["08/TB-BCĐ"], issuers["66/NQ-CP"], issuers["169/TB-VPCP"]) == (
        None,
        "Chính phủ",
        "Văn phòng Chính phủ",
    )


def test_replaced_plans_and_announced_appendices_of_the_whole_plan(plans):
    assert plans["004"].heading.replaces == ("150/KH-UBND", "51/KH-UBND", "117/KH-UBND")
    assert plans["004"].heading.announced_appendices == 3
    assert plans["004"].heading.signer.position == "KT. CHỦ TỊCH PHÓ CHỦ TỊCH"


def test_bullets_under_a_body_are_its_tasks_and_those_under_none_are_guidance(plans):
    told = {task.code: task for task in plans["004"].tasks if task.appendix is None}
    assert told["IV.2-1"].lead == ("Sở Nội vụ",)
    assert told["IV.3-1"].request
    assert str(told["IV.0"].deadline.until) == "2025-07-20"

    assert told["IV.4-1"].deadline.rhythm == "each quarter"

    leads = {task.code: task.lead for task in plans["000"].tasks}
    assert [len(leads[code]) for code in ("III.2", "III.1.c", "III.3.d")] == [8, 4, 1]
    named = [task.code for task in plans["000"].tasks if task.code.startswith("II.") and not task.guidance]
    assert named == ["II.3.đ-2"]
    assert sum(task.lead == ("Sở Nội vụ",) for task in plans["003"].tasks) == 4


def test_no_line_of_the_narrative_is_lost(plans, shared):
    for number, name in NAMES.items():
        text = (shared / "seeds" / name).read_text("utf-8")
        written = {place for place, line in enumerate(text.split("\n"), 1) if line.strip()}
        told = {line.spot.line for line, _ in plans[number].lines}
        assert told == written, number
