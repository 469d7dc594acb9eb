"""Charts of snapshots as ECharts options; each stands beside a table that says the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

Series = tuple[str, Mapping[str, Decimal]]


def radar(groups: Sequence[tuple[str, str, Decimal]], series: Sequence[Series]) -> dict[str, Any]:
    """Return a radar of group scores, each axis from 0 to the group's maximum.

    :param groups: code, label, maximum.
    :param series: name, and score by group; a group without a score is drawn at the centre and said in the table.
    """
    return {
        "tooltip": {"trigger": "item"},
        "legend": {"bottom": 0, "data": [name for name, _scores in series]},
        "radar": {
            "radius": "62%",
            "center": ["50%", "46%"],
            "indicator": [{"name": f"{label} /{maximum}", "max": float(maximum)} for _code, label, maximum in groups],
            "axisName": {"color": "#586776"},
        },
        "series": [
            {
                "type": "radar",
                "data": [
                    {
                        "name": name,
                        "value": [float(scores.get(code, 0)) for code, _label, _maximum in groups],
                        "areaStyle": {"opacity": 0.12 if place == 0 else 0},
                        "lineStyle": {"type": "solid" if place == 0 else "dashed"},
                    }
                    for place, (name, scores) in enumerate(series)
                ],
            }
        ],
    }


def history(days: Sequence[str], totals: Sequence[Decimal | None], breaks: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Return a line of totals by day, oldest first; no figure is a gap, a break of formula is marked."""
    return {
        "tooltip": {"trigger": "axis"},
        "grid": {"left": 48, "right": 24, "top": 24, "bottom": 32},
        "xAxis": {"type": "category", "data": list(days)},
        "yAxis": {"type": "value", "scale": True},
        "series": [
            {
                "type": "line",
                "connectNulls": False,
                "symbolSize": 7,
                "data": [None if total is None else float(total) for total in totals],
                "markLine": {
                    "symbol": "none",
                    "label": {"formatter": "{b}"},
                    "data": [{"xAxis": day, "name": label} for day, label in breaks],
                },
            }
        ],
    }
