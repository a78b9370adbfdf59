"""The limit beside everything that is done: the same pages out of a bare Pyramid, which knows them by heart.

The real site answers a request first; what it handed to the template is noted. When the same is asked below
`AGAIN`, the page comes from a Pyramid without session, language or visitor: one transaction, one connection,
eleven complaints out of its cache as in `bare`, one template. A form that is sent there is read, a complaint
is kept, and the browser led where the site led it. What nobody asked for before, the site answers.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Final

from jinja2 import Environment, Template
from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.registry import Registry
from pyramid.request import Request
from pyramid.response import Response

from bench.bare import LOADED
from bench.browser import Answer, Wire
from bench.limits import fresh_complaints
from complaints_core.domain.complaints import Complaint
from complaints_core.stores import Stores
from complaints_web.languages import languages
from complaints_web.rendering import STATIC, environment_key
from complaints_web.site import site_of

AGAIN: Final = "/again/"
DEED: Final = "bench.deed"
HEART: Final = "bench.heart"
STORES: Final = "bench.stores"


Key = tuple[str, str]
"""What is done, by its number, and an address."""


@dataclass
class Heart:
    """What the site answered last, for each thing that is done: the pages by address, with their templates
    and values, and where it led from the forms that were sent. Only what was asked for by heart is noted; the
    others cost no memory."""

    pages: dict[Key, tuple[Template, Mapping[str, Any]]] = field(default_factory=dict)
    ways: dict[Key, str] = field(default_factory=dict)
    fresh: Iterator[Complaint] | None = None

    def another(self, stores: Stores) -> Complaint:
        """Answer a complaint that can be kept."""
        if self.fresh is None:
            self.fresh = fresh_complaints(stores)
        return next(self.fresh)

    def note_page(self, template: Template, values: Mapping[str, Any]) -> None:
        """Keep what a template was given; the values tell the request."""
        if DEED in values["request"].environ:
            self.pages[key_of(values["request"])] = template, values

    def knows(self, request: Request) -> bool:
        """Tell whether a request was answered before."""
        return key_of(request) in (self.ways if request.method == "POST" else self.pages)


def key_of(request: Request) -> Key:
    """Answer under what an answer is noted."""
    return request.environ[DEED], request.path_qs


@dataclass(frozen=True)
class Noting:
    """Stands where the site keeps the templates of a language, and notes what they are given."""

    environment: Environment
    heart: Heart

    def get_template(self, name: str) -> "NotingTemplate":
        """Answer a template."""
        return NotingTemplate(self.environment.get_template(name), self.heart)


@dataclass(frozen=True)
class NotingTemplate:
    """A template that notes what it is given."""

    template: Template
    heart: Heart

    def render(self, **values: Any) -> str:
        """Answer the page."""
        self.heart.note_page(self.template, values)
        return self.template.render(**values)


def beside(site: Any) -> Any:
    """Answer the site, and below `AGAIN` what does the same by heart."""
    heart = Heart()
    for language in languages().values():
        key = environment_key(language)
        site.registry[key] = Noting(site.registry[key], heart)
    again = _bare(heart, site.registry)

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        if not environ["PATH_INFO"].startswith(AGAIN):
            return site(environ, start_response)
        deed, _, path = environ["PATH_INFO"].removeprefix(AGAIN).partition("/")
        asked = Request({**environ, "PATH_INFO": f"/{path}", DEED: deed})
        if heart.knows(asked):
            return again(asked.environ, start_response)
        answered = asked.get_response(site)
        if answered.location:
            heart.ways[key_of(asked)] = answered.location
        return answered(asked.environ, start_response)

    return answer


def detour(wire: Wire) -> tuple[Wire, Callable[[Callable[[], object]], Callable[[], None]]]:
    """Answer the same wire, and what makes of something done over it the same thing done by heart."""
    prefix, numbers = "", count()

    def ask(method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        return wire(method, prefix + path, body, headers)

    def by_heart(run: Callable[[], object]) -> Callable[[], None]:
        deed = next(numbers)

        def run_again() -> None:
            nonlocal prefix
            prefix = f"{AGAIN}{deed}"
            try:
                run()
            finally:
                prefix = ""

        return run_again

    return ask, by_heart


def _bare(heart: Heart, registry: Registry) -> Any:
    with Configurator(settings={"tm.manager_hook": "pyramid_tm.explicit_manager"}) as config:
        config.include("pyramid_tm")
        config.registry.update({HEART: heart, STORES: site_of(registry).open_stores})
        config.registry[STATIC] = registry[STATIC]  # templates ask for addresses of style sheets
        config.add_route("any", "/*path")
        config.add_view(_page, route_name="any")
        config.add_view(_way, route_name="any", request_method="POST")
    return config.make_wsgi_app()


def _way(request: Request) -> Response:
    heart, stores = request.registry[HEART], request.registry[STORES](request)
    assert request.POST
    stores.complaints.add(heart.another(stores))
    return HTTPSeeOther(heart.ways[key_of(request)])


def _page(request: Request) -> Response:
    complaints = request.registry[STORES](request).complaints
    for code in complaints.codes(LOADED):
        complaints.get(code)
    template, values = request.registry[HEART].pages[key_of(request)]
    return Response(template.render(**values))
