"""Where a server listens, as the ini and the command say."""

import pytest

from complaints_web.operation.listening import at_port, checked


@pytest.mark.parametrize(
    ("listen", "there"),
    [
        ("127.0.0.1:6543", "127.0.0.1:7000"),
        ("127.0.0.1", "127.0.0.1:7000"),
        ("localhost:http", "localhost:7000"),
        ("[::1]:6543", "[::1]:7000"),
        ("127.0.0.1:6543 [::1]:6544", "127.0.0.1:7000 [::1]:7000"),
    ],
)
def test_every_place_gets_the_port_that_is_asked_for(listen: str, there: str) -> None:
    assert at_port(listen, 7000) == there
    assert at_port(listen, None) == listen


@pytest.mark.parametrize("listen", ["127.0.0.1:6543", "*:80 [::1]:65535"])
def test_ports_that_there_are_stay_as_they_are(listen: str) -> None:
    assert checked(listen) == listen


@pytest.mark.parametrize(
    "listen", ["", "127.0.0.1", "[::1]", "127.0.0.1:", "h:0", "h:65536", "h:http", "h:80 other"]
)
def test_a_place_without_a_port_that_there_is_is_refused(listen: str) -> None:
    with pytest.raises(ValueError, match="names no port from 1 to 65535"):
        checked(listen)
