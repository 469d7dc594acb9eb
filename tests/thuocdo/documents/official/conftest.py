"""A plan, a letter and the pieces they are made of; every name is a placeholder."""

from datetime import date

import pytest

from thuocdo.documents.official.structure import (
    Align,
    Appendix,
    Cell,
    Column,
    Heading,
    Issuer,
    OfficialDocument,
    Paragraph,
    Signer,
    Stage,
    Table,
)


@pytest.fixture
def table() -> Table:
    """Two header rows with a merged heading, a row across the table, a cell over two rows."""
    return Table(
        columns=(Column(share=10, align=Align.CENTER), Column(share=60, align=Align.JUSTIFY), Column(share=30)),
        header=(
            (Cell(text="STT", down=2), Cell(text="Nhiệm vụ", across=2)),
            (Cell(text="Nội dung"), Cell(text="Chủ trì")),
        ),
        rows=(
            (Cell(text="1", bold=True), Cell(text="NHÓM MỘT", across=2, bold=True)),
            (Cell(text="1.1"), Cell(text="Rà soát"), Cell(text="Sở A;\nSở B", down=2)),
            (Cell(text="1.2"), Cell(text="Tổng hợp", italic=True)),
        ),
        caption="Bảng tổng hợp",
    )


@pytest.fixture
def plan(table: Table) -> OfficialDocument:
    """A plan that is issued, with a table in its text and two appendices."""
    return OfficialDocument(
        issuer=Issuer(name="Ủy ban nhân dân\ntỉnh Mẫu"),
        symbol="KH-UBND",
        place="Mẫu",
        type_name="Kế hoạch",
        subject="Nâng cao Chỉ số cải cách hành chính",
        grounds=("Căn cứ Luật thứ nhất", "Căn cứ Luật thứ hai;"),
        body=(
            Heading(text="I. MỤC ĐÍCH"),
            Paragraph(text="Đoạn thứ nhất."),
            Heading(text="a) Một điểm", level=3),
            table,
            Paragraph(text="Nhiệm vụ tại các Phụ lục kèm theo."),
        ),
        signer=Signer(capacity=("TM. Ủy ban nhân dân", "KT. Chủ tịch", "Phó Chủ tịch"), name="(Họ và tên)"),
        recipients=("Bộ Nội vụ;", "Các sở, ban, ngành"),
        filing="VT, NV",
        appendices=(
            Appendix(title="Nhiệm vụ", blocks=(table,)),
            Appendix(title="Mẫu báo cáo", blocks=(Paragraph(text="Theo mẫu."),), landscape=False),
        ),
        stage=Stage.ISSUED,
        number=7,
        date=date(2026, 2, 5),
        year=2026,
    )


@pytest.fixture
def letter() -> OfficialDocument:
    """A letter that is a draft, to two addressees."""
    return OfficialDocument(
        issuer=Issuer(name="Sở Nội vụ", parent="UBND tỉnh Mẫu"),
        symbol="SNV-CCHC",
        place="Mẫu",
        subject="đôn đốc báo cáo",
        addressees=("Sở A;", "Sở B"),
        body=(Paragraph(text="Đề nghị gửi báo cáo."),),
        signer=Signer(capacity=("Giám đốc",)),
        year=2026,
    )
