"""The units of deploy/systemd, read by systemd itself: it knows every line, and finds little to attack."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from complaints_web.scripts import parser

ROOT = Path(__file__).resolve().parents[2]
UNITS = ROOT / "deploy" / "systemd"
INSTALLED = "/opt/complaints/.venv/bin/complaints"
SERVICES = sorted(unit.name for unit in UNITS.glob("*.service"))
EXPOSED = 1.8
"""Of 10, as `systemd-analyze security` reckons. Who serves people needs the network; that is most of it."""
ADVICE = "nobody has tried deploy/systemd; see tests/deploy/install-systemd.sh"


@pytest.fixture
def analyze() -> str:
    found = shutil.which("systemd-analyze")
    if found is None and os.environ.get("CI"):
        pytest.fail(f"no systemd-analyze here: {ADVICE}")
    if found is None:
        pytest.skip(f"no systemd-analyze here: {ADVICE}")
    return found


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """The units as they stand, on a machine where the program is where they say."""
    program = str(Path(sys.executable).with_name("complaints"))
    for unit in UNITS.iterdir():
        text = unit.read_text(encoding="utf-8").replace(INSTALLED, program)
        (tmp_path / unit.name.replace("@.", "@1.")).write_text(text, encoding="utf-8")
    return tmp_path


def asked(analyze: str, *words: str) -> subprocess.CompletedProcess[str]:
    """Ask systemd, which need not run."""
    return subprocess.run([analyze, *words], capture_output=True, text=True, check=False)  # noqa: S603


def test_systemd_understands_every_line(analyze: str, units: Path) -> None:
    said = asked(analyze, "verify", "--man=no", *(str(unit) for unit in sorted(units.iterdir())))
    ours = [line for line in said.stderr.splitlines() if "complaints" in line or str(units) in line]
    assert ours == []
    assert said.returncode == 0, said.stderr


def test_a_line_that_is_misspelt_is_found(analyze: str, units: Path) -> None:
    unit = units / "complaints.service"
    unit.write_text(unit.read_text().replace("ProtectHome=", "ProtectHouse="), encoding="utf-8")
    assert "ProtectHouse" in asked(analyze, "verify", "--man=no", str(unit)).stderr


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_leaves_little_to_attack(name: str, analyze: str, units: Path) -> None:
    unit = str(units / name.replace("@.", "@1."))
    said = asked(analyze, "security", "--offline=true", "--no-pager", unit).stdout
    found = re.search(r"Overall exposure level for .*: ([0-9.]+)", said)
    assert found
    assert float(found[1]) <= EXPOSED


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_starts_what_the_program_knows(name: str) -> None:
    text = (UNITS / name).read_text(encoding="utf-8")
    command = re.search(rf"^ExecStart={INSTALLED} (.*)$", text, re.MULTILINE)
    assert command
    words = parser().parse_args(
        command[1].replace("%i", "1").split()
    )  # ends the process for what it does not know
    assert words.ini == "/etc/complaints/production.ini"
