"""The words of `complaints INI COMMAND`: what each command takes, and how a wrong word is told."""

import pytest

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
