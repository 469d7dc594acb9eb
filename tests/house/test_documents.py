"""The documents say what is: made pages are fresh, links lead somewhere, commands exist, choices are recorded."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from packaging.requirements import Requirement

if TYPE_CHECKING:
    from collections.abc import Mapping

LINK = re.compile(r"(?<!!)\[[^\]]*\]\((?!https?:|mailto:|#)([^)#\s]+)[^)]*\)")
CODE_BLOCK = re.compile(r"```.*?```", re.DOTALL)


def _pages(texts: Mapping[str, str]) -> Mapping[str, str]:
    return {name: text for name, text in texts.items() if name.endswith(".md")}


def _targets(texts: Mapping[str, str]) -> set[str]:
    return set(re.findall(r"^([a-z-]+):(?!=)", texts["Makefile"], re.MULTILINE))


def test_the_pages_made_from_code_are_fresh(root: Path) -> None:
    run = subprocess.run(
        [sys.executable, "scripts/make_docs.py", "--check"], cwd=root, capture_output=True, check=False, text=True
    )

    assert run.returncode == 0, run.stdout + run.stderr


def test_every_link_between_documents_leads_somewhere(root: Path, texts: Mapping[str, str]) -> None:
    broken = [
        f"{name} -> {target}"
        for name, text in _pages(texts).items()
        for target in LINK.findall(CODE_BLOCK.sub("", text))
        if not (root / name).parent.joinpath(target).exists()
    ]

    assert broken == []


def test_make_help_names_every_target(root: Path, texts: Mapping[str, str]) -> None:
    shown = subprocess.run(
        ["make", "--no-print-directory"], cwd=root, capture_output=True, check=True, text=True
    ).stdout

    assert _targets(texts)
    assert set(re.findall(r"^  make ([a-z-]+)", shown, re.MULTILINE)) == _targets(texts)


def test_every_make_command_that_a_document_names_exists(texts: Mapping[str, str]) -> None:
    named = {
        (name, target)
        for name, text in _pages(texts).items()
        for target in re.findall(r"(?:^|`)make ([a-z-]+)", text, re.MULTILINE)
    }

    assert {(name, target) for name, target in named if target not in _targets(texts)} == set()
    assert {target for name, target in named if name == "README.md"} >= {"run", "test"}


def test_the_commands_of_the_readme_do_what_it_says(root: Path, tmp_path: Path, texts: Mapping[str, str]) -> None:
    commands = re.findall(r"^(?:thuocdo|mau=).*", texts["README.md"], re.MULTILINE)
    (tmp_path / "src").symlink_to(root / "src")
    path = f"{Path(sys.executable).parent}:/usr/bin:/bin"

    run = subprocess.run(
        ["bash", "-ec", "\n".join(commands)],
        cwd=tmp_path,
        env={"PATH": path},
        capture_output=True,
        check=False,
        text=True,
    )

    assert {command.split()[1] for command in commands if command.startswith("thuocdo")} >= {"score", "explain", "rank"}
    assert run.returncode == 0, run.stderr
    assert (tmp_path / "diem.csv").read_text("utf-8").startswith("unit,kind,criterion,points,max_points,state")


def test_the_map_of_the_house_names_every_room(root: Path, texts: Mapping[str, str]) -> None:
    source = root / "src/thuocdo"
    rooms = {path.parent.name for pattern in ("*/__init__.py", "portal/*/__init__.py") for path in source.glob(pattern)}

    assert {room for room in rooms if f"{room}/`" not in texts["ARCHITECTURE.md"]} == set()


def test_every_file_that_the_map_of_the_house_names_exists(root: Path, texts: Mapping[str, str]) -> None:
    source = root / "src/thuocdo"
    named = set(re.findall(r"`([a-z_]+(?:/[a-z_]+)*(?:/|\.py))`", texts["ARCHITECTURE.md"]))
    # What an app may have stands there once, as a shape.
    shape = {"models.py", "selectors.py", "services.py", "forms.py", "views.py", "urls.py", "templates/", "migrations/"}
    places = (root, source, source / "portal")

    assert named > shape
    assert sorted(name for name in named - shape if not any((place / name).exists() for place in places)) == []


def test_the_map_of_the_house_names_every_command_of_the_portal(root: Path, texts: Mapping[str, str]) -> None:
    commands = {path.stem for path in (root / "src").glob("**/management/commands/[!_]*.py")}

    assert commands
    assert {command for command in commands if f"| `{command}` |" not in texts["ARCHITECTURE.md"]} == set()


def test_every_package_that_runs_in_production_has_its_reason_recorded(
    texts: Mapping[str, str], pyproject: Mapping[str, Any]
) -> None:
    project = pyproject["project"]
    extras = {name: lines for name, lines in project["optional-dependencies"].items() if name != "dev"}
    packages = {Requirement(line).name for lines in (project["dependencies"], *extras.values()) for line in lines}
    decisions = "\n".join(text for name, text in texts.items() if name.startswith("docs/decisions/")).lower()

    assert {name for name in packages if name.lower() not in decisions} == set()


def test_every_decision_says_its_status_context_choice_price_and_alternatives(texts: Mapping[str, str]) -> None:
    decisions = {
        name: text
        for name, text in texts.items()
        if name.startswith("docs/decisions/") and not name.endswith("README.md")
    }

    assert decisions
    for name, text in decisions.items():
        assert re.search(r"Status: (Accepted|Superseded|Proposed)", text), name
        for section in ("Context", "Decision", "Consequences", "Alternatives"):
            assert re.search(rf"^## {section}\b", text, re.MULTILINE), f"{name}: {section}"


def test_a_word_of_the_glossary_stands_for_one_idea(texts: Mapping[str, str]) -> None:
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \| ([^|]*) \|$", texts["GLOSSARY.md"], re.MULTILINE)
    said = [row[0] for row in rows if row[0] != "Say (on screen)"]
    words = [word.strip() for say in said for word in re.split(r" / |; ", say)]

    assert len(words) > 30
    assert sorted({word for word in words if words.count(word) > 1}) == []
