"""The Word file of a report as an office program shows it: LibreOffice makes pages of it, and the pages are read."""

from __future__ import annotations

import shutil
import subprocess
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from thuocdo.documents.official.word import to_docx
from thuocdo.portal.organizations import samples
from thuocdo.portal.reports.composing import report_document
from thuocdo.portal.reports.models import ReportRound
from thuocdo.portal.reports.selectors.reports import parts_of
from thuocdo.portal.reports.services import assemble_report

from .conftest import SCREENSHOTS

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def office() -> str:
    """LibreOffice: 450 MB that no server needs, so it is not installed for this one test; absent, it is said aloud."""
    found = shutil.which("soffice")
    if found is None:
        pytest.skip(
            "no LibreOffice here (Debian package libreoffice-writer-nogui): the Word file is not shown as pages"
        )
    return found


def _pages(office: str, word: Path, folder: Path) -> pypdfium2.PdfDocument:
    """Let the office program make a PDF of a Word file, with a profile of its own, and return its pages."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, "--headless", profile, "--convert-to", "pdf", "--outdir", str(folder), str(word)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return pypdfium2.PdfDocument(folder / f"{word.stem}.pdf")


def test_the_sample_report_keeps_its_layout_in_an_office_program(
    office: str, sample: dict[str, str], tmp_path: Path
) -> None:
    at = datetime.now(UTC)
    for step in samples.steps(with_people=True):
        step.run(None, at)
    report = assemble_report(of=ReportRound.objects.get(), by=samples.sample_person("so-noi-vu"), at=at)
    word = tmp_path / "bao-cao.docx"
    word.write_bytes(to_docx(report_document(report, parts_of(report))))

    pages = _pages(office, word, tmp_path)
    texts = [" ".join(page.get_textpage().get_text_range().split()) for page in pages]
    sizes = [tuple(round(side / 72 * 25.4) for side in page.get_size()) for page in pages]
    SCREENSHOTS.mkdir(exist_ok=True)
    lying = sizes.index((297, 210))
    for name, number in (("first", 0), ("signed", lying - 1), ("appendix", lying), ("appendix-2", lying + 1)):
        pages[number].render(scale=1).to_pil().save(SCREENSHOTS / f"office-report-{name}.png")
    pages.close()

    assert set(sizes[:lying]) == {(210, 297)}
    assert set(sizes[lying:]) == {(297, 210)}
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc" in texts[0]
    assert "BÁO CÁO Kết quả thực hiện công tác cải cách hành chính" in texts[0]
    assert "./." in texts[lying - 1]
    assert "Nơi nhận:" in texts[lying - 1]
    assert texts[lying].startswith("Phụ lục I TÌNH HÌNH GỬI BÁO CÁO")
    assert texts[lying + 1].startswith("2 STT"), "pages of an appendix are counted anew, the head of the table repeats"
