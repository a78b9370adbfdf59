"""Where the site stands inside a portal: what lies below its prefix is ours, everything else is the host's.

Tweens and error pages hold for a whole application. These hold below the prefix only, so that a host keeps
its own headers, its own limits and its own error pages.
"""

from collections.abc import Callable, Mapping
from typing import Any

from pyramid.config import Configurator
from pyramid.registry import Registry
from pyramid.request import Request
from pyramid.response import Response

PLACE = "complaints.place"

Handler = Callable[[Request], Response]
TweenFactory = Callable[[Handler, Registry], Handler]


def include_place(config: Configurator) -> None:
    """Note the prefix under which the site is included, and make the view predicate `below_site`."""
    config.registry[PLACE] = f"/{config.route_prefix}" if config.route_prefix else ""
    config.add_view_predicate("below_site", BelowSite)


def is_below_site(registry: Registry, environ: Mapping[str, Any]) -> bool:
    """Tell whether an address is one of ours. The path is compared as it came, for it may be no text at
    all."""
    place, path = registry[PLACE], environ.get("PATH_INFO", "")
    return not place or path == place or path.startswith(f"{place}/")


def below_site(factory: TweenFactory) -> TweenFactory:
    """Decorate a tween factory: all other requests of the application pass by."""

    def made(handler: Handler, registry: Registry) -> Handler:
        ours = factory(handler, registry)
        return lambda request: (ours if is_below_site(registry, request.environ) else handler)(request)

    return made


class BelowSite:
    """View predicate: with `below_site=True` a view, such as that of an error, answers below the prefix
    only."""

    def __init__(self, wanted: bool, config: Configurator) -> None:
        self._wanted = wanted

    def text(self) -> str:
        """Say what is asked for, as Pyramid's listing of views shows it."""
        return f"below_site = {self._wanted}"

    phash = text

    def __call__(self, context: Any, request: Request) -> bool:
        """Tell whether the view is the one for a request."""
        return is_below_site(request.registry, request.environ) is self._wanted
