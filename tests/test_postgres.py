"""Without a PostgreSQL, tests that need one say what to install."""

import pytest

from tests import postgres
from tests.postgres import GIVEN, Absent, server


def test_without_a_server_one_sentence_says_how_to_get_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    monkeypatch.delenv(GIVEN, raising=False)
    monkeypatch.setattr(postgres, "find_spec", lambda name: None)
    monkeypatch.setattr(postgres, "SYSTEMS", tmp_path_factory.mktemp("nothing"))
    with pytest.raises(Absent, match=f"install .*{GIVEN}=postgres://"), server():
        pytest.fail("there is a server")


def test_a_server_that_is_named_is_taken_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(GIVEN, "postgres://office:any@db.example/postgres")
    with server() as uri:
        assert uri == "postgres://office:any@db.example/postgres"
