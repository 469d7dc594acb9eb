"""An official document as PDF, set by typst from the same lines, rules and tables as the Word file."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import typst

from thuocdo.documents.official import layout, page
from thuocdo.documents.official.structure import Align, Table, placed_cells
from thuocdo.errors import DocumentError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from thuocdo.documents.official.layout import Look
    from thuocdo.documents.official.structure import Cell, OfficialDocument, Placed

FAMILIES: Final = (layout.FONT, "Tinos", "Liberation Serif")
"""Times New Roman and the two free faces whose letters are exactly as wide."""

# Word's single line of Times New Roman: 0.891 em above, 0.216 em below the baseline, 0.042 em between lines.
_PREAMBLE: Final = """\
#set document(title: {title}, author: {author}, date: none)
#set text(font: {family}, lang: "vi", region: "VN", fill: black, hyphenate: false)
#set text(top-edge: 0.891em, bottom-edge: -0.216em, overhang: false)
#set par(leading: 0.042em, spacing: 0pt)
#set block(spacing: 0pt)
#let ln(body, align: center, size: 14pt, bold: false, italic: false, first: 0mm, hang: 0mm, indent: 0mm, above: 0pt,
  below: 0pt, sticky: false) = block(width: 100%, inset: (left: indent), above: 0pt, below: 0pt, sticky: sticky, {{
  v(above)
  set text(size: size, weight: if bold {{ "bold" }} else {{ "regular" }})
  set text(style: if italic {{ "italic" }} else {{ "normal" }})
  set par(justify: align == left and first > 0mm, first-line-indent: (amount: first, all: true), hanging-indent: hang)
  set std.align(align)
  body
  v(below)
}})
#let rule(length) = block(width: 100%, above: 0pt, below: 0pt, {{
  v({space}pt)
  align(center, line(length: length, stroke: {stroke}pt))
  v({space}pt)
}})
"""
_WHOLE: Final = 110.0
"""Millimetres: a cell up to here surely fits under the header rows of a page lying on its side, and is kept whole."""
_PAGE: Final = """\
#set page(width: {width}mm, height: {height}mm, header-ascent: {ascent}mm - {size}pt, header: context {{
  let number = counter(page).get().first()
  if number > 1 {{ align(center, text(size: {size}pt)[#number]) }}
}}, margin: (top: {top}mm, bottom: {bottom}mm, left: {left}mm, right: {right}mm))
"""


def to_pdf(document: OfficialDocument, *, fonts: Sequence[Path] = (), families: Sequence[str] = FAMILIES) -> bytes:
    """Write the document as PDF, looking as its Word file does.

    ``fonts`` are folders of font files beside those of the system; the first of ``families`` that is found is used.

    :raises DocumentError: OD-1xx, every problem that keeps it from being written; OD-201 none of the faces is here.
    """
    page.refuse_unready(document)
    found = _fonts(tuple(fonts))
    here = set(found.families())
    family = next((name for name in families if name in here), None)
    if family is None:
        raise DocumentError(Problem(code="OD-201"))
    return typst.compile("".join(_source(document, family)).encode(), font_paths=found, format="pdf")


@lru_cache(maxsize=8)
def _fonts(folders: tuple[Path, ...]) -> typst.Fonts:
    return typst.Fonts(font_paths=list(folders))


def _source(document: OfficialDocument, family: str) -> Iterator[str]:
    yield _PREAMBLE.format(
        title=_quoted(f"{document.type_name or 'V/v'} {document.subject}".replace("\n", " ")),
        author=_quoted(document.issuer.name.replace("\n", " ")),
        family=_quoted(family),
        space=layout.RULE_SPACE,
        stroke=layout.RULE,
    )
    yield _page(landscape=False)
    columns = (layout.HEADING_LEFT, layout.HEADING_RIGHT)
    yield _two_columns(columns, page.heading_left(document), page.heading_right(document))
    yield from _items(page.front(document), layout.TEXT_WIDTH)
    columns = (layout.SIGNATURE_LEFT, layout.SIGNATURE_RIGHT)
    yield _two_columns(columns, page.recipients(document), page.signature(document))
    for number, appendix in enumerate(document.appendices, start=1):
        # Numbers begin again with each appendix (III.1.đ): set to 0 on the page before, the next one counts 1.
        yield "#counter(page).update(0)\n" + _page(landscape=appendix.landscape) + "#pagebreak(weak: true)\n"
        yield from _items(page.appendix(document, number, appendix), page.appendix_width(appendix))


def _page(*, landscape: bool) -> str:
    sides = (layout.PAGE_WIDTH, layout.PAGE_HEIGHT)
    width, height = reversed(sides) if landscape else sides
    return _PAGE.format(
        width=width,
        height=height,
        ascent=layout.MARGIN_TOP - layout.HEADER_AT,
        size=layout.PAGE_NUMBER_LOOK.size,
        top=layout.MARGIN_TOP,
        bottom=layout.MARGIN_BOTTOM,
        left=layout.MARGIN_LEFT,
        right=layout.MARGIN_RIGHT,
    )


def _two_columns(widths: tuple[float, float], left: Iterable[page.Item], right: Iterable[page.Item]) -> str:
    inset = layout.CELL_PADDING[0]
    columns = ", ".join(f"{width}mm" for width in widths)
    cells = "".join(f"[\n{''.join(_items(items, 0))}]," for items in (left, right))
    return f"#block(breakable: false, grid(columns: ({columns}), inset: (x: {inset}mm), {cells}))\n"


def _items(items: Iterable[page.Item], width: float) -> Iterator[str]:
    for item in items:
        if isinstance(item, page.Line):
            yield f"#{_line(item.text, item.look, with_next=item.with_next)}\n"
        elif isinstance(item, page.Rule):
            yield f"#rule({item.length:.2f}mm)\n"
        else:
            yield f"#{_table(item, width)}\n"


def _line(text: str, look: Look, *, with_next: bool = False) -> str:
    align = "left" if look.align is Align.JUSTIFY else look.align.value
    first, hang = max(look.first_line, 0), max(-look.first_line, 0)
    options = (
        f"size: {look.size}pt, bold: {_flag(look.bold)}, italic: {_flag(look.italic)}, first: {first}mm, hang: {hang}mm"
    )
    spaces = (
        f"indent: {look.indent - hang}mm, above: {look.before}pt, below: {look.after}pt, sticky: {_flag(with_next)}"
    )
    return f"ln({_quoted(text)}, align: {align}, {options}, {spaces})"


def _table(table: Table, width: float) -> str:
    widths = layout.shares(tuple(column.share for column in table.columns), width)
    heads = len(table.header)
    breaking = _breaking_rows(table, widths)
    head: list[str] = []
    body: list[str] = []
    for placed in placed_cells(table):
        header = placed.row < heads
        align = placed.cell.align or table.columns[placed.column].align
        breakable = not breaking.isdisjoint(_rows_of(placed))
        aligned = Align.CENTER if header else align
        cell = _cell(placed.cell, aligned, bold=header or placed.cell.bold, breakable=breakable)
        (head if header else body).append(cell)
    columns = ", ".join(f"{one:.2f}mm" for one in widths)
    sideways, above = layout.CELL_PADDING
    frame = f"columns: ({columns}), stroke: {layout.RULE}pt + black, inset: (x: {sideways}mm, y: {above}mm)"
    cells = ",\n  ".join([f"table.header({', '.join(head)})", *body])
    return f"table({frame},\n  {cells})"


def _breaking_rows(table: Table, widths: Sequence[float]) -> set[int]:
    """Return the rows that no page surely holds: whole, typst would let them run off the paper; Word breaks them."""
    found: set[int] = set()
    for placed in placed_cells(table):
        room = sum(widths[placed.column : placed.column + placed.cell.across])
        if layout.cell_height(placed.cell.text, room) > _WHOLE:
            found.update(_rows_of(placed))
    return found


def _rows_of(placed: Placed) -> range:
    return range(placed.row, placed.row + placed.cell.down)


def _cell(cell: Cell, align: Align, *, bold: bool, breakable: bool) -> str:
    style = f'size: {layout.CELL_LOOK.size}pt, weight: "{"bold" if bold else "regular"}"'
    style += f', style: "{"italic" if cell.italic else "normal"}"'
    justify = _flag(align is Align.JUSTIFY)
    stands = "left" if align is Align.JUSTIFY else align.value
    vertical = "horizon" if align is Align.CENTER else "top"
    text = f"{{ set par(justify: {justify}); text({_quoted(cell.text)}, {style}) }}"
    span = f"colspan: {cell.across}, rowspan: {cell.down}, breakable: {_flag(breakable)}"
    return f"table.cell({text}, {span}, align: {stands} + {vertical})"


def _flag(value: bool) -> str:
    return "true" if value else "false"


def _quoted(text: str) -> str:
    """Return a text as a string of typst, in which nothing is markup."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
