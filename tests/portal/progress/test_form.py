"""The form of a report: as short as what is said, with room for more one tap away."""

from __future__ import annotations

import pytest

from thuocdo.portal.plans.progress.forms import ReportForm


def figures(count: int) -> dict[str, str]:
    return {f"label_{line}": f"Số liệu {line + 1}" for line in range(count)}


@pytest.mark.parametrize(("said", "shown", "folded"), [(0, 1, 3), (1, 2, 2), (3, 4, 0), (4, 5, 0), (6, 7, 0)])
def test_figures_show_what_is_said_and_one_empty_line_and_fold_the_rest(said: int, shown: int, folded: int) -> None:
    form = ReportForm(initial=figures(said))

    assert [number for number, _fields in form.figures_open] == list(range(1, shown + 1))
    assert len(form.figures_folded) == folded


def test_a_figure_typed_in_the_last_line_is_never_folded_away_when_the_form_comes_back() -> None:
    form = ReportForm({"label_0": "", "value_3": "mười"})

    assert len(form.figures_open) == 4
    assert form.figures_folded == []
