"""From the rows of a workbook to the plain data of an edition, remembering where every part of it stood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING

from thuocdo.rulebooks.workbook.criterion_columns import CRITERIA, EVIDENCE, INPUTS, LEGAL_BASIS, ROUNDING
from thuocdo.rulebooks.workbook.edition_columns import BANDS, BREAKS, EDITION, FLAGS, GROUPS, LAYOUTS
from thuocdo.rulebooks.workbook.lines import Line, Part, append, inner, nest
from thuocdo.rulebooks.workbook.rule_columns import assemble_rules

if TYPE_CHECKING:
    from thuocdo.errors import Place, Problem
    from thuocdo.rulebooks.plain_yaml import Loc, Plain

Lines = Mapping[str, Sequence[Line]]
"""The filled rows of each sheet by its title."""


@dataclass(slots=True)
class Assembly:
    """An edition put together from rows: its data, the row behind each part, and what did not fit together."""

    data: Part = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    criteria: dict[str, Part] = field(default_factory=dict)
    lines: dict[int, Line] = field(default_factory=dict)
    """The row that made a part, by the identity of the part."""
    parts: list[Part] = field(default_factory=list)
    """Every part made of a row, those that fit nowhere too: an identity holds only as long as its part lives."""

    def part(self, line: Line, *without: str) -> Part:
        """Return the part that a row makes, and remember the row."""
        part = nest({key: value for key, value in line.values.items() if key not in without})
        self.lines[id(part)] = line
        self.parts.append(part)
        return part

    def refuse(self, line: Line, code: str, key: str, **params: str) -> None:
        """Keep a problem at a value of a row."""
        self.problems.append(line.problem(code, key, **params))

    def owner(self, line: Line, key: str = "code") -> Part | None:
        """Return the criterion that a row names, the edition where it names none, nothing where it is unknown."""
        code = line.text(key)
        if not code:
            return self.data
        if code not in self.criteria:
            near = get_close_matches(code, self.criteria, n=1, cutoff=0.4)
            known = near or list(self.criteria)[:8]
            self.refuse(line, "RB-318", key, found=code, near=", ".join(known) or "–")
        return self.criteria.get(code)

    def place_of(self, loc: Loc) -> Place:
        """Return sheet, row and column of a part of the data, or of the nearest part around it that has a row."""
        part: Plain = self.data
        line, way = self.lines[id(self.data)], loc
        for at, step in enumerate(loc):
            if isinstance(part, dict) and isinstance(step, str):
                part = part.get(step)
            elif isinstance(part, list) and isinstance(step, int) and step < len(part):
                part = part[step]
            if found := self.lines.get(id(part)):
                line, way = found, loc[at + 1 :]
        return line.place(".".join(str(step) for step in way))


def assemble(lines: Lines) -> Assembly:
    """Put the rows together: the tree from the codes of parents, everything else from the code of its owner.

    Problems: RB-318 a code that no criterion has, RB-320 a code twice, RB-321 not one root, RB-322 criteria in a ring,
    RB-323 to RB-325 what a rule's row says against itself, RB-326 a name twice.
    """
    assembly = Assembly()
    edition = next(iter(lines.get(EDITION.title, ())), Line(sheet=EDITION, row=1, values={}))
    assembly.data = assembly.part(edition)
    _tree(assembly, lines.get(CRITERIA.title, ()))
    for sheet, key in ((EVIDENCE, "evidence"), (LEGAL_BASIS, "legal_basis")):
        for line in lines.get(sheet.title, ()):
            if (owner := assembly.owner(line)) is not None:
                append(owner, key, assembly.part(line, "code"))
    _inputs(assembly, lines.get(INPUTS.title, ()))
    assemble_rules(assembly, lines)
    _rounding(assembly, lines.get(ROUNDING.title, ()))
    _of_edition(assembly, lines)
    return assembly


def _tree(assembly: Assembly, lines: Sequence[Line]) -> None:
    for line in lines:
        code = line.text("code")
        if code in assembly.criteria:
            first = assembly.lines[id(assembly.criteria[code])]
            assembly.refuse(line, "RB-320", "code", found=code, first=str(first.row))
        elif code:
            assembly.criteria[code] = assembly.part(line, "parent")
    parents: dict[str, str] = {}
    for line in lines:
        if assembly.lines.get(id(assembly.criteria.get(line.text("code")))) is line:
            _hang(assembly, line, parents)
    roots = [code for code in assembly.criteria if not parents.get(code)]
    if len(roots) == 1:
        assembly.data["total"] = assembly.criteria[roots[0]]
        _refuse_rings(assembly, parents)
    elif lines:
        found = ", ".join(roots[:8]) or "–"
        assembly.refuse(lines[0], "RB-321", "parent", found=found, count=str(len(roots)))


def _hang(assembly: Assembly, line: Line, parents: dict[str, str]) -> None:
    """Hang a criterion under the one its row names; a parent that does not exist was refused and counts as one."""
    code, parent = line.text("code"), line.text("parent")
    if parent:
        parents[code] = parent
        if (above := assembly.owner(line, "parent")) is not None:
            append(above, "criteria", assembly.criteria[code])


def _refuse_rings(assembly: Assembly, parents: Mapping[str, str]) -> None:
    """Refuse criteria that lead to no root, because their parents go round in a ring."""
    for code in parents:
        seen = [code]
        while (above := parents.get(seen[-1])) and above not in seen:
            seen.append(above)
        if above == code:
            line = assembly.lines[id(assembly.criteria[code])]
            assembly.refuse(line, "RB-322", "parent", found=" → ".join([*seen, code]))


def _inputs(assembly: Assembly, lines: Sequence[Line]) -> None:
    for line in lines:
        owner = assembly.owner(line)
        if owner is None or not line.text("name"):
            continue
        inputs = owner.setdefault("inputs", {})
        if not isinstance(inputs, dict) or line.text("name") in inputs:
            assembly.refuse(line, "RB-326", "name", found=line.text("name"))
        else:
            inputs[line.text("name")] = assembly.part(line, "code", "name")


def _rounding(assembly: Assembly, lines: Sequence[Line]) -> None:
    for line in lines:
        owner, key = assembly.owner(line), line.text("steps_of")
        if owner is None or not key:
            continue
        if line.values.get("of") == "nothing":
            owner.setdefault(key, [])
        else:
            append(owner, key, assembly.part(line, "code", "steps_of"))


def _of_edition(assembly: Assembly, lines: Lines) -> None:
    data = assembly.data
    for line in lines.get(BANDS.title, ()):
        append(inner(data, "classification"), "bands", assembly.part(line))
    for line in lines.get(GROUPS.title, ()):
        append(inner(data, "grouping"), "names", assembly.part(line))
    for line in lines.get(BREAKS.title, ()):
        append(inner(data, "series_breaks"), line.text("at"), assembly.part(line, "at"))
    for line in lines.get(FLAGS.title, ()):
        flags = inner(data, "flags")
        if line.text("flag") in flags:
            assembly.refuse(line, "RB-326", "flag", found=line.text("flag"))
        flags[line.text("flag")] = assembly.part(line, "flag")
    for line in lines.get(LAYOUTS.title, ()):
        append(data, "layouts", assembly.part(line))
