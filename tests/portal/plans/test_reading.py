"""What names mean, why a task waits, which task of one text is which of another: without a database."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thuocdo.portal.organizations.models import Kind
from thuocdo.portal.plans.models import Match
from thuocdo.portal.plans.reading.differences import Row, keys_of, pairs
from thuocdo.portal.plans.reading.doubts import doubts_of
from thuocdo.portal.plans.reading.matching import Candidate, Directory, Meaning
from thuocdo.portal.plans.reading.names import body_key, pieces
from thuocdo.portal.plans.reading.stored import canonical, confidence, day_of, figure, fingerprint

DEPARTMENTS, COMMUNES = 100, 200
DIRECTORY = Directory.of(
    [
        Candidate(pk=1, names=("Sở Tài chính", "Sở Tài chính tỉnh"), here=True),
        Candidate(pk=2, names=("Sở Văn hóa, Thể thao và Du lịch",), here=True),
        Candidate(pk=3, names=("xã Ia Mẫu", "UBND xã Ia Mẫu"), here=True),
        Candidate(pk=4, names=("Sở Truyền thanh",), here=False, became=(1, 2)),
        Candidate(pk=5, names=("phường Trùng Tên", "UBND phường Trùng Tên"), here=True),
        Candidate(pk=6, names=("phường Trùng Tên", "UBND phường Trùng Tên"), here=True),
        Candidate(pk=7, names=("xã Ia Mẫu",), here=False, became=(3,)),
    ],
    groups={Kind.DEPARTMENT: DEPARTMENTS, Kind.COMMUNE: COMMUNES},
    aliases={"dai phat song mau": Meaning(match=Match.OUTSIDE)},
)
UNITS, OUTSIDE, UNNAMED, GONE, UNKNOWN = Match.UNITS, Match.OUTSIDE, Match.UNNAMED, Match.GONE, Match.UNKNOWN


@pytest.mark.parametrize(
    ("name", "match", "units", "groups"),
    [
        ("Sở Tài chính", UNITS, (1,), ()),
        ("sở tài chính tỉnh", UNITS, (1,), ()),
        ("Sở Văn hoá, Thể thao và Du lịch", UNITS, (2,), ()),
        ("Sở Tài chính (Phòng Ngân sách)", UNITS, (1,), ()),
        ("Ủy ban nhân dân xã Ia Mẫu", UNITS, (3,), ()),
        ("xã Ia Mẫu", UNITS, (3,), ()),
        ("Các Sở, ban, ngành tỉnh", UNITS, (), (DEPARTMENTS,)),
        ("các sở, ngành cấp tỉnh", UNITS, (), (DEPARTMENTS,)),
        ("UBND cấp xã", UNITS, (), (COMMUNES,)),
        ("UBND các xã, phường, đặc khu", UNITS, (), (COMMUNES,)),
        ("Ủy ban nhân dân các xã, phường", UNITS, (), (COMMUNES,)),
        ("Chủ tịch UBND các xã, phường", UNITS, (), (COMMUNES,)),
        ("Giám đốc Sở Tài chính", UNITS, (1,), ()),
        ("Thủ trưởng các sở, ban, ngành", UNITS, (), (DEPARTMENTS,)),
        ("Các cơ quan, đơn vị, địa phương", UNITS, (), (DEPARTMENTS, COMMUNES)),
        ("Sở Tài chính và các Sở, ban, ngành", UNITS, (1,), (DEPARTMENTS,)),
        ("Các Sở, ban, ngành tỉnh; UBND cấp xã", UNITS, (), (DEPARTMENTS, COMMUNES)),
        ("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", OUTSIDE, (), ()),
        ("Hội Cựu chiến binh tỉnh", OUTSIDE, (), ()),
        ("Bưu điện tỉnh", OUTSIDE, (), ()),
        ("BHXH tỉnh", OUTSIDE, (), ()),
        ("Tỉnh đoàn", OUTSIDE, (), ()),
        ("Thống kê tỉnh", OUTSIDE, (), ()),
        ("Công ty Cổ phần nước sạch Lai Châu", OUTSIDE, (), ()),
        ("Các doanh nghiệp cung cấp dịch vụ viễn thông", OUTSIDE, (), ()),
        ("Đài Phát sóng mẫu", OUTSIDE, (), ()),
        ("Các đơn vị được kiểm tra", UNNAMED, (), ()),
        ("Các cơ quan có liên quan", UNNAMED, (), ()),
        ("Sở Truyền thanh", GONE, (), ()),
        ("UBND các huyện, thành phố", GONE, (), ()),
        ("UBND các cấp", UNKNOWN, (), ()),
        ("Phường Trùng Tên", UNKNOWN, (), ()),
        ("Sở Tài chánh", UNKNOWN, (), ()),
        ("Sở Tài chính; Ban Lạ", UNKNOWN, (), ()),
        ("Ban Lạ", UNKNOWN, (), ()),
        ("", UNKNOWN, (), ()),
    ],
)
def test_a_name_means(name: str, match: Match, units: tuple[int, ...], groups: tuple[int, ...]) -> None:
    assert DIRECTORY.answer(name).meaning == Meaning(match=match, units=units, groups=groups)


@pytest.mark.parametrize(
    ("name", "units", "groups"),
    [
        ("Sở Truyền thanh", (1, 2), ()),
        ("UBND các huyện, thành phố", (), (COMMUNES,)),
        ("UBND các cấp", (), (COMMUNES,)),
        ("Phường Trùng Tên", (5, 6), ()),
        ("Sở Tài chánh", (1,), ()),
        ("Ban Lạ", (), ()),
    ],
)
def test_what_is_proposed_where_a_person_must_say_it(
    name: str, units: tuple[int, ...], groups: tuple[int, ...]
) -> None:
    proposed = DIRECTORY.answer(name).proposed

    assert (proposed.units, proposed.groups) == (units, groups)


def test_a_group_that_the_root_does_not_have_is_asked() -> None:
    empty = Directory.of([], groups={}, aliases={})

    assert empty.answer("UBND cấp xã").meaning.match is UNKNOWN
    assert empty.answer("UBND cấp huyện").proposed.groups == ()


@given(st.text(max_size=60))
def test_any_text_has_a_key_and_its_key_is_its_own(text: str) -> None:
    assert body_key(body_key(text)) == body_key(text)


@given(st.text(max_size=60))
def test_any_text_gets_an_answer_that_names_units_only_where_it_matched(text: str) -> None:
    meaning = DIRECTORY.answer(text).meaning

    assert bool(meaning.units or meaning.groups) == (meaning.match is UNITS)


def test_names_joined_by_and_the_are_pieces() -> None:
    assert pieces("Sở Tài chính và các Sở, ban, ngành; UBND xã") == ["Sở Tài chính", "các Sở, ban, ngành", "UBND xã"]
    assert pieces("Sở Khoa học và Công nghệ") == ["Sở Khoa học và Công nghệ"]


# ── Doubts ───────────────────────────────────────────────────────────────────────────────────────────────────────────
DUE = {"deadline": {"kind": "within"}}


@pytest.mark.parametrize(
    ("reading", "bodies", "sure", "expected"),
    [
        (DUE, [("answers", "units")], "0.97", []),
        (DUE, [("answers", "unknown")], "0.97", ["body"]),
        (DUE, [("answers", "units"), ("contributes", "unknown")], "0.97", ["body"]),
        (DUE, [("answers", "gone")], "0.97", ["gone"]),
        (DUE, [("answers", "unnamed")], "0.97", ["body"]),
        (DUE, [("answers", "units"), ("contributes", "unnamed")], "0.97", []),
        (DUE, [("watches", "units"), ("contributes", "units")], "0.97", ["nobody"]),
        ({**DUE, "lead_role": "theo dõi"}, [("does", "units")], "0.97", ["roles"]),
        ({**DUE, "coordinating_role": "tổng hợp"}, [("does", "units")], "0.97", ["roles"]),
        ({"deadline": None}, [("answers", "units")], "0.97", ["deadline"]),
        ({"deadline": {"kind": "unknown"}}, [("answers", "units")], "0.97", ["deadline"]),
        ({"deadline": {"kind": "continuous+conditional"}}, [("answers", "units")], "0.97", ["deadline"]),
        ({"deadline": {}}, [("answers", "units")], "0.97", ["deadline"]),
        (DUE, [("answers", "units")], "0.9", []),
        (DUE, [("answers", "units")], "0.899", ["reading"]),
        ({"guidance": True, "deadline": None}, [], "0.97", []),
    ],
)
def test_a_person_looks_where_something_is_unclear(
    reading: dict[str, Any], bodies: list[tuple[str, str]], sure: str, expected: list[str]
) -> None:
    assert doubts_of(reading, bodies, confidence=Decimal(sure)) == expected


# ── Differences ──────────────────────────────────────────────────────────────────────────────────────────────────────
def row(key: str, content: str, **cells: str) -> Row:
    return Row.of(key, {"content": content, "text": {"lead": "Sở Nội vụ", **cells}})


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ([row("1", "Làm việc này")], [row("1", "Làm việc này")], [("1", "1", ())]),
        ([row("1", "Làm  việc\nnày")], [row("1", "Làm việc này")], [("1", "1", ())]),
        ([row("1", "Làm việc này")], [row("1", "Làm việc kia")], [("1", "1", ("content",))]),
        ([row("1", "Làm việc này")], [row("1", "Làm việc này", lead="Sở Y tế")], [("1", "1", ("lead",))]),
        ([row("1", "Làm việc này")], [row("4", "Làm việc này")], [("1", "4", ())]),
        ([row("1", "Làm việc này")], [row("1", "Khác hẳn toàn bộ")], [(None, "1", ()), ("1", None, ())]),
        ([], [row("1", "Mới")], [(None, "1", ())]),
        ([row("1", "Cũ")], [], [("1", None, ())]),
        (
            [row("1", "Việc thứ nhất dài"), row("2", "Nội dung khác hẳn")],
            [row("1", "Nội dung khác hẳn"), row("2", "Việc thứ nhất dài")],
            [("2", "1", ()), ("1", "2", ())],
        ),
    ],
)
def test_tasks_are_recognised_by_number_and_words(
    old: list[Row], new: list[Row], expected: list[tuple[str | None, str | None, tuple[str, ...]]]
) -> None:
    assert [(pair.old, pair.new, pair.changed) for pair in pairs(old, new)] == expected


@given(st.lists(st.text(alphabet="abc ", max_size=8), max_size=6), st.lists(st.text(alphabet="abc ", max_size=8)))
def test_every_task_of_both_texts_stands_in_exactly_one_pair(old: list[str], new: list[str]) -> None:
    before = [row(str(number), text) for number, text in enumerate(old)]
    after = [row(str(number), text) for number, text in enumerate(new)]

    found = pairs(before, after)

    assert sorted(pair.old for pair in found if pair.old is not None) == sorted(found.key for found in before)
    assert [pair.new for pair in found if pair.new is not None] == [found.key for found in after]


def test_keys_tell_rows_with_the_same_number_apart() -> None:
    rows = [{"appendix": "01", "code": "1"}, {"appendix": "02", "code": "1"}, {"appendix": "01", "code": "1"}, {}]

    assert keys_of(rows) == ["01/1", "02/1", "01/1#2", "/"]


# ── A stored reading ─────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_order_of_keys_is_no_part_of_a_fingerprint() -> None:
    one, other = canonical({"a": 1, "b": "đ"}), canonical({"b": "đ", "a": 1})

    assert fingerprint(one) == fingerprint(other)
    assert "đ" in one


@pytest.mark.parametrize(
    ("value", "expected"), [(88.5, "88.5"), (88, "88"), (0.1, "0.1"), (1e-7, "0.0000001"), (None, "")]
)
def test_figures_are_canonical_decimal_text(value: float | None, expected: str) -> None:
    assert figure(value) == expected


@pytest.mark.parametrize(("value", "expected"), [(0.97, "0.970"), (None, "0.000"), (7, "1.000"), (-1, "0.000")])
def test_a_confidence_stays_between_0_and_1(value: float | None, expected: str) -> None:
    assert str(confidence(value)) == expected


@pytest.mark.parametrize(("value", "day"), [("2026-02-30", None), ("", None), (None, None), ("2026-02-03", 3)])
def test_a_day_that_is_none_is_nothing(value: str | None, day: int | None) -> None:
    found = day_of(value)

    assert (found and found.day) == day
