"""The sample plan in PDF as other programs lay it out: numbers in the middle of tall cells, or no lines at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import typst

from sample_plans.text import NOTE, SPANNING, TITLES, UNDER, WIDTHS, appendix_head, printed

if TYPE_CHECKING:
    from sample_plans.text import Plan, Row

_PREAMBLE: Final = """\
#set text(font: ("Liberation Serif", "DejaVu Serif"), size: 11pt, lang: "vi", hyphenate: false)
#set par(justify: true, spacing: 0.9em)
#set page(paper: "a4", margin: (x: 25mm, y: 22mm), header: [#text(size: 9pt)[{running}]],
  footer: context align(center, counter(page).display()))
"""
_LANDSCAPE: Final = """\
#set page(flipped: true, margin: (x: 10mm, y: 20mm))
#set text(size: 10pt)
#set par(justify: false)
"""


def write(plan: Plan, *, ruled: bool) -> bytes:
    """Return the plan as PDF; without ruling lines the rows stand apart by room alone."""
    lines = [_PREAMBLE.format(running=_text(plan["running_head"])), _two_columns(*plan["head"].values())]
    titles = (plan["document"]["type"].upper(), plan["document"]["subject"])
    lines += [f"#align(center)[*{_text(text)}*]" for text in titles]
    lines += [_noted(text, plan) for text in plan["body"]]
    recipients = ["Nơi nhận:", *(f"- {name};" for name in plan["document"]["recipients"])]
    lines += [_two_columns(recipients, plan["signature"]), _LANDSCAPE]
    lines += [_appendix(appendix, plan, ruled=ruled) for appendix in plan["appendices"]]
    return typst.compile("\n\n".join(lines).encode())


def _text(text: str) -> str:
    """Return a text as markup that says the same."""
    return f"#{_quoted(text)}"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _noted(text: str, plan: Plan) -> str:
    pieces = NOTE.split(text)
    return "".join(
        f"#footnote[{_text(plan['footnotes'][int(piece) - 1])}]" if place % 2 else _text(piece)
        for place, piece in enumerate(pieces)
        if piece
    )


def _two_columns(left: list[str], right: list[str]) -> str:
    sides = (" \\ ".join(_text(line) for line in side) for side in (left, right))
    left_side, right_side = sides
    return f"#grid(columns: (2fr, 3fr), [{left_side}], align(center)[{right_side}])"


def _appendix(appendix: Row, plan: Plan, *, ruled: bool) -> str:
    columns = appendix["columns"]
    head = "\n\n".join(f"#align(center)[{_text(line)}]" for line in appendix_head(appendix))
    widths = ", ".join(f"{WIDTHS[column]}mm" for column in columns)
    look = "stroke: 0.5pt, inset: 4pt" if ruled else "stroke: none, inset: (x: 6pt, y: 6pt)"
    spanning = ruled and appendix["number"] == "01"
    header = _two_rows(columns) if spanning else ", ".join(f"[*{_text(TITLES[column])}*]" for column in columns)
    rows = ",\n".join(_rows(appendix, columns, plan, ruled=ruled))
    return f"#pagebreak()\n{head}\n\n#table(columns: ({widths}), {look}, table.header({header}),\n{rows})"


def _two_rows(columns: list[str]) -> str:
    upper = [
        f"table.cell(colspan: {len(UNDER)})[{_text(SPANNING)}]"
        if column == UNDER[0]
        else f"table.cell(rowspan: 2)[{_text(TITLES[column])}]"
        for column in columns
        if column == UNDER[0] or column not in UNDER
    ]
    return ", ".join([*upper, *(f"[{_text(TITLES[column])}]" for column in columns if column in UNDER)])


def _rows(appendix: Row, columns: list[str], plan: Plan, *, ruled: bool) -> list[str]:
    """Return each row's cells; where cells are ruled, one that stands for two rows is printed once."""
    rows, following = appendix["rows"], [*appendix["rows"][1:], {}]
    return [_row(row, below, columns, plan, ruled=ruled) for row, below in zip(rows, following, strict=True)]


def _row(row: Row, below: Row, columns: list[str], plan: Plan, *, ruled: bool) -> str:
    number = f"table.cell(align: {'center + horizon' if ruled else 'left'})[{_text(row['code'])}]"
    if "title" in row:
        return f"{number}, table.cell(colspan: {len(columns) - 1})[*{_text(row['title'])}*]"
    cells = [number]
    for column in columns[1:]:
        if ruled and column in row.get("as_above", ()):
            continue
        down = 2 if ruled and column in below.get("as_above", ()) else 1
        cells.append(
            f"table.cell(rowspan: {down}, breakable: {str(down == 1).lower()})[{_noted(printed(row, column), plan)}]"
        )
    return ", ".join(cells)
