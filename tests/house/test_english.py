"""Every sentence of a template has its English: who chooses English never meets a page half in Vietnamese."""

from __future__ import annotations

import ast
import re
from pathlib import Path

PORTAL = Path(__file__).parents[2] / "src/thuocdo/portal"
MESSAGES = PORTAL / "web/locale/en/LC_MESSAGES/django.po"
SAID = re.compile(r"{%-?\s*translate\s+(?:\"([^\"]+)\"|'([^']+)')")
SAID_AS_DEFAULT = re.compile(r"_\((?:\"([^\"]+)\"|'([^']+)')\)")
SAID_AS_BLOCK = re.compile(r"{%\s*blocktranslate\b.*?%}(.*?){%\s*endblocktranslate\s*%}", re.DOTALL)
PLURAL = re.compile(r"{%\s*plural\s*%}")
VALUE = re.compile(r"{{\s*(\w+)[^}]*}}")
KNOWN = re.compile(r'^msgid(?:_plural)? ((?:".*"\n)+)', re.MULTILINE)


def sentences(template: str) -> set[str]:
    """Return what a template says, as gettext is asked for it."""
    said = {one or other for pattern in (SAID, SAID_AS_DEFAULT) for one, other in pattern.findall(template)}
    blocks = [part for block in SAID_AS_BLOCK.findall(template) for part in PLURAL.split(block)]
    return said | {VALUE.sub(r"%(\1)s", block.replace("%", "%%")) for block in blocks}


def test_every_sentence_of_every_template_has_its_english() -> None:
    known = {
        "".join(ast.literal_eval(line) for line in entry.strip().split("\n"))
        for entry in KNOWN.findall(MESSAGES.read_text("utf-8"))
    }
    missing = {
        f"{template.relative_to(PORTAL)}: {sentence}"
        for template in PORTAL.rglob("templates/**/*.html")
        for sentence in sentences(template.read_text("utf-8")) - known
    }

    assert sorted(missing) == []


def test_a_sentence_is_found_however_a_template_says_it() -> None:
    template = (
        "{% translate 'Một' %}{{ x|default:_(\"Hai\") }}"
        "{% blocktranslate count n=rows|length %}{{ n }} dòng, 5%{% plural %}{{ n }} các dòng{% endblocktranslate %}"
    )
    assert sentences(template) == {"Một", "Hai", "%(n)s dòng, 5%%", "%(n)s các dòng"}
