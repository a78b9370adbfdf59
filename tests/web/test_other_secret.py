"""A database that was begun with one secret is not served with another: nobody would find his account."""

from pathlib import Path

import pytest

import complaints_web
from complaints_core.interfaces.errors import SettingError
from complaints_plugins.zodb.database import open_database
from complaints_web.scripts import main as command
from complaints_web.site import site_of
from tests.web.test_settings import PRODUCTION, written

FIRST, SECOND = "the first secret of thirty-two characters", "another secret of thirty-two characters"


@pytest.fixture
def begun(tmp_path: Path) -> dict[str, str]:
    """The settings of a site for everybody that was started once."""
    uri = f"file://{tmp_path}/Data.fs"
    open_database(uri, threads=1, width=4).close()
    settings = {**PRODUCTION, "complaints.store": "zodb", "zodb.uri": uri, "complaints.secret": FIRST}
    start(settings)
    return settings


def start(settings: dict[str, str]) -> None:
    site_of(complaints_web.main({}, **settings).registry).close()


def test_the_same_secret_starts_again_and_again(begun: dict[str, str]) -> None:
    start(begun)


def test_another_secret_is_refused_in_a_sentence_and_the_file_let_go(begun: dict[str, str]) -> None:
    with pytest.raises(SettingError, match="not the one with which this database was begun") as refused:
        start({**begun, "complaints.secret": SECOND})
    assert "\n" not in str(refused.value)
    assert "thirty-two" not in str(refused.value)
    start(begun)


def test_the_doctor_sees_another_secret_while_the_site_serves(
    begun: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    app = complaints_web.main({}, **begun)
    line = "secrets other than that with which the database was begun"
    assert command([written(tmp_path, begun), "doctor"]) == 0
    assert f"ok     {line}" in capsys.readouterr().out
    assert command([written(tmp_path, {**begun, "complaints.secret": SECOND}), "doctor"]) == 1
    assert f"WRONG  {line}: 1 (take that one)" in capsys.readouterr().out
    site_of(app.registry).close()


def test_who_works_on_the_site_may_take_any_secret(begun: dict[str, str]) -> None:
    start({**begun, "complaints.secret": SECOND, "complaints.production": "false"})
    start(begun)


def test_a_secret_that_is_lost_for_good_holds_nobody_up(
    begun: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ini = written(tmp_path, {**begun, "complaints.secret": SECOND})
    assert command([ini, "staff", "list"]) == 2
    assert "complaints.secret: is not the one" in capsys.readouterr().err

    assert command([ini, "upgrade", "--other-secret"]) == 0
    assert command([ini, "staff", "list"]) == 0
    with pytest.raises(SettingError, match="not the one"):
        start(begun)
