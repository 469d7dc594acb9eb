"""The sample plan in Word, as it is typed in offices: merged cells, repeated headers, real footnotes, list numbers."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from sample_plans.text import NOTE, SPANNING, TITLES, UNDER, WIDTHS, appendix_head, item, printed

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

    from sample_plans.text import Plan, Row

LISTS: Final = {
    "outline": (("upperRoman", "%1."), ("decimal", "%2."), ("bullet", "-")),
    "fields": (("decimal", "%1"), ("decimal", "%1.%2")),
    "parts": (("upperRoman", "%1"),),
    "tasks": (("decimal", "%1"),),
}
"""Word's automatic numbers: the text of the plan, the first appendix, the groups and the tasks of the second."""


def write(plan: Plan, *, automatic: bool) -> bytes:
    """Return the plan as ``.docx``; ``automatic`` numbers are Word's own, else they are typed."""
    document = docx.Document()
    document.styles["Normal"].font.name = "Times New Roman"
    document.styles["Normal"].font.size = Pt(13)
    _page(document, plan)
    writer = _Writer(document, plan, automatic=automatic)
    writer.front()
    for appendix in plan["appendices"]:
        writer.appendix(appendix)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _page(document: Document, plan: Plan) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(30), Mm(20)
    section.top_margin = section.bottom_margin = Mm(20)
    section.header.paragraphs[0].text = plan["running_head"]
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    footer._p.append(field)  # noqa: SLF001 - python-docx has no fields, notes, lists and repeated headers


class _Writer:
    def __init__(self, document: Document, plan: Plan, *, automatic: bool) -> None:
        self.document, self.plan, self.automatic = document, plan, automatic
        self.lists = _define_lists(document) if automatic else {}
        self.noted = 0
        if automatic:
            _add_footnotes(document, plan["footnotes"] * 2)

    def front(self) -> None:
        """Write the heading, the text, the recipients and the signature."""
        head = self.plan["head"]
        self._columns((head["left"], head["right"]))
        for text in (self.plan["document"]["type"].upper(), self.plan["document"]["subject"]):
            paragraph = self.document.add_paragraph()
            paragraph.add_run(text).bold = True
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for text in self.plan["body"]:
            self._body(text)
        recipients = [f"- {name};" for name in self.plan["document"]["recipients"]]
        recipients[-1] = recipients[-1].replace(";", ".")
        self._columns((["Nơi nhận:", *recipients], self.plan["signature"]))

    def _columns(self, sides: tuple[list[str], list[str]]) -> None:
        table = self.document.add_table(1, 2)
        for cell, lines in zip(table.rows[0].cells, sides, strict=True):
            cell.text = "\n".join(lines)

    def _body(self, text: str) -> None:
        marker, rest = item(text)
        paragraph = self.document.add_paragraph()
        if marker and self.automatic:
            level = 2 if marker == "-" else 0 if marker[0] in "IVX" else 1
            _number(paragraph, self.lists["outline"], level)
        elif marker:
            rest = text
        self._fill(paragraph, rest)

    def _fill(self, paragraph: Paragraph, text: str) -> None:
        """Write a text; the mark of a footnote is Word's own, or a small raised figure glued to the word."""
        pieces = NOTE.split(text)
        for place, piece in enumerate(pieces):
            run = paragraph.add_run("" if place % 2 and self.automatic else piece)
            if place % 2:
                run.font.superscript = True
                self.noted += 1
            if place % 2 and self.automatic:
                run._r.append(parse_xml(f'<w:footnoteReference {nsdecls("w")} w:id="{self.noted}"/>'))  # noqa: SLF001 - as above

    def appendix(self, appendix: Row) -> None:
        """Write an appendix on a page lying on its side."""
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
        for line in appendix_head(appendix):
            self.document.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.CENTER
        columns = appendix["columns"]
        spanning = appendix["number"] == "01"
        heads = 2 if spanning else 1
        table = self.document.add_table(heads + len(appendix["rows"]), len(columns))
        table.style = "Table Grid"
        table.autofit = False
        _head(table, columns, spanning=spanning)
        rows = [[row.cells[place] for place in range(len(columns))] for row in table.rows]
        for place, column in enumerate(columns):
            table.columns[place].width = Mm(WIDTHS[column])
        for cells in rows:
            for cell, column in zip(cells, columns, strict=True):
                cell.width = Mm(WIDTHS[column])
        for place, row in enumerate(appendix["rows"], heads):
            self._row(rows[place], rows[place - 1], columns, row)

    def _row(self, cells: list[_Cell], above: list[_Cell], columns: list[str], row: Row) -> None:
        for cell, over, column in zip(cells, above, columns, strict=True):
            if column == "code":
                self._code(cell, row)
            elif column in row.get("as_above", ()):
                text = over.text
                for neighbour in above:  # a cell parted by a page prints its text only before the page
                    neighbour.paragraphs[0].paragraph_format.keep_with_next = True
                over.merge(cell).text = text
            elif "title" not in row:
                self._fill(cell.paragraphs[0], printed(row, column))
        if "title" in row:
            cells[1].merge(cells[-1]).text = row["title"]

    def _code(self, cell: _Cell, row: Row) -> None:
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        if not self.automatic:
            cell.text = row["code"]
        elif row["code"][0].isdigit() and "criterion" not in row and "title" not in row:
            _number(cell.paragraphs[0], self.lists["tasks"], 0)
        elif row["code"][0] in "IVX":
            _number(cell.paragraphs[0], self.lists["parts"], 0)
        else:
            _number(cell.paragraphs[0], self.lists["fields"], row["code"].count("."))


def _head(table: Table, columns: list[str], *, spanning: bool) -> None:
    for place, column in enumerate(columns):
        under = spanning and column in UNDER
        table.cell(1 if under else 0, place).text = TITLES[column]
        if spanning and not under:
            table.cell(0, place).merge(table.cell(1, place))
    if spanning:
        first, last = columns.index(UNDER[0]), columns.index(UNDER[-1])
        table.cell(0, first).merge(table.cell(0, last)).text = SPANNING
    for row in table.rows[: 2 if spanning else 1]:
        properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - as above
        properties.append(OxmlElement("w:tblHeader"))


def _number(paragraph: Paragraph, number: int, level: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001 - as above
    properties.get_or_add_ilvl().val = level
    properties.get_or_add_numId().val = number


def _define_lists(document: Document) -> dict[str, int]:
    """Add the lists to the numbering of the document, and return the number of each."""
    numbering: BaseOxmlElement = document.part.numbering_part.element
    first_instance = numbering.find(qn("w:num"))
    numbers = {}
    for place, (name, levels) in enumerate(LISTS.items()):
        number = 900 + place
        inner = "".join(
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
            for depth, (form, text) in enumerate(levels)
        )
        abstract = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">{inner}</w:abstractNum>'
        first_instance.addprevious(parse_xml(abstract))
        instance = f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
        numbering.append(parse_xml(instance))
        numbers[name] = number
    return numbers


def _add_footnotes(document: Document, notes: list[str]) -> None:
    """Add the part of the file in which Word keeps footnotes."""
    inner = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve"> {text}</w:t></w:r></w:p></w:footnote>'
        for number, text in enumerate(notes, 1)
    )
    content = f'<?xml version="1.0" encoding="UTF-8"?><w:footnotes {nsdecls("w")}>{inner}</w:footnotes>'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, content.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
