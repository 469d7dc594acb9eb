"""Who does what a sentence of the narrative says: the bodies it names before its verb.

``UBND các xã, phường có trách nhiệm …`` names one, ``Các đơn vị: Công an tỉnh; Sở Y tế … phải …`` each of a list, and
``Các Sở: Nội vụ, Tài chính`` two departments. The leader of a body (``Thủ trưởng``, ``Chủ tịch``) stands for it.
"""

from __future__ import annotations

import re
from typing import Final

from thuocdo.documents.bodies import LOWER, UPPER, leading_bodies, read_cell

_VERB: Final = re.compile(
    r",? (?:chủ trì|chủ động|phối hợp|chịu|có trách nhiệm|căn cứ|tập trung|tiếp tục|thường xuyên|tăng cường|tham mưu"
    r"|thực hiện|triển khai|tổ chức (?!chính|hành|đoàn|xã)|tổng hợp|theo dõi|đôn đốc|hướng dẫn|kiểm tra|rà soát"
    r"|xây dựng (?!tỉnh)|chỉ đạo|báo cáo|nghiêm túc|kịp thời|trực tiếp|phải|lồng ghép|đề xuất|cung cấp|đăng tải|bảo đảm"
    r"|đảm bảo|quán triệt|được phân công|đẩy mạnh|nâng cao|trên cơ sở|định kỳ|cụ thể hóa|sử dụng|bố trí|nghiên cứu|gửi"
    r"|ban hành|xem xét)\b"
)
_LEADER: Final = re.compile(
    r"(?:Thủ trưởng|Chủ tịch|Giám đốc|Lãnh đạo|[Nn]gười đứng đầu) "
    r"(?=(?:các )?(?:[Ss]ở|[Bb]an|[Cc]ơ quan|[Đđ]ơn vị|UBND))"
)
_COLLECTIVE: Final = re.compile(r"[Cc]ác (?:cơ quan|đơn vị|cơ quan, đơn vị|sở, ban, ngành|tổ chức):\s+")
_DEPARTMENTS: Final = re.compile(rf"[Cc]ác [Ss]ở(?:, (?:ban, )?ngành)?:?\s+(?=[{UPPER}])")
_CULTURE: Final = ("Văn hóa, Thể thao", "Văn hóa\x00 Thể thao")
_REST_OF_NAME: Final = re.compile(rf"(?: [{UPPER}][{LOWER}]+)+")
_LONGEST: Final = 400


def subjects_of(sentence: str) -> tuple[str, ...]:
    """Return the bodies that a sentence names before its verb; none where it begins with the verb."""
    text = _COLLECTIVE.sub("", sentence, count=1)
    verb = _VERB.search(text)
    named = text[: verb.start()] if verb else text
    if len(named) > _LONGEST:
        return ()
    if listed := _DEPARTMENTS.match(named):
        return _departments(named[listed.end() :])
    return tuple(body for item in named.split(";") for body in _bodies(item.strip(" ,.")))


def _bodies(item: str) -> tuple[str, ...]:
    """Return the bodies that an item of a list is, with the place after the last: ``Bảo hiểm xã hội Lào Cai``."""
    plain = _LEADER.sub("", item)
    bodies = leading_bodies(plain)
    if not bodies:
        return read_cell(plain).names if plain.startswith("Công ty ") else ()
    rest = plain[plain.rindex(bodies[-1]) + len(bodies[-1]) :]
    place = _REST_OF_NAME.fullmatch(rest)
    return (*bodies[:-1], bodies[-1] + place[0]) if place else bodies


def _departments(listed: str) -> tuple[str, ...]:
    """Return the departments that a list names by their fields alone; what is a body of its own stays as it is."""
    fields = re.split(r", | và (?=Sở\b|Văn phòng\b|UBND\b|Công an\b)|; ", listed.strip(" ,.").replace(*_CULTURE))
    whole = (field.replace("\x00", ",") for field in fields if field[:1].isupper())
    return tuple(field if leading_bodies(field) else f"Sở {field}" for field in whole)


def verb_of(sentence: str) -> str:
    """Return a sentence from its verb on, as if it began so: ``Sở Y tế phối hợp …`` gives ``Phối hợp …``."""
    verb = _VERB.search(sentence)
    rest = sentence[verb.start() :].lstrip(" ,") if verb else sentence
    return rest[:1].upper() + rest[1:]
