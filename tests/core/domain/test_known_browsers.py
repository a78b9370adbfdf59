"""A browser in which somebody has logged in before is known by a token, which tells nobody whose it is."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from complaints_core.domain.known_browsers import KnownBrowsers, inside
from complaints_core.domain.opaque_keys import OpaqueKeys

BROWSERS = KnownBrowsers(OpaqueKeys(b"of a test", "browser"))
ANOTHERS = KnownBrowsers(OpaqueKeys(b"of a test", "another door"))


def test_a_token_tells_nothing_and_is_another_one_in_each_browser() -> None:
    first, second = (BROWSERS.token("narges", 0, ()) for _ in range(2))
    assert first != second
    assert [len(one) for one in (first, second)] == [80, 80]
    assert all(set(one) <= set("0123456789abcdef") for one in (first, second))


def test_a_browser_keeps_its_token() -> None:
    token = BROWSERS.token("narges", 0, ())
    assert BROWSERS.token("narges", 0, ("", "of somebody else", token)) == token


def test_each_known_browser_counts_for_itself_and_all_others_together() -> None:
    home, work = (BROWSERS.token("narges", 0, ()) for _ in range(2))
    counted = [BROWSERS.counted("narges", 0, shown) for shown in ((home,), (work,), ("x", home), (), ("x",))]
    assert counted[0] == counted[2]
    assert counted[3] == counted[4] == "narges"
    assert len(set(counted)) == 3


@pytest.mark.parametrize(
    ("made_by", "account", "epoch"),
    [(BROWSERS, "somebody", 0), (BROWSERS, "narges", 1), (ANOTHERS, "narges", 0)],
)
def test_a_token_holds_for_one_account_one_password_and_one_door(
    made_by: KnownBrowsers, account: str, epoch: int
) -> None:
    token = made_by.token(account, epoch, ())
    assert BROWSERS.counted("narges", 0, (token,)) == "narges"
    assert BROWSERS.token("narges", 0, (token,)) != token


@given(st.lists(st.text(max_size=90), max_size=3))
@example(["\ud800", "é" * 80])
def test_whatever_else_a_browser_shows_is_known_to_nobody(shown: list[str]) -> None:
    assert BROWSERS.counted("narges", 0, shown) == "narges"


def test_half_a_token_and_one_with_another_beginning_are_none() -> None:
    token = BROWSERS.token("narges", 0, ())
    changed = ("0" if token[0] != "0" else "1") + token[1:]
    for wrong in (token[:16], token[:-1], token + "0", token.upper() + "A", changed):
        assert BROWSERS.counted("narges", 0, (wrong,)) == "narges"


def test_who_is_inside_is_counted_apart_from_all_who_are_not() -> None:
    token = BROWSERS.token("narges", 0, ())
    assert inside("narges") not in {"narges", BROWSERS.counted("narges", 0, (token,))}
