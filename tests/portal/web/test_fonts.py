"""Official documents can be set as PDF on a machine that has no Times New Roman."""

import io

import pdfplumber

from thuocdo.documents.official.pdf import to_pdf
from thuocdo.documents.official.structure import Issuer, OfficialDocument, Paragraph, Signer
from thuocdo.portal.web.fonts import PAPER_FONTS

LETTERS = "àáảãạ ăằắẳẵặ âầấẩẫậ đ èéẻẽẹ êềếểễệ ìíỉĩị òóỏõọ ôồốổỗộ ơờớởỡợ ùúủũụ ưừứửữự ỳýỷỹỵ"


def test_the_font_we_carry_sets_every_vietnamese_letter_in_every_style():
    document = OfficialDocument(
        issuer=Issuer(name=LETTERS),
        symbol="SNV",
        place=LETTERS,
        subject=LETTERS,
        addressees=("Sở A",),
        body=(Paragraph(text=f"{LETTERS} {LETTERS.upper()}."),),
        signer=Signer(capacity=(LETTERS,)),
        year=2026,
    )
    with pdfplumber.open(io.BytesIO(to_pdf(document, fonts=[PAPER_FONTS], families=("Tinos",)))) as opened:
        (page,) = opened.pages
        faces = {letter["fontname"].partition("+")[2] for letter in page.chars}
        words = " ".join(page.extract_text().split())
    assert faces == {"Tinos-Regular", "Tinos-Bold", "Tinos-Italic", "Tinos-BoldItalic"}
    assert f"{LETTERS} {LETTERS.upper()}./." in words
