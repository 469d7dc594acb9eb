"""A sample plan of our own in the kinds of files that offices send, for trying the reader and for its tests.

No issued document: number, day and signature are blank, targets and deadlines are made up. What each file says, and
what reading it must give, stands in ``ke-hoach-mau.yaml``; ``scripts/make_sample_plans.py`` writes the files from it.
"""

from __future__ import annotations

from importlib import resources
from typing import Final

NAMES: Final = (
    "ke-hoach-mau.docx",
    "ke-hoach-mau.pdf",
    "ke-hoach-mau.xlsx",
    "ke-hoach-mau-danh-so-tay.docx",
    "ke-hoach-mau-khong-ke-khung.pdf",
    "ke-hoach-mau-so-o-giua.pdf",
)
"""Word with automatic numbers, the PDF that an office suite makes of it, Excel; then numbers typed by hand, a PDF
without ruling lines, a PDF with the numbers in the middle of tall cells."""


def sample_file(name: str) -> bytes:
    """Return a file of the sample plan.

    :raises KeyError: for a name that is none of :data:`NAMES`.
    """
    if name not in NAMES:
        raise KeyError(name)
    return resources.files(__name__).joinpath(name).read_bytes()
