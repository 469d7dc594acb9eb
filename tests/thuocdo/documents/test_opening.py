"""What cannot or must not be opened is refused by what it is, with its problem."""

from __future__ import annotations

import io
import zipfile

import docx
import openpyxl
import pytest
import typst
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from thuocdo.documents import opening, package, pdf, read_plan
from thuocdo.errors import DocumentError


def zipped(**parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return stream.getvalue()


def old_office(*, locked):
    body = "EncryptedPackage" if locked else "WordDocument"
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + body.encode("utf-16-le")


def sheet_without_header():
    book = openpyxl.Workbook()
    book.active.append(("Đơn vị", "Điểm"))
    book.active.append(("Sở Nội vụ", 90))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


BAD = {
    "nothing in it": (b"  \n", "PD-102"),
    "an old .doc": (old_office(locked=False), "PD-103"),
    "a Word file with a password": (old_office(locked=True), "PD-104"),
    "a picture": (b"\x89PNG\r\n\x1a\n....", "PD-105"),
    "a scan as PDF": (typst.compile(b"#rect(width: 5cm, height: 5cm)"), "PD-105"),
    "half a zip": (zipped(word__document_dot_xml="<w/>")[:40], "PD-106"),
    "a zip that is no document": (zipped(anh_dot_txt="x"), "PD-106"),
    "half a PDF": (b"%PDF-1.7\n1 0 obj", "PD-106"),
    "a broken workbook": (zipped(xl__workbook_dot_xml="<workbook/>"), "PD-106"),
    "macros": (zipped(word__document_dot_xml="<w/>", word__vbaProject_dot_bin="x"), "PD-108"),
    "external entities": (
        zipped(word__document_dot_xml='<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]><w>&a;</w>'),
        "PD-109",
    ),
    "entities after a long comment": (
        zipped(word__document_dot_xml=f"<!--{'x' * 200_000}--><!DOCTYPE w [<!ENTITY a 'b'>]><w>&a;</w>"),
        "PD-109",
    ),
    "entities in UTF-16": (
        zipped(word__document_dot_xml="<!DOCTYPE w [<!ENTITY a 'b'>]><w>&a;</w>".encode("utf-16")),
        "PD-109",
    ),
    "entities in a part that is not called XML": (
        zipped(word__document_dot_xml="<w/>", word__phan_dot_dat="<!DOCTYPE w [<!ENTITY a 'b'>]><w>&a;</w>"),
        "PD-109",
    ),
    "a part in an encoding that no office writes": (
        zipped(word__document_dot_xml="<?xml version='1.0' encoding='cp037'?><w/>".encode("cp037")),
        "PD-106",
    ),
    "a workbook without a header": (sheet_without_header(), "PD-110"),
}


@pytest.mark.parametrize(("content", "code"), BAD.values(), ids=BAD)
def test_it_is_refused_with_its_problem(content, code):
    with pytest.raises(DocumentError) as refused:
        read_plan(content, name="ke-hoach.docx")

    (problem,) = refused.value.problems
    assert (problem.code, problem.place.file) == (code, "ke-hoach.docx")
    assert problem.render("vi") != problem.render("en")


def test_a_file_that_is_far_too_large_is_refused_by_its_size(monkeypatch):
    monkeypatch.setattr(opening, "LARGEST", 10)
    with pytest.raises(DocumentError, match="PD-101"):
        read_plan(b"x" * 11, name="a.txt")


def test_a_zip_bomb_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(package, "MOST_UNPACKED", 1_000_000)
    bomb = zipped(word__document_dot_xml="0" * 2_000_000)

    assert len(bomb) < 10_000
    with pytest.raises(DocumentError, match="PD-107"):
        read_plan(bomb, name="a.docx")


def test_a_pdf_with_a_password_is_refused(monkeypatch):
    def locked(_stream):
        raise PdfminerException(PDFPasswordIncorrect())

    monkeypatch.setattr(pdf.pdfplumber, "open", locked)
    with pytest.raises(DocumentError, match="PD-104"):
        read_plan(b"%PDF-1.7", name="a.pdf")


def test_a_word_file_is_known_by_its_content_whatever_its_name():
    document = docx.Document()
    document.add_paragraph("KẾ HOẠCH")
    stream = io.BytesIO()
    document.save(stream)

    assert read_plan(stream.getvalue(), name="a.txt").heading.type == "Kế hoạch"
