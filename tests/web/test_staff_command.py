"""`complaints INI staff` and the staff of `complaints INI demo`, on a real file."""

import os
import re
import shutil
from pathlib import Path

import pyotp
import pytest
from webtest import TestApp

import complaints_web
from complaints_plugins.zodb.database import open_database
from complaints_web.scripts import main
from complaints_web.scripts.demo_staff import PASSWORD, demo_staff
from complaints_web.site import site_of
from tests.functional.person import form_with

INI = """
[app:main]
use = egg:complaints
complaints.store = zodb
complaints.passwords = fast
complaints.challenge = off
complaints.sms = spool
complaints.sms.spool = {folder}/sms.jsonl
zodb.uri = file://{folder}/Data.fs?blobstorage_dir={folder}/blobs
"""
PRODUCTION_INI = Path(__file__).resolve().parents[2] / "production.ini"


@pytest.fixture
def ini(tmp_path: Path) -> Path:
    """The settings of a site that is empty, with directories that are narrow, and so made fast."""
    open_database(f"file://{tmp_path}/Data.fs?blobstorage_dir={tmp_path}/blobs", threads=1, width=4).close()
    file = tmp_path / "site.ini"
    file.write_text(INI.format(folder=tmp_path), encoding="utf-8")
    return file


def add(ini: Path, username: str = "sara", role: str = "expert", unit: str = "23") -> int:
    return main([str(ini), "staff", "add", username, "--role", role, "--unit", unit, "--first-name", "Sara"])


def test_an_account_is_made_and_listed(ini: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert add(ini) == 0
    told = capsys.readouterr().out
    assert re.search(r"first password  \S{16}\n", told)
    assert "otpauth://totp/Behzisti:sara?secret=" in told

    assert main([str(ini), "staff", "list"]) == 0
    assert re.fullmatch(r"sara +Sara +expert at 23\n", capsys.readouterr().out)


def test_nobody_else_reads_what_a_command_writes(ini: Path, tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    shutil.rmtree(tmp_path / "blobs")
    (tmp_path / "Data.fs").unlink()
    before = os.umask(0o022)
    try:
        assert add(ini) == 0
        assert main([str(ini), "backup", str(tmp_path / "backups")]) == 0
    finally:
        os.umask(before)
    written = {place for place in tmp_path.rglob("*") if place != ini}
    assert len(written) > 5
    assert not [place for place in written if place.stat().st_mode & 0o077]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"role": "boss"}, "There is no role boss"),
        ({"unit": "99"}, "There is no unit 99"),
        ({"username": ""}, "'' is no user name"),
        ({"username": "سارا"}, "'سارا' is no user name"),
        ({"username": "sara karimi"}, "'sara karimi' is no user name"),
    ],
)
def test_a_wrong_name_or_post_is_one_clear_sentence(
    wrong: dict[str, str], sentence: str, ini: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert add(ini, **wrong) == 2

    told = capsys.readouterr()
    assert told.err.startswith(sentence)
    assert told.err.count("\n") == 1
    main([str(ini), "staff", "list"])
    assert "Nobody has an account yet" in capsys.readouterr().out


def test_a_unit_is_read_in_any_digits(ini: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert add(ini, unit="۲۳") == 0

    main([str(ini), "staff", "list"])
    assert "expert at 23" in capsys.readouterr().out


def test_a_name_that_is_taken_is_refused(ini: Path, capsys: pytest.CaptureFixture[str]) -> None:
    add(ini)

    assert add(ini) == 2
    assert "There is an account sara already." in capsys.readouterr().err


def test_the_demo_makes_staff_who_can_sign_in(ini: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(ini), "demo"]) == 0
    assert main([str(ini), "demo"]) == 0
    first = demo_staff()[0]
    assert capsys.readouterr().out.count(f"{first.username}  {PASSWORD}") == 2

    page = signed_in(ini.parent, first.username)

    assert "Keep these recovery codes" in page


def test_whoever_is_locked_out_is_let_in_again(ini: Path, capsys: pytest.CaptureFixture[str]) -> None:
    add(ini)
    assert main([str(ini), "staff", "let-in", "Sara"]) == 0
    told = capsys.readouterr().out
    assert re.search(r"user name       sara\nfirst password  \S{16}\n", told)


def test_nobody_is_let_in_who_does_not_work_here(ini: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(ini), "staff", "let-in", "nobody"]) == 2
    assert capsys.readouterr().err == "Nobody who works here is called nobody.\n"


def signed_in(folder: Path, username: str) -> str:
    """The page after both steps, with the digits that the page for developers shows."""
    uri = f"file://{folder}/Data.fs?blobstorage_dir={folder}/blobs"
    app = complaints_web.main({}, **{"zodb.uri": uri, "complaints.passwords": "fast"})
    try:
        site = TestApp(app)
        site.set_cookie("_LOCALE_", "en")
        form = form_with(site.get("/staff/login"), "username")
        form["username"], form["password"] = username, PASSWORD
        form = form_with(form.submit().follow(), "totp")
        form["totp"] = site.get("/dev/codes").html.select_one(".big-code").get_text()
        return str(form.submit().text)
    finally:
        site_of(app.registry).close()


def test_the_keys_of_the_demo_staff_are_good_ones() -> None:
    assert all(len(pyotp.TOTP(one.totp_secret).byte_secret()) == 20 for one in demo_staff())


def test_in_production_there_is_no_demo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COMPLAINTS_SECRET", "forty-random-characters-of-an-installation")
    monkeypatch.setenv("COMPLAINTS_SMS_KEY", "AB12")
    uri = f"file://{tmp_path}/Data.fs?blobstorage_dir={tmp_path}/blobs"
    text = re.sub(r"(?m)^zodb\.uri = .*", f"zodb.uri = {uri}", PRODUCTION_INI.read_text(encoding="utf-8"))
    file = tmp_path / "production.ini"
    file.write_text(text, encoding="utf-8")

    assert main([str(file), "demo"]) == 2
    assert "passwords that everybody knows" in capsys.readouterr().err
