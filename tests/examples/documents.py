"""Code in README and docs is code that is run: a block below the name of a file holds the marked part of it.

`python -m tests.examples.documents` brings the blocks up to date.
"""

import re
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
DOCUMENTS: Final = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
BLOCK: Final = re.compile(r"(?P<head><!-- (?P<file>[\w./-]+) -->\n```\w+\n).*?(?P<foot>```)", re.DOTALL)
PART: Final = re.compile(
    r"^# This part stands in [^\n]*\n(.*?)^# End of that part\.$", re.DOTALL | re.MULTILINE
)


def part_of(file: str) -> str:
    """Answer the marked part of a file; raises ValueError where there is not exactly one."""
    (part,) = PART.findall((ROOT / file).read_text(encoding="utf-8"))
    return str(part).strip("\n") + "\n"


def brought_up_to_date(text: str) -> str:
    """Answer a document with every block as its file has it now."""
    return BLOCK.sub(lambda found: found["head"] + part_of(found["file"]) + found["foot"], text)


def main() -> None:
    """Bring every document up to date."""
    for document in DOCUMENTS:
        document.write_text(brought_up_to_date(document.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
