"""Whether the numbers of a narrative follow one another: ``I. II. III.``, ``1. 2. 3.``, ``a) b) c) d) đ) e)``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from thuocdo.documents.paragraphs import Paragraph
    from thuocdo.documents.spots import Spot

_ROMANS: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
_LETTERS: Final = ("a", "b", "c", "d", "đ", "e", "g", "h", "i", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t")
_FARTHEST: Final = 3
"""A jump of more than this many numbers is another list, or a figure."""


class Slip(NamedTuple):
    """A number that repeats or jumps, with the one that was due."""

    spot: Spot
    due: str
    found: str
    repeats: bool


def slips_of(paragraphs: Iterable[Paragraph]) -> Iterator[Slip]:
    """Yield the numbers that repeat the one before them, or leave out some; a list may begin again at its first."""
    last: dict[int, int] = {}
    for paragraph in paragraphs:
        level, marker = paragraph.level, paragraph.marker or ""
        place = _place(marker)
        if not level or place is None:
            continue
        before = last.get(level)
        last = {above: number for above, number in last.items() if above < level}
        last[level] = place
        if before is None or place == 0 or not 0 <= place - before <= _FARTHEST or place == before + 1:
            continue
        yield Slip(spot=paragraph.spot, due=_written(marker, before + 1), found=marker, repeats=place == before)


def _place(marker: str) -> int | None:
    """Return the place of a marker in its list, from 0; f is written by some for g, and dashes have none."""
    if marker in _ROMANS:
        return _ROMANS.index(marker)
    if marker == "f":
        return _LETTERS.index("g")
    if marker in _LETTERS:
        return _LETTERS.index(marker)
    end = marker.rpartition(".")[2]
    return int(end) - 1 if end.isdigit() else None


def _written(marker: str, place: int) -> str:
    """Return the marker that was due, written as the one found is."""
    for order in (_ROMANS, _LETTERS):
        if marker in order:
            return order[place]
    above, point, _ = marker.rpartition(".")
    return f"{above}{point}{place + 1}"
