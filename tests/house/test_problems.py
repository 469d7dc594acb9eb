"""Every problem that the code raises is explained, in both languages, with the parameters that it carries."""

from __future__ import annotations

import ast
import re
import string
import unicodedata
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from thuocdo import errors
from thuocdo.errors import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MESSAGES = Path(errors.__file__).parent / "messages"
CODE = re.compile(r"[A-Z]{2}-\d{3}")


def _parameters(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


@pytest.fixture(scope="module")
def raised(modules: Mapping[str, ast.Module]) -> Mapping[str, set[str]]:
    """The codes that stand in the source as whole text constants, with the files where they stand."""
    found: dict[str, set[str]] = {}
    for name, module in modules.items():
        for code in _codes(module) if name.startswith("src/") else ():
            found.setdefault(code, set()).add(name)
    return found


def _codes(module: ast.Module) -> Iterator[str]:
    """Yield the whole text constants that are a code: of a known prefix, or given as ``code=``."""
    prefixes = {code[:3] for code in catalogue()}
    given = {id(node.value) for node in ast.walk(module) if isinstance(node, ast.keyword) and node.arg == "code"}
    for node in ast.walk(module):
        if not (isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value)):
            continue
        if node.value[:3] in prefixes or id(node) in given:
            yield node.value


def test_every_code_that_is_raised_is_explained(raised: Mapping[str, set[str]]) -> None:
    assert {code: files for code, files in raised.items() if code not in catalogue()} == {}


def test_no_code_is_explained_twice() -> None:
    found = Counter(
        code
        for file in MESSAGES.glob("*.yaml")
        for code in re.findall(r"^([A-Z]{2}-\d{3}):", file.read_text("utf-8"), re.MULTILINE)
    )
    assert set(found) == set(catalogue())
    assert [code for code, times in found.items() if times > 1] == []


def test_every_code_that_is_explained_is_raised(raised: Mapping[str, set[str]]) -> None:
    assert sorted(set(catalogue()) - set(raised)) == []


def test_every_sentence_stands_in_both_languages_with_the_same_parameters() -> None:
    assert catalogue()
    for code, sentences in catalogue().items():
        assert set(sentences) == {"vi", "en"}, code
        assert _parameters(sentences["vi"]) == _parameters(sentences["en"]), code


def test_every_sentence_is_finished_composed_text() -> None:
    for code, sentences in catalogue().items():
        for language, sentence in sentences.items():
            assert sentence == sentence.strip(), (code, language)
            assert sentence.endswith((".", ".”", "}", ":", "”", ")")), (code, language)
            assert unicodedata.normalize("NFC", sentence) == sentence, (code, language)


def test_every_code_is_two_letters_and_three_digits() -> None:
    assert [code for code in catalogue() if not CODE.fullmatch(code)] == []


def test_a_problem_written_out_carries_the_parameters_of_its_sentence(modules: Mapping[str, ast.Module]) -> None:
    missing = {}
    for name, module in modules.items():
        for code, given in _problems_written_out(module) if name.startswith("src/") else ():
            sentence = catalogue().get(code, {"vi": ""})["vi"]  # the test above names a code without a sentence
            if lacking := _parameters(sentence) - given:
                missing[f"{name} {code}"] = lacking

    assert missing == {}


def _problems_written_out(module: ast.Module) -> Iterator[tuple[str, set[str]]]:
    """Yield (code, names of parameters) of every ``Problem(code="…", params={"…": …})`` whose names can be read."""
    for node in ast.walk(module):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Problem"):
            continue
        arguments = {keyword.arg: keyword.value for keyword in node.keywords}
        code, params = arguments.get("code"), arguments.get("params", ast.Dict(keys=[], values=[]))
        if isinstance(code, ast.Constant) and isinstance(params, ast.Dict) and None not in params.keys:
            yield str(code.value), {str(key.value) for key in params.keys if isinstance(key, ast.Constant)}
