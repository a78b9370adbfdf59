"""The site for a command that does something in it, and is closed when that is done."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pyramid.paster import get_app
from pyramid.router import Router

from complaints_web.background import bare_request, transaction_of
from complaints_web.site import site_of


@contextmanager
def site_opened(ini: str) -> Iterator[Router]:
    """Hand over the site that an ini file tells of; raises SettingError, ProfileError."""
    app = get_app(ini)
    try:
        yield app
    finally:
        site_of(app.registry).close()


@contextmanager
def request_opened(ini: str) -> Iterator[Any]:
    """Hand over a request that no visitor made, in a transaction which is committed on leaving; raises as
    `site_opened` does, and Taken for a conflict."""
    with site_opened(ini) as app:
        request = bare_request(app.registry)
        with transaction_of(request):
            yield request
