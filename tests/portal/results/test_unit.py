"""Why a unit stands where it stands: lines that add up to its total, reasons with everything behind them, history."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from thuocdo.portal.editions.services import put_in_force
from thuocdo.portal.organizations.standing import Standing
from thuocdo.portal.results.selectors.units import UnitView, history, unit_view
from thuocdo.portal.results.snapshots.losses import Line, lines, next_step, quotient, to_the_full
from thuocdo.portal.results.snapshots.reasons import Reason, reason

if TYPE_CHECKING:
    from collections.abc import Callable

    from thuocdo.portal.editions.models import Edition
    from thuocdo.portal.organizations.models import Unit, User
    from thuocdo.portal.results.models import Snapshot
    from thuocdo.portal.results.services import StoredDay

    Cut = Callable[..., list[tuple[str, bytes]]]
    TakeIn = Callable[..., tuple[StoredDay, ...]]


@pytest.fixture
def seen(coordinator: User) -> Callable[[str], UnitView]:
    """Opens a unit as the coordinator."""
    who = Standing(user=coordinator, memberships=tuple(coordinator.memberships.all()))

    def opened(code: str) -> UnitView:
        view = unit_view(who, code, period=None, day=None)
        assert view is not None
        return view

    return opened


@pytest.fixture
def ia_dom(day: Snapshot, seen: Callable[[str], UnitView]) -> UnitView:
    """Xã Ia Dom on 8 October 2026: one petition, two groups of six points lost."""
    return seen("H21.133")


def line(view: UnitView, code: str) -> Line:
    return next(found for found in lines(view.result) if found.node.code == code)


def why(view: UnitView, code: str) -> Reason:
    return reason(view.result, code, view.row)


@pytest.mark.parametrize("code", ["H21", "H21.227", "H21.133"])
def test_the_lines_add_up_to_the_published_total(day: Snapshot, seen: Callable[[str], UnitView], code: str) -> None:
    view = seen(code)
    found = lines(view.result)

    assert sum(line.maximum for line in found) == 100
    # The transparency group is scored again from rounded ratios, so its metrics may differ from it by a cent.
    assert abs(sum(line.points or 0 for line in found) - Decimal(view.row.total)) <= Decimal("0.01")


def test_the_most_lost_stands_first(ia_dom: UnitView) -> None:
    lost = [line.lost for line in lines(ia_dom.result)]

    assert [line.node.code for line in lines(ia_dom.result)][:2] == [
        "PETITION_PROCESSING_ON_TIME",
        "PETITION_HANDLING_SATISFACTION",
    ]
    assert lost == sorted(lost, reverse=True)


def test_what_was_not_published_apart_stands_as_what_is_left_of_its_group(ia_dom: UnitView) -> None:
    online, payment = line(ia_dom, "ONLINE"), line(ia_dom, "PAYMENT_FORMALITY_WITH_DOSSIERS")

    assert (online.basis, online.number, online.points, online.maximum) == (
        "remainder",
        "3.2, 3.3",
        Decimal("6.29"),
        10,
    )
    assert (payment.basis, payment.points, payment.maximum) == ("remainder", Decimal("0.19"), 2)
    assert (next_step(online), to_the_full(online)) == (None, None), "nothing is promised of what is not known"


def test_a_criterion_not_judged_below_the_province_says_so(ia_dom: UnitView) -> None:
    provision = line(ia_dom, "ONLINE_PROVISION")

    assert (provision.outside_scope, provision.points) == (True, 0)


def test_what_repeats_the_province_is_nobodys_task(ia_dom: UnitView, seen: Callable[[str], UnitView]) -> None:
    assert line(ia_dom, "PUBLISH_ON_TIME").taken_over
    assert next_step(line(ia_dom, "PUBLISH_ON_TIME")) is None
    assert not line(seen("H21"), "PUBLISH_ON_TIME").taken_over


def test_the_next_half_point_is_said_in_things_to_do(ia_dom: UnitView) -> None:
    step = next_step(line(ia_dom, "SO_HOA_GIAY_TO_GIAI_QUYET"))

    assert step is not None
    assert (step.change, step.unit, step.gain) == (73, "dossier", Decimal("0.50"))
    assert quotient(line(ia_dom, "SO_HOA_GIAY_TO_GIAI_QUYET").score) == (19, 588)  # type: ignore[arg-type]  # a leaf


def test_a_reason_has_inputs_sentence_law_and_both_figures(ia_dom: UnitView) -> None:
    found = why(ia_dom, "PETITION_PROCESSING_ON_TIME")

    assert found.sentence == "Tỷ lệ 0/1 = 0%, nên điểm là 6,00 × 0% = 0,00."
    assert [(given.label, given.value) for given in found.inputs] == [
        ("Số phản ánh, kiến nghị xử lý đúng hạn", 0),
        ("Số phản ánh, kiến nghị", 1),
    ]
    assert (found.official, found.computed, found.difference) == (0, 0, 0)
    assert found.verified == ("công thức đã kiểm chứng", "good")
    assert found.nothing_arose == "được 6,00 điểm (điểm tối đa)"
    assert found.node.legal_basis[0].document == "Quyết định 766/QĐ-TTg"
    assert found.full is not None
    assert (found.full.gain, found.total_then) == (6, Decimal("60.35"))


def test_the_provisional_denominator_is_flagged(ia_dom: UnitView) -> None:
    assert "số tạm" in why(ia_dom, "DOSSIER_SYNC").flag
    assert why(ia_dom, "ORIGINAL_RESULT_AVAILABLE").flag == ""


def test_a_group_is_explained_by_its_parts_in_the_order_of_the_law(ia_dom: UnitView) -> None:
    found = why(ia_dom, "TTTT")

    assert [part.number for part in found.parts] == ["3.4", "3.5", "3.6"]
    assert (found.official, found.computed) == (Decimal("5.65"), None)


@pytest.mark.parametrize("code", ["H21", "H21.133"])
def test_every_node_has_a_reason(day: Snapshot, seen: Callable[[str], UnitView], code: str) -> None:
    view = seen(code)

    for node in view.result.edition.nodes:
        assert why(view, node.code).sentence


def test_a_contradiction_is_told_in_labels(
    take_in: TakeIn, cut_files: Cut, commune: Unit, other_commune: Unit, seen: Callable[[str], UnitView]
) -> None:
    take_in([(name, text.replace(b",264,588,", b",600,588,")) for name, text in cut_files()])
    found = why(seen("H21.133"), "ORIGINAL_RESULT_AVAILABLE")

    assert found.refused is not None
    assert (found.official, found.computed) == (Decimal("2.69"), None)
    assert "denominator" not in found.sentence
    assert "588" in found.sentence


def test_the_figures_of_a_day_are_worked_out_with_the_edition_of_that_day(
    day: Snapshot, draft_edition: Edition, coordinator: User, seen: Callable[[str], UnitView]
) -> None:
    put_in_force(edition=draft_edition, by=coordinator, at=day.imported_at)

    assert seen("H21").result.edition.sha256 == day.edition.sha256


def test_history_compares_neighbours_and_marks_a_break_of_formula(
    day: Snapshot,
    take_in: TakeIn,
    cut_files: Cut,
    draft_edition: Edition,
    coordinator: User,
    seen: Callable[[str], UnitView],
) -> None:
    take_in(cut_files(day="2026-10-09", H21_133="66.46"))
    put_in_force(edition=draft_edition, by=coordinator, at=day.imported_at)
    take_in(cut_files(day="2026-10-10", H21_133="70"))

    third, second, first = history(seen("H21.133").days)

    assert (third.broken, third.change, [problem.code for problem in third.refused]) == (True, None, ["IX-122"])
    assert (second.change, second.refused) == (Decimal("12.11"), ())
    assert (first.change, first.refused, first.score) == (None, (), Decimal("54.35"))


def test_history_of_a_group_is_of_the_group(day: Snapshot, seen: Callable[[str], UnitView]) -> None:
    (only,) = history(seen("H21.133").days, "MDHL")

    assert (only.score, only.places) == (Decimal("5.94"), None)


def test_other_periods_are_no_part_of_a_history(
    day: Snapshot, take_in: TakeIn, cut_files: Cut, seen: Callable[[str], UnitView]
) -> None:
    take_in([(name, text.replace(b"year-2026", b"quarter-2026-3")) for name, text in cut_files(day="2026-10-09")])

    assert [row.snapshot.period_kind for row in seen("H21").days] == ["quarter"]
