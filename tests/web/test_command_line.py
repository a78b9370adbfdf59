"""The words of `complaints INI COMMAND`: what each command takes, and how a wrong word is told."""

import logging
from pathlib import Path

import pytest

from complaints_plugins.zodb.database import open_database
from complaints_web.scripts import COMMANDS, main, name_of, parser


@pytest.mark.parametrize("name", [name_of(module) for module in COMMANDS])
def test_every_command_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["site.ini", name, "--help"])
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith(f"usage: complaints INI {name}")


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["site.ini"],
        ["site.ini", "fly"],
        ["site.ini", "staff"],
        ["site.ini", "staff", "add", "sara"],
        ["site.ini", "import", "clouds", "clouds.xlsx", "--by", "modir"],
        ["site.ini", "backup"],
        ["site.ini", "backup", "there", "--keep", "0"],
        ["site.ini", "pack", "--days", "-1"],
        ["site.ini", "pack", "--days", "inf"],
        ["site.ini", "pack", "--days", "nan"],
        ["site.ini", "pack", "--days", "1e9"],
        ["site.ini", "serve", "--port", "home"],
        ["site.ini", "drill", "--cases", "none"],
    ],
    ids=" ".join,
)
def test_wrong_words_end_with_two_and_are_told(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    assert "error: " in capsys.readouterr().err


@pytest.mark.parametrize(("typed", "read"), [("0", 0.0), ("7", 7.0), ("0.5", 0.5)])
def test_days_may_be_a_part_of_one(typed: str, read: float) -> None:
    assert parser().parse_args(["site.ini", "pack", "--days", typed]).days == read


def test_a_folder_that_cannot_be_used_is_told_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    open_database(f"file://{tmp_path}/Data.fs", threads=1, width=4).close()
    ini = tmp_path / "site.ini"
    ini.write_text(f"[app:main]\nuse = egg:complaints\nzodb.uri = file://{tmp_path}/Data.fs\n")
    assert main([str(ini), "backup", str(ini)]) == 1
    assert capsys.readouterr().err == f"{ini}: {ini}: File exists\n"


def test_nothing_is_copied_onto_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ini, uri = tmp_path / "site.ini", f"file://{tmp_path}/Data.fs"
    open_database(uri, threads=1, width=4).close()
    ini.write_text("[app:main]\nuse = egg:complaints\n")
    assert main([str(ini), "copy", "--from", uri, "--to", uri]) == 2
    assert capsys.readouterr().err == f"{ini}: --to: names the same database as --from\n"


def test_that_a_database_is_begun_stands_in_the_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    for _time in range(2):
        open_database(f"file://{tmp_path}/Data.fs", threads=1, width=4).close()
    told = [one for one in caplog.messages if "a new database is begun" in one]
    assert told == [f"there was nothing here: a new database is begun in {tmp_path}/Data.fs"]
