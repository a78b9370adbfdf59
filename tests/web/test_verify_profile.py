"""The command that looks a profile over."""

from argparse import Namespace

import pytest

from complaints_web.scripts import verify_profile


def test_it_says_how_long_is_kept_what_is_over(capsys: pytest.CaptureFixture[str]) -> None:
    assert verify_profile.run(Namespace(profile="behzisti", ini="")) == 0
    first, *lines = capsys.readouterr().out.splitlines()
    assert first.startswith("behzisti: in order")
    assert "process.toml: status.withdrawn.kept_years = 1" in lines
    assert not any("status.reviewing" in line for line in lines)
