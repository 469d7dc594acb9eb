"""Bodies as plans name them: ``Sở Tài chính và các Sở, ban, ngành; UBND cấp xã theo dõi, đôn đốc``.

The grammar knows the kinds of bodies of a province by their first words (department, office, people's committee,
police, …), not their names: a department created tomorrow is read as well. Names that end nowhere in particular
(*Viễn thông Lào Cai*, *Trường Cao đẳng Lào Cai*) are read in cells only, up to what begins something else; in a
sentence they would run into its verb. What a cell says beside the names
(``theo dõi, đôn đốc, tổng hợp``) is the role, and with the column it gives the body's part in the task.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from thuocdo.documents import deadlines, letters, products
from thuocdo.documents.lines import BOUNDARY

UPPER: Final = letters.UPPER
LOWER: Final = letters.LOWER


class Part(StrEnum):
    """What a body does in a task."""

    ANSWERS = "answers"
    DOES = "does"
    CONTRIBUTES = "contributes"
    WATCHES = "watches"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of bodies, understood: the names as printed, and the role it gives them."""

    names: tuple[str, ...]
    role: str | None


def _words(pattern: str) -> str:
    """Return a pattern in which every blank stands for any blanks and soft line ends."""
    return pattern.replace(" ", r"\s+")


_COMMITTEE: Final = "(?:UBND|HĐND|Ủy ban nhân dân|Uỷ ban nhân dân|Hội đồng nhân dân)"
_LEVEL: Final = (
    "(?:(?:cấp|các) )?(?:xã, phường(?:, (?:đặc khu|thị trấn))?|huyện, thị xã, thành phố|huyện, thành phố|xã|huyện|tỉnh"
    "|thành phố|cấp|phường)"
)
_VERB: Final = r"(?:và|theo|phối|chủ|các|chịu|có|tham|thực|tiếp|căn|tập|hướng|đôn|kiểm|tổng|báo|xây|trong)\b"
_DEPARTMENT: Final = (
    rf"[Ss]ở (?!ban\b|ngành\b)[{UPPER}][{LOWER}]*(?: (?!{_VERB})[{LOWER}]+){{0,3}}"
    rf"(?:, (?!ban\b)[{UPPER}][{LOWER}]+ [{LOWER}]+)?"
    rf"(?: và (?!Sở\b|UBND\b|Văn phòng\b)(?:[{UPPER}][{LOWER}]+|PTNT)(?: [{LOWER}]+)?)?"
)
_DEPARTMENT_IN_SHORT: Final = rf"Sở [{UPPER}][{UPPER}&,-]*[{UPPER}](?![{LOWER}])"
_BROADCASTER: Final = r"(?:PT-\s*TH|PTTH|[Pp]hát thanh(?:[\s-]+|, | và )[Tt]ruyền hình)"
_FIXED_KINDS: Final = (
    r"(?:[Cc]ác )?[Ss]ở, (?:ban, )?ngành(?: thuộc UBND tỉnh| cấp tỉnh| tỉnh)?(?: liên quan)?",
    _DEPARTMENT_IN_SHORT,
    _DEPARTMENT,
    rf"(?:Văn phòng|VP\.?) (?:{_COMMITTEE}|Đoàn ĐBQH và HĐND) (?:tỉnh|thành phố)",
    rf"{_COMMITTEE} (?:các )?{_LEVEL}",
    r"[Cc]ác xã, phường(?:, (?:đặc khu|thị trấn))?",
    r"(?:(?:Ủy|Uỷ) ban )?(?:MTTQ|Mặt trận Tổ quốc)(?: Việt Nam)?(?: cấp xã| các cấp| tỉnh)?",
    rf"Báo(?: và|,) (?:(?:Đài|Đào) )?{_BROADCASTER}(?: tỉnh)?",
    rf"Đài {_BROADCASTER}(?: tỉnh)?",
    r"Công an (?:tỉnh, xã|các cấp|cấp xã|tỉnh|xã|phường)",
    r"(?:Thanh tra|Bộ Chỉ huy Quân sự|Bộ CHQS|Bưu điện|(?:Cục )?(?:[Tt]huế|Thống kê)|Kho bạc [Nn]hà nước) tỉnh",
    r"(?:Công ty )?Điện lực tỉnh|Hội Liên hiệp (?:Phụ nữ|Thanh niên)(?: Việt Nam)?(?: tỉnh)?|Tổ công tác Đề án 06",
    r"(?:Viễn thông|VNPT|Tòa án nhân dân|Viện [Kk]iểm sát nhân dân) tỉnh",
    r"(?:Bảo hiểm [Xx]ã hội|BHXH)(?: tỉnh)?",
    r"(?:Văn phòng )?Tỉnh (?:đoàn|ủy)|Đảng ủy UBND tỉnh",
    r"[Cc]ác thành viên (?:Ban Chỉ đạo|Tổ công tác)(?: (?:CCHC|cải cách hành chính))?(?:(?: của)? tỉnh)?",
    r"Thôn/[Tt]ổ dân phố",
)
_ASSOCIATION: Final = "(?:Hội|Đoàn|Liên đoàn|Trung tâm|Trường|Ban|Chi cục|Công ty|Tòa án|Viện kiểm sát)"
_PLURAL: Final = (
    "(?:cơ quan,? đơn vị|cơ quan|đơn vị|cơ sở|doanh nghiệp|tổ chức|địa phương|phòng|ban|trường|bệnh viện|hội"
    "|đoàn thể|chủ đầu tư|thành viên)"
)
_ROLE_FOLLOWS: Final = r"(?!(?<!được\s)(?:theo dõi|đôn đốc|kiểm tra|tổng hợp|phối hợp|chủ trì|thực hiện))"
_PHRASE: Final = (
    rf"(?:,? {_ROLE_FOLLOWS}(?!và [Cc]ác\b|và [{UPPER}])(?!cơ sở y tế)[{LOWER}/]+)*"
    rf"(?: (?:Viễn thông|(?<=thuộc\s)Văn phòng|UBND tỉnh)(?![{LOWER}]))?"
)
_FIXED: Final = _words("|".join(_FIXED_KINDS))
_NAMED_TO_A_LEVEL: Final = _words(rf"{_ASSOCIATION} [{UPPER}]\w+(?: \w+){{0,6}}? (?:tỉnh|cấp xã|các cấp)")
_GROUP: Final = _words(rf"(?:[Cc]ác )?{_PLURAL}{_PHRASE}|cơ sở y tế")

