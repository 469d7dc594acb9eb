"""How wide a text is in print: enough to see whether the next word would still have fitted on a line.

Official documents are set in Times New Roman (Nghị định 30/2020/NĐ-CP, Phụ lục I); the advance widths are those of the
Adobe Times-Roman metrics, in thousandths of the size, on which that typeface is metrically modelled. Letters with
diacritics are as wide as their base letters.
"""

from __future__ import annotations

from typing import Final

from thuocdo.vietnamese.folding import fold

_CLASSES: Final = {
    250: " .,|",
    278: "ijlt;:/",
    333: "frI-()!",
    389: "sJ",
    400: "[]",
    444: 'acez?“”"',
    500: "bdghknopquvxy0123456789$_*–",
    556: "FPS",
    564: "+<>=",
    611: "ELTZ",
    667: "BCR",
    722: "wADGHKNOQUVXY",
    778: "m&",
    833: "%",
    889: "M",
    944: "W",
    1000: "…—",
}
_WIDTHS: Final = {letter: width for width, letters in _CLASSES.items() for letter in letters}
_USUAL: Final = 500


def width(text: str) -> int:
    """Return the printed width of a text in thousandths of the type size."""
    total = 0
    for word in text.split(" "):
        plain = fold(word)
        letters = (small.upper() if was.isupper() else small for was, small in zip(word, plain, strict=False))
        total += 250 + sum(_WIDTHS.get(letter, _USUAL) for letter in letters)
    return total - 250


def would_fit(line: str, following: str, column: int) -> bool:
    """Tell whether the first word of the following line would still have fitted on this line of a column."""
    return width(f"{line} {following.split(' ', 1)[0]}") <= column
