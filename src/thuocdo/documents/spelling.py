"""Probable slips of the pen in official texts, without a dictionary.

Three kinds: confusions that are met in issued plans, words set twice, and syllables that cannot be: one that ends in
c, ch, p or t bears the tone *sắc* or *nặng* (the phonology of Vietnamese; ``Quyêt định``).
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from thuocdo.documents.bodies import LOWER, UPPER

if TYPE_CHECKING:
    from collections.abc import Iterator

_MISSPELT: Final = tuple(
    (re.compile(rf"(?<!\w){wrong}(?!\w)"), right)
    for wrong, right in (
        (r"trêm(?= \d+ ?%)", "trên"),
        (r"tử(?= \d+ ?%)", "từ"),
        (r"đat(?= \d)", "đạt"),
        (r"[Gg]iám(?= (?:ít nhất |từ )?\d+ ?%)", "giảm"),
        (r"tối thi(?:êu|ều)(?= \d)", "tối thiểu"),
        (r"(?<=% )trở nên", "trở lên"),
        ("hành chinh|hàng chính", "hành chính"),
        ("trực tuyển", "trực tuyến"),
        ("[Cc]hủ trí", "chủ trì"),
        ("phân loai", "phân loại"),
        ("(?<=công )các(?= (?:tuyên truyền|kiểm tra|chỉ đạo))", "tác"),
        ("trọng(?= hệ thống hành chính)", "trong"),
        ("(?<=và )Đào(?= PT-TH)", "Đài"),
        ("mêm yết", "niêm yết"),
        ("lệ phi", "lệ phí"),
        ("dể hiểu", "dễ hiểu"),
        ("(?<=chứng minh )kế quả", "kết quả"),
        ("phát luật", "pháp luật"),
        ("rà roát", "rà soát"),
        ("(?<!trao )đổi với", "đối với"),
        ("tố chức", "tổ chức"),
        ("phố biến", "phổ biến"),
        ("nười dân", "người dân"),
        ("năng cao", "nâng cao"),
        ("giả tiền", "giá tiền"),
        ("tải sản", "tài sản"),
        ("hoạc", "hoặc"),
        ("xay dựng", "xây dựng"),
        ("đầy đỷ", "đầy đủ"),
        ("phát triến", "phát triển"),
        ("cở sở", "cơ sở"),
    )
)
_TWICE: Final = re.compile(rf"(?<![{UPPER}{LOWER}-])([{UPPER}{LOWER}]+(?: [{LOWER}]+){{0,4}}) \1(?![{UPPER}{LOWER}-])")
_SMALL_WORDS: Final = frozenset(
    ["và", "của", "các", "những", "được", "cho", "trong", "là", "có", "để", "với", "về", "theo", "tại", "phải", "đã"]
)
"""Single words never set twice on purpose; others may end one compound and begin the next (*hành vi vi phạm*)."""
_WORD: Final = re.compile(rf"(?<![\w.-])[{UPPER}]?[{LOWER}]+(?![\w.-])")
_TONES: Final = "\u0300\u0301\u0303\u0309\u0323"
_STOPPED: Final = ("\u0301", "\u0323")
"""The tones that a syllable with a stop at its end can bear: sắc and nặng."""
_SHAPES: Final = frozenset("\u0302\u0306\u031b")
"""The marks of â, ă and ơ; a word without any may be foreign."""


def slips_in(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield where a text is probably misspelt, what is meant, and what stands there."""
    for wrong, right in _MISSPELT:
        for found in wrong.finditer(text):
            yield found.start(), right, found[0]
    for found in _TWICE.finditer(text):
        if " " in found[1] or found[1] in _SMALL_WORDS:
            yield found.start(), found[1], found[0]
    for found in _WORD.finditer(text):
        if meant := _with_a_tone_that_can_be(found[0]):
            yield found.start(), meant, found[0]


def _with_a_tone_that_can_be(word: str) -> str | None:
    """Return what a syllable with an impossible tone may have been (``Quyêt``: Quyết or Quyệt), or nothing."""
    letters = unicodedata.normalize("NFD", word)
    if not re.search("(?:[cpt]|ch)$", letters):
        return None
    tones = [mark for mark in letters if mark in _TONES]
    shaped = [place for place, mark in enumerate(letters) if mark in _SHAPES]
    if set(_STOPPED).intersection(tones) or not (tones or shaped):
        return None
    stem, tail = letters.split(tones[0], 1) if tones else (letters[: shaped[-1] + 1], letters[shaped[-1] + 1 :])
    return " hoặc ".join(unicodedata.normalize("NFC", f"{stem}{tone}{tail}") for tone in _STOPPED)
