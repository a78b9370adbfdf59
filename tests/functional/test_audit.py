"""The audit of a site: the worker chains what desks note, and the command verifies it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pyramid.registry import Registry

import complaints_web
from complaints_core.interfaces.ports import IAuditStore
from complaints_core.testing.builders import audit_note
from complaints_web.background import bare_request, transaction_of, work_of
from complaints_web.ports import port_of
from complaints_web.scripts import main
from complaints_web.site import site_of


@pytest.fixture
def told(settings: dict[str, str], lasting: dict[str, str]) -> dict[str, str]:
    """The settings of a site on a real file."""
    return {**settings, **lasting}


@pytest.fixture
def ini(told: dict[str, str], tmp_path: Path) -> str:
    """The same settings, for a command."""
    file = tmp_path / "site.ini"
    lines = "\n".join(f"{name} = {value}" for name, value in told.items())
    file.write_text(f"[app:main]\nuse = egg:complaints\n{lines}\n", encoding="utf-8")
    return str(file)


@contextmanager
def opened(told: dict[str, str]) -> Iterator[Registry]:
    """A site that is closed again, because a file serves one process at a time."""
    registry = complaints_web.main({}, **told).registry
    try:
        yield registry
    finally:
        site_of(registry).close()


@contextmanager
def audit_of(registry: Registry) -> Iterator[IAuditStore]:
    """The audit, in a transaction."""
    request = bare_request(registry)
    with transaction_of(request):
        yield port_of(request, IAuditStore)


def test_a_round_of_the_worker_chains_what_was_noted_and_the_command_finds_it_whole(
    told: dict[str, str], ini: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with opened(told) as registry:
        with audit_of(registry) as audit:
            for number in range(3):
                audit.note(audit_note(number))
        work_of(registry).round()
        with audit_of(registry) as audit:
            last = audit.last()

    assert main([ini, "audit", "verify"]) == 0
    assert last is not None
    assert f"3 entries, the last one's digest is {last.digest}; 0 notes" in capsys.readouterr().out


def test_a_changed_entry_is_told_by_its_number(
    told: dict[str, str], ini: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with opened(told) as registry, audit_of(registry) as audit:
        for number in range(3):
            audit.note(audit_note(number))
        audit.chain(10)
        object.__setattr__(list(audit.entries())[1].note, "actor", "rahimi")

    assert main([ini, "audit", "verify"]) == 1
    assert "broken at entry 2" in capsys.readouterr().out
