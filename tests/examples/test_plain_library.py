"""The core without any framework: examples/plain_library.py."""

import subprocess
import sys
from pathlib import Path

import pytest

from complaints_core import TrackingCode
from complaints_core.domain.complaints import Complaint
from complaints_core.memory import stores as memory_stores
from examples import plain_library


def test_somebody_signs_up_complains_and_finds_the_complaint_again() -> None:
    stores = memory_stores()
    account_desk, citizen_desk = plain_library.open_desks(stores, b"a secret of the portal")

    citizen = plain_library.sign_up(account_desk, stores)
    receipt = plain_library.complain(citizen_desk, citizen)

    kept = stores.complaints.get(receipt.code)
    assert isinstance(kept, Complaint)
    assert kept.description == plain_library.COMPLAINT["description"]
    assert citizen_desk.count(citizen) == 1
    assert account_desk.login(citizen.national_code, plain_library.SIGN_UP["password"]) == citizen


def test_it_prints_a_tracking_code_that_holds(capsys: pytest.CaptureFixture[str]) -> None:
    code = plain_library.main()

    assert TrackingCode(code).grouped in capsys.readouterr().out
    assert TrackingCode.parse(code) == code


def test_it_runs_as_it_stands_and_loads_no_web_framework() -> None:
    file = Path(plain_library.__file__)
    program = (
        "import runpy, sys; runpy.run_path(sys.argv[1], run_name='__main__');"
        "sys.exit(any(name in sys.modules for name in ('pyramid', 'webob', 'ZODB', 'complaints_web')))"
    )

    done = subprocess.run([sys.executable, "-c", program, str(file)], capture_output=True, check=False)  # noqa: S603

    assert done.returncode == 0, done.stderr.decode()
