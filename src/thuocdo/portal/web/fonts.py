"""Fonts that are set on paper, not on pages."""

from __future__ import annotations

from pathlib import Path
from typing import Final

PAPER_FONTS: Final = Path(__file__).parent / "static" / "vendor" / "tinos"
"""The folder of Tinos, the metric twin of Times New Roman, for ``thuocdo.documents.official.pdf``."""
