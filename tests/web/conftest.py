"""The site in memory, spoken to in Persian as it is by default."""

import logging
from collections.abc import Iterator

import pytest
from pyramid.router import Router
from webtest import TestApp

import complaints_web

SETTINGS = {
    "complaints.store": "memory",
    "complaints.passwords": "fast",
    "complaints.challenge": "off",
    "complaints.sms": "console",
}


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    """Undo what a command sets up for its own process."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture(scope="package")
def application() -> Router:
    return complaints_web.main({}, **SETTINGS)


@pytest.fixture
def site(application: Router) -> TestApp:
    """A browser without cookies."""
    return TestApp(application)
