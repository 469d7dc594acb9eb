"""An official document as Word (.docx), written with python-docx."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Final

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.simpletypes import ST_Merge
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell

from thuocdo.documents.official import layout, page
from thuocdo.documents.official.structure import Align, Table, placed_cells

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from docx.document import Document
    from docx.oxml.table import CT_Tc
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.section import Section
    from docx.table import Table as WordTable
    from docx.text.paragraph import Paragraph as WordParagraph

    from thuocdo.documents.official.layout import Look
    from thuocdo.documents.official.structure import Cell, OfficialDocument, Placed

_ALIGNMENTS: Final = {
    Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Align.CENTER: WD_ALIGN_PARAGRAPH.CENTER,
    Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
    Align.JUSTIFY: WD_ALIGN_PARAGRAPH.JUSTIFY,
}
_SCRIPTS: Final = ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia")
_TWIPS_A_MM: Final = 1440 / 25.4
_BREAKS: Final = re.compile("[\x0b\x0c]")
"""How Word itself and the pages of a PDF break a line; people paste them into forms."""
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LONGEST_PROPERTY: Final = 255
"""python-docx refuses a longer title; real plans have subjects of 300 characters."""


def to_docx(document: OfficialDocument) -> bytes:
    """Write the document as a Word file in the layout of Nghị định 30/2020/NĐ-CP.

    :raises DocumentError: OD-1xx, every problem that keeps it from being written.
    """
    page.refuse_unready(document)
    word = docx.Document()
    _set_styles(word)
    _set_properties(word, document)
    _set_page(word.sections[0], landscape=False)
    columns = (layout.HEADING_LEFT, layout.HEADING_RIGHT)
    _add_two_columns(word, columns, page.heading_left(document), page.heading_right(document))
    _add_items(word, page.front(document), layout.TEXT_WIDTH)
    columns = (layout.SIGNATURE_LEFT, layout.SIGNATURE_RIGHT)
    _add_two_columns(word, columns, page.recipients(document), page.signature(document))
    for number, appendix in enumerate(document.appendices, start=1):
        _set_page(word.add_section(WD_SECTION.NEW_PAGE), landscape=appendix.landscape)
        _add_items(word, page.appendix(document, number, appendix), page.appendix_width(appendix))
    written = io.BytesIO()
    word.save(written)
    return written.getvalue()


def _set_styles(word: Document) -> None:
    normal = word.styles["Normal"]
    normal.font.name, normal.font.size, normal.font.color.rgb = (
        layout.FONT,
        Pt(layout.BODY_LOOK.size),
        RGBColor(0, 0, 0),
    )
    properties = normal.element.get_or_add_rPr()
    for script in _SCRIPTS:
        properties.get_or_add_rFonts().set(qn(script), layout.FONT)
    properties.append(_element("w:lang", val="vi-VN", eastAsia="vi-VN"))
    form = normal.paragraph_format
    form.space_before, form.space_after, form.line_spacing, form.widow_control = Pt(0), Pt(0), 1.0, True


def _set_properties(word: Document, document: OfficialDocument) -> None:
    known = word.core_properties
    known.title = _for_xml(f"{document.type_name or 'V/v'} {document.subject}").replace("\n", " ")[:_LONGEST_PROPERTY]
    author = _for_xml(document.issuer.name).replace("\n", " ")[:_LONGEST_PROPERTY]
    known.author = known.last_modified_by = author
    known.comments, known.language = "", "vi-VN"


def _set_page(section: Section, *, landscape: bool) -> None:
    sides = (layout.PAGE_HEIGHT, layout.PAGE_WIDTH) if landscape else (layout.PAGE_WIDTH, layout.PAGE_HEIGHT)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(sides[0]), Mm(sides[1])
    section.top_margin, section.bottom_margin = Mm(layout.MARGIN_TOP), Mm(layout.MARGIN_BOTTOM)
    section.left_margin, section.right_margin = Mm(layout.MARGIN_LEFT), Mm(layout.MARGIN_RIGHT)
    section.header_distance = Mm(layout.HEADER_AT)
    section.different_first_page_header_footer = True
    section.header.is_linked_to_previous = False
    line = section.header.paragraphs[0]
    _write(line, "", layout.PAGE_NUMBER_LOOK)
    _add_page_number(line)
    # Pages are counted from 1 in the document and again in every appendix (III.1.đ).
    properties = section._sectPr  # noqa: SLF001 - python-docx has no other door to page numbers
    for old in properties.findall(qn("w:pgNumType")):
        properties.remove(old)
    properties.append(_element("w:pgNumType", start="1"))


def _add_page_number(line: WordParagraph) -> None:
    run = line.add_run()
    run.font.size = Pt(layout.PAGE_NUMBER_LOOK.size)
    instruction = OxmlElement("w:instrText")
    instruction.text = "PAGE"
    parts = (_element("w:fldChar", fldCharType="begin"), instruction, _element("w:fldChar", fldCharType="end"))
    run._r.extend(parts)  # noqa: SLF001 - python-docx writes no fields


def _add_two_columns(
    word: Document, widths: tuple[float, float], left: Sequence[page.Item], right: Sequence[page.Item]
) -> None:
    table = word.add_table(rows=1, cols=2)
    _fix_widths(table, widths)
    _keep_whole(table.rows[0]._tr)  # noqa: SLF001 - python-docx has no other door to a row's properties
    for cell, items, width in zip(table.rows[0].cells, (left, right), widths, strict=True):
        cell.width = Mm(width)
        _drop_paragraphs(cell)
        _add_items(cell, items, width)


def _add_items(holder: Document | _Cell, items: Iterable[page.Item], width: float) -> None:
    for item in items:
        if isinstance(item, page.Line):
            line = holder.add_paragraph()
            _write(line, item.text, item.look)
            line.paragraph_format.keep_with_next = item.with_next or None
        elif isinstance(item, page.Rule):
            _draw(holder.add_paragraph(), item)
        else:
            _add_table(holder, item, width)


def _for_xml(text: str) -> str:
    """Return a text without the signs that XML has no place for: those that break a line do so, the others go."""
    return _NOT_XML.sub("", _BREAKS.sub("\n", text))


def _write(line: WordParagraph, text: str, look: Look) -> None:
    form = line.paragraph_format
    form.alignment = _ALIGNMENTS[look.align]
    form.first_line_indent, form.left_indent = Mm(look.first_line), Mm(look.indent)
    form.space_before, form.space_after = Pt(look.before), Pt(look.after)
    if text:
        run = line.add_run(_for_xml(text))  # python-docx turns a line feed into a break of the line
        run.font.size, run.bold, run.italic = Pt(look.size), look.bold, look.italic


def _draw(line: WordParagraph, rule: page.Rule) -> None:
    """Make an empty paragraph of 2 points with a border above, set in from both sides so that it is as long as told."""
    form = line.paragraph_format
    form.left_indent = form.right_indent = Mm((rule.room - rule.length) / 2)
    form.space_before, form.space_after, form.line_spacing = Pt(layout.RULE_SPACE), Pt(layout.RULE_SPACE), Pt(2)
    properties = line._p.get_or_add_pPr()  # noqa: SLF001 - python-docx draws no borders
    border = OxmlElement("w:pBdr")
    border.append(_element("w:top", val="single", sz=str(round(layout.RULE * 8)), space="0", color="000000"))
    properties.insert_element_before(border, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc")


def _add_table(holder: Document | _Cell, table: Table, width: float) -> None:
    heads = len(table.header)
    widths = layout.shares(tuple(column.share for column in table.columns), width)
    made = holder.add_table(rows=heads + len(table.rows), cols=len(widths))
    made.style = "Table Grid"
    made.alignment = WD_TABLE_ALIGNMENT.CENTER  # as wide as the text; from the left, Word lets it stick out
    _fix_widths(made, widths)
    rows = made._tbl.tr_lst  # noqa: SLF001 - made.cell() counts every cell of the table again each time
    for row in rows:
        _keep_whole(row)
    for row in rows[:heads]:
        row.get_or_add_trPr().append(_element("w:tblHeader"))
    grid = [row.tc_lst for row in rows]
    for placed in placed_cells(table):
        cell = _Cell(_merge(grid, placed, widths), made)
        aligned = placed.cell.align or table.columns[placed.column].align
        header = placed.row < heads
        _fill(cell, placed.cell, Align.CENTER if header else aligned, bold=header or placed.cell.bold)


def _merge(grid: list[list[CT_Tc]], placed: Placed, widths: Sequence[float]) -> CT_Tc:
    """Make one cell of those that ``placed`` lies over and return it; each is set as wide as its columns."""
    across, down = placed.cell.across, placed.cell.down
    columns = slice(placed.column, placed.column + across)
    for row in range(placed.row, placed.row + down):
        first, *others = grid[row][columns]
        first.grid_span = across
        first.width = Mm(sum(widths[columns]))
        if down > 1:
            first.vMerge = ST_Merge.RESTART if row == placed.row else ST_Merge.CONTINUE
        for other in others:
            other.getparent().remove(other)
    return grid[placed.row][placed.column]


def _fix_widths(table: WordTable, widths: Sequence[float]) -> None:
    """Set the widths of the columns: a table left to itself gets equal ones, whatever its cells say."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    sideways, above = (str(round(padding * _TWIPS_A_MM)) for padding in layout.CELL_PADDING)
    padding = OxmlElement("w:tblCellMar")
    for side, twips in (("w:top", above), ("w:left", sideways), ("w:bottom", above), ("w:right", sideways)):
        padding.append(_element(side, w=twips, type="dxa"))
    properties = table._tbl.tblPr  # noqa: SLF001 - python-docx has no other door to a table's properties
    properties.insert_element_before(padding, "w:tblLook", "w:tblCaption", "w:tblDescription", "w:tblPrChange")


def _fill(cell: _Cell, text: Cell, align: Align, *, bold: bool) -> None:
    _drop_paragraphs(cell)
    look = layout.Look(size=layout.CELL_LOOK.size, bold=bold, italic=text.italic, align=align)
    for line in text.text.split("\n"):
        _write(cell.add_paragraph(), line, look)
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER if align is Align.CENTER else None


def _drop_paragraphs(cell: _Cell) -> None:
    for line in cell.paragraphs:
        line._p.getparent().remove(line._p)  # noqa: SLF001 - a new cell holds an empty paragraph


def _keep_whole(row: BaseOxmlElement) -> None:
    row.get_or_add_trPr().append(_element("w:cantSplit"))


def _element(name: str, **attributes: str) -> BaseOxmlElement:
    made = OxmlElement(name)
    for attribute, value in attributes.items():
        made.set(qn(f"w:{attribute}"), value)
    return made
