"""Fetch the font: Vazirmatn from npm, for the pages and for the pictures of the security code.

The font is pinned by `package.json` and its lock. Only the two subsets that are shown and the licence are
copied, so that no browser needs another server. Without npm the site works in the fonts of the reader's
device, and the security code has Latin digits: that is said, and is no failure.
"""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

SOURCE: Final = Path(__file__).resolve().parents[2]
"""The folder that holds the three packages."""
PACKAGE: Final = Path("node_modules") / "@fontsource-variable" / "vazirmatn"
PAGES: Final = "complaints_web/static/vendor/vazirmatn"
PICTURES: Final = "complaints_plugins/challenge/assets/vazirmatn"
COPIES: Final = (
    ("files/vazirmatn-arabic-wght-normal.woff2", f"{PAGES}-arabic.woff2"),
    ("files/vazirmatn-latin-wght-normal.woff2", f"{PAGES}-latin.woff2"),
    ("LICENSE", f"{PAGES}-OFL.txt"),
    ("files/vazirmatn-arabic-wght-normal.woff2", f"{PICTURES}-arabic.woff2"),
)
WITHOUT: Final = "the pages will use the fonts of the reader's device, and the security code Latin digits."
PATIENCE: Final = ("--fetch-retries=1", "--fetch-timeout=30000")
"""Without a network npm would try for minutes."""


def installed(project: Path) -> bool:
    """Install the pinned npm packages of a project; False, with a sentence to the reader, when that fails."""
    npm = shutil.which("npm")
    if npm is None:
        print(f"npm is not installed: {WITHOUT}")
        return False
    # Neither word comes from outside: npm is found on the path and the rest is fixed.
    command = [npm, "ci", "--silent", "--no-audit", "--no-fund", *PATIENCE]
    done = subprocess.run(command, cwd=project, check=False)  # noqa: S603
    if done.returncode:
        print(f"npm could not fetch the font: {WITHOUT}")
    return done.returncode == 0


def copied(project: Path, source: Path = SOURCE) -> list[Path]:
    """Copy the fonts and their licence from a project's `node_modules` to where they are used; answers the
    copies."""
    copies = [(project / PACKAGE / name, source / target) for name, target in COPIES]
    for _name, target in copies:
        target.parent.mkdir(parents=True, exist_ok=True)
    return [Path(shutil.copyfile(name, target)) for name, target in copies]


def main(arguments: list[str] | None = None) -> int:
    """Install and copy; the one optional argument is the folder that holds `package.json`."""
    words = sys.argv[1:] if arguments is None else arguments
    project = Path(words[0]) if words else Path.cwd()
    if installed(project):
        for copy in copied(project):
            print(f"{copy.relative_to(SOURCE)}: {copy.stat().st_size / 1024:.0f} KB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
