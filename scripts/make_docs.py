"""Write the documents that are made from code: ``docs/errors.md`` and ``docs/settings.md`` (``make docs``).

With ``--check`` nothing is written; stale documents are named and the exit status is 1.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from thuocdo.errors import catalogue
from thuocdo.portal.config.table import as_markdown as settings_page

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

DOCS: Final = Path(__file__).resolve().parent.parent / "docs"

ERRORS_HEAD: Final = """\
# Mã lỗi · Problem codes

Mỗi vấn đề mà người dùng có thể tự sửa mang một mã không đổi. Câu tiếng Việt và tiếng Anh nằm trong
`src/thuocdo/messages/*.yaml`; trong ngoặc nhọn là số liệu được điền khi hiển thị. Tệp này do `make docs` sinh ra.

Every problem that a person can mend carries a stable code; what stands in braces is filled in when it is shown.
This file is made by `make docs`.
"""


def errors_page() -> str:
    """Return ``docs/errors.md``: every code with its sentence in both languages."""
    sentences = catalogue()
    parts = [ERRORS_HEAD]
    parts += [f"## {code}\n\n{sentences[code]['vi']}\n\n*{sentences[code]['en']}*\n" for code in sorted(sentences)]
    return "\n".join(parts)


PAGES: Final[Mapping[str, Callable[[], str]]] = {"errors.md": errors_page, "settings.md": settings_page}


def main(arguments: list[str]) -> int:
    """Write or check every page; return the exit status."""
    stale = []
    for name, make in PAGES.items():
        path, text = DOCS / name, make()
        if path.is_file() and path.read_text("utf-8") == text:
            continue
        stale.append(name)
        if "--check" not in arguments:
            path.write_text(text, "utf-8")
            print(f"docs/{name}: đã ghi")
    if stale and "--check" in arguments:
        print("Cũ so với mã, hãy chạy make docs:", ", ".join(f"docs/{name}" for name in stale))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
