"""Fetch the site's font: Vazirmatn from npm into ``static/vendor``, where no browser needs another server.

The font is pinned by ``package.json`` and its lock. Only the two subsets the site shows and the licence text
are copied. Without npm the site still works, in the fonts the reader's device has, so that is not a failure.
"""

import shutil
import subprocess
import sys
from pathlib import Path

VENDOR = Path(__file__).resolve().parent.parent / "static" / "vendor"
PACKAGE = Path("node_modules") / "@fontsource-variable" / "vazirmatn"
COPIES = {
    "files/vazirmatn-arabic-wght-normal.woff2": "vazirmatn-arabic.woff2",
    "files/vazirmatn-latin-wght-normal.woff2": "vazirmatn-latin.woff2",
    "LICENSE": "vazirmatn-OFL.txt",
}


def installed(project: Path) -> bool:
    """Install the pinned npm packages of *project*; False, with a sentence to the reader, when that fails."""
    npm = shutil.which("npm")
    if npm is None:
        print(
            "npm is not installed: the site will use the fonts of the reader's device instead of Vazirmatn."
        )
        return False
    # Neither word comes from outside: npm is found on the path and the rest is fixed.
    done = subprocess.run([npm, "ci", "--no-audit", "--no-fund"], cwd=project, check=False)  # noqa: S603
    if done.returncode:
        print("npm could not fetch the font: the site will use the fonts of the reader's device.")
    return done.returncode == 0


def copied(project: Path, vendor: Path = VENDOR) -> list[Path]:
    """Copy the fonts and their licence from *project*'s ``node_modules`` into *vendor*; answer the copies."""
    vendor.mkdir(parents=True, exist_ok=True)
    package = project / PACKAGE
    return [Path(shutil.copyfile(package / source, vendor / target)) for source, target in COPIES.items()]


def main(arguments: list[str] | None = None) -> int:
    """Install and copy; the one optional argument is the folder that holds ``package.json``."""
    words = sys.argv[1:] if arguments is None else arguments
    project = Path(words[0]) if words else Path.cwd()
    if installed(project):
        for copy in copied(project):
            print(f"{copy.name}: {copy.stat().st_size / 1024:.0f} KB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
