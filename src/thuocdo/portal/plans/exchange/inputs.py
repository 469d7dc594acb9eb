"""What the cells of a row say, as text; and from there to the content of a report and back."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import asdict, dataclass, fields, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final, TypeVar

from thuocdo.errors import Problem, TextError
from thuocdo.portal.plans.exchange.columns import DONE, LISTS, NO, UNDER_WAY, YES
from thuocdo.portal.plans.exchange.keys import print_of
from thuocdo.portal.plans.progress.content import Content
from thuocdo.vietnamese.dates import format_date, parse_date
from thuocdo.vietnamese.folding import fold, nfc
from thuocdo.vietnamese.numbers import format_number, parse_number

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from thuocdo.portal.plans.progress.content import Figure

_T = TypeVar("_T")

LONGEST_TEXT: Final = 5000
LONGEST: Final = {"number": 60, "issuer": 200}
MOST_FIGURES: Final = 30
_NUMBER: Final = re.compile(r"[-−+]?\d[\d.,\u00a0]*")


def tidy(text: str) -> str:
    """Return a text as cells are compared: composed, plain line ends, no blanks at the ends of lines."""
    plain = unicodedata.normalize("NFC", text).replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(line.rstrip() for line in plain.split("\n")).strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """The cells of a row that a unit fills in, as text."""

    state: str = ""
    percent: str = ""
    text: str = ""
    figures: str = ""
    as_of: str = ""
    number: str = ""
    issued_on: str = ""
    issuer: str = ""
    is_product: str = ""

    @property
    def print(self) -> str:
        """The fingerprint of these cells."""
        return print_of(tidy(text) for text in asdict(self).values())

    def same(self, other: Inputs, name: str) -> bool:
        """Tell whether a cell says the same in both."""
        return tidy(getattr(self, name)) == tidy(getattr(other, name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """An official document that a row names."""

    number: str
    issued_on: date
    issuer: str


def inputs_of(content: Content, *, begun: bool, product: bool) -> Inputs:
    """Return what stands in the cells when the workbook goes out.

    :param content: of the report that is open; where none is, no more than the names of the figures of the last one.
    :param begun: whether a report is open.
    :param product: whether the task names a product.
    """
    return Inputs(
        state=(DONE if content.done else UNDER_WAY) if begun else "",
        percent="" if content.percent is None else str(content.percent),
        text=content.text,
        figures="\n".join(_figure_line(figure) for figure in content.figures),
        as_of=format_date(content.as_of) if content.as_of else "",
        is_product=YES if product else "",
    )


def _figure_line(figure: Figure) -> str:
    value = format_number(Decimal(figure["value"])) if figure["value"] else ""
    return f"{figure['label']}: {value} {figure['unit']}".rstrip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """What a row says, once its cells could be read."""

    content: Content
    reference: Reference | None
    product: bool
    """The document that it names is the product of the task."""


def understand(
    cells: Inputs, *, written: Inputs, base: Content, day: date | None, issuer: str
) -> tuple[Understood, dict[str, Problem]]:
    """Return what a row says; a cell that was left as it was written says exactly what the report said before.

    :param written: the cells as the workbook went out with them, made from ``base``.
    :param day: the day in the head of the sheet, for rows that name none.
    :param issuer: who issued the document where the row does not say.
    :return: beside it, what is wrong by the name of the cell.
    """
    problems: dict[str, Problem] = {}

    def changed(name: str, before: _T, read: Callable[[str], _T]) -> _T:
        if cells.same(written, name):
            return before
        try:
            return read(tidy(getattr(cells, name)))
        except TextError as error:
            problems[name] = error.problems[0]
            return before

    done = changed("state", base.done, _done)
    percent = changed("percent", base.percent, _percent)
    content = Content(
        text=changed("text", base.text, _text),
        figures=changed("figures", base.figures, _figures),
        percent=100 if done and percent is None else percent,
        done=done,
        as_of=changed("as_of", base.as_of, _day) or day,
    )
    product = changed("is_product", cells.is_product == YES, _yes)
    return Understood(content=content, reference=_reference(cells, issuer, problems), product=product), problems


def _wrong(code: str, **params: str) -> TextError:
    return TextError(Problem(code=code, params=params))


def _one_of(name: str, text: str) -> str:
    for word in LISTS[name]:
        if fold(word) == fold(text):
            return word
    raise _wrong("PX-121", found=text[:60], expected="; ".join(LISTS[name]))


def _done(text: str) -> bool:
    return bool(text) and _one_of("state", text) == DONE


def _yes(text: str) -> bool:
    return bool(text) and _one_of("is_product", text) != NO


def _percent(text: str) -> int | None:
    if not text:
        return None
    try:
        number = parse_number(text.replace("%", ""), decimal=",")
    except TextError:
        raise _wrong("PX-122", found=text[:40]) from None
    if number != int(number) or not 0 <= number <= 100:
        raise _wrong("PX-122", found=text[:40])
    return int(number)


def _text(text: str) -> str:
    if len(text) > LONGEST_TEXT:
        raise _wrong("PX-123", limit=str(LONGEST_TEXT), found=str(len(text)))
    return text


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return parse_date(text)
    except TextError:
        raise _wrong("PX-124", found=text[:40]) from None


def _figures(text: str) -> tuple[Figure, ...]:
    found = [_figure(line.strip()) for line in text.split("\n") if line.strip()]
    if len(found) > MOST_FIGURES:
        raise _wrong("PX-126", limit=str(MOST_FIGURES), found=str(len(found)))
    return tuple(found)


def _figure(line: str) -> Figure:
    """Read “Hồ sơ đúng hạn: 1.250 hồ sơ”: what stands before the colon after which the number comes is its name."""
    cuts = [at for at, sign in enumerate(line) if sign == ":"]
    for at in cuts:
        label, rest = nfc(line[:at]), line[at + 1 :].strip()
        match = _NUMBER.match(rest)
        if label and match:
            try:
                value = parse_number(match[0].rstrip(".,"), decimal=",")
            except TextError:
                raise _wrong("PX-125", found=line[:60]) from None
            return {"label": label[:200], "value": str(value), "unit": nfc(rest[match.end() :])[:40]}
    if cuts and nfc(line[: cuts[0]]) and not any(sign.isdigit() for sign in line[cuts[0] :]):
        return {"label": nfc(line[: cuts[0]])[:200], "value": "", "unit": nfc(line[cuts[0] + 1 :])[:40]}
    raise _wrong("PX-125", found=line[:60])


def _reference(cells: Inputs, issuer: str, problems: dict[str, Problem]) -> Reference | None:
    number, day, named = nfc(cells.number), tidy(cells.issued_on), nfc(cells.issuer)
    if not (number or day or named):
        return None
    if not number or not day:
        problems["number" if not number else "issued_on"] = Problem(code="PX-127")
        return None
    for name, text in (("number", number), ("issuer", named)):
        if len(text) > LONGEST[name]:
            problems[name] = Problem(code="PX-123", params={"limit": str(LONGEST[name]), "found": str(len(text))})
    try:
        issued_on = _day(day)
    except TextError as error:
        problems["issued_on"] = error.problems[0]
        return None
    assert issued_on is not None  # noqa: S101 (narrows the type; the text is not empty)
    return Reference(number=number, issued_on=issued_on, issuer=named or issuer)


def labels_of(last: Sequence[Figure]) -> Content:
    """Return a content that only names figures, without their values: what a new report is begun with."""
    return Content(figures=tuple({**figure, "value": ""} for figure in last))


def cells_named(values: dict[str, str]) -> Inputs:
    """Return the cells of a row from their texts by name; names of other columns are left aside."""
    known = {field.name for field in fields(Inputs)}
    return replace(Inputs(), **{name: text for name, text in values.items() if name in known})
