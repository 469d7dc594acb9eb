"""Writes the sample plans: one text, ``ke-hoach-mau.yaml``, as the kinds of files that offices really send.

Run by hand after the text changes (it needs LibreOffice); the files are committed. What each of them must read to is
the same text: ``tests/thuocdo/documents/test_sample_plans.py``.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path
from typing import Final

import yaml
from sample_plans import excel, typeset, word

FOLDER: Final = Path(__file__).resolve().parent.parent / "src/thuocdo/documents/samples"
NAME: Final = "ke-hoach-mau"


def main() -> None:
    """Write every file beside the text."""
    plan = yaml.safe_load((FOLDER / f"{NAME}.yaml").read_text("utf-8"))
    automatic = word.write(plan, automatic=True)
    files = {
        f"{NAME}.docx": automatic,
        f"{NAME}-danh-so-tay.docx": word.write(plan, automatic=False),
        f"{NAME}.xlsx": excel.write(plan),
        f"{NAME}.pdf": exported(automatic),
        f"{NAME}-so-o-giua.pdf": typeset.write(plan, ruled=True),
        f"{NAME}-khong-ke-khung.pdf": typeset.write(plan, ruled=False),
    }
    for name, content in files.items():
        (FOLDER / name).write_bytes(content)
        print(f"{name}: {len(content) / 1024:.0f} KB")


def exported(document: bytes) -> bytes:
    """Return a Word document as the PDF that an office suite makes of it."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, f"{NAME}.docx")
        file.write_bytes(document)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, str(file)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return file.with_suffix(".pdf").read_bytes()


if __name__ == "__main__":
    main()
