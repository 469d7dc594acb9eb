"""The line chart of an index: one line a province, gaps where there is no figure, a mark where the series breaks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thuocdo.portal.results.published.figures import Line

MOST_LINES: Final = 8
"""More cannot be told apart; the table has them all."""


def lines_chart(lines: Sequence[Line], years: Sequence[int], breaks: Sequence[int]) -> dict[str, Any] | None:
    """Return the options of the chart, or nothing where no province has figures of two years."""
    drawn = [line for line in lines if sum(line.by_year[year].score is not None for year in years) > 1][:MOST_LINES]
    if not drawn:
        return None
    places = _places(years, breaks)
    marks = {"silent": True, "symbol": "none", "lineStyle": {"color": "#7f8c99", "type": "dashed"}}
    return {
        "tooltip": {"trigger": "axis"},
        "legend": {"bottom": 0, "type": "scroll"},
        "grid": {"left": 48, "right": 24, "top": 24, "bottom": 64},
        "xAxis": {"type": "category", "data": ["" if year is None else str(year) for year in places]},
        "yAxis": {"type": "value", "scale": True},
        "series": [
            {
                "name": line.unit.full_name,
                "type": "line",
                "connectNulls": False,
                "symbolSize": 7,
                "symbol": _SYMBOLS[place % len(_SYMBOLS)],
                "lineStyle": {"type": _DASHES[place // 4 % len(_DASHES)]},
                "data": [None if year is None else _value(line, year) for year in places],
                # Drawn once, with the first line.
                **({"markLine": {**marks, "label": {"show": False}, "data": _marks(places)}} if not place else {}),
            }
            for place, line in enumerate(drawn)
        ],
    }


_SYMBOLS: Final = ("circle", "rect", "triangle", "diamond")
_DASHES: Final = ("solid", "dashed")


def _places(years: Sequence[int], breaks: Sequence[int]) -> list[int | None]:
    """Return the years with an empty place before each that breaks the series: no line is drawn across it."""
    places: list[int | None] = []
    for year in years:
        places += [None, year] if places and year in breaks else [year]
    return places


def _value(line: Line, year: int) -> float | None:
    score = line.by_year[year].score
    return None if score is None else float(score)


def _marks(places: Sequence[int | None]) -> list[dict[str, int]]:
    return [{"xAxis": place} for place, year in enumerate(places) if year is None]
