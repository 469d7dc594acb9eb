"""A yes or no, and a list of them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from thuocdo.errors import ScoringError
from thuocdo.scoring import Scale, State
from thuocdo.scoring.rules import Checklist, Item, MalformedRuleError, YesNo

TWO = Decimal("2.00")
PUBLISHED = YesNo(input="published")
NO_VIOLATION = YesNo(input="violation", full_when="no")
EACH = Checklist(
    items=(
        Item(input="plan", points=Decimal("0.5")),
        Item(input="report", points=Decimal("0.5")),
        Item(input="review", points=Decimal("1.0")),
    )
)
ALL = Checklist(items=(Item(input="plan"), Item(input="report"), Item(input="review")), all_needed=True)
LABELS = {"plan": "có kế hoạch", "report": "có báo cáo", "review": "có kiểm tra"}


def ticked(plan: int, report: int, review: int) -> dict[str, Decimal | None]:
    return {"plan": Decimal(plan), "report": Decimal(report), "review": Decimal(review)}


@pytest.mark.parametrize(
    ("rule", "answer", "points", "why"),
    [
        (PUBLISHED, 1, "2.00", "published: có, đạt yêu cầu, nên điểm là 2,00."),
        (PUBLISHED, 0, "0.00", "published: không, chưa đạt yêu cầu, nên điểm là 0,00."),
        (NO_VIOLATION, 1, "0.00", "violation: có, chưa đạt yêu cầu, nên điểm là 0,00."),
        (NO_VIOLATION, 0, "2.00", "violation: không, đạt yêu cầu, nên điểm là 2,00."),
    ],
)
def test_a_yes_or_a_no_earns_all_or_nothing(rule: YesNo, answer: int, points: str, why: str) -> None:
    scale, reported = Scale(rule, maximum=TWO), {rule.input: Decimal(answer)}
    outcome = scale.score(reported)

    assert str(outcome.points) == points
    assert scale.why(reported, outcome) == why
    assert scale.why(reported, outcome, language="en").endswith(f"the points are {points}.")


@pytest.mark.parametrize("answer", ["2", "0.5", "-1"])
@pytest.mark.parametrize("rule", [PUBLISHED, Checklist(items=(Item(input="published", points=TWO),))])
def test_anything_but_a_yes_or_a_no_is_refused(rule: YesNo | Checklist, answer: str) -> None:
    with pytest.raises(ScoringError, match=f"SC-106 · published · .*{answer}"):
        Scale(rule, maximum=TWO).score({"published": Decimal(answer)})


@pytest.mark.parametrize(
    ("rule", "answers", "points", "why"),
    [
        (EACH, (1, 1, 1), "2.00", "Đạt đủ 3/3 nội dung, nên điểm là 2,00."),
        (EACH, (1, 0, 1), "1.50", "Đạt 2/3 nội dung (còn thiếu: “có báo cáo”), nên điểm là 1,50."),
        (
            EACH,
            (0, 0, 0),
            "0.00",
            "Đạt 0/3 nội dung (còn thiếu: “có kế hoạch”, “có báo cáo”, “có kiểm tra”), nên điểm là 0,00.",
        ),
        (ALL, (1, 1, 1), "2.00", "Đạt đủ 3/3 nội dung, nên điểm là 2,00."),
        (
            ALL,
            (1, 1, 0),
            "0.00",
            "Đạt 2/3 nội dung, phải đạt đủ mới được điểm (còn thiếu: “có kiểm tra”), nên điểm là 0,00.",
        ),
    ],
)
def test_a_checklist_earns_its_items_or_all_of_them_together(
    rule: Checklist, answers: tuple[int, int, int], points: str, why: str
) -> None:
    scale, reported = Scale(rule, maximum=TWO), ticked(*answers)
    outcome = scale.score(reported)

    assert str(outcome.points) == points
    assert scale.why(reported, outcome, labels=LABELS) == why


def test_an_item_that_was_not_reported_is_missing_and_not_unmet() -> None:
    reported = {"plan": Decimal(1), "report": Decimal(1)}

    assert Scale(EACH, maximum=TWO).score(reported).state is State.MISSING


def test_items_of_a_third_each_sum_to_the_whole() -> None:
    third = Decimal("0.33333333333333333333")
    rule = Checklist(items=tuple(Item(input=name, points=third) for name in ("a", "b", "c")))

    assert rule.misfits(Decimal(1)) == ()


@pytest.mark.parametrize(
    ("items", "all_needed", "code", "item"),
    [
        ((), False, "SC-209", "items"),
        ((Item(input="a", points=TWO), Item(input="a", points=TWO)), False, "SC-209", "items"),
        ((Item(input="a"),), False, "SC-211", "a"),
        ((Item(input="a", points=Decimal(0)),), False, "SC-211", "a"),
        ((Item(input="a", points=TWO),), True, "SC-211", "a"),
    ],
)
def test_a_checklist_that_contradicts_itself_is_refused(
    items: tuple[Item, ...], all_needed: bool, code: str, item: str
) -> None:
    with pytest.raises(MalformedRuleError, match=f"{code} · {item}"):
        Checklist(items=items, all_needed=all_needed)
