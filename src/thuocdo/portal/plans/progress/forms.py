"""Turning what an officer typed into the content of a report."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from thuocdo.errors import Problem, TextError
from thuocdo.portal.organizations.forms import DayField
from thuocdo.portal.plans.progress.content import Content
from thuocdo.portal.web.forms import language
from thuocdo.vietnamese.dates import format_date
from thuocdo.vietnamese.folding import nfc
from thuocdo.vietnamese.numbers import format_number, parse_number

if TYPE_CHECKING:
    from datetime import date

    from django.forms import BoundField

    FigureLine = tuple[int, tuple[BoundField, BoundField, BoundField]]

FIGURES: Final = 4
"""Lines of figures that the form offers at least; there is always an empty one."""
_MOST_FIGURES: Final = 30


class _TextOfReport(forms.CharField):
    """Wanted, and said so; a draft may lack it, and sending says what is missing."""

    def validate(self, value: Any) -> None:
        """Take an empty text too."""


class _DayOfReport(DayField):
    """As :class:`_TextOfReport`."""

    def validate(self, value: Any) -> None:
        """Take no day too."""


class SourceField(forms.CharField):
    """What a report is entered from: wanted, and said so; the service says what to do where it is missing."""

    def validate(self, value: Any) -> None:
        """Take an empty text too."""


class ReportForm(forms.Form):
    """What has been done, figures, how far, as of which day; a document or the number of one."""

    text = _TextOfReport(label=_("Kết quả thực hiện"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4}))
    percent = forms.IntegerField(label=_("Tiến độ, %"), required=False, min_value=0, max_value=100)
    done = forms.BooleanField(label=_("Đã hoàn thành"), required=False)
    as_of = _DayOfReport(label=_("Số liệu đến ngày"))
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    file = forms.FileField(
        label=_("Tệp hoặc ảnh"),
        required=False,
        allow_empty_file=True,  # the service says what to do
        help_text=_("PDF, Word, Excel, JPG, PNG; không quá 20 MB."),
    )
    number = forms.CharField(label=_("Số, ký hiệu văn bản"), required=False, max_length=60)
    issued_on = DayField(label=_("Ngày ban hành"), required=False)
    issuer = forms.CharField(label=_("Cơ quan ban hành"), required=False, max_length=200)
    is_product = forms.BooleanField(label=_("Đây là sản phẩm của nhiệm vụ"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for line in range(self._lines()):
            self.fields[f"label_{line}"] = forms.CharField(label=_("Nội dung"), required=False, max_length=200)
            self.fields[f"value_{line}"] = forms.CharField(
                label=_("Số"), required=False, max_length=40, widget=forms.TextInput(attrs={"inputmode": "decimal"})
            )
            self.fields[f"unit_{line}"] = forms.CharField(label=_("Đơn vị tính"), required=False, max_length=40)

    def _lines(self) -> int:
        named = [name for name in (self.data or self.initial or {}) if str(name).startswith("label_")]
        return min(max(FIGURES, len(named) + (0 if self.data else 1)), _MOST_FIGURES)

    def clean(self) -> dict[str, Any]:
        """Read the figures; half a document is told apart from none."""
        self.figures: list[dict[str, str]] = []
        for line in range(self._lines()):
            self._read_figure(line)
        named = [bool(self.cleaned_data.get(name)) for name in ("number", "issued_on", "issuer")]
        if any(named) and not all(named) and not self.errors.keys() & {"number", "issued_on", "issuer"}:
            self._refuse("number", Problem(code="EV-108"))
        return self.cleaned_data

    def _read_figure(self, line: int) -> None:
        label, value, unit = (nfc(self.cleaned_data.get(f"{name}_{line}") or "") for name in ("label", "value", "unit"))
        if not value:
            if label:
                self.figures.append({"label": label, "value": "", "unit": unit})
            return
        if not label:
            self._refuse(f"label_{line}", Problem(code="PR-109", params={"found": value}))
        try:
            number = parse_number(value, decimal=",")
        except TextError:
            self._refuse(f"value_{line}", Problem(code="PR-108", params={"label": label or "–", "found": value}))
            return
        self.figures.append({"label": label, "value": str(number), "unit": unit})

    def _refuse(self, name: str, problem: Problem) -> None:
        self.add_error(name, ValidationError(problem.message(language()), code=problem.code))

    @property
    def content(self) -> Content:
        """What was typed, once it is valid."""
        said = self.cleaned_data
        return Content(
            text=said["text"].strip().replace("\r\n", "\n"),
            figures=tuple(self.figures),
            percent=100 if said["done"] and said["percent"] is None else said["percent"],
            done=said["done"],
            as_of=said["as_of"],
        )

    @property
    def figures_open(self) -> list[FigureLine]:
        """The figures that say something, and one empty line after them."""
        return [self._line(line) for line in range(self._open_lines())]

    @property
    def figures_folded(self) -> list[FigureLine]:
        """The empty lines after those, which a phone would scroll past in vain."""
        return [self._line(line) for line in range(self._open_lines(), self._lines())]

    def _line(self, line: int) -> FigureLine:
        return line + 1, (self[f"label_{line}"], self[f"value_{line}"], self[f"unit_{line}"])

    def _open_lines(self) -> int:
        said = (line for line in range(self._lines()) if any(bound.value() for bound in self._line(line)[1]))
        return min(max(said, default=-1) + 2, self._lines())

    @property
    def hidden_version(self) -> BoundField:
        """The hidden field that says which version was opened."""
        return self["version"]


class EnterForm(ReportForm):
    """A report that came on paper or by mail, with where it came from."""

    source = SourceField(
        label=_("Nhập thay theo"),
        max_length=300,
        help_text=_("Số, ngày văn bản hoặc thư điện tử của nơi gửi, ví dụ “Báo cáo số 12/BC-UBND ngày 10/09/2026”."),
    )
    letter = forms.FileField(
        label=_("Tệp nơi gửi"),
        required=False,
        allow_empty_file=True,
        help_text=_("Bản Word, Excel, PDF hoặc ảnh chụp mà nơi gửi đã gửi; giữ làm nguồn, không tính là sản phẩm."),
    )


def initial_of(content: Content, *, version: int, today: date, labels: Content | None = None) -> dict[str, Any]:
    """Return what a form shows first.

    :param labels: an earlier report whose names of figures are offered again, without their values.
    """
    figures = content.figures or tuple({**figure, "value": ""} for figure in (labels.figures if labels else ()))
    shown: dict[str, Any] = {
        "text": content.text,
        "percent": content.percent,
        "done": content.done,
        "as_of": format_date(content.as_of or today),
        "version": version,
        "is_product": True,
    }
    for line, figure in enumerate(figures):
        value = figure["value"]
        shown |= {
            f"label_{line}": figure["label"],
            f"value_{line}": format_number(Decimal(value)) if value else "",
            f"unit_{line}": figure["unit"],
        }
    return shown
