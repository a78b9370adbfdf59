"""deploy/complaints.sh gives each command as the site's user, with the secrets of the site."""

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
COMMAND = ROOT / "deploy" / "complaints.sh"


@pytest.fixture
def machine(tmp_path: Path) -> dict[str, str]:
    """The environment of a machine on which whoever becomes another user tells what he would have done."""
    (tmp_path / "secrets.env").write_text("COMPLAINTS_SECRET=blue-tents\n", encoding="utf-8")
    told = tmp_path / "runuser"
    told.write_text('#!/bin/sh\necho "$COMPLAINTS_SECRET $(umask)"\nprintf "%s\\n" "$@"\n', encoding="utf-8")
    told.chmod(0o755)
    return {"PATH": f"{tmp_path}:{os.environ['PATH']}", "COMPLAINTS_SECRETS": str(tmp_path / "secrets.env")}


def test_a_command_is_given_as_the_user_of_the_site(machine: dict[str, str]) -> None:
    words = ["staff", "add", "modir", "--last-name", "two words"]
    done = subprocess.run(  # noqa: S603
        ["/bin/sh", str(COMMAND), *words], env=machine, capture_output=True, text=True, check=True
    )
    secret, *said = done.stdout.splitlines()
    assert secret == "blue-tents 0077"
    assert said[:5] == [
        "-u", "complaints", "--", "/opt/complaints/.venv/bin/complaints", "/etc/complaints/production.ini"
    ]  # fmt: skip
    assert said[5:] == words


def test_without_secrets_nothing_is_done(machine: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "secrets.env").unlink()
    done = subprocess.run(  # noqa: S603
        ["/bin/sh", str(COMMAND), "doctor"], env=machine, capture_output=True, text=True, check=False
    )
    assert done.returncode
    assert "secrets.env" in done.stderr
    assert done.stdout == ""
