"""The shape of a rulebook edition: what its YAML files may say, and nothing else.

Codes, points, thresholds and dates are text in the files (an unquoted ``1.10`` would arrive as the number 1.1), unknown
keys are refused, and a maximum that no source states is written ``unknown``.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Final, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    SerializerFunctionWrapHandler,
    StringConstraints,
    WrapSerializer,
)
from pydantic_core import PydanticCustomError

from thuocdo.scoring import NothingArose, RoundingStep
from thuocdo.scoring.rounding import quotient
from thuocdo.scoring.rules import AnyRule

if TYPE_CHECKING:
    from collections.abc import Iterator

_DECIMAL: Final = re.compile(r"-?[0-9]{1,12}(?:\.[0-9]{1,20})?", re.ASCII)
_QUOTIENT: Final = re.compile(r"([0-9]{1,6})/([1-9][0-9]{0,5})", re.ASCII)


def read_points(found: object) -> Decimal | None:
    """Return points written as text: a decimal ("1.50"), a quotient ("10/3", cut at 20 decimals), or ``unknown``."""
    if not isinstance(found, str):
        raise PydanticCustomError("unquoted", "points are text")
    if found == "unknown":
        return None
    if _DECIMAL.fullmatch(found):
        return Decimal(found)
    if parts := _QUOTIENT.fullmatch(found):
        return quotient(Decimal(parts[1]), Decimal(parts[2]))
    raise PydanticCustomError("points", "not points")


def write_points(points: Decimal | None) -> str:
    """Return points as text, the same for equal points ("1.5" for 1.50), ``unknown`` for none."""
    if points is None:
        return "unknown"
    text = format(points, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _read_bound(found: object) -> Decimal:
    if (bound := read_points(found)) is None:
        raise PydanticCustomError("points", "a bound is known")
    return bound


def _read_day(found: object) -> date:
    if not isinstance(found, str):
        raise PydanticCustomError("unquoted", "a day is text")
    try:
        return date.fromisoformat(found)
    except ValueError:
        raise PydanticCustomError("day", "not a day") from None


def _write_rule(rule: AnyRule, parameters: SerializerFunctionWrapHandler) -> dict[str, object]:
    """Name the kind always, though it is a default of its class: it decides how the rest is read."""
    written: dict[str, object] = parameters(rule)
    return {**written, "kind": rule.kind}


Points = Annotated[Decimal | None, BeforeValidator(read_points), PlainSerializer(write_points)]
Bound = Annotated[Decimal, BeforeValidator(_read_bound), PlainSerializer(write_points)]
Day = Annotated[date, BeforeValidator(_read_day)]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.\-]*$", max_length=60)]
"""What a criterion is called for ever: letters, digits, ``.``, ``_``, ``-``."""
Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_]*$", max_length=60)]
"""What an input is called; without a point, so that ``criterion.input`` reads one way."""
OwnRule = Annotated[AnyRule, WrapSerializer(_write_rule)]
IndexName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_]*$", max_length=60)]
Kind = Literal["country", "ministry", "province", "department", "commune"]
Verified = Literal["yes", "partly", "no", "illustrative"]
Source = Literal["appraisal", "survey", "statistics", "dossiers", "published"]


class Part(BaseModel):
    """What every part of an edition shares: frozen, strict, no unknown keys."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", defer_build=True)


class Text(Part):
    """A text of data: Vietnamese always, English where there is one."""

    vi: str
    en: str | None = None


class LegalBasis(Part):
    """Where a rule comes from: the document, its place, and what it says in one sentence of our own."""

    document: str
    place: str | None = None
    says: str | None = None
    dated: Day | None = None
    issuer: str | None = None
    read: Literal["text", "secondary", "not_read"] = "secondary"
    """Whether the document's own text was read, or only what others say of it."""
    url: str | None = None


class Verification(Part):
    """Whether the rule is known to be right, and by what evidence."""

    status: Verified
    evidence: str | None = None
    conflict: str | None = None


class Input(Part):
    """One reported value: its label, its unit, what it may be."""

    vi: str
    en: str | None = None
    unit: str
    """"task", "dossier", "%", "yes_no", "point", …: shown after the value, translated by the portal."""
    whole: bool = False
    """Whether it counts things, so that 1.234 can only be a thousand written with a point: refused."""
    signed: bool = False
    """Whether it may be below zero (a change); refused otherwise."""


class PeriodOfForce(Part):
    """The days on which something applies: from its first day, until the first day on which it no longer does."""

    first: Day = Field(alias="from")
    until: Day | None = None