_HEAD: Final = (
    "(?:Ban|Bệnh viện|Bộ Chỉ huy|Bưu điện|Báo|Chi cục|Công ty|Tổng công ty|Cổng|Cục|Đài|Đại học|Đảng bộ"
    "|Đảng ủy|Điện lực|Đoàn|Hải quan|Hiệp hội|Hội|Học viện|Kho bạc|Liên đoàn|Liên hiệp|Liên minh|Ngân hàng|Phòng|Quỹ"
    "|Thanh tra|Thống kê|Thuế|Tập đoàn|Toà án|Tòa án|Tổ công tác|Trung tâm|Trường|Văn phòng|Viện|Viễn thông|VNPT"
    "|Các (?:[Cc]hi cục|[Tt]rung tâm|[Pp]hòng|[Tt]rường))"
)
_CHIEF_WORDS: Final = "(?:Thủ trưởng|Chủ tịch|Giám đốc|Người đứng đầu|Lãnh đạo)"
_BEGINS_ANOTHER: Final = _words(
    r"(?:và )?(?:(?:(?<!thuộc\s)[Ss]ở|UBND|HĐND|(?:Ủy|Uỷ) ban|VP|Công an|Các)\b"
    r"|các (?:[Ss]ở|cơ quan|đơn vị|doanh nghiệp|tổ chức)\b"
    rf"|(?<=\n)(?:{_HEAD}|{_CHIEF_WORDS}|Bộ CHQS|BHXH|Bảo hiểm|MTTQ|Tỉnh đoàn|{products.FIRST_WORDS})\b"
    rf"|{deadlines.START}|(?<=\n)(?:{deadlines.YEARS}|\d+ [{LOWER}])"
    r"|(?:theo dõi|đôn đốc|tổng hợp|phối hợp|chủ trì|thực hiện|chịu trách nhiệm)\b)"
)
_LEVEL_ENDS: Final = r"(?:(?<!\btỉnh)(?<!cấp xã)(?<!các cấp)|(?=\s+ủy))"
_NAMED: Final = (
    _words(rf"(?:{_HEAD}|Chi nhánh)(?= [{UPPER}]| thuộc )")
    + rf"(?>(?:{_LEVEL_ENDS}\s+(?!{_BEGINS_ANOTHER})[{UPPER}{LOWER}\d-]+){{1,12}})(?!\s+[{LOWER}])"
)
"""A name by its first words, up to its level (*tỉnh*), or up to what begins something else."""
_CHIEF: Final = _words(rf"(?:{_CHIEF_WORDS} )?")
_BRACKET: Final = rf"(?:\s*\([^(){BOUNDARY}]{{2,60}}\))?"
_BODY: Final = rf"(?>(?:{_FIXED}|{_NAMED_TO_A_LEVEL}|{_GROUP}){_BRACKET})"
_CELL_BODY: Final = rf"(?>{_CHIEF}(?:{_FIXED}|{_NAMED}|{_GROUP}){_BRACKET})"
_ROLE_WORD: Final = "(?:theo dõi|đôn đốc|kiểm tra|tổng hợp|giám sát|hướng dẫn)"
ROLE: Final = _words(rf"{_ROLE_WORD}(?:(?:,| và|) {_ROLE_WORD})*")
_SEPARATOR: Final = r"(?:\s*[;,]\s*(?:-\s*)?|\s+và\s+)"
CELL: Final = rf"(?>(?:-\s*)?{_CELL_BODY}(?:{_SEPARATOR}{_CELL_BODY})*(?:\s+{ROLE})?\s*[.;]?)"
"""A pattern for one whole cell of bodies, blanks and soft line ends being alike.

Bodies and cells are atomic groups: what was read once is not read again in another way, so that a hostile text costs no
more than a long one.
"""

