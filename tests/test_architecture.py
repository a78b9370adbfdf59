"""The house holds to its own rules: who may import whom, how long, how named, how explained, and what never
stands in it."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import requires
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src"
MODULES = sorted(SOURCE.rglob("*.py"))
PERSIAN = SOURCE / "complaints_core" / "persian"
SUITES = SOURCE / "complaints_core" / "testing" / "contracts"

LONGEST_MODULE = 300
LONGEST_FUNCTION = 40
VAGUE = {"utils", "util", "helpers", "helper", "base", "common", "manager", "managers", "misc", "tools"}
OUTSIDE = (
    "complaints_plugins", "complaints_web", "pyramid", "webob", "jinja2", "babel", "ZODB", "BTrees",
    "persistent", "transaction", "openpyxl", "PIL", "argon2", "limits", "pytest", "asyncio", "http",
    "smtplib", "socket", "ssl", "subprocess", "urllib.request",
)  # fmt: skip

PERSIAN_WORD = re.compile(r"[\u0621-\u064a\u067e\u0686\u0698\u06a9\u06af\u06cc]{2,}")
NAMES_OF_LANGUAGES = {"فارسی"}
"""What a language calls itself stays the same in every language."""

Documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def named(module: Path) -> str:
    """The place of a module, as a failure should show it."""
    return str(module.relative_to(ROOT))


def tree(module: Path) -> ast.Module:
    return ast.parse(module.read_text(encoding="utf-8"))


def run(*command: str) -> "subprocess.CompletedProcess[str]":
    """Run a program in the checkout, and keep what it says."""
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - ours


def files_of_the_project() -> list[Path]:
    """Every file that is or will be in the repository."""
    listed = run("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    if listed.returncode:
        pytest.skip("not a git checkout: nobody can say which files are the project's")
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_imports_point_inward_only() -> None:
    """The contracts stand in pyproject.toml, under tool.importlinter."""
    program = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    linted = run(sys.executable, "-c", program)

    assert linted.returncode == 0, linted.stdout + linted.stderr


def test_the_core_alone_loads_nothing_of_the_outside() -> None:
    program = f"import sys, complaints_core\nprint(*[name for name in {OUTSIDE!r} if name in sys.modules])"

    loaded = run(sys.executable, "-c", program)

    assert (loaded.returncode, loaded.stdout.split()) == (0, []), loaded.stderr


def test_the_core_needs_four_packages_and_no_more() -> None:
    needed = {
        re.split(r"[^\w.-]", line)[0] for line in requires("complaints") or () if "extra ==" not in line
    }

    assert needed == {"zope.interface", "zope.schema", "jdatetime", "tzdata"}


def test_every_extra_that_the_site_joins_is_there() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    joined = re.findall(r"\w+", extras["site"][0].partition("[")[2])

    assert set(joined) <= set(extras)
    assert set(extras) - set(joined) <= {"site", "redis", "postgres"}


@pytest.mark.parametrize("module", MODULES, ids=named)
def test_a_module_can_be_read_at_a_sitting(module: Path) -> None:
    assert len(module.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE


@pytest.mark.parametrize("module", MODULES, ids=named)
def test_a_function_fits_on_a_screen(module: Path) -> None:
    long = [
        one.name
        for one in ast.walk(tree(module))
        if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)
        and (one.end_lineno or 0) - one.lineno >= LONGEST_FUNCTION
    ]

    assert long == []


def test_a_name_says_what_a_module_is_for() -> None:
    assert [named(module) for module in MODULES if {module.stem, module.parent.name} & VAGUE] == []


@pytest.mark.parametrize("module", MODULES, ids=named)
def test_everything_public_is_explained(module: Path) -> None:
    """A test that we ship is a sentence by its name, and needs no other."""
    silent = [
        getattr(one, "name", "the module")
        for one in public(tree(module))
        if not ast.get_docstring(one) and not (module.parent == SUITES and isinstance(one, ast.FunctionDef))
    ]

    assert silent == []


def public(node: Documented) -> Iterator[Documented]:
    """A module and what others may use of it; what a function defines for itself is its own affair."""
    yield node
    if isinstance(node, ast.Module | ast.ClassDef):
        for inner in node.body:
            kinds = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
            if isinstance(inner, kinds) and not inner.name.startswith("_"):
                yield from public(inner)


@pytest.mark.parametrize("module", MODULES, ids=named)
def test_code_speaks_through_the_catalogue(module: Path) -> None:
    """Tables of single letters may stand in code; words belong in the catalogue or in a profile. The tests
    that we ship may hold Persian, like all tests."""
    words = {
        word
        for text in literals(tree(module))
        for word in PERSIAN_WORD.findall(text)
        if module.parent not in (SUITES, PERSIAN) and word not in NAMES_OF_LANGUAGES
    }

    assert words == set()


def literals(module: ast.Module) -> Iterator[str]:
    """The texts of a module, without its explanations."""
    nodes = [node for node in ast.walk(module) if isinstance(node, Documented)]
    explained = {id(one.value) for node in nodes for one in node.body if isinstance(one, ast.Expr)}
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in explained:
            yield node.value


def texts_of_the_project() -> Iterator[tuple[str, str]]:
    """Name and content of every file that is text."""
    for file in files_of_the_project():
        content = file.read_bytes()
        if b"\0" not in content:
            yield file.relative_to(ROOT).as_posix(), content.decode("utf-8", errors="replace")


def test_no_file_knows_the_machine_it_was_written_on() -> None:
    """Neither a folder of ours nor the host of a registry: the words are put together here, so that this
    file does not hold them either."""
    folders = "|".join(("work", "root", "home", "Users"))
    hosts = "|".join(("pypi", "pythonhosted", "npmjs"))
    ours = re.compile(rf"(?<![\w.])/(?:{folders})/|\b(?:{hosts})\.(?:org|com)\b")

    found = [(name, word) for name, text in texts_of_the_project() for word in ours.findall(text)]

    assert found == []


def test_the_sample_code_of_the_guide_stands_nowhere() -> None:
    """It may be a real person's. Put together from parts, so that it does not stand here."""
    sample = "0084" + "545" + "943"
    spelled = {sample, *(sample.translate({48 + d: zero + d for d in range(10)}) for zero in (0x6F0, 0x660))}

    found = [
        name
        for name, text in texts_of_the_project()
        if any(code in re.sub(r"(?<=\d)[ \u200c-](?=\d)", "", text) for code in spelled)
    ]

    assert found == []
