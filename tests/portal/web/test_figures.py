"""Figures on pages: Vietnamese, never bare, and five kinds of nothing that look different."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation

from thuocdo.portal.web.templatetags import thuocdo as tags


def drawn(source: str, **context: object) -> str:
    return Template(source).render(Context(context))


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("{{ value|number }}", "1.234,5"),
        ("{{ value|number:0 }}", "1.235"),
        ("{{ value|points }}", "1.234,50"),
        ("{{ value|points:4 }}", "1.234,5000"),
        ("{{ share|percent }}", "89,29%"),
        ("{{ up|change }}", "+1,68"),
        ("{{ down|change }}", "−0,50"),
        ("{{ 4|rank_of:34 }}", "4/34"),
        ("{{ nothing|rank_of:34 }}", "Chưa xếp hạng"),
        ("{{ 4|rank_of:nothing }}", "4 (chưa rõ trong bao nhiêu)"),
        ("{{ day|day }}", "14/07/2025"),
        ("{{ late|day }}", "15/07/2025"),
        ("{{ late|moment }}", "00:30 ngày 15/07/2025"),
        ("{{ nothing|day }}{{ nothing|moment }}{{ nothing|text }}", ""),
        ("{{ name|text }}", "Công khai"),
        ("{{ 'chữ'|text }}", "chữ"),
    ],
)
def test_filters_write_as_offices_do(source: str, shown: str) -> None:
    values = {
        "value": Decimal("1234.5"),
        "share": "0.8929",
        "up": Decimal("1.68"),
        "down": Decimal("-0.5"),
        "day": date(2025, 7, 14),
        "late": datetime(2025, 7, 14, 17, 30, tzinfo=UTC),
        "name": {"vi": "Công khai", "en": "Openness"},
        "nothing": None,
    }
    assert drawn(source, **values) == shown


def test_texts_of_data_follow_the_language_and_fall_back_to_vietnamese() -> None:
    with translation.override("en"):
        assert tags.text({"vi": "Công khai", "en": "Openness"}) == "Openness"
        assert tags.text({"vi": "Công khai"}) == "Công khai"


def test_missing_zero_and_the_other_nothings_look_different() -> None:
    shown = [drawn("{% figure value absent=why %}", value=None, why=state) for state in tags.Absent]
    shown.append(drawn("{% figure value %}", value=Decimal(0)))
    assert len(set(shown)) == 5
    assert [">Chưa có số liệu<" in shown[0], ">Không phát sinh<" in shown[1], ">Không áp dụng<" in shown[2]] == [
        True
    ] * 3
    assert ">Chưa xác định<" in shown[3]
    assert shown[4] == '<span class="figure">0,00</span>'


def test_a_figure_with_a_reason_is_a_door_and_lost_points_are_marked() -> None:
    door = drawn("{% figure value url='/vi-sao/' low=True %}", value=Decimal(6))
    assert door == '<a class="figure lost door" href="/vi-sao/">6,00</a>'


def test_a_figure_of_an_unknown_kind_is_a_bug() -> None:
    with pytest.raises(KeyError):
        drawn("{% figure 1 'stars' %}")


@pytest.mark.parametrize(("value", "width"), [(Decimal("75.31"), "75.31%"), (130, "100.00%"), (-3, "0.00%")])
def test_a_bar_stays_within_its_frame(value: Decimal | int, width: str) -> None:
    assert f'width="{width}"' in drawn("{% bar value %}", value=value)


def test_there_is_no_bar_without_a_value() -> None:
    assert drawn("{% bar nothing %}", nothing=None) == ""


def test_what_people_typed_is_never_markup() -> None:
    nasty = "<script>alert(1)</script>"
    for source in ("{% tag nasty %}", "{% figure 1 url=nasty %}", "{% icon 'home' nasty %}"):
        assert "<script>" not in drawn(source, nasty=nasty)


def test_an_icon_is_silent_unless_it_has_a_label() -> None:
    assert 'aria-hidden="true"' in drawn("{% icon 'home' %}")
    assert 'role="img" aria-label="Trang chủ"' in drawn("{% icon 'home' 'Trang chủ' %}")


@pytest.mark.parametrize(("tongue", "written"), [("vi", "14:00 ngày 08/10/2026"), ("en", "14:00 on 08/10/2026")])
def test_a_moment_is_written_in_the_language_of_the_page(tongue: str, written: str) -> None:
    with translation.override(tongue):
        assert tags.moment(datetime(2026, 10, 8, 7, 0, tzinfo=UTC)) == written