class Criterion(Part):
    """One node of the tree. A leaf is a node with a rule; a node without a rule sums its children."""

    code: Code
    number: str | None = None
    """How the law numbers it, where that is not its code ("1.1" for PUBLISH_ON_TIME)."""
    title: Text
    max_points: Points
    """``unknown`` where no source states them; then nothing above can be compiled, and the edition says so."""
    source: Source | None = None
    lead: str | None = None
    """The body that answers for it, as the source names it."""
    applies_to: tuple[Kind, ...] | None = None
    """The kinds of unit that it is for; all that the edition assesses, where it says nothing."""
    otherwise: Literal["not_applicable", "zero", "full"] = "not_applicable"
    """What it counts for the other kinds."""
    copied_down: tuple[Kind, ...] = ()
    """The kinds of unit for which the publisher repeats the figure of the province above them."""
    inputs: dict[Name, Input] = {}
    rule: OwnRule | None = None
    nothing_arose: NothingArose = NothingArose.REFUSE
    rounding: tuple[RoundingStep, ...] | None = None
    """How its points are rounded, in order; the edition's own steps where it says nothing."""
    sum_rounding: tuple[RoundingStep, ...] | None = None
    """For a sum: how each child's points are made again from its ratio before adding; displayed points otherwise."""
    evidence: tuple[Text, ...] = ()
    target: Text | None = None
    """What a province set itself for this criterion, where a source says so; never used to score."""
    legal_basis: tuple[LegalBasis, ...] = ()
    verified: Verification | None = None
    note: Text | None = None
    effective: PeriodOfForce | None = None
    fields: tuple[str, ...] = ()
    """The fields of dossier data that the figure is made from."""
    criteria: tuple[Criterion, ...] = ()

    def walk(self) -> Iterator[Criterion]:
        """Yield this criterion and all below it, in the order of the law."""
        yield self
        for below in self.criteria:
            yield from below.walk()


class Band(Part):
    """One class of the classification: from ``min`` (included) up to the next."""

    name: Text
    min: Bound


class Classification(Part):
    """The classes of an index, best first, and where their bounds come from."""

    of: Literal["points", "percent"] = "percent"
    bands: tuple[Band, ...]
    verified: Verification


class Publication(Part):
    """Which figure is published and ranked: points or the percentage of the unit's own maximum, and how rounded."""

    value: Literal["points", "percent"] = "points"
    digits: int = 2
    rank_rounded: bool = False
    """Whether ranks compare the published (rounded) figure; the unrounded one otherwise."""
    ties: Literal["1-2-2-4"] = "1-2-2-4"


class Grouping(Part):
    """Groups of units by quarters of the ranked values, where the publisher's tie rule is not known: an estimate."""

    names: tuple[Text, ...]
    """Best first."""
    tie_rule: Literal["at_or_above", "above"]
    """Whether a unit exactly on a cut (type-7 percentile) belongs to the group above it or below it."""
    note: Text


class Layout(Part):
    """How the columns of one exchange file become reported values (``formats.md``): mapping, never arithmetic.

    A file is taken for this layout when it has all the columns of ``recognise`` and every column the layout names. One
    row reports one criterion (``criterion`` names the column with its code), or one row reports many (``columns`` maps
    each column to ``CRITERION.input``). Where several layouts take one file, ``where`` tells their rows apart; rows
    that none takes are counted, never passed over in silence.
    """

    name: str
    recognise: tuple[str, ...]
    unit: str
    kind: str | None = None
    """The column with the kind of unit."""
    kind_is: Kind | None = None
    """The kind of every unit of the file, where no column says so."""
    unit_name: str | None = None
    parent: str | None = None
    keys: tuple[str, ...] = ()
    """Further columns that identify a row beside the unit (``date``, ``year``)."""
    years: tuple[str, ...] = ()
    """The years that belong to the edition; rows of other years are left out and counted. The first key is the year."""
    where: dict[str, tuple[str, ...]] = {}
    """Rows taken: column -> accepted values."""
    criterion: str | None = None
    criteria: dict[str, Code] = {}
    """Code in the file -> code in the edition, where they differ."""
    inputs: dict[Name, str] = {}
    """Input -> column, for rows that report one criterion; inputs that a criterion does not declare are not read."""
    inputs_of: dict[Code, dict[Name, str]] = {}
    """The same for single criteria of the file, in place of ``inputs``."""
    columns: dict[str, tuple[str, ...]] = {}
    """Column -> each ``CRITERION.input`` that it reports, for rows that report many."""
    official: str | dict[str, tuple[Code, ...]] | None = None
    """The column of the published score of the row's criterion; or, for rows that report many, column -> criteria."""
    kept: tuple[str, ...] = ()
    """Columns kept beside the values as they are (``data_quality_status``), where the file has them."""
    kept_at: Code | None = None
    """The criterion that ``kept`` belongs to, for rows that report many; the total where it says nothing."""


class EditionFile(Part):
    """What ``edition.yaml`` says; the criteria stand beside it, one file a field."""

    index: IndexName
    edition: IndexName
    title: Text
    note: Text | None = None
    illustrative: bool = False
    """Openly invented, to show the machinery: marked so wherever it appears."""
    legal_basis: tuple[LegalBasis, ...]
    assessed: tuple[Kind, ...]
    period_of_force: PeriodOfForce
    total: Criterion
    """The root: its code (TOTAL), title and maximum; its criteria are the files of ``fields``."""
    fields: tuple[str, ...] = ()
    """The files of the fields, in order, beside this one; a matter of filing, so not part of the fingerprint."""
    rounding: tuple[RoundingStep, ...] = (RoundingStep(of="points", digits=2),)
    not_applicable: Literal["shrink", "full"] = "shrink"
    official: Literal["authoritative", "none"] = "none"
    """Whether a published score stands above a computed one: then it is used where nothing can be computed."""
    publication: Publication = Publication()
    classification: Classification | None = None
    grouping: Grouping | None = None
    layouts: tuple[Layout, ...] = ()
    flags: dict[str, Text] = {}
    """What the publisher's marks on its own figures mean (``NO_NATIONAL_REPORT_DATA``)."""
    series_breaks: dict[str, tuple[Text, ...]] = {}
    """Year or date -> what changed there, so that figures before and after are not chained."""
