"""The site in memory, spoken to in Persian as it is by default."""

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


@pytest.fixture(scope="package")
def application() -> Router:
    return complaints_web.main({}, **SETTINGS)


@pytest.fixture
def site(application: Router) -> TestApp:
    """A browser without cookies."""
    return TestApp(application)