_LEADERS: Final = (
    r"(?:Thủ trưởng|Chủ tịch|Giám đốc|Phòng|Trung tâm|Cổng|Ban|Các (?:Thành viên|cơ quan|đơn vị|phòng|sở)"
    r"|Đối với các)\b"
)
_NAMED_FIRST: Final = re.compile(rf"(?:{_BODY}|{_LEADERS})")
_LONGEST_NAME: Final = 60
"""In a sentence, a longer match has run into the verb."""
_BODY_OF_SENTENCE: Final = re.compile(_BODY)
_BODY_OF_CELL: Final = re.compile(_CELL_BODY)
_ROLE_AT_END: Final = re.compile(rf"(?<!được)\s+({ROLE})\s*[.;]?\s*$")
_LEADING: Final = re.compile(r"^[\s\-–;,]+|[\s.;,]+$")
_CUT: Final = re.compile(r"\s*;\s*")


def read_cell(text: str) -> Cell:
    """Read a cell of bodies: split it at semicolons and where one body ends and the next begins.

    Commas and *và* inside a name (``Các Sở, ban, ngành``, ``Sở Khoa học và Công nghệ``) do not split it. What the
    grammar does not know stays one name, as printed.
    """
    role = _ROLE_AT_END.search(text)
    listed = text[: role.start()] if role else text
    names = [name for piece in _CUT.split(listed) for name in _names(piece)]
    return Cell(names=tuple(names), role=" ".join(role[1].split()) if role else None)


def _names(piece: str) -> list[str]:
    rest = _LEADING.sub("", piece)
    names: list[str] = []
    while rest:
        found = _BODY_OF_CELL.match(rest)
        if not found:
            return [*names, rest]
        after = re.match(r"\s*(?:,\s*(?:-\s*)?|và\s+|-\s+|$)", rest[found.end() :])
        if not after:
            return [*names, rest]
        names.append(found[0])
        rest = rest[found.end() + after.end() :]
    return names


def begins_cell(text: str) -> bool:
    """Tell whether a text begins as a cell of bodies does."""
    return _BODY_OF_CELL.match(_LEADING.sub("", text)) is not None


def starts_with_body(text: str) -> bool:
    """Tell whether a heading begins with a body, or with whoever leads one (``Thủ trưởng cơ quan, đơn vị``)."""
    return _NAMED_FIRST.match(text) is not None


def leading_bodies(text: str) -> tuple[str, ...]:
    """Return the bodies a sentence begins with, up to its verb: ``Sở Nội vụ chịu trách nhiệm …`` gives one."""
    names: list[str] = []
    rest = text
    while (found := _BODY_OF_SENTENCE.match(rest)) and len(found[0]) <= _LONGEST_NAME:
        names.append(found[0])
        rest = rest[found.end() :]
        after = re.match(r"\s*[,;]\s*(?:và\s+)?|\s+và\s+", rest)
        if not after:
            break
        rest = rest[after.end() :]
    return tuple(names)
