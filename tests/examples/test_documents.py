"""README and docs say what is so: their code is run, their links lead somewhere, their commands exist."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from complaints_core.testing import contracts
from complaints_web.scripts import COMMANDS, name_of
from tests.examples.documents import BLOCK, DOCUMENTS, ROOT, brought_up_to_date

PAGES = (*DOCUMENTS, ROOT / "CHANGES.md")


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.fixture(params=PAGES, ids=named)
def document(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


def test_its_code_is_the_code_of_the_examples(document: Path) -> None:
    """If not: `python -m tests.examples.documents`."""
    text = document.read_text(encoding="utf-8")

    assert text == brought_up_to_date(text)


def test_no_code_stands_there_that_nobody_runs(document: Path) -> None:
    text = document.read_text(encoding="utf-8")

    assert len(re.findall(r"^```python$", text, re.MULTILINE)) == len(BLOCK.findall(text))


def test_its_links_lead_to_files(document: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", document.read_text(encoding="utf-8"))

    assert [link for link in links if not (document.parent / link).exists()] == []


def test_its_commands_exist(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    commands = [name_of(module) for module in COMMANDS]

    assert set(re.findall(r"\bmake ([a-z]+)\b", code_of(text))) <= set(targets)
    assert set(re.findall(r"\bcomplaints \w+\.ini ([a-z-]+)", text)) <= set(commands)


def test_every_contract_suite_is_named_for_whoever_writes_a_plug_in() -> None:
    extending = (ROOT / "docs" / "extending.md").read_text(encoding="utf-8")

    assert [suite for suite in contracts.__all__ if f"`{suite}`" not in extending] == []


def test_every_file_of_a_profile_is_explained() -> None:
    extending = (ROOT / "docs" / "extending.md").read_text(encoding="utf-8")
    files = (ROOT / "src" / "complaints_core" / "profiles" / "behzisti").iterdir()

    assert [file.name for file in files if f"`{file.name}`" not in extending] == []


def code_of(text: str) -> str:
    """What a document sets as code, in lines or in a line."""
    return "\n".join([*re.findall(r"```sh\n(.*?)```", text, re.DOTALL), *re.findall(r"`[^`\n]+`", text)])


def pictured(picture: str) -> Iterator[Path]:
    """Answer every folder and file in the picture; what stands further in lies in what is above it."""
    above = {0: ROOT}
    for line in picture.splitlines():
        indent = len(line) - len(line.lstrip())
        named = re.match(r"(?:\S+(?:/|\.py)\s+)+", line.strip())
        assert named, line
        names = named[0].split()
        for name in names:
            yield above[indent] / name
        above[indent + 2] = above[indent] / names[0]


def test_every_file_that_the_picture_of_the_house_names_is_there() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    picture = readme.partition("## The house\n\n```\n")[2].partition("```\n\n")[0]
    inside = list(pictured(picture))

    assert len(inside) >= 20
    assert [name for name in inside if not name.exists()] == []
