"""Finding an edition, reading its files, refusing it with everything that is wrong with it.

An edition is a folder: ``edition.yaml``, one file for each field, and ``cases/``. Those that ship with this package
stand in ``editions/<index>/<edition>/`` and are called by that name; a province's own is called by its path.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from thuocdo.errors import Place, Problem, RulebookError
from thuocdo.rulebooks.cases import check_cases, missing_cases, read_cases
from thuocdo.rulebooks.checks import check_edition
from thuocdo.rulebooks.edition import Edition
from thuocdo.rulebooks.plain_yaml import LONGEST, Document, Loc, Plain, read_plain
from thuocdo.rulebooks.reading import PlaceOf, mended, nearest, read_structure
from thuocdo.rulebooks.schema import EditionFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

EDITION_FILE: Final = "edition.yaml"
CASES_FOLDER: Final = "cases"
_EDITIONS: Final = Path(__file__).with_name("editions")


def available() -> list[str]:
    """Return the editions that ship with this package, "qd766/2022", in the order of their names."""
    found = _EDITIONS.glob(f"*/*/{EDITION_FILE}")
    return sorted(path.parent.relative_to(_EDITIONS).as_posix() for path in found)


def load(source: str | Path) -> Edition:
    """Return an edition, by its name ("qd766/2022"), its folder, or its workbook (.xlsx).

    Its cases are not read until somebody asks for them.

    :raises RulebookError: every problem of its files at once, with file, line and criterion.
    """
    edition, problems = _read(_locate(source))
    if edition is None or problems:
        raise RulebookError(problems)
    return edition


def check(source: str | Path) -> list[Problem]:
    """Return everything that is wrong with an edition: its files, its sums, its cases and what they expect.

    Where the edition itself is wrong, its cases are not run, but missing ones are named all the same.
    """
    try:
        edition, problems = _read(_locate(source))
    except RulebookError as error:
        return list(error.problems)
    if edition is None:
        return problems
    return problems + (missing_cases(edition) if problems else check_cases(edition))


def check_plain(data: Plain, place_of: PlaceOf) -> tuple[EditionFile | None, list[Problem]]:
    """Return the edition that plain data make, with its criteria under ``total``, and all that is wrong with them.

    The door for readers of other forms, such as the workbook. Where there are problems, the edition is what the data
    would make with their plainest mistakes mended (or ``None``), good for further checks and nothing else.
    """
    file, problems = read_structure(EditionFile, data, place_of)
    if file is None:
        file = mended(EditionFile, data)
    if file is not None:
        problems += check_edition(file, place_of)
    return file, problems


def _locate(source: str | Path) -> Path:
    path = Path(source)
    packaged = _EDITIONS / path
    if not path.is_absolute() and ".." not in path.parts and (packaged / EDITION_FILE).is_file():
        return packaged
    if path.exists():
        return path
    raise RulebookError(Problem(code="RB-130", params=nearest(str(source), available())))


def _read(path: Path) -> tuple[Edition | None, list[Problem]]:
    if path.is_dir():
        return _read_folder(path)
    if path.suffix.lower() == ".xlsx":
        from thuocdo.rulebooks.workbook import read_workbook  # noqa: PLC0415 - only a workbook needs the extra `documents`

        try:
            return read_workbook(path.read_bytes(), name=path.name), []
        except RulebookError as error:
            return None, list(error.problems)
    return None, [Problem(code="RB-133", place=Place(file=path.name))]


def _read_folder(folder: Path) -> tuple[Edition | None, list[Problem]]:
    main = _read_file(folder / EDITION_FILE)
    documents: dict[Loc, Document] = {(): main}
    problems = list(main.problems)
    data = main.data if isinstance(main.data, dict) else {}
    names = data.get("fields", [])
    listed = [name for name in names if isinstance(name, str)] if isinstance(names, list) else []
    for place, name in enumerate(listed):
        documents["total", "criteria", place] = document = _read_file(folder / Path(name).name)
        problems += document.problems
    problems += _strays(folder, listed) if main.data is not None else ()
    if listed and (twice := main.marks.get(("total", "criteria"))):
        problems.append(Problem(code="RB-136", place=Place(file=EDITION_FILE, row=twice.line)))
    place_of = partial(_place, documents)
    file, found = check_plain(_assembled(data, documents), place_of)
    problems += _unless_said(problems, found, documents.values())
    cases = partial(read_cases, folder / CASES_FOLDER)
    return (Edition(file=file, read_cases=cases) if file is not None else None), problems


def _read_file(path: Path) -> Document:
    """Read a file of an edition; never more of it than an edition's file may have."""
    name = path.name
    if not path.is_file():
        return Document(name=name, problems=[Problem(code="RB-134", place=Place(file=name), params={"found": name})])
    with path.open("rb") as opened:
        return read_plain(opened.read(LONGEST + 1), name=name)


def _assembled(data: dict[str, Plain], documents: dict[Loc, Document]) -> Plain:
    """Return the edition as one structure: the fields' files as the criteria of the total."""
    total = data.get("total")
    fields: list[Plain] = [document.data for loc, document in documents.items() if loc]
    if not isinstance(total, dict) or not fields:
        return data
    return {**data, "total": {**total, "criteria": fields}}


def _place(documents: dict[Loc, Document], loc: Loc) -> Place:
    """Return file and line of a part; of a file that could not be read, the file alone."""
    root: Loc = loc[:3] if loc[:3] in documents else ()
    document, way = documents[root], loc[len(root) :]
    mark = document.marks.get(way)
    return Place(file=document.name, row=mark.line if mark else None, item=_item(document, way))


def _item(document: Document, way: Loc) -> str | None:
    """Return the code of the criterion that a part belongs to."""
    for end in range(len(way), -1, -1):
        code = document.marks.get((*way[:end], "code"))
        if code is not None:
            return code.raw
    return None


def _strays(folder: Path, listed: list[str]) -> Iterator[Problem]:
    """Yield the files that stand in the folder and that nothing names: forgotten law is worse than wrong law."""
    for path in sorted(folder.glob("*.y*ml")):
        if path.name != EDITION_FILE and path.name not in listed:
            yield Problem(code="RB-135", place=Place(file=path.name), params={"found": path.name})


def _unless_said(said: list[Problem], found: list[Problem], documents: Iterable[Document]) -> list[Problem]:
    """Return the problems found in files that could be read, at places of which nobody has complained already."""
    unread = {document.name for document in documents if document.data is None and document.problems}
    places = {(problem.place.file, problem.place.row) for problem in said}
    return [
        problem
        for problem in found
        if problem.place.file not in unread and (problem.place.file, problem.place.row) not in places
    ]
