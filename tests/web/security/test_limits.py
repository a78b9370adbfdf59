"""Whose tries are counted together."""

import pytest

from complaints_web.security.limits import line_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff"),  # a line has 2 ** 64 addresses to try from
        ("2001:db8:1:2::1", "2001:DB8:1:2:0:0:0:9"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
    ],
)
def test_addresses_of_one_line_are_counted_together(one: str, other: str) -> None:
    assert line_of(one) == line_of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("2001:db8:1:2::1", "2001:db8:1:3::1"), ("192.0.2.1", "192.0.2.2"), ("", "192.0.2.1"), ("unix", "")],
)
def test_addresses_of_two_lines_are_counted_apart(one: str, other: str) -> None:
    assert line_of(one) != line_of(other)
